/** Plays one history: desks and centre on one thread, every message, crash and hour of it decided by its steps (steps/). Safety: after every
 *  step the oracle looks. Liveness: after the storm nothing breaks any more, and everybody must agree within three rounds. The same plan
 *  gives the same trace, line by line.                                                                                             */
import { createHash } from 'node:crypto';
import { seededRandom } from '#shared/base/chance.ts';
import { openLater, UNSAID, writtenLater } from './ages/later.ts';
import type { MemoryStore } from '../../src-server/store/memory-store.ts';
import type { SimDesk } from './desk.ts';
import { lastLook, lastLookAtCentre } from './inspect.ts';
import { networkOnlyFaults } from './network-only.ts';
import { carryPapers } from './paper-rounds.ts';
import { PAYING_DESK } from './people.ts';
import { pick, type Plan, smallSeed, type Step } from './plan.ts';
import type { Release } from './release.ts';
import { inMemory, type StoreUnderTest } from './store-under-test.ts';
import { stepNamed } from './steps/index.ts';
import type { DeskView, Violation } from './views.ts';
import { MINUTE, World } from './world.ts';

export interface HistoryResult {
  readonly acts: number;
  readonly violations: readonly Violation[];
  /** What happened, a line a step. */
  readonly trace: readonly string[];
  /** SHA-256 of the trace. */
  readonly hash: string;
  /** How often rare things happened, to prove that they do. */
  readonly seen: Readonly<Record<string, number>>;
  /** The plan with every step that was taken: it plays the same history. */
  readonly plan: Plan;
}

export interface HistoryOptions {
  /** Tests of the oracle hand in a store that misbehaves. */
  readonly makeStore?: (epochOf: (scope: number) => string) => MemoryStore;
  /** The centre's store, when it is not to be a plain one in memory. */
  readonly openStore?: () => Promise<StoreUnderTest>;
}

/** Histories without a stick that are played again over lines alone. */
const NETWORK_ONLY_ONE_IN = 6;
const LATE_ACTS_MAX = 400;
const ROUNDS_MAX = 3;
/** How often the oracle looks at the desk of a step that does not ask for it. */
const LOOK_SHARE = 0.12;

/** Which rule a sync broke that ended in an error of its own: the centre said what cannot be, and nobody had changed it under way; or the file
 *  refused what is laid down in one transaction. Names of classes, for a later release has classes of its own.                     */
function ruleOf(error: unknown): string {
  const name = error instanceof Error ? error.constructor.name : '';
  if (name === 'LyingServerError' || name === 'GarbledReplyError') return 'A1';
  return name === 'SqliteError' ? 'A3' : 'BUG';
}

class History {
  private readonly world: World;
  private readonly plan: Plan;
  private readonly later: Release | null;
  /** Acts made after the plan's steps, to reach its number. */
  private readonly late: Step[] = [];
  /** Looks at desks in which nothing was wrong. */
  private readonly fine = new WeakSet<DeskView>();

  constructor(plan: Plan, store: StoreUnderTest, later: Release | null) {
    this.plan = plan;
    this.later = later;
    this.world = new World(plan, store, later);
  }

  /** Plays everything and cleans up. */
  async play(): Promise<HistoryResult> {
    const { world, plan } = this;
    const { oracle } = world;
    try {
      await world.centre.publishAccounts();
      if (plan.desks.includes(PAYING_DESK)) await world.centre.foundCounty();
      for (const step of plan.steps) {
        await this.take(step);
        if (oracle.violations.length) break;
      }
      if (!oracle.violations.length) await this.heal();
    } catch (error) {
      oracle.accuse('BUG', error instanceof Error ? (error.stack ?? error.message) : String(error));
    } finally {
      await world.close();
    }
    const { trace, seen } = world;
    const hash = createHash('sha256').update(trace.join('\n')).digest('hex');
    const { violations, actCount: acts } = oracle;
    const taken = { ...plan, steps: [...plan.steps, ...this.late], actsMin: 0 };
    return { acts, violations, trace, hash, seen, plan: taken };
  }

  private async take(step: Step): Promise<void> {
    const { world } = this;
    const chance = seededRandom(step.seed);
    world.now += Math.floor(chance.next() * 3 * MINUTE);
    const desk = pick(chance, world.desks);
    const entry = stepNamed(step.kind);
    const at = world.trace.length;
    world.say(step.kind);
    const words = await entry.take({ world, desk, chance });
    world.trace[at] = `${step.kind}: ${words}`;
    await world.settle();
    this.buryTheDead();
    const isDue = entry.isTelling || chance.next() < LOOK_SHARE;
    await this.look(step.kind === 'link' ? pick(chance, world.desks) : desk, isDue);
  }

  /** Starts desks again that a power cut killed. */
  private buryTheDead(): void {
    for (const desk of this.world.desks) {
      if (!desk.isDead) continue;
      desk.crash();
      this.world.count('power cut');
      this.world.say(`${desk.name} starts again`);
    }
  }

  /** The oracle looks: at the centre always, at a desk when something may have happened to it. */
  private async look(desk: SimDesk, isDue: boolean): Promise<void> {
    const { oracle, centre } = this.world;
    this.hearBroken();
    await centre.refresh(false);
    oracle.checkCentre(centre.view(), false);
    oracle.papers.checkCentre(centre.papersView(), this.world.now);
    if (centre.jobs) oracle.checkWorks(centre.view(), centre.store.works.all, false);
    // What was laid down under acts that still wait is looked at before the next answer mends it.
    for (const each of this.world.desks) {
      if (!each.hasNews) continue;
      each.hasNews = false;
      if (each.countWaiting() || each.isSyncing) this.checkDesk(each);
    }
    // A step may have sent it away.
    if (isDue && this.world.desks.includes(desk)) this.checkDesk(desk);
  }

