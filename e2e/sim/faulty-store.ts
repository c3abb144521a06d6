/** The memory store behind doors that the simulator opens one by one: other work gets in between, the database fails before or after a
 *  commit, the process dies anywhere. What a transaction did and did not keep is the store's own doing.                            */
import type { Chance } from '#shared/base/chance.ts';
import {
  type CentralSnapshot,
  type CentralStore,
  type CentralTransaction,
  type ChunkBytes,
  type PageSet,
  StoreFault,
} from '../../src-server/store/central-store.ts';
import { Asked, OwnWorks } from './own-work.ts';
import { pick } from './plan.ts';

/** The process that was waiting is gone. */
export class CentreGone extends Error {}

interface Held {
  open(): void;
  die(): void;
}

/** Work that waits for the transaction before it. */
interface Waiting {
  go(): void;
  die(): void;
}

const HELD_SHARE = 0.35;
/** How often a database that failed is not there either when it is asked whether it is well. */
const STAYS_AWAY_SHARE = 0.5;

export class FaultyStore implements CentralStore {
  private inner: CentralStore;
  private readonly chance: Chance;
  private held: Held[] = [];
  /** Doors that are still passed before the database fails; none when it will not. */
  private faultIn: number | null = null;
  /** It has failed, and nobody has asked since. */
  private isAway = false;
  isCalm = false;
  /** What the centre did by itself. */
  readonly works = new OwnWorks();
  /** Operations of the store itself that have not come back. */
  private running = 0;
  /** Counts whatever begins, ends or goes on. */
  moves = 0;
  private life = 0;
  private isTaken = false;
  private waiting: Waiting[] = [];

  constructor(inner: CentralStore, chance: Chance) {
    this.inner = inner;
    this.chance = chance;
  }

  /** Another process goes on with what there is. */
  startOver(inner: CentralStore): void {
    this.inner = inner;
  }

  failAfter(doors: number): void {
    this.faultIn = doors;
  }

  get holds(): number {
    return this.held.length;
  }

  /** Lets one piece of work go on. */
  openOne(chance: Chance): void {
    if (!this.held.length) return;
    const door = pick(chance, this.held);
    this.held = this.held.filter((each) => each !== door);
    door.open();
  }

  /** The database works on something: nobody may judge what stands yet. */
  get isBusy(): boolean {
    return this.running > 0;
  }

  /** Begins the next transaction when none is open. One piece of work goes on at a time, so that every store gives the same trace. */
  startNext(): boolean {
    const next = this.isTaken ? undefined : this.waiting.shift();
    next?.go();
    return next !== undefined;
  }

  /** The process dies: work in flight never goes on. */
  killAll(): void {
    this.life++;
    const dying = [...this.held, ...this.waiting];
    this.held = [];
    this.waiting = [];
    this.faultIn = null;
    for (const door of dying) door.die();
  }

  private fail(): never {
    this.faultIn = null;
    this.isAway = true;
    throw new StoreFault('the database went away');
  }

  private async door(isInside = false): Promise<void> {
    this.moves++;
    if (this.isCalm) return;
    if (this.faultIn !== null && this.faultIn-- <= 0) this.fail();
    if (this.isAway) {
      this.isAway = false;
      if (this.chance.next() < STAYS_AWAY_SHARE) throw new StoreFault('the database is still away');
    }
    if (this.chance.next() >= HELD_SHARE) return;
    const step = isInside ? 1 : 0;
    this.running -= step;
    await new Promise<void>((resolve, reject) => {
      const andThen = (what: () => void) => () => {
        this.running += step;
        what();
      };
      this.held.push({
        open: andThen(resolve),
        die: andThen(() => reject(new CentreGone('centre killed'))),
      });
    });
  }

  /** Waits until no other transaction is open. */
  private async turn(): Promise<void> {
    if (!this.isTaken && !this.waiting.length) {
      this.isTaken = true;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const go = (): void => {
        this.isTaken = true;
        resolve();
      };
      this.waiting.push({ go, die: () => reject(new CentreGone('centre killed')) });
    });
  }

  private async run<T>(work: () => Promise<T>): Promise<T> {
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
      this.moves++;
    }
  }

  /** Nothing is at rest before this has come. */
  awaiting(what: Promise<unknown>): void {
    void this.run(() => what);
  }

  /** An operation of another store in the same database. */
  async apart<T>(work: () => Promise<T>): Promise<T> {
    await this.door();
    return this.run(work);
  }

  async transaction<T>(scopes: readonly number[], work: (tx: CentralTransaction) => Promise<T>): Promise<T> {
    await this.door();
    await this.turn();
    let asked = new Asked();
    const inside = async (tx: CentralTransaction): Promise<T> => {
      asked = new Asked();
      const done = await work(this.watched(tx, asked));
      await this.door(true);
      return done;
    };
    const { life } = this;
    let result: T;
    try {
      result = await this.run(() => this.inner.transaction(scopes, inside));
      this.works.committed(scopes, asked);
    } catch (error) {
      // PostgreSQL's store says in its own words what ended it; a dead process does not go on to judge by that.
      throw life === this.life ? error : new CentreGone('centre killed');
    } finally {
      this.isTaken = false;
    }
    // Committed; whoever asked may never hear of it.
    await this.door();
    return result;
  }

  /** The transaction with a database that may fail in its middle. */
  private watched(tx: CentralTransaction, asked: Asked): CentralTransaction {
    const mayFail = (): void => {
      if (!this.isCalm && this.faultIn !== null && this.faultIn-- <= 0) this.fail();
    };
    return new Proxy(tx, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => {
          if (name !== 'savepoint') mayFail();
          const answer = (member as (...all: unknown[]) => unknown).apply(target, given);
          asked.hear(name, given, answer);
          return answer;
        };
      },
    });
  }

  async snapshot<T>(work: (snapshot: CentralSnapshot) => Promise<T>): Promise<T> {
    await this.door();
    return this.run(() => this.inner.snapshot(work));
  }

  /** Asked by whoever is in a transaction. */
  snapshotBeside<T>(work: (snapshot: CentralSnapshot) => Promise<T>): Promise<T> {
    return this.inner.snapshot(work);
  }

  async readActs(...asked: Parameters<CentralStore['readActs']>) {
    await this.door();
    return this.run(() => this.inner.readActs(...asked));
  }

  async spend(device: number, numbers: readonly number[]): Promise<number[]> {
    await this.door();
    // It writes: never beside an open transaction, whose locks it might wait for.
    await this.turn();
    try {
      return await this.run(() => this.inner.spend(device, numbers));
    } finally {
      this.isTaken = false;
    }
  }

  readPages(scope: number) {
    return this.run(() => this.inner.readPages(scope));
  }

  async writePages(scope: number, set: PageSet) {
    await this.door();
    return this.run(() => this.inner.writePages(scope, set));
  }

  keepChunks(hashes: readonly string[], nowMs: number) {
    return this.run(() => this.inner.keepChunks(hashes, nowMs));
  }

  writeChunk(chunk: ChunkBytes, nowMs: number) {
    return this.run(() => this.inner.writeChunk(chunk, nowMs));
  }

  readChunk(hash: string, from: number) {
    return this.run(() => this.inner.readChunk(hash, from));
  }

  collectChunks(scope: number, named: readonly string[], beforeMs: number) {
    return this.run(() => this.inner.collectChunks(scope, named, beforeMs));
  }
}
