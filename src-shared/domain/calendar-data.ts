/** Official working calendar as facts: the State Council's holidays and make-up days, day by day, as the library `chinese-days` keeps them. Its
 *  data file alone is used: its own counting answers a year that it does not know by plain weekends, which CAL2 forbids. Days on which leave
 *  was only encouraged (2024-02-09) are not among them; nor are regional extensions of the 2020 holidays. Why this library: ADR 28.
 *  Source: the yearly notices that dossier (d) names. Elsewhere: which years are known, and the counting (calendar.ts).                    */
import announced from 'chinese-days/dist/chinese-days.json' with { type: 'json' };

export interface CalendarYear {
  /** Weekdays (Monday to Friday) that are days off, 'MM-DD'. */
  readonly off: readonly string[];
  /** Weekend days that are worked, 'MM-DD'. */
  readonly on: readonly string[];
}

/** Dates 'YYYY-MM-DD' of days off, weekends among them, and of weekend days worked. */
export interface Announced {
  readonly off: readonly string[];
  readonly on: readonly string[];
}

export const ANNOUNCED: Announced = {
  off: Object.keys(announced.holidays).sort(),
  on: Object.keys(announced.workdays).sort(),
};
