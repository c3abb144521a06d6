/** Laying down on a replica, rule by rule: what is refused whole, what is shown meanwhile, what is left alone. */
import { beforeEach, describe, expect, test } from 'vitest';
import { makeId } from '#shared/base/id.ts';
import type { CommitFrame, EntryFrame, OutcomeFrame, ScopeFrame } from '#shared/sync/frames.ts';
import { historyMark, nextLink, payloadDigest } from '#shared/sync/chain.ts';
import { issueActs } from '../executor.ts';
import { migrateReplica } from '../store/migrate.ts';
import { openReplicaFile } from '../store/open.ts';
import { readRecord } from '../store/records.ts';
import { Statements } from '../store/statements.ts';
import type { PageColumns } from '#shared/sync/chunk.ts';
import { LEFT } from '#shared/sync/moves.ts';
import { applyReply, layDownReply } from './apply.ts';
import { layDownPages } from './lay-pages.ts';
import { LyingServerError } from './lies.ts';
import { cursorFrames, readCursors } from './cursors.ts';

const NORTH = 159999101000;
const DEVICE = 12;
const PERSON = makeId(9, 128);
const CLERK = { accountId: makeId(1, 1), role: 'TOWNSHIP_CLERK' as const, unitScope: NORTH };
const NOW = Date.parse('2026-03-18T02:00:00Z');
let statements: Statements;

beforeEach(() => {
  const db = openReplicaFile({ path: ':memory:', key: new Uint8Array(32) });
  migrateReplica(db);
  statements = new Statements(db);
});
const target = () => ({ statements, device: DEVICE, classes: ['identity', 'case'] as const });

const phoneEntry = (phone: string): EntryFrame => ['person', PERSON, 'contact', { phone }];
const commitOf = (commit: number, entries: EntryFrame[]): CommitFrame => ({
  commit,
  own: null,
  parts: [{ audience: 'identity', entries }],
});
function scopeOf(from: number, commits: CommitFrame[], given: Partial<ScopeFrame> = {}): ScopeFrame {
  const to = from + commits.length;
  return { scope: NORTH, epoch: 'first', from, to, head: to, commits, chain: null, snapshot: null, ...given };
}
const reply = (scope: ScopeFrame, outcomes: OutcomeFrame[] = []) =>
  applyReply(target(), { scopes: [scope], outcomes, signed: null });
const outcomeOf = (number: number, given: Partial<OutcomeFrame>): OutcomeFrame => ({
  number,
  outcome: 'applied',
  code: null,
  detail: null,
  scope: NORTH,
  commit: null,
  receipt: '乌民-20260318-000001',
  receivedAt: '2026-03-18T03:00:00.000Z',
  ...given,
});
const first = () =>
  reply(
    scopeOf(0, [
      commitOf(1, [['person', PERSON, 'identity', { name: '甲', idNumber: '15' }], phoneEntry('1')]),
    ]),
  );
function edit(formId: string, phone: string) {
  const args = { personId: PERSON, contact: { phone, statedOn: '2026-03-17' } };
  const settings = { statements, clock: { now: () => NOW }, device: DEVICE };
  return issueActs(settings, CLERK, [{ name: 'person.edit', args, formId }])[0];
}
const shown = () => readRecord(statements, 'person', PERSON)?.values.phone;
const outcomes = () => statements.all('SELECT number, outcome, is_open FROM act ORDER BY number');

const layPage = (parts: readonly PageColumns[]) =>
  layDownPages(
    target(),
    NORTH,
    [{ range: { type: 'person', first: 0, next: null }, hashes: [], parts: () => parts }],
    {
      epoch: 'e',
      done: 0,
      total: 1,
    },
  );

