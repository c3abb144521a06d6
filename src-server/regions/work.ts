/** What the parts of a region did (dossier (l), city: ranking, reports received by the 20th, checks; province: roll-out, cross-region in and out).
 *  RU3 the ranking is by the share of those who should receive and do (S004 plan, indicators 4, 5), then by the share of findings that are
 *  closed; equal ones share their place (∴).  RU4 a county's comparison is in time when it was reported by the day that its own packs say
 *  (S004 art.8), and is asked for in the months in which it pays. Numbers of work name no person and are for inside, as the county's own are. */
import { calendarOf } from '#shared/domain/calendar.ts';
import { exchangeDatesOf, isExchangeMonth } from '#shared/domain/deadline.ts';
import { monthsFromTo } from '#shared/domain/month.ts';
import { isDrawnIn } from '#shared/domain/entitlement.ts';
import type { PackBook } from '#shared/domain/pack-book.ts';
import { ROLLOUT_PHASES } from '#shared/domain/rollout.ts';
import { suppressTogether, withAllCells } from '#shared/domain/small-cells.ts';
import { BENEFITS } from '#shared/domain/state.ts';
import type { StatisticTable } from '#shared/rpc/statistics-shapes.ts';
import { type RegionReader, tableByPart } from './reader.ts';

const DRAWN = `SELECT scope, state, entitled_from AS "entitledFrom", last_payable_month AS "lastPayableMonth"
  FROM entitlement WHERE scope >= $1 AND scope < $2 AND benefit IS NOT NULL`;
const FINDINGS = `SELECT scope, list, benefit, state, count(*)::int8 AS count FROM finding
  WHERE scope >= $1 AND scope < $2 AND state IS NOT NULL GROUP BY scope, list, benefit, state`;
const REPORTS = `SELECT scope, min(reported_on)::text AS "reportedOn" FROM comparison
  WHERE scope >= $1 AND scope < $2 AND month = $3 GROUP BY scope`;
const CYCLES = `SELECT DISTINCT ON (scope) scope, cycle FROM roster
  WHERE scope >= $1 AND scope < $2 AND month <= $3 ORDER BY scope, month DESC`;
const CHECKS = `SELECT scope, body, count(*)::int8 AS count FROM "spotCheck"
  WHERE scope >= $1 AND scope < $2 AND drawn_on::text >= $3 AND drawn_on::text < $4 GROUP BY scope, body`;
/** Of any level above, at a place here. */
const UNSCHEDULED = `SELECT (sample->0->>'place')::int8 AS scope, count(*)::int8 AS count FROM "spotCheck"
  WHERE body = 'SUPERVISION' AND (sample->0->>'place')::int8 >= $1 AND (sample->0->>'place')::int8 < $2
    AND drawn_on::text >= $3 AND drawn_on::text < $4 GROUP BY 1`;
const ROLLOUTS = `SELECT scope, phase FROM rollout WHERE scope >= $1 AND scope < $2`;
const FORWARDED = `SELECT scope, to_township AS "toTownship" FROM forwarding
  WHERE (scope >= $1 AND scope < $2 OR to_township >= $1 AND to_township < $2) AND to_char(forwarded_on, 'YYYY-MM') = $3`;
const LEFT = `SELECT scope, count(DISTINCT person_id)::int8 AS count FROM entitlement
  WHERE scope >= $1 AND scope < $2 AND exit_reason = 'HUKOU_OUT' AND to_char(exited_on, 'YYYY-MM') = $3 GROUP BY scope`;

const PER_CENT = 100;
const TENTHS = 10;

const rate = (part: number, whole: number): number | null =>
  whole ? Math.round((part * PER_CENT * TENTHS) / whole) / TENTHS : null;

interface FindingRow {
  readonly scope: number;
  readonly list: string | null;
  readonly benefit: string | null;
  readonly state: string;
  readonly count: number;
}

/** RU3. */
export async function ranking(reader: RegionReader): Promise<StatisticTable> {
  const tally = reader.tally(4);
  type Drawn = Parameters<typeof isDrawnIn>[0] & { readonly scope: number };
  for (const row of await reader.rows<Drawn>(DRAWN))
    if (isDrawnIn(row, reader.month)) tally.add(row.scope, 0);
  for (const { scope, list, benefit, state, count } of await reader.rows<FindingRow>(FINDINGS)) {
    const isOpen = state !== 'CLOSED';
    // A finding about both subsidies is two that are missing.
    if (list === 'SHOULD_RECEIVE' && isOpen) tally.add(scope, 1, benefit ? count : count * BENEFITS.length);
    tally.add(scope, 2, count);
    if (!isOpen) tally.add(scope, 3, count);
  }
  const lines = tally.counts().map(([drawn = 0, missing = 0, findings = 0, closed = 0], at) => ({
    name: reader.parts[at]?.name ?? '',
    coverage: rate(drawn, drawn + missing),
    closed: rate(closed, findings),
  }));
  // Who has nothing to be measured by stands behind.
  const better = (a: (typeof lines)[number], b: (typeof lines)[number]): number =>
    (b.coverage ?? -1) - (a.coverage ?? -1) || (b.closed ?? -1) - (a.closed ?? -1);
  const ordered = lines.toSorted(better);
  return {
    ...{ key: 'region.rank', unit: 'RATE', columns: ['RANK', 'COVERAGE', 'CLOSED_SHARE'], sums: null },
    rows: ordered.map((line) => ({
      ...{ code: line.name, isName: true },
      cells: [ordered.findIndex((each) => better(each, line) === 0) + 1, line.coverage, line.closed],
    })),
  };
}

