/** Own work comes back as a number alone: the desk lays down what it foresaw, if that is what the centre has. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AUDIENCE_CLASSES } from '#shared/records/registry.ts';
import { type Chains, cursorChain, historyMark, nextLink, payloadDigest } from '#shared/sync/chain.ts';
import type { CommitFrame, ScopeFrame, SyncResponse } from '#shared/sync/frames.ts';
import { foreseen } from '../acts.ts';
import { demoPerson, NAREN, NORTH, outcomeOf, personFields, TEST_DEVICE, TestDesk } from '../test-desk.ts';
import { applyReply, layDownReply } from './apply.ts';
import { beginScope, readCursors } from './cursors.ts';
import { buildRequest, syncUntilQuiet } from './exchange.ts';
import { LyingServerError } from './lies.ts';
import { NOTHING_NEW } from './ports.ts';

const PERSON = 9;
let desk: TestDesk;

beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
  desk.confirm(NORTH, [{ type: 'person', id: PERSON, set: personFields(demoPerson(2)) }]);
});
afterEach(() => desk.close());

const edit = (phone: string) =>
  desk.taken(NAREN, 'person.edit', { personId: PERSON, contact: { phone, statedOn: '2026-11-01' } }).number;
const phone = () => desk.rows('SELECT phone, v_contact FROM person WHERE id = ?', PERSON)[0];
const at = () => readCursors(desk.statements).find(({ scope }) => scope === NORTH);
const parts = (number: number) => foreseen(desk.statements, TEST_DEVICE, number) as CommitFrame['parts'];

/** The chain over commits with their content, from where the desk stands. */
function chainOver(commits: readonly CommitFrame[]): string {
  const chains: Record<string, string> = { ...at()?.chains };
  for (const { commit, parts } of commits)
    for (const { audience, entries } of parts)
      chains[audience] = nextLink(chains[audience], commit, payloadDigest(entries));
  return cursorChain(chains as Chains, AUDIENCE_CLASSES);
}
function frameOf(whole: readonly CommitFrame[], own: readonly (number | null)[]): ScopeFrame {
  const commits = whole.map((commit, index) =>
    own[index] ? { ...commit, own: own[index], parts: [] } : commit,
  );
  const to = 1 + commits.length;
  return {
    ...{ scope: NORTH, epoch: `epoch-of-${NORTH}`, from: 1, to, head: to, commits },
    ...{ chain: own.some(Boolean) ? chainOver(whole) : null, snapshot: null },
  };
}
const commitOf = (commit: number, content: CommitFrame['parts']): CommitFrame => ({
  commit,
  own: null,
  parts: content,
});
const others = (commit: number, value: string) =>
  commitOf(commit, [
    { audience: 'identity', entries: [['person', PERSON, 'hukou', { hukouAddress: value }]] },
  ]);

test('EC1 EC2 own work is laid down as it was foreseen, between the work of others', () => {
  const first = edit('13900000001');
  const second = edit('13900000002');
  const whole = [commitOf(2, parts(first)), others(3, '巴彦嘎查'), commitOf(4, parts(second))];
  const outcomes = [outcomeOf(first, { commit: 2 }), outcomeOf(second, { commit: 4 })];
  expect(
    applyReply(desk.target, { outcomes, signed: null, scopes: [frameOf(whole, [first, null, second])] }),
  ).toEqual([]);
  expect(phone()).toEqual({ phone: '13900000002', v_contact: 4 });
  expect(at()).toMatchObject({ commit: 4 });
  expect(desk.rows('SELECT is_open, effect FROM act')).toEqual([
    { is_open: 0, effect: null },
    { is_open: 0, effect: null },
  ]);
  expect(desk.rows('SELECT * FROM shadow')).toEqual([]);
  expect(desk.rows("SELECT count(*) AS n FROM history WHERE action = 'person.edit'")).toEqual([{ n: 2 }]);
});

