/** What the simulator shows the oracle: plain values, read from files and messages as anybody could read them. Nothing here comes from
 *  product code but names of its types, so that the oracle cannot inherit a mistake of what it judges.                            */
import type { CommitMeta, LogPart, StoredOutcome } from '../../src-server/store/central-store.ts';
import type { Row } from '#shared/records/rows.ts';

/** A row as SQLite gives it: snake_case columns. */
export type RawRow = Readonly<Record<string, string | number | null>>;

/** Everything a desk's file holds. */
export interface DeskView {
  readonly desk: string;
  /** Its last sync that came to its end began after the centre was last set back. */
  readonly isAgreed: boolean;
  /** It has read the answer to a packet since then: one that ends before its cursor may tell of another history (IN9). */
  readonly hasReadAnswer: boolean;
  readonly scopes: readonly number[];
  readonly classes: readonly string[];
  readonly records: Readonly<Record<string, readonly RawRow[]>>;
  readonly acts: readonly RawRow[];
  readonly touches: readonly RawRow[];
  readonly shadows: readonly RawRow[];
  readonly cursors: readonly RawRow[];
}

/** Everything the centre holds. */
export interface CentreView {
  readonly rows: readonly Row[];
  readonly outcomes: ReadonlyMap<string, StoredOutcome>;
  readonly scopes: ReadonlyMap<
    number,
    { readonly epoch: string; readonly commits: readonly CommitMeta[]; readonly log: readonly LogPart[] }
  >;
}

/** What the centre holds of papers: records, and bytes by the hash under which they are kept. */
export interface CentrePapersView {
  readonly papers: readonly Row<'paper'>[];
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

/** What a desk has of papers' bytes. */
export interface DeskPapersView {
  readonly desk: string;
  /** Number under which it works. */
  readonly device: number;
  /** Contents that it says are here, by hash; null where there is no such file, or not a whole one. */
  readonly held: ReadonlyMap<string, Uint8Array | null>;
  /** Contents of which every record that it made and shows was taken away. */
  readonly takenAway: ReadonlySet<string>;
}

/** A desk's visible rows worked out a second way: every open act decided again on the confirmed rows. */
export interface Recomputed {
  /** `type:id` and the row as one text. */
  readonly rows: ReadonlyMap<string, string>;
  /** Code by act number; null for an act that applies. */
  readonly refusals: ReadonlyMap<number, string | null>;
}

/** A rule that did not hold. */
export interface Violation {
  /** `I1` … of SYNC's invariants, or a rule id of src-shared/sync/SPEC.md. */
  readonly rule: string;
  readonly words: string;
}
