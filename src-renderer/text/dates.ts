/** Dates, times, durations, money and ages as a clerk says them: 11月23日, 今天 08:12, 2 小时 31 分; in English 23 Nov, today
 *  08:12, 2 h 31 min. Money and counts look the same in both. Instants arrive as UTC text and are shown in Asia/Shanghai
 *  whatever the computer's zone is set to. What is printed says the language itself.                              */
import { shanghaiDate } from '#shared/base/clock.ts';
import { type Language, languageNow, t } from './i18n.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function parseDate(date: string): CivilDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { year, month, day };
}

/** 11月, Nov */
function monthWord(month: number, lng: Language): string {
  const words = t('ui.date.months', { lng, returnObjects: true }) as readonly string[];
  return words[month - 1] ?? '';
}

/** 11月23日; with the year when it is not `today`'s year. */
export function sayDate(date: string, today?: string, lng: Language = languageNow()): string {
  const { year, month, day } = parseDate(date);
  if (today !== undefined && parseDate(today).year !== year) return sayLongDate(date, lng);
  return t('ui.date.monthDay', { month: monthWord(month, lng), day, lng });
}

/** 2026年11月23日 */
export function sayLongDate(date: string, lng: Language = languageNow()): string {
  const { year, month, day } = parseDate(date);
  return t('ui.date.yearMonthDay', { year, month: monthWord(month, lng), day, lng });
}

/** 2026年11月 of '2026-11' or '2026-11-23'. */
export function sayMonth(month: string, lng: Language = languageNow()): string {
  const { year, month: number } = parseDate(month);
  return t('ui.date.yearMonth', { year, month: monthWord(number, lng), lng });
}

/** One month, or the first and the last of several: 2026年10月–2026年12月. */
export function sayMonths(first: string, last: string, lng: Language = languageNow()): string {
  return first === last ? sayMonth(first, lng) : `${sayMonth(first, lng)}–${sayMonth(last, lng)}`;
}

/** 星期一 */
export function sayWeekday(date: string, lng: Language = languageNow()): string {
  const words = t('ui.date.weekdays', { lng, returnObjects: true }) as readonly string[];
  return words[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
}

/** 11月23日 星期一 */
export function sayDay(date: string): string {
  return t('ui.date.dayAndWeekday', { date: sayDate(date), weekday: sayWeekday(date) });
}

/** 08:12, in Asia/Shanghai. */
export function sayTime(instant: string): string {
  return new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16);
}

/** Business date of an instant. */
export function dateOfInstant(instant: string): string {
  return shanghaiDate(Date.parse(instant));
}

/** 今天 08:12, 昨天 23:40, 11月20日 09:15 */
export function sayInstant(instant: string, today: string): string {
  const date = dateOfInstant(instant);
  const time = sayTime(instant);
  const daysAgo = Math.round((Date.parse(today) - Date.parse(date)) / DAY_MS);
  if (daysAgo === 0) return t('ui.date.todayAt', { time });
  if (daysAgo === 1) return t('ui.date.yesterdayAt', { time });
  return `${sayDate(date, today)} ${time}`;
}

/** 11-22 23:40, for columns of history; 22 Nov 23:40 */
export function sayStamp(instant: string, lng: Language = languageNow()): string {
  const date = dateOfInstant(instant);
  return `${lng === 'en' ? sayDate(date, undefined, lng) : date.slice(5)} ${sayTime(instant)}`;
}

/** 2 小时 31 分, 41 分, 3 天 */
export function sayDuration(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / MINUTE_MS));
  if (minutes < 60) return t('ui.duration.minutes', { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return t('ui.duration.hours', { hours, minutes: minutes % 60 });
  return t('ui.duration.days', { days: Math.floor(hours / 24) });
}

/** 12,345 */
export function sayCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** 1,060.00 of 106000 fen. */
export function sayMoney(fen: number): string {
  return (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
