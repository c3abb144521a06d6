/** Leftovers: a run of tests fails when a process that it started is still there at its end. Otherwise a test
 *  that forgot to stop its server stays green, and the machine slowly fills with servers.
 *
 *  Used as global set-up by vitest and by Playwright: it marks the run in the environment, which every process
 *  started from it inherits, and its tear-down looks for the mark. Linux only, because only /proc tells.      */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const markName = 'SUMU_TEST_RUN';
const graceMs = 5000;
const stepMs = 100;

type Leftover = { readonly pid: number; readonly command: string };

function readProcess(pid: number, part: 'environ' | 'cmdline' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${part}`, 'utf8');
  } catch {
    return '';
  }
}

function parentOf(pid: number): number {
  const afterName = readProcess(pid, 'stat').replace(/^.*\) /s, '');
  return Number(afterName.split(' ')[1] ?? 0);
}

/** Processes that carry the mark, without the runner and what it started itself: its workers and its watchdog. */
export function leftovers(mark: string, runner: number = process.pid): Leftover[] {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids
    .filter((pid) => pid !== runner && parentOf(pid) !== runner)
    .filter((pid) => readProcess(pid, 'environ').split('\0').includes(`${markName}=${mark}`))
    .map((pid) => ({ pid, command: readProcess(pid, 'cmdline').replaceAll('\0', ' ').trim() }))
    .filter(({ command }) => command !== '');
}

/** Waits a little for what is on its way out, then fails with what is left. */
export async function expectNoLeftovers(
  mark: string,
  withinMs = graceMs,
  runner = process.pid,
): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  let found = leftovers(mark, runner);
  while (found.length > 0 && performance.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, stepMs));
    found = leftovers(mark, runner);
  }
  if (found.length === 0) return;
  const lines = found.map(({ pid, command }) => `  ${pid} ${command.slice(0, 200)}`);
  for (const { pid } of found) process.kill(pid, 'SIGKILL');
  throw new Error(['the tests left processes behind (killed now):', ...lines].join('\n'));
}

export default function markRun(): (() => Promise<void>) | undefined {
  if (process.env[markName] !== undefined) return undefined;
  const mark = randomUUID();
  process.env[markName] = mark;
  return () => expectNoLeftovers(mark);
}
