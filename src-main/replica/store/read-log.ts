/** What deciding an act reads of the rows that it is given, group by group: whoever writes other groups of them changes nothing of the decision,
 *  which knows nothing else (SPEC C1). The rows are handed out so that every look at a value is noted.
 *  E2 every read is remembered.                                                                                            */
import type { Loaded } from '#shared/domain/command.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import { fieldsOf, groupOfField, type Row } from '#shared/records/rows.ts';
import { recordKey } from '#shared/sync/load.ts';

/** Names of groups with commas; null: the whole record. */
export type GroupsText = string | null;

/** Keys of records and index entries with the groups that were read; of an index entry, and of a record that was not there, all. */
export type Reads = ReadonlyMap<string, GroupsText>;

/** Stands for all groups. */
const ALL = '*';

/** Notes whose value is looked at; who lists the names, or copies all, has read all. */
class ValuesRead implements ProxyHandler<Readonly<Record<string, unknown>>> {
  private readonly type: RecordTypeName;
  private readonly read: Set<string>;

  constructor(type: RecordTypeName, read: Set<string>) {
    this.type = type;
    this.read = read;
  }

  private note(field: string | symbol): void {
    const group = typeof field === 'string' ? fieldsOf(this.type).get(field)?.group : undefined;
    if (group !== undefined) this.read.add(group);
  }

  get(values: Readonly<Record<string, unknown>>, field: string | symbol): unknown {
    this.note(field);
    return values[field as string];
  }

  getOwnPropertyDescriptor(values: Readonly<Record<string, unknown>>, field: string | symbol) {
    this.note(field);
    return Reflect.getOwnPropertyDescriptor(values, field);
  }

  ownKeys(values: Readonly<Record<string, unknown>>): (string | symbol)[] {
    this.read.add(ALL);
    return Reflect.ownKeys(values);
  }
}

export class ReadLog {
  private readonly groups = new Map<string, Set<string>>();
  private readonly asStored = new Map<Row, Row>();

  /** The row as a decision is to be given it; `by`: the field under whose index entry it was found. */
  noted(row: Row, by?: string): Row {
    const key = recordKey(row.type, row.id);
    let read = this.groups.get(key);
    if (!read) {
      read = new Set();
      this.groups.set(key, read);
    }
    if (by !== undefined) read.add(groupOfField(row.type, by));
    const noted: Row = {
      ...row,
      values: new Proxy(row.values, new ValuesRead(row.type, read)),
      // Any commit of the record may show here.
      get versions() {
        read.add(ALL);
        return row.versions;
      },
    };
    this.asStored.set(noted, row);
    return noted;
  }

  /** The same rows, and nobody notes what is looked at. */
  stored(loaded: Loaded): Loaded {
    const all = Object.entries(loaded).map(([step, rows]) => [
      step,
      rows.map((row) => this.asStored.get(row) ?? row),
    ]);
    return Object.fromEntries(all) as Loaded;
  }

  /** What was read until now, of these keys. */
  of(keys: readonly string[]): Reads {
    return new Map(
      keys.map((key) => {
        const read = this.groups.get(key);
        return [key, !read || read.has(ALL) ? null : [...read].sort().join()];
      }),
    );
  }
}
