/** The central store in memory, for the simulator alone: the same contract as PostgreSQL (store-contract.ts), one transaction at a time,
 *  a transaction works on a copy that replaces the state when it commits. */
import type { Id } from '#shared/base/id.ts';
import {
  AUDIENCE_CLASSES,
  type AudienceClass,
  type FieldValue,
  type RecordTypeName,
} from '#shared/records/registry.ts';
import { emptyValues, groupNames, recordType, type Row, type Values } from '#shared/records/rows.ts';
import { type Chains, nextLink, payloadDigest } from '#shared/sync/chain.ts';
import type { EntryFrame } from '#shared/sync/frames.ts';
import {
  actKey,
  type ActKey,
  type CentralSnapshot,
  type CentralStore,
  type CentralTransaction,
  type ChunkBytes,
  type ClaimHolder,
  type CommitMeta,
  type FieldsQuery,
  type RowFields,
  type LogPart,
  type MovedRecord,
  type PageSet,
  spentOutcome,
  type StoredOutcome,
} from './central-store.ts';

interface LogLine extends LogPart {
  readonly chain: string;
}
interface ScopeState {
  readonly epoch: string;
  readonly commits: readonly CommitMeta[];
  readonly log: readonly LogLine[];
}
/** Everything, as maps that a transaction copies before it writes. */
interface State {
  scopes: Map<number, ScopeState>;
  rows: Map<string, Row>;
  outcomes: Map<string, StoredOutcome>;
  claims: Map<string, ClaimHolder>;
  /** Scope by `type:id` of records that have ever moved. */
  whereabouts: Map<string, number>;
  receipts: number;
}

export interface Backup {
  readonly state: unknown;
  readonly chunks: ReadonlyMap<string, ChunkBytes & { readonly keptAt: number }>;
  readonly pages: ReadonlyMap<number, PageSet>;
}

interface Contents {
  readonly rows: readonly Row[];
  readonly outcomes: ReadonlyMap<string, StoredOutcome>;
  readonly scopes: ReadonlyMap<number, ScopeState>;
  /** Scope by `type:id` of records that have ever moved. */
  readonly whereabouts: ReadonlyMap<string, number>;
}

function copy(state: State): State {
  return {
    scopes: new Map(state.scopes),
    rows: new Map(state.rows),
    outcomes: new Map(state.outcomes),
    claims: new Map(state.claims),
    whereabouts: new Map(state.whereabouts),
    receipts: state.receipts,
  };
}

const rowKey = (scope: number, type: RecordTypeName, id: Id) => `${scope}/${type}/${id}`;

function fieldOf(row: Row, field: string): FieldValue {
  return (row.values as Record<string, FieldValue>)[field] ?? null;
}

/** `epochOf` names the epoch of a scope when it is first locked. */
export class MemoryStore implements CentralStore {
  private state: State = {
    scopes: new Map(),
    rows: new Map(),
    outcomes: new Map(),
    claims: new Map(),
    whereabouts: new Map(),
    receipts: 0,
  };
  private chunks = new Map<string, Readonly<ChunkBytes & { keptAt: number }>>();
  private pages = new Map<number, PageSet>();
  private readonly epochOf: (scope: number) => string;
  /** The last look at it from outside: a state is replaced, never changed. */
  private looked: { readonly of: State; readonly contents: Contents } | null = null;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(epochOf: (scope: number) => string) {
    this.epochOf = epochOf;
  }

  transaction<T>(scopes: readonly number[], work: (tx: CentralTransaction) => Promise<T>): Promise<T> {
    const run = this.queue.then(async () => {
      const holder = { state: copy(this.state) };
      for (const scope of scopes) {
        if (!holder.state.scopes.has(scope))
          holder.state.scopes.set(scope, { epoch: this.epochOf(scope), commits: [], log: [] });
      }
      const result = await work(new MemoryTransaction(holder, scopes));
      this.state = holder.state;
      return result;
    });
    this.queue = run.catch(() => undefined);
    return run;
  }

  snapshot<T>(work: (snapshot: CentralSnapshot) => Promise<T>): Promise<T> {
    return work(new MemorySnapshot(this.state));
  }

  async readActs(device: number, asked: readonly ActKey[]) {
    const { outcomes } = this.state;
    let last = 0;
    for (const [key, { digest, frame }] of outcomes)
      if (digest && key.startsWith(`${device}/`)) last = Math.max(last, frame.number);
    const stored = new Map<string, StoredOutcome>();
    for (const each of asked) {
      const found = outcomes.get(actKey(each));
      if (found) stored.set(actKey(each), found);
    }
    return { last, stored };
  }

  spend(device: number, numbers: readonly number[]): Promise<number[]> {
    return this.transaction([], (tx) => (tx as MemoryTransaction).spend(device, numbers));
  }

  async readPages(scope: number) {
    return this.pages.get(scope) ?? null;
  }

