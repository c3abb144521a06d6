/** What a replica has not seen: commits after its cursor, or the pages of a first sync when it has none or its history is another. One
 *  database snapshot serves a whole reply (SPEC P1–P3). Only the classes of the session's role are read at all. A scope that stands where
 *  the cursor does is not mentioned; what an act of the asker itself wrote is not said again (EC2). */
import { brotliCompressSync, constants } from 'node:zlib';
import type { AudienceClass } from '#shared/records/registry.ts';
import { cursorChain, historyMark } from '#shared/sync/chain.ts';
import type { CommitFrame, CursorFrame, ScopeFrame } from '#shared/sync/frames.ts';
import { toWire } from '#shared/sync/wire.ts';
import { LEFT, PLACE_GROUP } from '#shared/sync/moves.ts';
import { PULL_COMMITS_MAX } from '#shared/sync/protocol.ts';
import type { CentralSnapshot, CentralStore, LogPart, OwnCommit, PageSet } from '../store/central-store.ts';
import { type PageSettings, pagesSoon, snapshotFrame } from './pages.ts';

/** Patience of who holds what was lost. */
const ENDLESS = () => new Promise<void>(() => {});

/** For weighing what a reply will take. */
const BROTLI_QUALITY = 5;

export interface PullInput {
  readonly scopes: readonly number[];
  readonly classes: readonly AudienceClass[];
  readonly cursors: readonly CursorFrame[];
  /** The computer that asks. */
  readonly device: number;
  /** Scopes of which it wants own commits with their content too. */
  readonly whole: readonly number[];
  /** Bytes that the commits may take, packed; 0 for as many as there are. */
  readonly bytesMax: number;
  /** The answer is read in when the cursor has gone on, maybe in another history: the chains' hash goes along (PK7). */
  readonly isByPacket?: boolean;
}

/** Commits as the asker sees them. `own` are those of its own acts that were applied as they were. */
function commitFrames(
  parts: readonly LogPart[],
  own: readonly OwnCommit[],
  from: number,
  to: number,
): CommitFrame[] {
  const frames: CommitFrame[] = [];
  for (let commit = from + 1; commit <= to; commit++) frames.push({ commit, own: null, parts: [] });
  for (const part of parts)
    frames[part.commit - from - 1]?.parts.push({ audience: part.audience, entries: [...part.entries] });
  for (const { commit, number } of own) {
    const frame = frames[commit - from - 1];
    if (frame && !isMoreThanForeseen(frame)) Object.assign(frame, { own: number, parts: [] });
  }
  return frames;
}

/** Records of conflicts are made at the centre, never on a desk, and so are moves from one township to another: an act that was applied
 *  beside one wrote more than its desk can know. */
function isMoreThanForeseen({ parts }: CommitFrame): boolean {
  return parts.some(({ entries }) =>
    entries.some(
      ([type, , group]) =>
        (type === 'conflict' && group === 'about') || group === LEFT || group === PLACE_GROUP,
    ),
  );
}

/** What a reply still has room for. */
interface Room {
  readonly commits: number;
  readonly bytes: number;
}

/** As many commits as go into so many bytes, at least one, or nothing would ever go on (P5); and what they take. */
function thatFit(commits: readonly CommitFrame[], bytesMax: number): { count: number; bytes: number } {
  let count = commits.length;
  for (;;) {
    const bytes = packedLength(commits.slice(0, count), bytesMax);
    if (count <= 1 || bytes <= bytesMax) return { count, bytes };
    count = Math.max(1, Math.min(count - 1, Math.floor(count * (bytesMax / bytes) * 0.97)));
  }
}

/** Bytes on the wire; not worked out where the unpacked ones already fit. */
function packedLength(commits: readonly CommitFrame[], bytesMax: number): number {
  const packed = toWire(commits);
  if (packed.length <= bytesMax) return packed.length;
  return brotliCompressSync(packed, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }).length;
}

