/** The claims of one transaction. Those that are held stay so until it ends, because they were read under a lock; one that was free may be
 *  somebody else's by the time it is sent: then the transaction is over and begins again, knowing it (StoreBusy). */
import type { Id } from '#shared/base/id.ts';
import { type ClaimHolder, StoreBusy } from './central-store.ts';
import { type Ask, type Columns, insertAll } from './statements.ts';
import { HeldMap, type Undoing } from './undoing.ts';

interface ClaimRow {
  readonly claim_key: string;
  readonly scope: number;
  readonly record_id: number;
}

const CLAIM: Columns = [
  ['claim_key', 'text'],
  ['scope', 'bigint'],
  ['record_id', 'bigint'],
];
const SELECT = 'SELECT claim_key, scope, record_id FROM claim';

export class HeldClaims {
  private readonly ask: Ask;
  /** As the database has them; null where it has none. */
  private readonly known = new Map<string, ClaimHolder | null>();
  /** As they are to be; null where the claim is given back. */
  private readonly held: HeldMap<string, ClaimHolder | null>;

  constructor(ask: Ask, undoing: Undoing) {
    this.ask = ask;
    this.held = new HeldMap(undoing);
  }

  async foresee(keys: readonly string[]): Promise<void> {
    const unknown = keys.filter((key) => !this.known.has(key));
    if (!unknown.length) return;
    const rows = await this.ask<ClaimRow>(
      `${SELECT} WHERE claim_key = ANY($1::text[]) ORDER BY claim_key FOR UPDATE`,
      [unknown],
    );
    for (const key of unknown) this.known.set(key, null);
    this.keep(rows);
  }

  async take(key: string, scope: number, recordId: Id): Promise<ClaimHolder> {
    const holder = await this.holder(key);
    if (holder) return holder;
    const taken = { scope, recordId };
    this.held.set(key, taken);
    return taken;
  }

  async release(key: string, recordId: Id): Promise<void> {
    if ((await this.holder(key))?.recordId === recordId) this.held.set(key, null);
  }

  /** Records take their claims along. */
  async rehome(from: number, to: number, records: readonly Id[]): Promise<void> {
    const rows = await this.ask<ClaimRow>(
      `${SELECT} WHERE scope = $1 AND record_id = ANY($2::bigint[]) ORDER BY claim_key FOR UPDATE`,
      [from, records],
    );
    this.keep(rows);
    const moved = new Set(records);
    const keys = new Set([
      ...rows.map(({ claim_key }) => claim_key),
      ...this.held.entries().map(([key]) => key),
    ]);
    for (const key of keys) {
      const holder = await this.holder(key);
      if (holder?.scope === from && moved.has(holder.recordId)) this.held.set(key, { ...holder, scope: to });
    }
  }

  async flush(): Promise<void> {
    const gone = this.held.entries().filter(([key]) => this.known.get(key));
    if (gone.length)
      await this.ask('DELETE FROM claim WHERE claim_key = ANY($1::text[])', [gone.map(([key]) => key)]);
    const taken = this.held
      .entries()
      .flatMap(([claim_key, held]) =>
        held ? [{ claim_key, scope: held.scope, record_id: held.recordId }] : [],
      );
    const tail = 'ORDER BY claim_key ON CONFLICT (claim_key) DO NOTHING RETURNING claim_key';
    const got = await insertAll<{ claim_key: string }>(this.ask, 'claim', CLAIM, taken, tail);
    if (got.length !== taken.length) throw new StoreBusy('a claim was taken meanwhile', true);
  }

  private async holder(key: string): Promise<ClaimHolder | null> {
    const held = this.held.get(key);
    if (held !== undefined) return held;
    await this.foresee([key]);
    return this.known.get(key) ?? null;
  }

  private keep(rows: readonly ClaimRow[]): void {
    for (const { claim_key, scope, record_id } of rows)
      this.known.set(claim_key, { scope, recordId: record_id });
  }
}
