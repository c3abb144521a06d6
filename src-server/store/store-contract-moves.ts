/** The store's contract, of records that move to another scope (MV1, MV6): rehome, whereabouts, and which scopes a transaction holds. */
import assert from 'node:assert/strict';
import type { CentralStore, CentralTransaction } from './central-store.ts';
import { type ContractCase, NORTH, PERSON, person, SOUTH } from './store-contract-parts.ts';

const OTHER = PERSON + 1;
const PEOPLE = [PERSON, OTHER].map((id) => ({ type: 'person' as const, id }));
const KEY = `person:${PERSON}`;

/** Two people of the north, each with a claim. */
async function settled(store: CentralStore): Promise<void> {
  await store.transaction([NORTH], async (tx) => {
    for (const { id } of PEOPLE) {
      await tx.writeFields(person(NORTH, id), { name: `第${id}人`, idNumber: `N${id}` }, ['identity'], 1);
      await tx.takeClaim(`number:${id}`, NORTH, id);
    }
  });
}

/** One of them goes to the south, whole. */
async function move(tx: CentralTransaction, id = PERSON, moves = 1): Promise<void> {
  await tx.rehome(NORTH, SOUTH, [{ type: 'person', id, moves }]);
  await tx.writeFields(
    person(SOUTH, id),
    { name: `第${id}人`, idNumber: `N${id}`, moves },
    ['identity', 'place'],
    1,
  );
}

async function idsIn(tx: CentralTransaction, scope: number): Promise<number[]> {
  const found = await Promise.all(PEOPLE.map(({ id }) => tx.read(scope, { type: 'person', id })));
  return found.flat().map(({ id }) => id);
}

const byNumber = (tx: CentralTransaction, scope: number) =>
  tx.read(scope, { type: 'person', by: 'idNumber', value: `N${PERSON}`, limit: 5 });

