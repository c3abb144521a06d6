import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Migration, migrate, readMigrations } from './migrate.ts';
import { openPool } from './pool.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase({ isMigrated: false });
});

beforeEach(async () => {
  await database.pool.query(
    'DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS access CASCADE',
  );
});

afterAll(() => database?.close());

function step(name: string, ...statements: string[]): Migration {
  return {
    name,
    up: async (db) => {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}

const first = step('0001_first', 'CREATE TABLE a (n int)');
const second = step('0002_second', 'INSERT INTO a VALUES (1)', 'CREATE TABLE b (n int)');

async function hasTable(name: string): Promise<boolean> {
  return (await database.pool.query('SELECT to_regclass($1) IS NOT NULL AS has', [name])).rows[0].has;
}

test('the migrations of this program run from empty, in order, and only once', async () => {
  const names = (await readMigrations()).map((each) => each.name);
  expect(names[0]).toBe('0001_access');
  expect(await migrate(database.pool)).toEqual(names);
  expect(await migrate(database.pool)).toEqual([]);
  expect(await hasTable('access.account')).toBe(true);
});

test('MI1 a migration that fails leaves nothing, and what ran before it stays', async () => {
  const broken = step('0002_broken', 'CREATE TABLE b (n int)', 'SELECT 1/0');
  await expect(migrate(database.pool, [first, broken])).rejects.toThrow(/division by zero/);
  expect(await hasTable('a')).toBe(true);
  expect(await hasTable('b')).toBe(false);
  expect(await migrate(database.pool, [first, second])).toEqual(['0002_second']);
});

test('MI2 several servers at once run each migration once', async () => {
  const pools = Array.from({ length: 4 }, () => openPool(database.url, { connectionsMax: 1 }));
  const answers = await Promise.all(pools.map((pool) => migrate(pool, [first, second])));
  expect(answers.flat().sort()).toEqual(['0001_first', '0002_second']);
  expect((await database.pool.query('SELECT n FROM a')).rows).toEqual([{ n: 1 }]);
  await Promise.all(pools.map((pool) => pool.end()));
});

test('MI3 a database changed by a newer program, or in another order, is refused', async () => {
  await migrate(database.pool, [first, second]);
  await expect(migrate(database.pool, [first])).rejects.toThrow(/0002_second/);
  const inserted = step('0001_earlier', 'CREATE TABLE c (n int)');
  await expect(migrate(database.pool, [inserted, first, second])).rejects.toThrow(/0001_first/);
  expect(await hasTable('c')).toBe(false);
});
