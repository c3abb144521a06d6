/** Who receives in a region and what was paid there (dossier (l): persons and money by benefit and city; funds).
 *  RU2 for whoever stands outside, small cells are left out with what would give them away, beside the months before too
 *  (domain/small-cells.ts), and all money where the people's own sums are: an amount divided by the standard is a count.  ST1 people are
 *  counted once.  ST4 what is paid is what the bank has paid.                                                                          */
import { isDrawnIn } from '#shared/domain/entitlement.ts';
import { monthsFromTo } from '#shared/domain/month.ts';
import type { PaidBack } from '#shared/domain/recovery.ts';
import { type Counts, type Suppressed, suppressMonths, withAllCells } from '#shared/domain/small-cells.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import type { StatisticTable } from '#shared/rpc/statistics-shapes.ts';
import { type RegionReader, tableByPart } from './reader.ts';

const PEOPLE = ['ONLY_LIVING', 'ONLY_NURSING', 'BOTH'];
const FUNDS = ['CURRENT', 'BACK_PAY', 'REISSUE', 'ADJUST', 'PENDING', 'HELD', 'RETURNED', 'RECOVERED'];
/** Results of a row that is not paid, or not yet; they stand apart from the kinds of what is. */
const ASIDE = ['PENDING', 'HELD', 'RETURNED'];

const DRAWN = `SELECT e.scope, e.person_id AS person, e.benefit, e.state, e.entitled_from AS "entitledFrom",
    e.last_payable_month AS "lastPayableMonth"
  FROM entitlement e JOIN person p ON p.scope = e.scope AND p.id = e.person_id
  WHERE e.scope >= $1 AND e.scope < $2 AND e.benefit IS NOT NULL AND p.merged_into IS NULL`;
const PAID = `SELECT scope, roster_month AS month, benefit, count(DISTINCT person_id)::int8 AS persons, count(*)::int8 AS times,
    sum(amount_fen)::int8 AS fen
  FROM "rosterRow" WHERE scope >= $1 AND scope < $2 AND roster_month = ANY($3) AND result = 'PAID' AND kind <> 'HISTORY'
  GROUP BY scope, roster_month, benefit`;
const FUNDED = `SELECT scope, roster_month AS month, CASE WHEN result = 'PAID' THEN kind ELSE result END AS column,
    count(DISTINCT person_id)::int8 AS persons, sum(amount_fen)::int8 AS fen
  FROM "rosterRow" WHERE scope >= $1 AND scope < $2 AND roster_month = ANY($3) AND kind <> 'HISTORY' AND (result = 'PAID' OR result = ANY($4))
  GROUP BY 1, 2, 3`;
const RECOVERED = `SELECT scope, person_id AS person, paid_back AS "paidBack" FROM recovery
  WHERE scope >= $1 AND scope < $2 AND paid_back IS NOT NULL`;

interface DrawnRow {
  readonly scope: number;
  readonly person: number;
  readonly benefit: Benefit;
  readonly state: string | null;
  readonly entitledFrom: string | null;
  readonly lastPayableMonth: string | null;
}

async function peopleIn(reader: RegionReader, months: readonly string[]): Promise<Counts[]> {
  const byPerson = new Map<string, DrawnRow[]>();
  for (const row of await reader.rows<DrawnRow>(DRAWN)) {
    const key = `${row.scope} ${row.person}`;
    const list = byPerson.get(key);
    if (list) list.push(row);
    else byPerson.set(key, [row]);
  }
  return months.map((month) => {
    const tally = reader.tally(PEOPLE.length);
    for (const [first, ...more] of byPerson.values()) {
      if (!first) continue;
      const drawn = new Set(
        [first, ...more].filter((row) => isDrawnIn(row, month)).map((row) => row.benefit),
      );
      if (drawn.size) tally.add(first.scope, drawn.size === 2 ? 2 : drawn.has('NURSING') ? 1 : 0);
    }
    return tally.counts();
  });
}

interface Amounts {
  readonly persons: number[][];
  readonly times: number[][];
  readonly fen: number[][];
}

interface PaidRow {
  readonly scope: number;
  readonly month: string;
  readonly persons: number;
  readonly times?: number;
  readonly fen: number;
}

