/** What clerks mean by a date or a month. Pure.
 *  CD1 a date that can be read in two ways is said to be so; the likelier one is never taken.  CD2 of a span, as validity is often
 *  written, the end counts only where it is asked for.                                                                 */
import { isPlainDate, type PlainDate, type PlainMonth } from '#shared/domain/calendar.ts';
import { squeezed } from './header-words.ts';
import type { CellKind } from './sheet.ts';

export type ReadDate =
  | { readonly is: 'date'; readonly date: PlainDate }
  /** Only a month is meant. */
  | { readonly is: 'month'; readonly month: PlainMonth }
  | { readonly is: 'nothing' }
  | { readonly is: 'ambiguous' }
  | { readonly is: 'unread' };

const NOTHING: ReadDate = { is: 'nothing' };
const AMBIGUOUS: ReadDate = { is: 'ambiguous' };
const UNREAD: ReadDate = { is: 'unread' };

const EMPTY = /^([-—–―_/\\无]|没有|不详|--+|——+|0)?$/;
const NO_END = /^(长期|永久|长期有效|永久有效|终身|终生)$/;
const SEPARATOR = '[-./年,、]';

const pad = (part: string): string => part.padStart(2, '0');

function dateOf(year: string, month: string, day: string): ReadDate {
  const date = `${year}-${pad(month)}-${pad(day)}`;
  return isPlainDate(date) ? { is: 'date', date } : UNREAD;
}

function monthOf(year: string, month: string): ReadDate {
  const number = Number(month);
  return number >= 1 && number <= 12 ? { is: 'month', month: `${year}-${pad(month)}` } : UNREAD;
}

const CHINESE_DIGITS = '〇一二三四五六七八九';

/** «二〇二三年十二月三十一日» in digits; anything else as it is. */
function withDigits(word: string): string {
  if (!/[一二三四五六七八九十]/.test(word)) return word;
  return word
    .replace(/[○零]/g, '〇')
    .replace(/[〇一二三四五六七八九]?十[一二三四五六七八九]?/g, (part) => {
      const [tens = '', ones = ''] = part.split('十');
      return `${tens ? CHINESE_DIGITS.indexOf(tens) : 1}${ones ? CHINESE_DIGITS.indexOf(ones) : 0}`;
    })
    .replace(/[〇一二三四五六七八九]/g, (digit) => String(CHINESE_DIGITS.indexOf(digit)));
}

/** A year at the end: 25/04/2023 has one reading, 03/04/2023 has two. */
function yearLast(first: string, second: string, year: string): ReadDate {
  const readings = [dateOf(year, second, first), dateOf(year, first, second)].filter(
    ({ is }) => is === 'date',
  );
  if (readings.length === 2 && first !== second) return AMBIGUOUS;
  return readings[0] ?? UNREAD;
}

function readWord(word: string, kind: CellKind): ReadDate {
  const [, year, month, day] =
    new RegExp(`^(\\d{4})${SEPARATOR}(\\d{1,2})[-./月,、](\\d{1,2})[日号]?$`).exec(word) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(word) ??
    [];
  if (year && month && day) return dateOf(year, month, day);
  // As a number 2023.10 and 2023.1 are one.
  if (kind === 'n' && /^\d{4}\.1$/.test(word)) return AMBIGUOUS;
  const [, monthYear, onlyMonth] =
    new RegExp(`^(\\d{4})${SEPARATOR}(\\d{1,2})月?份?$`).exec(word) ??
    /^((?:19|20)\d{2})(\d{2})$/.exec(word) ??
    [];
  if (monthYear && onlyMonth) return monthOf(monthYear, onlyMonth);
  const [, first, second, last] = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/.exec(word) ?? [];
  if (first && second && last) return yearLast(first, second, last);
  // 90/5/3, 5月3日90年: which century, and which part is the year, is not said.
  if (/^\d{1,2}[-./年]\d{1,2}[-./月]\d{1,2}[日号]?$/.test(word)) return AMBIGUOUS;
  return UNREAD;
}

/** Reads a date or a month in whatever style. */
export function readDate(text: string, kind: CellKind = 't'): ReadDate {
  const plain = text.normalize('NFKC').trim();
  const spaced = plain.replace(/^(\d{4})\s+(\d{1,2})\s+(\d{1,2})$/, '$1-$2-$3');
  const word = squeezed(spaced.replace(/(?<=\d)[\sT]+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$/, ''));
  if (EMPTY.test(word)) return NOTHING;
  return NO_END.test(word) ? NOTHING : readWord(withDigits(word), kind);
}

/** The day on which a validity ends: of «2013.05.01-2023.05.01» or «…至…» the second date. */
export function readEnd(text: string, kind: CellKind = 't'): ReadDate {
  const word = squeezed(text)
    .replace(/^(有效期)?至(?=\d)/, '')
    .replace(/止$/, '');
  const parts = word.split(
    /至|到|~|—+|–|--+|(?<=\d{4}[./年]\d{1,2}[./月]\d{1,2}日?|^\d{8})-(?=\d{4}|长期|永久)/,
  );
  const end = parts.length === 2 ? parts[1] : word;
  return readDate(end ?? '', kind);
}
