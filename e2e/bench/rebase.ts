/** Rows «rebase»: so many acts wait on a desk, and as many of others' come down that changed the very same people, so that every one is taken
 *  off, laid under and decided again, on an encrypted file that waits for its disk. Replies come as the centre cuts them. Beside the time of
 *  all: the longest that the writer was at work without giving its port a turn.                                                  */
import { join } from 'node:path';
import { setImmediate as giveTurn } from 'node:timers/promises';
import { seededRandom } from '#shared/base/chance.ts';
import { instantText } from '#shared/base/clock.ts';
import { type Id, IDS_PER_COMMAND, makeId } from '#shared/base/id.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_TOWNSHIPS, DEMO_VILLAGES } from '#shared/domain/division.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import { entriesOf, type WrittenRecord } from '#shared/sync/entries.ts';
import type { CommitFrame, ScopeFrame } from '#shared/sync/frames.ts';
import { PULL_COMMITS_MAX } from '#shared/sync/protocol.ts';
import { issueActs } from '../../src-main/replica/executor.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import { layDownReply } from '../../src-main/replica/sync/apply.ts';
import { APPROVER, CLERK, DEVICE, executorOn, makeFolder, NOW_MS, openMigrated } from './desk.ts';
import { rounded, type Row, stopwatch } from './figures.ts';

const TOWNSHIP = DEMO_TOWNSHIPS[0]?.code as number;
const PEOPLE_DEVICE = 900;
const OTHER_DEVICE = 901;
const PEOPLE_A_COMMIT = 500;
const ACTS_A_TRANSACTION = 500;
const BLOCKED_MS_MAX = 16;
const idOf = (at: number): Id => makeId(PEOPLE_DEVICE, (at + 1) * IDS_PER_COMMAND);

function commitOf(commit: number, records: readonly WrittenRecord[]): CommitFrame {
  const parts = [...entriesOf(records)].map(([audience, entries]) => ({ audience, entries }));
  return { commit, own: null, parts };
}

function frameOf(from: number, commits: CommitFrame[], head: number): ScopeFrame {
  const to = from + commits.length;
  return { scope: TOWNSHIP, epoch: 'bench', from, to, head, commits, chain: null, snapshot: null };
}

/** A township of so many people, as commits. */
function township(people: number): CommitFrame[] {
  const { next } = seededRandom(8);
  const villages = DEMO_VILLAGES.filter(({ parent }) => parent === TOWNSHIP);
  const records = Array.from({ length: people }, (_, at): WrittenRecord => {
    const village = villages[at % villages.length]?.code as number;
    const set = {
      ...makeDemoPerson(next, village, at),
      certificateStatus: 'VALID',
      needsLongTermCare: false,
    };
    return { type: 'person', id: idOf(at), set: set as Record<string, FieldValue> };
  });
  const commits: CommitFrame[] = [];
  for (let at = 0; at < people; at += PEOPLE_A_COMMIT)
    commits.push(commitOf(commits.length + 1, records.slice(at, at + PEOPLE_A_COMMIT)));
  return commits;
}

/** Somebody else's edit of one of them, with its line of history. */
function othersEdit(commit: number, at: number): CommitFrame {
  const history = {
    ...{
      personId: idOf(at),
      applicationId: null,
      action: 'EDITED',
      stateAfter: null,
      actor: CLERK.accountId,
    },
    ...{ device: OTHER_DEVICE, madeAt: instantText(NOW_MS), words: '入户时核对' },
  };
  return commitOf(commit, [
    { type: 'person', id: idOf(at), set: { householdCategory: 'LOW_INCOME', needsLongTermCare: true } },
    { type: 'history', id: makeId(OTHER_DEVICE, (at + 1) * IDS_PER_COMMAND), set: history },
  ]);
}

function issueWaiting(statements: Statements, count: number): void {
  const executor = executorOn(statements);
  const inputs = Array.from({ length: count }, (_, at) => ({
    name: 'person.edit',
    formId: `rebase-${at}`,
    args: {
      personId: idOf(at),
      contact: { phone: `138${String(at).padStart(8, '0')}`, statedOn: '2026-11-01' },
    },
  }));
  for (let at = 0; at < inputs.length; at += ACTS_A_TRANSACTION) {
    const bad = issueActs(executor, CLERK, inputs.slice(at, at + ACTS_A_TRANSACTION)).find(({ ok }) => !ok);
    if (bad) throw new Error(`an act was refused: ${JSON.stringify(bad)}`);
  }
}

