/** What goes into one cell, as XML. XC1 a text is a text: an inline string, never a formula, whatever it begins with; opened again it reads
 *  as it was.  XC2 a text that some program might take for a formula carries the quote mark of Excel («quotePrefix»), so that editing the
 *  cell makes no formula of it either.  XC3 numbers of people are texts.  XC4 a date is a date only where the sheet's calendar has it.
 *  A workbook that somebody saves as CSV loses all this: what CSV itself needs would change the text, and a list must say what is stored. */

/** What a column holds. `money` is integer fen, `instant` ISO UTC text, shown in Asia/Shanghai. */
export type CellKind = 'text' | 'date' | 'month' | 'money' | 'count' | 'instant';
export type CellValue = string | number | null;

/** Places in the style sheet (workbook-parts below keeps the same order). */
export const STYLES = [
  'plain',
  'title',
  'note',
  'head',
  'text',
  'quoted',
  'date',
  'instant',
  'money',
  'count',
] as const;
export type Style = (typeof STYLES)[number];

/** Excel's own limit for one cell. */
const TEXT_MAX = 32_767;
/** Day 0 of the sheet's calendar; it believes in a 29 February 1900, so days before March 1900 stay texts. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
const FIRST_SAFE_DAY = 61;
const DAY_MS = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
/** Excel reads `_x0041_` in a text as the letter A: such a text gets its underscore spelled out. */
const SPELLED = /_(?=x[0-9A-Fa-f]{4}_)/g;
const FORMULA_LIKE = /^["'\s]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** A text as a workbook can hold it: without what XML cannot, no longer than a cell. */
export function cellText(text: string): string {
  const clean = text.replace(NOT_XML, '');
  if (clean.length <= TEXT_MAX) return clean;
  return clean.slice(0, TEXT_MAX).replace(/[\uD800-\uDBFF]$/, '');
}

/** XML of a text; a carriage return is spelled out, for XML would make a line feed of it. */
export function xmlText(text: string): string {
  return cellText(text)
    .replace(SPELLED, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '_x000D_');
}

/** A, B … Z, AA … */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

function dayNumber(date: string): number | null {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  // A 30 February would be read as a day of March.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) return null;
  const day = (ms - DAY_ZERO_MS) / DAY_MS;
  return day >= FIRST_SAFE_DAY ? day : null;
}

function instantNumber(instant: string): number | null {
  const days = (Date.parse(instant) + SHANGHAI_OFFSET_MS - DAY_ZERO_MS) / DAY_MS;
  return days >= FIRST_SAFE_DAY ? days : null;
}

export function textCell(place: string, text: string, style?: Style): string {
  const look = style ?? (FORMULA_LIKE.test(text) ? 'quoted' : 'text');
  const words = `<is><t xml:space="preserve">${xmlText(text)}</t></is>`;
  return `<c r="${place}" s="${STYLES.indexOf(look)}" t="inlineStr">${words}</c>`;
}

function numberCell(place: string, number: number, style: Style): string {
  return `<c r="${place}" s="${STYLES.indexOf(style)}"><v>${number}</v></c>`;
}

/** One cell; empty ones are left out. */
export function cellXml(place: string, kind: CellKind, value: CellValue): string {
  if (value === null || value === '') return '';
  if (kind === 'money' && typeof value === 'number') return numberCell(place, value / 100, 'money');
  if (kind === 'count' && typeof value === 'number') return numberCell(place, value, 'count');
  const number =
    kind === 'date' ? dayNumber(String(value)) : kind === 'instant' ? instantNumber(String(value)) : null;
  return number === null
    ? textCell(place, String(value))
    : numberCell(place, number, kind === 'date' ? 'date' : 'instant');
}

const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/;
const DATE_WIDTH = 11;
const INSTANT_WIDTH = 17;
const MONEY_WIDTH = 11;

/** How wide a value stands, in signs of the usual type; a Chinese one counts two. */
export function shownWidth(kind: CellKind, value: CellValue): number {
  if (value === null) return 0;
  if (kind === 'date') return DATE_WIDTH;
  if (kind === 'instant') return INSTANT_WIDTH;
  if (kind === 'money') return MONEY_WIDTH;
  let width = 0;
  for (const sign of String(value)) width += WIDE.test(sign) ? 2 : 1;
  return width;
}