describe('A1 a reply that cannot be true changes nothing', () => {
  const lies: [string, () => ScopeFrame][] = [
    ['starts before the cursor', () => scopeOf(0, [commitOf(1, [phoneEntry('9')])])],
    ['starts past the cursor', () => scopeOf(2, [commitOf(3, [phoneEntry('9')])])],
    ['leaves a commit out', () => scopeOf(1, [commitOf(3, [phoneEntry('9')])])],
    ['is of another epoch', () => scopeOf(1, [commitOf(2, [phoneEntry('9')])], { epoch: 'second' })],
    ['ends elsewhere than it says', () => scopeOf(1, [commitOf(2, [phoneEntry('9')])], { to: 3, head: 3 })],
    ['ends past its head', () => scopeOf(1, [commitOf(2, [phoneEntry('9')])], { head: 1 })],
  ];
  test.each(lies)('one that %s', (_what, lie) => {
    first();
    edit('f', '13900000001');
    expect(() => reply(lie(), [outcomeOf(1, {})])).toThrow(LyingServerError);
    expect(readCursors(statements)).toMatchObject([{ commit: 1 }]);
    expect(outcomes()).toEqual([{ number: 1, outcome: 'pending', is_open: 1 }]);
  });
  test('pages whose parts are not of the same rows', () => {
    const body = {
      ...{ scope: NORTH, type: 'person', audience: 'identity' },
      ids: [1],
      columns: { name: ['甲'] },
      versions: { identity: [1] },
    };
    expect(() => layPage([body, { ...body, ids: [2] }])).toThrow(LyingServerError);
  });
});

test('A2 L4 the chain in the cursor is recomputed from what was laid down', () => {
  first();
  const entries = [phoneEntry('2')];
  reply(scopeOf(1, [commitOf(2, entries)]));
  const one: EntryFrame[] = [['person', PERSON, 'identity', { name: '甲', idNumber: '15' }], phoneEntry('1')];
  const identity = nextLink(nextLink(undefined, 1, payloadDigest(one)), 2, payloadDigest(entries));
  expect(cursorFrames(statements, ['identity', 'case'])).toEqual([
    { scope: NORTH, commit: 2, mark: historyMark('first', { identity }, ['identity', 'case']) },
  ]);
});

test('B1 what waits lies over what the county says, and goes when it is judged', () => {
  first();
  edit('f', '13900000001');
  reply(
    scopeOf(1, [commitOf(2, [['person', PERSON, 'contact', { phone: '2', residenceAddress: '团结村' }]])]),
  );
  expect(readRecord(statements, 'person', PERSON)?.values).toMatchObject({
    phone: '13900000001',
    residenceAddress: '团结村',
  });
  reply(scopeOf(2, []), [outcomeOf(1, { outcome: 'refused', code: 'person/not-your-part' })]);
  expect(shown()).toBe('2');
  expect(statements.all('SELECT * FROM shadow')).toEqual([]);
});

test('B1 an applied act shows until its commit is here, and is not shown twice', () => {
  first();
  edit('f', '13900000001');
  reply(scopeOf(1, [], { head: 2 }), [outcomeOf(1, { commit: 2 })]);
  expect([shown(), outcomes()]).toEqual(['13900000001', [{ number: 1, outcome: 'applied', is_open: 1 }]]);
  reply(scopeOf(1, [commitOf(2, [phoneEntry('13900000001')])]));
  expect([shown(), outcomes()]).toEqual(['13900000001', [{ number: 1, outcome: 'applied', is_open: 0 }]]);
  expect(readRecord(statements, 'person', PERSON)?.versions.contact).toBe(2);
});

test('S3 CU2 a page laid down twice is laid down once; without its end the scope has no cursor', () => {
  const body = {
    ...{ scope: NORTH, type: 'person', audience: 'identity' },
    ids: [PERSON],
    columns: { name: ['甲'], phone: ['1'] },
    versions: { identity: [3], contact: [5] },
  };
  layPage([body]);
  layPage([body]);
  expect(statements.all('SELECT count(*) AS n FROM person')).toEqual([{ n: 1 }]);
  expect(readRecord(statements, 'person', PERSON)?.versions).toMatchObject({
    identity: 3,
    contact: 5,
    bank: 0,
  });
  expect(readCursors(statements)).toEqual([]);
});

test('MV7 IN12 a record under an id that another scope had in a lost history is laid down, and stays when that scope begins anew', () => {
  const SOUTH = 159999102000;
  first();
  const entries: EntryFrame[] = [
    ['person', PERSON, 'identity', { name: '乙', idNumber: '16' }],
    ['person', PERSON, 'contact', { residenceAddress: '团结村' }],
  ];
  reply(scopeOf(0, [commitOf(1, entries)], { scope: SOUTH }));
  layPage([]);
  expect(readRecord(statements, 'person', PERSON)).toMatchObject({
    scope: SOUTH,
    values: { name: '乙', phone: null, residenceAddress: '团结村' },
  });
});

