/** The frames of a sync, as they travel: JSON, compressed both ways, strict — an unknown field refuses the request, so that nobody
 *  can smuggle a role or a scope past the session (SPEC F1–F5). One request pushes the queue and pulls the changes. */
import { z } from 'zod';
import { canonicalJson } from '../base/canonical.ts';
import { CHECK_RANGES_MAX, MARK_DIGITS, OUTCOMES } from './protocol.ts';

const int = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** Names of the registry. Whose program is older knows fewer of them, and keeps what it cannot read (SPEC V5), so they are texts here. */
const name = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);
const type = name;
const audience = name;
/** What was read from JSON, or from what is packed, is JSON: looking through it again cost a push a tenth of the centre's time. */
const json = z.unknown().refine((value) => value !== undefined) as unknown as z.ZodType<z.core.util.JSONType>;
const values = z.record(z.string(), z.unknown() as unknown as z.ZodType<z.core.util.JSONType>);
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
  args: json,
  /** [type, id, group, version seen, 'w' written or 'j' judged] */
  groups: z.array(z.tuple([type, int, z.string().max(40), int, z.enum(['w', 'j'])])),
  /** [type, id, group, values seen before the act] of written groups whose policy needs them. */
  before: z.array(z.tuple([type, int, z.string().max(40), values])),
  /** Own earlier acts that made records this one leans on. */
  after: z.array(int),
  /** Acts that stand or fall together name the first and the last of them, all alike; they travel in one request. Null for an act alone. */
  together: z.tuple([int, int]).nullable(),
});
export type CommandFrame = z.infer<typeof commandFrame>;

export const cursorFrame = z.strictObject({
  scope: int,
  commit: int,
  /** Of which history: epoch, and the chains of the classes that the desk takes, as one short hash (chain.ts, `historyMark`). */
  mark: z.string().length(MARK_DIGITS),
});
export type CursorFrame = z.infer<typeof cursorFrame>;

export const syncRequest = z.strictObject({
  protocol: int,
  schema: int,
  device: int,
  /** Number of the last act made under this device number. Null asks only: nothing is judged and no scope is told (SPEC IN3). */
  last: int.nullable(),
  /** [device, number, mark] of acts whose outcome is here: always the one that the centre judged last, more when it no longer has that one.
   *  The mark is of the outcome's words: by it a replica finds a centre that was set back. */
  checks: z.array(z.tuple([int, int, z.string().length(MARK_DIGITS)])),
  commands: z.array(commandFrame),
  cursors: z.array(cursorFrame),
  /** Scopes of which own commits are wanted with their content too. */
  whole: z.array(int),
  /** The most bytes, packed, that the commits of the reply should take; 0 leaves it to the centre. */
  bytesMax: int,
});
export type SyncRequest = z.infer<typeof syncRequest>;

export const outcomeFrame = z.strictObject({
  number: int,
  outcome: z.enum(OUTCOMES),
  code: z.string().nullable(),
  detail: json,
  scope: int,
  commit: int.nullable(),
  receipt: z.string(),
  receivedAt: z.iso.datetime(),
});
export type OutcomeFrame = z.infer<typeof outcomeFrame>;

/** [type, id, group, fields that changed] of one audience class. */
export const entryFrame = z.tuple([type, int, name, values]);
export type EntryFrame = z.infer<typeof entryFrame>;

/** One commit as one audience class sees it; `parts` holds the classes that have entries. `own` is the number of the asker's own act whose
 *  effect it is: what that act wrote is not said again, `parts` is empty. */
export const commitFrame = z.strictObject({
  commit: int,
  own: int.nullable(),
  parts: z.array(z.strictObject({ audience, entries: z.array(entryFrame) })),
});
export type CommitFrame = z.infer<typeof commitFrame>;

/** Rows of one type whose ids lie from `first` up to `next`, which is no longer its own; `next` is null to the end of all ids. */
const chunkPage = z.strictObject({
  type,
  first: int,
  next: int.nullable(),
  rows: int,
  parts: z.array(z.strictObject({ audience, hash })),
});
export type ChunkPage = z.infer<typeof chunkPage>;

