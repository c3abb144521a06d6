/** What Linux tells of other processes: their children, the time they worked, the most memory they held. Elsewhere null: the rows then say
 *  wall time alone. Time worked is what counts on a machine that others use too. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const NS_PER_MS = 1_000_000;
const KB_PER_MB = 1_024;
const PROC = '/proc';

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process has ended.
    return '';
  }
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`${PROC}/${pid}/task`);
  } catch {
    return [];
  }
}

/** Processes that a process has started and that run now, theirs among them. */
export function descendantsOf(pid: number): number[] {
  const children = threadsOf(pid).flatMap((thread) =>
    read(`${PROC}/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

/** Words of a process's command line. */
export function commandOf(pid: number): string {
  return read(`${PROC}/${pid}/cmdline`).replaceAll('\0', ' ');
}

/** Milliseconds that all threads of a process have worked. */
export function workedMs(pid: number): number | null {
  if (!existsSync(`${PROC}/${pid}/schedstat`)) return null;
  const ns = threadsOf(pid).map((thread) =>
    Number(read(`${PROC}/${pid}/task/${thread}/schedstat`).split(' ')[0]),
  );
  return ns.reduce((sum, each) => sum + each, 0) / NS_PER_MS;
}

export interface Timed<T> {
  readonly result: T;
  readonly ms: number;
  /** How long the process worked meanwhile. */
  readonly workedMs: number | null;
}

/** Does something that another process works for. */
export async function timedOn<T>(pid: number, work: () => Promise<T>): Promise<Timed<T>> {
  const before = workedMs(pid);
  const began = performance.now();
  const result = await work();
  const ms = performance.now() - began;
  const after = workedMs(pid);
  return { result, ms, workedMs: before === null || after === null ? null : after - before };
}

function statusMb(pid: number, line: 'VmHWM' | 'VmRSS'): number | null {
  const kb = new RegExp(`${line}:\\s+(\\d+) kB`).exec(read(`${PROC}/${pid}/status`))?.[1];
  return kb ? Number(kb) / KB_PER_MB : null;
}

/** The memory that a process holds now. */
export const heldMb = (pid: number): number | null => statusMb(pid, 'VmRSS');

/** The most memory that a process has held since it began, or since `forgetPeak`. */
export const peakMb = (pid: number): number | null => statusMb(pid, 'VmHWM');

export function forgetPeak(pid: number): void {
  const RESET_PEAK = '5';
  try {
    writeFileSync(`${PROC}/${pid}/clear_refs`, RESET_PEAK);
  } catch {
    // Not Linux, or not allowed: the peak is then that of the whole life.
  }
}

/** By how much the machine keeps this process waiting: 1 when it is alone. */
export function busyness(): number {
  const WORK_MS = 300;
  const began = performance.now();
  const before = process.threadCpuUsage();
  const worked = () => {
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000;
  };
  while (worked() < WORK_MS) Math.sqrt(began);
  return Number(((performance.now() - began) / worked()).toFixed(2));
}
