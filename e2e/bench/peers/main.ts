/** `npm run bench:peers -- --json FILE --only NAME`: other sync engines and ours on one workload in one run, through one kind of line. The peers
 *  are packages of /bench, which has a lock of its own and is installed here, when it is asked for, and by nothing else.            */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { differenceFromLock } from '../../../scripts/setup.mjs';
import type { LineShape } from '../../harness/shaped-line.ts';
import { table } from '../figures.ts';
import { busyness } from '../processes.ts';
import { ENGINES, Run, type Work } from './engines.ts';
import { recordsOf } from './our-rows.ts';
import { phaseLines, rowsOf, type Sizes } from './rows.ts';
import { makeEdits, makePeople, type PersonDocument, WRITERS } from './workload.ts';

const PACKAGE = resolve(import.meta.dirname, '..', '..', '..', 'bench');
/** 20 kbit/s, 800 ms there and back. */
const THIN: LineShape = { bytesPerSecond: 2_500, delayMs: 400 };

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

type Lock = Parameters<typeof differenceFromLock>[0];

/** Brings the peers here, as their lock has them; none of them needs an install script. */
function installPeers(): void {
  const lock = readJson<Lock>(join(PACKAGE, 'package-lock.json'));
  if (!lock) throw new Error('bench/package-lock.json cannot be read');
  const difference = differenceFromLock(
    lock,
    readJson<Lock>(join(PACKAGE, 'node_modules', '.package-lock.json')),
  );
  if (!difference) return;
  console.log(`installing the peers into bench/ (${difference})`);
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, {
    cwd: PACKAGE,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm ci failed in bench/; its own words are above');
}

function workOf(sizes: Sizes): Work {
  const people = makePeople(sizes.people);
  const mine = { by: WRITERS.mine, count: sizes.edits };
  const theirs = { by: WRITERS.theirs, count: sizes.edits };
  const [ourDay, theirDay] = [
    { ...mine, count: sizes.day },
    { ...theirs, count: sizes.day },
  ];
  const rounds = makeEdits(people, [mine, theirs, ourDay, theirDay, ourDay, theirDay]);
  const [queued = [], remote = [], ...days] = rounds;
  return {
    ...{ people, queued, remote },
    days: [0, 2].map((at) => ({ mine: days[at] ?? [], theirs: days[at + 1] ?? [] })),
  };
}

function meanBytes(of: readonly unknown[]): number {
  return Math.round(
    of.reduce((sum: number, one) => sum + Buffer.byteLength(JSON.stringify(one)), 0) / of.length,
  );
}

/** How long a person is as a document, and as what our log says of one: the person and the line of history, its own id left out. */
function rowBytes(people: readonly PersonDocument[]): { document: number; ours: number } {
  const ours = people.map((person, at) => recordsOf(person, at, new Map()).map(({ set }) => set));
  return { document: meanBytes(people), ours: meanBytes(ours) };
}

function commit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

/** Each engine alone over the good line; then all at once over thin lines of their own, where everybody waits for bytes. */
async function measureAll(work: Work, only: string): Promise<Run[]> {
  const wanted = ENGINES.filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()));
  if (!wanted.length)
    throw new Error(`--only takes a part of: ${ENGINES.map(({ name }) => name).join(', ')}`);
  const runs: Run[] = [];
  try {
    for (const engine of wanted) {
      console.log(engine.name);
      const run = new Run(engine, work);
      runs.push(run);
      await run.measure();
    }
    console.log('a day over a thin line');
    await Promise.all(runs.map((run) => run.day('thin', THIN)));
    for (const run of runs) await run.end();
    return runs;
  } catch (error) {
    for (const run of runs) run.kill();
    throw error;
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...{ json: { type: 'string' }, only: { type: 'string', default: '' } },
      people: { type: 'string', default: '10000' },
    },
  });
  const began = performance.now();
  installPeers();
  const busyBefore = busyness();
  const people = Number(values.people);
  if (!(people >= 100)) throw new Error('--people takes a number of 100 or more');
  const sizes: Sizes = { people, edits: people / 10, day: people / 50 };
  const work = workOf(sizes);
  const runs = await measureAll(work, values.only);
  const busy = [busyBefore, busyness()];
  const rows = rowsOf(sizes, runs, Math.max(...busy));
  console.log(phaseLines(runs));
  console.log(table(rows));
  const bytesAPerson = rowBytes(work.people);
  console.log(`a person is ${bytesAPerson.document} B as a document, ${bytesAPerson.ours} B as our records`);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`${seconds} s; others kept this process waiting: × ${busy.join(' and × ')}`);
  const peers = readJson<{ dependencies: Record<string, string> }>(
    join(PACKAGE, 'package.json'),
  )?.dependencies;
  const model = cpus()[0]?.model ?? '';
  const machine = { processors: cpus().length, model, node: process.version, seconds, busy, load: loadavg() };
  const engines = runs.map(({ engine: { name }, phases, notes }) => ({ name, phases, notes }));
  const report = { machine, commit: commit(), peers, workload: { ...sizes, bytesAPerson }, rows, engines };
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}

await main();
