/** How long a public notice hangs (公示, S004 art.6) and until when an objection is in time.
 *  PB1 the day after posting is the first day, and they are calendar days (民法典 201).  PB2 a last day on which nobody works moves to the next
 *  day that is worked (民法典 203 by analogy ∴). Elsewhere: what a notice shows and hides (mask.ts).                                       */
import {
  addDays,
  type CalendarMissing,
  isCalendarMissing,
  type PlainDate,
  type WorkCalendar,
} from './calendar.ts';

/** Numbers of the procedure pack. */
export interface PublicityRule {
  /** 7 (S004 art.6). */
  readonly days: number;
  /** ∴ */
  readonly extendOverHoliday: boolean;
  /** Working days in which the township looks into an objection: 10 (dossier (g) ∴). */
  readonly objectionDays: number;
  /** Whether a first payment waits until a notice that names it has ended: NONE, for art.6 publishes what is paid (e.3 ∴). */
  readonly gate: PublicityGate;
}

export const PUBLICITY_GATES = ['NONE', 'BEFORE_FIRST_PAYMENT'] as const;
export type PublicityGate = (typeof PUBLICITY_GATES)[number];

export const PUBLICITY_RULE: PublicityRule = {
  ...{ days: 7, extendOverHoliday: true, objectionDays: 10 },
  gate: 'NONE',
};

export interface PublicityPeriod {
  readonly lastDay: PlainDate;
  /** Also the last day for objections. */
  readonly effectiveEnd: PlainDate | CalendarMissing;
}

/** The period of a notice that was posted on a day. */
export function publicityPeriodOf(
  postedOn: PlainDate,
  calendar: WorkCalendar,
  rule: PublicityRule = PUBLICITY_RULE,
): PublicityPeriod {
  const lastDay = addDays(postedOn, rule.days);
  if (!rule.extendOverHoliday) return { lastDay, effectiveEnd: lastDay };
  return { lastDay, effectiveEnd: calendar.firstWorkingDayFrom(lastDay) };
}

/** The first day on which a first payment may get onto a roster: that of the decision, or, where it waits for the notice, the one after its last
 *  day (e.3 ∴). Null where no notice hangs, or its end needs a calendar that is not there.                                               */
export function payableSince(
  { decidedOn, postedOn }: { readonly decidedOn: PlainDate; readonly postedOn: PlainDate | null },
  calendar: WorkCalendar,
  rule: PublicityRule = PUBLICITY_RULE,
): PlainDate | null {
  if (rule.gate === 'NONE') return decidedOn;
  if (postedOn === null) return null;
  const { effectiveEnd } = publicityPeriodOf(postedOn, calendar, rule);
  if (isCalendarMissing(effectiveEnd)) return null;
  const after = addDays(effectiveEnd, 1);
  return after > decidedOn ? after : decidedOn;
}
