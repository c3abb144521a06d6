/** The frames of a sync, as they travel: JSON, compressed both ways, strict — an unknown field refuses the request, so that nobody
 *  can smuggle a role or a scope past the session (SPEC F1–F5). One request pushes the queue and pulls the changes. */
import { z } from 'zod';
import { AUDIENCE_CLASSES, RECORD_TYPE_NAMES, type RecordTypeName } from '../records/registry.ts';
import { OUTCOMES } from './protocol.ts';

const int = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const type = z.enum(RECORD_TYPE_NAMES as [RecordTypeName, ...RecordTypeName[]]);
const values = z.record(z.string(), z.json());
const hash = z.string().length(64);

/** An act as its desk made it. Who the actor is and what they may is looked up at the centre, never read from here. */
export const commandFrame = z.strictObject({
  number: int,
  name: z.string().max(80),
  version: int,
  /** Account that made the act; must have signed in from this device. */
  actor: int,
  scope: int,
  madeAt: z.iso.datetime(),
  /** Policy-pack version the act was judged under. */
  pack: z.string().max(40),
  args: z.json(),
  /** [type, id, group, version seen, 'w' written or 'j' judged] */
  groups: z.array(z.tuple([type, int, z.string().max(40), int, z.enum(['w', 'j'])])),
  /** [type, id, group, values seen before the act] of written groups whose policy needs them. */
  before: z.array(z.tuple([type, int, z.string().max(40), values])),
  /** Own earlier acts that made records this one leans on. */
  after: z.array(int),
});
export type CommandFrame = z.infer<typeof commandFrame>;

export const cursorFrame = z.strictObject({
  scope: int,
  epoch: z.string().max(40),
  commit: int,
  chain: hash,
});
export type CursorFrame = z.infer<typeof cursorFrame>;

export const syncRequest = z.strictObject({
  protocol: int,
  schema: int,
  device: int,
  commands: z.array(commandFrame),
  cursors: z.array(cursorFrame),
});
export type SyncRequest = z.infer<typeof syncRequest>;

export const outcomeFrame = z.strictObject({
  number: int,
  outcome: z.enum(OUTCOMES),
  code: z.string().nullable(),
  detail: z.json(),
  scope: int,
  commit: int.nullable(),
  receipt: z.string(),
  receivedAt: z.iso.datetime(),
});
export type OutcomeFrame = z.infer<typeof outcomeFrame>;

/** [type, id, group, fields that changed] of one audience class. */
export const entryFrame = z.tuple([type, int, z.string(), values]);
export type EntryFrame = z.infer<typeof entryFrame>;

/** One commit as one audience class sees it; `parts` holds the classes that have entries. */
export const commitFrame = z.strictObject({
  commit: int,
  parts: z.array(z.strictObject({ audience: z.enum(AUDIENCE_CLASSES), entries: z.array(entryFrame) })),
});
export type CommitFrame = z.infer<typeof commitFrame>;

const chunkPage = z.strictObject({
  type,
  rows: int,
  parts: z.array(z.strictObject({ audience: z.enum(AUDIENCE_CLASSES), hash })),
});
export type ChunkPage = z.infer<typeof chunkPage>;

export const snapshotFrame = z.strictObject({
  commit: int,
  chains: z.partialRecord(z.enum(AUDIENCE_CLASSES), hash),
  pages: z.array(chunkPage),
});
export type SnapshotFrame = z.infer<typeof snapshotFrame>;

export const scopeFrame = z.strictObject({
  scope: int,
  epoch: z.string(),
  /** The reply takes the replica from commit `from` to `to`; `head` is where the scope's log stood. */
  from: int,
  to: int,
  head: int,
  commits: z.array(commitFrame),
  /** Given instead of commits when the replica has no cursor, or one of another history. */
  snapshot: snapshotFrame.nullable(),
});
export type ScopeFrame = z.infer<typeof scopeFrame>;

export const syncResponse = z.strictObject({
  protocol: int,
  serverTime: z.iso.datetime(),
  outcomes: z.array(outcomeFrame),
  scopes: z.array(scopeFrame),
});
export type SyncResponse = z.infer<typeof syncResponse>;

/** A page of rows of one type and class, column by column (SPEC S2). `ids` is sorted. */
export const chunkBody = z.strictObject({
  type,
  audience: z.enum(AUDIENCE_CLASSES),
  ids: z.array(int),
  columns: z.record(z.string(), z.array(z.json())),
  versions: z.record(z.string(), z.array(int)),
});
export type ChunkBody = z.infer<typeof chunkBody>;
