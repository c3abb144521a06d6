/** The comparison for the screens: what was handed in and run, and findings as tasks, the most urgent first. */
import { exchangeDatesOf } from '#shared/domain/deadline.ts';
import { isCalendarMissing, calendarOf } from '#shared/domain/calendar.ts';
import { FINDING_STATES } from '#shared/domain/finding.ts';
import { maskIdNumber } from '#shared/domain/mask.ts';
import { REGISTER_KINDS } from '#shared/domain/register.ts';
import { bodyOf } from '#shared/domain/state.ts';
import type {
  CompareOverview,
  ComparisonView,
  FindingList,
  FindingsInput,
  FindingView,
  HolderOfFinding,
} from '#shared/rpc/compare-shapes.ts';
import { readHeads } from '../compare/register-store.ts';
import type { Reading } from './reading.ts';

const RUNS_SHOWN = 24;

interface RunRow {
  readonly comparisonId: number;
  readonly month: string;
  readonly state: string;
  readonly startedOn: string;
  readonly finishedOn: string | null;
  readonly persons: number | null;
  readonly holders: number | null;
  readonly counts: string | null;
  readonly registers: string | null;
  readonly raised: number | null;
  readonly seenAgain: number | null;
  readonly reportedOn: string | null;
}

function readRuns({ statements }: Reading): ComparisonView[] {
  return statements
    .all<RunRow>(
      `SELECT id AS comparisonId, month, state, started_on AS startedOn, finished_on AS finishedOn, persons, holders, counts,
         registers, raised, seen_again AS seenAgain, reported_on AS reportedOn
       FROM comparison WHERE month IS NOT NULL ORDER BY month DESC, id DESC LIMIT ?`,
      RUNS_SHOWN,
    )
    .map(({ counts, registers, persons, holders, raised, seenAgain, ...run }) => ({
      ...run,
      ...{ persons: persons ?? 0, holders: holders ?? 0, raised: raised ?? 0, seenAgain: seenAgain ?? 0 },
      counts: JSON.parse(counts ?? '{}') as Record<string, number>,
      kinds: (JSON.parse(registers ?? '[]') as { kind: string }[]).map(({ kind }) => kind),
    }));
}

const orNull = (due: ReturnType<typeof exchangeDatesOf>['reminderFederation']): string | null =>
  isCalendarMissing(due) ? null : due;

/** Without a pack in force nothing is known to be due. */
export function compareOverview(reading: Reading): CompareOverview {
  const { me, today, pack, statements } = reading;
  const month = today.slice(0, 7);
  const body = bodyOf(me.role);
  const dates = pack && exchangeDatesOf(month, calendarOf(pack), pack);
  return {
    month,
    dates: {
      holderListDue: dates?.federationHolderListDue ?? '',
      comparisonDue: dates?.comparisonReportDue ?? '',
      reminderFederation: dates ? orNull(dates.reminderFederation) : null,
      reminderComparison: dates ? orNull(dates.reminderComparison) : null,
    },
    registers: readHeads(statements).map(({ handedBy, fileHash: _hash, ...head }) => ({
      ...head,
      handedBy: reading.colleagueName(handedBy),
    })),
    runs: readRuns(reading),
    mayHandOver: body === 'CIVIL_AFFAIRS' ? [...REGISTER_KINDS] : body === 'FEDERATION' ? ['HOLDERS'] : [],
    mayRun: body === 'CIVIL_AFFAIRS',
  };
}

interface FindingRow {
  readonly findingId: number;
  readonly scope: number;
  readonly personId: number | null;
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly village: number | null;
  readonly code: string;
  readonly severity: string;
  readonly benefit: string | null;
  readonly list: string | null;
  readonly points: string | null;
  readonly firstSeenMonth: string | null;
  readonly lastSeenMonth: string | null;
  readonly timesSeen: number | null;
  readonly foundOn: string | null;
  readonly state: string;
  readonly assignedTo: number | null;
  readonly visitedOn: string | null;
  readonly outcome: string | null;
  readonly evidence: string | null;
  readonly paperId: number | null;
  readonly answeredBy: number | null;
  readonly answeredOn: string | null;
  readonly closedBy: number | null;
  readonly closedOn: string | null;
  readonly closeWords: string | null;
  readonly isHolder: number;
}

const COLUMNS = `f.id AS findingId, f.scope, f.person_id AS personId, coalesce(p.name, f.holder_name) AS name,
  coalesce(p.id_number, f.holder_id_number) AS idNumber, coalesce(p.hukou_village, f.holder_village, f.place_code) AS village,
  f.code, f.severity, f.benefit, f.list, f.points, f.first_seen_month AS firstSeenMonth, f.last_seen_month AS lastSeenMonth,
  f.times_seen AS timesSeen, f.found_on AS foundOn, f.state, f.assigned_to AS assignedTo, f.visited_on AS visitedOn, f.outcome,
  f.evidence, f.paper_id AS paperId, f.answered_by AS answeredBy, f.answered_on AS answeredOn, f.closed_by AS closedBy,
  f.closed_on AS closedOn, f.close_words AS closeWords,
  f.person_id IS NULL AND f.place_code IS NULL AS isHolder`;

/** Certificates are the federation's database, and its matter (S004 arts 3, 12). */
const OF_FEDERATION =
  "f.code LIKE 'CERT!_%' ESCAPE '!' OR f.code IN ('DEAD_STILL_HOLDER', 'EXPIRED_STILL_HOLDER') OR f.points LIKE '%STILL_HOLDER%'";

