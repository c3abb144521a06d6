/** Judging and pulling at the centre, rule by rule, on the memory store: who may, what is repeated, what is kept, what a desk gets. */
import { describe, expect, test } from 'vitest';
import { type Id, makeId } from '#shared/base/id.ts';
import type { Role } from '#shared/domain/state.ts';
import { MATERIAL_CODES } from '#shared/domain/state.ts';
import type { AudienceClass } from '#shared/records/registry.ts';
import { AUDIENCE_CLASSES } from '#shared/records/registry.ts';
import type { Values } from '#shared/records/rows.ts';
import type { CommandFrame, CursorFrame, SyncRequest } from '#shared/sync/frames.ts';
import { cursorChain, historyMark, nextLink, payloadDigest, type Chains } from '#shared/sync/chain.ts';
import { StoreFault } from '../store/central-store.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { exchange } from './exchange.ts';
import type { SyncSession } from './push.ts';

const NORTH = 159999101000;
const SOUTH = 159999102000;
const NOW = Date.parse('2026-03-18T04:00:00Z');
const CLOCK = { now: () => NOW };
const ID_NUMBER = '159999198102260072';
const CLERK = makeId(1, 1);
const SOUTH_CLERK = makeId(1, 4);

function session(
  device: number,
  accountId: Id,
  scope: number,
  role: Role = 'TOWNSHIP_CLERK',
  classes: readonly AudienceClass[] = AUDIENCE_CLASSES,
): SyncSession {
  const scopes = [0, scope];
  return { device, scopes, classes, actors: new Map([[accountId, { accountId, role, scopes }]]) };
}
const north = session(11, CLERK, NORTH);
const northSecond = session(12, CLERK, NORTH);
const south = session(13, SOUTH_CLERK, SOUTH);

function frameOf(number: number, given: Partial<CommandFrame>): CommandFrame {
  return {
    number,
    name: 'person.edit',
    version: 1,
    actor: CLERK,
    scope: NORTH,
    madeAt: '2026-03-18T02:00:00.000Z',
    pack: '2026-07',
    args: {},
    groups: [],
    before: [],
    after: [],
    together: null,
    ...given,
  };
}

const PERSON = {
  name: '达木丁',
  idNumber: ID_NUMBER,
  phone: '13900000001',
  hukouVillage: 159999101001,
  certificateNumber: `${ID_NUMBER}42`,
  householdCategory: 'DIBAO',
  bank: {
    accountHolder: '达木丁',
    bankName: '农信社',
    accountNumber: '6217999900000000101',
    accountKind: 'SOCIAL_CARD',
  },
};
const FORM = {
  person: PERSON,
  benefits: ['LIVING'],
  submittedOn: '2026-03-16',
  materials: [...MATERIAL_CODES],
  declarations: { truth: true, privacyNotice: true },
  atCounter: 'ACCEPT',
};
const intake = (number: number, given: Partial<CommandFrame> = {}, form: object = {}) =>
  frameOf(number, { name: 'application.submit', args: { ...FORM, ...form } as never, ...given });
const fileOf = (device: number, number: number) => makeId(device, number * 128);
const personOf = (device: number, number: number) => makeId(device, number * 128 + 1);

const open = () => new MemoryStore((scope) => `epoch-of-${scope}`);
const request = (device: number, commands: CommandFrame[], cursors: CursorFrame[] = []): SyncRequest => ({
  protocol: 1,
  schema: 1,
  device,
  checks: [],
  last: 1_000_000,
  commands,
  cursors,
  whole: [],
  bytesMax: 0,
});
async function judge(store: MemoryStore, by: SyncSession, commands: CommandFrame[]) {
  return (await exchange(store, CLOCK, by, request(by.device, commands))).outcomes;
}
function rows<T>(store: MemoryStore, type: string): T[] {
  return store
    .contents()
    .rows.filter((row) => row.type === type)
    .map(({ values }) => values as T);
}

