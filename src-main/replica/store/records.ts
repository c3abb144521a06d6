/** Rows of the record tables in SQLite: read by id or index, write fields, put a whole row back, remove. Generic over the registry;
 *  the only writer of case tables, called by the executor and by the laying-down of confirmed changes. */
import type { Id } from '#shared/base/id.ts';
import { columnName, decodeRow, SQLITE_CODEC, selectList, type Stored } from '#shared/records/codec.ts';
import type { FieldKind, FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { fieldsOf, groupOf, recordType, type Row, versionColumn } from '#shared/records/rows.ts';
import type { Query } from '#shared/sync/load.ts';
import { heldRows } from './held-rows.ts';
import { ensureLine, isListed, peopleOf, refreshLines } from './person-list.ts';
import { indexPerson, SEARCHED_FIELDS, unindexPerson } from './search-index.ts';
import type { Statements } from './statements.ts';

type StoredRow = Record<string, Stored>;

/** Runs one step of a command's needs. */
export function readQuery(statements: Statements, query: Query): Row[] {
  if ('id' in query) {
    const row = readRecord(statements, query.type, query.id);
    return row ? [row] : [];
  }
  if (!recordType(query.type).indexes.includes(query.by))
    throw new Error(`${query.type}.${query.by} is not an index`);
  const held = heldRows(statements);
  if (held) return held.find(query);
  const sql = `SELECT ${selectList(query.type)} FROM "${query.type}" WHERE ${columnName(query.by)} = ? ORDER BY id LIMIT ?`;
  return statements
    .all<StoredRow>(sql, query.value, query.limit)
    .map((stored) => decodeRow(SQLITE_CODEC, query.type, stored));
}

export function readRecord<T extends RecordTypeName>(statements: Statements, type: T, id: Id): Row<T> | null {
  const held = heldRows(statements);
  if (held) return held.read(type, id) as Row<T> | null;
  const stored = statements.get<StoredRow>(`SELECT ${selectList(type)} FROM "${type}" WHERE id = ?`, id);
  return stored ? decodeRow(SQLITE_CODEC, type, stored) : null;
}

/** How to write one set of fields: worked out once, for a first sync writes the same fields thousands of times. */
export interface WritePlan {
  readonly sql: string;
  readonly fields: readonly { readonly field: string; readonly kind: FieldKind }[];
  readonly isSearched: boolean;
  readonly isListed: boolean;
  /** It says whose the row is, who may have been another before. */
  readonly saysWhose: boolean;
}

const isSearched = (field: string) => (SEARCHED_FIELDS as readonly string[]).includes(field);

const PLANS_MAX = 500;
const plans = new Map<string, WritePlan>();

type PlanKey = readonly [
  type: RecordTypeName,
  names: readonly string[],
  groups: readonly string[],
  /** No row has these ids. */
  isNew?: boolean,
];

function makePlan(...[type, names, groups, isNew]: PlanKey): WritePlan {
  const kinds = fieldsOf(type);
  // A field of a newer registry is left out; a group must be one of ours, for its name becomes a column.
  const fields = names.flatMap((field) => {
    const known = kinds.get(field);
    return known ? [{ field, kind: known.kind }] : [];
  });
  const versions = groups.map((group) => groupOf(type, group) && columnName(versionColumn(group)));
  const columns = [...fields.map(({ field }) => columnName(field)), ...versions];
  // A record's scope changes by a move alone (sync/moves.ts), which takes the row away first.
  const updates = columns.map((column) => `${column} = excluded.${column}`).join(', ') || 'id = id';
  const insert = `INSERT INTO "${type}" (id, scope${columns.map((column) => `, ${column}`).join('')}) VALUES (?, ?${', ?'.repeat(columns.length)})`;
  return {
    sql: isNew ? insert : `${insert} ON CONFLICT (id) DO UPDATE SET ${updates}`,
    fields,
    isSearched: type === 'person' && fields.some(({ field }) => isSearched(field)),
    isListed: isListed(
      type,
      fields.map(({ field }) => field),
    ),
    saysWhose: fields.some(({ field }) => field === 'personId'),
  };
}

export function planOf(...of: PlanKey): WritePlan {
  const [type, names, groups, isNew = false] = of;
  const key = `${type} ${names.join()} ${groups.join()} ${isNew}`;
  let plan = plans.get(key);
  if (!plan) {
    if (plans.size >= PLANS_MAX) plans.clear();
    plan = makePlan(...of);
    plans.set(key, plan);
  }
  return plan;
}

/** A group and the commit that last wrote it. */
export type GroupVersion = readonly [group: string, commit: number];

/** Writes fields of one record, making the row when it is not there. `versions` marks groups as confirmed by a commit; throws on a group
 *  that the registry does not know. */
export function writeFields(
  statements: Statements,
  target: { type: RecordTypeName; scope: number; id: Id },
  set: Readonly<Record<string, FieldValue>>,
  versions: readonly GroupVersion[] = [],
): void {
  const { type, id, scope } = target;
  const held = heldRows(statements);
  const columns = held && columnsToHold(type, set, versions);
  if (columns) return held.write(target, columns);
  const plan = planOf(
    type,
    Object.keys(set),
    versions.map(([group]) => group),
  );
  const values = plan.fields.map(({ field, kind }) => SQLITE_CODEC.encode(kind, set[field] ?? null));
  for (const [, commit] of versions) values.push(commit);
  held?.settle();
  held?.forget();
  const before = plan.isListed && plan.saysWhose ? peopleOf(statements, type, [id]) : [];
  statements.run(plan.sql, id, scope, ...values);
  if (plan.isSearched) indexPerson(statements, id);
  if (plan.isListed) refreshLines(statements, [...before, ...peopleOf(statements, type, [id])]);
  else if (type === 'person') ensureLine(statements, id);
}

/** Columns as they read once they are written; null where one of them is left to the column. */
function columnsToHold(
  type: RecordTypeName,
  set: Readonly<Record<string, FieldValue>>,
  versions: readonly GroupVersion[],
): [string, Stored][] | null {
  const kinds = fieldsOf(type);
  const columns: [string, Stored][] = [];
  for (const field of Object.keys(set)) {
    const known = kinds.get(field);
    if (!known) continue;
    const value = SQLITE_CODEC.encode(known.kind, set[field] ?? null);
    if (!readsAsWritten(known.kind, value)) return null;
    columns.push([columnName(field), value]);
  }
  for (const [group, commit] of versions)
    columns.push([columnName(groupOf(type, group) && versionColumn(group)), commit]);
  return columns;
}

/** Whether a column gives a value back as it was given. What is of another kind, the column converts or refuses. */
function readsAsWritten(kind: FieldKind, value: Stored | undefined): boolean {
  if (value === null) return true;
  if (kind === 'integer' || kind === 'id' || kind === 'boolean') return Number.isSafeInteger(value);
  return typeof value === 'string' && value.isWellFormed();
}

/** Forgets what was kept of a record that this program could not read (sync/kept.ts). */
export function forgetKept(statements: Statements, type: string, id: Id): void {
  statements.run('DELETE FROM kept WHERE type = ? AND id = ?', type, id);
}

/** Takes a row away. */
export function removeRow(statements: Statements, type: RecordTypeName, id: Id): void {
  forgetKept(statements, type, id);
  const held = heldRows(statements);
  if (held) return held.remove(type, id);
  const before = peopleOf(statements, type, [id]);
  statements.run(`DELETE FROM "${type}" WHERE id = ?`, id);
  if (type === 'person') unindexPerson(statements, id);
  refreshLines(statements, before);
}
