/** Which months a county may still build a roster of, and whom a roster that is not through is told of as the 25th comes near (dossier e.3, e.4;
 *  S004 art.4).
 *  RK1 months are offered from the one after the last roster to the one that is due now; what lies before is paid with a later one (RA6).
 *  RK2 from five working days before the due day, or as many as the pack says, until it is with finance, the body whose step it is has it
 *  among its duties, and finance what has not come (∴).  RK3 what finance has is its own duty until it pays (S004 art.5).  RK4 a roster is
 *  named by the month whose money it carries; where a pack says PREVIOUS_MONTH it is built, signed and paid in the month after (e.3 ∴). */
import { isCalendarMissing, type PlainDate, type PlainMonth, type WorkCalendar } from './calendar.ts';
import { addMonths, monthsFromTo, quarterEnd } from './month.ts';
import type { RosterState } from './roster-state.ts';
import type { Body } from './state.ts';

/** Numbers of the procedure pack. */
export interface RosterTerms {
  /** Both signatures before this day of the month: 25 (S004 art.4; ∴ elsewhere). */
  readonly dayOfMonth: number;
  /** Working days before that day from which the bodies are reminded: 5 (dossier e.3 ∴). */
  readonly remindDays: number;
  /** Whether the roster that is due in a month carries that month's money or that of the month before: SAME_MONTH (e.3 ∴). */
  readonly covers: RosterCovers;
}

export const ROSTER_COVERS = ['SAME_MONTH', 'PREVIOUS_MONTH'] as const;
export type RosterCovers = (typeof ROSTER_COVERS)[number];

export const ROSTER_TERMS: RosterTerms = { dayOfMonth: 25, remindDays: 5, covers: 'SAME_MONTH' };

/** The month whose money the roster that is due in a month carries; a roster is named by it (RK4). */
export function coveredIn(month: PlainMonth, { covers }: Pick<RosterTerms, 'covers'>): PlainMonth {
  return covers === 'PREVIOUS_MONTH' ? addMonths(month, -1) : month;
}

/** The month in which the roster of a month is due. */
export function dueMonthOf(covered: PlainMonth, { covers }: Pick<RosterTerms, 'covers'>): PlainMonth {
  return covers === 'PREVIOUS_MONTH' ? addMonths(covered, 1) : covered;
}

/** How far back a county that has built none yet is offered months. */
const FIRST_OFFERED = 3;

/** Months to choose from, the earliest first; `due` is the one that is due now (RK1). */
export function monthsToBuild(
  last: PlainMonth | null,
  due: PlainMonth,
  cycle: 'MONTHLY' | 'QUARTERLY' = 'MONTHLY',
): PlainMonth[] {
  const from = last ? addMonths(last, 1) : addMonths(due, -FIRST_OFFERED);
  const months = monthsFromTo(from, due);
  return cycle === 'QUARTERLY' ? months.filter((month) => quarterEnd(month) === month) : months;
}

export const ROSTER_DUTIES = [
  'roster-build',
  'roster-sign',
  'roster-submit',
  'roster-late',
  'roster-pay',
] as const;
export type RosterDuty = (typeof ROSTER_DUTIES)[number];

/** A day, seen before the roster's due day; from how many working days before it the bodies are reminded (dossier e.3: −5, −2, 0 ∴). */
interface RosterDay {
  readonly today: PlainDate;
  readonly dueOn: PlainDate;
  readonly calendar: WorkCalendar;
  readonly remindDays: number;
}

/** What a body has to do about the month's roster on a day, or nothing (RK2, RK3). `state` is null where none is built. */
export function rosterDuty(
  roster: { readonly state: RosterState | null; readonly signedBy: readonly string[] },
  body: Body,
  { today, dueOn, calendar, remindDays }: RosterDay,
): RosterDuty | null {
  const { state, signedBy } = roster;
  if (state === 'SUBMITTED_TO_FINANCE') return body === 'FINANCE' ? 'roster-pay' : null;
  if (state === 'PAYING' || state === 'SETTLED' || state === 'PARTLY_RETURNED') return null;
  const from = calendar.addWorkingDays(dueOn, -remindDays);
  if (isCalendarMissing(from) || today < from) return null;
  if (body === 'FINANCE') return 'roster-late';
  if (body !== 'CIVIL_AFFAIRS' && body !== 'FEDERATION') return null;
  const isToSign = state === 'LOCKED' || state === 'SIGNED_ONE';
  if (isToSign) return signedBy.includes(body) ? null : 'roster-sign';
  if (body === 'FEDERATION') return null;
  return state === 'SIGNED_BOTH' ? 'roster-submit' : 'roster-build';
}
