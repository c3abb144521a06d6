/** Records that change townships, as they are laid down (SPEC MV). A replica has one row of a record, whatever scopes it takes; their logs and
 *  pages arrive in any order. How often a record has moved says which of two copies is the newer; of a record that has left, that
 *  number stays behind, so that nothing older brings it back.
 *  MV4 leave before enter and enter before leave end alike, on pages of a first sync too.  MV5 what has left is gone from rows, search and lists;
 *  only where it went is kept.  MV7 a record that never moved stands where the log that was heard last says that it was made. */
import type { Id } from '#shared/base/id.ts';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { isKnownType } from '#shared/records/rows.ts';
import type { CommitFrame, EntryFrame } from '#shared/sync/frames.ts';
import { recordKey } from '#shared/sync/load.ts';
import { isMovable, leavingOf, LEFT, PLACE_GROUP, type Leaving } from '#shared/sync/moves.ts';
import { heldRows } from '../store/held-rows.ts';
import { forgetKept, readRecord, removeRow } from '../store/records.ts';
import type { Statements } from '../store/statements.ts';
import { areNew, type RowColumns } from '../store/write-page.ts';

/** Moves of what left by a log that begins anew: fewer than any record has. */
const NO_SAY = -1;

interface Standing {
  readonly scope: number;
  readonly moves: number;
}

function standing(statements: Statements, type: RecordTypeName, id: Id): Standing | null {
  const held = heldRows(statements);
  const row = held
    ? held.stored(type, id)
    : statements.get(`SELECT scope, moves FROM "${type}" WHERE id = ?`, id);
  if (!row) return null;
  const { scope, moves } = row as { scope: number; moves: number | null };
  return { scope, moves: moves ?? 0 };
}

/** How often a record had moved that left for where this scope's log has no say. What this scope's own log said of its leaving gives way to what
 *  it says now: it says it again, or it was set back to before it (MV8). */
function departedMoves(
  statements: Statements,
  scope: number,
  { type, id }: { type: RecordTypeName; id: Id },
): number | null {
  const row = statements.get<{ moves: number }>(
    'SELECT moves FROM departed WHERE type = ? AND id = ? AND from_scope <> ?',
    ...[type, id, scope],
  );
  return row?.moves ?? null;
}

/** Bytes of a paper that nobody here may look at any more: its picture goes now, its file with the next sweep (papers/sweep.ts). Of one that was put
 *  on here it stays a month, as of every paper: a centre that is set back to before it had come asks for it again, and nobody else may
 *  have it. */
function letPaperGo(statements: Statements, id: Id): void {
  const sha256 = readRecord(statements, 'paper', id)?.values.sha256;
  if (!sha256) return;
  heldRows(statements)?.settleFor('paper');
  const isElsewhere = statements.get('SELECT 1 FROM paper WHERE sha256 = ? AND id <> ?', sha256, id);
  if (isElsewhere) return;
  statements.run('DELETE FROM paper_thumbnail WHERE sha256 = ?', sha256);
  // What the centre has not yet goes up first (paper-rows.ts).
  statements.run(
    `UPDATE paper_content SET kept_at = '' WHERE sha256 = ? AND file_id IS NOT NULL AND uploaded_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM act a WHERE a.name = 'paper.attach' AND json_extract(a.frame, '$.args.sha256') = paper_content.sha256)`,
    sha256,
  );
}

/** Takes a confirmed row away, with what only it kept here. */
export function letGo(statements: Statements, type: RecordTypeName, id: Id): void {
  if (type === 'paper') letPaperGo(statements, id);
  removeRow(statements, type, id);
}

/** Whether any record has left for where this replica does not look: asked once for many commits. */
export interface Departed {
  isAny: boolean;
}

/** What the logs of these scopes said of leavings was perhaps said by a history that is gone: the logs and pages that follow say who is where (MV8).
 *  Where people went can still be looked up. */
export function doubtDepartures(statements: Statements, scopes: readonly number[]): void {
  for (const scope of scopes)
    statements.run('UPDATE departed SET moves = ? WHERE from_scope = ?', NO_SAY, scope);
}

export function departedFrom(statements: Statements): Departed {
  return { isAny: statements.get('SELECT 1 FROM departed LIMIT 1') !== undefined };
}

