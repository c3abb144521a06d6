/** Sums of a province or a city, for whoever runs the centre: `DATABASE_URL=… npm run sums -- REGION MONTH [FILE.csv]`. REGION is a code of 2 or 4
 *  digits. There is no desk above the county yet; what is written has no person in it and no small cell (store/region-sums.ts).          */
import { writeFileSync } from 'node:fs';
import { isPlainMonth } from '#shared/domain/calendar.ts';
import { openPool } from './store/pool.ts';
import { type RegionSums, regionSums } from './store/region-sums.ts';

const USAGE =
  'DATABASE_URL=postgresql://… npm run sums -- REGION MONTH [FILE.csv]   (REGION: 15, 1504 …; MONTH: 2026-11)';
const CODE_DIGITS = 12;
/** S004 art.8; packs may say otherwise for their own county. */
const REPORT_DAY = 20;
const FEN = 100;
const LEFT_OUT = '*';
const MARK = '\uFEFF';

const count = (value: number | null): string => (value === null ? LEFT_OUT : String(value));
const yuan = (value: number | null): string => (value === null ? LEFT_OUT : (value / FEN).toFixed(2));
const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function csvOf({ month, rows, sum }: RegionSums): string {
  const head = ['month', 'code', 'division', 'only living', 'only nursing', 'both', 'persons'];
  const lines = [
    [...head, 'living paid (yuan)', 'nursing paid (yuan)', 'counties', 'comparisons reported in time'],
    ...rows.map(({ place, name, people, persons, paidFen, counties, reported }) => [
      ...[month, String(place), quoted(name), ...people.map(count), count(persons)],
      ...[...paidFen.map(yuan), String(counties), String(reported)],
    ]),
    [month, '', 'sum', ...sum.people.map(count), count(sum.persons), ...sum.paidFen.map(yuan), '', ''],
  ];
  return `${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

const [code = '', month = '', file] = process.argv.slice(2);
const url = process.env['DATABASE_URL'];
try {
  if (!url || !/^\d{2}(\d{2})?$/.test(code) || !isPlainMonth(month)) throw new Error(USAGE);
  const pool = openPool(url);
  try {
    const region = Number(code.padEnd(CODE_DIGITS, '0'));
    const csv = csvOf(await regionSums(pool, { region, month, reportDay: REPORT_DAY }));
    if (file) writeFileSync(file, MARK + csv);
    else process.stdout.write(csv);
  } finally {
    await pool.end();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
