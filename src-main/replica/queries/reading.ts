/** What every query of the screens reads with: the read-only connection, who is signed in, today's date, and the small lookups of names.
 *  Made anew for each call, so that one answer sees one moment. */
import type { Clock } from '#shared/base/clock.ts';
import { shanghaiDate } from '#shared/base/clock.ts';
import { ageOn } from '#shared/domain/id-number.ts';
import { packInForce, type PolicyPack } from '#shared/domain/pack.ts';
import { levelOf, parentOf } from '#shared/domain/division.ts';
import type { Role } from '#shared/domain/state.ts';
import type { DeadlineView, Place } from '#shared/rpc/desk-shapes.ts';
import { OFFICIAL_WORK_CALENDAR, isCalendarMissing } from '#shared/domain/calendar.ts';
import { type DeadlineFacts, openStepOf, remaining } from '#shared/domain/deadline.ts';
import { ENDED_STATES, type ApplicationState } from '#shared/domain/state.ts';
import type { AudienceClass } from '#shared/records/registry.ts';
import { NEEDS_YOU } from './needs-you.ts';
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
  readonly classes: readonly AudienceClass[];
}

export interface ReadingSettings {
  readonly statements: Statements;
  readonly clock: Clock;
  readonly me: Me;
  /** Number of the last act that a request has carried up; later ones are only saved here. */
  readonly attemptedUpTo: number;
}

const NO_DEADLINE: DeadlineView = { kind: 'none', dueOn: null, workingDays: null, step: null };

export class Reading {
  readonly statements: Statements;
  readonly me: Me;
  readonly today: string;
  readonly nowMs: number;
  private readonly attemptedUpTo: number;
  private readonly names = new Map<string, string>();
  private pendingByPerson: Map<number, number> | null = null;
  private needsYouPersons: Set<number> | null = null;

  constructor(settings: ReadingSettings) {
    this.statements = settings.statements;
    this.me = settings.me;
    this.nowMs = settings.clock.now();
    this.today = shanghaiDate(this.nowMs);
    this.attemptedUpTo = settings.attemptedUpTo;
  }

  private name(sql: string, id: number | null): string {
    if (id === null) return '';
    const key = `${sql}:${id}`;
    let name = this.names.get(key);
    if (name === undefined) {
      name = this.statements.get<{ name: string | null }>(sql, id)?.name ?? '';
      this.names.set(key, name);
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

  get pack(): PolicyPack | undefined {
    return packInForce(this.today);
  }

  /** What a file's open step is due on, and how far off that is. */
  deadline(facts: DeadlineFacts): DeadlineView {
    const step = this.pack && openStepOf(facts, OFFICIAL_WORK_CALENDAR, this.pack);
    if (!step) return NO_DEADLINE;
    const { kind, workingDays } = remaining(step.dueOn, this.today, OFFICIAL_WORK_CALENDAR);
    return { kind, workingDays, dueOn: isCalendarMissing(step.dueOn) ? null : step.dueOn, step: step.step };
  }

  placeOfPending(number: number): Place {
    return number > this.attemptedUpTo ? 'saved' : 'waiting';
  }

  /** Where the newest act on a person is; a file that has ended and has nothing on the way is decided. */
  placeOfPerson(personId: number, state: string | null): Place {
    this.pendingByPerson ??= new Map(
      this.statements
        .all<{ person_id: number; last: number }>(
          "SELECT person_id, max(number) AS last FROM act WHERE is_open = 1 AND outcome = 'pending' AND person_id IS NOT NULL GROUP BY person_id",
        )
        .map((row) => [row.person_id, row.last]),
    );
    this.needsYouPersons ??= new Set(
      this.statements
        .all<{ person_id: number }>(
          `SELECT DISTINCT person_id FROM act WHERE person_id IS NOT NULL AND ${NEEDS_YOU}`,
        )
        .map((row) => row.person_id),
    );
    if (this.needsYouPersons.has(personId)) return 'needs-you';
    const pending = this.pendingByPerson.get(personId);
    if (pending !== undefined) return this.placeOfPending(pending);
    return state === null || ENDED_STATES.includes(state as ApplicationState) ? 'decided' : 'received';
  }

  isPendingHere(personId: number): boolean {
    return this.pendingByPerson?.has(personId) ?? false;
  }
}
