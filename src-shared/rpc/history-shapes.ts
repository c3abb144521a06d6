/** The history of a person as the replica tells it to the screens (contract: desk.ts, `history`): every line, every conflict and every act of
 *  this computer that the county did not take; and what became of any one of them. Values are masked like everywhere. */
import { z } from 'zod';
import { place } from './desk-shapes.ts';

const id = z.number().int();
const words = z.string().nullable();

/** handling: the way of a file; changes: data of the person; papers: what was brought; sync: what is on the way, what two desks changed at once,
 *  what the county did not take. */
export const HISTORY_FILTERS = ['all', 'handling', 'changes', 'papers', 'sync'] as const;
export const historyFilter = z.enum(HISTORY_FILTERS);
export type HistoryFilter = z.infer<typeof historyFilter>;

/** A line of history, a conflict by its id, or an act of this computer by its number. */
export const entryKey = z.strictObject({ kind: z.enum(['line', 'conflict', 'act']), id });
export type EntryKey = z.infer<typeof entryKey>;

export const historyEntry = z.object({
  key: entryKey,
  at: z.string(),
  action: z.string(),
  stateAfter: words,
  who: z.string(),
  unit: z.string(),
  device: z.string(),
  reasonCode: words,
  words,
  documentKind: words,
  documentNumber: words,
  details: z.unknown(),
  place,
  receipt: words,
  /** Of a conflict: what both changed, and how it stands (ask, proposal, merged, duplicate; OPEN, SETTLED, NOTED). */
  conflict: z.object({ groupName: z.string(), kind: z.string(), state: z.string() }).nullable(),
  /** Of an act that the county did not take: its outcome, why, and the act that took its place. */
  act: z.object({ outcome: z.string(), code: words, replacedBy: id.nullable() }).nullable(),
  /** Made before what stands above or below it as earlier: it reached the county later. */
  isLate: z.boolean(),
  /** The record that was merged into this person, when the entry is of that one. */
  mergedFrom: z.object({ personId: id, name: z.string() }).nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const historyPage = z.object({
  counts: z.record(historyFilter, z.number()),
  entries: z.array(historyEntry),
});
export type HistoryPage = z.infer<typeof historyPage>;
export const historyInput = z.strictObject({
  personId: id,
  filter: historyFilter,
  order: z.enum(['newest', 'oldest']),
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(3_000),
});

const fieldChange = z.object({
  recordType: z.string(),
  group: z.string(),
  field: z.string(),
  before: words,
  after: words,
  /** What stands now. */
  now: words,
  /** What is known here: both values, only the new one, or only that it was touched. */
  known: z.enum(['both', 'after', 'name']),
  /** Whether the value of this entry still stands; null where it cannot be told. */
  stands: z.boolean().nullable(),
});
export type FieldChange = z.infer<typeof fieldChange>;

const conflictOfEntry = z.object({
  conflictId: id,
  groupName: z.string(),
  kind: z.string(),
  state: z.string(),
  /** Whose value this entry was: the later act's or the earlier one's. */
  side: z.enum(['mine', 'theirs']),
  otherWho: z.string(),
  otherAt: words,
  choice: words,
  settledBy: z.string(),
  settledAt: words,
  reason: words,
});

const laterEntry = z.object({
  key: entryKey,
  at: z.string(),
  who: z.string(),
  action: z.string(),
  /** Groups that both touched. */
  groups: z.array(z.string()),
});

/** «这条后来怎么样了» */
export const entryPage = z.object({
  entry: historyEntry,
  personId: id,
  personName: z.string(),
  /** here: this computer; elsewhere: another office's; county: laid down by the county when it began. */
  origin: z.enum(['here', 'elsewhere', 'county']),
  /** Number of the act on the computer where it was made. */
  actNumber: id.nullable(),
  /** Number of the county's commit, once it has one. */
  commit: id.nullable(),
  receivedAt: words,
  /** pending, applied, applied-with-difference, refused, in-conflict, parked, quarantined; received: another computer's, and the county has it. */
  outcome: z.string(),
  code: words,
  replacedBy: id.nullable(),
  replaces: id.nullable(),
  behind: id.nullable(),
  isMendable: z.boolean(),
  /** A record that was made new, rather than fields of one changed. */
  isNew: z.boolean(),
  changes: z.array(fieldChange),
  /** Groups that were touched, where the fields are not known by name. */
  groups: z.array(z.string()),
  state: z.object({ before: words, after: z.string() }).nullable(),
  conflicts: z.array(conflictOfEntry),
  later: z.array(laterEntry),
});
export type EntryPage = z.infer<typeof entryPage>;

/** Who changed this? The entries that touched one group of a person, newest first. */
export const groupHistory = z.object({
  group: z.string(),
  entries: z.array(
    z.object({
      entry: historyEntry,
      fields: z.array(z.string()),
      /** It wrote what stands now. */
      stands: z.boolean(),
      /** The line is older than the note of fields: it may have touched the group. */
      isPossible: z.boolean(),
    }),
  ),
});
export type GroupHistory = z.infer<typeof groupHistory>;
