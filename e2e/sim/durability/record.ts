/** Runs the scripted day in a child whose disk is recorded. Needs Linux and a C compiler; where there is none it says so, and whoever asked
 *  skips honestly. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Operation, readJournal } from './journal.ts';

const SOURCE = join(import.meta.dirname, 'record-writes.c');
const CHILD = join(import.meta.dirname, 'day.ts');
/** A part of the path of every file that is recorded: the desk's database, its log, and the marks beside it. */
export const RECORDED_NAME = '/north-0.db';

export interface Recording {
  readonly operations: readonly Operation[];
  /** What day.ts wrote of the centre when it was over, as text. */
  readonly centre: string;
}

/** Why nothing can be recorded here, or null. */
export function whyNotHere(): string | null {
  if (process.platform !== 'linux') return 'no preloaded library but on Linux';
  return spawnSync('cc', ['--version'], { stdio: 'ignore' }).status === 0 ? null : 'no C compiler (cc)';
}

function run(command: string, words: readonly string[], env: NodeJS.ProcessEnv = process.env): void {
  const { status, stderr } = spawnSync(command, words, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
}

/** Plays the day under this setting of SQLite's `synchronous`. */
export function recordDay(synchronous: 'FULL' | 'NORMAL', seed: number): Recording {
  const folder = mkdtempSync(join(tmpdir(), 'sumu-disk-'));
  try {
    const library = join(folder, 'record-writes.so');
    run('cc', ['-O1', '-shared', '-fPIC', '-o', library, SOURCE, '-ldl', '-lpthread']);
    const journal = join(folder, 'journal');
    const centre = join(folder, 'centre.json');
    run(process.execPath, [CHILD, folder, centre, synchronous, String(seed)], {
      ...process.env,
      LD_PRELOAD: library,
      SUMU_DISK_NAME: RECORDED_NAME,
      SUMU_DISK_JOURNAL: journal,
    });
    return { operations: readJournal(journal), centre: readFileSync(centre, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
