/** What came of each mistake, kept in docs/mutants.json so that a hunt goes on where the last one stopped: whether the unit tests see it already,
 *  and what the simulator said. A mistake that was written otherwise since is asked again.                                         */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '../../versions/overlay.ts';
import type { Found } from './hunt.ts';
import { editsOf, type Mutant } from './mutant.ts';

export interface Tried {
  /** Of the edits. */
  readonly digest: string;
  /** Files of unit tests that reach it, how many were asked in the time there was, and the first test that failed; null when all passed. */
  readonly units?: { readonly files: number; readonly asked: number; readonly failed: string | null };
  /** What the simulator found. */
  readonly found?: Found;
  /** What it came to at an earlier commit, in words, where it was not hunted since. */
  readonly before?: string;
}

const FILE = join(CHECKOUT, 'docs/mutants.json');

export function digestOf(mutant: Mutant): string {
  return createHash('sha256')
    .update(JSON.stringify(editsOf(mutant)))
    .digest('hex')
    .slice(0, 12);
}

type All = Record<string, Tried>;

function readAll(): All {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as All) : {};
}

/** What is known of a mistake as it is written now. */
export function readTried(mutant: Mutant): Tried | undefined {
  const tried = readAll()[mutant.name];
  return tried?.digest === digestOf(mutant) ? tried : undefined;
}

export function keepTried(mutant: Mutant, news: Omit<Tried, 'digest'>): void {
  const all = { ...readAll(), [mutant.name]: { ...readTried(mutant), digest: digestOf(mutant), ...news } };
  const names = Object.keys(all).sort();
  // The words without where in the program they were said: that is of one computer.
  const plain = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? value.split('\n')[0] : value;
  const lines = names.map((name) => `${JSON.stringify(name)}: ${JSON.stringify(all[name], plain)}`);
  writeFileSync(FILE, `{\n${lines.join(',\n')}\n}\n`);
}
