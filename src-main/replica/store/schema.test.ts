/** R4: the migrated tables of the replica are those of the record registry, column by column. */
import { expect, test } from 'vitest';
import { columnName, columnsOf, versionColumnsOf } from '#shared/records/codec.ts';
import { type FieldKind, RECORD_TYPE_NAMES } from '#shared/records/registry.ts';
import { recordType } from '#shared/records/rows.ts';
import { migrateReplica } from './migrate.ts';
import { openReplicaFile } from './open.ts';

const TYPES: Readonly<Record<FieldKind, string>> = {
  text: 'TEXT',
  integer: 'INTEGER',
  boolean: 'INTEGER',
  date: 'TEXT',
  month: 'TEXT',
  instant: 'TEXT',
  id: 'INTEGER',
  json: 'TEXT',
};

const db = openReplicaFile({ path: ':memory:', key: new Uint8Array(32) });
migrateReplica(db);

const byName = (columns: readonly unknown[]) =>
  (columns as { name: string }[]).toSorted((a, b) => a.name.localeCompare(b.name));

test.each(RECORD_TYPE_NAMES)('R4 the table %s', (type) => {
  const columns = db
    .prepare(`SELECT name, type, "notnull" AS needed, dflt_value AS initial, pk FROM pragma_table_info(?)`)
    .all(type);
  const plain = { needed: 0, initial: null, pk: 0 };
  // A column that came with a later step stands at the end: compared by name.
  expect(byName(columns)).toEqual(
    byName([
      { name: 'id', type: 'INTEGER', needed: 0, initial: null, pk: 1 },
      { name: 'scope', type: 'INTEGER', needed: 1, initial: null, pk: 0 },
      ...columnsOf(type).map(({ column, kind }) => ({ name: column, type: TYPES[kind], ...plain })),
      ...versionColumnsOf(type).map(({ column }) => ({
        name: column,
        type: 'INTEGER',
        needed: 1,
        initial: '0',
        pk: 0,
      })),
    ]),
  );
});

test.each(RECORD_TYPE_NAMES)('what commands look up of %s has an index', (type) => {
  const indexes = db
    .prepare(
      'SELECT i.name, c.name AS field FROM pragma_index_list(?) i, pragma_index_info(i.name) c WHERE c.seqno = 0',
    )
    .all(type) as { field: string }[];
  expect(indexes.map(({ field }) => field)).toEqual(
    expect.arrayContaining(recordType(type).indexes.map(columnName)),
  );
});

test('migrating again does nothing; a file of a newer program is refused', () => {
  expect(() => migrateReplica(db)).not.toThrow();
  const at = db.pragma('user_version', { simple: true }) as number;
  db.pragma(`user_version=${at + 1}`);
  expect(() => migrateReplica(db)).toThrow(/this program knows/);
  db.pragma(`user_version=${at}`);
});
