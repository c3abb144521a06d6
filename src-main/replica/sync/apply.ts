/** Laying down what the county sent: outcomes and commits (pages of a first sync: lay-pages.ts). Each call is one transaction of whole commits; rows,
 *  cursor and removal from the queue go together (SPEC A1–A3).
 *  A long reply is laid down in steps, between which the writer's port has its turn (BT1) and the log is taken in, a little at a time (CP4).
 *  A1 commits arrive without a gap, or nothing of the reply is applied.  A2 the chain is recomputed, never believed. Content of the desk's
 *  own commits is found in own-commits.ts. */
import type { Clock } from '#shared/base/clock.ts';
import type { Id } from '#shared/base/id.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import { isKnownGroup, isKnownType } from '#shared/records/rows.ts';
import type { ScopeFrame, SyncResponse } from '#shared/sync/frames.ts';
import { indexKeysOf, recordKey } from '#shared/sync/load.ts';
import { PLACE_GROUP } from '#shared/sync/moves.ts';
import type { Changed } from '../acts.ts';
import { STEP_PAGES, takeLogIn } from '../store/checkpoint.ts';
import { type HeldRows, holdingRows } from '../store/held-rows.ts';
import { withoutWaiting } from '../store/open.ts';
import type { Statements } from '../store/statements.ts';
import {
  commitsReached,
  type Cursor,
  doubtCursors,
  readCursors,
  trustCursors,
  writeCursor,
} from './cursors.ts';
import { LyingServerError } from './lies.ts';
import { layDownEntry } from './kept.ts';
import { departedFrom, doubtDepartures, entriesToWrite } from './moves.ts';
import { madeWhole, partOf, type WholeCommits } from './own-commits.ts';
import { rebase } from './rebase.ts';
import { storeOutcomes } from './receipts.ts';

export interface PageTarget {
  readonly statements: Statements;
  readonly device: number;
}
export interface ApplyTarget extends PageTarget {
  readonly classes: readonly string[];
}

const isStanding = (held: HeldRows, scope: number, type: RecordTypeName, id: Id): boolean =>
  held.isConfirmed(type, id) && held.stored(type, id)?.scope === scope;

/** What commits change: of a record that is confirmed in the very scope the groups that they write, of any other all. */
function changedBy(held: HeldRows, whole: readonly WholeCommits[]): Changed {
  const changed = new Map<string, Set<string> | null>();
  for (const { frame } of whole) {
    const entries = frame.commits.flatMap(({ parts }) => parts.flatMap((part) => part.entries));
    held.fetchAll(entries);
    for (const [type, id, group, fields] of entries) {
      if (!isKnownType(type)) continue;
      const key = recordKey(type, id);
      const before = changed.get(key);
      const isGroup =
        isKnownGroup(type, group) && group !== PLACE_GROUP && isStanding(held, frame.scope, type, id);
      if (!isGroup) changed.set(key, null);
      else if (before) before.add(group);
      else if (before === undefined) changed.set(key, new Set([group]));
      for (const indexed of indexKeysOf(type, fields)) changed.set(indexed, null);
    }
  }
  return changed;
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
  const departed = departedFrom(statements);
  for (const commit of frame.commits) {
    for (const entry of entriesToWrite(statements, departed, frame.scope, commit))
      layDownEntry(statements, frame.scope, commit.commit, entry);
  }
  return { scope: frame.scope, epoch: frame.epoch, commit: frame.to, chains: chains.at(-1) ?? {} };
}

type Reply = Pick<SyncResponse, 'outcomes' | 'signed' | 'scopes'>;
const cursorsNow = (statements: Statements) =>
  new Map(readCursors(statements).map((cursor) => [cursor.scope, cursor]));

/** Scopes of which the pages of a first sync follow. */
const begunAnew = ({ scopes }: Reply) => scopes.flatMap(({ scope, snapshot }) => (snapshot ? [scope] : []));

/** Lays checked commits under the open acts, inside the caller's transaction. */
function layDown(statements: Statements, whole: readonly WholeCommits[]): void {
  const standing = new Set(readCursors(statements).map(({ scope }) => scope));
  const reached = commitsReached(statements);
  const ends = new Map(whole.map(({ frame }) => [frame.scope, frame.to]));
  const apply = (): void => {
    for (const each of whole) {
      if (each.frame.commits.length || !standing.has(each.frame.scope))
        writeCursor(statements, layDownCommits(statements, each));
    }
  };
  holdingRows(statements, (held) =>
    rebase(statements, {
      changedKeys: changedBy(held, whole),
      isRowByRow: true,
      reached: (scope) => ends.get(scope) ?? reached.get(scope) ?? -1,
      apply,
    }),
  );
}

/** Checks the commits of a reply and gives own ones their content back; of a scope whose own work turned out otherwise, nothing. */
function wholeCommits(target: ApplyTarget, frames: readonly ScopeFrame[]): WholeCommits[] {
  const cursors = cursorsNow(target.statements);
  for (const frame of frames) assertGapless(frame, cursors.get(frame.scope));
  return frames.flatMap((frame) => madeWhole(target, frame, cursors.get(frame.scope)) ?? []);
}

