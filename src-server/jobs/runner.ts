/** The centre's own work that is too much for one transaction: building a roster, taking in a bank's result, judging open cases again after a
 *  new pack. There is no queue beside the data: an ordinary act makes or changes a record so that it says what is to be done, and the record
 *  is the job.
 *  JB1 a job is found again as long as its record says so: at the start, after commits, and once a minute for what another server left.
 *  JB2 a step is one transaction that reads how far the job is, does one page (≤ PAGE rows) and writes how far it is then: a server that is
 *  killed loses the page under way and nothing else.  JB3 several servers may work at the same job: the scope's counter row, locked by the
 *  step, lets one page go on at a time, and each begins where the record says.  JB4 a job that fails is told of and looked at again
 *  later; it holds up no other.                                                                                                        */
import { StoreFault } from '../store/central-store.ts';

/** Rows that one step writes at most: so long a township's desks wait for it. */
export const PAGE = 500;

export interface JobRecord {
  readonly scope: number;
  readonly id: number;
}

export interface JobKind {
  /** For the notes. */
  readonly name: string;
  /** Records that say there is something to do: in these scopes, or null for wherever there may be one. */
  find(scopes: readonly number[] | null): Promise<readonly JobRecord[]>;
  /** One page; false when nothing is left to do. Throws what the store throws. */
  step(job: JobRecord): Promise<boolean>;
}

export interface RunnerPorts {
  readonly kinds: readonly JobKind[];
  readonly note: (line: string) => void;
  /** Between two looks at everything, for what another server left undone. */
  readonly lookEveryMs?: number;
}

const LOOK_EVERY_MS = 60_000;

export class JobRunner {
  private readonly ports: RunnerPorts;
  private readonly timer: NodeJS.Timeout;
  /** Scopes to be looked at; null stands for all. */
  private waiting: Set<number> | null = new Set();
  private running: Promise<void> | null = null;
  private isClosed = false;

  constructor(ports: RunnerPorts) {
    this.ports = ports;
    this.timer = setInterval(() => this.lookEverywhere(), ports.lookEveryMs ?? LOOK_EVERY_MS).unref();
    this.lookEverywhere();
  }

  /** Commits were made in these scopes. */
  wake(scopes: readonly number[]): void {
    if (!scopes.length) return;
    for (const scope of scopes) this.waiting?.add(scope);
    this.start();
  }

  lookEverywhere(): void {
    this.waiting = null;
    this.start();
  }

  /** Resolves when nothing that it has heard of is left to do. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  /** Ends after the step under way. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    await this.idle();
  }

  private start(): void {
    if (this.running || this.isClosed) return;
    this.running = this.round().finally(() => {
      this.running = null;
      if (this.waiting === null || this.waiting.size) this.start();
    });
  }

  private async round(): Promise<void> {
    const scopes = this.waiting && [...this.waiting];
    this.waiting = new Set();
    for (const kind of this.ports.kinds) {
      try {
        for (const job of await kind.find(scopes)) await this.work(kind, job);
      } catch (error) {
        this.tell(kind, error);
      }
    }
  }

  private async work(kind: JobKind, job: JobRecord): Promise<void> {
    try {
      while (!this.isClosed && (await kind.step(job)));
    } catch (error) {
      this.tell(kind, error, job);
    }
  }

  /** A database that is not well is told of by whoever asks it for a person; the next look tries again. */
  private tell(kind: JobKind, error: unknown, job?: JobRecord): void {
    const which = job ? `${kind.name} ${job.id} in ${job.scope}` : kind.name;
    const what = error instanceof StoreFault ? 'waits for the database' : 'did not go on';
    this.ports.note(`job ${which} ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
