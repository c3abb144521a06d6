/** Finds the header of a roster below its title rows, and what each column is. Pure.
 *  MAP1 what a column means its header says (header-words.ts), never its contents.  MAP2 what a person chose for these headers
 *  before goes over what the words say; what they choose now over both.  MAP3 of two columns with one meaning the first counts.
 *  MAP4 a second header row is one only where it leaves standing, or completes, every column that the first has named: a person's
 *  row never becomes a header.
 *  Elsewhere: what the rows below are (row-kind.ts).                                                                  */
import { bareHeader, fieldOfHeader, joinedHeader } from './header-words.ts';
import type { RosterField } from './roster-fields.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import { textAt } from './sheet.ts';
import { REASON_HEADINGS } from './words/index.ts';

/** Header rows, joined to one text a column. */
export interface HeaderRows {
  /** Number of the first header row in the sheet. */
  readonly headerRow: number;
  /** Rows of the sheet up to here are title and header. */
  readonly lastHeaderRow: number;
  readonly headers: readonly string[];
}

export interface ColumnMap extends HeaderRows {
  /** What each column is, by its index; null when it is not used. */
  readonly fields: readonly (RosterField | null)[];
  readonly at: Readonly<Partial<Record<RosterField, number>>>;
}

export const SEARCHED_ROWS = 30;
const HEADER_ROWS_MAX = 3;
/** Fewer known words are a coincidence: a title may be the one word 姓名. */
const HEADER_WORDS_MIN = 2;

/** A header with what each column is taken for; of two columns with one meaning the first counts (MAP3). */
export function mapOf(header: HeaderRows, wanted: readonly (RosterField | null)[]): ColumnMap {
  const at: Partial<Record<RosterField, number>> = {};
  const fields = header.headers.map((_, column) => {
    const field = wanted[column] ?? null;
    if (!field || at[field] !== undefined) return null;
    at[field] = column;
    return field;
  });
  return { ...header, fields, at };
}

/** A header taken at its words. */
export function mapByWords(header: HeaderRows): ColumnMap {
  return mapOf(header, header.headers.map(fieldOfHeader));
}

export function fieldCount({ at }: ColumnMap): number {
  return Object.keys(at).length;
}

/** Whether the row below belongs to the header (MAP4). */
function completes(map: ColumnMap, lower: SheetRow): boolean {
  const joined = mapByWords(joinRow(map, lower));
  if (fieldCount(joined) <= fieldCount(map)) return false;
  return Object.values(map.at).every((column) => {
    const upper = map.headers[column] ?? '';
    const word = joinedHeader(upper, textAt(lower, column));
    return word === upper.trim() || fieldOfHeader(word) !== null;
  });
}

function joinRow(header: HeaderRows, lower: SheetRow): HeaderRows {
  const width = Math.max(header.headers.length, lower.texts.length);
  const headers = Array.from({ length: width }, (_, column) =>
    joinedHeader(header.headers[column] ?? '', textAt(lower, column)),
  );
  return { headerRow: header.headerRow, lastHeaderRow: lower.row, headers };
}

/** The header that begins at a row of the sheet, with the rows under it that belong to it. */
export function headerFrom(sheet: Sheet, index: number): HeaderRows | null {
  const first = sheet.rows[index];
  if (!first) return null;
  let header: HeaderRows = {
    headerRow: first.row,
    lastHeaderRow: first.row,
    headers: first.texts.map((text) => text.trim()),
  };
  for (let below = 1; below < HEADER_ROWS_MAX; below += 1) {
    const lower = sheet.rows[index + below];
    const map = mapByWords(header);
    if (!lower || fieldCount(map) < HEADER_WORDS_MIN || !completes(map, lower)) break;
    header = joinRow(header, lower);
  }
  return header;
}

/** Every header that the first rows of a sheet could be. */
export function candidateHeaders(sheet: Sheet): HeaderRows[] {
  return sheet.rows.slice(0, SEARCHED_ROWS).flatMap((_, index) => headerFrom(sheet, index) ?? []);
}

/** The candidate with most known words, or null when none has enough of them. */
export function findColumns(candidates: readonly HeaderRows[]): ColumnMap | null {
  let best: ColumnMap | null = null;
  for (const header of candidates) {
    const map = mapByWords(header);
    if (!best || fieldCount(map) > fieldCount(best)) best = map;
  }
  return best && fieldCount(best) >= HEADER_WORDS_MIN ? best : null;
}

/** What a sheet must have to be imported and this one has not. */
export function missingFields({ at }: ColumnMap, hasVillage: boolean): RosterField[] {
  const missing: RosterField[] = [];
  if (at.name === undefined) missing.push('name');
  if (at.idNumber === undefined) missing.push('idNumber');
  const hasPlace = [at.village, at.residenceAddress, at.hukouAddress].some((column) => column !== undefined);
  if (!hasPlace && !hasVillage) missing.push('village');
  return missing;
}

const REASONS = new Set(REASON_HEADINGS.map(bareHeader));

/** Each header's name in what is remembered: a second 姓名 is 姓名#2. */
export function rememberedNames(headers: readonly string[]): string[] {
  const times = new Map<string, number>();
  return headers.map((header) => {
    const word = bareHeader(header);
    if (word === '' || REASONS.has(word)) return '';
    const nth = (times.get(word) ?? 0) + 1;
    times.set(word, nth);
    return nth === 1 ? word : `${word}#${nth}`;
  });
}

/** Under which a choice of columns is remembered: the set of headers, in whatever order the columns stand. */
export function headersKey(headers: readonly string[]): string {
  return rememberedNames(headers)
    .filter((name) => name !== '')
    .sort()
    .join('\n');
}

/** Which header was taken for what; null for a column that is not used. */
export type RememberedColumns = Readonly<Record<string, RosterField | null>>;

export function toRemember({ headers, fields }: ColumnMap): RememberedColumns {
  const entries = rememberedNames(headers).map((name, column) => [name, fields[column] ?? null] as const);
  return Object.fromEntries(entries.filter(([name]) => name !== ''));
}

/** A header as it was mapped before. */
export function mapAsRemembered(header: HeaderRows, remembered: RememberedColumns): ColumnMap {
  return mapOf(
    header,
    rememberedNames(header.headers).map((name) => remembered[name] ?? null),
  );
}
