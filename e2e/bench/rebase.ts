/** Rows «rebase»: so many acts wait on a desk, and as many of others' come down that changed the very same people, so that every one is taken
 *  off, laid under and decided again, on an encrypted file that waits for its disk. Replies come as the centre cuts them. Beside the time of
 *  all: the longest that the writer was at work without giving its port a turn. And how all of it grows: with the people of the township, and with
 *  the acts; 1,000 of others that come down where nothing waits are a pull. The others write of the people something else than the acts did, as
 *  mostly happens; beside that the same where they write the very fields, so that every act is decided again.                    */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as giveTurn } from 'node:timers/promises';
import { seededRandom } from '#shared/base/chance.ts';
import { instantText } from '#shared/base/clock.ts';
import { type Id, IDS_PER_COMMAND, makeId } from '#shared/base/id.ts';
import { DEMO_TOWNSHIPS, DEMO_VILLAGES } from '#shared/domain/division.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import { entriesOf, type WrittenRecord } from '#shared/sync/entries.ts';
import type { CommitFrame, ScopeFrame } from '#shared/sync/frames.ts';
import { PULL_COMMITS_MAX } from '#shared/sync/protocol.ts';
import { issueActs } from '../../src-main/replica/executor.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import { layDownReply } from '../../src-main/replica/sync/apply.ts';
import { APPROVER, CLERK, DEVICE, executorOn, makeFolder, NOW_MS, openMigrated } from './desk.ts';
import { layDownScope, unlikeAnybody } from './caseload.ts';
import { isWithin, rounded, type Row, stopwatch } from './figures.ts';
import { type AtSize, type Grown, grownRow, type Measured } from './growth.ts';
import { busyness } from './processes.ts';
import { SIZES } from './scale.ts';

const TOWNSHIP = DEMO_TOWNSHIPS[0]?.code as number;
const PEOPLE_DEVICE = 900;
const OTHER_DEVICE = 901;
/** Where the first sync left the township. */
const FIRST_COMMIT = 1;
const EDITS = 1_000;
const MANY = 10_000;
const MOST_MS = { [EDITS]: 50, [MANY]: 500 } as const;
const ROUNDS = 3;
const ACTS_A_TRANSACTION = 500;
const BLOCKED_MS_MAX = 16;
const idOf = (at: number): Id => makeId(PEOPLE_DEVICE, (at + 1) * IDS_PER_COMMAND);

function commitOf(commit: number, records: readonly WrittenRecord[]): CommitFrame {
  const parts = [...entriesOf(records)].map(([audience, entries]) => ({ audience, entries }));
  return { commit, own: null, parts };
}

function frameOf(from: number, commits: CommitFrame[], head: number): ScopeFrame {
  const to = from + commits.length;
  return {
    scope: TOWNSHIP,
    epoch: `epoch-of-${TOWNSHIP}`,
    from,
    to,
    head,
    commits,
    chain: null,
    snapshot: null,
  };
}

/** A desk's file with a township of so many people, as a first sync leaves it. */
function township(people: number): string {
  const { next } = seededRandom(8);
  const villages = DEMO_VILLAGES.filter(({ parent }) => parent === TOWNSHIP);
  const seen = new Set<string>();
  const person = Array.from({ length: people }, (_, at) => {
    const made = unlikeAnybody(next, villages[at % villages.length]?.code as number, at, seen);
    const values = { ...made, certificateStatus: 'VALID', needsLongTermCare: false };
    return { id: idOf(at), values: values as Record<string, FieldValue> };
  });
  const colleague = [
    {
      id: CLERK.accountId,
      values: { role: CLERK.role, personName: '娜仁', unitScope: CLERK.unitScope },
    },
  ];
  const path = join(makeFolder(), 'township.db');
  const db = openMigrated(path);
  layDownScope(new Statements(db), TOWNSHIP, { colleague, person });
  // Nothing is left in the log: the file alone is copied.
  db.close();
  return path;
}

/** What the acts write too. */
const SAME_FIELDS = { phone: '13900000000', contactStatedOn: '2026-10-30' };

/** Somebody else's edit of one of them, with its line of history. */
function othersEdit(commit: number, at: number, id: Id, more: Record<string, FieldValue>): CommitFrame {
  const history = {
    ...{
      personId: id,
      applicationId: null,
      action: 'EDITED',
      stateAfter: null,
      actor: CLERK.accountId,
    },
    ...{ device: OTHER_DEVICE, madeAt: instantText(NOW_MS), words: '入户时核对' },
  };
  return commitOf(commit, [
    { type: 'person', id, set: { householdCategory: 'LOW_INCOME', needsLongTermCare: true, ...more } },
    { type: 'history', id: makeId(OTHER_DEVICE, (at + 1) * IDS_PER_COMMAND), set: history },
  ]);
}

