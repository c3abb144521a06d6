/** Row «syncs an act»: how often the disk is asked to keep what it has, counted from outside the program. strace says it; where there is
 *  none but a C compiler, a library loaded before libc does; where there is neither, the row holds null and says why.            */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './desk.ts';
import { median, type Row } from './figures.ts';

const ACTS = 150;
const CHILD = join(import.meta.dirname, 'fsync-child.ts');
const PRELOAD_SOURCE = join(import.meta.dirname, 'count-syncs.c');

export interface SyncCounter {
  readonly name: string;
  /** Runs Node with these words and returns the path of each synced file, in order. */
  run(words: readonly string[]): string[];
}

function works(command: string, words: readonly string[]): boolean {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}

function runNode(command: string, words: readonly string[], env: NodeJS.ProcessEnv = process.env): void {
  const { status, stderr } = spawnSync(command, words, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
}

function byStrace(): SyncCounter | null {
  if (!works('strace', ['-f', '-o', '/dev/null', 'true'])) return null;
  return {
    name: 'strace',
    run(words) {
      const log = join(makeFolder(), 'trace');
      runNode('strace', ['-f', '-y', '-e', 'trace=fsync,fdatasync', '-o', log, process.execPath, ...words]);
      return [...readFileSync(log, 'utf8').matchAll(/\bf(?:data)?sync\(\d+<([^>]*)>/g)].map(
        ([, path]) => path ?? '',
      );
    },
  };
}

function byPreload(): SyncCounter | null {
  const library = join(makeFolder(), 'count-syncs.so');
  if (
    process.platform !== 'linux' ||
    !works('cc', ['-shared', '-fPIC', '-o', library, PRELOAD_SOURCE, '-ldl'])
  )
    return null;
  return {
    name: 'a library compiled with cc and loaded before libc',
    run(words) {
      const log = join(makeFolder(), 'syncs');
      runNode(process.execPath, words, { ...process.env, LD_PRELOAD: library, SUMU_SYNC_LOG: log });
      return existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : [];
    },
  };
}

/** What can count here, or null. */
export function syncCounter(): SyncCounter | null {
  return byStrace() ?? byPreload();
}

/** What was synced within each act, and how often between them. */
export function syncsOfActs(paths: readonly string[]): { acts: string[][]; between: number } {
  const acts: string[][] = [];
  let within = false;
  let between = 0;
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === 'act-begins') acts.push([]);
    if (name === 'act-begins' || name === 'act-ends') within = name === 'act-begins';
    else if (within) acts.at(-1)?.push(name);
    else if (acts.length) between++;
  }
  return { acts, between };
}

export function syncsAnAct(counter: SyncCounter | null = syncCounter()): Row {
  const shared = {
    id: 'syncs an act, the most of any',
    unit: '',
    reference: null,
    referenceName: '',
    ratio: null,
    target: '= 1',
  };
  if (!counter)
    return { ...shared, ours: null, met: null, raw: { counted: 'neither strace nor a C compiler is here' } };
  const { acts, between } = syncsOfActs(counter.run([CHILD, makeFolder(), String(ACTS)]));
  if (acts.length !== ACTS) throw new Error(`${acts.length} acts in the trace, ${ACTS} were issued`);
  const counts = acts.map((files) => files.length);
  const most = Math.max(...counts);
  return {
    ...shared,
    ours: most,
    met: most === 1 && Math.min(...counts) === 1,
    raw: {
      counted: counter.name,
      acts: ACTS,
      median: median(counts),
      least: Math.min(...counts),
      /** Taking the log in while the desk is quiet. */
      betweenActs: between,
      otherThanOne: acts.filter((files) => files.length !== 1),
    },
  };
}
