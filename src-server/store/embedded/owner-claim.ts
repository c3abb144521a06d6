/** Owner's claim: makes one process the owner of a folder, before anything in the folder is touched.
 *
 *  PostgreSQL guards its cluster only against a second postmaster; a second *starter* would take the first one's server for
 *  a left-over and stop it.
 *  OC1 of two living processes at most one owns a folder.   OC2 a claim whose process has ended holds nobody up.
 *  OC3 who is refused has changed nothing.
 *  Each claim is an empty file named after its process (number, start time, boot), so nothing is ever half written, and
 *  removing the claim of an ended process can hit nobody else: that name never comes back. A claimant writes first and looks
 *  second, so of two at once at least one sees the other, and only who sees nobody owns. Of several at once the lowest
 *  number keeps its claim standing while the others withdraw for a moment: so one of them always gets through.          */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedFault, systemCodeOf } from './fault.ts';
import { startKeyOf } from './process-table.ts';

const giveUpAfterMs = 700;
const withdrawMs = 60;
const lookAgainMs = 10;
const claimName = /^owner-(\d+)-(.+)\.claim$/;

export interface OwnerClaim {
  release(): void;
}

/** Pids of other living claimants; claims of ended processes are removed on the way (OC2). */
function livingOthers(folder: string, ownName: string): number[] {
  const others: number[] = [];
  for (const name of readdirSync(folder)) {
    const match = claimName.exec(name);
    if (!match || name === ownName) continue;
    const pid = Number(match[1]);
    if (startKeyOf(pid) === match[2]) others.push(pid);
    else rmSync(join(folder, name), { force: true });
  }
  return others;
}

function inUse(folder: string, pid: number): EmbeddedFault {
  return new EmbeddedFault(
    'embedded/folder-in-use',
    `the data folder ${folder} is in use by process ${pid}; stop that one first, or name another folder`,
  );
}

function writeClaim(folder: string, path: string): void {
  try {
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') throw inUse(folder, process.pid);
    const reason = systemCodeOf(error) ?? String(error);
    throw new EmbeddedFault(
      'embedded/folder-unusable',
      `cannot write into the data folder ${folder} (${reason})`,
    );
  }
}

/** Becomes the owner of a folder, or throws `embedded/folder-in-use`. */
export async function claimFolder(folder: string): Promise<OwnerClaim> {
  const ownName = `owner-${process.pid}-${startKeyOf(process.pid)}.claim`;
  const path = join(folder, ownName);
  const release = (): void => rmSync(path, { force: true });
  for (let waited = 0, isStanding = false; ; ) {
    if (!isStanding) writeClaim(folder, path);
    const others = livingOthers(folder, ownName);
    if (others.length === 0) return { release };
    isStanding = others.every((pid) => pid > process.pid) && waited < giveUpAfterMs;
    if (!isStanding) release();
    if (waited >= giveUpAfterMs) throw inUse(folder, others[0] as number);
    const waitMs = isStanding ? lookAgainMs : withdrawMs;
    await sleep(waitMs);
    waited += waitMs;
  }
}
