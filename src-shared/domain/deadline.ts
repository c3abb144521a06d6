/** What is due when in one application file, and how far off it is today. Lists, the file's header and reminders ask
 *  here, so that every screen and both sides name the same day.
 *  DUE1 the first day is not counted (民法典 201) and only working days are.  DUE2 a due day that needs a year without
 *  calendar is «not computable», never estimated (∴).  DUE3 a deadline only warns: no state changes by lapse of time (∴).
 *  DUE4 a returned file restarts the clock of the desk that has it now (∴).
 *  DUE5 the federation's list and the comparison are due each month, where money is paid by the quarter in its last month, on days that do not
 *  move; who owes them is reminded on the last working day until then (S004 art.8; ∴ for both readings).
 *  The facts are fields of the application record, so a record can be passed as it is. Elsewhere: the numbers and their
 *  sources (pack.ts), working days (calendar.ts).                                                                     */
import {
  type CalendarMissing,
  isCalendarMissing,
  type PlainDate,
  type PlainMonth,
  plainDate,
  type WorkCalendar,
} from './calendar.ts';
import type { Cycle } from './exit.ts';
import { quarterEnd } from './month.ts';
import type { PolicyPack } from './pack.ts';

type DateFact = PlainDate | null | undefined;

/** Days on which the steps happened; absent or null while they have not. */
export interface DeadlineFacts {
  readonly state?: string | null;
  /** Day the file came into `state`; the clock of supplements and returned files. */
  readonly stateSince?: DateFact;
  /** P, the township's preliminary pass. */
  readonly preliminaryPassedOn?: DateFact;
  readonly enteredOn?: DateFact;
  readonly sentToFederationOn?: DateFact;
  /** R, the federation's pass. */
  readonly federationPassedOn?: DateFact;
  /** Where the hand-over is not recorded apart, civil affairs' days run from R. */
  readonly handedToCivilAffairsOn?: DateFact;
}

/** A day, or why there is none. */
export type DueOn = PlainDate | CalendarMissing;

/** One entry for every step whose clock has started, also when the step has been done since. */
export interface FileDeadlines {
  /** P + 3 working days (S004 art.2). */
  readonly entryDue?: DueOn;
  /** P + 10, or from entry where the pack says so (S004 art.2). */
  readonly sendToFederationDue?: DueOn;
  /** Receipt by the federation + 5 (∴ T11). */
  readonly federationReviewDue?: DueOn;
  /** R + 5 (S004 art.3). */
  readonly forwardToCivilAffairsDue?: DueOn;
  /** Receipt by civil affairs + 5 (∴ T14). */
  readonly determineDue?: DueOn;
  /** RETURNED_TO_FEDERATION: day of return + 2 (∴ T13). */
  readonly federationHopDue?: DueOn;
  /** RETURNED_TO_TOWNSHIP: day of return + 2 (∴ T13). */
  readonly townshipHopDue?: DueOn;
  /** SUPPLEMENT_REQUESTED: notice + 10, a reminder only (∴ T3). */
  readonly supplementReminderOn?: DueOn;
}

/** All deadlines of a file whose clocks have started. */
export function deadlinesOf(facts: DeadlineFacts, calendar: WorkCalendar, pack: PolicyPack): FileDeadlines {
  const days = pack.deadlines;
  const after = (from: DateFact, workingDays: number): DueOn | undefined =>
    from ? calendar.addWorkingDays(from, workingDays) : undefined;
  const whileIn = (state: string, workingDays: number): DueOn | undefined =>
    facts.state === state ? after(facts.stateSince, workingDays) : undefined;

  // A file that came back is with its desk since it came into the state, whenever it was first sent (DUE4).
  const received = (first: DateFact, state: string): DateFact =>
    facts.state === state && facts.stateSince && facts.stateSince > (first ?? '') ? facts.stateSince : first;

  const handedOn = facts.handedToCivilAffairsOn ?? facts.federationPassedOn;
  const submitAnchor = days.submitAnchor === 'ENTERED' ? facts.enteredOn : facts.preliminaryPassedOn;
  return {
    entryDue: after(facts.preliminaryPassedOn, days.entry),
    sendToFederationDue: after(submitAnchor, days.submitToFederation),
    federationReviewDue: after(
      received(facts.sentToFederationOn, 'FEDERATION_REVIEW'),
      days.federationReview,
    ),
    forwardToCivilAffairsDue: after(facts.federationPassedOn, days.handToCivilAffairs),
    determineDue: after(received(handedOn, 'DETERMINING'), days.determine),
    federationHopDue: whileIn('RETURNED_TO_FEDERATION', days.returnHop),
    townshipHopDue: whileIn('RETURNED_TO_TOWNSHIP', days.returnHop),
    supplementReminderOn: whileIn('SUPPLEMENT_REQUESTED', days.supplementReminder),
  };
}