test('MV8 IN12 what a lost history said of a leaving keeps nobody out of where they never came to by a move', () => {
  const SOUTH = 159999102000;
  first();
  reply(scopeOf(1, [commitOf(2, [['person', PERSON, LEFT, { to: SOUTH, moves: 1, on: '2026-03-17' }]])]));
  expect(shown()).toBeUndefined();
  const snapshot = { commit: 1, rows: 0, chains: {}, pages: [], empty: [] } as never;
  const north = scopeOf(0, [], { epoch: 'second', to: 1, head: 1, snapshot });
  const entries: EntryFrame[] = [
    ['person', PERSON, 'identity', { name: '甲', idNumber: '15' }],
    phoneEntry('2'),
  ];
  const south = scopeOf(0, [commitOf(1, entries)], { scope: SOUTH });
  applyReply(target(), { scopes: [north, south], outcomes: [], signed: null });
  expect(readRecord(statements, 'person', PERSON)).toMatchObject({ scope: SOUTH, values: { phone: '2' } });
});

describe('BT1 a long reply in steps', () => {
  const COMMITS = 100;
  const commits = () =>
    Array.from({ length: COMMITS }, (_, at) => commitOf(at + 2, [phoneEntry(String(at + 2))]));
  /** Turns of the port, and what is done in each. */
  function turnsDoing(work: (turn: number) => void) {
    const given = { count: 0 };
    const time = { ms: 0 };
    // Between two looks at the clock five milliseconds go by.
    const clock = { now: () => (time.ms += 5) };
    return { given, turns: { clock, give: async () => work(++given.count) } };
  }
  const laid = (turns: Parameters<typeof layDownReply>[2], outcomes: OutcomeFrame[] = []) =>
    layDownReply(target(), { scopes: [scopeOf(1, commits())], outcomes, signed: null }, turns);
  const state = () => ({
    person: readRecord(statements, 'person', PERSON),
    cursors: readCursors(statements),
    acts: outcomes(),
    synchronous: statements.db.pragma('synchronous', { simple: true }),
  });

  test('ends as the same reply at once, with turns between', async () => {
    first();
    expect(edit('a', '13900000007')?.ok).toBe(true);
    const image = statements.db.serialize();
    const answered = [outcomeOf(1, { commit: 60 })];
    applyReply(target(), { scopes: [scopeOf(1, commits())], outcomes: answered, signed: null });
    const atOnce = state();
    statements = new Statements(openReplicaFile({ path: ':memory:', key: new Uint8Array(32), image }));
    const seen: number[] = [];
    const { given, turns } = turnsDoing(() => seen.push(readCursors(statements)[0]?.commit ?? 0));
    expect(await laid(turns, answered)).toEqual([]);
    expect(state()).toEqual(atOnce);
    expect(given.count).toBeGreaterThan(3);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  test('an act made meanwhile stays, on top of what came', async () => {
    first();
    const { turns } = turnsDoing((turn) => {
      if (turn === 2) expect(edit('b', '13900000099')?.ok).toBe(true);
    });
    await laid(turns);
    expect(shown()).toBe('13900000099');
    expect(readCursors(statements)[0]?.commit).toBe(COMMITS + 1);
    expect(outcomes()).toEqual([{ number: 1, outcome: 'pending', is_open: 1 }]);
  });

  test('PK7 what another way brought meanwhile is not laid down again', async () => {
    first();
    let reached = 0;
    const { turns } = turnsDoing((turn) => {
      if (turn !== 2) return;
      const at = readCursors(statements)[0]?.commit as number;
      reached = at + 2;
      reply(
        scopeOf(at, [commitOf(at + 1, [phoneEntry('10')]), commitOf(reached, [phoneEntry('elsewhere')])]),
      );
    });
    await laid(turns);
    expect(shown()).toBe('elsewhere');
    expect(reached).toBeLessThan(COMMITS);
    expect(readCursors(statements)[0]?.commit).toBe(reached);
  });

  test('A1 one commit left out, and nothing of it is written', async () => {
    first();
    const before = state();
    const lie = scopeOf(
      1,
      commits().filter(({ commit }) => commit !== 90),
    );
    const { turns } = turnsDoing(() => {});
    const laying = layDownReply(target(), { scopes: [lie], outcomes: [], signed: null }, turns);
    await expect(laying).rejects.toBeInstanceOf(LyingServerError);
    expect(state()).toEqual(before);
  });
});