  async writePages(scope: number, set: PageSet) {
    if ((this.pages.get(scope)?.revision ?? 0) !== set.revision) return false;
    this.pages.set(scope, { ...set, revision: set.revision + 1 });
    return true;
  }

  async keepChunks(hashes: readonly string[], nowMs: number) {
    const here = hashes.flatMap((hash) => this.chunks.get(hash) ?? []);
    for (const chunk of here) this.chunks.set(chunk.hash, { ...chunk, keptAt: nowMs });
    return new Set(here.map(({ hash }) => hash));
  }

  async writeChunk(chunk: ChunkBytes, nowMs: number): Promise<void> {
    if (!this.chunks.has(chunk.hash)) this.chunks.set(chunk.hash, { ...chunk, keptAt: nowMs });
  }

  async readChunk(hash: string, from: number) {
    const chunk = this.chunks.get(hash);
    if (!chunk) return null;
    const { scope, audience, body } = chunk;
    return { scope, audience, body: body.subarray(from), size: body.length };
  }

  async collectChunks(scope: number, named: readonly string[], beforeMs: number) {
    for (const { hash, scope: of, keptAt } of [...this.chunks.values()])
      if (of === scope && keptAt < beforeMs && !named.includes(hash)) this.chunks.delete(hash);
  }

  /** A backup, as one of a database is: of everything. What the maps hold is replaced, never changed. */
  keep(): Backup {
    const { state, chunks, pages } = this;
    return { state, chunks: new Map(chunks), pages: new Map(pages) };
  }

  setBack({ state, chunks, pages }: Backup): void {
    Object.assign(this, { state, chunks: new Map(chunks), pages: new Map(pages) });
  }

  /** Everything as it stands, for an oracle that judges from outside. */
  contents(): Contents {
    if (this.looked?.of === this.state) return this.looked.contents;
    const { rows, outcomes, scopes, whereabouts } = this.state;
    const judged = [...outcomes].filter(([, { digest }]) => digest);
    const isWhole = judged.length === outcomes.size;
    const standing = isWhole ? outcomes : new Map(judged);
    const contents = { rows: [...rows.values()], outcomes: standing, scopes, whereabouts };
    this.looked = { of: this.state, contents };
    return contents;
  }
}

class MemoryTransaction implements CentralTransaction {
  private readonly holder: { state: State };
  private readonly scopes: readonly number[];
  constructor(holder: { state: State }, scopes: readonly number[]) {
    this.holder = holder;
    this.scopes = scopes;
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const before = copy(this.holder.state);
    try {
      return await work();
    } catch (error) {
      this.holder.state = before;
      throw error;
    }
  }

  /** Everything is at hand. */
  async foresee() {}

  async readOutcome(device: number, number: number) {
    return this.holder.state.outcomes.get(`${device}/${number}`) ?? null;
  }

  async writeOutcome(device: number, outcome: StoredOutcome) {
    this.holder.state.outcomes.set(`${device}/${outcome.frame.number}`, outcome);
  }

  async spend(device: number, numbers: readonly number[]): Promise<number[]> {
    const { outcomes } = this.holder.state;
    const taken: number[] = [];
    for (const number of numbers) {
      const before = outcomes.get(actKey({ device, number }));
      if (!before) outcomes.set(actKey({ device, number }), spentOutcome(number));
      else if (before.digest) taken.push(number);
    }
    return taken;
  }

  async read(scope: number, query: Parameters<CentralTransaction['read']>[1]): Promise<readonly Row[]> {
    const { rows } = this.holder.state;
    if ('id' in query) {
      const row = rows.get(rowKey(scope, query.type, query.id));
      return row ? [row] : [];
    }
    if (!recordType(query.type).indexes.includes(query.by))
      throw new Error(`${query.type}.${query.by} is not an index`);
    return [...rows.values()]
      .filter(
        (row) => row.scope === scope && row.type === query.type && fieldOf(row, query.by) === query.value,
      )
      .sort((a, b) => a.id - b.id)
      .slice(0, query.limit);
  }

  async readFields<T extends RecordTypeName, F extends keyof Values<T>>(
    scope: number,
    { type, by, values, limit }: FieldsQuery<T, F>,
  ) {
    const found = new Map<string | number, readonly RowFields<T, F>[]>();
    for (const value of values)
      found.set(value, (await this.read(scope, { type, by, value, limit })) as readonly Row<T>[]);
    return found;
  }

  async writeFields(
    target: { type: RecordTypeName; scope: number; id: Id },
    set: Readonly<Record<string, FieldValue>>,
    groups: readonly string[],
    commit: number,
  ) {
    const { rows } = this.holder.state;
    const key = rowKey(target.scope, target.type, target.id);
    const row = rows.get(key) ?? {
      ...target,
      values: emptyValues(target.type),
      versions: Object.fromEntries(groupNames(target.type).map((group) => [group, 0])),
    };
    const versions = { ...row.versions, ...Object.fromEntries(groups.map((group) => [group, commit])) };
    rows.set(key, { ...row, values: { ...row.values, ...set } as Row['values'], versions } as Row);
  }

