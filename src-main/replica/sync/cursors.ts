/** Where this replica stands in each scope's log: epoch, commit, and the chain of every class it takes, recomputed from what it laid
 *  down. CU1 a cursor moves in the same transaction as the rows.  CU2 a scope whose first sync is not whole has no cursor. */
import { type Chains, historyMark } from '#shared/sync/chain.ts';
import type { CursorFrame } from '#shared/sync/frames.ts';
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
     ON CONFLICT (scope) DO UPDATE SET epoch = excluded.epoch, commit_number = excluded.commit_number, chains = excluded.chains, complete = 1`,
    cursor.scope,
    cursor.epoch,
    cursor.commit,
    JSON.stringify(cursor.chains),
  );
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
       rows_done = excluded.rows_done, rows_total = excluded.rows_total`,
    ...[scope, epoch, done, total],
  );
}

/** How far the first syncs have come that are under way; null when none is. */
export function firstSyncState(statements: Statements): { done: number; total: number } | null {
  const state = statements.get<{ done: number | null; total: number | null }>(
    'SELECT sum(rows_done) AS done, sum(rows_total) AS total FROM cursor WHERE complete = 0',
  );
  return state?.total ? { done: state.done ?? 0, total: state.total } : null;
}

export function cursorFrames(statements: Statements, classes: readonly string[]): CursorFrame[] {
  return readCursors(statements).map(({ scope, epoch, commit, chains }) => ({
    scope,
    commit,
    mark: historyMark(epoch, chains, classes),
  }));
}
