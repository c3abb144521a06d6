/** The centre's side of papers in the simulator: production's routes, uploads and keeper over the store under test, with a request and its answer
 *  as the link carries them. Every operation of the database stands behind a door, as the log's do. A process that was killed does
 *  nothing more. Who comes while an older request for the same upload is at work waits here, and not on the library's own clock. */
import type { Clock } from '#shared/base/clock.ts';
import { HttpRefusal } from '../../src-server/http/refusal.ts';
import { findRoute, type Reply, type Route } from '../../src-server/http/route.ts';
import { PaperArrivals } from '../../src-server/papers/paper-arrivals.ts';
import { paperRoutes } from '../../src-server/papers/paper-routes.ts';
import { type CentralTransaction, StoreFault } from '../../src-server/store/central-store.ts';
import type { SyncSession } from '../../src-server/sync/push.ts';
import { CentreGone, type FaultyStore } from './faulty-store.ts';
import type { Body, PaperAsk, PaperTold } from './link.ts';
import type { StoreUnderTest } from './store-under-test.ts';

/** Turns of the event loop in which nothing moved: what is under way waits for a door. */
const TURNS_AT_REST = 4;
const PARTS_OF_A_BODY = 5_000;

export interface PaperCentreSettings {
  readonly clock: Clock;
  readonly store: FaultyStore;
  readonly kept: StoreUnderTest;
  readonly broke: (error: unknown) => void;
}

export class SimPapers {
  private readonly settings: PaperCentreSettings;
  private readonly routes: readonly Route[];
  private readonly arrivals: PaperArrivals;
  /** The last request for each upload. */
  private readonly turns = new Map<string, Promise<unknown>>();
  private isGone = false;
  private underWay = 0;
  private seen = -1;
  private rest = 0;

  constructor(settings: PaperCentreSettings) {
    this.settings = settings;
    const { clock, kept } = settings;
    const [papers, uploads] = [this.behindDoors(kept.papers.contents), this.behindDoors(kept.papers.uploads)];
    const store = { transaction: this.transaction };
    this.arrivals = new PaperArrivals({ papers, store, uploads, clock });
    this.routes = paperRoutes({ store: papers, uploads, arrivals: this.arrivals, clock });
  }

  /** Whether nothing goes on by itself. Asked once a turn of the event loop. */
  isAtRest(): boolean {
    if (!this.underWay) return true;
    const { moves } = this.settings.store;
    this.rest = this.seen === moves ? this.rest + 1 : 0;
    this.seen = moves;
    return this.rest >= TURNS_AT_REST;
  }

  /** The process is killed. */
  die(): void {
    this.isGone = true;
    this.underWay = 0;
  }

  /** One round of keeping house (AR1, AR2, UP3). */
  keepHouse(): Promise<number> {
    return this.counted(() => this.arrivals.keepHouse());
  }

  async answer(session: SyncSession, ask: PaperAsk, isCut: boolean): Promise<Body> {
    const upload = /[0-9a-f]{64}/.exec(ask.path)?.[0] ?? ask.headers['upload-metadata'] ?? '';
    const name = `${session.device}/${upload}`;
    const before = this.turns.get(name) ?? Promise.resolve();
    const work = before.then(() => this.counted(() => this.respond(session, ask, isCut)));
    this.turns.set(
      name,
      work.catch(() => undefined),
    );
    return { told: await work };
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    this.mustLive();
    this.underWay++;
    try {
      return await work();
    } finally {
      this.underWay--;
      this.settings.store.moves++;
    }
  }

  private mustLive(): void {
    if (this.isGone) throw new CentreGone('centre killed');
  }

  private behindDoors<T extends object>(real: T): T {
    return new Proxy(real, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as (...given: unknown[]) => Promise<unknown>;
        if (name === 'inTurn') return (work: never) => member.call(target, this.onceLocked(work) as never);
        return async (...given: unknown[]) => {
          this.mustLive();
          return this.settings.store.apart(() => {
            this.mustLive();
            return member.apply(target, given);
          });
        };
      },
    });
  }

  /** Getting a lock takes the database a while, in which nobody may judge what stands. */
  private onceLocked<T>(work: () => Promise<T>): () => Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.settings.store.awaiting(promise);
    return () => {
      resolve();
      return work();
    };
  }

  private readonly transaction = <T>(
    scopes: readonly number[],
    work: (tx: CentralTransaction) => Promise<T>,
  ): Promise<T> => {
    this.mustLive();
    return this.settings.store.transaction(scopes, work);
  };

  private async respond(session: SyncSession, ask: PaperAsk, isCut: boolean): Promise<PaperTold> {
    try {
      return inBytes(await this.route(session, ask, isCut));
    } catch (error) {
      if (error instanceof LineBroke || error instanceof CentreGone) throw error;
      const refusal =
        error instanceof HttpRefusal
          ? error
          : new HttpRefusal(error instanceof StoreFault ? 'server/busy' : 'server/fault');
      if (refusal.code === 'server/fault') this.settings.broke(error);
      return inBytes({ status: refusal.status, json: refusal.toFrame() });
    }
  }

  private route(session: SyncSession, ask: PaperAsk, isCut: boolean): Promise<Reply> {
    const { route, rest } = findRoute(this.routes, ask.method, ask.path);
    const context = { ...session, deviceNumber: session.device };
    const readParts = async function* (): AsyncGenerator<Buffer> {
      for (let at = 0; at < ask.bytes.length; at += PARTS_OF_A_BODY)
        yield Buffer.from(ask.bytes.subarray(at, at + PARTS_OF_A_BODY));
      if (isCut) throw new LineBroke('the line broke');
    };
    return route.answer({
      ...{ rest, headers: ask.headers, readParts },
      // Of who asks, papers read scopes, classes and the number of the computer.
      caller: { session: context as never, token: '' },
    });
  }
}

/** The request did not come to its end: nobody waits for its answer. */
export class LineBroke extends Error {}

function inBytes(reply: Reply): PaperTold {
  const json = 'json' in reply ? Buffer.from(JSON.stringify(reply.json)) : null;
  const bytes = json ?? ('bytes' in reply ? reply.bytes : Buffer.alloc(0));
  const headers: Record<string, string> = json ? { 'content-type': 'application/json' } : {};
  for (const [name, value] of Object.entries(reply.headers ?? {}))
    headers[name.toLowerCase()] = String(value);
  return { status: reply.status ?? 200, headers, bytes };
}
