/** Judging the acts of a request: a transaction for each run of neighbours of the same scopes (X3). What one act does to the database is no
 *  reason for another to wait: after a fault the run is judged again in halves, down to the one act that cannot be.
 *  J5 an act that the database refuses, or that makes it fail each time while it is otherwise well, is quarantined with its words; a database
 *  that is not well judges nothing, and the desk sends again. */
import type { Clock } from '#shared/base/clock.ts';
import type { Id } from '#shared/base/id.ts';
import { REFERENCE_SCOPE, type AudienceClass } from '#shared/records/registry.ts';
import type { CommandFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import { BadData, type CentralStore, ScopeNeeded, StoreBusy, StoreFault } from '../store/central-store.ts';
import type { PackBook } from '#shared/domain/pack-book.ts';
import { actorAt, type KnownActor } from './actors.ts';
import { packsFor } from './packs.ts';
import { judgeRun, quarantine, type Run, type Unit, unitsOf } from './run.ts';
import type { PageSettings } from './pages.ts';

export interface SyncSession {
  readonly device: number;
  readonly scopes: readonly number[];
  readonly classes: readonly AudienceClass[];
  /** Accounts that signed in from this device, as they stand now. */
  readonly actors: ReadonlyMap<Id, KnownActor>;
  /** The request came by packet, and so does its answer. */
  readonly isByPacket?: boolean;
  /** How its first syncs are cut, where not as usual. */
  readonly pages?: Omit<PageSettings, 'nowMs'>;
}

export interface PushPorts {
  readonly store: CentralStore;
  readonly clock: Clock;
  /** Told what an operator should know, without anything of a person's. */
  readonly note: (line: string) => void;
}

/** So long a run holds its township; a bare client may send any number of acts. */
const RUN_ACTS_MAX = 250;
/** How often an act may make a database fail that is well before and after. */
const FAULT_TRIES = 3;

interface RunOfUnits {
  readonly lock: readonly number[];
  readonly units: Unit[];
}

/** Scopes that an act locks. One that is not its author's is judged in none of its own: the refusal needs no lock there. */
function lockOf({ actors }: SyncSession, { frames }: Unit, nowMs: number): number[] {
  const theirs = frames.filter(({ actor, madeAt, scope }) => {
    const known = actors.get(actor);
    return known && actorAt(known, madeAt, nowMs).scopes.includes(scope);
  });
  return [...new Set(theirs.map(({ scope }) => scope))]
    .filter((scope) => scope !== REFERENCE_SCOPE)
    .sort((a, b) => a - b);
}

/** Runs of neighbouring units that lock the same scopes. */
function runsOf(session: SyncSession, commands: readonly CommandFrame[], nowMs: number): RunOfUnits[] {
  const runs: RunOfUnits[] = [];
  let acts = 0;
  for (const unit of unitsOf(commands)) {
    const lock = lockOf(session, unit, nowMs);
    const last = runs.at(-1);
    acts += unit.frames.length;
    if (last && last.lock.join() === lock.join() && acts <= RUN_ACTS_MAX) {
      last.units.push(unit);
      continue;
    }
    runs.push({ lock, units: [unit] });
    acts = unit.frames.length;
  }
  return runs;
}

class Pushing {
  private readonly ports: PushPorts;
  private readonly session: SyncSession;
  private readonly packs: PackBook;
  constructor(ports: PushPorts, session: SyncSession, packs: PackBook) {
    this.ports = ports;
    this.session = session;
    this.packs = packs;
  }

  async judge({ lock, units }: RunOfUnits): Promise<OutcomeFrame[]> {
    try {
      return await this.once(lock, (run) => judgeRun(run, units));
    } catch (error) {
      if (!(error instanceof BadData)) await this.assertWell(error);
      const [unit] = units as [Unit];
      if (units.length === 1) return this.judgeAgain(lock, unit, error);
      const half = Math.ceil(units.length / 2);
      const first = await this.judge({ lock, units: units.slice(0, half) });
      return [...first, ...(await this.judge({ lock, units: units.slice(half) }))];
    }
  }

  /** A unit that failed alone, in a database that is well. */
  private async judgeAgain(lock: readonly number[], unit: Unit, failure: unknown): Promise<OutcomeFrame[]> {
    let last = failure;
    for (let tried = 1; tried < FAULT_TRIES && !(last instanceof BadData); tried++) {
      try {
        return await this.once(lock, (run) => judgeRun(run, [unit]));
      } catch (error) {
        last = error;
        if (!(error instanceof BadData)) await this.assertWell(error);
      }
    }
    const outcomes = await this.once(lock, (run) => quarantine(run, unit, String(last)));
    const acts = unit.frames.map(({ number, name }) => `${number} (${name})`).join(', ');
    const why =
      last instanceof BadData ? 'holds data that the database refuses' : 'makes the database fail each time';
    this.ports.note(
      `device ${this.session.device}, act ${acts} ${why}; it was set aside and waits for nobody`,
    );
    return outcomes;
  }

  /** One transaction that holds these scopes, and again with another that it turns out to need: an act that moves people, or whose person has
   *  moved. */
  private async once(
    lock: readonly number[],
    work: (run: Run) => Promise<OutcomeFrame[]>,
  ): Promise<OutcomeFrame[]> {
    const { device, actors } = this.session;
    const nowMs = this.ports.clock.now();
    try {
      return await this.ports.store.transaction(lock, (tx) =>
        work({ tx, device, actors, packs: this.packs, nowMs }),
      );
    } catch (error) {
      if (!(error instanceof ScopeNeeded) || lock.includes(error.scope)) throw error;
      return this.once([...lock, error.scope], work);
    }
  }

  /** Throws what failed, unless the database answers now: then it was the act. Whoever waits too long for another is told to come again. */
  private async assertWell(failure: unknown): Promise<void> {
    if (!(failure instanceof StoreFault) || failure instanceof StoreBusy) throw failure;
    try {
      await this.ports.store.snapshot((snapshot) => snapshot.head(REFERENCE_SCOPE));
    } catch {
      throw failure;
    }
  }
}

/** Judges acts in the order sent. Throws StoreFault when the database is not well: nothing of that run was kept. */
export async function push(
  ports: PushPorts,
  session: SyncSession,
  commands: readonly CommandFrame[],
): Promise<OutcomeFrame[]> {
  if (!commands.length) return [];
  const packs = await packsFor(
    ports.store,
    commands.map(({ pack }) => pack),
  );
  const pushing = new Pushing(ports, session, packs);
  const outcomes: OutcomeFrame[] = [];
  for (const run of runsOf(session, commands, ports.clock.now()))
    outcomes.push(...(await pushing.judge(run)));
  return outcomes;
}
