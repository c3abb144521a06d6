/** Statistics of a township or a county from the replica's own rows (dossier (l)): every table with its unit; who receives, who came and went, the money,
 *  the days that steps take, what was found, the standards.
 *  ST2 outside civil affairs and the federation, and for whoever is told outside, cells of fewer than five people are left out so that they
 *  cannot be worked out (domain/small-cells.ts).
 *  Elsewhere: who receives (statistics-people.ts: ST1, ST3), the money (statistics-money.ts).                                         */
import { deadlinesOf } from '#shared/domain/deadline.ts';
import { daysBetween, isCalendarMissing, calendarOf } from '#shared/domain/calendar.ts';
import { addMonths } from '#shared/domain/month.ts';
import type { Suspension } from '#shared/domain/roster-rows.ts';
import { suppressTogether, withAllCells } from '#shared/domain/small-cells.ts';
import { BENEFITS, bodyOf } from '#shared/domain/state.ts';
import type { Statistics, StatisticsInput, StatisticTable } from '#shared/rpc/statistics-shapes.ts';
import { readDrawn } from '../compare/office-rows.ts';
import { isDrawnIn } from '#shared/domain/entitlement.ts';
import type { Reading } from './reading.ts';
import { moneyTables } from './statistics-money.ts';
import { peopleTables } from './statistics-people.ts';

/** Person-months by benefit: how many subsidies are drawn, came and went in the month, by reason. */
function movementTable({ statements }: Reading, month: string, isSuppressed: boolean): StatisticTable {
  const rows = new Map<string, [number, number]>([
    ['NEW', [0, 0]],
    ['RESUMED', [0, 0]],
    ['SUSPENDED', [0, 0]],
  ]);
  const put = (code: string, benefit: string): void => {
    const row = rows.get(code) ?? [0, 0];
    row[BENEFITS.indexOf(benefit as 'LIVING')] = (row[BENEFITS.indexOf(benefit as 'LIVING')] ?? 0) + 1;
    rows.set(code, row);
  };
  const all = statements.all<{
    benefit: string;
    decidedOn: string | null;
    exitedOn: string | null;
    reason: string | null;
    suspensions: string | null;
  }>(
    `SELECT benefit, decided_on AS decidedOn, exited_on AS exitedOn, exit_reason AS reason, suspensions
     FROM entitlement WHERE benefit IS NOT NULL`,
  );
  for (const { benefit, decidedOn, exitedOn, reason, suspensions } of all) {
    if (decidedOn?.startsWith(month)) put('NEW', benefit);
    if (exitedOn?.startsWith(month)) put(reason ?? 'UNKNOWN', benefit);
    for (const { from, to } of JSON.parse(suspensions ?? '[]') as Suspension[]) {
      if (from === month) put('SUSPENDED', benefit);
      if (to && addMonths(to, 1) === month) put('RESUMED', benefit);
    }
  }
  const counts = [...rows.values()];
  const [table] = isSuppressed ? suppressTogether([counts]) : [withAllCells(counts)];
  return {
    ...{ key: 'movement', unit: 'PERSON_TIMES', columns: [...BENEFITS], sums: null },
    rows: [...rows.keys()].map((code, at) => ({ code, isName: false, cells: [...(table?.cells[at] ?? [])] })),
  };
}

/** Of those who should receive, how many do: what the comparison found and nobody has closed stands against it (S004 plan, indicators 4, 5). */
function coverageTable(reading: Reading, month: string): StatisticTable {
  const { statements } = reading;
  const receiving = { LIVING: 0, NURSING: 0 };
  for (const list of readDrawn(statements).values())
    for (const each of list) if (isDrawnIn(each, month)) receiving[each.benefit] += 1;
  const missing = { LIVING: 0, NURSING: 0 };
  const found = statements.all<{ benefit: 'LIVING' | 'NURSING' | null }>(
    "SELECT benefit FROM finding WHERE list = 'SHOULD_RECEIVE' AND state <> 'CLOSED'",
  );
  for (const { benefit } of found)
    for (const each of BENEFITS) if (!benefit || benefit === each) missing[each] += 1;
  const rate = (benefit: 'LIVING' | 'NURSING'): number | null => {
    const should = receiving[benefit] + missing[benefit];
    return should ? Math.round((receiving[benefit] * 1_000) / should) / 10 : null;
  };
  return {
    ...{ key: 'coverage', unit: 'RATE', columns: [...BENEFITS], sums: null },
    rows: [{ code: 'COVERAGE', isName: false, cells: BENEFITS.map(rate) }],
  };
}

interface FileRow {
  readonly state: string | null;
  readonly preliminaryPassedOn: string | null;
  readonly enteredOn: string | null;
  readonly sentToFederationOn: string | null;
  readonly federationPassedOn: string | null;
  readonly determinedOn: string | null;
}

/** Steps with the day they begin, the day they are done, and the name of their limit (domain/deadline.ts). */
const STEPS = [
  ['ENTRY', 'preliminaryPassedOn', 'enteredOn', 'entryDue'],
  ['SEND', 'preliminaryPassedOn', 'sentToFederationOn', 'sendToFederationDue'],
  ['FEDERATION', 'sentToFederationOn', 'federationPassedOn', 'federationReviewDue'],
  ['DETERMINE', 'federationPassedOn', 'determinedOn', 'determineDue'],
] as const;

