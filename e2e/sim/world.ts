/** Everything that a history's steps can reach: desks that come, go and are set back, the centre, the link, what the oracle is told. It
 *  knows how to wait until nothing goes on by itself, and nothing of any single step.                                              */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Chance, seededRandom } from '#shared/base/chance.ts';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import type { SyncResponse } from '#shared/sync/frames.ts';
import { withKept } from './ages/kept-view.ts';
import { isOnlyOfLater } from './ages/later.ts';
import type { CentreBackup, SimCentre } from './centre.ts';
import { SimDesk } from './desk.ts';
import { GivenNumbers } from './given-numbers.ts';
import { Link } from './link.ts';
import { SentActs } from './network-only.ts';
import { type Acknowledged, Oracle } from './oracle.ts';
import { BANK_NUMBERS, CALLERS, PAYING_DESK, PEOPLE_AT_FIRST } from './people.ts';
import { pick, type Plan } from './plan.ts';
import { type Release, TODAY } from './release.ts';
import type { DrawnAct } from './scene.ts';
import type { StoreUnderTest } from './store-under-test.ts';
import type { DeskView } from './views.ts';

const FIRST_MORNING = Date.parse('2026-03-02T01:00:00.000Z');
const STEPS_OF_A_SYNC_MAX = 4_000;
const REPLIES_KEPT = 4;
const FORMS_A_NEW_PERSON = 12;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** How wrong the clocks of offices are. */
const SKEWS = [0, 0, 0, 0, -2 * HOUR, -2 * HOUR, 5 * MINUTE, 20 * HOUR, -70 * HOUR, 30 * HOUR];

/** A folder in memory where there is one: what is tried here is the file's content, not the disk. */
export function quickFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

/** A file to begin with: a copy of a desk's, taken now or earlier. */
export interface CopyOf {
  readonly file: string;
  readonly of: SimDesk;
  /** Whether the copy sees that it lies elsewhere; else the centre finds it. */
  readonly isNoticed: boolean;
}

/** A copy of a desk's file, and what people had been told of it then. */
export interface DeskCopy {
  readonly file: string;
  readonly told: readonly Acknowledged[];
}

/** A form that somebody sent off at a desk. */
export interface Form {
  readonly desk: string;
  readonly act: DrawnAct;
  readonly formId: string;
}

export class World {
  readonly plan: Plan;
  readonly oracle = new Oracle(BANK_NUMBERS, (what) => this.count(what));
  readonly desks: SimDesk[] = [];
  centre: SimCentre;
  readonly link: Link;
  readonly trace: string[] = [];
  /** How often rare things happened, to prove that they do. */
  readonly seen: Record<string, number> = {};
  readonly forms: Form[] = [];
  readonly sent = new SentActs();
  /** The last replies that each desk was given. */
  readonly replies = new Map<string, string[]>();
  /** Copies of desks' files, by name. */
  readonly copies = new Map<string, DeskCopy>();
  /** Of the centre; null while there is none. */
  backup: CentreBackup | null = null;
  private readonly given = new GivenNumbers();
  private readonly parked = new Set<string>();
  private readonly putOff = new Set<string>();
  now = FIRST_MORNING;
  private readonly chance: Chance;
  private readonly folder: string | null;
  /** The centre's release and that of its newer desks, where there are two. */
  private readonly later: Release | null;
  private readonly skews = new Map<string, number>();
  private files = 0;
  private papersRoot: string | null = null;
  private paperFolders = 0;
  private readonly papersFolder = (desk: string): string => {
    this.papersRoot ??= mkdtempSync(join(quickFolder(), 'sumu-papers-'));
    return join(this.papersRoot, `${desk}-${++this.paperFolders}`);
  };

  constructor(plan: Plan, store: StoreUnderTest, later: Release | null = null) {
    this.plan = plan;
    this.later = later;
    this.chance = seededRandom(plan.seed ^ 0x51ed270b);
    this.folder = plan.isOnDisk ? mkdtempSync(join(quickFolder(), 'sumu-sim-')) : null;
    const isOfToday = !later || plan.ahead;
    this.oracle.isOfTwoDisks = (key) => this.given.isOfTwo(this.desks, key);
    this.oracle.isUnreadable = plan.ahead ? isOnlyOfLater : () => false;
    this.centre = new (isOfToday ? TODAY : later).SimCentre({
      clock: { now: () => this.now },
      chance: this.chance,
      store,
      watcher: {
        requested: (session, text) => {
          this.oracle.requested(session.device, text);
          this.sent.request(session, text, this.now);
        },
        answered: (session, request, reply) => {
          this.oracle.answered(session, request, reply);
          this.sent.answer(
            session,
            reply.outcomes.map(({ number }) => number),
          );
          this.countAnswer(session.device, reply);
        },
        refused: () => this.count('a newer program told to wait'),
        incarnated: ({ device, wanted }, given) => this.countNumber(device, wanted, given.device),
        broke: (error) => this.oracle.accuse('J5', `centre: ${String(error)}`),
      },
    });
    this.link = new Link((packet) => {
      this.centre.take(packet, (body) => {
        if (packet.kind === 'sync' && 'text' in body) this.keepReply(packet.desk, body.text);
        this.link.answer(packet, body);
      });
    });
    for (const name of plan.desks) this.addDesk(name);
  }

