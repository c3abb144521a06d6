/** The work lists: today's desk (01) and the review queue (05), both from the open files of this replica's scopes. */
import type { z } from 'zod';
import { benefitsOf } from '#shared/domain/application.ts';
import { daysBetween } from '#shared/domain/calendar.ts';
import { nextCommand, turnOf } from '#shared/domain/next-step.ts';
import { judgedHash } from '#shared/domain/review.ts';
import { bodyOf } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import type {
  CaseRow,
  DeadlineView,
  reviewFile,
  reviewItem,
  todayOverview,
} from '#shared/rpc/desk-shapes.ts';
import { readRecord } from '../store/records.ts';
import { NEEDS_YOU } from './needs-you.ts';
import { applicationView, casePage } from './case-page.ts';
import { appliedBenefits, CASE_COLUMNS, type CaseColumns, ENDED_LIST, toCaseRow } from './case-rows.ts';
import type { Reading } from './reading.ts';

type Today = z.infer<typeof todayOverview>;
type Task = CaseRow & { task: string; note: string | null };
type ReviewItem = z.infer<typeof reviewItem>;
const EXPIRING_WITHIN_DAYS = 90;
const EXPIRING_SHOWN_MAX = 6;
const GROUP_ORDER = ['overdue', 'soon', 'returned', 'mine'] as const;

const URGENCY: Readonly<Record<DeadlineView['kind'], number>> = {
  overdue: 0,
  today: 1,
  soon: 2,
  later: 3,
  'not-computable': 4,
  none: 5,
};
export function byUrgency(a: { deadline: DeadlineView }, b: { deadline: DeadlineView }): number {
  return (
    URGENCY[a.deadline.kind] - URGENCY[b.deadline.kind] ||
    (a.deadline.dueOn ?? '9').localeCompare(b.deadline.dueOn ?? '9')
  );
}

function openFiles(reading: Reading): CaseColumns[] {
  return reading.statements.all<CaseColumns>(
    `SELECT ${CASE_COLUMNS} FROM application a JOIN person p ON p.id = a.person_id WHERE a.state NOT IN (${ENDED_LIST}) ORDER BY a.state_since, a.id`,
  );
}

const asFile = (row: CaseColumns) => ({
  state: row.state,
  returnedBy: row.returned_by,
  enteredOn: row.entered_on,
});

function groupOfTask(task: Task): (typeof GROUP_ORDER)[number] {
  if (task.deadline.kind === 'overdue') return 'overdue';
  if (task.state.startsWith('RETURNED_')) return 'returned';
  return task.deadline.kind === 'today' || task.deadline.kind === 'soon' ? 'soon' : 'mine';
}

function expiring(reading: Reading): Today['expiring'] {
  return reading.statements
    .all<{ id: number; name: string; certificate_expires_on: string }>(
      `SELECT p.id, p.name, p.certificate_expires_on FROM person p
       WHERE p.certificate_expires_on >= ? AND p.certificate_expires_on <= date(?, '+${EXPIRING_WITHIN_DAYS} days')
         AND EXISTS (SELECT 1 FROM entitlement e WHERE e.person_id = p.id AND e.state = 'ACTIVE')
       ORDER BY p.certificate_expires_on, p.id`,
      reading.today,
      reading.today,
    )
    .map((row) => ({
      personId: row.id,
      name: row.name,
      days: daysBetween(reading.today, row.certificate_expires_on),
    }));
}

function count(reading: Reading, sql: string): number {
  return reading.statements.get<{ n: number }>(sql)?.n ?? 0;
}

/** Conflicts this role may settle. */
export function countOpenConflicts(reading: Reading): number {
  return bodyOf(reading.me.role) === 'FEDERATION'
    ? 0
    : count(reading, "SELECT count(*) AS n FROM conflict WHERE state = 'OPEN'");
}

export function countNeedsYou(reading: Reading): number {
  return count(reading, `SELECT count(*) AS n FROM act WHERE ${NEEDS_YOU}`);
}

