/** How a page of rows is written down: column by column, each in the way that leaves least to say, so that the same rows are the same text on
 *  every machine and a desk can name what it has (SPEC S2). Squeezing is not its affair.
 *  S2 a page is columns of one scope, type and class; the hash of its text is its name. */
import { canonicalJson, sha256Hex } from '../base/canonical.ts';
import type { Id } from '../base/id.ts';
import {
  AUDIENCE_CLASSES,
  type AudienceClass,
  type FieldValue,
  type RecordTypeName,
} from '../records/registry.ts';
import { audienceOf, groupNames, groupOf, type Row } from '../records/rows.ts';
import { type ChunkBody, chunkBody } from './frames.ts';
import { readTolerantly } from './tolerant.ts';

/** A page's columns as they are meant. */
export interface PageColumns {
  readonly scope: number;
  /** Of a newer centre perhaps one that this program does not know. */
  readonly type: string;
  readonly audience: string;
  readonly ids: readonly Id[];
  readonly columns: Readonly<Record<string, readonly FieldValue[]>>;
  readonly versions: Readonly<Record<string, readonly number[]>>;
}

/** What came is no page, whatever its name. */
export class ChunkError extends Error {}

type Column = ChunkBody['columns'][string];

/** More different values are not worth a list of them. */
const DIFFERENT_MAX = 300;
/** So many different values have a sign each. */
const SIGNS = 64;
const FIRST_SIGN = 48;
const DIGITS = /^[0-9X-]+$/;
const NO_DIGIT = '_';
const NO_TEXT = '\u0001';
const BETWEEN_TEXTS = '\n';
/** No page has more rows; what says so is none. */
const ROWS_MAX = 1_000_000;

/** Different values in the order in which they come, and the place of each; null when there are too many. */
function differentOf(values: readonly FieldValue[]): { of: FieldValue[]; at: number[] } | null {
  const most = Math.min(DIFFERENT_MAX, values.length / 2);
  const places = new Map<unknown, number>();
  const [of, at]: [FieldValue[], number[]] = [[], []];
  for (const value of values) {
    // Lists and maps are alike when they say the same.
    const key = typeof value === 'object' && value !== null ? `\0${canonicalJson(value)}` : value;
    let place = places.get(key);
    if (place === undefined) {
      if (places.size >= most && places.size > 0) return null;
      place = places.size;
      places.set(key, place);
      of.push(value);
    }
    at.push(place);
  }
  return { of, at };
}

function placesOf(values: readonly FieldValue[]): string[] | null {
  const length = values.find((value) => typeof value === 'string')?.toString().length ?? 0;
  const texts = values.map((value) => (value === null ? NO_DIGIT.repeat(length) : value));
  const fits = (text: FieldValue, at: number): boolean =>
    values[at] === null || (typeof text === 'string' && text.length === length && DIGITS.test(text));
  if (!length || !texts.every(fits)) return null;
  return Array.from({ length }, (_, place) => texts.map((text) => (text as string)[place]).join(''));
}

function textsOf(values: readonly FieldValue[]): string | null {
  const isPlain = (value: FieldValue): boolean =>
    value === null ||
    (typeof value === 'string' && !value.includes(BETWEEN_TEXTS) && !value.includes(NO_TEXT));
  return values.every(isPlain) ? values.map((value) => value ?? NO_TEXT).join(BETWEEN_TEXTS) : null;
}

const stepsOf = (values: readonly number[]) =>
  values.map((value, at) => (at ? value - (values[at - 1] as number) : value));

function columnOf(values: readonly FieldValue[]): Column {
  const different = differentOf(values);
  if (different) {
    const { of, at } = different;
    if (of.length === 1) return { one: of[0] };
    const signs = of.length <= SIGNS ? at.map((place) => String.fromCharCode(FIRST_SIGN + place)) : null;
    return { of, at: signs ? signs.join('') : at };
  }
  if (values.every((value) => Number.isSafeInteger(value))) return { steps: stepsOf(values as number[]) };
  const places = placesOf(values);
  if (places) return { places };
  const texts = textsOf(values);
  return texts === null ? { values: [...values] } : { texts };
}

