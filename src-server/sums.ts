/** Statistics of a division for whoever runs the centre: `DATABASE_URL=… npm run sums -- REGION MONTH [FILE.csv]`. REGION is a code of 2, 4 or 6
 *  digits, or CN. The same figures as a supervisor's screen (regions/figures.ts), as anybody outside may see them: no person and no small cell. */
import { writeFileSync } from 'node:fs';
import { isPlainMonth } from '#shared/domain/calendar.ts';
import { NATION } from '#shared/domain/division.ts';
import type { RegionFigures, StatisticTable } from '#shared/rpc/statistics-shapes.ts';
import { regionFigures } from './regions/figures.ts';
import { openPool } from './store/pool.ts';
import { PostgresStore } from './store/postgres-store.ts';
import { readPackBook } from './sync/packs.ts';

const USAGE =
  'DATABASE_URL=postgresql://… npm run sums -- REGION MONTH [FILE.csv]   (REGION: CN, 15, 1504, 150426 …; MONTH: 2026-11)';
const CODE_DIGITS = 12;
const FEN = 100;
const LEFT_OUT = '*';
const MARK = '\uFEFF';

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function linesOf({ key, unit, columns, rows, sums }: StatisticTable): string[] {
  const isMoney = unit === 'MONEY' || unit === 'STANDARD';
  const isSecret = isMoney || unit === 'PERSONS' || unit === 'PERSON_TIMES';
  const say = (value: number | null | undefined): string => {
    if (value === undefined) return '';
    if (value === null) return isSecret && unit !== 'STANDARD' ? LEFT_OUT : '';
    return isMoney ? (value / FEN).toFixed(2) : String(value);
  };
  const hasRowSums = rows.some(({ sum }) => sum !== undefined);
  const line = (name: string, cells: readonly (number | null)[], sum: number | null | undefined): string =>
    [quoted(name), ...cells.map(say), ...(hasRowSums ? [say(sum)] : [])].join(',');
  return [
    [key, unit].join(','),
    ['', ...columns, ...(hasRowSums ? ['SUM'] : [])].join(','),
    ...rows.map(({ code, cells, sum }) => line(code, cells, sum)),
    ...(sums ? [line('SUM', sums.cells, sums.sum)] : []),
    '',
  ];
}

const csvOf = ({ region, month, tables }: RegionFigures): string =>
  `${[`${region},${month}`, '', ...tables.flatMap(linesOf)].join('\r\n')}`;

const [code = '', month = '', file] = process.argv.slice(2);
const url = process.env['DATABASE_URL'];
try {
  if (!url || !/^(CN|\d{2}(\d{2}){0,2})$/.test(code) || !isPlainMonth(month)) throw new Error(USAGE);
  const pool = openPool(url);
  try {
    const region = code === 'CN' ? NATION : Number(code.padEnd(CODE_DIGITS, '0'));
    const packs = () => readPackBook(new PostgresStore(pool));
    const asked = { region, month, forOutside: true };
    const csv = csvOf(await regionFigures({ pool, clock: { now: () => Date.now() }, packs }, asked));
    if (file) writeFileSync(file, MARK + csv);
    else process.stdout.write(csv);
  } finally {
    await pool.end();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
