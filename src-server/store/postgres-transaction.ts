/** One transaction of the central store on PostgreSQL. It keeps what it has read and holds back what it writes, so that a run of acts costs a
 *  handful of statements: reads that were foreseen come many at a time, a savepoint is undone in memory, and everything written goes
 *  out in one statement a table at the end (`flush`). The scopes it names are locked before it begins (CS1). */
import { hash } from 'node:crypto';
import { canonicalJson } from '#shared/base/canonical.ts';
import type { Id } from '#shared/base/id.ts';
import {
  AUDIENCE_CLASSES,
  type AudienceClass,
  type FieldValue,
  type RecordTypeName,
} from '#shared/records/registry.ts';
import type { Row, Values } from '#shared/records/rows.ts';
import { type Chains, nextLink } from '#shared/sync/chain.ts';
import type { EntryFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import type { Query } from '#shared/sync/load.ts';
import type {
  CentralTransaction,
  ClaimHolder,
  CommitMeta,
  FieldsQuery,
  Foreseen,
  MovedRecord,
  StoredOutcome,
} from './central-store.ts';
import { HeldClaims } from './held-claims.ts';
import { HeldRows } from './held-rows.ts';
import { type Ask, type Columns, type Given, given, givenRows, insertAll } from './statements.ts';
import { HeldMap, Undoing } from './undoing.ts';

export interface OutcomeRow extends Omit<OutcomeFrame, 'detail' | 'receivedAt'> {
  readonly detail: string;
  readonly received_at: string;
  readonly digest: string;
}
interface CommitRow {
  readonly device: number;
  readonly act_number: number;
  readonly actor: number;
  readonly body: string;
  readonly made_at: string;
  readonly received_at: string;
}
/** A commit with its parts, to be written. */
interface HeldCommit {
  readonly scope: number;
  readonly number: number;
  readonly meta: CommitMeta;
  readonly log: readonly Given[];
}
interface HeldOutcome {
  readonly device: number;
  readonly stored: StoredOutcome;
  readonly payload: string;
}
interface ScopeHead {
  readonly head: number;
  /** Read when the first commit is appended. */
  readonly chains: Chains | null;
}

const COMMIT: Columns = [
  ['scope', 'bigint'],
  ['number', 'bigint'],
  ['device', 'integer'],
  ['act_number', 'bigint'],
  ['actor', 'bigint'],
  ['body', 'text'],
  ['made_at', 'text'],
  ['received_at', 'text'],
];
const LOG: Columns = [
  ['scope', 'bigint'],
  ['audience', 'text'],
  ['commit', 'bigint'],
  ['payload', 'json'],
  ['digest', 'text'],
  ['chain', 'text'],
];
const OUTCOME: Columns = [
  ['device', 'integer'],
  ['number', 'bigint'],
  ['digest', 'text'],
  ['outcome', 'text'],
  ['code', 'text'],
  ['detail', 'json'],
  ['scope', 'bigint'],
  ['commit', 'bigint'],
  ['receipt', 'text'],
  ['received_at', 'text'],
  ['frame', 'json'],
];
const HEAD: Columns = [
  ['scope', 'bigint'],
  ['head', 'bigint'],
];
const WHEREABOUTS: Columns = [
  ['type', 'text'],
  ['id', 'bigint'],
  ['scope', 'bigint'],
  ['moves', 'integer'],
];
const sha256 = (text: string) => hash('sha256', text, 'hex');

/** Chains of the classes as they stood at a commit. */
export async function readChains(
  ask: Ask,
  scope: number,
  classes: readonly AudienceClass[],
  commit: number,
): Promise<Chains> {
  const rows = await ask<{ audience: AudienceClass; chain: string }>(
    `SELECT a.audience, l.chain FROM unnest($2::text[]) AS a(audience)
     CROSS JOIN LATERAL (SELECT chain FROM log WHERE scope = $1 AND log.audience = a.audience AND commit <= $3 ORDER BY commit DESC LIMIT 1) l`,
    [scope, classes, commit],
  );
  return Object.fromEntries(rows.map(({ audience, chain }) => [audience, chain]));
}

export const OUTCOME_COLUMNS = 'number, digest, outcome, code, detail, scope, commit, receipt, received_at';

export function outcomeOf({ digest, received_at, detail, ...rest }: OutcomeRow): StoredOutcome {
  return { digest, frame: { ...rest, detail: JSON.parse(detail) as never, receivedAt: received_at } };
}

export class PostgresTransaction implements CentralTransaction {
  private readonly ask: Ask;
  private readonly undoing = new Undoing();
  private readonly rows: HeldRows;
  private readonly knownOutcomes = new Map<string, StoredOutcome | null>();
  private readonly outcomes = new HeldMap<string, HeldOutcome>(this.undoing);
  private readonly claims: HeldClaims;
  private readonly knownPlaces = new Map<string, number | null>();
  private readonly moved = new HeldMap<string, MovedRecord & { readonly scope: number }>(this.undoing);
  private readonly knownCommits = new Map<string, CommitMeta | null>();
  private readonly commits = new HeldMap<string, HeldCommit>(this.undoing);
  private readonly heads = new HeldMap<number, ScopeHead>(this.undoing);
  private receipts: number[] = [];

  /** `heads` are those of the locked scopes. */
  constructor(ask: Ask, heads: readonly { scope: number; head: number }[]) {
    this.ask = ask;
    this.rows = new HeldRows(ask, this.undoing);
    this.claims = new HeldClaims(ask, this.undoing);
    for (const { scope, head } of heads) this.heads.set(scope, { head, chains: null });
  }

  savepoint<T>(work: () => Promise<T>): Promise<T> {
    return this.undoing.savepoint(work);
  }

  async foresee({ outcomes, reads, claims, receipts = 0 }: Foreseen): Promise<void> {
    if (outcomes) await this.fetchOutcomes(outcomes.device, outcomes.numbers);
    if (claims) await this.claims.foresee(claims);
    if (reads) await this.rows.foresee(reads.scope, reads.queries);
    if (receipts > this.receipts.length) await this.fetchReceipts(receipts - this.receipts.length);
  }

  async readOutcome(device: number, number: number): Promise<StoredOutcome | null> {
    const key = `${device}/${number}`;
    const held = this.outcomes.get(key);
    if (held) return held.stored;
    await this.fetchOutcomes(device, [number]);
    return this.knownOutcomes.get(key) ?? null;
  }

  async writeOutcome(device: number, stored: StoredOutcome, payload: string): Promise<void> {
    this.outcomes.set(`${device}/${stored.frame.number}`, { device, stored, payload });
  }

  read(scope: number, query: Query): Promise<readonly Row[]> {
    return this.rows.read(scope, query);
  }

  readFields<T extends RecordTypeName, F extends keyof Values<T>>(scope: number, query: FieldsQuery<T, F>) {
    return this.rows.readFields(scope, query);
  }

  async writeFields(
    target: { type: RecordTypeName; scope: number; id: Id },
    set: Readonly<Record<string, FieldValue>>,
    groups: readonly string[],
    commit: number,
  ): Promise<void> {
    this.rows.write(target, set, groups, commit);
  }

  async commitMeta(scope: number, commit: number): Promise<CommitMeta | null> {
    const key = `${scope}/${commit}`;
    const held = this.commits.get(key);
    if (held) return held.meta;
    if (!this.knownCommits.has(key)) {
      const [row] = await this.ask<CommitRow>(
        'SELECT device, act_number, actor, body, made_at, received_at FROM commit WHERE scope = $1 AND number = $2',
        [scope, commit],
      );
      const {
        act_number: actNumber,
        made_at: madeAt,
        received_at: receivedAt,
        ...rest
      } = row ?? ({} as CommitRow);
      this.knownCommits.set(key, row ? { ...rest, actNumber, madeAt, receivedAt } : null);
    }
    return this.knownCommits.get(key) ?? null;
  }

  async append(
    scope: number,
    meta: CommitMeta,
    parts: ReadonlyMap<AudienceClass, readonly EntryFrame[]>,
  ): Promise<number> {
    const before = this.heads.get(scope);
    if (!before) throw new Error(`scope ${scope} is not locked`);
    const number = before.head + 1;
    const chains = {
      ...(before.chains ?? (await readChains(this.ask, scope, AUDIENCE_CLASSES, before.head))),
    };
    const log: Given[] = [];
    for (const [audience, entries] of parts) {
      if (!entries.length) continue;
      const payload = canonicalJson(entries as never);
      const digest = sha256(payload);
      const chain = nextLink(chains[audience], number, digest, sha256);
      chains[audience] = chain;
      log.push({ scope, audience, commit: number, payload, digest, chain });
    }
    this.commits.set(`${scope}/${number}`, { scope, number, meta, log });
    this.heads.set(scope, { head: number, chains });
    return number;
  }

  takeClaim(key: string, scope: number, recordId: Id): Promise<ClaimHolder> {
    return this.claims.take(key, scope, recordId);
  }

  releaseClaim(key: string, recordId: Id): Promise<void> {
    return this.claims.release(key, recordId);
  }

  holds(scope: number): boolean {
    return this.heads.get(scope) !== undefined;
  }

  async rehome(from: number, to: number, records: readonly MovedRecord[]): Promise<void> {
    for (const { type, id } of records) this.rows.remove({ type, scope: from, id });
    for (const record of records) this.moved.set(`${record.type}:${record.id}`, { ...record, scope: to });
    await this.claims.rehome(
      from,
      to,
      records.map(({ id }) => id),
    );
  }

  async whereabouts(
    records: readonly { readonly type: RecordTypeName; readonly id: Id }[],
  ): Promise<Map<string, number>> {
    const keyOf = ({ type, id }: { type: RecordTypeName; id: Id }) => `${type}:${id}`;
    const unknown = records.filter((record) => !this.knownPlaces.has(keyOf(record)));
    if (unknown.length) {
      const rows = await this.ask<{ type: RecordTypeName; id: number; scope: number }>(
        `SELECT w.type, w.id, w.scope FROM unnest($1::text[], $2::bigint[]) AS asked(type, id)
         JOIN whereabouts w ON w.type = asked.type AND w.id = asked.id`,
        [unknown.map(({ type }) => type), unknown.map(({ id }) => id)],
      );
      for (const record of unknown) this.knownPlaces.set(keyOf(record), null);
      for (const row of rows) this.knownPlaces.set(keyOf(row), row.scope);
    }
    const places = records.map((record): [string, number | null | undefined] => {
      const key = keyOf(record);
      return [key, this.moved.get(key)?.scope ?? this.knownPlaces.get(key)];
    });
    return new Map(places.filter((place): place is [string, number] => typeof place[1] === 'number'));
  }

  async nextReceipt(): Promise<number> {
    if (!this.receipts.length) await this.fetchReceipts(1);
    return this.receipts.shift() as number;
  }

  /** Sends what was held back. What many transactions share is sent last and held shortest, claims first: they may end it all. */
  async flush(): Promise<void> {
    await this.claims.flush();
    const commits = this.commits.entries().map(([, commit]) => commit);
    const log = commits.flatMap((commit) => commit.log);
    await Promise.all([
      ...this.rows.flush(),
      this.flushMoved(),
      insertAll(this.ask, 'commit', COMMIT, commits.map(commitRow)),
      insertAll(this.ask, 'log', LOG, log),
      this.flushOutcomes(),
      commits.length ? this.flushHeads() : null,
    ]);
  }

  private flushHeads(): Promise<unknown> {
    const heads = this.heads.entries().map(([scope, { head }]) => ({ scope, head }));
    return this.ask(
      `UPDATE scope SET head = given.head FROM ${given(HEAD)} WHERE scope.scope = given.scope`,
      [givenRows(HEAD, heads)],
    );
  }

  private async fetchOutcomes(device: number, numbers: readonly number[]): Promise<void> {
    const unknown = numbers.filter((number) => !this.knownOutcomes.has(`${device}/${number}`));
    if (!unknown.length) return;
    const rows = await this.ask<OutcomeRow>(
      `SELECT ${OUTCOME_COLUMNS} FROM outcome WHERE device = $1 AND number = ANY($2::bigint[])`,
      [device, unknown],
    );
    for (const number of unknown) this.knownOutcomes.set(`${device}/${number}`, null);
    for (const row of rows) this.knownOutcomes.set(`${device}/${row.number}`, outcomeOf(row));
  }

  private async fetchReceipts(count: number): Promise<void> {
    const rows = await this.ask<{ n: number }>(
      "SELECT nextval('receipt_number') AS n FROM generate_series(1, $1::integer)",
      [count],
    );
    this.receipts.push(...rows.map(({ n }) => n));
  }

  private flushMoved(): Promise<unknown> {
    const rows = this.moved.entries().map(([, record]): Given => ({ ...record }));
    const tail = 'ON CONFLICT (type, id) DO UPDATE SET scope = excluded.scope, moves = excluded.moves';
    return insertAll(this.ask, 'whereabouts', WHEREABOUTS, rows, tail);
  }

  private flushOutcomes(): Promise<unknown> {
    const outcomes = this.outcomes.entries().map(([, outcome]) => outcome);
    return insertAll(this.ask, 'outcome', OUTCOME, outcomes.map(outcomeRow));
  }
}

function commitRow({ scope, number, meta }: HeldCommit): Given {
  const { device, actNumber, actor, body, madeAt, receivedAt } = meta;
  return {
    scope,
    number,
    device,
    act_number: actNumber,
    actor,
    body,
    made_at: madeAt,
    received_at: receivedAt,
  };
}

function outcomeRow({ device, stored, payload }: HeldOutcome): Given {
  const { receivedAt, detail, ...rest } = stored.frame;
  return {
    ...{ ...rest, device, digest: stored.digest, frame: payload },
    ...{ detail: JSON.stringify(detail), received_at: receivedAt },
  };
}
