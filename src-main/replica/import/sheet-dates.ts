/** Dates of a workbook: days counted from 1900 or from 1904, or written as ISO. Pure.
 *  SD1 in the system of 1900 the 29th of February 1900 counts, although there was none; itself it is no date.
 *  SD2 hours are left out; a number below one day is a time and stays a number.                                      */
import { isPlainDate } from '#shared/domain/calendar.ts';

const DAY_MS = 86_400_000;
/** Day 0 of each system, as Excel counts from March 1900 on. */
const DAY_ZERO_1900 = Date.UTC(1899, 11, 30);
const DAY_ZERO_1904 = Date.UTC(1904, 0, 1);
const PHANTOM_DAY = 60;
const LAST_DAY_1900 = 2_958_465;
const LAST_DAY_1904 = 2_957_003;
/** Half a thousandth of a second: 36526.99999999999 is the next day. */
const ROUNDING = 0.5 / DAY_MS;

/** 'YYYY-MM-DD', null for a time of day, undefined when there is no such date. */
export function dateOfSerial(serial: number, is1904: boolean): string | null | undefined {
  const day = Math.floor(serial + ROUNDING);
  if (is1904) {
    if (day < 0 || day > LAST_DAY_1904) return undefined;
    return new Date(DAY_ZERO_1904 + day * DAY_MS).toISOString().slice(0, 10);
  }
  if (day === 0 && serial >= 0) return null;
  if (day < 0 || day === PHANTOM_DAY || day > LAST_DAY_1900) return undefined;
  const counted = day < PHANTOM_DAY ? day + 1 : day;
  return new Date(DAY_ZERO_1900 + counted * DAY_MS).toISOString().slice(0, 10);
}

/** The day of an ISO date or date with a time; undefined for a time alone and for what is no date. */
export function dateOfIso(text: string): string | undefined {
  const day = /^(\d{4}-\d{2}-\d{2})(T|$)/.exec(text.trim())?.[1];
  return day !== undefined && isPlainDate(day) ? day : undefined;
}
