/** What the expiry of a disability certificate does to a subsidy (dossier (f), «Certificate rule in full»).
 *  CX1 for six calendar months after expiry the subsidy goes on (S004 art.9(4)), the same day number, clamped to the month's end (∴).  CX2 who applied for
 *  renewal in time is paid until the federation decides, however long (S004 art.9(4)).  CX3 without it the exit is on the day after the six
 *  months, and the month in which they end is the last one paid (S004 art.9(4); ∴ for the month).  CX4 where a pack says so, six months that end
 *  on a day of rest end on the next day worked (民法典 203; ∴, off); in a year without a calendar that day is unknown, and who would need it
 *  is neither paid nor ended by a guess (CAL2).                                                                                          */
import {
  addDays,
  type CalendarMissing,
  isCalendarMissing,
  OFFICIAL_WORK_CALENDAR,
  type PlainDate,
  type PlainMonth,
  type WorkCalendar,
} from './calendar.ts';
import { addMonthsToDate } from './month.ts';

export interface ExpiryFacts {
  /** Null: valid for life. */
  readonly expiresOn: PlainDate | null;
  readonly renewalAppliedOn: PlainDate | null;
}

/** Numbers of the rule, of the procedure pack (policy-packs §5.1). */
export interface ExpiryRule {
  /** 6 (S004 art.9(4)). */
  readonly graceMonths: number;
  /** Whether the months of grace are paid: the text ends payment only after them; true ∴. */
  readonly payInGrace: boolean;
  /** Whether months of grace that end on a day of rest end on the next day worked: 民法典 203 could be read so; false ((f) ∴). */
  readonly extendOverHoliday: boolean;
  /** Working days that a renewal's receipt, scanned by the township, holds the exit: 10 ((f) ∴). */
  readonly receiptHoldsDays: number;
  /** Days before expiry from which somebody is reminded of it: 90 ((f) ∴). */
  readonly radarDays: number;
}

export const EXPIRY_RULE: ExpiryRule = {
  graceMonths: 6,
  payInGrace: true,
  extendOverHoliday: false,
  receiptHoldsDays: 10,
  radarDays: 90,
};

/** CALENDAR_MISSING: the months of grace may be over or not, for their last day needs a calendar that nobody has announced (CX4). */
export type ExpiryState = 'VALID' | 'IN_GRACE' | 'RENEWING' | 'OVER' | 'CALENDAR_MISSING';

export interface Expiry {
  readonly state: ExpiryState;
  /** Last day on which renewal can be applied for; null of a certificate without expiry, and where the calendar is missing. */
  readonly graceUntil: PlainDate | null;
  /** Day of the exit, when it has come. */
  readonly exitOn: PlainDate | null;
  readonly lastPaidMonth: PlainMonth | null;
}

/** The last day of grace: never before `least`, which is the same day number. */
function graceOf(
  expiresOn: PlainDate,
  rule: ExpiryRule,
  calendar: WorkCalendar,
): { readonly least: PlainDate; readonly until: PlainDate | CalendarMissing } {
  const least = addMonthsToDate(expiresOn, rule.graceMonths);
  return { least, until: rule.extendOverHoliday ? calendar.firstWorkingDayFrom(least) : least };
}

/** How a certificate stands on a day. An application for renewal after that day is not known yet. */
export function expiryOn(
  day: PlainDate,
  facts: ExpiryFacts,
  rule: ExpiryRule = EXPIRY_RULE,
  calendar: WorkCalendar = OFFICIAL_WORK_CALENDAR,
): Expiry {
  const { expiresOn } = facts;
  if (expiresOn === null) return { state: 'VALID', graceUntil: null, exitOn: null, lastPaidMonth: null };
  const { least, until } = graceOf(expiresOn, rule, calendar);
  const graceUntil = isCalendarMissing(until) ? null : until;
  const stays = (state: ExpiryState): Expiry => ({ state, graceUntil, exitOn: null, lastPaidMonth: null });
  if (day <= expiresOn) return stays('VALID');
  const renewalAppliedOn = (facts.renewalAppliedOn ?? '9999') <= day ? facts.renewalAppliedOn : null;
  if (renewalAppliedOn !== null && renewalAppliedOn <= (graceUntil ?? least)) return stays('RENEWING');
  if (day <= (graceUntil ?? least)) return stays('IN_GRACE');
  if (graceUntil === null) return stays('CALENDAR_MISSING');
  const paidUntil = rule.payInGrace ? graceUntil : expiresOn;
  return {
    state: 'OVER',
    graceUntil,
    exitOn: addDays(graceUntil, 1),
    lastPaidMonth: paidUntil.slice(0, 7),
  };
}

/** Whether a month is paid as far as the expiry goes: the month in which it or the grace ends still is (CX3). */
export function expiryPays(
  month: PlainMonth,
  facts: ExpiryFacts,
  rule: ExpiryRule = EXPIRY_RULE,
  calendar: WorkCalendar = OFFICIAL_WORK_CALENDAR,
): ExpiryState {
  const { expiresOn, renewalAppliedOn } = facts;
  if (expiresOn === null || month <= expiresOn.slice(0, 7)) return 'VALID';
  const { least, until } = graceOf(expiresOn, rule, calendar);
  const sure = isCalendarMissing(until) ? least : until;
  if (renewalAppliedOn !== null && renewalAppliedOn <= sure) return 'RENEWING';
  if (rule.payInGrace && month <= sure.slice(0, 7)) return 'IN_GRACE';
  const isOpen = isCalendarMissing(until) && (rule.payInGrace || renewalAppliedOn !== null);
  return isOpen ? 'CALENDAR_MISSING' : 'OVER';
}
