/** `npm run figures [-- --share 0.1] [-- --five]`: the seed's figures through real rosters in an embedded PostgreSQL, and a seeded year whose totals a
 *  second program recomputes from the log. Last line: `figures N passed, M failed`.                                                    */
import { parseArgs } from 'node:util';
import { BENEFITS } from '#shared/domain/state.ts';
import { openTestDatabase } from '../../src-server/store/test-database.ts';
import { LIVING, MONTHS, NURSING, runFigures } from './run.ts';

const FEN_A_MONTH = 10_000;
const FEN_OF_WAN = 1_000_000;

const { values } = parseArgs({
  options: { share: { type: 'string', default: '1' }, five: { type: 'boolean', default: false } },
});
const share = Number(values.share);
if (!(share > 0 && share <= 1)) throw new RangeError(`--share ${values.share}: between 0 and 1`);

const database = await openTestDatabase();
let [passed, failed] = [0, 0];
function check(what: string, seen: unknown, wanted: unknown): void {
  const isSame = JSON.stringify(seen) === JSON.stringify(wanted);
  if (isSame) passed++;
  else failed++;
  console.log(
    `${isSame ? 'ok  ' : 'FAIL'} ${what}: ${String(seen)}${isSame ? '' : `, not ${String(wanted)}`}`,
  );
}
const wan = (fen: number): string =>
  `${(fen / FEN_OF_WAN).toLocaleString('en-US', { maximumFractionDigits: 2 })} 万`;

try {
  const from = performance.now();
  const figures = await runFigures({
    ...{ pool: database.pool, share, withYear: !values.five, note: (line) => console.log(line) },
  });
  const { fiveMonths, year, recount } = figures;
  console.log(`people ${figures.persons}, rows paid ${figures.rows}`);
  console.log(`five months: nursing ${wan(fiveMonths.NURSING)}, living ${wan(fiveMonths.LIVING)}`);
  check('nursing, fen', fiveMonths.NURSING, Math.round(NURSING * share) * MONTHS * FEN_A_MONTH);
  check('living, fen', fiveMonths.LIVING, Math.round(LIVING * share) * MONTHS * FEN_A_MONTH);
  console.log(
    `the year: ${JSON.stringify(figures.events)}; rows in the log ${JSON.stringify(recount.kinds)}`,
  );
  for (const benefit of BENEFITS) {
    const paid = fiveMonths[benefit] + year[benefit];
    const over = recount.overpaid[benefit] ?? 0;
    console.log(`${benefit}: paid ${wan(paid)}, of it to be recovered ${wan(over)}`);
    check(`${benefit}: paid by the rosters and by the log, fen`, paid, recount.paid[benefit] ?? 0);
    check(
      `${benefit}: paid is what was due and what is to be recovered, fen`,
      paid,
      (recount.due[benefit] ?? 0) + over,
    );
  }
  for (const fault of recount.faults.slice(0, 10)) console.log(fault);
  check('months paid twice, lost or at another amount', recount.faults.length, 0);
  const seconds = ((performance.now() - from) / 1_000).toFixed(0);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
  console.log(`share ${share}: ${seconds} s, at most ${megabytes} MB in this process`);
} finally {
  await database.close();
}
console.log(`figures ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