export type DeadlineStep =
  | 'supplement'
  | 'entry'
  | 'sendToFederation'
  | 'federationReview'
  | 'determine'
  | 'returnHop';

export interface OpenStep {
  readonly step: DeadlineStep;
  readonly dueOn: DueOn;
}

/** The step the file waits for in its state, with its due day; undefined where no limit runs. */
export function openStepOf(
  facts: DeadlineFacts,
  calendar: WorkCalendar,
  pack: PolicyPack,
): OpenStep | undefined {
  const due = deadlinesOf(facts, calendar, pack);
  const open = (step: DeadlineStep, dueOn: DueOn | undefined) => (dueOn ? { step, dueOn } : undefined);
  switch (facts.state) {
    case 'SUPPLEMENT_REQUESTED':
      return open('supplement', due.supplementReminderOn);
    case 'PRELIMINARY_PASSED':
      return facts.enteredOn
        ? open('sendToFederation', due.sendToFederationDue)
        : open('entry', due.entryDue);
    case 'FEDERATION_REVIEW':
      return open('federationReview', due.federationReviewDue);
    case 'DETERMINING':
      return open('determine', due.determineDue);
    case 'RETURNED_TO_FEDERATION':
      return open('returnHop', due.federationHopDue);
    case 'RETURNED_TO_TOWNSHIP':
      return open('returnHop', due.townshipHopDue);
    default:
      return undefined;
  }
}

/** Last day for both signatures on a month's roster: the last working day on or before the 25th (S004 art.4; brought
 *  forward ∴).                                                                                                       */
export function rosterDueOf(month: PlainMonth, calendar: WorkCalendar, pack: PolicyPack): DueOn {
  return calendar.lastWorkingDayOnOrBefore(dayOfMonth(month, pack.roster.dayOfMonth));
}

export interface ExchangeDates {
  /** The text's own days (S004 art.8); they do not move. */
  readonly federationHolderListDue: PlainDate;
  readonly comparisonReportDue: PlainDate;
  /** Last working day on or before them (∴). */
  readonly reminderFederation: DueOn;
  readonly reminderComparison: DueOn;
}

/** Whether holders are listed and compared in a month (art.8, 每月(季末月)): each month where money is paid by the month, the last one of the
 *  quarter where it is paid by the quarter (∴).                                                                                          */
export function isExchangeMonth(month: PlainMonth, cycle: Cycle): boolean {
  return cycle === 'MONTHLY' || quarterEnd(month) === month;
}

/** Data exchange between federation and civil affairs in a month (art.8). */
export function exchangeDatesOf(month: PlainMonth, calendar: WorkCalendar, pack: PolicyPack): ExchangeDates {
  const federationHolderListDue = dayOfMonth(month, pack.exchange.holderListDay);
  const comparisonReportDue = dayOfMonth(month, pack.exchange.comparisonDay);
  return {
    federationHolderListDue,
    comparisonReportDue,
    reminderFederation: calendar.lastWorkingDayOnOrBefore(federationHolderListDue),
    reminderComparison: calendar.lastWorkingDayOnOrBefore(comparisonReportDue),
  };
}

function dayOfMonth(month: PlainMonth, day: number): PlainDate {
  return plainDate(Number(month.slice(0, 4)), Number(month.slice(5, 7)), day);
}

/** Up to so many working days ahead a due day is shown as near (∴, display only). */
export const SOON_WORKING_DAYS = 3;

export type RemainingKind = 'overdue' | 'today' | 'soon' | 'later' | 'not-computable';

export interface Remaining {
  readonly kind: RemainingKind;
  /** Working days still left, or gone by when overdue (0: only rest days since). Null when a year is missing; «overdue»
   *  stays certain even then.                                                                                        */
  readonly workingDays: number | null;
  readonly missingYear?: number;
}

/** How far off a due day is, seen from `today`. */
export function remaining(dueOn: DueOn, today: PlainDate, calendar: WorkCalendar): Remaining {
  if (isCalendarMissing(dueOn)) {
    return { kind: 'not-computable', workingDays: null, missingYear: dueOn.missingYear };
  }
  if (dueOn === today) return { kind: 'today', workingDays: 0 };
  const isOverdue = today > dueOn;
  const count = isOverdue
    ? calendar.workingDaysBetween(dueOn, today)
    : calendar.workingDaysBetween(today, dueOn);
  if (isCalendarMissing(count)) {
    const kind = isOverdue ? 'overdue' : 'not-computable';
    return { kind, workingDays: null, missingYear: count.missingYear };
  }
  if (isOverdue) return { kind: 'overdue', workingDays: count };
  return { kind: count <= SOON_WORKING_DAYS ? 'soon' : 'later', workingDays: count };
}