const commitsIn = ({ scopes }: Reply) => scopes.filter(({ snapshot }) => !snapshot);

/** Scopes that have to be asked for whole (EC3). */
function leftOut(frames: readonly ScopeFrame[], whole: readonly WholeCommits[]): number[] {
  const scopes = new Set(whole.map(({ frame }) => frame.scope));
  return frames.map(({ scope }) => scope).filter((scope) => !scopes.has(scope));
}

/** What is held of these scopes may be of a history that is gone. */
function doubt(statements: Statements, reply: Reply, left: readonly number[]): void {
  const anew = begunAnew(reply);
  doubtCursors(statements, [...anew, ...left]);
  doubtDepartures(statements, anew);
}

/** Applies outcomes and commits of one reply; scopes with a snapshot are left to the pages. Returns the scopes of which nothing was laid
 *  down because own work turned out otherwise than foreseen: they have to be asked for whole (EC3). The cursor of a scope that begins anew, or
 *  whose chain does not fit, may be of a history that is gone (IN9). */
export function applyReply(target: ApplyTarget, reply: Reply): number[] {
  const { statements, device } = target;
  const frames = commitsIn(reply);
  return statements.db
    .transaction(() => {
      const whole = wholeCommits(target, frames);
      const left = leftOut(frames, whole);
      doubt(statements, reply, left);
      storeOutcomes(statements, device, reply);
      layDown(statements, whole);
      return left;
    })
    .immediate();
}

/** How the port gets its turn while a long reply is laid down. */
export interface Turns {
  readonly clock: Clock;
  /** Resolves when whatever waited has been answered. */
  give(): Promise<void>;
}

/** A step works for so long, a third of a frame of the screen, before the file is told of it all at once, which takes another third. */
const STEP_MS = 5;
/** Commits before the first look at the clock, at most between two, and in a step on a computer however quick. */
const COMMITS_FIRST = 8;
const COMMITS_AT_ONCE_MAX = 64;
const STEP_COMMITS_MAX = 160;

/** Lays down commits of a scope from `at` on until the time of a step is over, in one transaction; how far it came. What a power cut takes of it
 *  comes again. */
function layDownStep({ statements }: ApplyTarget, clock: Clock, whole: WholeCommits, at: number): number {
  const end = Math.min(whole.frame.commits.length, at + STEP_COMMITS_MAX);
  const began = clock.now();
  let done = at;
  const lay = statements.db.transaction(() => {
    for (let count = COMMITS_FIRST; ; ) {
      layDown(statements, [partOf(whole, done, Math.min(count, end - done))]);
      done = Math.min(end, done + count);
      const took = clock.now() - began;
      if (done >= end || took >= STEP_MS) break;
      // As many as took half of what is left of the step.
      const fits = ((done - at) * (STEP_MS - took)) / 2 / Math.max(took, Number.EPSILON);
      count = Math.max(COMMITS_FIRST, Math.min(COMMITS_AT_ONCE_MAX, Math.floor(fits)));
    }
  });
  withoutWaiting(statements.db, () => lay.immediate());
  return done;
}

/** Applies a reply that came over the line, in which the centre was asked about every cursor: as `applyReply` does, whole commits at a time. All of it is checked before anything is written. Where the replica is
 *  moved on meanwhile by another way, the rest is left: it comes again. */
export async function layDownReply(target: ApplyTarget, reply: Reply, turns?: Turns): Promise<number[]> {
  const { statements, device } = target;
  const frames = commitsIn(reply);
  const total = frames.reduce((sum, { commits }) => sum + commits.length, 0);
  if (!turns || total <= COMMITS_FIRST) {
    const take = statements.db.transaction(() => {
      trustCursors(statements);
      return applyReply(target, reply);
    });
    return take.immediate();
  }
  const whole = wholeCommits(target, frames);
  // Outcomes first: an act stays open until the commit of its outcome is reached.
  const first = statements.db.transaction(() => {
    trustCursors(statements);
    doubt(statements, reply, leftOut(frames, whole));
    storeOutcomes(statements, device, reply);
    layDown(
      statements,
      whole.map((each) => partOf(each, 0, 0)),
    );
  });
  // A turn's wait for the disk is spared: the last transaction waits for this one too.
  if (whole.length) withoutWaiting(statements.db, () => first.immediate());
  else first.immediate();
  for (const each of whole) {
    for (let at = 0; at < each.frame.commits.length; ) {
      await turns.give();
      if ((cursorsNow(statements).get(each.frame.scope)?.commit ?? 0) !== each.frame.from + at) break;
      at = layDownStep(target, turns.clock, each, at);
      await turns.give();
      // The word that it leaves comes again at the next time: nobody waits for the disk to have it.
      withoutWaiting(statements.db, () => takeLogIn(statements.db, STEP_PAGES));
    }
  }
  await turns.give();
  // The disk is waited for once, for all the steps.
  const laid = new Set(whole.map(({ frame }) => frame.scope));
  const last = statements.db.transaction(() => {
    for (const each of readCursors(statements)) if (laid.has(each.scope)) writeCursor(statements, each);
  });
  last.immediate();
  return leftOut(frames, whole);
}
