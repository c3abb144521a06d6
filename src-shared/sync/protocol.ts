/** Numbers that both ends of a sync must share. A change of any frame's shape raises PROTOCOL_VERSION; a test holds them together. */
export const PROTOCOL_VERSION = 1;
/** Version of what acts and rows mean: the record registry, the versions of the commands, the policy packs. A desk whose number is higher than
 *  the centre's may send what the centre cannot read yet. */
export const SCHEMA_VERSION = 1;

/** Acts in one push; a long queue goes up in several, shorter ones where the line is thin. */
export const PUSH_BATCH_MAX = 500;
/** Acts that stand or fall together, at most: they go up in one request, on a poor line too. */
export const TOGETHER_MAX = 20;
/** Commits of one scope in one pull. */
export const PULL_COMMITS_MAX = 500;
/** Rows in one page of a first sync, on average; a power of two. */
export const PAGE_ROWS = 1_024;
/** Ranges of rows that are compared in one request, and rows in one range: one that is longer differs. */
export const CHECK_RANGES_MAX = 500;
export const CHECK_ROWS_MAX = 40_000;

/** What became of an act at the centre; final, stored with the commit, repeated word for word (SPEC O1–O4). */
export const OUTCOMES = [
  'applied',
  'applied-with-difference',
  'refused',
  'in-conflict',
  'parked',
  'quarantined',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** 64 bits: that two histories of one scope have the same mark by accident will not happen in the life of all counties together. */
export const MARK_DIGITS = 16;
