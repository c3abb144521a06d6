/** Walks a command's `needs` as queries, so that the synchronous executor on SQLite and the asynchronous one on PostgreSQL share
 *  the walk. Remembers every read as a key, empty index reads included, so that re-deciding sees phantoms (SPEC E2). */
import type { Id } from '../base/id.ts';
import type { Loaded, Need } from '../domain/command.ts';
import { ancestorAt } from '../domain/division.ts';
import { type FieldValue, type RecordTypeName, REFERENCE_SCOPE } from '../records/registry.ts';
import { recordType, type Row } from '../records/rows.ts';

export type Query =
  | { readonly type: RecordTypeName; readonly id: Id }
  | {
      readonly type: RecordTypeName;
      readonly by: string;
      readonly value: string | number;
      readonly limit: number;
      readonly ofCounty?: true;
    };

/** Where a query of an act is read at the centre. What divisions there are, every scope is told by the reference. */
export function scopeOfQuery(scope: number, query: Query): number {
  if (query.type === 'division') return REFERENCE_SCOPE;
  const isOfCounty = 'ofCounty' in query && query.ofCounty;
  return (isOfCounty && ancestorAt('COUNTY', scope)) || scope;
}

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

function fieldsOfStep(
  loaded: Record<string, readonly Row[]>,
  { step, field, each }: { readonly step: string; readonly field: string; readonly each?: true },
): FieldValue[] {
  const rows = loaded[step] ?? [];
  return (each ? rows : rows.slice(0, 1)).map((row) =>
    field === 'id' ? row.id : ((row.values as Record<string, FieldValue>)[field] ?? null),
  );
}

function queriesOf(need: Need, loaded: Record<string, readonly Row[]>): Query[] {
  const { type } = need;
  if ('id' in need) return [{ type, id: need.id }];
  if ('idFrom' in need)
    return fieldsOfStep(loaded, need.idFrom).flatMap((id) => (typeof id === 'number' ? [{ type, id }] : []));
  const { by, limit } = need;
  const ofCounty = 'value' in need && need.ofCounty ? { ofCounty: true as const } : {};
  const values = 'value' in need ? [need.value] : fieldsOfStep(loaded, need.valueFrom);
  return values.flatMap((value) =>
    typeof value === 'string' || typeof value === 'number' ? [{ type, by, value, limit, ...ofCounty }] : [],
  );
}

/** Yields each query of a step, takes its rows, notes what was read. */
function* readStep(queries: readonly Query[], keys: string[]): Generator<Query, Row[], readonly Row[]> {
  const found: Row[] = [];
  for (const query of queries) {
    const rows = yield query;
    keys.push('id' in query ? recordKey(query.type, query.id) : indexKey(query.type, query.by, query.value));
    for (const row of rows) keys.push(recordKey(row.type, row.id));
    found.push(...rows);
  }
  return found;
}

/** Walks every step, and returns everything loaded and the keys that were read. */
export function* walkNeeds(
  needs: readonly Need[],
): Generator<Query, { loaded: Loaded; keys: string[] }, readonly Row[]> {
  const loaded: Record<string, readonly Row[]> = {};
  const keys: string[] = [];
  for (const need of needs) loaded[need.as] = yield* readStep(queriesOf(need, loaded), keys);
  return { loaded, keys: [...new Set(keys)] };
}
