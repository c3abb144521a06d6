/** The central server in the simulator: production's exchange over the memory store, behind a door that takes texts. It dies and starts
 *  again with what was committed.                                                                                                  */
import type { Chance } from '#shared/base/chance.ts';
import { type Clock, instantText } from '#shared/base/clock.ts';
import { create } from '#shared/domain/command.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import { syncRequest, type SyncResponse } from '#shared/sync/frames.ts';
import { classesOf, scopesOf } from '../../src-server/accounts/rights.ts';
import { MemoryStore } from '../../src-server/store/memory-store.ts';
import { appendRecords } from '../../src-server/sync/append.ts';
import { exchange, type SyncSession } from '../../src-server/sync/exchange.ts';
import type { KnownActor } from '../../src-server/sync/judge.ts';
import { CentreGone, FaultyStore } from './faulty-store.ts';
import type { Body, Packet } from './link.ts';
import { ALL_DESKS, ACCOUNTS, type SimAccount, TOWNSHIPS } from './people.ts';
import type { CentreView } from './views.ts';

export interface CentreWatcher {
  /** A request that is about to be judged. */
  requested(device: number, text: string): void;
  /** An answer as it leaves. */
  answered(session: SyncSession, request: string, reply: SyncResponse): void;
  /** The centre broke in a way that is no fault of the database. */
  broke(error: unknown): void;
}

export interface CentreSettings {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly watcher: CentreWatcher;
  /** Tests of the oracle hand in a store that misbehaves. */
  readonly makeStore?: (epochOf: (scope: number) => string) => MemoryStore;
}

export function actorOf(account: SimAccount): KnownActor {
  return {
    accountId: account.id,
    role: account.role,
    scopes: scopesOf(account.role, account.unitScope, TOWNSHIPS),
  };
}

/** What the centre knows of a desk's session; a desk's accounts are of one unit. */
export function sessionOf(desk: string): SyncSession {
  const place = ALL_DESKS[desk];
  const [first] = place?.accounts ?? [];
  if (!place || !first) throw new Error(`no desk ${desk}`);
  return {
    device: place.device,
    scopes: scopesOf(first.role, first.unitScope, TOWNSHIPS),
    classes: classesOf(first.role),
    actors: new Map(place.accounts.map((account) => [account.id, actorOf(account)])),
  };
}

export class SimCentre {
  readonly store: FaultyStore;
  private readonly kept: MemoryStore;
  private readonly settings: CentreSettings;
  private readonly working = new Set<number>();
  private life = 0;

  constructor(settings: CentreSettings) {
    this.settings = settings;
    const epochOf = (scope: number) => `epoch-of-${scope}`;
    this.kept = settings.makeStore ? settings.makeStore(epochOf) : new MemoryStore(epochOf);
    this.store = new FaultyStore(this.kept, settings.chance);
  }

  view(): CentreView {
    return this.kept.contents();
  }

  /** Colleagues, as the centre publishes them before any desk opens. */
  async publishAccounts(): Promise<void> {
    const at = instantText(this.settings.clock.now());
    const meta = { device: 1, actNumber: 1, actor: 0, body: 'CIVIL_AFFAIRS', madeAt: at, receivedAt: at };
    const colleagues = Object.values(ACCOUNTS).map(({ id, name, role, unitScope }) =>
      create('colleague', id, { accountName: name, personName: name, role, unitName: name, unitScope }),
    );
    await appendRecords(this.kept, REFERENCE_SCOPE, meta, colleagues);
  }

  /** Takes one packet; what comes of it is handed to `reply`, unless the centre dies first. */
  take(packet: Packet, reply: (body: Body) => void): void {
    const { life } = this;
    const text = 'text' in packet.body ? packet.body.text : '';
    const work = packet.kind === 'sync' ? this.sync(packet.desk, text) : this.chunk(packet.desk, text);
    this.working.add(packet.call);
    work.then(
      (body) => {
        if (life !== this.life) return;
        this.working.delete(packet.call);
        reply(body);
      },
      (error: unknown) => {
        if (life !== this.life || error instanceof CentreGone) return;
        this.working.delete(packet.call);
        if ((error as Error).constructor.name !== 'StoreFault') this.settings.watcher.broke(error);
        reply({ failed: String(error) });
      },
    );
  }

  /** Dies and starts again. Returns the calls whose connection broke. */
  crash(): number[] {
    this.life++;
    this.store.killAll();
    const broken = [...this.working];
    this.working.clear();
    return broken;
  }

  private async sync(desk: string, text: string): Promise<Body> {
    const session = sessionOf(desk);
    this.settings.watcher.requested(session.device, text);
    const request = syncRequest.parse(JSON.parse(text));
    const reply = await exchange(this.store, this.settings.clock, session, request);
    this.settings.watcher.answered(session, text, reply);
    return { text: JSON.stringify(reply) };
  }

  private async chunk(desk: string, hash: string): Promise<Body> {
    const session = sessionOf(desk);
    const chunk = await this.store.readChunk(hash);
    if (!chunk) return { failed: 'no such chunk' };
    if (!session.scopes.includes(chunk.scope) || !session.classes.includes(chunk.audience))
      return { failed: 'not for this desk' };
    return { bytes: chunk.body };
  }
}