describe('who may (J1)', () => {
  const tries: [string, Partial<CommandFrame>, string][] = [
    ['an actor who never signed in here', { actor: SOUTH_CLERK }, 'actor/not-on-this-device'],
    ['a scope of others', { scope: SOUTH }, 'command/outside-your-scope'],
    ['an act of another role', { name: 'review.determine' }, 'command/not-your-role'],
    ['a clock that is days ahead', { madeAt: '2026-03-20T02:00:00.000Z' }, 'command/future-date'],
    ['a pack that nobody issued', { pack: '1999-01' }, 'pack/unknown'],
    ['arguments that do not parse', { args: { personId: 'x' } }, 'command/arguments'],
  ];
  test.each(tries)('%s: refused, and nothing else is written (J3)', async (_what, given, code) => {
    const store = open();
    const [outcome] = await judge(store, north, [frameOf(1, given)]);
    expect(outcome).toMatchObject({ outcome: 'refused', code, commit: null });
    expect(store.contents().rows).toEqual([]);
    expect(store.contents().outcomes.size).toBe(1);
  });
  test('an act or version that this program does not know is quarantined, not refused', async () => {
    const outcomes = await judge(open(), north, [
      frameOf(1, { name: 'person.fly' }),
      frameOf(2, { version: 9 }),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['quarantined', 'quarantined']);
  });
});

describe('repetition', () => {
  test('J2 O2 the same act again: the same words, one effect', async () => {
    const store = open();
    const first = await judge(store, north, [intake(1)]);
    expect(await judge(store, north, [intake(1)])).toEqual(first);
    expect(store.contents().scopes.get(NORTH)?.commits).toHaveLength(1);
  });
  test('J2 IN2 the same number with another content: the first stands, and nothing of the request is judged', async () => {
    const store = open();
    await judge(store, north, [intake(1)]);
    const other = [intake(1, {}, { benefits: ['NURSING'] }), intake(2, {}, { person: { name: '另一人' } })];
    const reply = await exchange(store, CLOCK, north, request(11, other));
    expect(reply).toMatchObject({ outcomes: [], scopes: [], acts: { last: 1, missed: [], forked: [1] } });
    expect([...store.contents().outcomes.keys()]).toEqual(['11/1']);
    expect(store.contents().outcomes.get('11/1')?.frame.outcome).toBe('applied');
  });
  test('O4 receipts grow in the order of the acts, refused ones too', async () => {
    const outcomes = await judge(open(), north, [
      intake(1),
      intake(2),
      intake(3, {}, { benefits: ['NURSING'] }),
    ]);
    expect(outcomes.map(({ outcome, receipt }) => [outcome, receipt])).toEqual([
      ['applied', '乌民-20260318-000001'],
      ['refused', '乌民-20260318-000002'],
      ['applied', '乌民-20260318-000003'],
    ]);
  });
});

describe('one bad act', () => {
  test('J5 is quarantined and delays no other', async () => {
    class Fragile extends MemoryStore {}
    const store = new Fragile(() => 'e');
    const transaction = store.transaction.bind(store);
    store.transaction = (scopes, work) =>
      transaction(scopes, (tx) => {
        const takeClaim = tx.takeClaim.bind(tx);
        tx.takeClaim = (key, scope, id) =>
          key.startsWith('open:') && id === fileOf(11, 1)
            ? Promise.reject(new TypeError('bug'))
            : takeClaim(key, scope, id);
        return work(tx);
      });
    const outcomes = await judge(store, north, [intake(1), intake(2)]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['quarantined', 'applied']);
  });
  /** A database in which this act's commit never comes to pass. */
  function failingAt(store: MemoryStore, number: number): void {
    const transaction = store.transaction.bind(store);
    store.transaction = (scopes, work) =>
      transaction(scopes, (tx) => {
        const append = tx.append.bind(tx);
        tx.append = (scope, meta, parts) =>
          meta.actNumber === number ? Promise.reject(new StoreFault('gone')) : append(scope, meta, parts);
        return work(tx);
      });
  }
  test('J5 a database that is not well judges nothing', async () => {
    const store = open();
    failingAt(store, 1);
    store.snapshot = () => Promise.reject(new StoreFault('gone'));
    await expect(judge(store, north, [intake(1)])).rejects.toBeInstanceOf(StoreFault);
    expect(store.contents().outcomes.size).toBe(0);
  });
  test('J5 an act on which a database fails each time that is well otherwise is set aside', async () => {
    const store = open();
    failingAt(store, 2);
    const outcomes = await judge(store, north, [
      intake(1),
      frameOf(2, {
        args: { personId: personOf(11, 1), contact: { phone: '13900000002', statedOn: '2026-03-17' } },
      }),
      frameOf(3, {
        args: { personId: personOf(11, 1), contact: { phone: '13900000003', statedOn: '2026-03-17' } },
      }),
    ]);
    expect(outcomes.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['applied', null],
      ['quarantined', 'server/fault'],
      ['applied-with-difference', null],
    ]);
  });
  test('J6 what leans on it is parked behind it, what does not goes through', async () => {
    const store = open();
    await judge(store, northSecond, [intake(1)]);
    const leaning = frameOf(2, {
      name: 'application.enter',
      args: { applicationId: fileOf(11, 1) },
      after: [1],
    });
    const outcomes = await judge(store, north, [
      intake(1),
      leaning,
      intake(3, {}, { benefits: ['NURSING'] }),
    ]);
    expect(outcomes.map(({ outcome, code, detail }) => [outcome, code, detail])).toMatchObject([
      ['refused', 'application/duplicate-open', expect.anything()],
      ['parked', 'command/behind', { behind: 1 }],
      ['applied', null, null],
    ]);
  });
});

