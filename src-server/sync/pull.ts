/** What a replica has not seen: commits after its cursor, or the pages of a first sync when it has none or its history is another. One
 *  database snapshot serves a whole reply (SPEC P1–P3). Only the classes of the session's role are read at all. */
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
import { cursorChain } from '#shared/sync/chain.ts';
import type {
  ChunkBody,
  ChunkPage,
  CommitFrame,
  CursorFrame,
  ScopeFrame,
  SnapshotFrame,
} from '#shared/sync/frames.ts';
import { CHUNK_ROWS_MAX, PULL_COMMITS_MAX } from '#shared/sync/protocol.ts';
import type { CentralSnapshot, CentralStore, LogPart } from '../store/central-store.ts';

export interface PullInput {
  readonly scopes: readonly number[];
  readonly classes: readonly AudienceClass[];
  readonly cursors: readonly CursorFrame[];
}

/** Chunk bytes to keep; written after the snapshot is closed. */
export interface MadeChunk {
  readonly hash: string;
  readonly scope: number;
  readonly audience: AudienceClass;
  readonly body: Uint8Array;
}

const BROTLI_QUALITY = 5;

function commitFrames(parts: readonly LogPart[], from: number, to: number): CommitFrame[] {
  const frames: CommitFrame[] = [];
  for (let commit = from + 1; commit <= to; commit++) frames.push({ commit, own: null, parts: [] });
  for (const part of parts)
    frames[part.commit - from - 1]?.parts.push({ audience: part.audience, entries: [...part.entries] });
  return frames;
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

/** Whether the cursor belongs to this history: same epoch, not past the head, same chain. */
async function knowsCursor(
  snapshot: CentralSnapshot,
  cursor: CursorFrame,
  head: { epoch: string; head: number },
  classes: readonly AudienceClass[],
): Promise<boolean> {
  if (cursor.epoch !== head.epoch || cursor.commit > head.head) return false;
  return cursorChain(await snapshot.chainsAt(cursor.scope, classes, cursor.commit), classes) === cursor.chain;
}

/** One frame a scope, at most PULL_COMMITS_MAX commits in all. */
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
        const to = Math.min(head.head, cursor.commit + room);
        room -= to - cursor.commit;
        const parts =
          to > cursor.commit ? await snapshot.readLog(scope, input.classes, cursor.commit, to) : [];
        result.push({
          ...shared,
          from: cursor.commit,
          to,
          commits: commitFrames(parts, cursor.commit, to),
          chain: null,
          snapshot: null,
        });
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
