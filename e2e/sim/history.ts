/** Plays one history: desks and centre on one thread, every message, crash and hour of it decided by its steps. After the storm the link is
 *  healed and everybody must agree within three rounds. The same plan gives the same trace, line by line.                          */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Chance, seededRandom } from '#shared/base/chance.ts';
import type { Clock } from '#shared/base/clock.ts';
import type { MemoryStore } from '../../src-server/store/memory-store.ts';
import { drawAct } from './acts.ts';
import { SimCentre } from './centre.ts';
import { PowerCut, SimDesk } from './desk.ts';
import { viewOf } from './inspect.ts';
import { Link } from './link.ts';
import { Oracle } from './oracle.ts';
import { BANK_NUMBERS } from './people.ts';
import { recompute, shown } from './recompute.ts';
import type { DrawnAct } from './scene.ts';
import { pick, type Plan, smallSeed, type Step } from './steps.ts';
import type { Violation } from './views.ts';

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
  readonly makeStore?: (epochOf: (scope: number) => string) => MemoryStore;
}

const FIRST_MORNING = Date.parse('2026-03-02T01:00:00.000Z');
const LATE_ACTS_MAX = 400;
const ROUNDS_MAX = 3;
const STEPS_OF_A_SYNC_MAX = 2_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A folder in memory where there is one: what is tried here is the file's content, not the disk. */
function quickFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

