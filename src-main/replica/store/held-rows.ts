/** Rows that a piece of work takes off, lays under and writes anew, as a rebase does: held in memory from the first look at them and written once, at
 *  its end, where they differ from what stands in the file; what stayed as it was costs nothing. Reads by id and by index see what is held.
 *  What is made of rows — search words, lines of lists — is made then too. All of it inside the caller's transaction.
 *  HR1 at the end the file is as if every row had been written where it was told to be.  DE1 search words and lines are those of the rows.
 *  Elsewhere: rows written one by one or by the page (records.ts), and whoever asks the tables in words of their own, who settles first. */
import type { Id } from '#shared/base/id.ts';
import { columnName, decodeRow, SQLITE_CODEC, selectList, type Stored } from '#shared/records/codec.ts';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { isKnownType, recordType, type Row } from '#shared/records/rows.ts';
import { indexKey, type Query } from '#shared/sync/load.ts';
import {
  emptyRow,
  fieldKind,
  indexedOf,
  listedOf,
  searchedColumns,
  searchedOf,
  type StoredRow,
  storedValues,
} from './held-columns.ts';
import { refreshLines } from './person-list.ts';
import { indexPerson, unindexPerson } from './search-index.ts';
import { readShadow, shadowText } from './shadow-text.ts';
import type { Statements } from './statements.ts';

type IndexQuery = Extract<Query, { by: string }>;

interface HeldRow {
  readonly type: RecordTypeName;
  readonly id: Id;
  /** As the file has it. */
  before: StoredRow | null;
  /** Changed in place, unless it is `before`. */
  now: Record<string, Stored> | null;
  /** Columns that may differ from `before`; null: any. */
  written: Set<string> | null;
  /** `now`, once somebody has read it. */
  row: Row | null | undefined;
  /** What is confirmed of it under open acts, as the file has it: null where it was not there, undefined where no act lies on it. */
  shadowBefore: string | null | undefined;
  /** The text of that until somebody asks for the values, which are changed in place. */
  shadow: string | Record<string, FieldValue> | null | undefined;
}

function confirmedValues(held: HeldRow): Record<string, FieldValue> | null | undefined {
  if (typeof held.shadow === 'string') held.shadow = { ...readShadow(held.shadow) };
  return held.shadow;
}

/** More than this are not kept once they are written. */
const HELD_MAX = 4_000;

export class HeldRows {
  private readonly statements: Statements;
  private readonly rows = new Map<RecordTypeName, Map<Id, HeldRow>>();
  private count = 0;
  /** Rows whose shadow may not be as the file has it. */
  private readonly shadowed = new Set<HeldRow>();
  private readonly dirty = new Set<HeldRow>();
  private readonly dirtyTypes = new Set<RecordTypeName>();
  /** Held rows that are, or were, under an index entry. */
  private readonly entries = new Map<string, Set<HeldRow>>();

  constructor(statements: Statements) {
    this.statements = statements;
  }

  private rowsOf(type: RecordTypeName): Map<Id, HeldRow> {
    let rows = this.rows.get(type);
    if (!rows) {
      rows = new Map();
      this.rows.set(type, rows);
    }
    return rows;
  }

  /** Fetches rows and what is confirmed of them, many at a time: who is asked for one by one later is here. */
  fetch(type: RecordTypeName, ids: Iterable<Id>): void {
    const rows = this.rowsOf(type);
    const missing = [...new Set(ids)].filter((id) => !rows.has(id));
    if (!missing.length) return;
    const asked = JSON.stringify(missing);
    const found = this.statements.all<Record<string, Stored>>(
      `SELECT ${selectList(type)} FROM "${type}" WHERE id IN (SELECT value FROM json_each(?))`,
      asked,
    );
    for (const stored of found) rows.set(stored.id as Id, this.hold(type, stored.id as Id, stored));
    for (const id of missing) if (!rows.has(id)) rows.set(id, this.hold(type, id, null));
    const shadows = this.statements.all<{ id: Id; confirmed: string | null }>(
      'SELECT id, confirmed FROM shadow WHERE type = ? AND id IN (SELECT value FROM json_each(?))',
      ...[type, asked],
    );
    for (const { id, confirmed } of shadows) {
      const held = rows.get(id) as HeldRow;
      held.shadowBefore = confirmed;
      held.shadow = confirmed;
    }
  }

  /** Fetches the records that begin these entries. */
  fetchAll(entries: Iterable<readonly [type: string, id: Id, ...rest: readonly unknown[]]>): void {
    const byType = new Map<RecordTypeName, Id[]>();
    for (const [type, id] of entries) {
      if (!isKnownType(type)) continue;
      const ids = byType.get(type);
      if (ids) ids.push(id);
      else byType.set(type, [id]);
    }
    for (const [type, ids] of byType) this.fetch(type, ids);
  }

