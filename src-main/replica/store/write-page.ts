/** Writes whole pages of rows, column by column, as `writeFields` would write them one by one. It is what a first sync spends its time on, so
 *  what a page does not say is not bound, and rows that nobody has had yet are put in without asking for each whether it is there.
 *  DE1 search words are written with each row; lines of lists here, or once at the end of the transaction by whoever collects them. */
import type { Id } from '#shared/base/id.ts';
import { SQLITE_CODEC, type Stored } from '#shared/records/codec.ts';
import type { FieldKind, FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { heldRows } from './held-rows.ts';
import { peopleOf, refreshLines } from './person-list.ts';
import { planOf } from './records.ts';
import { indexNewPerson, indexPerson, type Searched, SEARCHED_FIELDS } from './search-index.ts';
import type { Statements } from './statements.ts';

/** Rows of one type, column by column, whole. */
export interface RowColumns {
  readonly type: RecordTypeName;
  readonly ids: readonly Id[];
  readonly columns: Readonly<Record<string, readonly FieldValue[]>>;
  readonly versions: Readonly<Record<string, readonly number[]>>;
}

/** Whether these are ids of rows that are not here, each once. Most pages of a first sync lie where nobody's rows are: one look tells. */
export function areNew(statements: Statements, type: RecordTypeName, ids: readonly Id[]): boolean {
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return true;
  if (ids.some((id, at) => at > 0 && id <= (ids[at - 1] as Id))) return false;
  return (
    !statements.get(`SELECT 1 FROM "${type}" WHERE id BETWEEN ? AND ? LIMIT 1`, first, last) ||
    !statements.get(
      `SELECT 1 FROM "${type}" WHERE id IN (SELECT value FROM json_each(?)) LIMIT 1`,
      JSON.stringify(ids),
    )
  );
}

/** Names of columns that say anything else than what a row has that is put in without them. */
function saidOf<T>(lists: Readonly<Record<string, readonly T[]>>, nothing: T): string[] {
  return Object.keys(lists).filter((name) => lists[name]?.some((value) => (value ?? nothing) !== nothing));
}

function storedList(kind: FieldKind, list: readonly FieldValue[]): readonly Stored[] {
  if (kind !== 'boolean' && kind !== 'json') return list;
  return list.map((value) => SQLITE_CODEC.encode(kind, value ?? null));
}

/** What search words of a person are made of, at a place of a page; undefined where the page does not say all of it. */
function searchedIn(columns: RowColumns['columns']): (at: number) => Searched | undefined {
  const [name, idNumber, phone, certificateNumber, mergedInto] = SEARCHED_FIELDS.map(
    (field) => columns[field],
  );
  if (!name || !idNumber || !phone || !certificateNumber || !mergedInto) return () => undefined;
  const text = (list: readonly FieldValue[], at: number) => (list[at] ?? null) as string | null;
  return (at) => ({
    name: text(name, at),
    idNumber: text(idNumber, at),
    phone: text(phone, at),
    certificateNumber: text(certificateNumber, at),
    mergedInto: (mergedInto[at] ?? null) as Id | null,
  });
}

/** Writes a page. With `stale` the people whose lines it changes are put there, and the caller writes them before its transaction ends. */
export function writeColumns(
  statements: Statements,
  scope: number,
  { type, ids, columns, versions }: RowColumns,
  stale?: Set<Id>,
): void {
  if (heldRows(statements)) throw new Error('rows are held: a page would be written past them');
  const isNew = areNew(statements, type, ids);
  const groups = isNew ? saidOf(versions, 0) : Object.keys(versions);
  const plan = planOf(type, isNew ? saidOf(columns, null) : Object.keys(columns), groups, isNew);
  const lists: (readonly Stored[])[] = plan.fields.map(({ field, kind }) =>
    storedList(kind, columns[field] ?? []),
  );
  const commits = groups.map((group) => versions[group] ?? []);
  const before = isNew || !plan.isListed ? [] : peopleOf(statements, type, ids);
  const searched = type === 'person' && plan.isSearched ? searchedIn(columns) : null;
  const values: Stored[] = [];
  for (const [at, id] of ids.entries()) {
    values.length = 0;
    values.push(id, scope);
    for (const list of lists) values.push(list[at] ?? null);
    for (const list of commits) values.push(list[at] ?? 0);
    statements.run(plan.sql, ...values);
    if (!searched) continue;
    if (isNew) indexNewPerson(statements, id, searched(at));
    else indexPerson(statements, id, searched(at));
  }
  const people = [...before, ...peopleOf(statements, type, ids)];
  if (!stale) return refreshLines(statements, people);
  for (const id of people) stale.add(id);
}
