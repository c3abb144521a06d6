/** Dates and working days. Dates are 'YYYY-MM-DD' texts counted with civil-day arithmetic, so that no machine's time zone
 *  can move a due day; working days come from the official calendar with its make-up weekends.
 *  CAL1 the first day is not counted (民法典 201).  CAL2 a year without data answers CALENDAR_MISSING; plain weekends are
 *  never a fallback, because a wrong due day is worse than none (dossier (d), ∴).  CAL3 pure: the same on every side (∴).  CAL4 a year that is
 *  announced after the program was built comes with a signed pack (m.3 packs, calendar; ∴).
 *  Elsewhere: the facts (calendar-data.ts), what is due when (deadline.ts), today's date (base/clock.ts).                */
import { ANNOUNCED, type Announced, type CalendarYear } from './calendar-data.ts';

/** A calendar date, 'YYYY-MM-DD'. */
export type PlainDate = string;
/** A calendar month, 'YYYY-MM'. */
export type PlainMonth = string;

/** Answer in place of a date or a count when a day of an unlisted year would have to be judged. */
export interface CalendarMissing {
  readonly code: 'CALENDAR_MISSING';
  readonly missingYear: number;
}

const FRIDAY = 5;
const DATE_SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_SHAPE = /^\d{4}-(0[1-9]|1[0-2])$/;
const DAYS_PER_ERA = 146_097;
const DAYS_TO_1970 = 719_468;

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days in a month of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function readCivil(text: string): Civil | undefined {
  const match = DATE_SHAPE.exec(text);
  if (!match) return undefined;
  const civil = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  if (civil.year < 1 || civil.month < 1 || civil.month > 12) return undefined;
  return civil.day >= 1 && civil.day <= daysInMonth(civil.year, civil.month) ? civil : undefined;
}

function civilOf(date: PlainDate): Civil {
  const civil = readCivil(date);
  if (!civil) throw new RangeError(`not a date: ${date}`);
  return civil;
}

/** True for a real date in the form 'YYYY-MM-DD'. */
export function isPlainDate(text: string): boolean {
  return readCivil(text) !== undefined;
}

/** True for a month in the form 'YYYY-MM'. */
export function isPlainMonth(text: string): boolean {
  return MONTH_SHAPE.test(text);
}

/** Days since 1970-01-01, counted in 400-year eras of years that begin in March, so leap days come last. */
export function dayNumber(date: PlainDate): number {
  const { year, month, day } = civilOf(date);
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_TO_1970;
}

/** The date of a day number; the reverse of `dayNumber`. */
export function dateOfDayNumber(days: number): PlainDate {
  const shifted = days + DAYS_TO_1970;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return plainDate(year, month, day);
}

/** Builds 'YYYY-MM-DD' from numbers; throws when there is no such day. */
export function plainDate(year: number, month: number, day: number): PlainDate {
  const text = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')];
  const date = text.join('-');
  civilOf(date);
  return date;
}

/** The date `days` calendar days later (earlier when negative). */
export function addDays(date: PlainDate, days: number): PlainDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Day of the week: 1 Monday … 7 Sunday. */
export function weekday(date: PlainDate): number {
  const sinceMonday = (dayNumber(date) + 3) % 7;
  return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1;
}

/** The month a date lies in. */
export function monthOf(date: PlainDate): PlainMonth {
  civilOf(date);
  return date.slice(0, 7);
}

/** The year a date lies in. */
export function yearOf(date: PlainDate): number {
  return civilOf(date).year;
}

/** Tells the answer without a calendar from a date, a count or a yes and no. */
export function isCalendarMissing(answer: unknown): answer is CalendarMissing {
  return typeof answer === 'object' && answer !== null && 'missingYear' in answer;
}

/** The answer to a question asked before, or a new one. */
function kept<T>(answers: Map<string, T>, question: string, answer: () => T): T {
  const known = answers.get(question);
  if (known !== undefined) return known;
  const given = answer();
  if (answers.size >= ANSWERS_KEPT_MAX) answers.clear();
  answers.set(question, given);
  return given;
}

/** Answers kept of one calendar: lists ask for the same few days thousands of times. */
const ANSWERS_KEPT_MAX = 5_000;

/** Working days by the official calendar of the years it was built from. Never changes once built. */
export class WorkCalendar {
  readonly #years: ReadonlyMap<number, { off: ReadonlySet<string>; on: ReadonlySet<string> }>;
  readonly #added = new Map<string, PlainDate | CalendarMissing>();
  readonly #counted = new Map<string, number | CalendarMissing>();

