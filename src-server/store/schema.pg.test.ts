/** R4: the migrated tables of the centre are those of the record registry, column by column. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { columnsOf, versionColumnsOf } from '#shared/records/codec.ts';
import { type FieldKind, RECORD_TYPE_NAMES } from '#shared/records/registry.ts';
import { recordType } from '#shared/records/rows.ts';
import { columnName } from '#shared/records/codec.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

const TYPES: Readonly<Record<FieldKind, string>> = {
  text: 'text',
  integer: 'integer',
  boolean: 'boolean',
  date: 'date',
  month: 'text',
  instant: 'text',
  id: 'bigint',
  json: 'jsonb',
};
let database: TestDatabase;

const byName = (columns: readonly { name: string }[]) =>
  columns.toSorted((a, b) => a.name.localeCompare(b.name));

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

test.each(RECORD_TYPE_NAMES)('R4 the table %s', async (type) => {
  const { rows } = await database.pool.query<{
    name: string;
    type: string;
    nullable: string;
    initial: string | null;
  }>(
    `SELECT column_name AS name, data_type AS type, is_nullable AS nullable, column_default AS initial
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`,
    [type],
  );
  const key = { type: 'bigint', nullable: 'NO', initial: null };
  // A column that came with a later step stands at the end: compared by name.
  expect(byName(rows)).toEqual(
    byName([
      { name: 'scope', ...key },
      { name: 'id', ...key },
      ...columnsOf(type).map(({ column, kind }) => ({
        name: column,
        type: TYPES[kind],
        nullable: 'YES',
        initial: null,
      })),
      ...versionColumnsOf(type).map(({ column }) => ({
        name: column,
        type: 'bigint',
        nullable: 'NO',
        initial: '0',
      })),
    ]),
  );
});

test.each(RECORD_TYPE_NAMES)('every key of %s leads with the scope', async (type) => {
  const { rows } = await database.pool.query<{ definition: string }>(
    "SELECT indexdef AS definition FROM pg_indexes WHERE schemaname = 'public' AND tablename = $1",
    [type],
  );
  const definitions = rows.map(({ definition }) => /\((.*)\)/.exec(definition)?.[1] ?? definition);
  const wanted = ['scope, id', ...recordType(type).indexes.map((field) => `scope, ${columnName(field)}`)];
  expect(definitions).toEqual(expect.arrayContaining(wanted));
  expect(definitions.filter((definition) => !definition.startsWith('scope, '))).toEqual([]);
});