describe('two who did not see each other', () => {
  test('C083 two offices, one new person: the first received keeps, the second becomes a duplicate', async () => {
    const store = open();
    await judge(store, north, [intake(1)]);
    const [second] = await judge(store, south, [
      intake(1, { actor: SOUTH_CLERK, scope: SOUTH }, { benefits: ['NURSING'] }),
    ]);
    expect(second).toMatchObject({ outcome: 'in-conflict', code: 'duplicate/person' });
    const [conflict] = rows<Values<'conflict'>>(store, 'conflict');
    expect(conflict).toMatchObject({ kind: 'duplicate', state: 'OPEN', mineDevice: 13, theirsDevice: 11 });
    const { idNumber } = PERSON;
    expect(conflict?.identityValues).toMatchObject({
      mine: { idNumber },
      theirs: { idNumber, scope: NORTH },
    });
    expect(conflict?.moneyValues).toBeNull();
    // A candidate holds nothing that the keeper may want (CL2), and a second file of theirs is no second question.
    const again = intake(2, {}, { benefits: ['NURSING'] });
    expect(await judge(store, north, [again])).toMatchObject([{ outcome: 'applied' }]);
    const more = intake(2, { actor: SOUTH_CLERK, scope: SOUTH }, { benefits: ['LIVING'] });
    expect(await judge(store, south, [more])).toMatchObject([{ outcome: 'in-conflict' }]);
    expect(rows(store, 'conflict')).toHaveLength(1);
  });
  test('M3 M5 J4 one office, one new person, two accounts: the first stands, both are kept, a person settles', async () => {
    const store = open();
    await judge(store, north, [intake(1)]);
    const bank = { ...PERSON.bank, accountNumber: '6217999900000000218' };
    const [second] = await judge(store, northSecond, [
      intake(1, {}, { benefits: ['NURSING'], person: { ...PERSON, bank } }),
    ]);
    expect(second).toMatchObject({ outcome: 'in-conflict', code: 'conflict/needs-person' });
    const [conflict] = rows<Values<'conflict'>>(store, 'conflict');
    expect(conflict).toMatchObject({
      groupName: 'bank',
      state: 'OPEN',
      kind: 'ask',
      mineDevice: 12,
      theirsDevice: 11,
    });
    expect(conflict?.moneyValues).toMatchObject({ mine: bank, theirs: PERSON.bank });
    expect(rows<Values<'person'>>(store, 'person')[0]?.accountNumber).toBe(PERSON.bank.accountNumber);
  });
  test('M6 a form that sends back an old phone number as it found it does not undo a correction', async () => {
    const store = open();
    await judge(store, north, [intake(1)]);
    const id = personOf(11, 1);
    const contact = { phone: '13900000001', residenceAddress: null, contactStatedOn: '2026-03-18' };
    const corrected = { phone: '15000000003', statedOn: '2026-03-18' };
    await judge(store, northSecond, [
      frameOf(1, {
        args: { personId: id, contact: corrected },
        before: [['person', id, 'contact', contact]],
      }),
    ]);
    const form = intake(2, { before: [['person', id, 'contact', contact]] }, { benefits: ['NURSING'] });
    expect(await judge(store, north, [form])).toMatchObject([{ outcome: 'applied' }]);
    expect(rows<Values<'person'>>(store, 'person')[0]?.phone).toBe('15000000003');
    expect(rows(store, 'conflict')).toEqual([]);
  });
});