/** Rows by part and column, month by month. */
function amountsOf<T extends PaidRow>(
  reader: RegionReader,
  months: readonly string[],
  rows: readonly T[],
  { columns, columnOf }: { readonly columns: number; readonly columnOf: (row: T) => number },
): Amounts[] {
  return months.map((month) => {
    const [persons, times, fen] = [reader.tally(columns), reader.tally(columns), reader.tally(columns)];
    for (const row of rows) {
      if (row.month !== month) continue;
      persons.add(row.scope, columnOf(row), row.persons);
      times.add(row.scope, columnOf(row), row.times ?? 0);
      fen.add(row.scope, columnOf(row), row.fen);
    }
    return { persons: persons.counts(), times: times.counts(), fen: fen.counts() };
  });
}

/** What came back from people, as rows of the column RECOVERED. */
async function recovered(reader: RegionReader, months: readonly string[]) {
  const rows = await reader.rows<{ scope: number; person: number; paidBack: PaidBack[] }>(RECOVERED);
  return months.flatMap((month) =>
    rows.flatMap(({ scope, paidBack }) => {
      const fen = paidBack
        .filter(({ on }) => on.startsWith(month))
        .reduce((sum, { amountFen }) => sum + amountFen, 0);
      return fen ? [{ scope, month, column: 'RECOVERED', persons: 1, fen }] : [];
    }),
  );
}

/** Amounts where the people behind them may be shown. */
function covered(values: Counts, shown: Suppressed | null, isAllHidden: boolean) {
  const all = withAllCells(values);
  const where = (value: number | null | undefined, isShown: unknown): number | null =>
    isAllHidden || (shown && (isShown ?? null) === null) ? null : (value ?? 0);
  return {
    body: all.cells.map((row, r) => row.map((value, c) => where(value, shown?.cells[r]?.[c]))),
    sums: {
      rows: all.rowSums.map((value, r) => where(value, shown?.rowSums[r])),
      cells: all.columnSums.map((value, c) => where(value, shown?.columnSums[c])),
      sum: where(all.sum, shown?.sum),
    },
  };
}

export async function peopleAndMoney(reader: RegionReader, isSuppressed: boolean): Promise<StatisticTable[]> {
  const { month } = reader;
  const first = isSuppressed ? await reader.firstRoster() : null;
  const months = first && first < month ? monthsFromTo(first, month) : [month];
  const cover = (byMonth: readonly Counts[]): Suppressed | null =>
    isSuppressed ? (suppressMonths(byMonth.map((counts) => [counts]))[0] ?? null) : null;
  const counted = await peopleIn(reader, months);
  const people = cover(counted) ?? withAllCells(counted.at(-1) ?? []);
  const isAllHidden = isSuppressed && [...people.columnSums, people.sum].includes(null);
  const paid = amountsOf(reader, months, await reader.rows<PaidRow & { benefit: Benefit }>(PAID, months), {
    columns: BENEFITS.length,
    columnOf: ({ benefit }) => BENEFITS.indexOf(benefit),
  });
  const funds = amountsOf(
    reader,
    months,
    [
      ...(await reader.rows<PaidRow & { column: string }>(FUNDED, months, ASIDE)),
      ...(await recovered(reader, months)),
    ],
    { columns: FUNDS.length, columnOf: ({ column }) => FUNDS.indexOf(column) },
  );
  const shownPaid = cover(paid.map(({ persons }) => persons));
  const shownFunds = cover(funds.map(({ persons }) => persons));
  const of = (list: readonly Amounts[], what: keyof Amounts): number[][] => list.at(-1)?.[what] ?? [];
  const money = covered(of(paid, 'fen'), shownPaid, isAllHidden);
  const times = covered(of(paid, 'times'), shownPaid, isAllHidden);
  const fund = covered(of(funds, 'fen'), shownFunds, isAllHidden);
  return [
    tableByPart(reader, { key: 'region.people', unit: 'PERSONS', columns: PEOPLE }, people.cells, {
      ...{ cells: people.columnSums, rows: people.rowSums, sum: people.sum },
    }),
    tableByPart(
      reader,
      { key: 'region.money', unit: 'MONEY', columns: [...BENEFITS] },
      money.body,
      money.sums,
    ),
    tableByPart(
      reader,
      { key: 'region.times', unit: 'PERSON_TIMES', columns: [...BENEFITS] },
      times.body,
      times.sums,
    ),
    tableByPart(reader, { key: 'region.funds', unit: 'MONEY', columns: FUNDS }, fund.body, {
      ...{ cells: fund.sums.cells, sum: null },
    }),
  ];
}
