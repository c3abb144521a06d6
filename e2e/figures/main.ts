/** `npm run figures`: the seed's figures through real rosters in an embedded PostgreSQL, and a seeded year whose totals a second program recomputes
 *  from the log; at a hundredth, a tenth and in full, each in a process of its own. `-- --share 0.1` runs one size, `-- --five` leaves the
 *  year out, `-- --write` puts what was measured into docs/figures.md and docs/figures.json. Last line: `figures N passed, M failed`.   */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BENEFITS } from '#shared/domain/state.ts';
import { RESULT, type Size } from './one-size.ts';
import { wan } from './measure.ts';
import { curve, machine, pageOf, shares } from './page.ts';
import { LIVING, MONTHS, NURSING } from './run.ts';

const FEN_A_MONTH = 10_000;
const SHARES = [0.01, 0.1, 1];
/** How much more a row may cost at ten times the size, worked: an index grows by its depth. */
const GROWTH_MAX = 1.3;
const ONE_SIZE = fileURLToPath(new URL('./one-size.ts', import.meta.url));
const docs = (name: string) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));

const { values } = parseArgs({
  options: {
    share: { type: 'string' },
    five: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const wanted = values.share === undefined ? SHARES : [Number(values.share)];
if (!wanted.every((share) => share > 0 && share <= 1))
  throw new RangeError(`--share ${values.share}: between 0 and 1`);

let [passed, failed] = [0, 0];
function check(what: string, seen: unknown, isTrue: boolean, otherwise = ''): void {
  if (isTrue) passed++;
  else failed++;
  console.log(`${isTrue ? 'ok  ' : 'FAIL'} ${what}: ${String(seen)}${isTrue ? '' : otherwise}`);
}
function checkFen(what: string, fen: number, wantedFen: number): void {
  check(what, `${wan(fen)} yuan (${fen} fen)`, fen === wantedFen, `, not ${wantedFen} fen`);
}

async function measure(share: number): Promise<Size> {
  const args = [ONE_SIZE, String(share), ...(values.five ? ['five'] : [])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let result: Size | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith(RESULT)) result = JSON.parse(line.slice(RESULT.length)) as Size;
    else console.log(`${new Date().toISOString().slice(11, 19)} ${share}: ${line}`);
  }
  if (!result) throw new Error(`share ${share}: no result`);
  return result;
}

function judge({ share, figures }: Size): void {
  const { fiveMonths, year, recount } = figures;
  checkFen('five months of nursing', fiveMonths.NURSING, Math.round(NURSING * share) * MONTHS * FEN_A_MONTH);
  checkFen('five months of living', fiveMonths.LIVING, Math.round(LIVING * share) * MONTHS * FEN_A_MONTH);
  if (!values.five)
    console.log(
      `the year: ${JSON.stringify(figures.events)}; rows in the log ${JSON.stringify(recount.kinds)}`,
    );
  for (const benefit of BENEFITS) {
    const paid = fiveMonths[benefit] + year[benefit];
    const over = recount.overpaid[benefit] ?? 0;
    checkFen(`${benefit}: paid by the rosters, and by the log to the fen`, paid, recount.paid[benefit] ?? 0);
    checkFen(
      `${benefit}: paid is what was due and what is to be recovered (${wan(over)})`,
      paid,
      (recount.due[benefit] ?? 0) + over,
    );
  }
  for (const fault of recount.faults.slice(0, 10)) console.log(fault);
  const faults = recount.faults.length;
  check('months paid twice, lost or at another amount', faults, faults === 0);
}

/** Sizes that were measured before and are not measured now. */
function keptSizes(): Size[] {
  const file = docs('figures.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { sizes: Size[] }).sizes : [];
}

const sizes: Size[] = [];
for (const share of wanted) {
  const size = await measure(share);
  judge(size);
  sizes.push(size);
  console.log(`${curve([size])}\n${shares([size])}\n`);
}
if (sizes.length > 1) {
  console.log(curve(sizes));
  const perRow = sizes.map((size) => (size.centreWorked + (size.databaseWorked ?? 0)) / size.figures.rows);
  const growth = (perRow.at(-1) as number) / (perRow.at(-2) as number);
  check('a row at full size, against one at a tenth', `× ${growth.toFixed(2)}`, growth <= GROWTH_MAX);
}
if (values.write) {
  const others = keptSizes().filter(({ share }) => !wanted.includes(share));
  const all = [...others, ...sizes].sort((a, b) => a.share - b.share);
  writeFileSync(docs('figures.json'), `${JSON.stringify({ machine: machine(), sizes: all }, null, 2)}\n`);
  writeFileSync(docs('figures.md'), pageOf({ machine: machine(), sizes: all }));
}
console.log(`figures ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
