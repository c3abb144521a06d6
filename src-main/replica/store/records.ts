/** Rows of the record tables in SQLite: read by id or index, write fields, put a whole row back, remove. Generic over the registry;
 *  the only writer of case tables, called by the executor and by the laying-down of confirmed changes. */
import type { Id } from '#shared/base/id.ts';
import {
  columnName,
  columnsOf,
  decodeRow,
  SQLITE_CODEC,
  type Stored,
  versionColumnsOf,
} from '#shared/records/codec.ts';
import { type FieldValue, type RecordTypeName } from '#shared/records/registry.ts';
import { fieldsOf, recordType, type Row } from '#shared/records/rows.ts';
import type { Query } from '#shared/sync/load.ts';
import { indexPerson, unindexPerson } from './search-index.ts';
import type { Statements } from './statements.ts';

type StoredRow = Record<string, Stored>;

const selectLists = new Map<RecordTypeName, string>();

/** The named columns of a type, for every SELECT of whole rows. */
export function selectList(type: RecordTypeName): string {
  let list = selectLists.get(type);
  if (!list) {
    list = [
      'scope',
      'id',
      ...columnsOf(type).map(({ column }) => column),
      ...versionColumnsOf(type).map(({ column }) => column),
    ].join(', ');
    selectLists.set(type, list);
  }
  return list;
}

/** Runs one step of a command's needs. */
export function readQuery(statements: Statements, query: Query): Row[] {
  if ('id' in query) {
    const row = readRecord(statements, query.type, query.id);
    return row ? [row] : [];
  }
  if (!recordType(query.type).indexes.includes(query.by))
    throw new Error(`${query.type}.${query.by} is not an index`);
  const sql = `SELECT ${selectList(query.type)} FROM "${query.type}" WHERE ${columnName(query.by)} = ? ORDER BY id LIMIT ?`;
  return statements
    .all<StoredRow>(sql, query.value, query.limit)
    .map((stored) => decodeRow(SQLITE_CODEC, query.type, stored));
}

export function readRecord<T extends RecordTypeName>(statements: Statements, type: T, id: Id): Row<T> | null {
  const stored = statements.get<StoredRow>(`SELECT ${selectList(type)} FROM "${type}" WHERE id = ?`, id);
  return stored ? decodeRow(SQLITE_CODEC, type, stored) : null;
}

/** Writes fields of one record, making the row when it is not there. `version` marks the groups as confirmed by that commit. */
export function writeFields(
  statements: Statements,
  target: { type: RecordTypeName; scope: number; id: Id },
  set: Readonly<Record<string, FieldValue>>,
  version?: { groups: readonly string[]; commit: number },
): void {
  const { type } = target;
  const kinds = fieldsOf(type);
  const columns: string[] = [];
  const values: Stored[] = [];
  for (const [field, value] of Object.entries(set)) {
    const known = kinds.get(field);
    if (!known) continue;
    columns.push(columnName(field));
    values.push(SQLITE_CODEC.encode(known.kind, value));
  }
  for (const group of version?.groups ?? []) {
    columns.push(columnName(`v_${group}`));
    values.push(version?.commit ?? 0);
  }
  const updates = ['scope', ...columns].map((column) => `${column} = excluded.${column}`).join(', ');
  const sql = `INSERT INTO "${type}" (id, scope${columns.map((column) => `, ${column}`).join('')}) VALUES (?, ?${', ?'.repeat(columns.length)}) ON CONFLICT (id) DO UPDATE SET ${updates}`;
  statements.run(sql, target.id, target.scope, ...values);
  if (type === 'person') indexPerson(statements, target.id);
}

/** Puts a row back as it was; `null` removes what should not be there. */
export function restoreRow(
  statements: Statements,
  type: RecordTypeName,
  id: Id,
  confirmed: Row | null,
): void {
  if (!confirmed) {
    if (type === 'person') unindexPerson(statements, id);
    statements.run(`DELETE FROM "${type}" WHERE id = ?`, id);
    return;
  }
  const columns = [
    ...columnsOf(type).map(({ column }) => column),
    ...versionColumnsOf(type).map(({ column }) => column),
  ];
  const values = [
    ...columnsOf(type).map(({ field, kind }) =>
      SQLITE_CODEC.encode(kind, (confirmed.values as Record<string, FieldValue>)[field] ?? null),
    ),
    ...versionColumnsOf(type).map(({ group }) => confirmed.versions[group] ?? 0),
  ];
  statements.run(
    `UPDATE "${type}" SET scope = ?, ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
    confirmed.scope,
    ...values,
    id,
  );
  if (type === 'person') indexPerson(statements, id);
}
