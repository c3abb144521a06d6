/** What a run costs: time by stage, how long the centre's process and PostgreSQL worked, the most memory, bytes on disk. Where the system does not
 *  tell, a figure is null.                                                                                                              */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, descendantsOf } from '../bench/processes.ts';

export const STAGES = ['lay', 'events', 'build', 'sign', 'bank', 'settle', 'recount'] as const;
export type Stage = (typeof STAGES)[number];

const FEN_OF_WAN = 1_000_000;
/** Fen as ten thousands of yuan. */
export const wan = (fen: number): string =>
  `${(fen / FEN_OF_WAN).toLocaleString('en-US', { maximumFractionDigits: 2 })} 万`;

const MS_PER_TICK = 10;
/** Fields of /proc/PID/stat after the name: own user and system time, and that of children that have ended. */
const TIME_FIELDS = [11, 12, 13, 14];

function workedOf(pid: number): number {
  let stat = '';
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return 0;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return TIME_FIELDS.reduce((sum, at) => sum + Number(fields[at]) * MS_PER_TICK, 0);
}

/** Milliseconds that PostgreSQL's processes have worked, those that have ended too. */
export function databaseWorkedMs(): number | null {
  if (process.platform !== 'linux') return null;
  const pids = descendantsOf(process.pid).filter((pid) => /postgres/.test(commandOf(pid)));
  return pids.reduce((sum, pid) => sum + workedOf(pid), 0);
}

export function centreWorkedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Bytes of all files below a folder. */
export function bytesBelow(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    try {
      bytes += statSync(join(entry.parentPath, entry.name)).size;
    } catch {
      // The database has removed it meanwhile.
    }
  }
  return bytes;
}

/** Seconds by stage, and what is said of each as it ends. */
export class StageTimes {
  readonly seconds: Record<Stage, number> = {
    ...{ lay: 0, events: 0, build: 0, sign: 0, bank: 0, settle: 0, recount: 0 },
  };

  async time<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
    const from = performance.now();
    try {
      return await work();
    } finally {
      this.seconds[stage] += (performance.now() - from) / 1_000;
    }
  }
}
