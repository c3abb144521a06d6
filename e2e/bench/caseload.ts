/** A caseload of any size for the bench: made-up people of the demo banner with surnames as common as they are, three in ten with a file,
 *  one in ten with an open one, their entitlements and histories. Laid down through the replica's own first sync (`layDownPages`, pages of
 *  500 rows, a township at a time), so that rows, indexes and search stand as a real first sync leaves them. Not played through commands:
 *  100,000 people would take an hour; dates and states are laid down as they could have come about.                             */
import { seededRandom } from '#shared/base/chance.ts';
import { CENTRE_DEVICE, type Id, IDS_PER_COMMAND, makeId } from '#shared/base/id.ts';
import { addDays } from '#shared/domain/calendar.ts';
import { type DemoPerson, makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_DIVISIONS, DEMO_TOWNSHIPS, DEMO_VILLAGES, isWithin } from '#shared/domain/division.ts';
import { DEMO_PACK } from '#shared/domain/pack.ts';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { groupNames, type Row } from '#shared/records/rows.ts';
import { columnsOfRows, classesOfType } from '#shared/sync/chunk.ts';
import { cutPages } from '#shared/sync/pages.ts';
import type { Statements } from '../../src-main/replica/store/statements.ts';
import { TRANSACTION_ROWS_MAX } from '../../src-main/replica/sync/first-sync.ts';
import { type ComingPage, finishSnapshot, layDownPages } from '../../src-main/replica/sync/lay-pages.ts';
import { APPROVER, CLERK, DEVICE } from './desk.ts';
import { stopwatch, type Took } from './figures.ts';

type Random = () => number;
interface MadeRow {
  readonly id: Id;
  readonly values: Readonly<Record<string, FieldValue>>;
}
export type Rows = Partial<Record<RecordTypeName, MadeRow[]>>;

/** makeDemoPerson keeps numbers apart up to here; beyond, a number that came before is drawn again. */
const DEMO_INDEXES = 48_000;
const FIRST_DEVICE = 100;
const TODAY = '2026-11-02';

/** Shares of the commonest surnames in a hundred people; the demo's own are all alike common, which would be too kind to an index. */
const SURNAME_SHARES: readonly (readonly [string, number])[] = [
  ...(Object.entries({ 王: 9, 李: 8, 张: 8, 刘: 6, 陈: 4, 杨: 3, 赵: 3, 孙: 2 }) as [string, number][]),
];

const OPEN_STATES = [
  ...['SUBMITTED', 'SUPPLEMENT_REQUESTED', 'RESUBMITTED', 'PRELIMINARY_REVIEW', 'PRELIMINARY_PASSED'],
  ...['FEDERATION_REVIEW', 'RETURNED_TO_TOWNSHIP', 'DETERMINING', 'RETURNED_TO_FEDERATION'],
] as const;

function commonSurname(random: Random): string | null {
  let left = random() * 100;
  for (const [surname, share] of SURNAME_SHARES) {
    left -= share;
    if (left < 0) return surname;
  }
  return null;
}

/** A person of the demo with a number nobody else has. */
export function unlikeAnybody(random: Random, village: number, index: number, seen: Set<string>): DemoPerson {
  for (let at = index % DEMO_INDEXES; ; at = Math.floor(random() * DEMO_INDEXES)) {
    const made = makeDemoPerson(random, village, at);
    if (seen.has(made.idNumber)) continue;
    seen.add(made.idNumber);
    const surname = made.ethnicity === '汉族' ? commonSurname(random) : null;
    const name = surname ? surname + made.name.slice(1) : made.name;
    const phone = `1${random() < 0.5 ? '39' : '50'}${String(index).padStart(8, '0')}`;
    return { ...made, name, phone, accountHolder: name };
  }
}

const daysAgo = (random: Random, most: number): string => addDays(TODAY, -Math.floor(random() * most));

/** A file in a state, with the days on which it came there. */
function file(random: Random, personId: Id, state: string, living: boolean): Record<string, FieldValue> {
  const isOpen = state !== 'APPROVED' && state !== 'REFUSED';
  const since = daysAgo(random, isOpen ? 25 : 2_500);
  const before = (days: number) => addDays(since, -days);
  return {
    personId,
    ...{ appliedLiving: living, appliedNursing: !living || random() < 0.3, submittedVia: 'COUNTER' },
    ...{ submittedBy: CLERK.accountId, submittedOn: before(20), state, stateSince: since },
    ...{ materials: ['ID_COPY', 'CERT_COPY'], missing: [], noticeCount: 0, acceptedOn: before(18) },
    ...{ acceptedBy: CLERK.accountId, preliminaryPassedOn: before(12), preliminaryBy: CLERK.accountId },
    ...{ enteredOn: random() < 0.5 ? before(10) : null, sentToFederationOn: before(8) },
    ...{ federationPassedOn: before(4), federationBy: APPROVER.accountId },
    ...{ returnedBy: state.startsWith('RETURNED') ? 'FEDERATION' : null },
    ...{ determinedOn: isOpen ? null : since, determinedBy: isOpen ? null : APPROVER.accountId },
  };
}

