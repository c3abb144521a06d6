/** Laying down what the county sent: outcomes, commits, pages of a first sync. Each call is one transaction of whole commits; rows,
 *  cursor and removal from the queue go together (SPEC A1–A3).
 *  A1 commits arrive without a gap, or nothing of the reply is applied.  A2 the chain is recomputed, never believed. Content of the desk's
 *  own commits is found in own-commits.ts. */
import type { FieldValue } from '#shared/records/registry.ts';
import { isKnownType, recordType } from '#shared/records/rows.ts';
import type { Chains } from '#shared/sync/chain.ts';
import type { ChunkBody, EntryFrame, ScopeFrame, SyncResponse } from '#shared/sync/frames.ts';
import { indexKey, indexKeysOf, recordKey } from '#shared/sync/load.ts';
import { writeColumns } from '../store/records.ts';
import type { Statements } from '../store/statements.ts';
import { type Cursor, readCursors, writeCursor } from './cursors.ts';
import { LyingServerError } from './lies.ts';
import { keepUnknownOf, layDownEntry, type Page } from './kept.ts';
import { entriesToWrite, rowsToWrite } from './moves.ts';
import { madeWhole, type WholeCommits } from './own-commits.ts';
import { rebase } from './rebase.ts';
import { storeOutcomes } from './receipts.ts';

export interface PageTarget {
  readonly statements: Statements;
  readonly device: number;
}
export interface ApplyTarget extends PageTarget {
  readonly classes: readonly string[];
}

function keysOfEntry([type, id, , fields]: EntryFrame): string[] {
  return isKnownType(type) ? [recordKey(type, id), ...indexKeysOf(type, fields)] : [];
}

function assertGapless(frame: ScopeFrame, cursor: Cursor | undefined): void {
  const at = cursor?.commit ?? 0;
  if (frame.from !== at)
    throw new LyingServerError(`scope ${frame.scope}: reply starts at ${frame.from}, replica is at ${at}`);
  if (cursor && cursor.epoch !== frame.epoch)
    throw new LyingServerError(`scope ${frame.scope}: commits of another epoch`);
  frame.commits.forEach((commit, index) => {
    if (commit.commit !== at + index + 1)
      throw new LyingServerError(`scope ${frame.scope}: commit ${commit.commit} out of order`);
    if (commit.own !== null && (commit.parts.length || frame.chain === null))
      throw new LyingServerError(`scope ${frame.scope}: commit ${commit.commit} is neither own nor whole`);
  });
  if (frame.to !== at + frame.commits.length || frame.head < frame.to)
    throw new LyingServerError(`scope ${frame.scope}: wrong end`);
}

/** Writes one scope's commits as confirmed rows and returns the cursor after them. */
function layDownCommits(statements: Statements, { frame, chains }: WholeCommits): Cursor {
  for (const commit of frame.commits) {
    for (const entry of entriesToWrite(statements, frame.scope, commit))
      layDownEntry(statements, frame.scope, commit.commit, entry);
  }
  return { scope: frame.scope, epoch: frame.epoch, commit: frame.to, chains };
}

/** Applies outcomes and commits of one reply; scopes with a snapshot are left to the pages. Returns the scopes of which nothing was laid
 *  down because own work turned out otherwise than foreseen: they have to be asked for whole (EC3). */
export function applyReply(
  target: ApplyTarget,
  reply: Pick<SyncResponse, 'outcomes' | 'signed' | 'scopes'>,
): number[] {
  const { statements, device } = target;
  return statements.db
    .transaction(() => {
      const cursors = new Map(readCursors(statements).map((cursor) => [cursor.scope, cursor]));
      const frames = reply.scopes.filter(({ snapshot }) => !snapshot);
      for (const frame of frames) assertGapless(frame, cursors.get(frame.scope));
      const whole = frames.flatMap((frame) => madeWhole(target, frame, cursors.get(frame.scope)) ?? []);
      storeOutcomes(statements, device, reply);
      const ends = new Map(whole.map(({ frame }) => [frame.scope, frame.to]));
      const entries = whole.flatMap(({ frame }) =>
        frame.commits.flatMap(({ parts }) => parts.flatMap((part) => part.entries)),
      );
      rebase(statements, {
        changedKeys: new Set(entries.flatMap(keysOfEntry)),
        reached: (scope) => ends.get(scope) ?? cursors.get(scope)?.commit ?? -1,
        apply: () => {
          for (const each of whole) {
            if (each.frame.commits.length || !cursors.has(each.frame.scope))
              writeCursor(statements, layDownCommits(statements, each));
          }
        },
      });
      return frames.map(({ scope }) => scope).filter((scope) => !ends.has(scope));
    })
    .immediate();
}

/** Joins the class parts of one page to whole rows. Throws when the parts are not of the same rows. */
function joinParts(bodies: readonly ChunkBody[]): Page {
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

function layDownPage(statements: Statements, scope: number, page: Page): void {
  const { type } = page;
  const current = isKnownType(type) ? rowsToWrite(statements, scope, { ...page, type }) : page;
  const known = keepUnknownOf(statements, scope, current);
  if (known) writeColumns(statements, scope, known);
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

/** Lays down pages of a first sync, each given as its class parts, in a transaction of their own; may be repeated. */
export function layDownPages(
  target: PageTarget,
  scope: number,
  parts: readonly (readonly ChunkBody[])[],
): void {
  const { statements } = target;
  const pages = parts.map(joinParts);
  commitWithoutSync(statements, () => {
    const cursors = new Map(readCursors(statements).map((cursor) => [cursor.scope, cursor.commit]));
    for (const page of pages) {
      rebase(statements, {
        changedKeys: keysOfPage(page),
        reached: (at) => cursors.get(at) ?? -1,
        apply: () => layDownPage(statements, scope, page),
      });
    }
  });
}

/** The first sync of a scope is whole: from now on it has a cursor. Judged acts whose commit the snapshot holds are closed. */
export function finishSnapshot(
  target: PageTarget,
  scope: number,
  frame: Pick<ScopeFrame, 'epoch'> & { commit: number; chains: Chains },
): void {
  const { statements } = target;
  commitWithoutSync(statements, () => {
    const cursors = new Map(readCursors(statements).map((cursor) => [cursor.scope, cursor.commit]));
    rebase(statements, {
      changedKeys: [],
      reached: (at) => (at === scope ? frame.commit : (cursors.get(at) ?? -1)),
      apply: () =>
        writeCursor(statements, { scope, epoch: frame.epoch, commit: frame.commit, chains: frame.chains }),
    });
  });
}
