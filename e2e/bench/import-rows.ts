/** Rows «import»: a roster workbook of 1,000 and of 10,000 rows, forty of them wrong, looked at and written on a real desk process over its oRPC
 *  line; how long each took and the most memory that the parser's process and the replica's (its writer is a thread of it) held meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO_TOWNSHIPS } from '#shared/domain/division.ts';
import { makeRoster, type Roster } from '../harness/make-roster.ts';
import { type BigDesk, startBigDesk } from './big-desk.ts';
import type { AtSize, Grown } from './growth.ts';
import { commandOf, descendantsOf, forgetPeak, peakMb, type Timed, timedOn } from './processes.ts';

const SIZES = [1_000, 10_000] as const;
const PEOPLE_BEFORE = 1_000;
const SEED = 5;
const PREVIEW_MS_MAX = 15_000;
const PARSER_MB_MAX = 256;
const LOOK_EVERY_MS = 20;

/** The most memory that a parser under the desk is seen to hold until `until` is done. */
async function watchParser(desk: BigDesk, until: Promise<unknown>): Promise<number | null> {
  let most: number | null = null;
  let isDone = false;
  void until.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    for (const pid of descendantsOf(desk.host)) {
      const held = commandOf(pid).includes('parser') ? peakMb(pid) : null;
      if (held !== null && held > (most ?? 0)) most = held;
    }
    await sleep(LOOK_EVERY_MS);
  }
  return most;
}

async function preview({ line }: BigDesk, roster: Roster): Promise<string> {
  const contentBase64 = roster.bytes.toString('base64');
  const input = { fileName: roster.fileName, contentBase64, language: 'zh-CN' as const };
  for await (const step of await line.desk.imports.preview(input)) {
    if (step.kind === 'fault') throw new Error(`the roster was not read: ${step.code}`);
    if (step.kind === 'looked') return step.preview.importId;
  }
  throw new Error('the look at the roster had no end');
}

async function run({ line }: BigDesk, importId: string): Promise<number> {
  for await (const { finished, imported } of await line.desk.imports.run({ importId, seen: 'all' }))
    if (finished) return imported;
  throw new Error('the import had no end');
}

interface Import {
  readonly size: number;
  readonly look: Timed<string>;
  readonly write: Timed<number>;
  readonly parserMb: number | null;
  readonly replicaMb: number | null;
}

async function importOnce(size: number): Promise<Import> {
  const township = DEMO_TOWNSHIPS[0]?.code as number;
  const roster = await makeRoster({ seed: SEED, people: size, township });
  const desk = await startBigDesk(PEOPLE_BEFORE);
  try {
    forgetPeak(desk.replica);
    const looking = timedOn(desk.replica, () => preview(desk, roster));
    const parserMb = await watchParser(desk, looking);
    const look = await looking;
    const write = await timedOn(desk.replica, () => run(desk, look.result));
    const wrong = roster.faults.filter(({ result }) => result === 'wrong').length;
    if (write.result < size - wrong - 1)
      throw new Error(`${write.result} rows of ${size} were written, ${wrong} are wrong`);
    return { size, look, write, parserMb, replicaMb: peakMb(desk.replica) };
  } finally {
    await desk.stop();
  }
}

const seen = (size: number, { ms, workedMs }: Timed<unknown>): AtSize => ({
  size,
  values: [ms],
  worked: workedMs === null ? undefined : [workedMs],
});

/** Figures of both sizes. */
export async function measureImport(): Promise<Grown[]> {
  const imports: Import[] = [];
  for (const size of SIZES) imports.push(await importOnce(size));
  const memory = (of: 'parserMb' | 'replicaMb') =>
    imports.flatMap(({ size, [of]: mb }): AtSize[] => (mb === null ? [] : [{ size, values: [mb] }]));
  const grown: Grown[] = [
    {
      ...{ name: 'import: look at rows', unit: 'ms', most: PREVIEW_MS_MAX },
      sizes: imports.map(({ size, look }) => seen(size, look)),
    },
    {
      ...{ name: 'import: write rows', unit: 'ms', most: null },
      sizes: imports.map(({ size, write }) => seen(size, write)),
    },
    {
      ...{ name: 'import: most memory of the parser, rows', unit: 'MB', most: PARSER_MB_MAX },
      sizes: memory('parserMb'),
    },
    {
      ...{ name: 'import: most memory of the replica, rows', unit: 'MB', most: null },
      sizes: memory('replicaMb'),
    },
  ];
  return grown.filter(({ sizes }) => sizes.length === SIZES.length);
}
