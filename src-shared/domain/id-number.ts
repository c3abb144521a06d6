/** Citizen identity numbers (GB 11643-1999): normalising, judging, and reading birth date and sex.
 *  The border where a typed, read or imported number becomes the key of a person; forms, imports and commands call it.
 *  ID1 an accepted number is normalised (half-width, no spaces, capital X).  ID2 every fault that can be judged is
 *  named, not only the first.  ID3 an unknown region is a warning: the six digits are those of first issue, and
 *  abolished codes stay valid (∴).
 *  Elsewhere: certificate numbers, which begin with this number (certificate.ts); masks (mask.ts).                     */
import { isPlainDate, type PlainDate } from './calendar.ts';

export type IdNumberCode = 'ID_LENGTH' | 'ID_15_DIGIT' | 'ID_CHARSET' | 'ID_BIRTHDATE' | 'ID_CHECKSUM';
export type IdNumberWarning = 'ID_REGION_UNKNOWN' | 'SEX_MISMATCH' | 'BIRTHDATE_MISMATCH';
/** F female, M male. */
export type Sex = 'F' | 'M';

export interface IdNumberOptions {
  /** Business date: nobody is born after it. */
  readonly today: PlainDate;
  /** Known six-digit codes; without them no region is warned about. */
  readonly regions?: ReadonlySet<string>;
  /** What the form says beside the number, when it says so. */
  readonly sex?: Sex;
  readonly birthDate?: PlainDate;
}

/** `normalized` and the facts read from the number are present only when it is valid. */
export interface IdNumberParsed {
  readonly valid: boolean;
  readonly codes: readonly IdNumberCode[];
  readonly warnings: readonly IdNumberWarning[];
  readonly normalized?: string;
  readonly birthDate?: PlainDate;
  readonly sex?: Sex;
  /** First six digits: the division at first issue. */
  readonly region?: string;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const FULL_WIDTH_OFFSET = 0xfee0;

/** Full-width characters to half-width, all white space out, letters to capitals. Judges nothing. */
export function normaliseIdNumber(raw: string): string {
  return raw
    .replace(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(/[\s\u200b\u200c\u200d\ufeff]/g, '')
    .toUpperCase();
}

/** Check character of the first 17 digits, ISO 7064 MOD 11-2. Throws when they are not 17 digits. */
export function idCheckDigit(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('17 digits expected');
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % CHECK_CHARACTERS.length);
}

function refused(...codes: IdNumberCode[]): IdNumberParsed {
  return { valid: false, codes, warnings: [] };
}

/** Judges a number as typed. A 15-digit number is refused here; history import keeps it verbatim and flagged (c.1). */
export function parseIdNumber(raw: string, options: IdNumberOptions): IdNumberParsed {
  const normalized = normaliseIdNumber(raw);
  if (/^\d{15}$/.test(normalized)) return refused('ID_15_DIGIT');
  if (normalized.length !== 18) return refused('ID_LENGTH');
  if (!/^\d{17}[\dX]$/.test(normalized)) return refused('ID_CHARSET');

  const codes: IdNumberCode[] = [];
  const birthDate = `${normalized.slice(6, 10)}-${normalized.slice(10, 12)}-${normalized.slice(12, 14)}`;
  if (!isPlainDate(birthDate) || birthDate > options.today) codes.push('ID_BIRTHDATE');
  if (idCheckDigit(normalized.slice(0, 17)) !== normalized.charAt(17)) codes.push('ID_CHECKSUM');
  if (codes.length > 0) return refused(...codes);

  const region = normalized.slice(0, 6);
  const sex: Sex = Number(normalized.charAt(16)) % 2 === 1 ? 'M' : 'F';
  const warnings: IdNumberWarning[] = [];
  if (options.regions && !options.regions.has(region)) warnings.push('ID_REGION_UNKNOWN');
  if (options.sex && options.sex !== sex) warnings.push('SEX_MISMATCH');
  if (options.birthDate && options.birthDate !== birthDate) warnings.push('BIRTHDATE_MISMATCH');
  return { valid: true, codes: [], warnings, normalized, birthDate, sex, region };
}

const OLD_SHAPE = /^(\d{6})(\d{2})(\d{2})(\d{2})\d{3}$/;
const OLD_CENTURY = '19';

/** The 18-digit form of a 15-digit number of the first generation (issued until 1999 for people born 19yy), or null when it is none. */
function completed(old: string): string | null {
  if (!OLD_SHAPE.test(old)) return null;
  const first17 = `${old.slice(0, 6)}${OLD_CENTURY}${old.slice(6)}`;
  return first17 + idCheckDigit(first17);
}

/** Whether a number has the shape of the first generation: 15 digits with a birth date in the 1900s. */
export function isOldIdNumber(raw: string): boolean {
  return parseOldIdNumber(raw).valid;
}

/** Judges a 15-digit number, which history import keeps verbatim (c.1). */
export function parseOldIdNumber(raw: string): IdNumberParsed {
  const normalized = normaliseIdNumber(raw);
  const whole = completed(normalized);
  const parsed = whole ? parseIdNumber(whole, { today: '9999-12-31' }) : refused('ID_15_DIGIT');
  return parsed.valid ? { ...parsed, normalized } : parsed;
}

/** Under which a person's old and new number are one: the 18 digits. What is neither stays as it is. */
export function idNumberKey(idNumber: string): string {
  return completed(idNumber) ?? idNumber;
}

/** The same person's number in the other generation, or null: only people born in the 1900s have had both. */
export function otherIdNumber(idNumber: string): string | null {
  if (idNumber.length !== 18) return completed(idNumber);
  if (idNumber.slice(6, 8) !== OLD_CENTURY) return null;
  return idNumber.slice(0, 6) + idNumber.slice(8, 17);
}

/** Of age from 18 on (民法典 17): law of the country, which no pack sets. */
export const ADULT_AGE = 18;

/** Whole years (周岁) on a date, counted from the day after the birthday (N○: check before production). Before that day
 *  a person is still in the younger year, which is the side on which minors stay protected. Negative is cut to 0.     */
export function ageOn(birthDate: PlainDate, date: PlainDate): number {
  if (!isPlainDate(birthDate) || !isPlainDate(date)) throw new RangeError(`age: ${birthDate}, ${date}`);
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return Math.max(0, date.slice(5) > birthDate.slice(5) ? years : years - 1);
}
