/** The PostgreSQL store keeps the contract of every central store, and says what is the database's fault and what the act's. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type pg from 'pg';
import type { FieldValue } from '#shared/records/registry.ts';
import type { OutcomeFrame } from '#shared/sync/frames.ts';
import { BadData, type CentralTransaction, type CommitMeta, StoreFault } from './central-store.ts';
import { PostgresStore } from './postgres-store.ts';
import { STORE_CONTRACT } from './store-contract.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

const NORTH = 159999101000;
const META: CommitMeta = {
  device: 7,
  actNumber: 1,
  actor: 1,
  body: 'TOWNSHIP',
  madeAt: 'then',
  receivedAt: 'now',
};
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration'",
  );
  await database.pool.query(`TRUNCATE ${rows.map(({ name }) => `"${name}"`).join(', ')}`);
});

/** Statements that a pool's connections send while `work` runs. */
async function countStatements(pool: pg.Pool, work: () => Promise<unknown>): Promise<number> {
  let counted = 0;
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  pool.connect = (async () => {
    const client = await connect();
    const query = client.query.bind(client) as (...all: unknown[]) => unknown;
    client.query = ((...all: unknown[]) => {
      counted++;
      return query(...all);
    }) as typeof client.query;
    return client;
  }) as typeof pool.connect;
  try {
    await work();
    return counted;
  } finally {
    pool.connect = connect as typeof pool.connect;
  }
}

test.each(STORE_CONTRACT)('$name', ({ run }) => run(new PostgresStore(database.pool)));

const BAD: readonly [string, Record<string, FieldValue>][] = [
  ['a day that no month has', { birthDate: '2026-02-31' }],
  ['a text with a zero in it', { name: '乌\u0000云' }],
  ['half of a character', { name: '乌\ud83d' }],
  ['a number out of range', { grade: 2 ** 40 }],
  ['a part of a number', { hukouVillage: 1.5 }],
  ['a text where a number stands', { disabilityClass: 'vier' }],
  ['a zero in a list', { rosterBenefits: ['LI\u0000VING'] }],
];
test.each(BAD)(
  'CS2 J5 %s is no fault of the database: nothing of the transaction is kept',
  async (_what, set) => {
    const store = new PostgresStore(database.pool);
    const bad = store.transaction([NORTH], async (tx) => {
      await tx.takeClaim('person:1', NORTH, 4);
      await tx.writeOutcome(7, { frame: { number: 1 } as OutcomeFrame, digest: 'd' }, '{}');
      await tx.writeFields({ type: 'person', scope: NORTH, id: 5 }, { name: '甲' }, ['identity'], 1);
      await tx.writeFields({ type: 'person', scope: NORTH, id: 4 }, set, ['identity'], 1);
    });
    await expect(bad).rejects.toBeInstanceOf(BadData);
    for (const table of ['person', 'claim', 'outcome'])
      expect((await database.pool.query(`SELECT count(*) AS n FROM ${table}`)).rows).toEqual([{ n: 0 }]);
  },
);

test('a run of a hundred edits costs a handful of statements', async () => {
  const store = new PostgresStore(database.pool);
  const ids = Array.from({ length: 100 }, (_, at) => at + 1);
  const write = (number: number) => (tx: CentralTransaction) => async (id: number) => {
    await tx.savepoint(async () => {
      await tx.read(NORTH, { type: 'person', id });
      const commit = await tx.append(NORTH, META, new Map([['identity', [['person', id, 'identity', {}]]]]));
      await tx.writeFields({ type: 'person', scope: NORTH, id }, { name: `${number}` }, ['identity'], commit);
    });
  };
  const counted = await countStatements(database.pool, () =>
    store.transaction([NORTH], async (tx) => {
      await tx.foresee({ reads: { scope: NORTH, queries: ids.map((id) => ({ type: 'person', id })) } });
      for (const id of ids) await write(1)(tx)(id);
    }),
  );
  expect(counted).toBeLessThanOrEqual(10);
});

test('J5 a connection that breaks is a fault: nothing is judged, nothing is kept', async () => {
  const store = new PostgresStore(database.pool);
  const broken = store.transaction([NORTH], async (tx) => {
    await tx.savepoint(async () => {
      await tx.takeClaim('person:3', NORTH, 3);
      await database.pool.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'",
      );
      await tx.takeClaim('person:4', NORTH, 3);
    });
  });
  await expect(broken).rejects.toBeInstanceOf(StoreFault);
  await store.transaction([NORTH], async (tx) => {
    expect(await tx.takeClaim('person:3', NORTH, 8)).toEqual({ scope: NORTH, recordId: 8 });
  });
});
