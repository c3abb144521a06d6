/** The money of a month, for statistics (dossier (l): current, back-pay, adjust, recovered), from the rows of the rosters and nothing else.
 *  ST4 what is paid is what the bank has paid; what is on its way, held or sent back stands apart.  ST5 for whoever stands outside an amount is
 *  left out where it is that of fewer than five people, or of so few more or fewer than in a month before, with what would give it away; and all of it where the people's own sums are left
 *  out, for an amount divided by the standard is a count.                                                                             */
import { addMonths, monthsFromTo } from '#shared/domain/month.ts';
import { type Counts, suppressMonths, withAllCells } from '#shared/domain/small-cells.ts';
import type { PaidBack } from '#shared/domain/recovery.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import type { StatisticTable } from '#shared/rpc/statistics-shapes.ts';
import type { Reading } from './reading.ts';
import { monthsTold } from './statistics-people.ts';

const KINDS = ['CURRENT', 'BACK_PAY', 'REISSUE', 'ADJUST'] as const;
/** Not paid, or taken back. */
const ASIDE = ['PENDING', 'HELD', 'RETURNED', 'RECOVERED'] as const;
const MONTHS_SHOWN = 12;

/** One cell: fen, rows, and of how many people. */
interface Sum {
  fen: number;
  rows: number;
  persons: number;
}
type Sums = ReadonlyMap<string, Sum>;

const none: Sum = { fen: 0, rows: 0, persons: 0 };
const at = (sums: Sums, row: string, benefit: Benefit): Sum => sums.get(`${row} ${benefit}`) ?? none;

function sumsBy({ statements }: Reading, row: string, where: string, ...values: unknown[]): Sums {
  const found = statements.all<Sum & { row: string; benefit: string }>(
    `SELECT ${row} AS row, benefit, sum(amount_fen) AS fen, count(*) AS rows, count(DISTINCT person_id) AS persons
     FROM "rosterRow" WHERE kind <> 'HISTORY' AND ${where} GROUP BY ${row}, benefit`,
    ...values,
  );
  return new Map(found.map(({ row: of, benefit, ...sum }) => [`${of} ${benefit}`, sum]));
}

/** What came back from people in the month, by the benefit that it was paid as. */
function recovered({ statements }: Reading, month: string): Sums {
  const rows = statements.all<{ person: number; benefit: string; paidBack: string }>(
    `SELECT r.person_id AS person, e.benefit, r.paid_back AS paidBack
     FROM recovery r JOIN entitlement e ON e.id = r.entitlement_id WHERE r.paid_back IS NOT NULL`,
  );
  const sums = new Map<string, Sum>();
  const people = new Map<string, Set<number>>();
  for (const { person, benefit, paidBack } of rows)
    for (const { amountFen, on } of JSON.parse(paidBack) as PaidBack[]) {
      if (!on.startsWith(month)) continue;
      const key = `RECOVERED ${benefit}`;
      const of = (people.get(key) ?? new Set()).add(person);
      people.set(key, of);
      const before = sums.get(key) ?? none;
      sums.set(key, { fen: before.fen + amountFen, rows: before.rows + 1, persons: of.size });
    }
  return sums;
}

interface Cover {
  readonly isSuppressed: boolean;
  /** Of the people, the sums themselves are left out. */
  readonly isAllHidden: boolean;
}

type Shape = Pick<StatisticTable, 'key' | 'unit'> & { readonly hasSums: boolean };

/** Amounts where the people behind them may be shown; `months` are the sums of each month told, the last that of the table. */
function tableOf(
  shape: Shape,
  codes: readonly string[],
  months: readonly Sums[],
  { isSuppressed, isAllHidden }: Cover,
): StatisticTable {
  const { key, unit, hasSums } = shape;
  const of = (what: keyof Sum, sums: Sums = months.at(-1) ?? new Map()): number[][] =>
    codes.map((code) => BENEFITS.map((benefit) => at(sums, code, benefit)[what]));
  const people = months.map((sums): Counts => of('persons', sums));
  const [shown] = isSuppressed ? suppressMonths(people.map((each) => [each])) : [withAllCells(of('persons'))];
  const all = withAllCells(of(unit === 'MONEY' ? 'fen' : 'rows'));
  const where = (value: number | null | undefined, isHere: unknown): number | null =>
    isAllHidden || isHere === null ? null : (value ?? 0);
  return {
    ...{ key, unit, columns: [...BENEFITS] },
    rows: codes.map((code, row) => ({
      ...{ code, isName: /^\d{4}-/.test(code) },
      cells: BENEFITS.map((_, column) => where(all.cells[row]?.[column], shown?.cells[row]?.[column])),
      ...(hasSums && { sum: where(all.rowSums[row], shown?.rowSums[row]) }),
    })),
    sums: hasSums
      ? {
          cells: BENEFITS.map((_, column) => where(all.columnSums[column], shown?.columnSums[column])),
          sum: where(all.sum, shown?.sum),
        }
      : null,
  };
}

export function moneyTables(reading: Reading, month: string, cover: Cover): StatisticTable[] {
  const told = cover.isSuppressed ? monthsTold(reading, month) : [month];
  const paid = told.map((each) => sumsBy(reading, 'kind', "roster_month = ? AND result = 'PAID'", each));
  const aside = told.map(
    (each) =>
      new Map([
        ...sumsBy(reading, 'result', "roster_month = ? AND result IN ('PENDING', 'HELD', 'RETURNED')", each),
        ...recovered(reading, each),
      ]),
  );
  const first = addMonths(month, 1 - MONTHS_SHOWN);
  const tables = [
    tableOf({ key: 'money', unit: 'MONEY', hasSums: true }, KINDS, paid, cover),
    tableOf({ key: 'money.times', unit: 'PERSON_TIMES', hasSums: true }, KINDS, paid, cover),
    tableOf({ key: 'money.aside', unit: 'MONEY', hasSums: false }, ASIDE, aside, cover),
  ];
  // Beside the month's own table the same sums would stand here under another cover.
  if (cover.isSuppressed) return tables;
  const year = sumsBy(
    reading,
    'roster_month',
    "roster_month BETWEEN ? AND ? AND result = 'PAID'",
    first,
    month,
  );
  const months = monthsFromTo(first, month).filter((each) =>
    BENEFITS.some((benefit) => year.has(`${each} ${benefit}`)),
  );
  if (months.length)
    tables.push(tableOf({ key: 'money.months', unit: 'MONEY', hasSums: true }, months, [year], cover));
  return tables;
}