function summed(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    if (!Number.isSafeInteger(sum)) throw new ChunkError('a number that is none');
    return sum;
  });
}

function valuesOf(column: Column, count: number): unknown[] {
  if ('one' in column) return new Array<unknown>(count).fill(column.one ?? null);
  if ('steps' in column) return summed(column.steps);
  if ('values' in column) return column.values;
  if ('texts' in column)
    return column.texts.split(BETWEEN_TEXTS).map((text) => (text === NO_TEXT ? null : text));
  if ('places' in column) {
    const { places } = column;
    if (places.some(({ length }) => length !== count)) throw new ChunkError('digits are missing');
    return Array.from({ length: count }, (_, at) => {
      if (places[0]?.[at] === NO_DIGIT) return null;
      let text = '';
      for (const place of places) text += place[at];
      return text;
    });
  }
  const { of, at } = column;
  const all = typeof at === 'string' ? Array.from(at, (sign) => sign.charCodeAt(0) - FIRST_SIGN) : at;
  return all.map((place) => {
    if (!(place in of)) throw new ChunkError('a value that is not there');
    return of[place];
  });
}

/** Classes that have a part in pages of a type. */
export function classesOfType(type: RecordTypeName): AudienceClass[] {
  return AUDIENCE_CLASSES.filter((audience) =>
    groupNames(type).some((group) => audienceOf(type, group) === audience),
  );
}

/** The columns of one class of some rows of a scope. */
export function columnsOfRows(
  { scope, type, audience }: { scope: number; type: RecordTypeName; audience: string },
  rows: readonly Row[],
): PageColumns {
  const groups = groupNames(type).filter((group) => audienceOf(type, group) === audience);
  const fields = groups.flatMap((group) => Object.keys(groupOf(type, group).fields));
  const column = (field: string) =>
    rows.map((row) => (row.values as Record<string, FieldValue>)[field] ?? null);
  return {
    ...{ scope, type, audience, ids: rows.map(({ id }) => id) },
    columns: Object.fromEntries(fields.map((field) => [field, column(field)])),
    versions: Object.fromEntries(groups.map((group) => [group, rows.map((row) => row.versions[group] ?? 0)])),
  };
}

const each = <T, U>(lists: Readonly<Record<string, T>>, change: (list: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, change(list)]));

/** A page as text. */
export function chunkText({ scope, type, audience, ids, columns, versions }: PageColumns): string {
  return canonicalJson({
    ...{ scope, type, audience, ids: stepsOf(ids) },
    columns: each(columns, columnOf) as never,
    versions: each(versions, columnOf) as never,
  });
}

/** The name of a text. */
export function chunkName(text: string): string {
  return sha256Hex(text);
}

/** Reads a page's text. Throws ChunkError on whatever is not of this form. */
export function readChunk(raw: unknown): PageColumns {
  const parsed = readTolerantly(chunkBody, raw);
  if (!parsed.ok) throw new ChunkError('it is not of the form of a page');
  const { scope, type, audience, ids: steps, columns, versions } = parsed.data;
  if (steps.length > ROWS_MAX) throw new ChunkError('more rows than a page has');
  const ids = summed(steps);
  const list = (column: Column): unknown[] => {
    const values = valuesOf(column, ids.length);
    if (values.length !== ids.length) throw new ChunkError('a column of another length');
    return values;
  };
  const known = each(versions, list);
  for (const commits of Object.values(known))
    if (!commits.every((commit) => Number.isSafeInteger(commit)))
      throw new ChunkError('a version that is no number');
  return {
    ...{ scope, type, audience, ids },
    columns: each(columns, list) as Record<string, FieldValue[]>,
    versions: known as Record<string, number[]>,
  };
}
