/** Where this replica stands in each scope's log: epoch, commit, and the chain of every class it takes, recomputed from what it laid
 *  down. CU1 a cursor moves in the same transaction as the rows.  CU2 a scope whose first sync is not whole has no cursor. */
import { type Chains, historyMark } from '#shared/sync/chain.ts';
import type { PartialRows } from '#shared/rpc/session-shapes.ts';
import type { CursorFrame } from '#shared/sync/frames.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import { pinFirstKeys } from '../packs.ts';
import type { Statements } from '../store/statements.ts';

export interface Cursor {
  readonly scope: number;
  readonly epoch: string;
  readonly commit: number;
  readonly chains: Chains;
}

interface CursorRow {
  scope: number;
  epoch: string;
  commit_number: number;
  chains: string;
}

export function readCursors(statements: Statements): Cursor[] {
  return statements
    .all<CursorRow>(
      'SELECT scope, epoch, commit_number, chains FROM cursor WHERE complete = 1 ORDER BY scope',
    )
    .map((row) => ({
      scope: row.scope,
      epoch: row.epoch,
      commit: row.commit_number,
      chains: JSON.parse(row.chains) as Chains,
    }));
}

export function writeCursor(statements: Statements, cursor: Cursor): void {
  statements.run(
    `INSERT INTO cursor (scope, epoch, commit_number, chains, complete) VALUES (?, ?, ?, ?, 1)
     ON CONFLICT (scope) DO UPDATE SET epoch = excluded.epoch, commit_number = excluded.commit_number, chains = excluded.chains, complete = 1, doubted = 0`,
    cursor.scope,
    cursor.epoch,
    cursor.commit,
    JSON.stringify(cursor.chains),
  );
  if (cursor.scope === REFERENCE_SCOPE) pinFirstKeys(statements);
}

/** Commits at which the scopes stand, for closing what was judged: a cursor that is doubted closes no act (IN9). */
export function commitsReached(statements: Statements): Map<number, number> {
  const rows = statements.all<{ scope: number; commit_number: number }>(
    'SELECT scope, commit_number FROM cursor WHERE complete = 1 AND doubted = 0',
  );
  return new Map(rows.map(({ scope, commit_number }) => [scope, commit_number]));
}

/** These may be of a history that the centre has no longer. They stay, for what said so may be a lie. */
export function doubtCursors(statements: Statements, scopes: readonly number[]): void {
  if (!scopes.length) return;
  statements.run(
    'UPDATE cursor SET doubted = 1 WHERE scope IN (SELECT value FROM json_each(?))',
    JSON.stringify(scopes),
  );
}

/** The centre was asked about every cursor and names those that it does not know. */
export function trustCursors(statements: Statements): void {
  statements.run('UPDATE cursor SET doubted = 0 WHERE doubted = 1');
}

/** CU2: the scope's rows are no longer those of any commit, until its first sync is whole. */
export function beginScope(
  statements: Statements,
  scope: number,
  { epoch, done, total }: { epoch: string; done: number; total: number },
): void {
  statements.run(
    `INSERT INTO cursor (scope, epoch, commit_number, chains, complete, rows_done, rows_total) VALUES (?, ?, 0, '{}', 0, ?, ?)
     ON CONFLICT (scope) DO UPDATE SET epoch = excluded.epoch, commit_number = 0, chains = '{}', complete = 0,
       rows_done = excluded.rows_done, rows_total = excluded.rows_total, checked_at = NULL, checked = NULL`,
    ...[scope, epoch, done, total],
  );
}

/** Name of what is kept of the people that first syncs under way are to bring, by scope. */
const COMING = 'people-coming';

/** How many people the first syncs that begin now are to bring. */
export function keepComing(statements: Statements, coming: ReadonlyMap<number, number>): void {
  statements.run(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ...[COMING, JSON.stringify(Object.fromEntries(coming))],
  );
}

/** How many of the people of some scopes are here, where that is not all of them: null when every scope's first sync is whole (SPEC S3). */
export function partialRows(statements: Statements, scopes: readonly number[]): PartialRows | null {
  const whole = new Set(readCursors(statements).map(({ scope }) => scope));
  const missing = scopes.filter((scope) => !whole.has(scope));
  if (!missing.length) return null;
  const people = (isIn: string) =>
    statements.pluck<number>(
      `SELECT count(*) FROM person WHERE scope ${isIn} (SELECT value FROM json_each(?))`,
      JSON.stringify(missing),
    )[0] ?? 0;
  const kept = statements.get<{ value: string }>('SELECT value FROM meta WHERE name = ?', COMING)?.value;
  const coming = JSON.parse(kept ?? '{}') as Record<string, number>;
  const isKnown = missing.every((scope) => coming[scope] !== undefined);
  const elsewhere = people('NOT IN');
  const total = missing.reduce((sum, scope) => sum + (coming[scope] ?? 0), elsewhere);
  const here = elsewhere + people('IN');
  return { people: here, peopleTotal: isKnown ? Math.max(total, here) : null };
}

/** Where this replica stands; a scope of which rows lie here and that is not whole is named too, in a history that there is not, so that the
 *  centre can say that nobody here may hold it any more (SC2). */
export function cursorFrames(statements: Statements, classes: readonly string[]): CursorFrame[] {
  const whole = readCursors(statements).map(({ scope, epoch, commit, chains }) => ({
    scope,
    commit,
    mark: historyMark(epoch, chains, classes),
  }));
  const begun = statements.pluck<number>('SELECT scope FROM cursor WHERE complete = 0');
  const mark = historyMark('', {}, classes);
  return [...whole, ...begun.map((scope) => ({ scope, commit: 0, mark }))].sort((a, b) => a.scope - b.scope);
}
