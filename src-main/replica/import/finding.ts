/** One thing a row has: what the clerk must mend, should look at, or may like to know — as a code and what its sentence needs.
 *  The sentences themselves are in words/, one file a language; they are made when a row is shown, so that a row judged under
 *  one language can be read in another.  FI1 nothing in `params` is the whole number of a person: what is shown is masked
 *  before it comes here.                                                                                            */
import type { PlainDate } from '#shared/domain/calendar.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { HouseholdCategory } from './cell-words.ts';
import type { RosterField } from './roster-fields.ts';

/** wrong: the row is not imported.  look: it is, once somebody has seen it.  note: nothing to do. */
export type Level = 'wrong' | 'look' | 'note';

type Nothing = Record<never, never>;
interface Quoted {
  /** What the cell says, veiled and short. */
  readonly text: string;
}
interface OfField {
  readonly field: RosterField;
}

/** What each sentence needs. */
export interface FindingParams {
  ID_MISSING: Nothing;
  ID_SCIENTIFIC: Nothing;
  ID_ROUNDED: Nothing;
  ID_TAIL_ZEROS: Nothing;
  ID_MASKED: Nothing;
  ID_LENGTH: { readonly length: number };
  ID_15_DIGIT: Nothing;
  ID_CHARSET: { readonly at: number; readonly character: string };
  ID_BIRTHDATE: {
    readonly year: number;
    readonly month: number;
    readonly day: number;
    readonly isFuture: boolean;
  };
  ID_CHECKSUM: Nothing;
  CERT_MISSING: Nothing;
  CERT_FORMAT: { readonly length: number };
  CERT_SCIENTIFIC: Nothing;
  /** Places of the first 18 that differ, from 1. */
  CERT_ID_MISMATCH: { readonly places: readonly number[] };
  CERT_CLASS_MISMATCH: Nothing;
  CERT_GRADE_MISMATCH: { readonly inNumber: number; readonly said: number };
  CERT_EXPIRED: Nothing;
  NAME_MISSING: Nothing;
  NAME_ODD: Nothing;
  PERSON_OTHER_NAME: { readonly name: string };
  PERSON_MERGED: Nothing;
  PERSON_UNCHANGED: Nothing;
  PERSON_HERE: { readonly held: readonly Benefit[]; readonly changed: readonly RosterField[] };
  VILLAGE_MISSING: Nothing;
  VILLAGE_UNKNOWN: Quoted;
  VILLAGE_AMBIGUOUS: Quoted & { readonly village: string; readonly township: string };
  VILLAGE_SEVERAL: Quoted & { readonly villages: readonly string[] };
  VILLAGE_ELSEWHERE: { readonly village: string; readonly township: string | null };
  HOUSEHOLD_UNKNOWN: Quoted;
  MONTH_UNREAD: Nothing;
  MONTH_AMBIGUOUS: Quoted;
  CARE_UNREAD: Quoted;
  BENEFITS_UNKNOWN: Quoted;
  MARK_UNKNOWN: Quoted;
  AMOUNT_UNREAD: Quoted;
  AMOUNT_OFF_STANDARD: {
    readonly saidFen: number;
    readonly standardFen: number;
    readonly benefits: readonly Benefit[];
    readonly pack: string;
  };
  AMOUNT_NO_BENEFIT: Nothing;
  LIVING_HOUSEHOLD_NOT_COVERED: { readonly pack: string; readonly households: readonly HouseholdCategory[] };
  NURSING_GRADE_NOT_COVERED: {
    readonly pack: string;
    readonly grade: number;
    readonly grades: readonly number[];
  };
  MINOR_NO_GUARDIAN: Nothing;
  SEX_MISMATCH: Nothing;
  BIRTHDATE_MISMATCH: Nothing;
  DATE_UNREAD: OfField;
  DATE_AMBIGUOUS: OfField & Quoted;
  DATE_MONTH_ONLY: OfField;
  PHONE_UNFIT: { readonly masked: string };
  BANK_FORMAT: Nothing;
  BANK_LUHN_WARN: { readonly tail: string };
  BANK_SCIENTIFIC: Nothing;
  BANK_NAME_MISSING: Nothing;
  BANK_HOLDER_DIFFERS: { readonly holder: string };
  /** `sheet` only when the other row is in another sheet. */
  DUPLICATE_IN_FILE: {
    readonly sheet: string | null;
    readonly row: number;
    readonly differing: readonly RosterField[];
  };
  FIELD_UNFIT: { readonly field: RosterField | null };
  CELL_ERROR: OfField & Quoted & { readonly isNeeded: boolean };
  FORMULA_NO_VALUE: OfField & { readonly isNeeded: boolean };
  HIDDEN_ROW: Nothing;
  REFUSED_BEFORE: { readonly on: PlainDate; readonly today: PlainDate };
  IMPORTED_BEFORE: {
    readonly on: PlainDate;
    readonly today: PlainDate;
    readonly file: string;
    /** What was corrected at the desk since. */
    readonly corrected: readonly RosterField[];
  };
  CHANGED_SINCE_LOOK: Nothing;
  NOT_WRITTEN: { readonly code: string };
  TOTALS_ROW: Nothing;
  NOTE_ROW: Nothing;
  HEADER_ROW: Nothing;
  BLANK_ROW: Nothing;
}

export type FindingCode = keyof FindingParams;

export interface Finding<Code extends FindingCode = FindingCode> {
  readonly level: Level;
  readonly column: RosterField;
  readonly code: Code;
  readonly params: FindingParams[Code];
}

type ParamsOf<Code extends FindingCode> = keyof FindingParams[Code] extends never
  ? []
  : [params: FindingParams[Code]];

export function finding<Code extends FindingCode>(
  level: Level,
  column: RosterField,
  code: Code,
  ...[params]: ParamsOf<Code>
): Finding {
  return { level, column, code, params: (params ?? {}) as FindingParams[Code] };
}

const DIGITS_SHOWN_MAX = 6;
const QUOTED_MAX = 12;

/** A text in which no long number can be read: of 15 digits and more the first six and last four stay, of others the last four. */
export function veiled(text: string): string {
  return text.normalize('NFKC').replace(/\d[\d\s-]{5,}[\dXx]/g, (run) => {
    const count = run.replace(/[\s-]/g, '').length;
    if (count <= DIGITS_SHOWN_MAX || /^(19|20)\d{2}[-\s]?\d{1,2}[-\s]?\d{1,2}$/.test(run)) return run;
    const first = count >= 15 ? 6 : 0;
    let at = 0;
    return run.replace(/[\dXx]/g, (digit) => {
      at += 1;
      return at <= first || at > count - 4 ? digit : '*';
    });
  });
}

/** A cell's text as it may stand in a sentence: veiled, on one line, short. */
export function quotable(text: string): string {
  const word = veiled(text).replace(/\s+/g, ' ').trim();
  return [...word].length > QUOTED_MAX ? `${[...word].slice(0, QUOTED_MAX).join('')}…` : word;
}
