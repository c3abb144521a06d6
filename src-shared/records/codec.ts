/** Column names and stored forms of a record's fields, one codec for both databases (SPEC R3): booleans are 0/1 in SQLite and
 *  boolean in PostgreSQL, lists are JSON text and jsonb, dates and months are text on the outside everywhere. */
import type { Id } from '../base/id.ts';
import type { FieldKind, FieldValue, RecordTypeName } from './registry.ts';
import { fieldsOf, groupNames, type Row, versionColumn, type Values } from './rows.ts';

export type Stored = null | string | number | boolean | bigint | object;

export interface Codec {
  encode(kind: FieldKind, value: FieldValue): Stored;
  decode(kind: FieldKind, stored: Stored): FieldValue;
}

export const SQLITE_CODEC: Codec = {
  encode(kind, value) {
    if (value === null || value === undefined) return null;
    if (kind === 'boolean') return value === true ? 1 : 0;
    return kind === 'json' ? JSON.stringify(value) : (value as string | number);
  },
  decode(kind, stored) {
    if (stored === null || stored === undefined) return null;
    if (kind === 'boolean') return stored === 1;
    return kind === 'json' ? (JSON.parse(stored as string) as FieldValue) : (stored as string | number);
  },
};

export const POSTGRES_CODEC: Codec = {
  encode(kind, value) {
    if (value === null || value === undefined) return null;
    return kind === 'json' ? JSON.stringify(value) : (value as string | number | boolean);
  },
  decode(_kind, stored) {
    return stored === undefined ? null : (stored as FieldValue);
  },
};

const columnNames = new Map<string, string>();

/** personId → person_id. Of fields of the registry: their names are kept. */
export function columnName(field: string): string {
  let name = columnNames.get(field);
  if (name === undefined) {
    name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    columnNames.set(field, name);
  }
  return name;
}

export interface Column {
  readonly field: string;
  readonly kind: FieldKind;
  readonly group: string;
  readonly column: string;
}

const columnTables = new Map<RecordTypeName, readonly Column[]>();

/** Value columns of a type, in registry order. */
export function columnsOf(type: RecordTypeName): readonly Column[] {
  let columns = columnTables.get(type);
  if (!columns) {
    columns = [...fieldsOf(type)].map(([field, { group, kind }]) => ({
      field,
      kind,
      group,
      column: columnName(field),
    }));
    columnTables.set(type, columns);
  }
  return columns;
}

const versionTables = new Map<RecordTypeName, readonly { group: string; column: string }[]>();

/** Version columns of a type with their group. */
export function versionColumnsOf(type: RecordTypeName): readonly { group: string; column: string }[] {
  let columns = versionTables.get(type);
  if (!columns) {
    columns = groupNames(type).map((group) => ({ group, column: columnName(versionColumn(group)) }));
    versionTables.set(type, columns);
  }
  return columns;
}

/** Reads a stored row. */
export function decodeRow<T extends RecordTypeName>(
  codec: Codec,
  type: T,
  stored: Readonly<Record<string, Stored>>,
): Row<T> {
  const values: Record<string, FieldValue> = {};
  for (const { field, kind, column } of columnsOf(type))
    values[field] = codec.decode(kind, stored[column] ?? null);
  const versions: Record<string, number> = {};
  for (const { group, column } of versionColumnsOf(type)) versions[group] = stored[column] as number;
  return { type, scope: stored.scope as number, id: stored.id as Id, values: values as Values<T>, versions };
}

const selectLists = new Map<RecordTypeName, string>();

/** The named columns of a type, for every SELECT of whole rows. */
export function selectList(type: RecordTypeName): string {
  let list = selectLists.get(type);
  if (!list) {
    const columns = [...columnsOf(type), ...versionColumnsOf(type)].map(({ column }) => column);
    list = ['scope', 'id', ...columns].join(', ');
    selectLists.set(type, list);
  }
  return list;
}