/** Commits after a cursor that belongs to this history. */
async function commitsAfter(
  snapshot: CentralSnapshot,
  input: PullInput,
  scope: number,
  { from, head }: { from: number; head: number },
  room: Room,
): Promise<{ after: Pick<ScopeFrame, 'to' | 'commits' | 'chain'>; left: Room }> {
  const { classes, device } = input;
  const most = Math.min(head, from + room.commits);
  const own = input.whole.includes(scope) ? [] : await snapshot.ownCommits(scope, device, from, most);
  const all = commitFrames(await snapshot.readLog(scope, classes, from, most), own, from, most);
  const fit = input.bytesMax ? thatFit(all, room.bytes) : { count: all.length, bytes: 0 };
  const commits = all.slice(0, fit.count);
  const to = from + commits.length;
  const isHashed = input.isByPacket || commits.some((commit) => commit.own !== null);
  const chain = isHashed ? cursorChain(await snapshot.chainsAt(scope, classes, to), classes) : null;
  const isFull = to < head || fit.bytes >= room.bytes;
  const left = { commits: isFull ? 0 : room.commits - commits.length, bytes: room.bytes - fit.bytes };
  return { after: { to, commits, chain }, left };
}

/** Whether the cursor belongs to this history: not past the head, and of the same epoch and chain. */
export async function knowsCursor(
  snapshot: CentralSnapshot,
  cursor: CursorFrame,
  head: { epoch: string; head: number },
  classes: readonly AudienceClass[],
): Promise<boolean> {
  if (cursor.commit > head.head) return false;
  const chains = await snapshot.chainsAt(cursor.scope, classes, cursor.commit);
  return historyMark(head.epoch, chains, classes) === cursor.mark;
}

/** Scopes of which the asker has no cursor that belongs to this history. One of which it has a cursor and this database no log was lost when the
 *  database was set back to before its first commit: its log begins anew, empty, or the asker would keep what it holds (IN12). */
async function unknownScopes(store: CentralStore, input: PullInput): Promise<number[]> {
  const { unknown, lost } = await store.snapshot(async (snapshot) => {
    const found = { unknown: [] as number[], lost: [] as number[] };
    for (const scope of input.scopes) {
      const head = await snapshot.head(scope);
      const cursor = input.cursors.find((each) => each.scope === scope);
      if (!head && cursor) found.lost.push(scope);
      if (head && !(cursor && (await knowsCursor(snapshot, cursor, head, input.classes))))
        found.unknown.push(scope);
    }
    return found;
  });
  if (lost.length) await store.transaction(lost, async () => undefined);
  return [...unknown, ...lost];
}

/** One frame for each scope that has something new, at most PULL_COMMITS_MAX commits in all. The pages of a first sync are those of a moment
 *  ago (pages.ts): what was written since comes as commits after them. */
export async function pull(
  store: CentralStore,
  input: PullInput,
  settings: PageSettings,
): Promise<ScopeFrame[]> {
  const sets = new Map<number, PageSet>();
  for (const scope of await unknownScopes(store, input)) {
    // Left unnamed, a scope has nothing new (P4): only who holds nothing of it is asked to come again.
    const isHeld = input.cursors.some((each) => each.scope === scope);
    const set = await pagesSoon(
      store,
      scope,
      isHeld && settings.patience ? { ...settings, patience: ENDLESS } : settings,
    );
    if (set) sets.set(scope, set);
  }
  return store.snapshot(async (snapshot) => {
    const result: ScopeFrame[] = [];
    let room: Room = { commits: PULL_COMMITS_MAX, bytes: input.bytesMax || Number.POSITIVE_INFINITY };
    for (const scope of input.scopes) {
      const head = await snapshot.head(scope);
      if (!head) continue;
      const cursor = input.cursors.find((each) => each.scope === scope);
      const shared = { scope, epoch: head.epoch, head: head.head };
      const set = sets.get(scope);
      if (set && set.epoch === head.epoch && set.commit <= head.head) {
        const chains = await snapshot.chainsAt(scope, input.classes, set.commit);
        const whole = snapshotFrame(set, chains, input.classes);
        result.push({ ...shared, from: 0, to: set.commit, commits: [], chain: null, snapshot: whole });
      } else if (cursor && (await knowsCursor(snapshot, cursor, head, input.classes))) {
        const from = cursor.commit;
        if (from === head.head) continue;
        const { after, left } = await commitsAfter(snapshot, input, scope, { from, head: head.head }, room);
        room = left;
        // A scope whose turn has not come this time is named all the same: there is more to come (A5).
        result.push({ ...shared, from, ...after, snapshot: null });
      }
    }
    return result;
  });
}
