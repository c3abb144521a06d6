/** Laying down the pages of a first sync, each transaction of whole pages. A page is the word of the centre on all ids of its range: what a
 *  desk holds there beside it is gone (S9).
 *  S3 a page laid down twice is laid down once; a scope without a cursor is not complete, and says so.  CU2 from the first page that is laid
 *  down to the last a scope has no cursor.  B1 open acts lie over it as over commits.                                              */
import type { Id } from '#shared/base/id.ts';
import { columnsOf } from '#shared/records/codec.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import { isKnownType, recordType, type Row } from '#shared/records/rows.ts';
import type { Chains } from '#shared/sync/chain.ts';
import type { PageColumns } from '#shared/sync/chunk.ts';
import type { ScopeFrame } from '#shared/sync/frames.ts';
import { indexKey, indexKeysOf, recordKey } from '#shared/sync/load.ts';
import { isMovable } from '#shared/sync/moves.ts';
import type { PageRange } from '#shared/sync/pages.ts';
import { refreshLines } from '../store/person-list.ts';
import type { Statements } from '../store/statements.ts';
import { writeColumns } from '../store/write-page.ts';
import type { PageTarget } from './apply.ts';
import { beginScope, commitsReached, keepComing, readCursors, writeCursor } from './cursors.ts';
import { keepUnknownOf, type Page } from './kept.ts';
import { LyingServerError } from './lies.ts';
import { letGo, rowsToWrite } from './moves.ts';
import { confirmedRows, isFresh } from './own-pages.ts';
import { rebase } from './rebase.ts';

/** A page as it came. */
export interface ComingPage {
  readonly range: PageRange<string>;
  /** Names of its chunks, of which no piece need be kept any longer. */
  readonly hashes: readonly string[];
  /** Reads its parts of the classes that are to be written, when its turn comes: many pages come before they are laid down, and the texts of
   *  them are all that is held till then. Throws when they are no parts of this page. */
  readonly parts: () => readonly PageColumns[];
}

/** Joins the class parts of one page to whole rows. Throws when the parts are not of the same rows. */
function joinParts(bodies: readonly PageColumns[]): Page {
  const [first] = bodies;
  if (!first) throw new LyingServerError('a page without parts');
  const { type, ids } = first;
  const columns: Record<string, readonly FieldValue[]> = {};
  const versions: Record<string, readonly number[]> = {};
  for (const body of bodies) {
    const lists = [body.ids, ...Object.values(body.columns), ...Object.values(body.versions)];
    const fits = body.type === type && lists.every(({ length }) => length === ids.length);
    if (!fits || body.ids.some((id, at) => id !== ids[at]))
      throw new LyingServerError('parts of a page do not fit together');
    Object.assign(columns, body.columns);
    Object.assign(versions, body.versions);
  }
  return { type, ids, columns, versions };
}

/** Records and index entries of a page, one by one: most replicas have no open act when a page comes, and then nobody asks for them. */
function* keysOfPage({ type, ids, columns }: Page): Generator<string> {
  if (!isKnownType(type)) return;
  const indexed = recordType(type).indexes;
  for (const [at, id] of ids.entries()) {
    yield recordKey(type, id);
    for (const field of indexed) {
      const value = columns[field]?.[at];
      if (typeof value === 'string' || typeof value === 'number') yield indexKey(type, field, value);
    }
  }
}

interface Laying {
  /** Scopes that begin anew (MV8). */
  readonly anew?: ReadonlySet<number> | undefined;
  /** Takes the people whose lines in lists are to be written before the transaction ends. */
  readonly stale?: Set<Id>;
}

function layDownPage(statements: Statements, scope: number, page: Page, laying: Laying = {}): void {
  const { type } = page;
  const current = isKnownType(type) ? rowsToWrite(statements, scope, { ...page, type }, laying.anew) : page;
  const known = keepUnknownOf(statements, scope, current);
  if (known) writeColumns(statements, scope, known, laying.stale);
}

/** Commits `work` without waiting for the disk. Only for what the centre can send again: a power cut may take the last of these commits
 *  along, never an earlier one without the later, so a cursor that is left stands on all its rows. The next act or answer syncs them. */
function commitWithoutSync(statements: Statements, work: () => void): void {
  statements.db.pragma('synchronous=NORMAL');
  try {
    statements.db.transaction(work).immediate();
  } finally {
    statements.db.pragma('synchronous=FULL');
  }
}

/** Confirmed rows of a range that the centre does not name. */
function rowsGone(
  statements: Statements,
  scope: number,
  range: PageRange<string>,
  ids: ReadonlySet<number>,
): Row[] {
  const { type, first, next } = range;
  if (!isKnownType(type)) return [];
  return confirmedRows(statements, scope, { type, first, next }).filter(({ id }) => !ids.has(id));
}

function* keysOfRows(rows: readonly Row[]): Generator<string> {
  for (const { type, id, values } of rows) {
    yield recordKey(type, id);
    yield* indexKeysOf(type, values as Record<string, FieldValue>);
  }
}

function* both(page: Page, gone: readonly Row[]): Generator<string> {
  yield* keysOfPage(page);
  yield* keysOfRows(gone);
}

function readPage({ parts }: ComingPage): Page | null {
  const all = parts();
  return all.length ? joinParts(all) : null;
}

function forgetPieces(statements: Statements, coming: readonly ComingPage[]): void {
  for (const hash of coming.flatMap(({ hashes }) => hashes))
    statements.run('DELETE FROM chunk_piece WHERE hash = ?', hash);
}