  constructor(years: Readonly<Record<number, CalendarYear>>) {
    this.#years = new Map(
      Object.entries(years).map(([year, days]) => [
        Number(year),
        { off: new Set(days.off), on: new Set(days.on) },
      ]),
    );
  }

  /** 'WORKING' or 'REST'; CalendarMissing for a year without data. */
  dayKind(date: PlainDate): 'WORKING' | 'REST' | CalendarMissing {
    const year = yearOf(date);
    const days = this.#years.get(year);
    if (!days) return { code: 'CALENDAR_MISSING', missingYear: year };
    const monthDay = date.slice(5);
    const works = weekday(date) <= FRIDAY ? !days.off.has(monthDay) : days.on.has(monthDay);
    return works ? 'WORKING' : 'REST';
  }

  /** Whether a day is worked. Compare with `=== true`: the answer without a calendar is an object. */
  isWorkingDay(date: PlainDate): boolean | CalendarMissing {
    const kind = this.dayKind(date);
    return typeof kind === 'string' ? kind === 'WORKING' : kind;
  }

  /** The n-th working day after `date`, which itself is not counted (CAL1); before it when n is negative; `date` for 0. */
  addWorkingDays(date: PlainDate, n: number): PlainDate | CalendarMissing {
    return kept(this.#added, `${date} ${n}`, () => this.#addWorkingDays(date, n));
  }

  #addWorkingDays(date: PlainDate, n: number): PlainDate | CalendarMissing {
    if (!Number.isInteger(n)) throw new RangeError(`working days: ${n}`);
    const step = n < 0 ? -1 : 1;
    let day = date;
    for (let left = Math.abs(n); left > 0; ) {
      day = addDays(day, step);
      const kind = this.dayKind(day);
      if (isCalendarMissing(kind)) return kind;
      if (kind === 'WORKING') left -= 1;
    }
    return day;
  }

  /** Working days after `from` up to and with `to`; negative when `to` is earlier, 0 for the same day. */
  workingDaysBetween(from: PlainDate, to: PlainDate): number | CalendarMissing {
    return kept(this.#counted, `${from} ${to}`, () => this.#workingDaysBetween(from, to));
  }

  #workingDaysBetween(from: PlainDate, to: PlainDate): number | CalendarMissing {
    const [first, last, sign] = from <= to ? [from, to, 1] : [to, from, -1];
    let count = 0;
    for (let day = first; day < last; ) {
      day = addDays(day, 1);
      const kind = this.dayKind(day);
      if (isCalendarMissing(kind)) return kind;
      if (kind === 'WORKING') count += sign;
    }
    return count;
  }

  /** A last day on which nobody works is the next day that is worked (民法典 203). */
  firstWorkingDayFrom(date: PlainDate): PlainDate | CalendarMissing {
    const kind = this.dayKind(date);
    if (isCalendarMissing(kind)) return kind;
    return kind === 'WORKING' ? date : this.addWorkingDays(date, 1);
  }

  /** The last working day on or before `date`: due days that may not be missed are brought forward. */
  lastWorkingDayOnOrBefore(date: PlainDate): PlainDate | CalendarMissing {
    let day = date;
    for (;;) {
      const kind = this.dayKind(day);
      if (isCalendarMissing(kind)) return kind;
      if (kind === 'WORKING') return day;
      day = addDays(day, -1);
    }
  }
}

/** Months before it have no subsidy (S000). */
const FIRST_YEAR = 2016;
/** Each year is announced whole: a year without its National Day is not known yet. */
const NATIONAL_DAY = '-10-01';

/** The years that were announced, by year. */
export function yearsOf({ off, on }: Announced): Record<number, CalendarYear> {
  const of = (dates: readonly string[], year: number): string[] =>
    dates.filter((date) => yearOf(date) === year).map((date) => date.slice(5));
  const years = off.filter((date) => date.endsWith(NATIONAL_DAY)).map(yearOf);
  const weekdays = off.filter((date) => weekday(date) <= FRIDAY);
  const known = years.filter((year) => year >= FIRST_YEAR);
  return Object.fromEntries(known.map((year) => [year, { off: of(weekdays, year), on: of(on, year) }]));
}

/** Years that the program knows by itself. */
export const OFFICIAL_CALENDAR: Readonly<Record<number, CalendarYear>> = yearsOf(ANNOUNCED);
export const OFFICIAL_WORK_CALENDAR = new WorkCalendar(OFFICIAL_CALENDAR);

const withPacks = new WeakMap<object, WorkCalendar>();

/** The calendar that acts under a set of packs count by: the program's years, and those that a pack brings (CAL4). */
export function calendarOf(pack: {
  readonly calendar?: Readonly<Record<number, CalendarYear>>;
}): WorkCalendar {
  if (!pack.calendar) return OFFICIAL_WORK_CALENDAR;
  const known = withPacks.get(pack);
  if (known) return known;
  const calendar = new WorkCalendar({ ...OFFICIAL_CALENDAR, ...pack.calendar });
  withPacks.set(pack, calendar);
  return calendar;
}