export const snapshotFrame = z.strictObject({
  commit: int,
  chains: z.record(audience, hash),
  /** Rows of the scope. */
  rows: int,
  /** In the order in which they are wanted. The pages of a type follow one another without a gap. */
  pages: z.array(chunkPage),
  /** Types of which the scope holds no row. One that is neither here nor among the pages is not spoken of. */
  empty: z.array(type),
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
  /** The cursor's hash at `to`, where own commits came without their content, and in the answer to a packet. */
  chain: hash.nullable(),
  /** Given instead of commits when the replica has no cursor, or one of another history. */
  snapshot: snapshotFrame.nullable(),
});
export type ScopeFrame = z.infer<typeof scopeFrame>;

/** What the centre has of a desk's acts, where that is not what the desk says. */
export const actsFrame = z.strictObject({
  /** Highest number it has of this device. */
  last: int,
  /** [device, number] of those asked about that it has not in these words. */
  missed: z.array(z.tuple([int, int])),
  /** Numbers of the request's acts that it has with another content. */
  forked: z.array(int),
});
export type ActsFrame = z.infer<typeof actsFrame>;

export const syncResponse = z.strictObject({
  protocol: int,
  /** `requestMark` of the request that this answers. A centre of before this was said leaves it out. */
  answers: z.string().length(MARK_DIGITS).optional(),
  serverTime: z.iso.datetime(),
  outcomes: z.array(outcomeFrame),
  /** The centre's word on the outcomes: which of its keys, and the signature over `signedReceipts`. Null when there are none. */
  signed: z.strictObject({ centre: int, signature: z.string().length(128) }).nullable(),
  /** Acts of the request that only a newer program than this centre's can read: they have no outcome yet and go on waiting (SPEC V4). */
  later: z.array(int),
  /** Given where the centre and the desk do not agree on what was judged; then nothing else was done, and `outcomes` repeats what it has. */
  acts: actsFrame.nullable(),
  /** Scopes of the request's cursors that whoever asks may hold no longer. */
  withdrawn: z.array(int),
  scopes: z.array(scopeFrame),
});
export type SyncResponse = z.infer<typeof syncResponse>;

/** Rows of one type in a range of ids, and their sum (row-sums.ts). */
const rangeSum = z.tuple([type, int, int.nullable(), z.string().length(MARK_DIGITS)]);
export type RangeSum = z.infer<typeof rangeSum>;

/** POST /api/check: whether the rows of a scope, as they lie on a desk, are those of the centre at the commit where its cursor stands. */
export const checkRequest = z.strictObject({
  protocol: int,
  device: int,
  cursor: cursorFrame,
  ranges: z.array(rangeSum).max(CHECK_RANGES_MAX),
  /** The pages that hold what differs are wanted too. */
  pages: z.boolean(),
});
export type CheckRequest = z.infer<typeof checkRequest>;

export const checkResponse = z.strictObject({
  protocol: int,
  /** How many of the ranges, from the first on, were compared; null when the scope stands at another commit by now. */
  compared: int.nullable(),
  /** Places, among the ranges, of those that differ. */
  differ: z.array(int),
  /** Those of them in which the centre's own rows are not what its log says: nobody takes these over. Said where pages are asked for. */
  doubtful: z.array(int),
  /** Pages of what differs and is not doubtful, as the centre has them at that commit. */
  pages: z.array(chunkPage),
});
export type CheckResponse = z.infer<typeof checkResponse>;

/** One value for all; different values and which of them; whole numbers by their steps; digits of texts as long as one another, place by
 *  place; texts in one; values as they are. */
const chunkColumn = z.union([
  z.strictObject({ one: z.unknown() }),
  z.strictObject({ of: z.array(z.unknown()), at: z.union([z.string(), z.array(int)]) }),
  z.strictObject({ steps: z.array(z.number()) }),
  z.strictObject({ places: z.array(z.string()) }),
  z.strictObject({ texts: z.string() }),
  z.strictObject({ values: z.array(z.unknown()) }),
]);

/** A page of rows of one type and class, column by column (SPEC S2), as chunk.ts writes it down. */
export const chunkBody = z.strictObject({
  scope: int,
  type,
  audience,
  /** The first, then by how much each is more than the one before. */
  ids: z.array(int),
  columns: z.record(name, chunkColumn),
  versions: z.record(name, chunkColumn),
});
export type ChunkBody = z.infer<typeof chunkBody>;

/** What the centre signs when it answers a push: whose acts, and their outcomes word for word. */
export function signedReceipts(device: number, outcomes: readonly OutcomeFrame[]): string {
  return canonicalJson({ device, outcomes });
}