function issueWaiting(statements: Statements, ids: readonly Id[]): void {
  const executor = executorOn(statements);
  const inputs = ids.map((personId, at) => ({
    name: 'person.edit',
    formId: `rebase-${at}`,
    args: {
      personId,
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

interface Asked {
  /** Acts that wait. */
  readonly waiting: number;
  /** Commits of others that come down, on the same people. */
  readonly others: number;
  /** They write what the acts wrote. */
  readonly isSame?: true;
}

/** Lays others' commits under waiting acts, on a copy of a township's file. */
async function rebased(file: string, people: number, { waiting, others, isSame }: Asked): Promise<Rebased> {
  const path = join(makeFolder(), 'rebase.db');
  copyFileSync(file, path);
  const statements = new Statements(openMigrated(path));
  const target = { statements, device: DEVICE, classes: APPROVER.classes };
  const turns = { clock: { now: () => performance.now() }, give: () => giveTurn() };
  // Spread over the township, as people who come to an office are.
  const ids = Array.from({ length: others }, (_, at) => idOf(Math.floor((at * people) / others)));
  issueWaiting(statements, ids.slice(0, waiting));
  statements.db.pragma('wal_checkpoint(TRUNCATE)');
  const more = isSame ? SAME_FIELDS : {};
  const commits = ids.map((id, at) => othersEdit(FIRST_COMMIT + at + 1, at, id, more));
  const frames: ScopeFrame[] = [];
  for (let at = 0; at < others; at += PULL_COMMITS_MAX)
    frames.push(frameOf(FIRST_COMMIT + at, commits.slice(at, at + PULL_COMMITS_MAX), FIRST_COMMIT + others));
  const took = await watched(async () => {
    for (const scope of frames)
      await layDownReply(target, { scopes: [scope], outcomes: [], signed: null }, turns);
  });
  const right = statements.get<{ n: number }>(
    `SELECT count(*) AS n FROM person WHERE household_category = 'LOW_INCOME' AND needs_long_term_care = 1
       AND (? = 0 OR phone LIKE '138%' AND contact_stated_on = '2026-11-01') AND id IN (SELECT value FROM json_each(?))`,
    ...[waiting, JSON.stringify(ids)],
  )?.n;
  if (right !== others) throw new Error(`${right} of ${others} people are as they should be`);
  statements.db.close();
  return { ...took, replies: frames.length };
}

const count = (size: number) => size.toLocaleString('en-US');

function rowsOf(size: number, most: number, took: Rebased, busy: number): Row[] {
  const { ms, cpuMs, blockedMs, blockedCpuMs } = took;
  const shared = { unit: 'ms', reference: null, referenceName: '', ratio: null, raw: { ...took, busy } };
  return [
    {
      ...{ id: `rebase of ${count(size)} waiting acts on ${count(size)} of others`, ...shared },
      ...{ ours: rounded(ms), target: `≤ ${most} ms`, met: isWithin(most, { ms, cpuMs }, busy) },
    },
    {
      ...{ id: `the longest without a turn, rebase of ${count(size)}`, ...shared },
      ...{ ours: rounded(blockedMs), target: `≤ ${BLOCKED_MS_MAX} ms` },
      met: isWithin(BLOCKED_MS_MAX, { ms: blockedMs, cpuMs: blockedCpuMs }, busy),
    },
  ];
}

const taken = (size: number, rounds: readonly Rebased[]): AtSize => ({
  ...{ size, values: rounds.map(({ ms }) => ms), worked: rounds.map(({ cpuMs }) => cpuMs) },
});
const blocked = (size: number, rounds: readonly Rebased[]): AtSize => ({
  ...{ size, values: rounds.map(({ blockedMs }) => blockedMs) },
  worked: rounds.map(({ blockedCpuMs }) => blockedCpuMs),
});

async function severalTimes(file: string, people: number, asked: Asked): Promise<Rebased[]> {
  const rounds: Rebased[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await rebased(file, people, asked));
  return rounds;
}

/** The rows of `--only rebase`; a small one before, so that the program is warm as a desk's is at ten o'clock. */
export async function measureRebase(): Promise<Measured> {
  const before = busyness();
  const small = township(500);
  for (let warm = 0; warm < ROUNDS; warm++) await rebased(small, 500, { waiting: 500, others: 500 });
  const [over, turns, pulled, again]: [AtSize[], AtSize[], AtSize[], AtSize[]] = [[], [], [], []];
  const byWaiting = new Map<number, Rebased[]>();
  for (const people of SIZES) {
    const file = township(people);
    const rounds = await severalTimes(file, people, { waiting: EDITS, others: EDITS });
    over.push(taken(people, rounds));
    turns.push(blocked(people, rounds));
    pulled.push(taken(people, await severalTimes(file, people, { waiting: 0, others: EDITS })));
    const same = { waiting: EDITS, others: EDITS, isSame: true } as const;
    again.push(taken(people, await severalTimes(file, people, same)));
    if (people === EDITS) byWaiting.set(EDITS, rounds);
    if (people === MANY) byWaiting.set(MANY, [await rebased(file, people, { waiting: MANY, others: MANY })]);
  }
  const waiting = [...byWaiting].map(([size, rounds]) => taken(size, rounds));
  const edits = `${count(EDITS)} waiting acts on ${count(EDITS)} of others`;
  const grown: Grown[] = [
    { name: `rebase of ${edits}, people of the township`, unit: 'ms', most: MOST_MS[EDITS], sizes: over },
    { name: `the longest without a turn of it, people`, unit: 'ms', most: BLOCKED_MS_MAX, sizes: turns },
    { name: `${count(EDITS)} edits of others laid down, people`, unit: 'ms', most: null, sizes: pulled },
    { name: `the same, each act decided again, people`, unit: 'ms', most: null, sizes: again },
    { name: 'rebase, acts that wait and come down', unit: 'ms', most: null, sizes: waiting },
  ];
  const busy = Math.max(before, busyness());
  const rows = [...byWaiting].flatMap(([size, rounds]) => {
    const middle = rounds.toSorted((a, b) => a.ms - b.ms)[rounds.length >> 1] as Rebased;
    const worst = Math.max(...rounds.map(({ blockedMs }) => blockedMs));
    const worstCpu = Math.max(...rounds.map(({ blockedCpuMs }) => blockedCpuMs));
    const took = { ...middle, blockedMs: worst, blockedCpuMs: worstCpu };
    return rowsOf(size, MOST_MS[size as keyof typeof MOST_MS], took, busy);
  });
  return { rows: [...rows, ...grown.map((each) => grownRow(each, busy))], grown };
}
