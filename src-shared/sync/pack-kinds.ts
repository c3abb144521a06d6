/** What columns of packed values are (pack.ts): the class of a value, the kinds of columns, and the texts that are numbers in disguise —
 *  instants, dates, hashes. A text is taken for one only when writing it back gives the very same text.                            */
import { instantText } from '../base/clock.ts';
import type { Json } from '../base/canonical.ts';
import { PackError, WHOLE_MAX } from './pack-bytes.ts';

export const CLASSES = {
  null: 0,
  false: 1,
  true: 2,
  whole: 3,
  number: 4,
  text: 5,
  list: 6,
  object: 7,
} as const;
export type ValueClass = (typeof CLASSES)[keyof typeof CLASSES];

/** Numbers of the form: never given to anything else. */
export const KIND = {
  ...{ mixed: 0, null: 1, false: 2, true: 3, wholes: 4, steps: 5, floats: 6, texts: 7, repeated: 8 },
  ...{ instants: 9, days: 10, hex: 11, tuples: 12, lists: 13, objects: 14 },
} as const;

const DAY_MS = 86_400_000;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** A short hash is shorter as the text it is, among others. */
const HEX = /^(?:[0-9a-f]{2}){8,}$/;

export function classOf(value: Json | undefined): ValueClass {
  switch (typeof value) {
    case 'undefined':
      return CLASSES.null;
    case 'boolean':
      return value ? CLASSES.true : CLASSES.false;
    case 'number':
      if (!Number.isFinite(value)) throw new PackError('a number that JSON has not');
      return Number.isInteger(value) && Math.abs(value) <= WHOLE_MAX ? CLASSES.whole : CLASSES.number;
    case 'string':
      return CLASSES.text;
    case 'object':
      if (value === null) return CLASSES.null;
      return Array.isArray(value) ? CLASSES.list : CLASSES.object;
    default:
      throw new PackError(`a ${typeof value}, which JSON has not`);
  }
}

function numbersOf(
  texts: readonly string[],
  form: RegExp,
  read: (text: string) => number,
  write: (value: number) => string,
): number[] | null {
  const numbers: number[] = [];
  for (const text of texts) {
    if (!form.test(text)) return null;
    const value = read(text);
    if (!Number.isInteger(value) || write(value) !== text) return null;
    numbers.push(value);
  }
  return numbers;
}

/** 9999-12-31, the last that has four digits of year. */
const LAST_MS = 253_402_300_799_999;
const FIRST_MS = -62_167_219_200_000;

/** An instant's text. Throws on what no text of ours says. */
export function instantOf(ms: number): string {
  if (ms < FIRST_MS || ms > LAST_MS) throw new PackError('an instant out of time');
  return instantText(ms);
}

export function dayText(day: number): string {
  return instantOf(day * DAY_MS).slice(0, 10);
}

/** Milliseconds, when every text is an instant. */
export const instantMs = (texts: readonly string[]) =>
  numbersOf(texts, INSTANT, (text) => Date.parse(text), instantOf);

/** Days since 1970, when every text is a date. */
export const dateDays = (texts: readonly string[]) =>
  numbersOf(texts, DATE, (text) => Date.parse(`${text}T00:00:00.000Z`) / DAY_MS, dayText);

/** Bytes, when all texts are hashes of one length. */
export function hexBytes(texts: readonly string[]): Uint8Array[] | null {
  const length = texts[0]?.length;
  if (!texts.every((text) => text.length === length && HEX.test(text))) return null;
  return texts.map((text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}
