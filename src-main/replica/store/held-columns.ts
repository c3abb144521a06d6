/** Columns of rows as held rows need them (held-rows.ts): worked out once a type. */
import { columnName, columnsOf, SQLITE_CODEC, type Stored, versionColumnsOf } from '#shared/records/codec.ts';
import type { FieldKind, RecordTypeName } from '#shared/records/registry.ts';
import { fieldsOf, recordType } from '#shared/records/rows.ts';
import { isListed } from './person-list.ts';
import { SEARCHED_FIELDS, type Searched } from './search-index.ts';
import type { ConfirmedValues } from './shadow-text.ts';

export type StoredRow = Readonly<Record<string, Stored>>;

/** All columns of a type, in their order, with what stands in them where nobody wrote. */
const emptyRows = new Map<RecordTypeName, StoredRow>();
export function emptyRow(type: RecordTypeName): StoredRow {
  let empty = emptyRows.get(type);
  if (!empty) {
    const values = columnsOf(type).map(({ column }) => [column, null] as const);
    const versions = versionColumnsOf(type).map(({ column }) => [column, 0] as const);
    empty = Object.fromEntries([...values, ...versions]);
    emptyRows.set(type, empty);
  }
  return empty;
}

export function fieldKind(type: RecordTypeName, field: string): FieldKind {
  const known = fieldsOf(type).get(field);
  if (!known) throw new Error(`${type} has no field ${field}`);
  return known.kind;
}

/** Values by column, as they are stored. What the registry does not know has none. */
export function storedValues(type: RecordTypeName, values: ConfirmedValues): (readonly [string, Stored])[] {
  return Object.entries(values).flatMap(([field, value]) => {
    const known = fieldsOf(type).get(field);
    return known ? [[columnName(field), SQLITE_CODEC.encode(known.kind, value)] as const] : [];
  });
}

export const searchedColumns = SEARCHED_FIELDS.map((field) => [field, columnName(field)] as const);

export function searchedOf(row: StoredRow): Searched {
  return Object.fromEntries(
    searchedColumns.map(([field, column]) => [field, row[column]]),
  ) as unknown as Searched;
}

const listedColumns = new Map<RecordTypeName, readonly string[]>();
export function listedOf(type: RecordTypeName): readonly string[] {
  let columns = listedColumns.get(type);
  if (!columns) {
    columns = columnsOf(type).flatMap(({ field, column }) => (isListed(type, [field]) ? [column] : []));
    listedColumns.set(type, columns);
  }
  return columns;
}

const indexedColumns = new Map<RecordTypeName, ReadonlySet<string>>();
export function indexedOf(type: RecordTypeName): ReadonlySet<string> {
  let columns = indexedColumns.get(type);
  if (!columns) {
    columns = new Set(recordType(type).indexes.map(columnName));
    indexedColumns.set(type, columns);
  }
  return columns;
}