  async commitMeta(scope: number, commit: number) {
    return this.holder.state.scopes.get(scope)?.commits[commit - 1] ?? null;
  }

  async append(scope: number, meta: CommitMeta, parts: ReadonlyMap<AudienceClass, readonly EntryFrame[]>) {
    const before = this.holder.state.scopes.get(scope);
    if (!before) throw new Error(`scope ${scope} is not locked`);
    const commit = before.commits.length + 1;
    const lines: LogLine[] = [];
    for (const audience of AUDIENCE_CLASSES) {
      const entries = parts.get(audience);
      if (!entries?.length) continue;
      const previous = before.log.findLast((line) => line.audience === audience)?.chain;
      lines.push({ commit, audience, entries, chain: nextLink(previous, commit, payloadDigest(entries)) });
    }
    this.holder.state.scopes.set(scope, {
      epoch: before.epoch,
      commits: [...before.commits, meta],
      log: [...before.log, ...lines],
    });
    return commit;
  }

  async takeClaim(key: string, scope: number, recordId: Id) {
    const holder = this.holder.state.claims.get(key);
    if (holder) return holder;
    const taken = { scope, recordId };
    this.holder.state.claims.set(key, taken);
    return taken;
  }

  async releaseClaim(key: string, recordId: Id) {
    if (this.holder.state.claims.get(key)?.recordId === recordId) this.holder.state.claims.delete(key);
  }

  holds(scope: number) {
    return this.scopes.includes(scope);
  }

  async rehome(from: number, to: number, records: readonly MovedRecord[]) {
    const { rows, claims, whereabouts } = this.holder.state;
    const moved = new Set(records.map(({ id }) => id));
    for (const { type, id } of records) {
      rows.delete(rowKey(from, type, id));
      whereabouts.set(`${type}:${id}`, to);
    }
    for (const [key, holder] of claims)
      if (holder.scope === from && moved.has(holder.recordId)) claims.set(key, { ...holder, scope: to });
  }

  async whereabouts(records: readonly { type: RecordTypeName; id: Id }[]) {
    const { whereabouts } = this.holder.state;
    const known = records.map(({ type, id }) => `${type}:${id}`).filter((key) => whereabouts.has(key));
    return new Map(known.map((key) => [key, whereabouts.get(key) as number]));
  }

  async nextReceipt() {
    return ++this.holder.state.receipts;
  }
}

class MemorySnapshot implements CentralSnapshot {
  private readonly state: State;
  constructor(state: State) {
    this.state = state;
  }

  async head(scope: number) {
    const found = this.state.scopes.get(scope);
    return found ? { epoch: found.epoch, head: found.commits.length } : null;
  }

  async chainsAt(scope: number, classes: readonly AudienceClass[], commit: number): Promise<Chains> {
    const log = this.state.scopes.get(scope)?.log ?? [];
    const chains: Chains = {};
    for (const audience of classes) {
      const line = log.findLast((each) => each.audience === audience && each.commit <= commit);
      if (line) chains[audience] = line.chain;
    }
    return chains;
  }

  async readLog(scope: number, classes: readonly AudienceClass[], from: number, to: number) {
    return (this.state.scopes.get(scope)?.log ?? []).filter(
      (line) => line.commit > from && line.commit <= to && classes.includes(line.audience),
    );
  }

  async ownCommits(scope: number, device: number, from: number, to: number) {
    const commits = this.state.scopes.get(scope)?.commits ?? [];
    return commits.slice(from, to).flatMap((meta, index) => {
      const commit = from + index + 1;
      const frame = this.state.outcomes.get(`${device}/${meta.actNumber}`)?.frame;
      const isOwn = meta.device === device && frame?.scope === scope && frame.commit === commit;
      return isOwn && frame.outcome === 'applied' ? [{ commit, number: meta.actNumber }] : [];
    });
  }

  async readIds(scope: number, type: RecordTypeName, afterId: number, limit: number) {
    return (await this.readPage(scope, type, afterId, limit)).map(({ id }) => id);
  }

  async readPage(scope: number, type: RecordTypeName, afterId: number, limit: number) {
    return [...this.state.rows.values()]
      .filter((row) => row.scope === scope && row.type === type && row.id > afterId)
      .sort((a, b) => a.id - b.id)
      .slice(0, limit);
  }

  async readAlike<T extends RecordTypeName>(scopes: readonly number[], type: T, field: string) {
    const rows = [...this.state.rows.values()].filter(
      (row) => row.type === type && scopes.includes(row.scope) && fieldOf(row, field) !== null,
    );
    return [...Map.groupBy(rows, (row) => fieldOf(row, field)).values()]
      .flatMap((of) => (of.length > 1 ? of : []))
      .sort((a, b) => a.scope - b.scope || a.id - b.id) as Row<T>[];
  }
}