  /** A desk sits down: with an empty file, or with a copy of another's. */
  addDesk(name: string, copyOf?: CopyOf): SimDesk {
    const skew = copyOf ? (this.skews.get(copyOf.of.name) ?? 0) : pick(this.chance, SKEWS);
    // Where a county pays, nobody's clock is days ahead: all that they do would be refused.
    this.skews.set(name, this.plan.desks.includes(PAYING_DESK) ? Math.min(skew, 5 * MINUTE) : skew);
    const settings = {
      name,
      place: copyOf?.of.place ?? this.centre.seat(name),
      token: copyOf?.of.firstToken ?? name,
      born: copyOf && !copyOf.isNoticed ? copyOf.of.born : ++this.files,
      generation: () => this.centre.generation,
      clock: { now: () => this.timeAt(name) },
      link: this.link,
      folder: this.folder,
      papersFolder: this.papersFolder,
      isMadeHere: this.plan.isMadeHere ?? false,
      ...(copyOf && { copyOf: copyOf.file }),
    };
    const isOld = !this.later || this.plan.old?.includes(name);
    const desk = new (isOld ? TODAY : (this.later ?? TODAY)).SimDesk(settings);
    this.desks.push(desk);
    if (copyOf) this.oracle.copied(copyOf.of.name, name);
    return desk;
  }

  /** A desk is put back to a copy of its file: what was made since and had not gone up is gone with the disk. */
  setBackDesk(desk: SimDesk, { file, told }: DeskCopy, isNoticed: boolean): void {
    this.oracle.deskSetBack(desk.name, told);
    this.given.lose(desk);
    desk.setBack(file, isNoticed ? ++this.files : desk.born);
  }

  /** The centre is set back to its backup. Answers that it had given are gone with it. Of papers' bytes other ones may come back, or none. */
  async setBackCentre(papers: (() => Promise<void>) | null = this.backup?.papers ?? null): Promise<void> {
    await this.centre.refresh(false);
    this.oracle.centreSetBack(this.centre.view());
    const broken = (await this.backup?.database()) ?? [];
    await papers?.();
    await this.centre.refresh(false);
    this.oracle.papers.centreSetBack(this.centre.papersView(), this.now);
    for (const call of broken) this.link.giveUp(call);
    this.link.loseAnswers();
    this.replies.clear();
  }

  releaseOf(desk: SimDesk): Release {
    return desk instanceof SimDesk ? TODAY : (this.later ?? TODAY);
  }

  /** A desk's file for the oracle, with what an old program keeps beside its rows. */
  lookAt(desk: SimDesk, view: DeskView): DeskView {
    return this.later && desk instanceof SimDesk ? withKept(desk, view) : view;
  }

  checkPapers(desk: SimDesk): void {
    const { papers } = this.oracle;
    if (!papers.isAsked || !desk.papers) return;
    papers.checkDesk(desk.papers.view(desk.device), this.centre.papersView(), this.oracle.hasCopies);
  }

  /** Desks whose program is older than the centre's. */
  get oldDesks(): readonly SimDesk[] {
    return this.later ? this.desks.filter((desk) => desk instanceof SimDesk) : [];
  }

  /** Brings a desk up to date over its file. */
  update(desk: SimDesk): void {
    if (!this.later || !this.folder) throw new Error('there is nothing to update to');
    const { name } = desk;
    const folder = join(this.folder, `${name}-updated`);
    mkdirSync(folder);
    const copyOf = desk.keepCopy();
    desk.close();
    const { place, firstToken: token, born } = desk;
    const updated = new this.later.SimDesk({
      ...{ name, place, token, born, folder, copyOf, link: this.link, papersFolder: this.papersFolder },
      generation: () => this.centre.generation,
      clock: { now: () => this.timeAt(name) },
    });
    this.desks[this.desks.indexOf(desk)] = updated;
  }

