/** The port between the sync core and its database. Two implementations pass one contract suite: PostgreSQL, and a plain one in memory
 *  for the simulator. CS1 a transaction holds its scopes' counter rows, locked in order of scope, from its first statement to its
 *  commit: commits are numbered gapless and in commit order.  CS2 a savepoint that throws leaves nothing.  CS3 a snapshot sees one
 *  instant.  CS4 reads see what the same transaction wrote, whether or not it has been sent to the database.  CS5 what was foreseen
 *  changes no answer. */
import type { Id } from '#shared/base/id.ts';
import type { AudienceClass, FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import type { Row, Values } from '#shared/records/rows.ts';
import type { Chains } from '#shared/sync/chain.ts';
import type { EntryFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import type { Query } from '#shared/sync/load.ts';
import type { PageRange } from '#shared/sync/pages.ts';

/** Who made a commit; `body` is the actor's body, for the owner policy. */
export interface CommitMeta {
  readonly device: number;
  readonly actNumber: number;
  readonly actor: Id;
  readonly body: string;
  readonly madeAt: string;
  readonly receivedAt: string;
}

export interface ClaimHolder {
  readonly scope: number;
  readonly recordId: Id;
}

export interface MovedRecord {
  readonly type: RecordTypeName;
  readonly id: Id;
  /** How often it has moved, this time included. */
  readonly moves: number;
}

export interface StoredOutcome {
  readonly frame: OutcomeFrame;
  /** SHA-256 of the act's frame: the same number with another digest is a fork. Empty for a number that its desk gave up. */
  readonly digest: string;
}

/** What a run of acts is about to ask for. */
export interface Foreseen {
  readonly outcomes?: { readonly device: number; readonly numbers: readonly number[] };
  readonly reads?: { readonly scope: number; readonly queries: readonly Query[] };
  readonly claims?: readonly string[];
  readonly receipts?: number;
}

/** Rows under entries of an index, of which some fields are wanted. */
export interface FieldsQuery<T extends RecordTypeName, F extends keyof Values<T>> {
  readonly type: T;
  readonly by: string;
  readonly values: readonly (string | number)[];
  /** Rows of an entry, at most. */
  readonly limit: number;
  readonly fields: readonly F[];
}

/** A row of which only some fields were asked for. */
export interface RowFields<T extends RecordTypeName, F extends keyof Values<T>> {
  readonly scope: number;
  readonly id: Id;
  readonly values: Pick<Values<T>, F>;
}

export interface ActKey {
  readonly device: number;
  readonly number: number;
}

export const actKey = ({ device, number }: ActKey): string => `${device}/${number}`;

/** What stands at a number that a desk gave up: no act has this digest, so whatever comes under the number is not judged. */
export function spentOutcome(number: number): StoredOutcome {
  const words = { outcome: 'quarantined', code: 'device/renumbered', detail: null, commit: null } as const;
  return { digest: '', frame: { number, ...words, scope: 0, receipt: '', receivedAt: '' } };
}

export interface CentralTransaction {
  /** Runs `work` so that its failure undoes only itself. Data that a column cannot hold is found at the end of the transaction at the
   *  latest, and ends the whole of it with BadData. */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
  /** Fetches in a few statements what would otherwise be one each. */
  foresee(what: Foreseen): Promise<void>;
  readOutcome(device: number, number: number): Promise<StoredOutcome | null>;
  writeOutcome(device: number, outcome: StoredOutcome, payload: string): Promise<void>;
  read(scope: number, query: Query): Promise<readonly Row[]>;
  /** Some fields of very many rows, by index entry, each entry in order of id. */
  readFields<T extends RecordTypeName, F extends keyof Values<T>>(
    scope: number,
    query: FieldsQuery<T, F>,
  ): Promise<ReadonlyMap<string | number, readonly RowFields<T, F>[]>>;
  writeFields(
    target: { type: RecordTypeName; scope: number; id: Id },
    set: Readonly<Record<string, FieldValue>>,
    groups: readonly string[],
    commit: number,
  ): Promise<void>;
  commitMeta(scope: number, commit: number): Promise<CommitMeta | null>;
  /** Takes the next commit number of a locked scope and appends each class's entries, chained. */
  append(
    scope: number,
    meta: CommitMeta,
    parts: ReadonlyMap<AudienceClass, readonly EntryFrame[]>,
  ): Promise<number>;
  /** Who holds the claim afterwards: the record itself when it was free, or the one that had it before. */
  takeClaim(key: string, scope: number, recordId: Id): Promise<ClaimHolder>;
  releaseClaim(key: string, recordId: Id): Promise<void>;
  /** Whether this transaction holds the scope's counter (CS1): another one's rows may change under it. */
  holds(scope: number): boolean;
  /** Takes records out of one scope and gives their claims to another, where the caller writes them whole. Both are held. */
  rehome(from: number, to: number, records: readonly MovedRecord[]): Promise<void>;
  /** Where records are that have ever moved, by `type:id`. */
  whereabouts(
    records: readonly { readonly type: RecordTypeName; readonly id: Id }[],
  ): Promise<Map<string, number>>;
  nextReceipt(): Promise<number>;
}

export interface LogPart {
  readonly commit: number;
  readonly audience: AudienceClass;
  readonly entries: readonly EntryFrame[];
}

/** A commit of one device's act whose outcome is «applied» and nothing else. */
export interface OwnCommit {
  readonly commit: number;
  /** Of the act, by the device's counting. */
  readonly number: number;
}

export interface CentralSnapshot {
  /** Null when the scope has no log yet. */
  head(scope: number): Promise<{ epoch: string; head: number } | null>;
  /** Chains of the classes as they stood at a commit. */
  chainsAt(scope: number, classes: readonly AudienceClass[], commit: number): Promise<Chains>;
  /** Parts of commits after `from` up to `to`, in order of commit. */
  readLog(
    scope: number,
    classes: readonly AudienceClass[],
    from: number,
    to: number,
  ): Promise<readonly LogPart[]>;
  /** Commits after `from` up to `to` that are plainly applied acts of a device, in order of commit. */
  ownCommits(scope: number, device: number, from: number, to: number): Promise<readonly OwnCommit[]>;
  /** Ids of the rows of a page. */
  readIds(scope: number, type: RecordTypeName, afterId: number, limit: number): Promise<readonly Id[]>;
  /** Rows of a type in a scope after an id, in order of id. */
  readPage(scope: number, type: RecordTypeName, afterId: number, limit: number): Promise<readonly Row[]>;
  /** Rows of a type in these scopes whose field says what another one's says, in order of scope and id. */
  readAlike<T extends RecordTypeName>(
    scopes: readonly number[],
    type: T,
    field: keyof Values<T> & string,
  ): Promise<readonly Row<T>[]>;
}

/** A page of a scope as it stood at the commit of its set; `parts` is null where it is still to be made. */
export interface KeptPage extends PageRange {
  readonly rows: number;
  /** The newest version of any group of its rows. */
  readonly newest: number;
  /** How many of its rows are open cases. */
  readonly open: number;
  /** Of files: whose the open ones are. */
  readonly openPeople?: readonly Id[];
  readonly parts: readonly { readonly audience: AudienceClass; readonly hash: string }[] | null;
}

/** The pages of a scope, which hold every id of every type, each once. */
export interface PageSet {
  /** Counts how often the set was written. */
  readonly revision: number;
  readonly epoch: string;
  readonly schema: number;
  readonly commit: number;
  readonly pages: readonly KeptPage[];
}

export interface ChunkBytes {
  readonly hash: string;
  readonly scope: number;
  readonly audience: AudienceClass;
  readonly body: Uint8Array;
}

export interface CentralStore {
  /** Runs `work` in one transaction; once more from the beginning where another one was shortly in the way. */
  transaction<T>(scopes: readonly number[], work: (tx: CentralTransaction) => Promise<T>): Promise<T>;
  snapshot<T>(work: (snapshot: CentralSnapshot) => Promise<T>): Promise<T>;
  /** The highest number of a device under which an act was judged, and what is stored of the acts asked about, by `actKey`. */
  readActs(
    device: number,
    asked: readonly ActKey[],
  ): Promise<{ last: number; stored: ReadonlyMap<string, StoredOutcome> }>;
  /** A desk gives up numbers of its device: none of them is judged from now on. Returns those that were before, which stay as they are. */
  spend(device: number, numbers: readonly number[]): Promise<number[]>;
  readPages(scope: number): Promise<PageSet | null>;
  /** False when another one wrote the set since: nothing is written then. `set.revision` is the one that was read, 0 for none. */
  writePages(scope: number, set: PageSet): Promise<boolean>;
  /** Those of the chunks that are here; they will be kept for as long as a chunk is that nothing names. */
  keepChunks(hashes: readonly string[], nowMs: number): Promise<ReadonlySet<string>>;
  writeChunk(chunk: ChunkBytes, nowMs: number): Promise<void>;
  /** Bytes of a chunk from the byte `from` on, and how many there are in all. */
  readChunk(
    hash: string,
    from: number,
  ): Promise<{ scope: number; audience: AudienceClass; body: Uint8Array; size: number } | null>;
  /** Forgets chunks of a scope that are not among the named ones and were last kept before `beforeMs`. */
  collectChunks(scope: number, named: readonly string[], beforeMs: number): Promise<void>;
}

/** An act reaches into a scope that its transaction does not hold: the transaction is undone and begun again with that scope too, for locks are
 *  taken in order, before the first statement (CS1). */
export class ScopeNeeded extends Error {
  readonly scope: number;
  constructor(scope: number) {
    super(`scope ${scope} is not held`);
    this.scope = scope;
  }
}

/** The number of an act is taken by another act: its desk is a copy, and what follows may lean on records that are others here. The
 *  transaction is undone: nothing of the run is judged (SPEC IN2). */
export class ForkedAct extends Error {
  constructor({ device, number }: ActKey) {
    super(`act ${number} of device ${device} is another one`);
  }
}

/** The database failed, not the act: the transaction is over, nothing of it was kept, nothing is judged. */
export class StoreFault extends Error {}

/** Another transaction was in the way. `isShort`: the same claim, a deadlock; at once again, and it is gone. */
export class StoreBusy extends StoreFault {
  readonly isShort: boolean;
  constructor(words: string, isShort: boolean, cause?: unknown) {
    super(words, { cause });
    this.isShort = isShort;
  }
}

/** The database is well and refuses what it was given: a text, a number, a date that no column holds. Nothing was kept. */
export class BadData extends Error {}
