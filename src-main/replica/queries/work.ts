/** The work lists: today's desk (01) and the review queue (05), both from the open files of this replica's scopes. */
import type { z } from 'zod';
import { benefitsOf } from '#shared/domain/application.ts';
import { daysBetween } from '#shared/domain/calendar.ts';
import { nextCommand, turnOf } from '#shared/domain/next-step.ts';
import { judgedHash, matterOf } from '#shared/domain/review.ts';
import { bodyOf } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import type { DeadlineView, reviewFile, reviewItem } from '#shared/rpc/desk-shapes.ts';
import type { todayOverview } from '#shared/rpc/today-shapes.ts';
import { readRecord } from '../store/records.ts';
import { overdueSteps } from './overdue.ts';
import { countBelow, countRejudged } from './packs.ts';
import { NEEDS_YOU } from './needs-you.ts';
import { applicationView, casePage } from './case-page.ts';
import {
  appliedBenefits,
  CASE_COLUMNS,
  type CaseColumns,
  deadlineFacts,
  ENDED_LIST,
  type FileFacts,
  readFileColumns,
  toCaseRow,
} from './case-rows.ts';
import type { Reading } from './reading.ts';

type Today = z.infer<typeof todayOverview>;
type ReviewItem = z.infer<typeof reviewItem>;
const EXPIRING_SHOWN_MAX = 6;
const GROUP_ORDER = ['overdue', 'soon', 'returned', 'mine'] as const;
type GroupName = (typeof GROUP_ORDER)[number];
/** Rows of a group that are sent to the screen; how many there are is said beside. */
const GROUP_ROWS_MAX = 100;

const URGENCY: Readonly<Record<DeadlineView['kind'], number>> = {
  overdue: 0,
  today: 1,
  soon: 2,
  later: 3,
  'not-computable': 4,
  none: 5,
};
/** Latest of all; a plain comparison, for a county's desk sorts thousands. */
const NO_DAY = '9';
export function byUrgency(a: { deadline: DeadlineView }, b: { deadline: DeadlineView }): number {
  const [first, second] = [a.deadline.dueOn ?? NO_DAY, b.deadline.dueOn ?? NO_DAY];
  return (
    URGENCY[a.deadline.kind] - URGENCY[b.deadline.kind] || (first < second ? -1 : first > second ? 1 : 0)
  );
}

/** An open file as an index alone gives it: whose turn it is, what is due, who has judged. */
interface OpenFile extends FileFacts, Judges {
  readonly id: number;
  readonly scope: number;
  readonly state: string;
}

/** Who has judged a file so far. */
interface Judges {
  readonly state: string;
  readonly accepted_by: number | null;
  readonly submitted_by: number | null;
  readonly preliminary_by: number | null;
  readonly federation_by: number | null;
}
/** The index alone answers; another list of ended states would make SQLite refuse it. */
const OPEN_FILES = `FROM application INDEXED BY application_open WHERE state NOT IN (${ENDED_LIST})`;

/** Files in the same standing: how many, whose turn it is, and what this role would do with them. */
function openKinds(reading: Reading) {
  return reading.statements
    .all<Pick<CaseColumns, 'state' | 'returned_by' | 'entered_on' | 'scope'> & { n: number }>(
      `SELECT state, returned_by, scope, max(entered_on) AS entered_on, count(*) AS n ${OPEN_FILES}
       GROUP BY state, returned_by, scope, entered_on IS NULL`,
    )
    .map((kind) => ({
      ...kind,
      command: nextCommand(asFile(kind), reading.me.role, reading.delegated),
      turn: turnOf(asFile(kind), reading.delegated),
    }));
}

/** Open files of some states on which `isWanted` would issue a command, longest in their state first. */
function openFiles(
  reading: Reading,
  states: readonly (string | null)[],
  isWanted: (command: string) => boolean,
): { file: OpenFile; command: string; deadline: DeadlineView }[] {
  if (!states.length) return [];
  return reading.statements
    .all<OpenFile>(
      `SELECT id, scope, state, state_since, returned_by, entered_on, preliminary_passed_on, sent_to_federation_on, federation_passed_on,
         accepted_by, submitted_by, preliminary_by, federation_by
       ${OPEN_FILES} AND state IN (SELECT value FROM json_each(?)) ORDER BY state_since, id`,
      JSON.stringify([...new Set(states)]),
    )
    .flatMap((file) => {
      const command = nextCommand(asFile(file), reading.me.role, reading.delegated);
      return command && isWanted(command)
        ? [{ file, command, deadline: reading.deadline(deadlineFacts(file)) }]
        : [];
    });
}

const asFile = (row: Pick<CaseColumns, 'state' | 'returned_by' | 'entered_on' | 'scope'>) => ({
  state: row.state,
  returnedBy: row.returned_by,
  scope: row.scope,
  enteredOn: row.entered_on,
});

function groupOfTask({ file, deadline }: { file: OpenFile; deadline: DeadlineView }): GroupName {
  if (deadline.kind === 'overdue') return 'overdue';
  if (file.state.startsWith('RETURNED_')) return 'returned';
  return deadline.kind === 'today' || deadline.kind === 'soon' ? 'soon' : 'mine';
}

