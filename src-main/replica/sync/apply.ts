/** Laying down what the county sent: outcomes and commits (pages of a first sync: lay-pages.ts). Each call is one transaction of whole commits; rows,
 *  cursor and removal from the queue go together (SPEC A1–A3).
 *  A long reply is laid down in steps, between which the writer's port has its turn (BT1).
 *  A1 commits arrive without a gap, or nothing of the reply is applied.  A2 the chain is recomputed, never believed. Content of the desk's
 *  own commits is found in own-commits.ts. */
import type { Clock } from '#shared/base/clock.ts';
import { isKnownType } from '#shared/records/rows.ts';
import type { EntryFrame, ScopeFrame, SyncResponse } from '#shared/sync/frames.ts';
import { indexKeysOf, recordKey } from '#shared/sync/load.ts';
import { withoutWaiting } from '../store/open.ts';
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

/** How the port gets its turn while a long reply is laid down. */
export interface Turns {
  readonly clock: Clock;
  /** Resolves when whatever waited has been answered. */
  give(): Promise<void>;
}

type Reply = Pick<SyncResponse, 'outcomes' | 'signed' | 'scopes'>;

/** A step lasts about so long: half of a frame of the screen, for computers and disks differ. */
const STEP_MS = 8;
const STEP_COMMITS = { first: 8, least: 4, most: 500 } as const;

/** Commits of a scope from one place to another. */
function stepOf({ frame }: WholeCommits, at: number, count: number): ScopeFrame {
  const commits = frame.commits.slice(at, at + count).map((commit) => ({ ...commit, own: null }));
  const from = frame.from + at;
  return { ...frame, from, to: from + commits.length, commits, chain: null };
}

/** Applies a reply as `applyReply` does, whole commits at a time. All of it is checked before anything is written. Where the replica is
 *  moved on meanwhile by another way, the rest is left: it comes again. */
export async function layDownReply(target: ApplyTarget, reply: Reply, turns?: Turns): Promise<number[]> {
  const frames = reply.scopes.filter(({ snapshot }) => !snapshot);
  const total = frames.reduce((sum, { commits }) => sum + commits.length, 0);
  if (!turns || total <= STEP_COMMITS.first) return applyReply(target, reply);
  const cursors = () => new Map(readCursors(target.statements).map((cursor) => [cursor.scope, cursor]));
  const before = cursors();
  for (const frame of frames) assertGapless(frame, before.get(frame.scope));
  const whole = frames.flatMap((frame) => madeWhole(target, frame, before.get(frame.scope)) ?? []);
  // Outcomes first: an act stays open until the commit of its outcome is reached.
  applyReply(target, { ...reply, scopes: whole.map((each) => stepOf(each, 0, 0)) });
  let count: number = STEP_COMMITS.first;
  for (const each of whole) {
    for (let at = 0; at < each.frame.commits.length; ) {
      await turns.give();
      const step = stepOf(each, at, count);
      if ((cursors().get(step.scope)?.commit ?? 0) !== step.from) break;
      const began = turns.clock.now();
      const isLast = each === whole.at(-1) && at + step.commits.length === each.frame.commits.length;
      const lay = () => applyReply(target, { outcomes: [], signed: null, scopes: [step] });
      // What a power cut takes of the steps before comes again; the disk is waited for once, at the end.
      if (isLast) lay();
      else withoutWaiting(target.statements.db, lay);
      at += step.commits.length;
      const share = STEP_MS / Math.max(1, turns.clock.now() - began);
      count = Math.max(
        STEP_COMMITS.least,
        Math.min(STEP_COMMITS.most, Math.floor(count * Math.min(2, share))),
      );
    }
  }
  const scopes = new Set(whole.map(({ frame }) => frame.scope));
  return frames.map(({ scope }) => scope).filter((scope) => !scopes.has(scope));
}
