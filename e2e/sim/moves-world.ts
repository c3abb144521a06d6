/** Desks and a centre for the stories of people who move: real replicas, the centre's own exchange, a link without faults. */
import assert from 'node:assert/strict';
import { canonicalJson } from '#shared/base/canonical.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import { syncRequest, type SyncRequest, type SyncResponse } from '#shared/sync/frames.ts';
import { MOVABLE_TYPES } from '#shared/sync/moves.ts';
import { issueActs } from '../../src-main/replica/executor.ts';
import { migrateReplica } from '../../src-main/replica/store/migrate.ts';
import { openReplicaFile } from '../../src-main/replica/store/open.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import { syncUntilQuiet } from '../../src-main/replica/sync/exchange.ts';
import type { Transport } from '../../src-main/replica/sync/ports.ts';
import { withdraw, type Withdrawn } from '../../src-main/replica/sync/withdrawn.ts';
import type { CentralStore } from '../../src-server/store/central-store.ts';
import { exchange } from '../../src-server/sync/exchange.ts';
import type { SyncSession } from '../../src-server/sync/push.ts';
import { seatOf } from './centre.ts';
import { type SimAccount } from './people.ts';

/** Lists and maps as they are, in whatever order their text has them. */
function unfolded(value: FieldValue | undefined): FieldValue {
  const isJson = typeof value === 'string' && /^[[{]/.test(value);
  return isJson ? (JSON.parse(value) as FieldValue) : (value ?? null);
}

/** A desk with a file in memory. */
export class StoryDesk {
  readonly statements: Statements;
  session: SyncSession;
  /** Who sits there. */
  account = '';
  /** Bends a reply before the desk reads it. */
  bend: (reply: SyncResponse) => SyncResponse = (reply) => reply;
  private readonly world: World;
  private forms = 0;

  constructor(world: World, session: SyncSession) {
    this.world = world;
    this.session = session;
    const db = openReplicaFile({ path: ':memory:', key: new Uint8Array(32).fill(7) });
    migrateReplica(db);
    this.statements = new Statements(db);
    this.statements.run("INSERT INTO meta (name, value) VALUES ('device', ?)", String(session.device));
  }

  get target() {
    const { statements, session } = this;
    return { statements, device: session.device, classes: [...session.classes] };
  }

  /** An act that must be taken here. */
  act(who: SimAccount, name: string, args: unknown): number {
    const settings = {
      statements: this.statements,
      clock: this.world.clock,
      device: this.session.device,
    };
    const actor = { accountId: who.id, role: who.role, unitScope: who.unitScope };
    const formId = `form-${this.session.device}-${++this.forms}`;
    const [issued] = issueActs(settings, actor, [{ name, args, formId }]);
    if (!issued?.ok) throw new Error(`${name}: ${JSON.stringify(issued)}`);
    return issued.number;
  }

  async sync(): Promise<void> {
    const { store, clock } = this.world;
    const transport: Transport = {
      sync: async (request: SyncRequest) => {
        const asked = syncRequest.parse(JSON.parse(JSON.stringify(request)));
        const reply = await exchange(store, clock, this.session, asked);
        return JSON.parse(JSON.stringify(this.bend(reply))) as unknown;
      },
      chunk: async (hash: string, from: number) => {
        const chunk = await store.readChunk(hash, from);
        assert.ok(chunk && this.session.scopes.includes(chunk.scope), 'a chunk of a foreign scope');
        return chunk.body;
      },
    } as Transport;
    const quiet = { changed: () => {}, sending: () => {}, firstSync: () => {} };
    const withdrawn = (scopes: readonly number[]): void => void this.withdraw(scopes);
    await syncUntilQuiet(this.target, transport, { ...quiet, withdrawn });
  }

  withdraw(scopes: readonly number[]): Withdrawn {
    return withdraw(this.statements, this.account, scopes);
  }

  rows(sql: string, ...parameters: unknown[]): Record<string, FieldValue>[] {
    return this.statements.all(sql, ...parameters);
  }

  /** Records of a type by scope. */
  count(type: string, scope: number): number {
    return Number(this.rows(`SELECT count(*) AS n FROM "${type}" WHERE scope = ?`, scope)[0]?.n);
  }

  outcome(number: number) {
    const [row] = this.rows('SELECT outcome, code, detail, is_open FROM act WHERE number = ?', number);
    const { outcome = null, code = null, is_open = null } = row ?? {};
    const detail = JSON.parse(String(row?.detail ?? 'null')) as Record<string, FieldValue>;
    return { outcome, code, detail, is_open };
  }

  /** Every record that can move, without a desk's own way of keeping it. */
  caseload(scope: number): string {
    return canonicalJson(
      Object.fromEntries(
        MOVABLE_TYPES.map((type) => [
          type,
          this.rows(`SELECT * FROM "${type}" WHERE scope = ? ORDER BY id`, scope).map((row) =>
            Object.fromEntries(Object.entries(row).map(([name, value]) => [name, unfolded(value)])),
          ),
        ]),
      ) as never,
    );
  }
}

export class World {
  readonly store: CentralStore;
  now = Date.parse('2026-03-18T04:00:00Z');
  readonly clock = { now: (): number => this.now };
  constructor(store: CentralStore) {
    this.store = store;
  }

  desk(name: string): StoryDesk {
    return new StoryDesk(this, seatOf(name).session);
  }
}
