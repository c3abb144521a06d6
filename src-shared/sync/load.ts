/** Walks a command's `needs` as queries, so that the synchronous executor on SQLite and the asynchronous one on PostgreSQL share
 *  the walk. Remembers every read as a key, empty index reads included, so that re-deciding sees phantoms (SPEC E2). */
import type { Id } from '../base/id.ts';
import type { Loaded, Need } from '../domain/command.ts';
import type { FieldValue, RecordTypeName } from '../records/registry.ts';
import { recordType, type Row } from '../records/rows.ts';

export type Query =
  | { readonly type: RecordTypeName; readonly id: Id }
  | {
      readonly type: RecordTypeName;
      readonly by: string;
      readonly value: string | number;
      readonly limit: number;
    };

/** Key of a record, or of an index read. */
export function recordKey(type: string, id: Id): string {
  return `${type}:${id}`;
}
export function indexKey(type: RecordTypeName, by: string, value: string | number): string {
  return `${type}:${by}=${value}`;
}

/** Keys of the index entries that these fields of a record make. */
export function indexKeysOf(type: RecordTypeName, fields: Readonly<Record<string, FieldValue>>): string[] {
  return recordType(type).indexes.flatMap((field) => {
    const value = fields[field];
    return typeof value === 'string' || typeof value === 'number' ? [indexKey(type, field, value)] : [];
  });
}

function fieldOfStep(loaded: Record<string, readonly Row[]>, step: string, field: string): FieldValue {
  const row = loaded[step]?.[0];
  if (!row) return null;
  return field === 'id' ? row.id : ((row.values as Record<string, FieldValue>)[field] ?? null);
}

function queryOf(need: Need, loaded: Record<string, readonly Row[]>): Query | null {
  if ('id' in need) return { type: need.type, id: need.id };
  if ('idFrom' in need) {
    const id = fieldOfStep(loaded, need.idFrom.step, need.idFrom.field);
    return typeof id === 'number' ? { type: need.type, id } : null;
  }
  const value = 'value' in need ? need.value : fieldOfStep(loaded, need.valueFrom.step, need.valueFrom.field);
  return typeof value === 'string' || typeof value === 'number'
    ? { type: need.type, by: need.by, value, limit: need.limit }
    : null;
}

/** Yields each query, takes its rows, returns everything loaded and the keys that were read. */
export function* walkNeeds(
  needs: readonly Need[],
): Generator<Query, { loaded: Loaded; keys: string[] }, readonly Row[]> {
  const loaded: Record<string, readonly Row[]> = {};
  const keys: string[] = [];
  for (const need of needs) {
    const query = queryOf(need, loaded);
    if (!query) {
      loaded[need.as] = [];
      continue;
    }
    const rows = yield query;
    keys.push('id' in query ? recordKey(query.type, query.id) : indexKey(query.type, query.by, query.value));
    for (const row of rows) keys.push(recordKey(row.type, row.id));
    loaded[need.as] = rows;
  }
  return { loaded, keys: [...new Set(keys)] };
}