  /** Whether the centre's program is older than some desk's. */
  get isCentreOld(): boolean {
    return Boolean(this.later && this.plan.ahead && this.centre instanceof TODAY.SimCentre);
  }

  /** Brings the centre up to date over its database: what was in flight is gone. */
  updateCentre(): void {
    if (!this.later) throw new Error('there is nothing to update to');
    for (const call of this.centre.crash()) this.link.giveUp(call);
    this.link.loseAnswers();
    this.centre = this.centre.succeededBy(this.later);
    this.oracle.isUnreadable = () => false;
    this.count('a centre brought up to date');
    if (this.putOff.size) this.count('a centre brought up to date with acts put off');
  }

  deskNamed(name: string): SimDesk | undefined {
    return this.desks.find((desk) => desk.name === name);
  }

  /** People who have come to the counter so far. */
  get callers(): readonly DemoPerson[] {
    const more = Math.floor(this.forms.length / FORMS_A_NEW_PERSON);
    return CALLERS.slice(0, Math.min(this.plan.people ?? PEOPLE_AT_FIRST, PEOPLE_AT_FIRST + more));
  }

  /** Somebody sends a form off; what is to be sent again finds it by its id. */
  sendOff(desk: string, act: DrawnAct): Form {
    const at = this.deskNamed(desk);
    const typed = at ? this.releaseOf(at).typed(act, this.forms.length) : act;
    const form = { desk, act: typed, formId: `form-${desk}-${this.forms.length}` };
    this.forms.push(form);
    return form;
  }

  /** What a desk's clock shows. */
  timeAt(desk: string): number {
    return this.now + (this.skews.get(desk) ?? 0);
  }

  private countNumber(before: number, wanted: string, given: number): void {
    if (!this.oracle.hasCopies)
      this.oracle.accuse('IN1', `device ${before} became ${given}, though nobody copied it`);
    if (given === before) this.count('token for a number that is known');
    else this.count(wanted === 'number' ? 'a copy takes a number' : 'a number that the backup does not know');
  }

  private countAnswer(device: number, { outcomes, scopes, later }: SyncResponse): void {
    for (const number of later) {
      this.putOff.add(`${device}/${number}`);
      this.count('an act put off');
    }
    for (const { number, outcome, code, detail } of outcomes) {
      this.count(outcome);
      if (code === 'paper/not-arrived') this.count('a determination waits for papers');
      if (code === 'group/behind') this.count('a group that was not taken');
      if (outcome !== 'parked') continue;
      this.parked.add(`${device}/${number}`);
      const { behind } = (detail ?? {}) as { behind?: number };
      if (this.parked.has(`${device}/${behind}`)) this.count('parked behind a parked');
    }
    if (scopes.some(({ snapshot }) => snapshot)) this.count('first sync');
  }

  say(words: string): void {
    this.trace.push(words);
  }

  count(what: string): void {
    this.seen[what] = (this.seen[what] ?? 0) + 1;
  }

  private keepReply(desk: string, text: string): void {
    this.replies.set(desk, [...(this.replies.get(desk) ?? []), text].slice(-REPLIES_KEPT));
  }

  /** Lets everything that can go on without the simulator go on, one piece of work at a time, and of each long reply one step. */
  async settle(): Promise<void> {
    const { store } = this.centre;
    for (const desk of this.desks) if (desk.pauses.goOn()) this.count('a long reply pauses');
    do {
      await new Promise((resolve) => setImmediate(resolve));
    } while (store.isBusy || !this.arePapersAtRest() || store.startNext());
  }

  private arePapersAtRest(): boolean {
    const moving = this.desks.filter(({ papers }) => papers && !papers.isAtRest());
    return this.centre.papers.isAtRest() && !moving.length;
  }

  /** Moves everything that is under way, faithfully, until nothing is, and nobody waits for what will not come. */
  async drain(): Promise<void> {
    const { store } = this.centre;
    for (let steps = 0; steps < STEPS_OF_A_SYNC_MAX; steps++) {
      await this.settle();
      if (this.desks.some((desk) => desk.pauses.isPausing)) continue;
      if (store.holds) store.openOne(this.chance);
      else if (this.link.isEmpty && !this.link.timeOut()) return;
      else this.link.moveFaithfully();
    }
    this.oracle.accuse('I20', `still messages under way after ${STEPS_OF_A_SYNC_MAX} steps`);
  }

  async close(): Promise<void> {
    for (const desk of this.desks) desk.close();
    for (const folder of [this.folder, this.papersRoot])
      if (folder) rmSync(folder, { recursive: true, force: true });
    await this.centre.close();
  }
}