describe('what a desk gets', () => {
  async function filled() {
    const store = open();
    await judge(store, north, [intake(1)]);
    await judge(store, north, [
      frameOf(2, {
        args: { personId: personOf(11, 1), contact: { phone: '15000000003', statedOn: '2026-03-17' } },
      }),
    ]);
    return store;
  }
  const pull = async (store: MemoryStore, by: SyncSession, cursors: CursorFrame[] = []) =>
    (await exchange(store, CLOCK, by, request(by.device, [], cursors))).scopes;
  function chainsOf(store: MemoryStore, classes: readonly AudienceClass[], to: number): Chains {
    const chains: Chains = {};
    for (const { commit, audience, entries } of store.contents().scopes.get(NORTH)?.log ?? [])
      if (commit <= to && classes.includes(audience))
        chains[audience] = nextLink(chains[audience], commit, payloadDigest(entries));
    return chains;
  }
  const cursor = (
    store: MemoryStore,
    commit: number,
    given: Partial<CursorFrame> = {},
    classes: readonly AudienceClass[] = AUDIENCE_CLASSES,
  ): CursorFrame => ({
    scope: NORTH,
    commit,
    mark: historyMark(`epoch-of-${NORTH}`, chainsOf(store, classes, commit), classes),
    ...given,
  });

  test('S1 without a cursor: pages of a first sync; scopes without a log are left out', async () => {
    const store = await filled();
    // The pages of a moment ago, and what was written since as commits after them.
    expect(await pull(store, north)).toMatchObject([{ from: 0, to: 1, head: 2, snapshot: { commit: 1 } }]);
    const scopes = await pull(store, { ...north, pages: { tailMax: 0 } });
    expect(scopes).toMatchObject([{ scope: NORTH, from: 0, to: 2, head: 2, commits: [] }]);
    // A conflict too: a correction sent without what was seen is held against everything that stands.
    expect(scopes[0]?.snapshot?.pages.map(({ type, rows: count }) => [type, count])).toEqual([
      ['person', 1],
      ['application', 1],
      ['history', 2],
      ['conflict', 1],
    ]);
  });
  test('A1 with a cursor: the commits after it, without a gap', async () => {
    const store = await filled();
    const [scope] = await pull(store, north, [cursor(store, 1)]);
    expect(scope).toMatchObject({ from: 1, to: 2, head: 2, snapshot: null });
    expect(scope?.commits.map(({ commit }) => commit)).toEqual([2]);
    expect(await pull(store, north, [cursor(store, 2)])).toEqual([]);
  });
  const strange: [string, Partial<CursorFrame>][] = [
    ['of another epoch', { mark: historyMark('another', {}, AUDIENCE_CLASSES) }],
    ['past the head', { commit: 9 }],
    ['with another chain', { mark: 'f'.repeat(16) }],
  ];
  test.each(strange)('P2 with a cursor %s: pages of a first sync', async (_what, given) => {
    const store = await filled();
    expect((await pull(store, north, [cursor(store, 2, given)]))[0]?.snapshot).not.toBeNull();
  });
  test('P3 the federation: no money, in pages or commits, and its own chain', async () => {
    const store = await filled();
    const classes: AudienceClass[] = ['case', 'health', 'identity'];
    const federation = session(14, makeId(1, 6), NORTH, 'COUNTY_FEDERATION_REVIEWER', classes);
    const [whole] = await pull(store, federation);
    const parts = whole?.snapshot?.pages.flatMap((page) => page.parts.map(({ audience }) => audience)) ?? [];
    expect([...new Set(parts)].sort()).toEqual([...classes].sort());
    const [later] = await pull(store, federation, [cursor(store, 0, {}, classes)]);
    expect(JSON.stringify(later)).not.toContain(PERSON.bank.accountNumber);
    expect(later?.commits).toHaveLength(2);
  });
  test('EC2 what the asker’s own act wrote is not said again, but for a chain to check it by; to others it is', async () => {
    const store = await filled();
    const ask = async (by: SyncSession, whole: number[] = []) => {
      const asked = { ...request(by.device, [], [cursor(store, 0)]), whole };
      return (await exchange(store, CLOCK, by, asked)).scopes[0];
    };
    const chain = cursorChain(chainsOf(store, AUDIENCE_CLASSES, 2), AUDIENCE_CLASSES);
    const mine = await ask(north);
    // The second act is in conflict: what came of it only the centre knows.
    expect(mine).toMatchObject({ chain, commits: [{ own: 1, parts: [] }, { own: null }] });
    expect(mine?.commits[1]?.parts.length).toBeGreaterThan(0);
    const whole = await ask(north, [NORTH]);
    expect(whole?.commits.map(({ own, parts }) => [own, parts.length > 0])).toEqual([
      [null, true],
      [null, true],
    ]);
    expect(whole?.chain).toBeNull();
    const others = await ask(session(99, makeId(1, 7), NORTH));
    expect(others?.commits).toEqual(whole?.commits);
  });
  test('X2 X3 acts of several scopes in one request: each has its outcome, in the order sent', async () => {
    const both = { ...south, actors: new Map([...south.actors, ...north.actors]), scopes: [0, NORTH, SOUTH] };
    const acts = [
      intake(1),
      intake(2, { scope: SOUTH, actor: SOUTH_CLERK }),
      intake(3, {}, { benefits: ['NURSING'] }),
    ];
    const outcomes = await judge(open(), both, acts);
    expect(outcomes.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'in-conflict', 'applied']);
  });
});
