/** People who move and access that ends (SPEC MV, FW, SC, PO): the same stories on PostgreSQL. */
import { afterAll, beforeAll, test } from 'vitest';
import { PostgresStore } from '../../src-server/store/postgres-store.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';
import { STORIES } from './moves-cases.ts';
import { World } from './moves-world.ts';
import { SCOPE_STORIES } from './scope-cases.ts';

let databases: TestDatabase[] = [];
beforeAll(() => {
  databases = [];
});
afterAll(async () => {
  for (const database of databases) await database.close();
});

test.each([...STORIES, ...SCOPE_STORIES])('$name', async ({ run }) => {
  const database = await openTestDatabase();
  databases.push(database);
  await run(new World(new PostgresStore(database.pool)));
});
