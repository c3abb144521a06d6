/** What every query of the screens reads with: the read-only connection, who is signed in, today's date, and the small lookups of names.
 *  Made anew for each call, so that one answer sees one moment. */
import type { Clock } from '#shared/base/clock.ts';
import { shanghaiDate } from '#shared/base/clock.ts';
import { ageOn } from '#shared/domain/id-number.ts';
import type { PolicyPack } from '#shared/domain/pack.ts';
import type { PackBook } from '#shared/domain/pack-book.ts';
import { delegatedOn, delegationNeeds } from '#shared/domain/delegation.ts';
import { levelOf, parentOf } from '#shared/domain/division.ts';
import type { Role } from '#shared/domain/state.ts';
import type { DeadlineView, Place } from '#shared/rpc/desk-shapes.ts';
import { calendarOf, isCalendarMissing } from '#shared/domain/calendar.ts';
import { type DeadlineFacts, openStepOf, remaining } from '#shared/domain/deadline.ts';
import { ENDED_STATES, type ApplicationState } from '#shared/domain/state.ts';
import { packBook } from '../packs.ts';
import { NEEDS_YOU } from './needs-you.ts';
import type { Row } from '#shared/records/rows.ts';
import { readQuery } from '../store/records.ts';
import type { Statements } from '../store/statements.ts';

/** Who is signed in, as the centre last said. */
export interface Me {
  readonly accountId: number;
  readonly account: string;
  readonly personName: string;
  readonly role: Role;
  readonly unitName: string;
  readonly unitScope: number;
  readonly scopes: readonly number[];
  readonly classes: readonly string[];
}

export interface ReadingSettings {
  readonly statements: Statements;
  readonly clock: Clock;
  readonly me: Me;
  /** Number of the last act that a request has carried up; later ones are only saved here. */
  readonly attemptedUpTo: number;
}

/** Acts of this computer on one person. */
interface StandingActs {
  readonly lastPending: number | null;
  readonly needsYou: boolean;
}

const NO_DEADLINE: DeadlineView = { kind: 'none', dueOn: null, workingDays: null, step: null };

/** What a due day is counted from: thousands of open files share a few hundred of them. */
const FACTS: readonly (keyof DeadlineFacts)[] = [
  ...(['state', 'stateSince', 'preliminaryPassedOn', 'enteredOn', 'sentToFederationOn'] as const),
  ...(['federationPassedOn', 'handedToCivilAffairsOn'] as const),
];

export class Reading {
  readonly statements: Statements;
  readonly me: Me;
  readonly today: string;
  readonly nowMs: number;
  private readonly attemptedUpTo: number;
  private readonly names = new Map<string, Map<number, string>>();
  private readonly places = new Map<number, StandingActs>();
  private delegatedToday: ReadonlySet<number> | undefined;
  private packToday: PolicyPack | undefined;
  private readonly deadlines = new Map<string, DeadlineView>();

  constructor(settings: ReadingSettings) {
    this.statements = settings.statements;
    this.me = settings.me;
    this.nowMs = settings.clock.now();
    this.today = shanghaiDate(this.nowMs);
    this.attemptedUpTo = settings.attemptedUpTo;
  }

  private name(sql: string, id: number | null): string {
    if (id === null) return '';
    let known = this.names.get(sql);
    if (!known) this.names.set(sql, (known = new Map()));
    let name = known.get(id);
    if (name === undefined) {
      name = this.statements.get<{ name: string | null }>(sql, id)?.name ?? '';
      known.set(id, name);
    }
    return name;
  }

  divisionName(code: number | null): string {
    return this.name('SELECT division_name AS name FROM division WHERE id = ?', code);
  }

  /** Township of a village or of a scope. */
  townshipName(code: number | null): string {
    if (code === null) return '';
    return this.divisionName(levelOf(code) === 'VILLAGE' ? (parentOf(code) ?? code) : code);
  }

  colleagueName(account: number | null): string {
    return this.name('SELECT person_name AS name FROM colleague WHERE id = ?', account);
  }

  colleagueUnit(account: number | null): string {
    return this.name('SELECT unit_name AS name FROM colleague WHERE id = ?', account);
  }

  computerName(device: number | null): string {
    return this.name('SELECT computer_name AS name FROM computer WHERE id = ?', device);
  }

  age(birthDate: string | null): number | null {
    return birthDate ? ageOn(birthDate, this.today) : null;
  }

  /** The packs that this replica holds. */
  get packs(): PackBook {
    return packBook(this.statements);
  }

  /** What acts of this person's unit are decided with today. */
  get pack(): PolicyPack {
    this.packToday ??= this.packs.forDivision(this.today, this.me.unitScope);
    return this.packToday;
  }

  /** Townships that determine today (T15). */
  get delegated(): ReadonlySet<number> {
    this.delegatedToday ??= delegatedOn(
      readQuery(this.statements, delegationNeeds) as Row<'delegation'>[],
      this.today,
    );
    return this.delegatedToday;
  }

  /** What a file's open step is due on, and how far off that is. */
  deadline(facts: DeadlineFacts): DeadlineView {
    const key = FACTS.map((name) => facts[name] ?? '').join();
    let view = this.deadlines.get(key);
    if (!view) this.deadlines.set(key, (view = this.deadlineOf(facts)));
    return view;
  }

  private deadlineOf(facts: DeadlineFacts): DeadlineView {
    const calendar = calendarOf(this.pack);
    const step = openStepOf(facts, calendar, this.pack);
    if (!step) return NO_DEADLINE;
    const { kind, workingDays } = remaining(step.dueOn, this.today, calendar);
    return { kind, workingDays, dueOn: isCalendarMissing(step.dueOn) ? null : step.dueOn, step: step.step };
  }

  placeOfPending(number: number): Place {
    return number > this.attemptedUpTo ? 'saved' : 'waiting';
  }

  /** What stands open on a person, asked a person at a time: a list shows few of thousands. */
  private standingActs(personId: number): StandingActs {
    let acts = this.places.get(personId);
    if (!acts) {
      const last = this.statements.get<{ last: number | null }>(
        "SELECT max(number) AS last FROM act WHERE person_id = ? AND is_open = 1 AND outcome = 'pending'",
        personId,
      );
      const needsYou = this.statements.get(
        `SELECT 1 FROM act WHERE person_id = ? AND ${NEEDS_YOU} LIMIT 1`,
        personId,
      );
      acts = { lastPending: last?.last ?? null, needsYou: needsYou !== undefined };
      this.places.set(personId, acts);
    }
    return acts;
  }

  /** Where the newest act on a person is; a file that has ended and has nothing on the way is decided. */
  placeOfPerson(personId: number, state: string | null): Place {
    const { lastPending, needsYou } = this.standingActs(personId);
    if (needsYou) return 'needs-you';
    if (lastPending !== null) return this.placeOfPending(lastPending);
    return state === null || ENDED_STATES.includes(state as ApplicationState) ? 'decided' : 'received';
  }

  isPendingHere(personId: number): boolean {
    return this.standingActs(personId).lastPending !== null;
  }
}
