/** What every central store must do (CS1–CS5), as a table that the tests of each implementation run. A store that has not passed it may
 *  not be used, the simulator's neither. Checks with node:assert, so that it is no test file itself.                               */
import assert from 'node:assert/strict';
import type { FieldKind, FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { AUDIENCE_CLASSES, RECORD_TYPE_NAMES } from '#shared/records/registry.ts';
import { emptyValues, fieldsOf, groupNames } from '#shared/records/rows.ts';
import { nextLink, payloadDigest } from '#shared/sync/chain.ts';
import type { EntryFrame } from '#shared/sync/frames.ts';
import type { CentralStore } from './central-store.ts';
import { CHUNKS } from './store-contract-chunks.ts';
import { MOVES } from './store-contract-moves.ts';
import { OWN_WRITES } from './store-contract-own-writes.ts';
import {
  appendName,
  type ContractCase,
  metaOf,
  nameEntry,
  NORTH,
  outcomeOf,
  PERSON,
  person,
  SOUTH,
} from './store-contract-parts.ts';

const SAMPLES: Readonly<Record<FieldKind, readonly FieldValue[]>> = {
  text: ['乌云其其格', '', '{"not":"json"}', "o'clock"],
  integer: [0, 7, 2_147_483_647],
  boolean: [true, false],
  date: ['2026-02-28'],
  month: ['2026-02'],
  instant: ['2026-03-02T01:02:03.004Z'],
  id: [Number.MAX_SAFE_INTEGER, 159999101001],
  json: [[], ['ID_COPY', '户口'], { before: { b: 1, a: null }, mine: {} }],
};

async function roundTrip(store: CentralStore, type: RecordTypeName): Promise<void> {
  const rounds = Math.max(...Object.values(SAMPLES).map(({ length }) => length));
  for (let round = 0; round < rounds; round++) {
    const values = Object.fromEntries(
      [...fieldsOf(type)].map(([field, { kind }]) => [field, SAMPLES[kind][round % SAMPLES[kind].length]]),
    ) as Record<string, FieldValue>;
    const target = { type, scope: NORTH, id: PERSON + round };
    const [row] = await store.transaction([NORTH], async (tx) => {
      await tx.writeFields(target, values, groupNames(type), 3);
      return tx.read(NORTH, { type, id: target.id });
    });
    assert.deepEqual(row, {
      ...target,
      values,
      versions: Object.fromEntries(groupNames(type).map((group) => [group, 3])),
    });
  }
}

const COMMITS: readonly ContractCase[] = [
  {
    name: 'CS1 commits of a scope are 1, 2, 3 …, each scope for itself',
    async run(store) {
      const numbers = await store.transaction([SOUTH, NORTH], async (tx) => [
        await appendName(tx, NORTH, 1),
        await appendName(tx, SOUTH, 2),
        await appendName(tx, NORTH, 3),
      ]);
      assert.deepEqual(numbers, [1, 1, 2]);
      assert.equal((await store.snapshot((it) => it.head(NORTH)))?.head, 2);
    },
  },
  {
    name: 'CS1 many transactions at once: no number twice, none left out, in order of commit',
    async run(store) {
      const numbers = await Promise.all(
        Array.from({ length: 12 }, (_, at) =>
          store.transaction([NORTH], (tx) => appendName(tx, NORTH, at + 1)),
        ),
      );
      assert.deepEqual(
        [...numbers].sort((a, b) => a - b),
        Array.from({ length: 12 }, (_, at) => at + 1),
      );
    },
  },
  {
    name: 'CS1 transactions over two scopes in opposite order do not wait for each other for ever',
    async run(store) {
      const both = (scopes: number[]) =>
        store.transaction(scopes, async (tx) => {
          for (const scope of scopes) await appendName(tx, scope, 1);
        });
      await Promise.all(Array.from({ length: 6 }, (_, at) => both(at % 2 ? [NORTH, SOUTH] : [SOUTH, NORTH])));
      assert.equal((await store.snapshot((it) => it.head(SOUTH)))?.head, 6);
    },
  },
  {
    name: 'CS1 a transaction that fails leaves no gap and nothing else',
    async run(store) {
      await store.transaction([NORTH], (tx) => appendName(tx, NORTH, 1));
      await assert.rejects(
        store.transaction([NORTH], async (tx) => {
          await appendName(tx, NORTH, 2);
          await tx.writeFields(person(NORTH), { name: '不' }, ['identity'], 2);
          await tx.writeOutcome(12, { frame: outcomeOf(2), digest: 'd' }, '{}');
          await tx.takeClaim('person:1', NORTH, PERSON);
          throw new Error('power cut');
        }),
      );
      await store.transaction([NORTH], async (tx) => {
        assert.equal(await appendName(tx, NORTH, 3), 2);
        assert.deepEqual(await tx.read(NORTH, { type: 'person', id: PERSON }), []);
        assert.equal(await tx.readOutcome(12, 2), null);
        assert.deepEqual(await tx.takeClaim('person:1', SOUTH, PERSON + 1), {
          scope: SOUTH,
          recordId: PERSON + 1,
        });
      });
    },
  },
  {
    name: 'CS1 a scope that was never locked takes no commit',
    async run(store) {
      await assert.rejects(store.transaction([NORTH], (tx) => appendName(tx, SOUTH, 1)));
      assert.equal(await store.snapshot((it) => it.head(SOUTH)), null);
    },
  },
  {
    name: 'a scope that was locked has an epoch, which stays',
    async run(store) {
      await store.transaction([NORTH], async () => {});
      const first = await store.snapshot((it) => it.head(NORTH));
      await store.transaction([NORTH], (tx) => appendName(tx, NORTH, 1));
      const second = await store.snapshot((it) => it.head(NORTH));
      assert.deepEqual([first?.head, second?.head], [0, 1]);
      assert.ok(first?.epoch);
      assert.equal(second?.epoch, first.epoch);
    },
  },
  {
    name: 'who made a commit is known afterwards',
    async run(store) {
      const meta = await store.transaction([NORTH], async (tx) => {
        await appendName(tx, NORTH, 5);
        return [await tx.commitMeta(NORTH, 1), await tx.commitMeta(NORTH, 2), await tx.commitMeta(NORTH, 0)];
      });
      assert.deepEqual(meta, [metaOf(5), null, null]);
    },
  },
  {
    name: 'EC2 own commits are those of the device’s acts that were applied and nothing else',
    async run(store) {
      const { device } = metaOf(1);
      await store.transaction([NORTH], async (tx) => {
        for (const number of [1, 2, 3, 4]) await appendName(tx, NORTH, number);
        const judged = { ...outcomeOf(1), scope: NORTH, outcome: 'applied' as const };
        const others = [{}, { outcome: 'applied-with-difference' as const }, { commit: 9 }];
        for (const [at, other] of others.entries()) {
          const frame = { ...judged, number: at + 1, commit: at + 1, ...other };
          await tx.writeOutcome(device, { frame, digest: 'd' }, '{}');
        }
      });
      const own = (by: number, from: number, to: number) =>
        store.snapshot((it) => it.ownCommits(NORTH, by, from, to));
      assert.deepEqual(await own(device, 0, 4), [{ commit: 1, number: 1 }]);
      assert.deepEqual(await own(device, 1, 4), []);
      assert.deepEqual(await own(device + 1, 0, 4), []);
    },
  },
];

const UNDOING: readonly ContractCase[] = [
  {
    name: 'CS2 a savepoint that throws leaves nothing, and the transaction goes on',
    async run(store) {
      await store.transaction([NORTH], async (tx) => {
        await tx.savepoint(() => appendName(tx, NORTH, 1));
        await assert.rejects(
          tx.savepoint(async () => {
            await tx.writeFields(person(NORTH), { name: '不' }, ['identity'], 2);
            await tx.takeClaim('person:2', NORTH, PERSON);
            await appendName(tx, NORTH, 2);
            throw new RangeError('refused');
          }),
          RangeError,
        );
        assert.equal(await tx.savepoint(() => appendName(tx, NORTH, 3)), 2);
      });
      await store.transaction([NORTH], async (tx) => {
        assert.deepEqual(await tx.read(NORTH, { type: 'person', id: PERSON }), []);
        assert.deepEqual(await tx.takeClaim('person:2', NORTH, PERSON + 1), {
          scope: NORTH,
          recordId: PERSON + 1,
        });
        assert.equal((await tx.commitMeta(NORTH, 2))?.actNumber, 3);
      });
    },
  },
  {
    name: 'CS3 a snapshot sees one instant',
    async run(store) {
      await store.transaction([NORTH], (tx) => appendName(tx, NORTH, 1));
      await store.snapshot(async (it) => {
        assert.equal((await it.head(NORTH))?.head, 1);
        await store.transaction([NORTH], async (tx) => {
          const commit = await appendName(tx, NORTH, 2);
          await tx.writeFields(person(NORTH), { name: '后' }, ['identity'], commit);
        });
        assert.equal((await it.head(NORTH))?.head, 1);
        assert.equal((await it.readLog(NORTH, AUDIENCE_CLASSES, 0, 9)).length, 1);
        assert.deepEqual(await it.readPage(NORTH, 'person', 0, 10), []);
      });
      assert.equal((await store.snapshot((it) => it.head(NORTH)))?.head, 2);
    },
  },
];

const ROWS: readonly ContractCase[] = [
  ...RECORD_TYPE_NAMES.map((type) => ({
    name: `R3 a ${type} comes back as it was written`,
    run: (store: CentralStore) => roundTrip(store, type),
  })),
  {
    name: 'R2 fields and versions are written by group; null clears, the rest stays',
    async run(store) {
      const [row] = await store.transaction([NORTH], async (tx) => {
        await tx.writeFields(person(NORTH), { name: '甲', phone: '13900000001' }, ['identity', 'contact'], 1);
        await tx.writeFields(person(NORTH), { phone: null, accountNumber: '123' }, ['contact', 'bank'], 2);
        return tx.read(NORTH, { type: 'person', id: PERSON });
      });
      assert.deepEqual(row?.values, { ...emptyValues('person'), name: '甲', accountNumber: '123' });
      const { identity, contact, bank, certificate } = row?.versions ?? {};
      assert.deepEqual([identity, contact, bank, certificate], [1, 2, 2, 0]);
    },
  },
  {
    name: 'rows are found by id and by index, in their scope only, in order of id, up to the limit',
    async run(store) {
      const found = await store.transaction([NORTH, SOUTH], async (tx) => {
        for (const id of [PERSON + 2, PERSON, PERSON + 1])
          await tx.writeFields(person(NORTH, id), { idNumber: '15999' }, ['identity'], 1);
        await tx.writeFields(person(SOUTH, PERSON + 9), { idNumber: '15999' }, ['identity'], 1);
        const by = { type: 'person' as const, by: 'idNumber', value: '15999' };
        return [
          (await tx.read(NORTH, { ...by, limit: 2 })).map(({ id }) => id - PERSON),
          (await tx.read(SOUTH, { ...by, limit: 5 })).map(({ id }) => id - PERSON),
          await tx.read(SOUTH, { type: 'person', id: PERSON }),
        ];
      });
      assert.deepEqual(found, [[0, 1], [9], []]);
    },
  },
  {
    name: 'a field that is no index is not searched',
    async run(store) {
      const search = { type: 'person' as const, by: 'phone', value: '1', limit: 1 };
      await assert.rejects(store.transaction([NORTH], (tx) => tx.read(NORTH, search)));
    },
  },
  {
    name: 'pages go on after an id',
    async run(store) {
      await store.transaction([NORTH], async (tx) => {
        for (let at = 5; at > 0; at--)
          await tx.writeFields(person(NORTH, PERSON + at), { name: `${at}` }, ['identity'], 1);
      });
      const pages = await store.snapshot(async (it) => [
        await it.readPage(NORTH, 'person', 0, 3),
        await it.readPage(NORTH, 'person', PERSON + 3, 3),
        await it.readPage(SOUTH, 'person', 0, 3),
      ]);
      assert.deepEqual(
        pages.map((page) => page.map(({ id }) => id - PERSON)),
        [[1, 2, 3], [4, 5], []],
      );
      const ids = await store.snapshot((it) => it.readIds(NORTH, 'person', PERSON + 1, 3));
      assert.deepEqual(ids, [PERSON + 2, PERSON + 3, PERSON + 4]);
    },
  },
];

const LOG: readonly ContractCase[] = [
  {
    name: 'L2 each class has its chain; what it holds is read by class and commit',
    async run(store) {
      const named = nameEntry(PERSON, '甲');
      const bank: EntryFrame = ['person', PERSON, 'bank', { accountNumber: '12345678' }];
      await store.transaction([NORTH], async (tx) => {
        await tx.append(
          NORTH,
          metaOf(1),
          new Map([
            ['identity', [named]],
            ['money', [bank]],
          ]),
        );
        await tx.append(NORTH, metaOf(2), new Map([['money', []]]));
        await tx.append(NORTH, metaOf(3), new Map([['money', [bank]]]));
      });
      await store.snapshot(async (it) => {
        const first = nextLink(undefined, 1, payloadDigest([bank]));
        const third = nextLink(first, 3, payloadDigest([bank]));
        const identity = nextLink(undefined, 1, payloadDigest([named]));
        assert.deepEqual(await it.chainsAt(NORTH, ['money', 'identity', 'case'], 2), {
          money: first,
          identity,
        });
        assert.deepEqual(await it.chainsAt(NORTH, ['money'], 3), { money: third });
        assert.deepEqual(await it.chainsAt(NORTH, ['money'], 0), {});
        assert.deepEqual(await it.readLog(NORTH, ['money'], 1, 3), await it.readLog(NORTH, ['money'], 2, 3));
        const log = await it.readLog(NORTH, ['money', 'identity'], 0, 2);
        assert.deepEqual(log.map(({ commit, audience }) => `${commit} ${audience}`).sort(), [
          '1 identity',
          '1 money',
        ]);
        assert.deepEqual(log.find(({ audience }) => audience === 'money')?.entries, [bank]);
      });
    },
  },
];

const REST: readonly ContractCase[] = [
  {
    name: 'O2 an outcome comes back word for word',
    async run(store) {
      const stored = { frame: outcomeOf(7), digest: 'abc' };
      await store.transaction([NORTH], (tx) => tx.writeOutcome(12, stored, '{"number":7}'));
      await store.transaction([], async (tx) => {
        assert.deepEqual(await tx.readOutcome(12, 7), stored);
        assert.equal(await tx.readOutcome(13, 7), null);
      });
    },
  },
  {
    name: 'a claim is held by one record in all scopes until that record gives it back',
    async run(store) {
      const take = (record: number) => store.transaction([], (tx) => tx.takeClaim('open:1', SOUTH, record));
      const release = (record: number) => store.transaction([], (tx) => tx.releaseClaim('open:1', record));
      const held = (recordId: number) => ({ scope: SOUTH, recordId });
      assert.deepEqual(await take(1), held(1));
      assert.deepEqual(await take(1), held(1));
      assert.deepEqual(await take(2), held(1));
      await release(2);
      assert.deepEqual(await take(2), held(1));
      await release(1);
      assert.deepEqual(await take(2), held(2));
    },
  },
  {
    name: 'two transactions that want one claim: one gets it',
    async run(store) {
      const got = await Promise.all(
        [NORTH, SOUTH].map((scope) =>
          store.transaction([scope], (tx) => tx.takeClaim('person:9', scope, scope)),
        ),
      );
      assert.equal(new Set(got.map(({ recordId }) => recordId)).size, 1);
    },
  },
  {
    name: 'receipt numbers only grow',
    async run(store) {
      const numbers = await store.transaction([], async (tx) => [
        await tx.nextReceipt(),
        await tx.nextReceipt(),
      ]);
      const later = await store.transaction([], (tx) => tx.nextReceipt());
      assert.ok((numbers[0] as number) < (numbers[1] as number) && (numbers[1] as number) < later);
    },
  },
];

/** Every case takes a store with nothing in it. */
export const STORE_CONTRACT: readonly ContractCase[] = [
  ...COMMITS,
  ...UNDOING,
  ...OWN_WRITES,
  ...MOVES,
  ...CHUNKS,
  ...ROWS,
  ...LOG,
  ...REST,
];
