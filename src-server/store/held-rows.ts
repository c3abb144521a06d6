/** The records of one transaction: those it has read, fetched many at a time, and those it has written, held back until its end. A read sees
 *  the transaction's own writes, by id and by index. What was read stands, because the transaction holds its scopes and nobody else writes
 *  there (CS1); of another scope it is what stood when it was first read. */
import type { Id } from '#shared/base/id.ts';
import { columnName, decodeRow, POSTGRES_CODEC, selectList, type Stored } from '#shared/records/codec.ts';
import type { FieldKind, FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import {
  emptyValues,
  fieldsOf,
  groupNames,
  recordType,
  type Row,
  type Values,
  versionColumn,
} from '#shared/records/rows.ts';
import type { Query } from '#shared/sync/load.ts';
import type { FieldsQuery, RowFields } from './central-store.ts';
import { type Ask, type ColumnType, type Given, insertAll } from './statements.ts';
import { HeldMap, type Undoing } from './undoing.ts';

type StoredRow = Record<string, Stored>;
type IndexQuery = Extract<Query, { by: string }>;

/** What the transaction has set of one record. */
interface Written {
  readonly id: Id;
  readonly set: Readonly<Record<string, FieldValue>>;
  readonly versions: Readonly<Record<string, number>>;
  /** It was taken out of its scope: what the database has of it counts no more. */
  readonly isRemoved: boolean;
  /** It is there, or there again. */
  readonly isHere: boolean;
}

/** Rows that the database has under an index entry, the first `limit` of them by id. */
interface Found {
  readonly rows: readonly Row[];
  readonly limit: number;
}

const COLUMN_TYPES: Readonly<Record<FieldKind, ColumnType>> = {
  ...{ text: 'text', integer: 'integer', boolean: 'boolean', date: 'date' },
  ...{ month: 'text', instant: 'text', id: 'bigint', json: 'jsonb' },
};

const keyOf = (scope: number, type: RecordTypeName, id: Id) => `${scope}/${type}/${id}`;
const entryOf = (scope: number, { type, by, value }: IndexQuery) => `${scope}/${type}/${by}=${value}`;

function assertIndex({ type, by }: Pick<IndexQuery, 'type' | 'by'>): void {
  if (!recordType(type).indexes.includes(by)) throw new Error(`${type}.${by} is not an index`);
}

function withWritten(row: Row, { set, versions }: Written): Row {
  const values = { ...row.values, ...set } as Row['values'];
  return { ...row, values, versions: { ...row.versions, ...versions } };
}

function emptyRow(scope: number, type: RecordTypeName, id: Id): Row {
  const versions = Object.fromEntries(groupNames(type).map((group) => [group, 0]));
  return { type, scope, id, values: emptyValues(type), versions };
}

function pushTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The rows under index entries, the first of each by id: $1 is the scope, $2 the entries, $3 how many of an entry. */
function entriesSql({ type, by }: Pick<IndexQuery, 'type' | 'by'>, columns: string): string {
  const kind = fieldsOf(type).get(by)?.kind ?? 'text';
  return `SELECT wanted.value AS wanted, one.* FROM unnest($2::${COLUMN_TYPES[kind]}[]) AS wanted(value)
    CROSS JOIN LATERAL (SELECT ${columns} FROM "${type}" WHERE scope = $1 AND ${columnName(by)} = wanted.value ORDER BY id LIMIT $3) AS one`;
}

export class HeldRows {
  private readonly ask: Ask;
  private readonly undoing: Undoing;
  /** Rows as the database has them; null where it has none. */
  private readonly known = new Map<string, Row | null>();
  private readonly found = new Map<string, Found>();
  private readonly written = new Map<string, HeldMap<Id, Written>>();

  constructor(ask: Ask, undoing: Undoing) {
    this.ask = ask;
    this.undoing = undoing;
  }

  /** Fetches what these queries will ask for, in a statement for each type and index. */
  async foresee(scope: number, queries: readonly Query[]): Promise<void> {
    const ids = new Map<RecordTypeName, Id[]>();
    const entries = new Map<string, IndexQuery[]>();
    for (const query of queries) {
      if ('id' in query) {
        if (!this.known.has(keyOf(scope, query.type, query.id))) pushTo(ids, query.type, query.id);
        continue;
      }
      assertIndex(query);
      if ((this.found.get(entryOf(scope, query))?.limit ?? 0) >= query.limit) continue;
      const index = `${query.type}/${query.by}/${query.limit}`;
      pushTo(entries, index, query);
    }
    for (const [type, wanted] of ids) await this.fetchRows(scope, type, wanted);
    for (const wanted of entries.values()) await this.fetchEntries(scope, wanted);
  }

  async read(scope: number, query: Query): Promise<readonly Row[]> {
    if (!('id' in query)) return this.readIndex(scope, query, query.limit);
    await this.foresee(scope, [query]);
    const row = this.row(scope, query.type, query.id);
    return row ? [row] : [];
  }

  /** The first `wanted` rows of an index entry, out of as many of the database's as the query says. */
  private async readIndex(scope: number, query: IndexQuery, wanted: number): Promise<readonly Row[]> {
    await this.foresee(scope, [query]);
    const written = this.written.get(`${scope}/${query.type}`);
    const { rows, limit } = this.found.get(entryOf(scope, query)) as Found;
    if (!written?.size) return rows.slice(0, wanted);
    const leaves = ({ id }: Row): boolean => {
      const own = written.get(id);
      if (!own) return false;
      return own.isRemoved || (query.by in own.set && own.set[query.by] !== query.value);
    };
    const stay = rows.filter((row) => !leaves(row)).map(({ id }) => id);
    // Others may stand behind those that were fetched: as many more as could have left.
    if (stay.length < wanted && rows.length >= limit)
      return this.readIndex(scope, { ...query, limit: limit + written.size }, wanted);
    const come = written
      .entries()
      .filter(([, { set, isHere }]) => isHere && query.by in set && set[query.by] === query.value)
      .map(([id]) => id);
    const ids = [...new Set([...stay, ...come])].sort((a, b) => a - b).slice(0, wanted);
    await this.foresee(
      scope,
      ids.map((id) => ({ type: query.type, id })),
    );
    return ids.map((id) => this.row(scope, query.type, id) as Row);
  }

  /** Nothing of it is kept for a later read, and no row is made whole for it. */
  async readFields<T extends RecordTypeName, F extends keyof Values<T>>(
    scope: number,
    { type, by, values, limit, fields }: FieldsQuery<T, F>,
  ): Promise<ReadonlyMap<string | number, readonly RowFields<T, F>[]>> {
    assertIndex({ type, by });
    // What was written is laid over whole rows (CS4).
    if (this.written.get(`${scope}/${type}`)?.size) {
      const queries = values.map((value) => ({ type, by, value, limit }));
      await this.foresee(scope, queries);
      const whole = new Map<string | number, readonly Row<T>[]>();
      for (const query of queries)
        whole.set(query.value, (await this.read(scope, query)) as readonly Row<T>[]);
      return whole;
    }
    const found = new Map<string | number, RowFields<T, F>[]>(values.map((value) => [value, []]));
    const columns = (fields as readonly string[]).map((field) => `${columnName(field)} AS "${field}"`);
    const list = ['id', ...columns].join(', ');
    const rows = await this.ask<StoredRow>(entriesSql({ type, by }, list), [scope, [...found.keys()], limit]);
    for (const row of rows)
      pushTo(found, row['wanted'] as string | number, {
        ...{ scope, id: row['id'] as Id, values: row as unknown as Pick<Values<T>, F> },
      });
    return found;
  }

  write(
    { type, scope, id }: { type: RecordTypeName; scope: number; id: Id },
    set: Readonly<Record<string, FieldValue>>,
    groups: readonly string[],
    commit: number,
  ): void {
    const written = this.writtenOf(scope, type);
    const before = written.get(id);
    const versions = Object.fromEntries(groups.map((group) => [group, commit]));
    written.set(id, {
      ...{ id, isRemoved: before?.isRemoved ?? false, isHere: true },
      set: { ...before?.set, ...set },
      versions: { ...before?.versions, ...versions },
    });
  }

  remove({ type, scope, id }: { type: RecordTypeName; scope: number; id: Id }): void {
    this.writtenOf(scope, type).set(id, { id, set: {}, versions: {}, isRemoved: true, isHere: false });
  }

  /** Sends everything that was held back, in a statement for each type and set of columns. */
  flush(): Promise<unknown>[] {
    const asked: Promise<unknown>[] = [];
    const batches = new Map<string, { type: RecordTypeName; columns: string[]; rows: Given[] }>();
    for (const [table, written] of this.written) {
      const [scope, type] = table.split('/') as [string, RecordTypeName];
      asked.push(this.flushRemoved(Number(scope), type, written));
      for (const [, { id, set, versions, isHere }] of written.entries()) {
        if (!isHere) continue;
        const columns = [...Object.keys(set), ...Object.keys(versions).map(versionColumn)].sort();
        const shape = `${type} ${columns.join()}`;
        const batch = batches.get(shape) ?? { type, columns, rows: [] };
        batches.set(shape, batch);
        const row: Record<string, FieldValue> = { scope: Number(scope), id };
        for (const [field, value] of Object.entries(set)) row[columnName(field)] = value;
        for (const [group, version] of Object.entries(versions))
          row[columnName(versionColumn(group))] = version;
        batch.rows.push(row);
      }
    }
    for (const { type, columns, rows } of batches.values()) {
      const kinds = fieldsOf(type);
      const typed = columns.map((field): [string, ColumnType] => {
        const kind = kinds.get(field)?.kind;
        return [columnName(field), kind ? COLUMN_TYPES[kind] : 'bigint'];
      });
      const set = typed.map(([column]) => `${column} = excluded.${column}`).join(', ');
      const key: [string, ColumnType][] = [
        ['scope', 'bigint'],
        ['id', 'bigint'],
      ];
      const tail = `ON CONFLICT (scope, id) DO UPDATE SET ${set}`;
      if (set) asked.push(insertAll(this.ask, type, [...key, ...typed], rows, tail));
    }
    return asked;
  }

  private writtenOf(scope: number, type: RecordTypeName): HeldMap<Id, Written> {
    const table = `${scope}/${type}`;
    const written = this.written.get(table) ?? new HeldMap<Id, Written>(this.undoing);
    this.written.set(table, written);
    return written;
  }

  /** A row with what was written of it; `known` must have it. */
  private row(scope: number, type: RecordTypeName, id: Id): Row | null {
    const row = this.known.get(keyOf(scope, type, id)) ?? null;
    const written = this.written.get(`${scope}/${type}`)?.get(id);
    if (!written) return row;
    if (!written.isHere) return null;
    return withWritten((written.isRemoved ? null : row) ?? emptyRow(scope, type, id), written);
  }

  private async flushRemoved(
    scope: number,
    type: RecordTypeName,
    written: HeldMap<Id, Written>,
  ): Promise<unknown> {
    const removed = written.entries().filter(([, { isRemoved }]) => isRemoved);
    if (!removed.length) return undefined;
    const ids = removed.map(([id]) => id);
    return this.ask(`DELETE FROM "${type}" WHERE scope = $1 AND id = ANY($2::bigint[])`, [scope, ids]);
  }

  private async fetchRows(scope: number, type: RecordTypeName, ids: readonly Id[]): Promise<void> {
    const rows = await this.ask<StoredRow>(
      `SELECT ${selectList(type)} FROM "${type}" WHERE scope = $1 AND id = ANY($2::bigint[])`,
      [scope, [...new Set(ids)]],
    );
    for (const id of ids) this.known.set(keyOf(scope, type, id), null);
    for (const row of rows) this.keep(type, row);
  }

  private async fetchEntries(scope: number, queries: readonly IndexQuery[]): Promise<void> {
    const [query] = queries as [IndexQuery];
    const { type, limit } = query;
    const values = [...new Set(queries.map(({ value }) => value))];
    const stored = await this.ask<StoredRow>(entriesSql(query, selectList(type)), [scope, values, limit]);
    const rows = new Map<Stored, Row[]>();
    for (const row of stored) pushTo(rows, row.wanted as Stored, this.keep(type, row));
    for (const query of queries)
      this.found.set(entryOf(scope, query), { rows: rows.get(query.value) ?? [], limit });
  }

  private keep(type: RecordTypeName, stored: StoredRow): Row {
    const row = decodeRow(POSTGRES_CODEC, type, stored);
    this.known.set(keyOf(row.scope, type, row.id), row);
    return row;
  }
}