test('EC1 an act that is decided again foresees anew', () => {
  const number = edit('13900000001');
  const before = parts(number);
  const set = { phone: '13900000001', contactStatedOn: '2026-10-30' };
  desk.confirm(NORTH, [{ type: 'person', id: PERSON, set }]);
  expect(parts(number)).not.toEqual(before);
});

test('EC3 what turned out otherwise is not laid down at all, its outcome stands, and it is asked for whole', () => {
  const number = edit('13900000001');
  const other = parts(number).map((part) => ({
    ...part,
    entries: part.entries.map(
      ([type, id, group, fields]) => [type, id, group, { ...fields, phone: '2' }] as never,
    ),
  }));
  const whole = [commitOf(2, other)];
  const outcomes = [outcomeOf(number, { commit: 2 })];
  expect(applyReply(desk.target, { outcomes, signed: null, scopes: [frameOf(whole, [number])] })).toEqual([
    NORTH,
  ]);
  expect(at()).toMatchObject({ commit: 1 });
  expect(desk.rows('SELECT outcome, is_open FROM act')).toEqual([{ outcome: 'applied', is_open: 1 }]);
  applyReply(desk.target, { outcomes: [], signed: null, scopes: [frameOf(whole, [null])] });
  expect(phone()).toEqual({ phone: '2', v_contact: 2 });
  expect(desk.rows('SELECT is_open FROM act')).toEqual([{ is_open: 0 }]);
});

test('IN9 where the chain does not fit, the cursor may be of a history that is gone, and closes no act', () => {
  const number = edit('13900000001');
  const frame = { ...frameOf([others(2, '3')], [null]), chain: 'f'.repeat(64) };
  const outcomes = [outcomeOf(number, { commit: 1 })];
  expect(applyReply(desk.target, { outcomes, signed: null, scopes: [frame] })).toEqual([NORTH]);
  expect([phone()?.phone, at()?.commit]).toEqual(['13900000001', 1]);
  expect(desk.rows('SELECT is_open FROM act')).toEqual([{ is_open: 1 }]);
});

describe('IN9 a scope that begins anew, and whose pages have not come yet', () => {
  const anew = (): ScopeFrame => ({
    ...{ scope: NORTH, epoch: 'another', from: 0, to: 1, head: 1, commits: [], chain: null },
    snapshot: { commit: 1, rows: 0, pages: [], empty: [], chains: {} },
  });
  const isOpen = () => desk.rows('SELECT is_open FROM act');
  let number: number;
  beforeEach(async () => {
    number = edit('13900000001');
    const outcomes = [outcomeOf(number, { commit: 1 })];
    await layDownReply(desk.target, { outcomes, signed: null, scopes: [anew()] });
  });

  test('what another way brings closes no act by the cursor of the history that is gone', () => {
    applyReply(desk.target, { outcomes: [], signed: null, scopes: [] });
    expect([phone()?.phone, isOpen()]).toEqual(['13900000001', [{ is_open: 1 }]]);
  });

  test('an answer over the line that knows the cursor closes it: what said otherwise was a lie', async () => {
    await layDownReply(desk.target, { outcomes: [], signed: null, scopes: [] });
    expect(isOpen()).toEqual([{ is_open: 0 }]);
  });

  test('commits that continue the cursor close it', () => {
    applyReply(desk.target, { outcomes: [], signed: null, scopes: [frameOf([others(2, '3')], [null])] });
    expect(isOpen()).toEqual([{ is_open: 0 }]);
  });
});

test('SC2 a scope that is not whole is named in the request, in no history, so that it can be withdrawn', () => {
  beginScope(desk.statements, NORTH, { epoch: `epoch-of-${NORTH}`, done: 1, total: 9 });
  const mark = historyMark('', {}, AUDIENCE_CLASSES);
  expect(buildRequest(desk.target).cursors).toMatchObject([{ scope: 0 }, { scope: NORTH, commit: 0, mark }]);
});