export const MOVES: readonly ContractCase[] = [
  {
    name: 'CS3 rows whose field says the same are found over several scopes, those that say nothing are not',
    async run(store) {
      const said = [
        ...[
          { scope: NORTH, account: '62170001' },
          { scope: NORTH, account: '62170002' },
        ],
        ...[
          { scope: NORTH, account: null },
          { scope: NORTH, account: null },
        ],
        ...[
          { scope: SOUTH, account: '62170001' },
          { scope: SOUTH, account: '62170003' },
        ],
      ];
      await store.transaction([NORTH, SOUTH], async (tx) => {
        for (const [at, { scope, account }] of said.entries())
          await tx.writeFields(person(scope, PERSON + at), { accountNumber: account }, ['bank'], 1);
      });
      const alike = (scopes: readonly number[]) =>
        store.snapshot(async (snapshot) =>
          (await snapshot.readAlike(scopes, 'person', 'accountNumber')).map(({ id }) => id - PERSON),
        );
      assert.deepEqual(
        [await alike([NORTH, SOUTH]), await alike([NORTH]), await alike([])],
        [[0, 4], [], []],
      );
    },
  },
  {
    name: 'MV1 who moved is read in the new scope and no longer in the old one, by id and by index, then and afterwards',
    async run(store) {
      await settled(store);
      const look = async (tx: CentralTransaction) => {
        assert.deepEqual(await idsIn(tx, NORTH), [OTHER]);
        assert.deepEqual(await idsIn(tx, SOUTH), [PERSON]);
        assert.deepEqual(await byNumber(tx, NORTH), []);
        assert.equal((await byNumber(tx, SOUTH))[0]?.scope, SOUTH);
      };
      await store.transaction([NORTH, SOUTH], async (tx) => {
        assert.deepEqual(await idsIn(tx, NORTH), [PERSON, OTHER]);
        await move(tx);
        await look(tx);
      });
      await store.transaction([NORTH, SOUTH], look);
      const page = (scope: number) =>
        store.snapshot(async (snapshot) =>
          (await snapshot.readPage(scope, 'person', 0, 10)).map(({ id }) => id),
        );
      assert.deepEqual([await page(NORTH), await page(SOUTH)], [[OTHER], [PERSON]]);
    },
  },
  {
    name: 'MV6 claims go along with their record, and no other’s do',
    async run(store) {
      await settled(store);
      await store.transaction([NORTH, SOUTH], async (tx) => {
        await tx.takeClaim('fresh', NORTH, PERSON);
        await move(tx);
        assert.deepEqual(await tx.takeClaim('fresh', SOUTH, OTHER), { scope: SOUTH, recordId: PERSON });
      });
      await store.transaction([NORTH], async (tx) => {
        const holder = (key: string) => tx.takeClaim(key, NORTH, 7);
        assert.deepEqual(await holder(`number:${PERSON}`), { scope: SOUTH, recordId: PERSON });
        assert.deepEqual(await holder(`number:${OTHER}`), { scope: NORTH, recordId: OTHER });
        await tx.releaseClaim(`number:${PERSON}`, PERSON);
        assert.deepEqual(await holder(`number:${PERSON}`), { scope: NORTH, recordId: 7 });
      });
    },
  },
  {
    name: 'FW1 whereabouts are of who has ever moved: the last place, in the same transaction and afterwards',
    async run(store) {
      await settled(store);
      await store.transaction([NORTH, SOUTH], async (tx) => {
        assert.deepEqual(await tx.whereabouts(PEOPLE), new Map());
        await move(tx);
        assert.deepEqual(await tx.whereabouts(PEOPLE), new Map([[KEY, SOUTH]]));
      });
      await store.transaction([NORTH, SOUTH], async (tx) => {
        assert.deepEqual(await tx.whereabouts(PEOPLE), new Map([[KEY, SOUTH]]));
        await tx.rehome(SOUTH, NORTH, [{ type: 'person', id: PERSON, moves: 2 }]);
        await tx.writeFields(person(NORTH), { name: '回来', moves: 2 }, ['identity', 'place'], 2);
        assert.deepEqual(await tx.whereabouts(PEOPLE), new Map([[KEY, NORTH]]));
      });
      await store.transaction([], async (tx) => {
        assert.deepEqual(await tx.whereabouts(PEOPLE), new Map([[KEY, NORTH]]));
        assert.deepEqual(await tx.whereabouts([]), new Map());
        // Another type with the same id is another record.
        assert.deepEqual(await tx.whereabouts([{ type: 'application', id: PERSON }]), new Map());
      });
    },
  },
  {
    name: 'CS2 a move in a savepoint that threw has moved nobody: rows, claims, whereabouts',
    async run(store) {
      await settled(store);
      const stand = async (tx: CentralTransaction) => {
        assert.deepEqual([await idsIn(tx, NORTH), await idsIn(tx, SOUTH)], [[PERSON, OTHER], []]);
        assert.deepEqual(await tx.whereabouts(PEOPLE), new Map());
        assert.equal((await tx.takeClaim(`number:${PERSON}`, SOUTH, 9)).scope, NORTH);
      };
      await store.transaction([NORTH, SOUTH], async (tx) => {
        const undone = tx.savepoint(async () => {
          await move(tx);
          throw new RangeError('refused');
        });
        await assert.rejects(undone, RangeError);
        await stand(tx);
      });
      await store.transaction([NORTH, SOUTH], stand);
    },
  },
  {
    name: 'CS1 a transaction says which scopes it holds, and no others',
    async run(store) {
      await store.transaction([NORTH, SOUTH], async (tx) => {
        assert.deepEqual([tx.holds(NORTH), tx.holds(SOUTH), tx.holds(0)], [true, true, false]);
      });
      await store.transaction([SOUTH], async (tx) => {
        assert.deepEqual([tx.holds(NORTH), tx.holds(SOUTH)], [false, true]);
        await tx.savepoint(async () => assert.equal(tx.holds(SOUTH), true));
      });
      await store.transaction([], async (tx) => assert.equal(tx.holds(NORTH), false));
    },
  },
];
