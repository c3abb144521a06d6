/** What a newer centre says that this program has no column for: types, groups and fields of a later registry. They are kept beside the rows as
 *  they came, and laid down when a program that knows them opens the file (SPEC V5, V6). No act of this program can write over them.
 *  Elsewhere: the chain, which is worked out over what came, known or not (apply.ts).                                            */
import type { Id } from '#shared/base/id.ts';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { fieldsOf, isKnownGroup, isKnownType } from '#shared/records/rows.ts';
import type { EntryFrame } from '#shared/sync/frames.ts';
import { recordKey } from '#shared/sync/load.ts';
import { SCHEMA_VERSION } from '#shared/sync/protocol.ts';
import { forgetKept, type GroupVersion, writeFields } from '../store/records.ts';
import type { Statements } from '../store/statements.ts';
import type { RowColumns } from '../store/write-page.ts';
import { commitsReached } from './cursors.ts';
import { rebase } from './rebase.ts';

type Fields = Readonly<Record<string, FieldValue>>;
interface Target {
  readonly type: string;
  readonly scope: number;
  readonly id: Id;
}

/** `f`: a field with its value. `v`: a group with the commit that last wrote it. */
function keep(statements: Statements, { type, scope, id }: Target, kind: 'f' | 'v', said: Fields): void {
  for (const [name, value] of Object.entries(said))
    statements.run(
      `INSERT INTO kept (type, id, kind, name, scope, value) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (type, id, kind, name) DO UPDATE SET scope = excluded.scope, value = excluded.value`,
      ...[type, id, kind, name, scope, JSON.stringify(value ?? null)],
    );
}

/** Writes one entry of a commit: what is known into its row, the rest is kept. */
export function layDownEntry(
  statements: Statements,
  scope: number,
  commit: number,
  [type, id, group, fields]: EntryFrame,
): void {
  const said = fields as Fields;
  const target = { scope, id };
  if (!isKnownType(type) || !isKnownGroup(type, group)) {
    keep(statements, { type, ...target }, 'f', said);
    return keep(statements, { type, ...target }, 'v', { [group]: commit });
  }
  const known = fieldsOf(type);
  const unknown = Object.entries(said).filter(([field]) => !known.has(field));
  if (unknown.length) keep(statements, { type, ...target }, 'f', Object.fromEntries(unknown));
  writeFields(statements, { type, ...target }, said, [[group, commit]]);
}

/** Rows of a page as they came. */
export interface Page extends Omit<RowColumns, 'type'> {
  readonly type: string;
}

/** Keeps what of a page has no column here, in place of what was kept of its records before; returns the rest, null where that is nothing. */
export function keepUnknownOf(statements: Statements, scope: number, page: Page): RowColumns | null {
  const { type, ids, columns, versions } = page;
  const isKnown = isKnownType(type);
  const fields = Object.keys(columns).filter((field) => !isKnown || !fieldsOf(type).has(field));
  const groups = Object.keys(versions).filter((group) => !isKnown || !isKnownGroup(type, group));
  if (fields.length || groups.length || statements.get('SELECT 1 FROM kept LIMIT 1')) {
    const at = (lists: Readonly<Record<string, readonly FieldValue[]>>, names: string[], index: number) =>
      Object.fromEntries(
        names
          .map((name) => [name, lists[name]?.[index] ?? null] as const)
          .filter(([, value]) => value !== null && value !== 0),
      );
    ids.forEach((id, index) => {
      forgetKept(statements, type, id);
      keep(statements, { type, scope, id }, 'f', at(columns, fields, index));
      keep(statements, { type, scope, id }, 'v', at(versions, groups, index));
    });
  }
  if (!isKnown) return null;
  if (!groups.length) return { ...page, type };
  const known = Object.entries(versions).filter(([group]) => !groups.includes(group));
  return { ...page, type, versions: Object.fromEntries(known) };
}

/** A scope has gone from this replica: so has what was kept of its records. */
export function forgetKeptOfScope(statements: Statements, scope: number): void {
  statements.run('DELETE FROM kept WHERE scope = ?', scope);
}

interface KeptRow {
  type: string;
  id: number;
  kind: 'f' | 'v';
  name: string;
  scope: number;
  value: string;
}

/** What this program can read of what an older one kept, by record. */
function* readable(statements: Statements): Generator<{
  readonly target: Target & { readonly type: RecordTypeName };
  readonly set: Record<string, FieldValue>;
  readonly versions: GroupVersion[];
}> {
  const records = statements.all<Pick<KeptRow, 'type' | 'id' | 'scope'>>(
    'SELECT DISTINCT type, id, scope FROM kept ORDER BY type, id',
  );
  for (const { type, id, scope } of records) {
    if (!isKnownType(type)) continue;
    const rows = statements.all<KeptRow>('SELECT * FROM kept WHERE type = ? AND id = ?', type, id);
    const fields = rows.filter(({ kind, name }) => kind === 'f' && fieldsOf(type).has(name));
    const groups = rows.filter(({ kind, name }) => kind === 'v' && isKnownGroup(type, name));
    if (!fields.length && !groups.length) continue;
    yield {
      target: { type, id, scope },
      set: Object.fromEntries(fields.map(({ name, value }) => [name, JSON.parse(value) as FieldValue])),
      versions: groups.map(({ name, value }) => [name, Number(value)]),
    };
  }
}

/** Lays down what was kept, and decides every open act again by the rules of this program. */
function layDownKept(statements: Statements): void {
  const found = [...readable(statements)];
  const touched = statements.pluck<string>('SELECT DISTINCT touched FROM act_touch');
  const reached = commitsReached(statements);
  rebase(statements, {
    changedKeys: [...touched, ...found.map(({ target }) => recordKey(target.type, target.id))],
    reached: (scope) => reached.get(scope) ?? -1,
    apply: () => {
      for (const { target, set, versions } of found) {
        writeFields(statements, target, set, versions);
        for (const [kind, names] of [
          ['f', Object.keys(set)],
          ['v', versions.map(([group]) => group)],
        ] as const)
          for (const name of names)
            statements.run(
              'DELETE FROM kept WHERE type = ? AND id = ? AND kind = ? AND name = ?',
              ...[target.type, target.id, kind, name],
            );
      }
    },
  });
}

/** A file that another version of the program wrote last: once, in one transaction, before anything else (SPEC V6). */
export function adoptFile(statements: Statements): void {
  const said = (name: string) =>
    statements.get<{ value: string }>('SELECT value FROM meta WHERE name = ?', name)?.value;
  if (said('schema') === String(SCHEMA_VERSION)) return;
  statements.db
    .transaction(() => {
      if (statements.get('SELECT 1 FROM cursor LIMIT 1') || statements.get('SELECT 1 FROM act LIMIT 1'))
        layDownKept(statements);
      statements.run(
        'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        'schema',
        String(SCHEMA_VERSION),
      );
    })
    .immediate();
}