  /** Fetches the records among keys of records and index entries. */
  fetchKeys(keys: Iterable<string>): void {
    const records: [string, Id][] = [];
    for (const key of keys) {
      const at = key.indexOf(':');
      const id = Number(key.slice(at + 1));
      if (Number.isSafeInteger(id)) records.push([key.slice(0, at), id]);
    }
    this.fetchAll(records);
  }

  private hold(type: RecordTypeName, id: Id, stored: Record<string, Stored> | null): HeldRow {
    const [written, shadow] = [new Set<string>(), undefined];
    const held: HeldRow = {
      type,
      id,
      before: stored,
      now: stored,
      written,
      row: undefined,
      shadowBefore: shadow,
      shadow,
    };
    this.count++;
    this.enter(held);
    return held;
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
    const known = this.rows.get(type)?.get(id);
    if (known) return known;
    this.fetch(type, [id]);
    return this.rows.get(type)?.get(id) as HeldRow;
  }

  private put(held: HeldRow, now: Record<string, Stored> | null): void {
    held.now = now;
    held.written = null;
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
    if (!held.now) {
      held.now = { scope, id, ...emptyRow(type) };
      held.written = null;
    } else if (held.now === held.before) held.now = { ...held.now };
    let isFiled = false;
    for (const [column, value] of columns) {
      held.now[column] = value;
      held.written?.add(column);
      isFiled ||= indexedOf(type).has(column);
    }
    this.changed(held);
    if (isFiled) this.enter(held);
  }

  remove(type: RecordTypeName, id: Id): void {
    const held = this.held(type, id);
    if (held.now) this.put(held, null);
  }

  /** Whether the county has the row, whatever open acts have written. */
  isConfirmed(type: RecordTypeName, id: Id): boolean {
    const { shadow, now } = this.held(type, id);
    return shadow !== null && now !== null;
  }

  /** Keeps these fields of a row as they stand before the first act writes over them. */
  keepConfirmed(type: RecordTypeName, id: Id, fields: readonly string[]): void {
    const held = this.held(type, id);
    const kept = confirmedValues(held);
    if (kept === null) return;
    const missing = kept ? fields.filter((field) => !Object.hasOwn(kept, field)) : fields;
    if (kept && !missing.length) return;
    const { now } = held;
    const values = kept ?? {};
    held.shadow = now && values;
    this.shadowed.add(held);
    for (const field of missing)
      values[field] = SQLITE_CODEC.decode(fieldKind(type, field), now?.[columnName(field)] ?? null);
  }

  /** Puts the confirmed values back and forgets the shadow. A row that is not there any more stays away. */
  putConfirmedBack(type: RecordTypeName, id: Id): void {
    const held = this.held(type, id);
    if (held.shadow === undefined) return;
    if (held.now) {
      const confirmed = confirmedValues(held);
      const { scope } = held.now as { scope: number };
      if (confirmed) this.write({ type, scope, id }, storedValues(type, confirmed));
      else this.put(held, null);
    }
    held.shadow = undefined;
    this.shadowed.add(held);
  }

  /** Brings the file up to what is held. */
  settle(): void {
    const people = new Set<Id>();
    for (const held of this.dirty) this.settleRow(held, people);
    this.dirty.clear();
    this.dirtyTypes.clear();
    refreshLines(this.statements, [...people]);
    for (const held of this.shadowed) this.settleShadow(held);
    this.shadowed.clear();
    if (this.count > HELD_MAX) this.forget();
  }

  /** The same for whoever is about to ask tables of these types in words of their own. */
  settleFor(...types: readonly RecordTypeName[]): void {
    if (types.some((type) => this.dirtyTypes.has(type))) this.settle();
  }

  /** What is held is no longer so: the file went back, or somebody wrote past it. */
  forget(): void {
    this.rows.clear();
    this.count = 0;
    this.shadowed.clear();
    this.dirty.clear();
    this.dirtyTypes.clear();
    this.entries.clear();
  }

  private settleRow(held: HeldRow, people: Set<Id>): void {
    const { type, id, before, now, written } = held;
    held.before = now;
    held.written = new Set();
    if (!now) {
      if (!before) return;
      this.statements.run(`DELETE FROM "${type}" WHERE id = ?`, id);
    } else if (!before) this.insert(type, now);
    else if (!this.update(type, before, now, written)) return;
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
  private update(
    type: RecordTypeName,
    before: StoredRow,
    now: StoredRow,
    written: ReadonlySet<string> | null,
  ): boolean {
    const changed: string[] = [];
    for (const column of written ?? Object.keys(now))
      if (now[column] !== before[column]) changed.push(column);
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

  private settleShadow(held: HeldRow): void {
    const { type, id, shadowBefore, shadow } = held;
    const now = shadow && typeof shadow === 'object' ? shadowText(shadow) : shadow;
    if (shadowBefore === now) return;
    held.shadowBefore = now;
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