/** Lets everything that can go on without the simulator go on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export class History {
  private readonly plan: Plan;
  private readonly oracle = new Oracle(BANK_NUMBERS);
  private readonly desks: SimDesk[];
  private readonly centre: SimCentre;
  private readonly link: Link;
  private readonly folder: string | null;
  private readonly trace: string[] = [];
  private readonly seen: Record<string, number> = {};
  private readonly skews = new Map<string, number>();
  private readonly replies = new Map<string, string[]>();
  private readonly forms: { desk: SimDesk; act: DrawnAct; formId: string }[] = [];
  private readonly chance: Chance;
  /** Acts made after the plan's steps, to reach its number. */
  private readonly late: Step[] = [];
  private now = FIRST_MORNING;

  constructor(plan: Plan, options: HistoryOptions) {
    this.plan = plan;
    this.chance = seededRandom(plan.seed ^ 0x51ed270b);
    this.folder = plan.isOnDisk ? mkdtempSync(join(quickFolder(), 'sumu-sim-')) : null;
    const clock: Clock = { now: () => this.now };
    this.centre = new SimCentre({
      clock,
      chance: this.chance,
      ...(options.makeStore && { makeStore: options.makeStore }),
      watcher: {
        requested: (device, text) => this.oracle.requested(device, text),
        answered: (session, request, reply) => {
          this.oracle.answered(session, request, reply);
          for (const { outcome } of reply.outcomes) this.count(outcome);
        },
        broke: (error) => this.oracle.accuse('J5', `centre: ${String(error)}`),
      },
    });
    this.link = new Link((packet) => {
      this.centre.take(packet, (body) => {
        if (packet.kind === 'sync' && 'text' in body) this.keepReply(packet.desk, body.text);
        this.link.answer(packet, body);
      });
    });
    const skews = [0, 0, 0, 0, -2 * HOUR, -2 * HOUR, 5 * MINUTE, 20 * HOUR, -70 * HOUR, 30 * HOUR];
    this.desks = plan.desks.map((name) => {
      this.skews.set(name, pick(this.chance, skews));
      const deskClock: Clock = { now: () => this.now + (this.skews.get(name) ?? 0) };
      return new SimDesk({ name, clock: deskClock, link: this.link, folder: this.folder });
    });
  }

  /** Plays everything and cleans up. */
  async play(): Promise<HistoryResult> {
    try {
      await this.centre.publishAccounts();
      for (const step of this.plan.steps) {
        await this.take(step);
        if (this.oracle.violations.length) break;
      }
      if (!this.oracle.violations.length) await this.heal();
    } catch (error) {
      this.oracle.accuse('BUG', error instanceof Error ? (error.stack ?? error.message) : String(error));
    } finally {
      for (const desk of this.desks) desk.close();
      if (this.folder) rmSync(this.folder, { recursive: true, force: true });
    }
    const hash = createHash('sha256').update(this.trace.join('\n')).digest('hex');
    const { violations, actCount: acts } = this.oracle;
    const plan = { ...this.plan, steps: [...this.plan.steps, ...this.late], actsMin: 0 };
    return { acts, violations, trace: this.trace, hash, seen: this.seen, plan };
  }

  private say(words: string): void {
    this.trace.push(words);
  }

  private count(what: string): void {
    this.seen[what] = (this.seen[what] ?? 0) + 1;
  }

  private keepReply(desk: string, text: string): void {
    this.replies.set(desk, [...(this.replies.get(desk) ?? []), text].slice(-4));
  }

  private async take(step: Step): Promise<void> {
    const chance = seededRandom(step.seed);
    this.now += Math.floor(chance.next() * 3 * MINUTE);
    const desk = pick(chance, this.desks);
    this.say(`${step.kind}: ${this.step(step, desk, chance)}`);
    if (step.kind === 'good-line') await this.drain();
    else await settle();
    this.buryTheDead();
    this.look(desk, step, chance);
  }

  /** Does one step; says what came of it. */
  private step(step: Step, desk: SimDesk, chance: Chance): string {
    switch (step.kind) {
      case 'act':
        return this.act(desk, chance);
      case 'sync':
      case 'good-line':
        desk.startSync();
        return desk.name;
      case 'link':
        return this.link.move(chance);
      case 'centre':
        this.centre.store.openOne(chance);
        return `${this.centre.store.holds} still held`;
      case 'crash':
        if (!desk.isOnDisk) return 'not on disk';
        desk.crash();
        this.count('crash');
        return desk.name;
      case 'power-cut': {
        if (!desk.isOnDisk) return 'not on disk';
        const after = Math.floor(chance.next() ** 2 * 120);
        desk.cutAfter(after);
        return `${desk.name} after ${after} statements`;
      }
      case 'centre-crash':
        for (const call of this.centre.crash()) this.link.giveUp(call);
        this.link.loseAnswers();
        this.count('centre-crash');
        return 'killed';
      case 'store-fault': {
        const doors = Math.floor(chance.next() * 40);
        this.centre.store.failAfter(doors);
        return `after ${doors} operations`;
      }
      case 'stale':
        return this.stale(desk, chance);
      case 'clock':
        this.now += Math.floor(chance.next() * 20 * HOUR);
        return new Date(this.now).toISOString();
    }
  }

  private act(desk: SimDesk, chance: Chance): string {
    const again = chance.next() < 0.04 ? this.forms.findLast((form) => form.desk === desk) : undefined;
    const act = again?.act ?? drawAct(chance, desk, this.now + (this.skews.get(desk.name) ?? 0));
    if (!act) {
      const busier = chance.next() < 0.8 ? this.desks[0] : undefined;
      return busier && busier !== desk ? this.act(busier, chance) : `${desk.name}: nothing to do`;
    }
    const formId = again?.formId ?? `form-${desk.name}-${this.forms.length}`;
    if (!again) this.forms.push({ desk, act, formId });
    const words = `${desk.name} ${act.account.name} ${act.name} ${JSON.stringify(act.args)}`;
    try {
      const [issued] = desk.issue(act.account, [{ name: act.name, args: act.args, formId }]);
      if (!issued?.ok) {
        this.count('refused at the desk');
        return `${words} → ${issued?.code}`;
      }
      this.oracle.acknowledge({ desk: desk.name, number: issued.number, formId, name: act.name });
      this.count(act.name);
      return `${words} → act ${issued.number}${again ? ' again' : ''}`;
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      this.oracle.doubt(formId);
      return `${words} → killed`;
    }
  }

  private stale(desk: SimDesk, chance: Chance): string {
    const replies = this.replies.get(desk.name) ?? [];
    if (desk.isSyncing || desk.isDead || !replies.length) return `${desk.name}: none`;
    try {
      const isTaken = desk.takeStale(pick(chance, replies));
      this.count(isTaken ? 'old reply taken' : 'old reply refused');
      return `${desk.name} ${isTaken ? 'took it' : 'refused it'}`;
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      return `${desk.name} killed`;
    }
  }

  /** Starts desks again that a power cut killed. */
  private buryTheDead(): void {
    for (const desk of this.desks) {
      if (!desk.isDead) continue;
      desk.crash();
      this.count('power cut');
      this.say(`${desk.name} starts again`);
    }
  }

  /** The oracle looks: at the centre always, at a desk when something may have happened to it. */
  private look(desk: SimDesk, step: Step, chance: Chance): void {
    for (const each of this.desks)
      for (const error of each.broken.splice(0))
        this.oracle.accuse('BUG', `${each.name}: ${error instanceof Error ? error.stack : String(error)}`);
    this.oracle.checkCentre(this.centre.view(), false);
    const isDue = step.kind === 'crash' || step.kind === 'stale' || chance.next() < 0.12;
    const looked = step.kind === 'link' ? pick(chance, this.desks) : desk;
    if (isDue) this.checkDesk(looked);
  }

  private checkDesk(desk: SimDesk): void {
    const view = viewOf(desk);
    this.oracle.checkDesk(view, this.centre.view(), recompute(view), shown(view));
  }

  /** The storm is over: every packet arrives, nothing breaks any more. */
  private async heal(): Promise<void> {
    const late = seededRandom(this.plan.seed ^ 0x2545f491);
    while (this.oracle.actCount < this.plan.actsMin && this.late.length < LATE_ACTS_MAX) {
      const step: Step = { kind: 'act', seed: smallSeed(late) };
      this.late.push(step);
      await this.take(step);
      if (this.oracle.violations.length) return;
    }
    this.centre.store.isCalm = true;
    for (const desk of this.desks) desk.statements.fuse = null;
    await this.drain();
    let rounds = 0;
    while (rounds < ROUNDS_MAX && !this.isQuiet()) {
      rounds++;
      for (const desk of this.desks) {
        desk.startSync();
        await this.drain();
        this.say(`round ${rounds} ${desk.name}: ${desk.lastSync}`);
      }
    }
    const centre = this.centre.view();
    this.oracle.checkCentre(centre, true);
    for (const desk of this.desks) {
      const view = viewOf(desk);
      this.oracle.checkDesk(view, centre, recompute(view), shown(view));
      this.oracle.checkQuiet(view, centre);
      this.say(`${desk.name} ends with ${createHash('sha256').update(JSON.stringify(view)).digest('hex')}`);
    }
    for (const desk of this.desks)
      for (const error of desk.broken.splice(0)) this.oracle.accuse('BUG', `${desk.name}: ${String(error)}`);
    this.count(`${rounds} rounds`);
  }

  private isQuiet(): boolean {
    const { scopes } = this.centre.view();
    return this.desks.every((desk) => {
      const { acts, cursors } = viewOf(desk);
      const at = new Map(cursors.map((cursor) => [cursor.scope, cursor.commit_number]));
      return (
        acts.every(({ is_open }) => is_open === 0) &&
        desk.scopes.every((scope) => (at.get(scope) ?? 0) === (scopes.get(scope)?.commits.length ?? 0))
      );
    });
  }

  private async drain(): Promise<void> {
    for (let steps = 0; steps < STEPS_OF_A_SYNC_MAX; steps++) {
      await settle();
      const { store } = this.centre;
      if (store.holds) store.openOne(this.chance);
      else if (this.link.isEmpty) return;
      else this.link.moveFaithfully();
    }
    this.oracle.accuse('I20', `still messages under way after ${STEPS_OF_A_SYNC_MAX} steps`);
  }
}

export function playHistory(plan: Plan, options: HistoryOptions = {}): Promise<HistoryResult> {
  return new History(plan, options).play();
}
