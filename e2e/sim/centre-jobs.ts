/** What the centre of the simulator does by itself: production's runner over the store that fails, with the kinds of jobs that make and settle
 *  rosters. It dies with its process; what is left to do the next one finds in the records (JB1). Two of them work beside each other now and then,
 *  as two servers do (JB3).                                                                                                          */
import type { Clock } from '#shared/base/clock.ts';
import { RosterBuild } from '../../src-server/jobs/roster-build.ts';
import { RosterSettle } from '../../src-server/jobs/roster-settle.ts';
import { type JobKind, JobRunner } from '../../src-server/jobs/runner.ts';
import type { CentralStore } from '../../src-server/store/central-store.ts';
import { CentreGone, type FaultyStore } from './faulty-store.ts';

/** No timer goes off in a history: the step `jobs` looks instead. */
const NEVER_MS = 2 ** 31 - 1;
const SERVERS_MAX = 2;

interface Settings {
  readonly store: FaultyStore;
  readonly clock: Clock;
  /** The county's scope, where the records of its jobs are. */
  readonly county: number;
  /** What a job says that does not go on. */
  readonly note: (line: string) => void;
}

interface Server {
  readonly runner: JobRunner;
  isDead: boolean;
  /** Steps that it has begun and not ended. */
  working: number;
  /** It is in the middle of a transaction. */
  isInside: boolean;
}

/** The store as one process has it: nothing of that goes on once it is dead. A server does one thing at a time, and what it reads beside the
 *  transaction that it is in nobody holds up: that transaction would never end.                                                     */
function heldBy(store: FaultyStore, server: Server): CentralStore {
  const alive = <T>(work: () => Promise<T>): Promise<T> =>
    server.isDead ? Promise.reject(new CentreGone('centre killed')) : work();
  const transaction: CentralStore['transaction'] = (scopes, work) =>
    alive(() =>
      store.transaction(scopes, async (tx) => {
        server.isInside = true;
        try {
          return await work(tx);
        } finally {
          server.isInside = false;
        }
      }),
    );
  const snapshot: CentralStore['snapshot'] = (work) =>
    alive(() => (server.isInside ? store.snapshotBeside(work) : store.snapshot(work)));
  return Object.assign(Object.create(store) as CentralStore, { transaction, snapshot });
}

export class CentreJobs {
  private readonly settings: Settings;
  private servers: Server[] = [];

  constructor(settings: Settings) {
    this.settings = settings;
  }

  /** Whether a job was begun and its step has not come to its end. */
  get isWorking(): boolean {
    return this.servers.some(({ working }) => working > 0);
  }

  get count(): number {
    return this.servers.length;
  }

  /** Commits were made in these scopes. */
  wake(scopes: readonly number[]): void {
    const { county } = this.settings;
    if (!scopes.includes(county)) return;
    if (!this.servers.length) this.begin();
    else for (const { runner } of this.servers) runner.wake([county]);
  }

  /** The look of every minute; `beside`: by another server. */
  look(beside = false): void {
    if (!this.servers.length || (beside && this.servers.length < SERVERS_MAX)) this.begin();
    else for (const { runner } of this.servers) runner.lookEverywhere();
  }

  /** The processes die. */
  die(): void {
    for (const server of this.servers.splice(0)) {
      server.isDead = true;
      void server.runner.close();
    }
  }

  private begin(): void {
    const { clock, note } = this.settings;
    const server = { isDead: false, working: 0, isInside: false } as Server;
    const store = heldBy(this.settings.store, server);
    const kinds = [new RosterBuild({ store, clock }), new RosterSettle({ store, clock })];
    const runner = new JobRunner({
      kinds: kinds.map((kind) => this.counted(kind, server)),
      note: (line) => {
        if (!server.isDead) note(line);
      },
      lookEveryMs: NEVER_MS,
    });
    this.servers.push(Object.assign(server, { runner }));
  }

  private counted(kind: JobKind, server: Server): JobKind {
    return {
      name: kind.name,
      // Its own county alone: others have no records here.
      find: () => kind.find([this.settings.county]),
      step: async (job) => {
        server.working++;
        try {
          return await kind.step(job);
        } finally {
          server.working--;
        }
      },
    };
  }
}
