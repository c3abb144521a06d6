/** What a replica has not seen: commits after its cursor, or the pages of a first sync when it has none or its history is another. One
 *  database snapshot serves a whole reply (SPEC P1–P3). Only the classes of the session's role are read at all. A scope that stands where
 *  the cursor does is not mentioned; what an act of the asker itself wrote is not said again (EC2). */
import { brotliCompressSync, constants } from 'node:zlib';
import { canonicalJson, sha256Hex } from '#shared/base/canonical.ts';
import {
  AUDIENCE_CLASSES,
  type AudienceClass,
  type FieldValue,
  RECORD_TYPE_NAMES,
  type RecordTypeName,
} from '#shared/records/registry.ts';
import { audienceOf, groupNames, groupOf, type Row } from '#shared/records/rows.ts';
import { cursorChain, historyMark } from '#shared/sync/chain.ts';
import type {
  ChunkBody,
  ChunkPage,
  CommitFrame,
  CursorFrame,
  ScopeFrame,
  SnapshotFrame,
} from '#shared/sync/frames.ts';
import { LEFT, PLACE_GROUP } from '#shared/sync/moves.ts';
import { CHUNK_ROWS_MAX, PULL_COMMITS_MAX } from '#shared/sync/protocol.ts';
import type { CentralSnapshot, CentralStore, LogPart, OwnCommit } from '../store/central-store.ts';

export interface PullInput {
  readonly scopes: readonly number[];
  readonly classes: readonly AudienceClass[];
  readonly cursors: readonly CursorFrame[];
  /** The computer that asks. */
  readonly device: number;
  /** Scopes of which it wants own commits with their content too. */
  readonly whole: readonly number[];
}

/** Chunk bytes to keep; written after the snapshot is closed. */
export interface MadeChunk {
  readonly hash: string;
  readonly scope: number;
  readonly audience: AudienceClass;
  readonly body: Uint8Array;
}

const BROTLI_QUALITY = 5;

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

/** Commits after a cursor that belongs to this history. */
async function commitsAfter(
  snapshot: CentralSnapshot,
  input: PullInput,
  scope: number,
  from: number,
  to: number,
): Promise<Pick<ScopeFrame, 'commits' | 'chain'>> {
  const { classes, device } = input;
  const own = input.whole.includes(scope) ? [] : await snapshot.ownCommits(scope, device, from, to);
  const commits = commitFrames(await snapshot.readLog(scope, classes, from, to), own, from, to);
  const isShortened = commits.some((commit) => commit.own !== null);
  const chain = isShortened ? cursorChain(await snapshot.chainsAt(scope, classes, to), classes) : null;
  return { commits, chain };
}

/** Columns of one class of a page. */
export function chunkOf(
  type: RecordTypeName,
  audience: AudienceClass,
  rows: readonly Row[],
): ChunkBody | null {
  const groups = groupNames(type).filter((group) => audienceOf(type, group) === audience);
  if (!groups.length) return null;
  const fields = groups.flatMap((group) => Object.keys(groupOf(type, group).fields));
  const column = (field: string) =>
    rows.map((row) => ((row.values as Record<string, FieldValue>)[field] ?? null) as never);
  return {
    type,
    audience,
    ids: rows.map(({ id }) => id),
    columns: Object.fromEntries(fields.map((field) => [field, column(field)])),
    versions: Object.fromEntries(groups.map((group) => [group, rows.map((row) => row.versions[group] ?? 0)])),
  };
}

async function snapshotOf(
  snapshot: CentralSnapshot,
  scope: number,
  commit: number,
  classes: readonly AudienceClass[],
  made: MadeChunk[],
): Promise<SnapshotFrame> {
  const pages: ChunkPage[] = [];
  for (const type of RECORD_TYPE_NAMES) {
    let afterId = 0;
    for (;;) {
      const rows = await snapshot.readPage(scope, type, afterId, CHUNK_ROWS_MAX);
      if (!rows.length) break;
      const parts: ChunkPage['parts'] = [];
      for (const audience of AUDIENCE_CLASSES.filter((each) => classes.includes(each))) {
        const body = chunkOf(type, audience, rows);
        if (!body) continue;
        const text = canonicalJson(body as never);
        const hash = sha256Hex(text);
        made.push({
          hash,
          scope,
          audience,
          body: brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
        });
        parts.push({ audience, hash });
      }
      pages.push({ type, rows: rows.length, parts });
      afterId = (rows.at(-1) as Row).id;
    }
  }
  return { commit, chains: await snapshot.chainsAt(scope, classes, commit), pages };
}

/** Whether the cursor belongs to this history: not past the head, and of the same epoch and chain. */
async function knowsCursor(
  snapshot: CentralSnapshot,
  cursor: CursorFrame,
  head: { epoch: string; head: number },
  classes: readonly AudienceClass[],
): Promise<boolean> {
  if (cursor.commit > head.head) return false;
  const chains = await snapshot.chainsAt(cursor.scope, classes, cursor.commit);
  return historyMark(head.epoch, chains, classes) === cursor.mark;
}

/** One frame for each scope that has something new, at most PULL_COMMITS_MAX commits in all. */
export async function pull(store: CentralStore, input: PullInput): Promise<ScopeFrame[]> {
  const made: MadeChunk[] = [];
  const frames = await store.snapshot(async (snapshot) => {
    const result: ScopeFrame[] = [];
    let room = PULL_COMMITS_MAX;
    for (const scope of input.scopes) {
      const head = await snapshot.head(scope);
      if (!head) continue;
      const cursor = input.cursors.find((each) => each.scope === scope);
      const shared = { scope, epoch: head.epoch, head: head.head };
      if (cursor && (await knowsCursor(snapshot, cursor, head, input.classes))) {
        const from = cursor.commit;
        if (from === head.head) continue;
        const to = Math.min(head.head, from + room);
        room -= to - from;
        const after = await commitsAfter(snapshot, input, scope, from, to);
        result.push({ ...shared, from, to, ...after, snapshot: null });
      } else {
        const whole = await snapshotOf(snapshot, scope, head.head, input.classes, made);
        result.push({ ...shared, from: 0, to: head.head, commits: [], chain: null, snapshot: whole });
      }
    }
    return result;
  });
  for (const { hash, scope, audience, body } of made) await store.writeChunk(hash, scope, audience, body);
  return frames;
}