/** How far a scope's first sync has come, for who asks. */
export interface FirstSyncState {
  readonly epoch: string;
  readonly done: number;
  readonly total: number;
  /** Nothing of the scope was here when this first sync began: what is here now came with it. */
  readonly fresh?: boolean;
  /** People that each scope is to have. */
  readonly coming?: ReadonlyMap<number, number>;
  /** Other scopes that stood here already and begin anew, and whose pages are still to come. */
  readonly anew?: ReadonlySet<number>;
}

/** Lays down pages of a first sync in a transaction of their own; may be repeated. */
export function layDownPages(
  target: PageTarget,
  scope: number,
  coming: readonly ComingPage[],
  state: FirstSyncState,
): void {
  const { statements } = target;
  commitWithoutSync(statements, () => {
    const isEmpty = state.fresh || isFresh(statements, scope);
    beginScope(statements, scope, state);
    if (state.coming) keepComing(statements, state.coming);
    const reached = commitsReached(statements);
    // A person, their files and what they are paid come in pages of their own, and are one line.
    const stale = new Set<Id>();
    for (const each of coming) {
      const { range } = each;
      const page = readPage(each);
      const current = page ?? { type: range.type, ids: [], columns: {}, versions: {} };
      const gone = isEmpty ? [] : rowsGone(statements, scope, range, new Set(current.ids));
      rebase(statements, {
        changedKeys: both(current, gone),
        reached: (at) => reached.get(at) ?? -1,
        apply: () => {
          for (const { type, id } of gone) letGo(statements, type, id);
          if (page) layDownPage(statements, scope, page, { anew: state.anew, stale });
        },
      });
    }
    refreshLines(statements, [...stale]);
    forgetPieces(statements, coming);
  });
}

/** What makes a row unreadable is taken out of it: the page that follows says what belongs there. */
function clearUnreadable(statements: Statements, { type, first, next }: PageRange): void {
  const last = (next ?? Number.MAX_SAFE_INTEGER) - 1;
  for (const { column, kind } of columnsOf(type))
    if (kind === 'json')
      statements.run(
        `UPDATE "${type}" SET ${column} = NULL WHERE id BETWEEN ? AND ? AND NOT json_valid(${column})`,
        ...[first, last],
      );
  // Without a confirmed row that can be read there is none until the page says so.
  statements.run(
    `UPDATE shadow SET confirmed = NULL WHERE type = ? AND id BETWEEN ? AND ? AND iif(json_valid(confirmed),
       json_type(confirmed, '$.values') IS NOT 'object', 1)`,
    ...[type, first, last],
  );
}

/** Lays down pages of a scope whose rows are not what they should be; its cursor stays where it is, and open acts lie over the pages as before
 *  (CH2). False where the cursor no longer stands at the commit that the pages are of: then nothing is done. */
export function mendPages(
  target: PageTarget,
  scope: number,
  commit: number,
  coming: readonly ComingPage[],
  note: () => void,
): boolean {
  const { statements } = target;
  const mend = (): boolean => {
    if (readCursors(statements).find((cursor) => cursor.scope === scope)?.commit !== commit) return false;
    const reached = commitsReached(statements);
    for (const each of coming) {
      const { range } = each;
      const { type, first, next } = range;
      const page = readPage(each);
      if (!isKnownType(type)) {
        if (page) layDownPage(statements, scope, page);
        continue;
      }
      clearUnreadable(statements, { type, first, next });
      const within = [type, first, (next ?? Number.MAX_SAFE_INTEGER) - 1];
      const dirty = statements.pluck<Id>(
        'SELECT id FROM shadow WHERE type = ? AND id BETWEEN ? AND ?',
        ...within,
      );
      const current = page ?? { type, ids: [], columns: {}, versions: {} };
      const gone = rowsGone(statements, scope, range, new Set(current.ids));
      rebase(statements, {
        changedKeys: [...both(current, gone), ...dirty.map((id) => recordKey(type, id))],
        reached: (at) => reached.get(at) ?? -1,
        apply: () => {
          // What is left belongs to no open act (SH1).
          statements.run('DELETE FROM shadow WHERE type = ? AND id BETWEEN ? AND ?', ...within);
          for (const { id } of gone) letGo(statements, type, id);
          if (!page) return;
          if (!isMovable(type))
            statements.run(
              `UPDATE "${type}" SET scope = ? WHERE scope <> ? AND id IN (SELECT value FROM json_each(?))`,
              ...[scope, scope, JSON.stringify(page.ids)],
            );
          layDownPage(statements, scope, page);
        },
      });
    }
    forgetPieces(statements, coming);
    note();
    return true;
  };
  return statements.db.transaction(mend).immediate();
}

/** The first sync of a scope is whole: from now on it has a cursor, and no rows of the types that the centre says are empty. Judged acts whose
 *  commit the snapshot holds are closed. */
export function finishSnapshot(
  target: PageTarget,
  scope: number,
  frame: Pick<ScopeFrame, 'epoch'> & { commit: number; chains: Chains; empty: readonly string[] },
): void {
  const { statements } = target;
  const { epoch, commit, chains } = frame;
  commitWithoutSync(statements, () => {
    const reached = commitsReached(statements);
    const gone = isFresh(statements, scope)
      ? []
      : frame.empty.flatMap((type) => rowsGone(statements, scope, { type, first: 0, next: null }, new Set()));
    rebase(statements, {
      changedKeys: keysOfRows(gone),
      reached: (at) => (at === scope ? commit : (reached.get(at) ?? -1)),
      apply: () => {
        for (const { type, id } of gone) letGo(statements, type, id);
        writeCursor(statements, { scope, epoch, commit, chains });
      },
    });
  });
}
