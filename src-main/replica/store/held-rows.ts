/** Rows that a piece of work takes off, lays under and writes anew, as a rebase does: held in memory from the first look at them and written once, at
 *  its end, where they differ from what stands in the file; what stayed as it was costs nothing. Reads by id and by index see what is held.
 *  What is made of rows — search words, lines of lists — is made then too. All of it inside the caller's transaction.
 *  HR1 at the end the file is as if every row had been written where it was told to be.  DE1 search words and lines are those of the rows.
 *  Elsewhere: rows written one by one or by the page (records.ts), and whoever asks the tables in words of their own, who settles first. */
import type { Id } from '#shared/base/id.ts';
import {
  columnName,
  columnsOf,
  decodeRow,
  SQLITE_CODEC,
  selectList,
  type Stored,
  versionColumnsOf,
} from '#shared/records/codec.ts';
import type { FieldKind, FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { fieldsOf, isKnownType, recordType, type Row } from '#shared/records/rows.ts';
import { indexKey, type Query, recordKey } from '#shared/sync/load.ts';
import { isListed, refreshLines } from './person-list.ts';
import { indexPerson, SEARCHED_FIELDS, type Searched, unindexPerson } from './search-index.ts';
import { type ConfirmedValues, readShadow, shadowText } from './shadow-text.ts';
import type { Statements } from './statements.ts';

export type StoredRow = Readonly<Record<string, Stored>>;
type IndexQuery = Extract<Query, { by: string }>;

interface HeldRow {
  readonly type: RecordTypeName;
  readonly id: Id;
  /** As the file has it. */
  before: StoredRow | null;
  /** Changed in place, unless it is `before`. */
  now: Record<string, Stored> | null;
  /** `now`, once somebody has read it. */
  row: Row | null | undefined;
}

/** What is confirmed of a row that open acts wrote over: null where it was not there, undefined where no act lies on it. */
interface HeldShadow {
  readonly type: RecordTypeName;
  readonly id: Id;
  /** As the file has it. */
  before: string | null | undefined;
  /** Its text until somebody asks for the values, which are changed in place. */
  now: string | Record<string, FieldValue> | null | undefined;
}

function confirmedValues(shadow: HeldShadow): Record<string, FieldValue> | null | undefined {
  if (typeof shadow.now === 'string') shadow.now = { ...readShadow(shadow.now) };
  return shadow.now;
}

/** More than this are not kept once they are written. */
const HELD_MAX = 4_000;

/** All columns of a type, in their order, with what stands in them where nobody wrote. */
const emptyRows = new Map<RecordTypeName, StoredRow>();
function emptyRow(type: RecordTypeName): StoredRow {
  let empty = emptyRows.get(type);
  if (!empty) {
    const values = columnsOf(type).map(({ column }) => [column, null] as const);
    const versions = versionColumnsOf(type).map(({ column }) => [column, 0] as const);
    empty = Object.fromEntries([...values, ...versions]);
    emptyRows.set(type, empty);
  }
  return empty;
}

function fieldKind(type: RecordTypeName, field: string): FieldKind {
  const known = fieldsOf(type).get(field);
  if (!known) throw new Error(`${type} has no field ${field}`);
  return known.kind;
}

/** Values by column, as they are stored. What the registry does not know has none. */
function storedValues(type: RecordTypeName, values: ConfirmedValues): (readonly [string, Stored])[] {
  return Object.entries(values).flatMap(([field, value]) => {
    const known = fieldsOf(type).get(field);
    return known ? [[columnName(field), SQLITE_CODEC.encode(known.kind, value)] as const] : [];
  });
}

const searchedColumns = SEARCHED_FIELDS.map((field) => [field, columnName(field)] as const);

function searchedOf(row: StoredRow): Searched {
  return Object.fromEntries(
    searchedColumns.map(([field, column]) => [field, row[column]]),
  ) as unknown as Searched;
}

const listedColumns = new Map<RecordTypeName, readonly string[]>();
function listedOf(type: RecordTypeName): readonly string[] {
  let columns = listedColumns.get(type);
  if (!columns) {
    columns = columnsOf(type).flatMap(({ field, column }) => (isListed(type, [field]) ? [column] : []));
    listedColumns.set(type, columns);
  }
  return columns;
}

export class HeldRows {
  private readonly statements: Statements;
  private readonly rows = new Map<string, HeldRow>();
  private readonly shadows = new Map<string, HeldShadow>();
  private readonly dirty = new Set<HeldRow>();
  private readonly dirtyTypes = new Set<RecordTypeName>();
  /** Held rows that are, or were, under an index entry. */
  private readonly entries = new Map<string, Set<HeldRow>>();

  constructor(statements: Statements) {
    this.statements = statements;
  }

  /** Fetches rows and what is confirmed of them, many at a time: who is asked for one by one later is here. */
  fetch(type: RecordTypeName, ids: Iterable<Id>): void {
    const missing = [...new Set(ids)].filter((id) => !this.rows.has(recordKey(type, id)));
    if (!missing.length) return;
    const asked = JSON.stringify(missing);
    const found = this.statements.all<Record<string, Stored>>(
      `SELECT ${selectList(type)} FROM "${type}" WHERE id IN (SELECT value FROM json_each(?))`,
      asked,
    );
    for (const stored of found) this.hold(type, stored.id as Id, stored);
    const shadows = this.statements.all<{ id: Id; confirmed: string | null }>(
      'SELECT id, confirmed FROM shadow WHERE type = ? AND id IN (SELECT value FROM json_each(?))',
      ...[type, asked],
    );
    for (const { id, confirmed } of shadows) this.holdShadow(type, id, confirmed);
    for (const id of missing) {
      const key = recordKey(type, id);
      if (!this.rows.has(key)) this.hold(type, id, null);
      if (!this.shadows.has(key)) this.holdShadow(type, id, undefined);
    }
  }

  /** Fetches the records among keys of records and index entries. */
  fetchKeys(keys: Iterable<string>): void {
    const byType = new Map<RecordTypeName, Id[]>();
    for (const key of keys) {
      const at = key.indexOf(':');
      const [type, id] = [key.slice(0, at), Number(key.slice(at + 1))];
      if (!Number.isSafeInteger(id) || !isKnownType(type)) continue;
      const ids = byType.get(type);
      if (ids) ids.push(id);
      else byType.set(type, [id]);
    }
    for (const [type, ids] of byType) this.fetch(type, ids);
  }

  private hold(type: RecordTypeName, id: Id, stored: Record<string, Stored> | null): HeldRow {
    const held: HeldRow = { type, id, before: stored, now: stored, row: undefined };
    this.rows.set(recordKey(type, id), held);
    this.enter(held);
    return held;
  }

  private holdShadow(type: RecordTypeName, id: Id, confirmed: string | null | undefined): HeldShadow {
    const shadow = { type, id, before: confirmed, now: confirmed };
    this.shadows.set(recordKey(type, id), shadow);
    return shadow;
  }

  /** Makes a row findable under the index entries that it is in now. It stays under those it was in: whoever looks there checks. */
  private enter(held: HeldRow): void {
    const { type, now } = held;
    if (!now) return;
    for (const field of recordType(type).indexes) {
      const value = now[columnName(field)];
      if (typeof value !== 'string' && typeof value !== 'number') continue;
      const key = indexKey(type, field, value);
      const under = this.entries.get(key);
      if (under) under.add(held);
      else this.entries.set(key, new Set([held]));
    }
  }

  private held(type: RecordTypeName, id: Id): HeldRow {
    const key = recordKey(type, id);
    if (!this.rows.has(key)) this.fetch(type, [id]);
    return this.rows.get(key) as HeldRow;
  }

  private shadow(type: RecordTypeName, id: Id): HeldShadow {
    const key = recordKey(type, id);
    if (!this.shadows.has(key)) this.fetch(type, [id]);
    return this.shadows.get(key) as HeldShadow;
  }

  private put(held: HeldRow, now: Record<string, Stored> | null): void {
    held.now = now;
    this.changed(held);
    this.enter(held);
  }

  private changed(held: HeldRow): void {
    held.row = undefined;
    this.dirty.add(held);
    this.dirtyTypes.add(held.type);
  }

  private rowOf(held: HeldRow): Row | null {
    if (held.row === undefined) held.row = held.now && decodeRow(SQLITE_CODEC, held.type, held.now);
    return held.row;
  }

  /** A row as it is stored, readable or not. */
  stored(type: RecordTypeName, id: Id): StoredRow | null {
    return this.held(type, id).now;
  }

  read(type: RecordTypeName, id: Id): Row | null {
    return this.rowOf(this.held(type, id));
  }

  /** Rows under an index entry: those of the file, with what is held in place of them. */
  find({ type, by, value, limit }: IndexQuery): Row[] {
    const column = columnName(by);
    const under = [...(this.entries.get(indexKey(type, by, value)) ?? [])];
    const ids = this.statements.pluck<Id>(
      `SELECT id FROM "${type}" WHERE ${column} = ? ORDER BY id LIMIT ?`,
      ...[value, limit + under.length],
    );
    this.fetch(type, ids);
    const found = new Set([...ids.map((id) => this.held(type, id)), ...under]);
    return [...found]
      .filter(({ now }) => now?.[column] === value)
      .sort((a, b) => a.id - b.id)
      .slice(0, limit)
      .map((held) => this.rowOf(held) as Row);
  }

  /** Writes columns of a row, making it when it is not there. */
  write(
    { type, scope, id }: { type: RecordTypeName; scope: number; id: Id },
    columns: Iterable<readonly [string, Stored]>,
  ): void {
    const held = this.held(type, id);
    if (!held.now) held.now = { scope, id, ...emptyRow(type) };
    else if (held.now === held.before) held.now = { ...held.now };
    for (const [column, value] of columns) held.now[column] = value;
    this.changed(held);
    this.enter(held);
  }

  remove(type: RecordTypeName, id: Id): void {
    const held = this.held(type, id);
    if (held.now) this.put(held, null);
  }

  /** Whether the county has the row, whatever open acts have written. */
  isConfirmed(type: RecordTypeName, id: Id): boolean {
    return this.shadow(type, id).now !== null && this.held(type, id).now !== null;
  }

  /** Keeps these fields of a row as they stand before the first act writes over them. */
  keepConfirmed(type: RecordTypeName, id: Id, fields: readonly string[]): void {
    const shadow = this.shadow(type, id);
    const kept = confirmedValues(shadow);
    if (kept === null) return;
    const missing = kept ? fields.filter((field) => !Object.hasOwn(kept, field)) : fields;
    if (kept && !missing.length) return;
    const { now } = this.held(type, id);
    const values = kept ?? {};
    shadow.now = now && values;
    for (const field of missing)
      values[field] = SQLITE_CODEC.decode(fieldKind(type, field), now?.[columnName(field)] ?? null);
  }

  /** Puts the confirmed values back and forgets the shadow. A row that is not there any more stays away. */
  putConfirmedBack(type: RecordTypeName, id: Id): void {
    const shadow = this.shadow(type, id);
    if (shadow.now === undefined) return;
    const held = this.held(type, id);
    if (held.now) {
      const confirmed = confirmedValues(shadow);
      const { scope } = held.now as { scope: number };
      if (confirmed) this.write({ type, scope, id }, storedValues(type, confirmed));
      else this.put(held, null);
    }
    shadow.now = undefined;
  }

  /** Brings the file up to what is held. */
  settle(): void {
    const people = new Set<Id>();
    for (const held of this.dirty) this.settleRow(held, people);
    this.dirty.clear();
    this.dirtyTypes.clear();
    refreshLines(this.statements, [...people]);
    for (const shadow of this.shadows.values()) this.settleShadow(shadow);
    if (this.rows.size > HELD_MAX) this.forget();
  }

  /** The same for whoever is about to ask tables of these types in words of their own. */
  settleFor(...types: readonly RecordTypeName[]): void {
    if (types.some((type) => this.dirtyTypes.has(type))) this.settle();
  }

  /** What is held is no longer so: the file went back, or somebody wrote past it. */
  forget(): void {
    this.rows.clear();
    this.shadows.clear();
    this.dirty.clear();
    this.dirtyTypes.clear();
    this.entries.clear();
  }

  private settleRow(held: HeldRow, people: Set<Id>): void {
    const { type, id, before, now } = held;
    held.before = now;
    if (!now) {
      if (!before) return;
      this.statements.run(`DELETE FROM "${type}" WHERE id = ?`, id);
    } else if (!before) this.insert(type, now);
    else if (!this.update(type, before, now)) return;
    if (type === 'person') this.indexAnew(id, before, now);
    const listed = listedOf(type);
    const differs = (column: string) => before?.[column] !== now?.[column];
    if (!listed.length || (before && now && !listed.some(differs))) return;
    for (const row of [before, now]) {
      const whose = type === 'person' ? row?.id : row?.person_id;
      if (typeof whose === 'number') people.add(whose);
    }
  }

  private insert(type: RecordTypeName, now: StoredRow): void {
    const columns = ['id', 'scope', ...Object.keys(emptyRow(type))];
    this.statements.run(
      `INSERT INTO "${type}" (${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length - 1)})`,
      ...columns.map((column) => now[column]),
    );
  }

  /** Only what differs is written: an index of what does not is left alone. False where nothing does. */
  private update(type: RecordTypeName, before: StoredRow, now: StoredRow): boolean {
    const changed: string[] = [];
    for (const column in now) if (now[column] !== before[column]) changed.push(column);
    if (!changed.length) return false;
    this.statements.run(
      `UPDATE "${type}" SET ${changed.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
      ...changed.map((column) => now[column]),
      now.id,
    );
    return true;
  }

  private indexAnew(id: Id, before: StoredRow | null, now: StoredRow | null): void {
    if (!now) unindexPerson(this.statements, id);
    else if (!before || searchedColumns.some(([, column]) => before[column] !== now[column]))
      indexPerson(this.statements, id, searchedOf(now));
  }

  private settleShadow(shadow: HeldShadow): void {
    const { type, id, before } = shadow;
    const now = shadow.now && typeof shadow.now === 'object' ? shadowText(shadow.now) : shadow.now;
    if (before === now) return;
    shadow.before = now;
    if (now === undefined) this.statements.run('DELETE FROM shadow WHERE type = ? AND id = ?', type, id);
    else
      this.statements.run(
        'INSERT INTO shadow (type, id, confirmed) VALUES (?, ?, ?) ON CONFLICT (type, id) DO UPDATE SET confirmed = excluded.confirmed',
        ...[type, id, now],
      );
  }
}

const holding = new WeakMap<Statements, HeldRows>();

/** The rows that a piece of work holds just now; undefined where none does. */
export function heldRows(statements: Statements): HeldRows | undefined {
  return holding.get(statements);
}

/** Does something, inside the caller's transaction, with rows held until its end. */
export function holdingRows<T>(statements: Statements, work: (held: HeldRows) => T): T {
  const already = holding.get(statements);
  if (already) return work(already);
  const held = new HeldRows(statements);
  holding.set(statements, held);
  try {
    const result = work(held);
    held.settle();
    return result;
  } finally {
    holding.delete(statements);
  }
}