/** RU4. */
export async function reports(reader: RegionReader, book: PackBook): Promise<StatisticTable> {
  const { month } = reader;
  const columns = ['DUE', 'IN_TIME', 'LATE', 'NOT_REPORTED'];
  const cycles = new Map(
    (await reader.rows<{ scope: number; cycle: string | null }>(CYCLES, month)).map((row) => [
      row.scope,
      row.cycle,
    ]),
  );
  const reported = new Map(
    (await reader.rows<{ scope: number; reportedOn: string | null }>(REPORTS, month)).map((row) => [
      row.scope,
      row.reportedOn,
    ]),
  );
  const tally = reader.tally(columns.length);
  for (const county of reader.counties) {
    if (!isExchangeMonth(month, cycles.get(county) === 'QUARTERLY' ? 'QUARTERLY' : 'MONTHLY')) continue;
    const pack = book.forDivision(`${month}-01`, county);
    const due = exchangeDatesOf(month, calendarOf(pack), pack).comparisonReportDue;
    const on = reported.get(county) ?? null;
    tally.add(county, 0);
    tally.add(county, on === null ? 3 : on <= due ? 1 : 2);
  }
  const all = withAllCells(tally.counts());
  const shape = { key: 'region.reports', unit: 'COUNTIES', columns } as const;
  return tableByPart(reader, { ...shape, columns }, all.cells, { cells: all.columnSums, sum: null });
}

/** Spot checks that the counties drew in the year so far, and those that any level above made without telling (S004 art.7). */
export async function checks(reader: RegionReader): Promise<StatisticTable> {
  const columns = ['BY_CIVIL_AFFAIRS', 'BY_FEDERATION', 'UNSCHEDULED'];
  const year = reader.month.slice(0, 4);
  const tally = reader.tally(columns.length);
  const days = [`${year}-01-01`, `${reader.month}-99`];
  type Row = { scope: number; body: string; count: number };
  for (const { scope, body, count } of await reader.rows<Row>(CHECKS, ...days))
    tally.add(scope, columns.indexOf(`BY_${body}`), count);
  for (const { scope, count } of await reader.rows<Row>(UNSCHEDULED, ...days)) tally.add(scope, 2, count);
  const all = withAllCells(tally.counts());
  return tableByPart(reader, { key: 'region.checks', unit: 'TIMES', columns }, all.cells, {
    ...{ cells: all.columnSums, rows: all.rowSums, sum: all.sum },
  });
}

export async function rollouts(reader: RegionReader): Promise<StatisticTable> {
  const phases = new Map(
    (await reader.rows<{ scope: number; phase: string | null }>(ROLLOUTS)).map((row) => [
      row.scope,
      row.phase,
    ]),
  );
  const tally = reader.tally(ROLLOUT_PHASES.length);
  for (const county of reader.counties)
    tally.add(
      county,
      ROLLOUT_PHASES.findIndex((phase) => phase === (phases.get(county) ?? 'NOT_STARTED')),
    );
  const all = withAllCells(tally.counts());
  // Only phases in which anybody is: eight columns of zeros say nothing.
  const used = ROLLOUT_PHASES.flatMap((_, at) => (all.columnSums[at] ? [at] : []));
  return tableByPart(
    reader,
    { key: 'region.rollout', unit: 'COUNTIES', columns: used.map((at) => ROLLOUT_PHASES[at] as string) },
    all.cells.map((row) => used.map((at) => row[at] ?? 0)),
    { cells: used.map((at) => all.columnSums[at] ?? 0), sum: null },
  );
}

/** Applications taken in for another part or another region, those that came from one, and people whose register moved out (S004 arts 9(2), 13). */
export async function acrossRegions(reader: RegionReader, isSuppressed: boolean): Promise<StatisticTable> {
  const columns = ['FORWARDED_OUT', 'FORWARDED_IN', 'HUKOU_OUT'];
  const tally = reader.tally(columns.length);
  const { month } = reader;
  for (const { scope, toTownship } of await reader.rows<{ scope: number; toTownship: number }>(
    FORWARDED,
    month,
  )) {
    const isWithinPart =
      reader.isHere(scope) && reader.isHere(toTownship) && reader.partOf(scope) === reader.partOf(toTownship);
    if (isWithinPart) continue;
    if (reader.isHere(scope)) tally.add(scope, 0);
    if (reader.isHere(toTownship)) tally.add(toTownship, 1);
  }
  for (const { scope, count } of await reader.rows<{ scope: number; count: number }>(LEFT, month))
    tally.add(scope, 2, count);
  const [shown] = isSuppressed ? suppressTogether([tally.counts()]) : [withAllCells(tally.counts())];
  return tableByPart(reader, { key: 'region.across', unit: 'PERSON_TIMES', columns }, shown?.cells ?? [], {
    ...{ cells: shown?.columnSums ?? [], sum: null },
  });
}

/** Months of the year up to the one that is counted. */
export const monthsOfYear = (month: string): string[] => monthsFromTo(`${month.slice(0, 4)}-01`, month);