/** What hangs on a person: in a hundred, ten with an open file, seventeen in receipt, three refused. */
function addFile(rows: Rows, random: Random, personId: Id): void {
  const share = random();
  if (share >= 0.3) return;
  const open = OPEN_STATES[Math.floor(random() * OPEN_STATES.length)] ?? 'SUBMITTED';
  const state = share < 0.1 ? open : share < 0.27 ? 'APPROVED' : 'REFUSED';
  const applicationId = personId + 1;
  const living = random() < 0.6;
  (rows.application ??= []).push({ id: applicationId, values: file(random, personId, state, living) });
  if (state === 'APPROVED')
    (rows.entitlement ??= []).push({
      id: personId + 2,
      values: {
        ...{ personId, applicationId, benefit: living ? 'LIVING' : 'NURSING', state: 'ACTIVE' },
        ...{ entitledFrom: '2024-01', decidedOn: '2023-12-20', packVersion: DEMO_PACK.version },
      },
    });
  const lines = 3 + Math.floor(random() * 4);
  for (let line = 0; line < lines; line++)
    (rows.history ??= []).push({
      id: personId + 10 + line,
      values: {
        ...{ personId, applicationId, action: 'application.submit', stateAfter: 'SUBMITTED' },
        ...{ actor: CLERK.accountId, device: DEVICE, madeAt: `2026-10-0${1 + line}T02:00:00.000Z` },
      },
    });
}

function townshipRows(township: number, which: number, count: number, seen: Set<string>): Rows {
  const random = seededRandom(7_000 + which).next;
  const villages = DEMO_VILLAGES.filter(({ code }) => isWithin(township, code));
  const rows: Rows = {};
  for (let at = 0; at < count; at++) {
    const village = villages[Math.floor(random() * villages.length)]?.code as number;
    const made = unlikeAnybody(random, village, which * 100_000 + at, seen);
    const id = makeId(FIRST_DEVICE + which, (at + 1) * IDS_PER_COMMAND);
    const more = { certificateStatus: 'VALID', needsLongTermCare: made.grade <= 2 };
    (rows.person ??= []).push({ id, values: { ...made, ...more } as Record<string, FieldValue> });
    addFile(rows, random, id);
  }
  return rows;
}

function referenceRows(): Rows {
  const colleague = (accountId: Id, personName: string, role: string, unitScope: number): MadeRow => ({
    id: accountId,
    values: { accountName: `a${accountId}`, personName, role, unitName: '查干淖尔苏木民政办', unitScope },
  });
  return {
    division: DEMO_DIVISIONS.map(({ code, name, parent }) => ({
      id: code,
      values: { divisionName: name, parent },
    })),
    colleague: [
      colleague(CLERK.accountId, '娜仁', CLERK.role, CLERK.unitScope),
      colleague(APPROVER.accountId, APPROVER.personName, APPROVER.role, APPROVER.unitScope),
      colleague(makeId(CENTRE_DEVICE, 3), '陈立群', 'COUNTY_FEDERATION_REVIEWER', APPROVER.unitScope),
    ],
    computer: [{ id: DEVICE, values: { computerName: '查干淖尔-1号机', unitName: '查干淖尔苏木民政办' } }],
  };
}

/** Rows as the centre's pages carry them: a part for each class, column by column. */
export function pagesOf(scope: number, type: RecordTypeName, rows: readonly MadeRow[]): ComingPage[] {
  const sorted = rows.toSorted((a, b) => a.id - b.id);
  const versions = Object.fromEntries(groupNames(type).map((group) => [group, 1]));
  return cutPages({ type, first: 0, next: null }, sorted).map(({ rows: page, ...range }) => {
    const whole = page.map(({ id, values }) => ({ type, scope, id, values, versions }) as unknown as Row);
    const parts = classesOfType(type).map((audience) => columnsOfRows({ scope, type, audience }, whole));
    return { range, hashes: [], parts: () => parts };
  });
}

/** Returns how long the laying down took, the making of the rows not counted. */
export function layDownScope(statements: Statements, scope: number, rows: Rows): Took {
  const pages = Object.entries(rows).flatMap(([type, all]) => pagesOf(scope, type as RecordTypeName, all));
  const target = { statements, device: DEVICE };
  const epoch = `epoch-of-${scope}`;
  const took = stopwatch();
  for (let at = 0; at < pages.length; ) {
    const step: ComingPage[] = [];
    for (let left = TRANSACTION_ROWS_MAX; at < pages.length && left > 0; at++) {
      const page = pages[at] as ComingPage;
      step.push(page);
      left -= page.parts()[0]?.ids.length ?? 0;
    }
    layDownPages(target, scope, step, { epoch, done: 0, total: 0, fresh: true });
  }
  finishSnapshot(target, scope, { epoch, commit: 1, chains: {}, empty: [] });
  return took();
}

export interface LaidDown {
  /** Milliseconds that the replica worked; making the people is the bench's own affair. */
  readonly ms: number;
  readonly workedMs: number;
  /** Every ID number that was given. */
  readonly idNumbers: ReadonlySet<string>;
}

/** So many people with what hangs on them, a scope at a time: all of a county at once would take more memory than what is measured with them. The
 *  same count is the same people. */
export function* caseload(
  count: number,
  idNumbers: Set<string>,
): Generator<{ readonly scope: number; readonly rows: Rows }> {
  yield { scope: 0, rows: referenceRows() };
  const share = Math.floor(count / DEMO_TOWNSHIPS.length);
  for (const [which, { code }] of DEMO_TOWNSHIPS.entries()) {
    const own = which ? share : count - share * (DEMO_TOWNSHIPS.length - 1);
    yield { scope: code, rows: townshipRows(code, which, own, idNumbers) };
  }
}

/** Lays so many people down. */
export function layDownCaseload(statements: Statements, count: number): LaidDown {
  const idNumbers = new Set<string>();
  const took: Took[] = [];
  for (const { scope, rows } of caseload(count, idNumbers)) took.push(layDownScope(statements, scope, rows));
  const sum = (of: keyof Took) => took.reduce((all, each) => all + each[of], 0);
  return { ms: sum('ms'), workedMs: sum('cpuMs'), idNumbers };
}
