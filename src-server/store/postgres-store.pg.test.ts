/** The PostgreSQL store keeps the contract of every central store, and says what is the database's fault and what the act's. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { StoreFault } from './central-store.ts';
import { PostgresStore } from './postgres-store.ts';
import { STORE_CONTRACT } from './store-contract.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

const NORTH = 159999101000;
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

test.each(STORE_CONTRACT)('$name', ({ run }) => run(new PostgresStore(database.pool)));

test('J5 data that a column cannot hold is no fault of the database: the transaction goes on', async () => {
  const store = new PostgresStore(database.pool);
  const target = { type: 'person' as const, scope: NORTH, id: 4 };
  await store.transaction([NORTH], async (tx) => {
    const bad = tx.savepoint(() => tx.writeFields(target, { birthDate: '2026-02-31' }, ['identity'], 1));
    await expect(bad).rejects.not.toBeInstanceOf(StoreFault);
    await tx.writeFields(target, { name: '甲' }, ['identity'], 1);
  });
  await store.transaction([NORTH], async (tx) => {
    expect((await tx.read(NORTH, { type: 'person', id: 4 }))[0]?.values).toMatchObject({ name: '甲' });
  });
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