function whereOf(input: FindingsInput): { sql: string; values: unknown[] } {
  const parts = ['f.code IS NOT NULL'];
  const values: unknown[] = [];
  if (input.show === 'todo') parts.push("f.state <> 'CLOSED'");
  if (input.show === 'closed') parts.push("f.state = 'CLOSED'");
  if (input.list) {
    parts.push('f.list = ?');
    values.push(input.list);
  }
  if (input.severity) {
    parts.push('f.severity = ?');
    values.push(input.severity);
  }
  if (input.personId !== undefined) {
    parts.push('f.person_id = ?');
    values.push(input.personId);
  }
  if (input.onlyFederation) parts.push(`(${OF_FEDERATION})`);
  return { sql: parts.join(' AND '), values };
}

/** What holds money back first, then what was found first. */
const ORDER = `CASE f.severity WHEN 'BLOCK_ROSTER' THEN 0 WHEN 'VERIFY' THEN 1 ELSE 2 END, f.found_on, f.scope, f.id`;

function stateOf(state: string): FindingView['state'] {
  return FINDING_STATES.find((each) => each === state) ?? 'OPEN';
}

export function findingDueOf({ pack }: Reading, foundOn: string | null): string | null {
  if (!foundOn) return null;
  const due = calendarOf(pack).addWorkingDays(foundOn, pack.alerts.verifyDays);
  return isCalendarMissing(due) ? null : due;
}

function viewOf(reading: Reading, row: FindingRow): FindingView {
  const { me, today } = reading;
  const { idNumber, village, points, assignedTo, answeredBy, closedBy, ...rest } = row;
  const { scope, ...shown } = rest;
  const state = stateOf(row.state);
  const dueOn = row.severity === 'INFO' ? null : findingDueOf(reading, row.foundOn);
  const body = bodyOf(me.role);
  const isTownship = body === 'TOWNSHIP';
  const isDone = state === 'CLOSED';
  return {
    ...shown,
    state,
    idMasked: idNumber && maskIdNumber(idNumber),
    village: reading.divisionName(village),
    township: reading.townshipName(scope),
    points: JSON.parse(points ?? '[]') as string[],
    firstSeenMonth: row.firstSeenMonth ?? '',
    lastSeenMonth: row.lastSeenMonth ?? '',
    timesSeen: row.timesSeen ?? 1,
    foundOn: row.foundOn ?? '',
    dueOn,
    isOverdue: !isDone && state !== 'ANSWERED' && dueOn !== null && dueOn < today,
    isHolder: row.isHolder === 1,
    assignedTo: assignedTo === null ? null : reading.colleagueName(assignedTo),
    answeredBy: answeredBy === null ? null : reading.colleagueName(answeredBy),
    closedBy: closedBy === null ? null : reading.colleagueName(closedBy),
    mayAnswer: isTownship && !isDone,
    mayClose:
      state === 'ANSWERED' &&
      (isTownship || body === 'CIVIL_AFFAIRS') &&
      (row.severity !== 'BLOCK_ROSTER' || answeredBy !== me.accountId),
  };
}

export function findingList(reading: Reading, input: FindingsInput): FindingList {
  const { statements, me } = reading;
  const { sql, values } = whereOf(input);
  const total = statements.get<{ count: number }>(
    `SELECT count(*) AS count FROM finding f WHERE ${sql}`,
    ...values,
  );
  const rows = statements.all<FindingRow>(
    `SELECT ${COLUMNS} FROM finding f LEFT JOIN person p ON p.id = f.person_id WHERE ${sql} ORDER BY ${ORDER} LIMIT ? OFFSET ?`,
    ...values,
    input.limit,
    input.offset,
  );
  const byCode = statements.all<{ code: string; severity: string; count: number }>(
    `SELECT code, severity, count(*) AS count FROM finding f WHERE code IS NOT NULL AND state <> 'CLOSED'
     GROUP BY code, severity ORDER BY CASE severity WHEN 'BLOCK_ROSTER' THEN 0 WHEN 'VERIFY' THEN 1 ELSE 2 END, count DESC, code`,
  );
  const colleagues =
    bodyOf(me.role) === 'TOWNSHIP'
      ? statements.all<{ accountId: number; name: string }>(
          `SELECT id AS accountId, person_name AS name FROM colleague
           WHERE unit_scope = ? AND person_name IS NOT NULL AND account_name <> '' ORDER BY id`,
          me.unitScope,
        )
      : [];
  return { total: total?.count ?? 0, byCode, rows: rows.map((row) => viewOf(reading, row)), colleagues };
}

interface HolderRow {
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly phone: string | null;
  readonly village: number | null;
  readonly hukou: string | null;
  readonly certificateNumber: string | null;
}

/** Of whom only the list knows. */
export function holderOfFinding({ statements }: Reading, findingId: number): HolderOfFinding | null {
  const row = statements.get<HolderRow>(
    `SELECT holder_name AS name, holder_id_number AS idNumber, holder_phone AS phone, holder_village AS village,
       holder_hukou AS hukou, holder_certificate_number AS certificateNumber FROM finding WHERE id = ?`,
    findingId,
  );
  if (!row?.idNumber || !row.name) return null;
  const known = statements.get<{ id: number }>(
    'SELECT id FROM person WHERE id_number = ? AND merged_into IS NULL',
    row.idNumber,
  );
  return { ...row, name: row.name, idNumber: row.idNumber, personId: known?.id ?? null };
}
