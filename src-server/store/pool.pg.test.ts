import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kyselyOn, openPool } from './pool.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await openTestDatabase({ isMigrated: false });
  pool = database.pool;
});

afterAll(() => database?.close());

async function read(expression: string): Promise<unknown> {
  return (await pool.query(`SELECT ${expression} AS value`)).rows[0].value;
}

test('PO1 an int8 is a number; one that is no safe integer is refused', async () => {
  expect(await read('9007199254740991::int8')).toBe(Number.MAX_SAFE_INTEGER);
  expect(await read('(-9007199254740991)::int8')).toBe(Number.MIN_SAFE_INTEGER);
  expect(await read("'{1,NULL,3}'::int8[]")).toEqual([1, null, 3]);
  expect(await read("'{}'::int8[]")).toEqual([]);
  expect(await read('count(*)')).toBe(1);
  await expect(read('9007199254740992::int8')).rejects.toThrow(/not a safe integer/);
});

test('PO2 a date is the text that was written, whatever the time zone', async () => {
  await pool.query("SET TIME ZONE 'Asia/Shanghai'");
  expect(await read("'2026-01-01'::date")).toBe('2026-01-01');
  expect(await read("'{2026-01-01,NULL}'::date[]")).toEqual(['2026-01-01', null]);
});

test('PO3 PO4 a numeric and a time without zone are refused', async () => {
  await expect(read('1.5::numeric')).rejects.toThrow(/numeric/);
  await expect(pool.query('SELECT sum(n) FROM (VALUES (1::int8)) v (n)')).rejects.toThrow(/numeric/);
  await expect(read('now()::timestamp')).rejects.toThrow(/without time zone/);
  expect(await read('1')).toBe(1);
});

test('the other types stay as they are', async () => {
  expect(await read('true')).toBe(true);
  expect(await read(`'{"a":[1]}'::jsonb`)).toEqual({ a: [1] });
  expect(await read(`'\\x00ff'::bytea`)).toEqual(Buffer.from([0, 255]));
  expect(await read("'2026-01-01T00:00:00Z'::timestamptz")).toEqual(new Date('2026-01-01T00:00:00Z'));
});

test('PO5 a connection that is cut is told of and replaced', async () => {
  const notes: string[] = [];
  const other = openPool(database.url, { connectionsMax: 1, note: (line) => notes.push(line) });
  const [row] = (await other.query('SELECT pg_backend_pid() AS pid')).rows;
  await pool.query('SELECT pg_terminate_backend($1)', [row.pid]);
  await expect.poll(() => notes.length).toBeGreaterThan(0);
  expect((await other.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  await other.end();
});

test('kysely uses the same types', async () => {
  const db = kyselyOn<{ thing: { id: number; day: string } }>(pool);
  await pool.query('CREATE TABLE thing (id int8, day date)');
  await db
    .insertInto('thing')
    .values({ id: 2 ** 40, day: '2026-11-01' })
    .execute();
  expect(await db.selectFrom('thing').select(['id', 'day']).execute()).toEqual([
    { id: 2 ** 40, day: '2026-11-01' },
  ]);
});
