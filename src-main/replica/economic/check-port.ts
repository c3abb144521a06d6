/** How a request for a check of a household's economic situation reaches whoever checks, and how the answer comes back (家庭经济状况核对; S002). A place
 *  whose checking body has a line of its own gives another port; this one is the reference: files in an exchange folder that somebody carries
 *  or a share connects.
 *  EP1 a file is whole or not there.  EP2 what comes in is read once: taken or refused it leaves the folder's top; one that
 *  is cut off stays, for it may still be on its way.  EP3 no link is followed,
 *  nothing larger than an answer can be is read (∴).  EP4 a folder that somebody chose is never made here: one that is gone, as a stick that was
 *  pulled out is, is said, and nothing is written or read elsewhere.                                                                    */
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { readMeta } from '../identity.ts';
import type { Statements } from '../store/statements.ts';

export interface ArrivedAnswer {
  readonly name: string;
  /** Null: too large, or no plain file. */
  readonly text: string | null;
}

export interface EconomicCheckPort {
  /** Why nothing can go or come now, or null. */
  fault(): string | null;
  submit(name: string, text: string): Promise<void>;
  /** What lies there, the oldest name first. */
  collect(): Promise<readonly ArrivedAnswer[]>;
  /** Puts an answer away. */
  settle(name: string, isTaken: boolean): Promise<void>;
}

const ANSWER_BYTES_MAX = 64 * 1024;
const ANSWERS_MAX = 500;

/** Why a folder cannot be used, or null. */
export function folderFault(folder: string): string | null {
  if (!isAbsolute(folder)) return 'economic/folder-path';
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return 'economic/folder-gone';
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch {
    return 'economic/folder-closed';
  }
}

export class ExchangeFolder implements EconomicCheckPort {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  fault(): string | null {
    return folderFault(this.folder);
  }

  private at(...parts: readonly string[]): string {
    const path = join(this.folder, ...parts);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  }

  async submit(name: string, text: string): Promise<void> {
    const file = join(this.at('out'), name);
    writeFileSync(`${file}.part`, text, { mode: 0o600, flush: true });
    renameSync(`${file}.part`, file);
  }

  async collect(): Promise<readonly ArrivedAnswer[]> {
    const folder = this.at('in');
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return names
      .toSorted()
      .slice(0, ANSWERS_MAX)
      .map((name) => {
        const found = lstatSync(join(folder, name));
        const isRead = found.isFile() && found.size <= ANSWER_BYTES_MAX;
        return { name, text: isRead ? readFileSync(join(folder, name), 'utf8') : null };
      });
  }

  async settle(name: string, isTaken: boolean): Promise<void> {
    const to = this.at('in', isTaken ? 'taken' : 'refused');
    // Of the same name before: both stay.
    for (let at = 0; ; at += 1) {
      const file = join(to, at ? `${at}-${name}` : name);
      if (existsSync(file)) continue;
      renameSync(join(this.folder, 'in', name), file);
      return;
    }
  }
}

/** Under which the folder that was chosen on this computer is kept. */
export const CHOSEN_FOLDER = 'exchange-folder';

/** The folder that was chosen on this computer (EP4), else the one beside the replica's own file. */
export function exchangeOf(statements: Statements, replicaFile: string): ExchangeFolder {
  const chosen = readMeta(statements, CHOSEN_FOLDER);
  if (chosen) return new ExchangeFolder(chosen);
  const own = join(dirname(replicaFile), 'exchange', 'economic-check');
  mkdirSync(own, { recursive: true, mode: 0o700 });
  return new ExchangeFolder(own);
}
