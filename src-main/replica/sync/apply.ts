/** Laying down what the county sent: outcomes, commits, pages of a first sync. Each call is one transaction of whole commits; rows,
 *  cursor and removal from the queue go together (SPEC A1–A4).
 *  A1 commits arrive without a gap, or nothing of the reply is applied.  A2 the chain is recomputed, never believed. */
import type { AudienceClass, FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { recordType } from '#shared/records/rows.ts';
import { type Chains, nextLink, payloadDigest } from '#shared/sync/chain.ts';
import type { ChunkBody, EntryFrame, OutcomeFrame, ScopeFrame, SyncResponse } from '#shared/sync/frames.ts';
import { indexKey, recordKey } from '#shared/sync/load.ts';
import { storeOutcome } from '../acts.ts';
import { writeFields } from '../store/records.ts';
import type { Statements } from '../store/statements.ts';
import { type Cursor, readCursors, writeCursor } from './cursors.ts';
import { rebase } from './rebase.ts';

/** The server sent something that cannot be true; nothing was changed. */
export class LyingServerError extends Error {}

export interface ApplyTarget {
  readonly statements: Statements;
  readonly device: number;
}

function keysOfEntry([type, id, , fields]: EntryFrame): string[] {
  const keys = [recordKey(type, id)];
  for (const field of recordType(type).indexes) {
    const value = fields[field];
    if (typeof value === 'string' || typeof value === 'number') keys.push(indexKey(type, field, value));
  }
  return keys;
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
  });
  if (frame.to !== at + frame.commits.length || frame.head < frame.to)
    throw new LyingServerError(`scope ${frame.scope}: wrong end`);
}

/** Writes one scope's commits as confirmed rows and returns the cursor after them. */
function layDownCommits(statements: Statements, frame: ScopeFrame, cursor: Cursor | undefined): Cursor {
  const chains: Chains = { ...cursor?.chains };
  for (const { commit, parts } of frame.commits) {
    for (const { audience, entries } of parts) {
      for (const [type, id, group, fields] of entries) {
        writeFields(statements, { type, scope: frame.scope, id }, fields, { groups: [group], commit });
      }
      chains[audience] = nextLink(chains[audience], commit, payloadDigest(entries));
    }
  }
  return { scope: frame.scope, epoch: frame.epoch, commit: frame.to, chains };
}

/** Applies outcomes and commits of one reply; scopes with a snapshot are left to the pages. */
export function applyReply(target: ApplyTarget, reply: Pick<SyncResponse, 'outcomes' | 'scopes'>): void {
  const { statements, device } = target;
  statements.db
    .transaction(() => {
      const cursors = new Map(readCursors(statements).map((cursor) => [cursor.scope, cursor]));
      const frames = reply.scopes.filter(({ snapshot }) => !snapshot);
      for (const frame of frames) assertGapless(frame, cursors.get(frame.scope));
      for (const outcome of reply.outcomes) storeOutcome(statements, outcome);
      const ends = new Map(frames.map((frame) => [frame.scope, frame.to]));
      const entries = frames.flatMap(({ commits }) =>
        commits.flatMap(({ parts }) => parts.flatMap((part) => part.entries)),
      );
      rebase(statements, device, {
        changedKeys: new Set(entries.flatMap(keysOfEntry)),
        reached: (scope) => ends.get(scope) ?? cursors.get(scope)?.commit ?? -1,
        apply: () => {
          for (const frame of frames) {
            if (frame.commits.length || !cursors.has(frame.scope))
              writeCursor(statements, layDownCommits(statements, frame, cursors.get(frame.scope)));
          }
        },
      });
    })
    .immediate();
}

/** Stores outcomes that came back alone (an answer that was lost before). */
export function applyOutcomes(target: ApplyTarget, outcomes: readonly OutcomeFrame[]): void {
  applyReply(target, { outcomes: [...outcomes], scopes: [] });
}

/** Joins the class parts of one page to whole rows. Throws when the parts are not of the same rows. */
function rowsOfPage(bodies: readonly ChunkBody[]) {
  const [first] = bodies;
  if (!first) return [];
  for (const body of bodies) {
    if (
      body.type !== first.type ||
      body.ids.length !== first.ids.length ||
      body.ids.some((id, at) => id !== first.ids[at])
    ) {
      throw new LyingServerError('parts of a page do not fit together');
    }
  }
  return first.ids.map((id, at) => {
    const set = Object.fromEntries(
      bodies.flatMap((body) =>
        Object.entries(body.columns).map(([field, column]) => [field, column[at] ?? null]),
      ),
    );
    const versions = bodies.flatMap((body) =>
      Object.entries(body.versions).map(([group, column]) => [group, column[at] ?? 0] as const),
    );
    return { id, set, versions };
  });
}

/** Lays down one page of a first sync in a transaction of its own; may be repeated. */
export function layDownPage(target: ApplyTarget, scope: number, bodies: readonly ChunkBody[]): void {
  const { statements, device } = target;
  const rows = rowsOfPage(bodies);
  const type = bodies[0]?.type as RecordTypeName;
  statements.db
    .transaction(() => {
      const cursors = new Map(readCursors(statements).map((cursor) => [cursor.scope, cursor.commit]));
      rebase(statements, device, {
        changedKeys: new Set(rows.flatMap(({ id, set }) => keysOfEntry([type, id, '', set]))),
        reached: (at) => cursors.get(at) ?? -1,
        apply: () => {
          for (const { id, set, versions } of rows)
            layDownRow(statements, { type, scope, id }, set, versions);
        },
      });
    })
    .immediate();
}

/** One upsert a row: fields and the version of each group. */
function layDownRow(
  statements: Statements,
  target: { type: RecordTypeName; scope: number; id: number },
  set: Readonly<Record<string, FieldValue>>,
  versions: readonly (readonly [string, number])[],
): void {
  const [first] = versions;
  const uniform = first && versions.every(([, commit]) => commit === first[1]);
  if (uniform) {
    writeFields(statements, target, set, { groups: versions.map(([group]) => group), commit: first[1] });
    return;
  }
  writeFields(statements, target, set);
  for (const [group, commit] of versions) writeFields(statements, target, {}, { groups: [group], commit });
}

/** The first sync of a scope is whole: from now on it has a cursor. Judged acts whose commit the snapshot holds are closed. */
export function finishSnapshot(
  target: ApplyTarget,
  scope: number,
  frame: Pick<ScopeFrame, 'epoch'> & { commit: number; chains: Partial<Record<AudienceClass, string>> },
): void {
  const { statements, device } = target;
  statements.db
    .transaction(() => {
      const cursors = new Map(readCursors(statements).map((cursor) => [cursor.scope, cursor.commit]));
      rebase(statements, device, {
        changedKeys: [],
        reached: (at) => (at === scope ? frame.commit : (cursors.get(at) ?? -1)),
        apply: () =>
          writeCursor(statements, { scope, epoch: frame.epoch, commit: frame.commit, chains: frame.chains }),
      });
    })
    .immediate();
}