function stepTables({ statements, pack }: Reading, month: string): StatisticTable[] {
  const files = statements.all<FileRow>(
    `SELECT state, preliminary_passed_on AS preliminaryPassedOn, entered_on AS enteredOn, sent_to_federation_on AS sentToFederationOn,
       federation_passed_on AS federationPassedOn, determined_on AS determinedOn
     FROM application WHERE preliminary_passed_on IS NOT NULL`,
  );
  const steps = STEPS.map(([code, begin, end, limit]) => {
    const done = files.filter((file) => file[begin] && file[end]?.startsWith(month));
    const days = done.map((file) => daysBetween(file[begin] as string, file[end] as string));
    const late = done.filter((file) => {
      // As the limit stood when the step was done: an earlier round of a returned file is over.
      const due = pack && deadlinesOf({ ...file, state: null }, calendarOf(pack), pack)[limit];
      return due !== undefined && !isCalendarMissing(due) && (file[end] as string) > due;
    });
    const mean = days.length ? Math.round((days.reduce((a, b) => a + b, 0) / days.length) * 10) / 10 : null;
    const share = done.length ? Math.round((late.length * 1_000) / done.length) / 10 : null;
    return { code, count: done.length, mean, share };
  });
  return [
    {
      ...{ key: 'steps.days', unit: 'DAYS', columns: ['MEAN_DAYS'], sums: null },
      rows: steps.map(({ code, mean }) => ({ code, isName: false, cells: [mean] })),
    },
    {
      ...{ key: 'steps.late', unit: 'RATE', columns: ['LATE_SHARE'], sums: null },
      rows: steps.map(({ code, share }) => ({ code, isName: false, cells: [share] })),
    },
    {
      ...{ key: 'steps.files', unit: 'FILES', columns: ['DONE'], sums: null },
      rows: steps.map(({ code, count }) => ({ code, isName: false, cells: [count] })),
    },
  ];
}

function countTable(
  { statements }: Reading,
  shape: Pick<StatisticTable, 'key' | 'unit' | 'columns'>,
  sql: string,
  ...values: unknown[]
): StatisticTable {
  const found = statements.all<{ row: string | null; column: string | null; count: number }>(sql, ...values);
  const rows = new Map<string, number[]>();
  for (const { row, column, count } of found) {
    const code = row ?? 'UNKNOWN';
    const cells = rows.get(code) ?? shape.columns.map(() => 0);
    const at = shape.columns.indexOf(column ?? '');
    if (at >= 0) cells[at] = (cells[at] ?? 0) + count;
    rows.set(code, cells);
  }
  return {
    ...shape,
    sums: null,
    rows: [...rows].map(([code, cells]) => ({ code, isName: false, cells })),
  };
}

function workTables(reading: Reading): StatisticTable[] {
  return [
    countTable(
      reading,
      { key: 'files', unit: 'FILES', columns: ['COUNT'] },
      "SELECT state AS row, 'COUNT' AS column, count(*) AS count FROM application WHERE state IS NOT NULL GROUP BY state ORDER BY state",
    ),
    countTable(
      reading,
      { key: 'findings', unit: 'FINDINGS', columns: ['OPEN', 'ASSIGNED', 'ANSWERED', 'CLOSED'] },
      'SELECT severity AS row, state AS column, count(*) AS count FROM finding WHERE severity IS NOT NULL GROUP BY severity, state ORDER BY severity',
    ),
  ];
}

/** What each division set, and since when. */
function standardsTable({ pack }: Reading): StatisticTable[] {
  if (!pack) return [];
  const rows = pack.divisions.flatMap(({ standards }) =>
    standards.map(({ id, benefit, amountFen, from }) => ({
      code: `${from} ${id}`,
      isName: true,
      cells: BENEFITS.map((each) => (each === benefit ? amountFen : null)),
    })),
  );
  rows.sort((a, b) => (a.code < b.code ? -1 : 1));
  return rows.length
    ? [{ key: 'standards', unit: 'STANDARD', columns: [...BENEFITS], rows, sums: null }]
    : [];
}

/** Cross tables are asked for by name; none otherwise. */
type AskedStatistics = Omit<StatisticsInput, 'cross'> & Partial<Pick<StatisticsInput, 'cross'>>;

export function statisticsOf(
  reading: Reading,
  { month, forOutside, cross = [] }: AskedStatistics,
): Statistics {
  const isOnlyOutside = bodyOf(reading.me.role) === 'FINANCE';
  const isSuppressed = isOnlyOutside || forOutside;
  const people = peopleTables(reading, month, { isSuppressed, cross });
  return {
    ...{ month, isSuppressed, isOnlyOutside, unit: reading.me.unitName },
    tables: [
      ...people.tables,
      ...moneyTables(reading, month, { isSuppressed, isAllHidden: isSuppressed && people.isSumHidden }),
      movementTable(reading, month, isSuppressed),
      coverageTable(reading, month),
      ...stepTables(reading, month),
      ...(isSuppressed ? [] : workTables(reading)),
      ...standardsTable(reading),
    ],
  };
}
