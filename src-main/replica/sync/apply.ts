/** Laying down what the county sent: outcomes and commits (pages of a first sync: lay-pages.ts). Each call is one transaction of whole commits; rows,
 *  cursor and removal from the queue go together (SPEC A1–A3).
 *  A1 commits arrive without a gap, or nothing of the reply is applied.  A2 the chain is recomputed, never believed. Content of the desk's
 *  own commits is found in own-commits.ts. */
import { isKnownType } from '#shared/records/rows.ts';
import type { EntryFrame, ScopeFrame, SyncResponse } from '#shared/sync/frames.ts';
import { indexKeysOf, recordKey } from '#shared/sync/load.ts';
import type { Statements } from '../store/statements.ts';
import { type Cursor, readCursors, writeCursor } from './cursors.ts';
import { LyingServerError } from './lies.ts';
import { layDownEntry } from './kept.ts';
import { entriesToWrite } from './moves.ts';
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
