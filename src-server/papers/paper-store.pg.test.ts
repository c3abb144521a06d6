/** PostgreSQL keeps the contract of every store of papers. */
import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { PostgresStore } from '../store/postgres-store.ts';
import { openTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { PAPER_CONTRACT } from './paper-contract.ts';
import { PostgresPaperStore } from './paper-store.ts';
import { PostgresUploadStore } from './upload-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterEach(async () => {
  await database.pool.query('TRUNCATE paper, paper_content, paper_upload, whereabouts, scope CASCADE');
});
afterAll(async () => {
  await database?.close();
});

test.each(PAPER_CONTRACT)('$name', ({ run }) => {
  const { pool } = database;
  return run(new PostgresStore(pool), new PostgresPaperStore(pool), new PostgresUploadStore(pool));
});
