/** What of a person may be shown: masks for public notices (by channel) and for internal lists (dossier (g)).
 *  MASK1 a minor's name is masked everywhere; a person of unknown age counts as a minor.  MASK2 no mask shows the whole
 *  of what it masks.  MASK3 lengths are kept, so that columns stay readable.
 *  Masks are the project's defaults (∴ from PIPL arts 6, 25, 28, 31, 34; the operating procedure art.6 lists the name
 *  among what a notice shows).  Elsewhere: who may see a value unmasked at all (the records' audience classes).       */
import { ADULT_AGE, normaliseIdNumber } from './id-number.ts';

/** BOARD: paper on the village board. ONLINE: web page, WeChat. */
export type PublicChannel = 'BOARD' | 'ONLINE';

/** What a public notice shows (art.6: 主要包含…等). */
export const PUBLIC_FIELDS = ['name', 'benefitKind', 'standard', 'paidSince'] as const;
/** What no public notice shows (∴). */
export const HIDDEN_FIELDS = [
  'idNumber',
  'certNumber',
  'disabilityClass',
  'disabilityGrade',
  'bankAccount',
  'phone',
  'address',
] as const;

const STAR = '*';
const DOT = '·';
const DOT_VARIANTS = /[•.・‧∙･]/g;
const SHOWN_TAIL = 4;

function starsKeeping(text: string, first: number, last: number): string {
  const characters = [...text];
  const lastShown = characters.length - last;
  return characters.map((it, index) => (index < first || index >= lastShown ? it : STAR)).join('');
}

function maskPlainName(name: string): string {
  const length = [...name].length;
  if (length <= 1) return STAR.repeat(length);
  return starsKeeping(name, 1, length === 2 ? 0 : 1);
}

/** 李芳 → 李*, 王树林 → 王*林, 阿拉坦·其其格 → 阿**·**格, whatever the channel or age. */
export function maskNameAlways(name: string): string {
  const parts = name.trim().replace(DOT_VARIANTS, DOT).split(DOT);
  if (parts.length === 1) return maskPlainName(parts[0] ?? '');
  const masked = parts.map((part, index) =>
    starsKeeping(part, index === 0 ? 1 : 0, index === parts.length - 1 ? 1 : 0),
  );
  const isHidden = masked.some((part) => part.includes(STAR));
  return isHidden ? masked.join(DOT) : `${masked[0] ?? ''}${DOT}${STAR}`;
}

/** A name as a public channel shows it: in full only for an adult on the village board. `age` in whole years, null when
 *  unknown.                                                                                                          */
export function maskName(name: string, channel: PublicChannel, age: number | null): string {
  const isAdult = age !== null && age >= ADULT_AGE;
  return channel === 'BOARD' && isAdult ? name.trim() : maskNameAlways(name);
}

/** First 6, eight stars, last 4. Anything that is not 18 characters long is all stars. */
export function maskIdNumber(idNumber: string): string {
  const normalized = normaliseIdNumber(idNumber);
  return normalized.length === 18 ? starsKeeping(normalized, 6, SHOWN_TAIL) : STAR.repeat(normalized.length);
}

/** Every digit but the last four a star; four or fewer are all stars. */
export function maskAccount(accountNumber: string): string {
  const digits = accountNumber.replace(/\s/g, '');
  return starsKeeping(digits, 0, digits.length > SHOWN_TAIL ? SHOWN_TAIL : 0);
}

/** Mobile number: first 3, four stars, last 4. Any other telephone number: only the last four. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\s/g, '');
  return /^1\d{10}$/.test(digits) ? starsKeeping(digits, 3, SHOWN_TAIL) : maskAccount(digits);
}
