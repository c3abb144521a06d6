/** Everything that the story's days can reach: offices, centre, clock, what people were told, what the story says.                 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Chance, seededRandom } from '#shared/base/chance.ts';
import { drawAct, drawRegister } from '../acts.ts';
import { seatAt } from '../centre.ts';
import { SOUTH } from '../people.ts';
import type { DrawnAct } from '../scene.ts';
import type { StoreUnderTest } from '../store-under-test.ts';
import { HOUR, MINUTE, quickFolder } from '../world.ts';
import { StoryCentre } from './centre.ts';
import { Office, type SavedAct } from './office.ts';
import { NORTH_CALLERS, type OfficePlace, OFFICES, SOUTH_CALLERS } from './people.ts';

const DAY = 24 * HOUR;
/** Nine in the morning of Friday, 27 February 2026, in Asia/Shanghai. */
const FIRST_MORNING = Date.parse('2026-02-27T01:00:00.000Z');
const WEEKDAYS = 5;
const FRIDAY = 4;
const CALLERS_AT_FIRST = 10;
const CALLERS_A_DAY = 2;

/** Something that an office called saved. */
export interface Told extends SavedAct {
  readonly office: string;
  /** Whether that disk is gone: then the act must have gone up on a stick. */
  isDiskGone: boolean;
}

export class Story {
  readonly seed: number;
  readonly chance: Chance;
  readonly folder: string;
  readonly centre: StoryCentre;
  readonly offices: Office[] = [];
  readonly told: Told[] = [];
  readonly violations: string[] = [];
  /** What lies about until somebody needs it: sticks, copies of disks. */
  readonly kept = new Map<string, Uint8Array | string>();
  /** People who moved. */
  moved: readonly number[] = [];
  now = FIRST_MORNING;
  day = 0;
  private forms = 0;
  private disks = 0;
  private readonly say: (line: string) => void;

  constructor(seed: number, store: StoreUnderTest, say: (line: string) => void) {
    this.seed = seed;
    this.say = say;
    this.chance = seededRandom(seed);
    this.folder = mkdtempSync(join(quickFolder(), 'sumu-story-'));
    this.centre = new StoryCentre(store, { now: () => this.now });
    for (const [name, place] of Object.entries(OFFICES)) this.open(name, place);
  }

  private open(name: string, place: OfficePlace): void {
    this.offices.push(
      new Office({ ...this.settingsOf(name, place), place: this.newPlace(name) }, this.chance),
    );
  }

  private settingsOf(name: string, place: OfficePlace) {
    const clock = { now: () => this.now + place.clockOff * MINUTE };
    const { centre, folder } = this;
    return { name, words: place.words, seat: seatAt(place), centre, clock, folder };
  }

  /** Where a file lies that came into being just now. */
  newPlace(machine: string): { machine: string; born: number } {
    return { machine, born: ++this.disks };
  }

  /** A second computer with the disk of another. It is noticed when it is opened, or it is not. */
  clone(name: string, words: string, of: Office, isNoticed: boolean): Office {
    const place = isNoticed ? this.newPlace(name) : { machine: null, born: null };
    const original = OFFICES[of.name as keyof typeof OFFICES];
    const settings = { ...this.settingsOf(name, { ...original, words }), place };
    const clone = new Office(settings, this.chance, { file: of.copy(), of });
    this.offices.push(clone);
    return clone;
  }

  office(name: string): Office {
    const found = this.offices.find((office) => office.name === name);
    if (!found) throw new Error(`no office ${name}`);
    return found;
  }

  /** Tells what happened, with the day before it. */
  tell(words: string): void {
    const date = new Date(this.now).toUTCString();
    this.say(`${date.slice(0, 3)} ${date.slice(5, 11)}  ${words}`);
  }

  accuse(words: string): void {
    this.violations.push(words);
    this.say(`VIOLATION ${words}`);
  }

  /** The morning of the next day on which offices work. */
  nextDay(): void {
    this.day++;
    const weeks = Math.floor((this.day + FRIDAY) / WEEKDAYS);
    const days = this.day + weeks * (7 - WEEKDAYS);
    this.now = FIRST_MORNING + days * DAY;
  }

  callersOf(office: Office) {
    const callers =
      office.scopes.includes(SOUTH) && office.scopes.length === 2 ? SOUTH_CALLERS : NORTH_CALLERS;
    return callers.slice(0, CALLERS_AT_FIRST + CALLERS_A_DAY * this.day);
  }

  /** Somebody sends something off; how many acts were called saved. */
  act(office: Office, ...acts: readonly DrawnAct[]): number {
    const forms = acts.map((act) => ({ ...act, formId: `form-${office.name}-${++this.forms}` }));
    const saved = office.issue(forms);
    this.told.push(...saved.map((act) => ({ ...act, office: office.name, isDiskGone: false })));
    return saved.length;
  }

  /** What people do at a counter on an ordinary day. */
  work(office: Office, acts: number): number {
    let saved = 0;
    for (let at = 0; at < acts; at++) {
      this.now += Math.floor((this.chance.next() * 2 * MINUTE * 60) / Math.max(acts, 8));
      const act = drawAct(this.chance, office, this.now, this.callersOf(office));
      if (act) saved += this.act(office, act);
    }
    return saved;
  }

  /** A roster of the village, a row an act. */
  import(office: Office, rows: number): number {
    const drawn = Array.from({ length: rows }, () =>
      drawRegister(this.chance, office, this.now, this.callersOf(office)),
    );
    return this.act(office, ...drawn.flatMap((act) => act ?? []));
  }

  async close(): Promise<void> {
    for (const office of this.offices) office.close();
    rmSync(this.folder, { recursive: true, force: true });
    await this.centre.close();
  }
}
