/** Months as texts 'YYYY-MM': the unit in which both subsidies are counted. */
import {
  daysInMonth,
  isPlainDate,
  isPlainMonth,
  type PlainDate,
  type PlainMonth,
  plainDate,
} from './calendar.ts';

const MONTHS_A_YEAR = 12;

function indexOf(month: PlainMonth): number {
  if (!isPlainMonth(month)) throw new RangeError(`not a month: ${month}`);
  return Number(month.slice(0, 4)) * MONTHS_A_YEAR + Number(month.slice(5, 7)) - 1;
}

function monthAt(index: number): PlainMonth {
  const year = Math.floor(index / MONTHS_A_YEAR);
  return `${String(year).padStart(4, '0')}-${String((index % MONTHS_A_YEAR) + 1).padStart(2, '0')}`;
}

/** The month so many months later; earlier when negative. */
export function addMonths(month: PlainMonth, months: number): PlainMonth {
  return monthAt(indexOf(month) + months);
}

/** Every month from the first to the last, both included; none when the last is earlier. */
export function monthsFromTo(first: PlainMonth, last: PlainMonth): PlainMonth[] {
  const count = indexOf(last) - indexOf(first) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, at) => addMonths(first, at));
}

/** The last month of the quarter that a month lies in. */
export function quarterEnd(month: PlainMonth): PlainMonth {
  const index = indexOf(month);
  return monthAt(index - (index % 3) + 2);
}

/** The same day so many months later, or the last day of that month where it has no such day (f). */
export function addMonthsToDate(date: PlainDate, months: number): PlainDate {
  if (!isPlainDate(date)) throw new RangeError(`not a date: ${date}`);
  const month = addMonths(date.slice(0, 7), months);
  const year = Number(month.slice(0, 4));
  const inYear = Number(month.slice(5, 7));
  return plainDate(year, inYear, Math.min(Number(date.slice(8, 10)), daysInMonth(year, inYear)));
}