interface Rebased {
  readonly ms: number;
  readonly cpuMs: number;
  /** The longest without a turn. */
  readonly blockedMs: number;
  readonly blockedCpuMs: number;
  readonly replies: number;
}

/** Stretches between turns of the event loop while `work` runs. */
async function watched(work: () => Promise<void>): Promise<Omit<Rebased, 'replies'>> {
  const whole = stopwatch();
  let stretch = stopwatch();
  const longest = { ms: 0, cpuMs: 0 };
  let isDone = false;
  const turn = (): void => {
    const { ms, cpuMs } = stretch();
    longest.ms = Math.max(longest.ms, ms);
    longest.cpuMs = Math.max(longest.cpuMs, cpuMs);
    stretch = stopwatch();
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  const { ms, cpuMs } = whole();
  turn();
  isDone = true;
  return { ms, cpuMs, blockedMs: longest.ms, blockedCpuMs: longest.cpuMs };
}

export async function rebased(count: number): Promise<Rebased> {
  const statements = new Statements(openMigrated(join(makeFolder(), 'rebase.db')));
  const target = { statements, device: DEVICE, classes: APPROVER.classes };
  const colleague: WrittenRecord = {
    type: 'colleague',
    id: CLERK.accountId,
    set: { role: CLERK.role, personName: '娜仁', unitScope: CLERK.unitScope },
  };
  const before = [...township(count)];
  before.push(commitOf(before.length + 1, [colleague]));
  const turns = { clock: { now: () => performance.now() }, give: () => giveTurn() };
  const reply = (scope: ScopeFrame) =>
    layDownReply(target, { scopes: [scope], outcomes: [], signed: null }, turns);
  await reply(frameOf(0, before, before.length));
  issueWaiting(statements, count);
  statements.db.pragma('wal_checkpoint(TRUNCATE)');
  const first = before.length;
  const commits = Array.from({ length: count }, (_, at) => othersEdit(first + at + 1, at));
  const frames: ScopeFrame[] = [];
  for (let at = 0; at < count; at += PULL_COMMITS_MAX)
    frames.push(frameOf(first + at, commits.slice(at, at + PULL_COMMITS_MAX), first + count));
  const took = await watched(async () => {
    for (const frame of frames) await reply(frame);
  });
  const wrong = statements.get<{ n: number }>(
    "SELECT count(*) AS n FROM person WHERE household_category <> 'LOW_INCOME' OR phone NOT LIKE '138%' OR contact_stated_on <> '2026-11-01'",
  )?.n;
  if (wrong !== 0) throw new Error(`${wrong} people are not as they should be`);
  statements.db.close();
  return { ...took, replies: frames.length };
}

const count = (size: number) => size.toLocaleString('en-US');

function rowsOf(size: number, most: number | null, took: Rebased): Row[] {
  const shared = { unit: 'ms', reference: null, referenceName: '', ratio: null, raw: { ...took } };
  return [
    {
      ...{ id: `rebase of ${count(size)} waiting acts on ${count(size)} of others`, ...shared },
      ...{
        ours: rounded(took.ms),
        target: most === null ? null : `≤ ${most} ms`,
        met: most ? took.ms <= most : null,
      },
    },
    {
      ...{ id: `the longest without a turn, rebase of ${count(size)}`, ...shared },
      ...{ ours: rounded(took.blockedMs), target: `≤ ${BLOCKED_MS_MAX} ms` },
      met: took.blockedMs <= BLOCKED_MS_MAX,
    },
  ];
}

/** The rows of `--only rebase`; a small one before, so that the program is warm as a desk's is at ten o'clock. */
export async function measureRebase(): Promise<Row[]> {
  await rebased(500);
  return [...rowsOf(1_000, 50, await rebased(1_000)), ...rowsOf(10_000, 500, await rebased(10_000))];
}