function expiring(reading: Reading): { count: number; first: Today['expiring'] } {
  const { statements, today, pack } = reading;
  const near = `FROM person_list l INDEXED BY person_list_expiring
    WHERE l.active > 0 AND l.expires_on >= ? AND l.expires_on <= date(?, '+${pack.expiry.radarDays} days')`;
  const first = statements
    .all<{ id: number; name: string | null; expires_on: string }>(
      `SELECT l.id, l.expires_on, (SELECT p.name FROM person p WHERE p.id = l.id) AS name ${near} ORDER BY l.expires_on, l.id LIMIT ${EXPIRING_SHOWN_MAX}`,
      today,
      today,
    )
    .map(({ id, name, expires_on }) => ({
      personId: id,
      name: name ?? '',
      days: daysBetween(today, expires_on),
    }));
  return { count: statements.pluck<number>(`SELECT count(*) ${near}`, today, today)[0] ?? 0, first };
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

type Mine = ReturnType<typeof openFiles>;

function toTasks(reading: Reading, mine: Mine): Today['groups'][number]['rows'] {
  const commands = new Map(mine.map(({ file, command }) => [file.id, command]));
  return readFileColumns(
    reading,
    mine.map(({ file }) => file.id),
  ).map((row) => ({
    ...toCaseRow(reading, row),
    task: commands.get(row.application_id as number) ?? '',
    note: row.reason_words,
  }));
}

function taskGroups(reading: Reading, mine: Mine, rowsMax: number): Today['groups'] {
  const files = new Map<GroupName, Mine>(GROUP_ORDER.map((group) => [group, []]));
  for (const each of mine) files.get(groupOfTask(each))?.push(each);
  return [...files].map(([group, all]) => ({
    group,
    total: all.length,
    rows: toTasks(reading, all.slice(0, rowsMax)),
  }));
}

/** What today asks of this desk; of a long group the most urgent `rowsMax`. */
export function today(reading: Reading, rowsMax: number = GROUP_ROWS_MAX): Today {
  const kinds = openKinds(reading);
  const isMine = ({ command, turn }: (typeof kinds)[number]) => command !== null && turn !== 'APPLICANT';
  const waiting = new Map<string, number>();
  for (const { turn, n } of kinds.filter((kind) => !isMine(kind)))
    waiting.set(turn, (waiting.get(turn) ?? 0) + n);
  const states = kinds.filter(isMine).map(({ state }) => state);
  const mine = openFiles(reading, states, () => true).sort(byUrgency);
  const groups = taskGroups(reading, mine, rowsMax);
  const certificates = expiring(reading);
  const sizeOf = (group: GroupName) => groups.find((each) => each.group === group)?.total ?? 0;
  return {
    today: reading.today,
    counts: {
      overdue: sizeOf('overdue'),
      soon: sizeOf('soon'),
      returned: sizeOf('returned'),
      conflicts: countOpenConflicts(reading),
      needsYou: countNeedsYou(reading),
      expiring: certificates.count,
      others: kinds.reduce((sum, { n }) => sum + n, 0) - mine.length,
    },
    groups,
    next: toTasks(reading, mine.slice(0, 1))[0] ?? null,
    waitingFor: [...waiting]
      .filter(([whom]) => whom !== 'nobody')
      .map(([whom, number]) => ({ whom: whom as Today['waitingFor'][number]['whom'], count: number })),
    expiring: certificates.first,
    overdue: overdueSteps(reading),
    rejudged: countRejudged(reading),
    packsBelow: countBelow(reading),
  };
}

const REVIEW_COMMANDS = [
  'review.passPreliminary',
  'review.passFederation',
  'review.forwardReturn',
  'review.determine',
];

/** Earlier judges of a file, who may not judge its next step; forwarding a return judges nothing. */
function isBlockedByFourEyes(reading: Reading, file: Judges): boolean {
  const { accountId } = reading.me;
  if (file.state === 'PRELIMINARY_REVIEW') return [file.accepted_by, file.submitted_by].includes(accountId);
  return file.state === 'DETERMINING' && [file.preliminary_by, file.federation_by].includes(accountId);
}

function toReviewItem(reading: Reading, row: CaseColumns, blockedByFourEyes: boolean): ReviewItem {
  const shown = toCaseRow(reading, row);
  return {
    applicationId: row.application_id as number,
    personId: row.person_id,
    name: shown.name,
    township: shown.township,
    village: shown.village,
    benefits: appliedBenefits(row),
    state: row.state ?? '',
    deadline: shown.deadline,
    place: shown.place,
    blockedByFourEyes,
  };
}

/** Files that wait for this role's judgement, most urgent first. */
export function reviewQueue(reading: Reading): ReviewItem[] {
  const isJudgement = (command: string | null) => REVIEW_COMMANDS.includes(command ?? '');
  const states = openKinds(reading).filter(({ command }) => isJudgement(command));
  const files = openFiles(
    reading,
    states.map(({ state }) => state),
    isJudgement,
  ).sort(byUrgency);
  const blocked = new Map(files.map(({ file }) => [file.id, isBlockedByFourEyes(reading, file)]));
  return readFileColumns(
    reading,
    files.map(({ file }) => file.id),
  ).map((row) => toReviewItem(reading, row, blocked.get(row.application_id as number) ?? false));
}

function judgesOf({ values }: Row<'application'>): Judges {
  return {
    state: values.state ?? '',
    accepted_by: values.acceptedBy,
    submitted_by: values.submittedBy,
    preliminary_by: values.preliminaryBy,
    federation_by: values.federationBy,
  };
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
    item: {
      ...toReviewItem(reading, row, isBlockedByFourEyes(reading, judgesOf(application))),
      benefits: benefitsOf(application.values),
    },
    page,
    application: applicationView(reading, application),
    judged: judgedHash(matterOf(application.values.state, reading.me.role), person, application),
  };
}
