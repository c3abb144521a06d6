/** The files of papers beside the replica: profile/papers/<device>/<random name>. Nothing on the disk says whose they are, what they show
 *  or even their hash; which file is which paper's stands in the encrypted replica.
 *  FI1 a file has its name only when it is whole and on the disk: written aside, synced, renamed, the folder synced.  FI2 a file that cannot
 *  be written leaves nothing.  FI3 what a crash leaves is a file that no record names; the sweep takes it after 30 days. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../store/sync-folder.ts';
import { openPaper, PaperFileError, papersKey, sealPaper } from './paper-cipher.ts';

const NAME_BYTES = 16;
const NAME = /^[0-9a-f]{32}$/;
/** A file on its way; a crash may leave one. */
const PART = /^[0-9a-f]{32}\.part$/;

export interface PaperFile {
  readonly name: string;
  readonly writtenMs: number;
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** Where the papers of a device's replica are. */
export function papersFolder(profile: string, device: number): string {
  return join(profile, 'papers', String(device));
}

export class PaperFiles {
  readonly folder: string;
  private readonly key: Buffer;
  /** Written by this process: the sweep leaves them, whatever the clocks say. */
  private readonly own = new Set<string>();

  constructor(folder: string, replicaKey: Uint8Array) {
    this.folder = folder;
    this.key = papersKey(replicaKey);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Keeps bytes under a new random name, which it returns once they are on the disk (FI1). */
  async keep(bytes: Uint8Array): Promise<string> {
    const name = randomBytes(NAME_BYTES).toString('hex');
    const side = join(this.folder, `${name}.part`);
    this.own.add(name);
    try {
      const file = await open(side, 'wx', 0o600);
      try {
        await file.writeFile(sealPaper(this.key, name, bytes));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(side, join(this.folder, name));
    } catch (error) {
      await rm(side, { force: true });
      throw error;
    }
    await syncFolder(this.folder);
    return name;
  }

  /** The bytes of a file; null when it is gone. Throws PaperFileError when it is not what was written. */
  async read(name: string): Promise<Buffer | null> {
    if (!NAME.test(name)) throw new PaperFileError('no name of ours');
    try {
      return openPaper(this.key, name, await readFile(join(this.folder, name)));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** The bytes of a file; null when it is gone or not what was written. */
  async readWhole(name: string): Promise<Buffer | null> {
    try {
      return await this.read(name);
    } catch (error) {
      if (error instanceof PaperFileError) return null;
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    if (NAME.test(name) || PART.test(name)) await rm(join(this.folder, name), { force: true });
  }

  /** Files that another run of the program wrote, whole and not. */
  async earlier(): Promise<PaperFile[]> {
    const files: PaperFile[] = [];
    for (const name of await readdir(this.folder)) {
      if ((!NAME.test(name) && !PART.test(name)) || this.own.has(name.slice(0, 2 * NAME_BYTES))) continue;
      const found = await stat(join(this.folder, name)).catch(() => null);
      if (found) files.push({ name, writtenMs: found.mtimeMs });
    }
    return files;
  }
}