function leave(
  statements: Statements,
  departed: Departed,
  scope: number,
  { type, id }: { type: RecordTypeName; id: Id },
  { to, moves, on }: Leaving,
): void {
  const row = standing(statements, type, id);
  // It has come to its new place already, or has moved on since.
  if (row && (row.scope !== scope || row.moves >= moves)) return;
  const name = type === 'person' && row ? readRecord(statements, 'person', id)?.values.name : null;
  if (row) letGo(statements, type, id);
  departed.isAny = true;
  statements.run(
    `INSERT INTO departed (type, id, moves, from_scope, to_scope, name, moved_on) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (type, id) DO UPDATE SET moves = excluded.moves, from_scope = excluded.from_scope, to_scope = excluded.to_scope,
       name = coalesce(excluded.name, name), moved_on = excluded.moved_on WHERE excluded.moves > moves`,
    type,
    id,
    moves,
    scope,
    to,
    name ?? null,
    on,
  );
}

/** Records that a commit brings in from another scope, with how often they have moved. */
function enteringIn({ parts }: CommitFrame): Map<string, number> {
  const entering = new Map<string, number>();
  for (const { entries } of parts)
    for (const [type, id, group, { moves }] of entries)
      if (group === PLACE_GROUP && typeof moves === 'number') entering.set(recordKey(type, id), moves);
  return entering;
}

/** Lays down what one commit says of places; what is returned is to be written as it is. */
export function entriesToWrite(
  statements: Statements,
  departed: Departed,
  scope: number,
  commit: CommitFrame,
): EntryFrame[] {
  const entering = enteringIn(commit);
  const isIn = new Set<string>();
  const takes = (entry: EntryFrame): boolean => {
    const [type, id, group] = entry;
    if (!isKnownType(type)) {
      if (group === LEFT) forgetKept(statements, type, id);
      return group !== LEFT;
    }
    if (!isMovable(type)) return true;
    if (group === LEFT) {
      const leaving = leavingOf(entry);
      if (leaving) leave(statements, departed, scope, { type, id }, leaving);
      return false;
    }
    const key = recordKey(type, id);
    if (isIn.has(key)) return true;
    const row = standing(statements, type, id);
    const moves = entering.get(key);
    if (moves === undefined && row && row.scope !== scope && row.moves === 0) {
      // MV7
      letGo(statements, type, id);
      return true;
    }
    if (row && moves === undefined) return row.scope === scope;
    const left = departed.isAny ? departedMoves(statements, scope, { type, id }) : null;
    const before = row?.moves ?? left;
    if (before !== null && (moves ?? -1) < before) return false;
    if (row && row.scope !== scope) removeRow(statements, type, id);
    if (departed.isAny) statements.run('DELETE FROM departed WHERE type = ? AND id = ?', type, id);
    isIn.add(key);
    return true;
  };
  const written: EntryFrame[] = [];
  for (const { entries } of commit.parts) for (const entry of entries) if (takes(entry)) written.push(entry);
  return written;
}

/** The rows of a page that are no older than what is known of them; those that stand in another scope make room. `anew`: scopes whose log is another
 *  one than it was and whose pages are still to come: what stands there says nothing (MV8). */
export function rowsToWrite(
  statements: Statements,
  scope: number,
  page: RowColumns,
  anew: ReadonlySet<number> = new Set(),
): RowColumns {
  const { type, ids, columns, versions } = page;
  if (!isMovable(type)) return page;
  const isNobodyKnown = areNew(statements, type, ids) && !statements.get('SELECT 1 FROM departed LIMIT 1');
  if (isNobodyKnown) return page;
  const asked = JSON.stringify(ids);
  const known = statements.all<{ id: Id; moves: number; isRow: number; of: number }>(
    `SELECT id, coalesce(moves, 0) AS moves, 1 AS isRow, scope AS of FROM "${type}" WHERE id IN (SELECT value FROM json_each(?)) AND scope <> ?
     UNION ALL SELECT id, moves, 0, from_scope FROM departed WHERE type = ? AND id IN (SELECT value FROM json_each(?))`,
    asked,
    scope,
    type,
    asked,
  );
  if (!known.length) return page;
  const places = new Map(ids.map((id, at) => [id, at]));
  const dropped = new Set<number>();
  for (const { id, moves, isRow, of } of known) {
    const at = places.get(id) as number;
    const isPast = isRow ? anew.has(of) : of === scope;
    if (!isPast && Number(columns.moves?.[at] ?? 0) < moves) dropped.add(at);
    else if (isRow) removeRow(statements, type, id);
    else statements.run('DELETE FROM departed WHERE type = ? AND id = ?', type, id);
  }
  if (!dropped.size) return page;
  const kept = <T>(list: readonly T[]) => list.filter((_, at) => !dropped.has(at));
  const each = <T>(lists: Readonly<Record<string, readonly T[]>>) =>
    Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, kept(list)]));
  return { type, ids: kept(ids), columns: each<FieldValue>(columns), versions: each<number>(versions) };
}