test.each([
  ['that it does not have', 'DELETE FROM act'],
  ['of another device number', 'UPDATE act SET device = 22'],
])('EC3 a copy of a desk cannot fill in an act %s: it asks for the scope whole', (_what, sql) => {
  const number = edit('13900000001');
  const whole = [commitOf(2, parts(number))];
  const frame = frameOf(whole, [number]);
  desk.statements.run(sql);
  expect(applyReply(desk.target, { outcomes: [], signed: null, scopes: [frame] })).toEqual([NORTH]);
  expect(at()).toMatchObject({ commit: 1 });
});

test('EC4 a commit that is said to be own and brings content, or no chain, is a lie', () => {
  const number = edit('13900000001');
  const whole = [commitOf(2, parts(number))];
  const frame = frameOf(whole, [number]);
  const lies = [
    { ...frame, chain: null },
    { ...frame, commits: [{ ...(whole[0] as CommitFrame), own: number }] },
  ];
  for (const lie of lies)
    expect(() => applyReply(desk.target, { outcomes: [], signed: null, scopes: [lie] })).toThrow(
      LyingServerError,
    );
});

test('EC3 the next request names the scope, and a centre that still keeps quiet is not asked for ever', async () => {
  const number = edit('13900000001');
  const wrong = { ...frameOf([commitOf(2, parts(number))], [number]), chain: 'f'.repeat(64) };
  const asked: number[][] = [];
  const sync = async (request: ReturnType<typeof buildRequest>) => {
    asked.push(request.whole);
    const outcomes = request.commands.map((act) => outcomeOf(act.number, { commit: 2 }));
    return {
      ...{ protocol: 1, serverTime: '2026-11-02T02:00:00.000Z', outcomes },
      ...{ signed: null, later: [], acts: null, withdrawn: [], scopes: [wrong] },
    };
  };
  const quiet = { changed: () => {}, sending: () => {}, firstSync: () => {} };
  const never = () => Promise.reject(new Error('no chunk'));
  await expect(syncUntilQuiet(desk.target, { sync, chunk: never }, quiet)).rejects.toThrow(LyingServerError);
  expect(asked).toEqual([[], [NORTH]]);
});

/** What happens before the centre answers the second request of a desk whose scope was not laid down up to commit 4; the answer; how many requests
 *  the sync takes. */
const meanwhile: [string, () => Partial<SyncResponse>, number][] = [
  ['the centre is set back to before it', () => ({ scopes: [frameOf([others(2, '巴彦嘎查')], [null])] }), 3],
  ['the centre takes the scope away', () => ({ withdrawn: [NORTH] }), 2],
  [
    'the answer to a packet brings it',
    () => {
      const whole = ['2', '3', '4'].map((commit) => others(Number(commit), commit));
      applyReply(desk.target, { outcomes: [], signed: null, scopes: [frameOf(whole, [])] });
      return {};
    },
    3,
  ],
];
test.each(meanwhile)(
  'EC3 a scope is not asked for whole for ever when %s meanwhile',
  async (_what, then, requests) => {
    const number = edit('13900000001');
    const whole = [commitOf(2, parts(number)), others(3, '3'), others(4, '4')];
    const wrong = { ...frameOf(whole, [number]), chain: 'f'.repeat(64) };
    const asked: number[][] = [];
    const sync = async (request: ReturnType<typeof buildRequest>) => {
      if (asked.push(request.whole) > requests) throw new Error('it asks for ever');
      const first = { outcomes: [outcomeOf(number, { commit: 2 })], scopes: [wrong] };
      if (asked.length > 2) return NOTHING_NEW;
      return {
        ...{ protocol: 1, serverTime: '2026-11-02T02:00:00.000Z', outcomes: [], scopes: [] },
        ...{ signed: null, later: [], acts: null, withdrawn: [] },
        ...(asked.length === 1 ? first : then()),
      };
    };
    const quiet = { changed: () => {}, sending: () => {}, firstSync: () => {} };
    const never = () => Promise.reject(new Error('no chunk'));
    await syncUntilQuiet(desk.target, { sync, chunk: never }, quiet);
    expect(asked).toEqual([[], ...Array(requests - 1).fill([NORTH])]);
  },
);