/** What today asks of this desk. */
export function today(reading: Reading): Today {
  const files = openFiles(reading);
  const mine: Task[] = [];
  const waiting = new Map<string, number>();
  for (const row of files) {
    const command = nextCommand(asFile(row), reading.me.role);
    const turn = turnOf(asFile(row));
    if (command && turn !== 'APPLICANT')
      mine.push({ ...toCaseRow(reading, row), task: command, note: row.reason_words });
    else waiting.set(turn, (waiting.get(turn) ?? 0) + 1);
  }
  mine.sort(byUrgency);
  const groups = GROUP_ORDER.map((group) => ({
    group,
    rows: mine.filter((task) => groupOfTask(task) === group),
  }));
  const certificates = expiring(reading);
  const sizeOf = (group: (typeof GROUP_ORDER)[number]) =>
    groups.find((each) => each.group === group)?.rows.length ?? 0;
  return {
    today: reading.today,
    counts: {
      overdue: sizeOf('overdue'),
      soon: sizeOf('soon'),
      returned: sizeOf('returned'),
      conflicts: countOpenConflicts(reading),
      needsYou: countNeedsYou(reading),
      expiring: certificates.length,
      others: files.length - mine.length,
    },
    groups,
    next: mine[0] ?? null,
    waitingFor: [...waiting]
      .filter(([whom]) => whom !== 'nobody')
      .map(([whom, number]) => ({ whom: whom as Today['waitingFor'][number]['whom'], count: number })),
    expiring: certificates.slice(0, EXPIRING_SHOWN_MAX),
  };
}

const REVIEW_COMMANDS = [
  'review.passPreliminary',
  'review.passFederation',
  'review.forwardReturn',
  'review.determine',
];

/** Earlier judges of a file, who may not judge its next step; forwarding a return judges nothing. */
function isBlockedByFourEyes(reading: Reading, { values }: Row<'application'>): boolean {
  if (values.state === 'PRELIMINARY_REVIEW')
    return [values.acceptedBy, values.submittedBy].includes(reading.me.accountId);
  return (
    values.state === 'DETERMINING' &&
    [values.preliminaryBy, values.federationBy].includes(reading.me.accountId)
  );
}

function toReviewItem(reading: Reading, row: CaseColumns, application: Row<'application'>): ReviewItem {
  const shown = toCaseRow(reading, row);
  return {
    applicationId: application.id,
    personId: row.person_id,
    name: shown.name,
    township: shown.township,
    village: shown.village,
    benefits: appliedBenefits(row),
    state: row.state ?? '',
    deadline: shown.deadline,
    place: shown.place,
    blockedByFourEyes: isBlockedByFourEyes(reading, application),
  };
}

function reviewRow(reading: Reading, row: CaseColumns): ReviewItem | null {
  const command = nextCommand(asFile(row), reading.me.role);
  if (!command || !REVIEW_COMMANDS.includes(command)) return null;
  const application = readRecord(reading.statements, 'application', row.application_id as number);
  return application && toReviewItem(reading, row, application);
}

/** Files that wait for this role's judgement, most urgent first. */
export function reviewQueue(reading: Reading): ReviewItem[] {
  return openFiles(reading)
    .map((row) => reviewRow(reading, row))
    .filter((item) => item !== null)
    .sort(byUrgency);
}

/** One file with everything its judgement needs, and the hash of what is judged. */
export function reviewFileOf(reading: Reading, applicationId: number): z.infer<typeof reviewFile> | null {
  const application = readRecord(reading.statements, 'application', applicationId);
  const person =
    application && readRecord(reading.statements, 'person', application.values.personId as number);
  const row = reading.statements.get<CaseColumns>(
    `SELECT ${CASE_COLUMNS} FROM application a JOIN person p ON p.id = a.person_id WHERE a.id = ?`,
    applicationId,
  );
  if (!application || !person || !row) return null;
  const page = casePage(reading, person.id);
  if (!page) return null;
  return {
    item: { ...toReviewItem(reading, row, application), benefits: benefitsOf(application.values) },
    page,
    application: applicationView(reading, application),
    judged: judgedHash(bodyOf(reading.me.role), person, application),
  };
}
