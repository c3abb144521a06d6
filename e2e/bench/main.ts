/** `npm run bench -- --json FILE --only NAME`: measures what DESIGN promises of speed, prints a table, writes the rows. Everything is measured on
 *  the files that production runs, against a bare reference or another size measured in the same minutes on the same disk. Ends with a
 *  code other than 0 when a figure grows worse than linearly. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../../scripts/build.ts';
import '../../src-main/replica/native-sha256.ts';
import { seededCentre } from './centre.ts';
import { measureCounty } from './county.ts';
import { removeFolders } from './desk.ts';
import { type Row, table } from './figures.ts';
import { firstSync } from './first-sync.ts';
import { syncsAnAct } from './fsyncs.ts';
import { type Grown, growthRow, grownRow, type Measured } from './growth.ts';
import { measureImport } from './import-rows.ts';
import { localCommand, localCommandApart } from './local-command.ts';
import { busyness } from './processes.ts';
import { measurePush } from './push.ts';
import { measureRebase } from './rebase.ts';
import { measureScale } from './scale.ts';
import { measureWire } from './wire.ts';

const rowsOnly = (rows: readonly Row[]): Measured => ({ rows, grown: [] });

async function grownRows(measure: () => Grown[] | Promise<Grown[]>): Promise<Measured> {
  await buildIfStale();
  const before = busyness();
  const grown = await measure();
  const busy = Math.max(before, busyness());
  return { rows: grown.map((each) => grownRow(each, busy)), grown };
}

/** The parts of the bench, by the name that --only takes. */
const PARTS: Readonly<Record<string, () => Promise<Measured>>> = {
  command: async () => rowsOnly([localCommand(), ...localCommandApart(), syncsAnAct()]),
  push: () => measurePush(),
  rebase: measureRebase,
  'first-sync': async () => rowsOnly([await firstSync(await seededCentre())]),
  scale: () => grownRows(measureScale),
  county: () => grownRows(measureCounty),
  import: () => grownRows(measureImport),
  wire: async () => rowsOnly(await measureWire()),
};

async function measureAll(names: readonly string[]): Promise<Row[]> {
  const rows: Row[] = [];
  const grown: Grown[] = [];
  for (const name of names) {
    const measured = await (PARTS[name] as () => Promise<Measured>)();
    rows.push(...measured.rows);
    grown.push(...measured.grown);
  }
  return grown.length ? [...rows, growthRow(grown)] : rows;
}

function chosen(only: string | undefined): string[] {
  const names = Object.keys(PARTS);
  if (only === undefined) return names;
  if (names.includes(only)) return [only];
  throw new Error(`--only takes one of: ${names.join(', ')}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
  const began = performance.now();
  const busyBefore = busyness();
  try {
    const rows = await measureAll(chosen(values.only));
    console.log(table(rows));
    const counted = rows.find(({ raw }) => raw.counted)?.raw.counted;
    if (counted) console.log(`syncs were counted by: ${String(counted)}`);
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`${seconds} s`);
    const busy = [busyBefore, busyness()];
    console.log(`others kept this process waiting: × ${busy.join(' at the beginning, × ')} at the end`);
    const model = cpus()[0]?.model ?? '';
    const machine = { processors: cpus().length, model, node: process.version, seconds, busy };
    if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
    if (rows.some(({ id, met }) => id.startsWith('worst growth') && met === false)) process.exitCode = 1;
  } finally {
    removeFolders();
  }
}

await main();