  private hearBroken(): void {
    for (const desk of this.world.desks)
      for (const error of desk.broken.splice(0))
        this.world.oracle.accuse(
          ruleOf(error),
          `${desk.name}: ${error instanceof Error ? error.stack : String(error)}`,
        );
  }

  private checkDesk(desk: SimDesk): void {
    const { viewOf, recompute, shown } = this.world.releaseOf(desk);
    this.world.checkPapers(desk);
    const view = viewOf(desk);
    // The same file before a log that only grows (I4 of the centre): the same answer.
    if (this.fine.has(view)) return;
    const before = this.world.oracle.violations.length;
    const { acts, shadows } = view;
    if (acts.some(({ is_open, local_refusal }) => is_open && local_refusal))
      this.world.count('a waiting act no longer applies');
    if (acts.some(({ outcome, past }) => outcome === 'pending' && String(past).includes('"lost"')))
      this.world.count('a lost act waits again');
    if (shadows.some(({ confirmed }) => confirmed !== null)) this.world.count('work over rows of the county');
    const whole = this.world.lookAt(desk, view);
    this.world.oracle.checkDesk(whole, this.world.centre.view(), recompute(view), shown(view));
    if (this.world.oracle.violations.length === before) this.fine.add(view);
  }

  /** The storm is over: every packet arrives, nothing breaks any more. */
  private async heal(): Promise<void> {
    const { world } = this;
    const { oracle } = world;
    const late = seededRandom(this.plan.seed ^ 0x2545f491);
    while (oracle.actCount < this.plan.actsMin && this.late.length < LATE_ACTS_MAX) {
      const step: Step = { kind: 'act', seed: smallSeed(late) };
      this.late.push(step);
      await this.take(step);
      if (oracle.violations.length) return;
    }
    if (world.isCentreOld) world.updateCentre();
    const { centre } = world;
    centre.store.isCalm = true;
    for (const desk of world.desks) desk.statements.fuse = null;
    centre.jobs?.look();
    await world.drain();
    const rounds = await this.rounds();
    if (oracle.papers.isAsked) await carryPapers(world, () => this.isQuiet());
    await centre.refresh(true);
    oracle.checkCentre(centre.view(), true);
    if (centre.jobs) oracle.checkWorks(centre.view(), centre.store.works.all, true);
    for (const desk of world.desks) {
      const { viewOf, recompute, shown } = world.releaseOf(desk);
      const view = viewOf(desk);
      oracle.checkDesk(world.lookAt(desk, view), centre.view(), recompute(view), shown(view));
      oracle.checkQuiet(view, centre.view());
      world.say(`${desk.name} ends with ${lastLook(view)}`);
    }
    await (this.later ? this.checkMeaning(this.later) : this.checkNetworkOnly());
    world.say(`the centre ends with ${lastLookAtCentre(centre.view())}`);
    this.hearBroken();
    world.count(`${rounds} rounds`);
  }

  /** I17, of every history with a stick in it and of some of the others, without copies. */
  private async checkNetworkOnly(): Promise<void> {
    const { world } = this;
    // Acts of a history that was lost, and those of two disks under one number, are no one list.
    if (world.oracle.hasCopies) return;
    if (!world.seen['packet answered'] && this.plan.seed % NETWORK_ONLY_ONE_IN) return;
    world.count('played again over lines alone');
    for (const fault of await networkOnlyFaults(world.centre.view(), world.sent, {
      works: world.centre.store.works.all,
    }))
      world.oracle.accuse('I17', fault);
  }

  /** I18: the old acts, written in the later program, give the same. */
  private async checkMeaning({ inMemory: open, push: pushes }: Release): Promise<void> {
    const { world } = this;
    const works = world.centre.store.works.all;
    const replaying = { works, store: open(), pushes, translate: writtenLater, unsaid: UNSAID };
    for (const fault of await networkOnlyFaults(world.centre.view(), world.sent, replaying))
      world.oracle.accuse('I18', fault);
  }

  private async rounds(): Promise<number> {
    const { world } = this;
    let rounds = 0;
    while (rounds < ROUNDS_MAX && !(await this.isQuiet())) {
      rounds++;
      for (const desk of world.desks) {
        desk.startSync();
        await world.drain();
        world.say(`round ${rounds} ${desk.name}: ${desk.lastSync}`);
      }
    }
    return rounds;
  }

  private async isQuiet(): Promise<boolean> {
    await this.world.centre.refresh(false);
    const { scopes } = this.world.centre.view();
    return this.world.desks.every((desk) => {
      const { acts, cursors } = this.world.releaseOf(desk).viewOf(desk);
      const at = new Map(cursors.map((cursor) => [cursor.scope, cursor.commit_number]));
      return (
        acts.every(({ is_open }) => is_open === 0) &&
        desk.scopes.every((scope) => (at.get(scope) ?? 0) === (scopes.get(scope)?.commits.length ?? 0))
      );
    });
  }
}

export async function playHistory(plan: Plan, options: HistoryOptions = {}): Promise<HistoryResult> {
  const later = plan.old ? await openLater(plan.ahead) : null;
  // The later program's tables are no migration of PostgreSQL's here (e2e/versions has that).
  if (later) return new History(plan, plan.ahead ? inMemory() : later.inMemory(), later).play();
  const store = await (options.openStore ? options.openStore() : inMemory(options.makeStore));
  return new History(plan, store, null).play();
}
