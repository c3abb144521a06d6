/** Judges the cells of a roster row that are words: village, household, bank, telephone, dates. Pure.
 *  CC1 what is not understood is either wrong, or left out and said so: nothing unread is written.  CC2 an empty cell says nothing:
 *  it is null here, and what is stored stays.
 *  Elsewhere: what the words mean (cell-words.ts, cell-dates.ts), numbers (check-numbers.ts), subsidies and amounts
 *  (check-benefits.ts).                                                                                              */
import type { PlainDate, PlainMonth } from '#shared/domain/calendar.ts';
import type { Division, DivisionCode } from '#shared/domain/division.ts';
import { maskPhone } from '#shared/domain/mask.ts';
import type { PersonInput } from '#shared/domain/person.ts';
import { readDate, readEnd } from './cell-dates.ts';
import {
  type HouseholdCategory,
  isNothing,
  readAccountKind,
  readDisabilityClass,
  readGrade,
  readHousehold,
  readMark,
  readName,
  readPhone,
} from './cell-words.ts';
import { type CheckedId, checkAccount } from './check-numbers.ts';
import { type Finding, finding, quotable, veiled } from './finding.ts';
import type { RosterField } from './roster-fields.ts';
import type { CellKind } from './sheet.ts';
import { type VillageMatch, villageInAddress } from './village-match.ts';

/** A row by meaning instead of by column. */
export interface RowReader {
  has(field: RosterField): boolean;
  /** '' where the cell holds an error. */
  text(field: RosterField): string;
  kind(field: RosterField): CellKind;
  header(field: RosterField): string;
}

const SHOWN_MAX = 30;

/** A cell as the list of rows shows it. */
export function shownCell(text: string): string {
  return veiled(text).trim().slice(0, SHOWN_MAX);
}

export interface CheckedVillage {
  readonly value: DivisionCode | null;
  readonly shown: string;
  readonly findings: readonly Finding[];
}

export interface Places {
  readonly divisions: readonly Division[];
  readonly township: DivisionCode;
  readonly match: (text: string) => VillageMatch;
  /** The village of the whole sheet, by its name or by choice. */
  readonly ofSheet: Division | null;
  /** It was chosen: then it stands for every row that says none, also where there is a column. */
  readonly isChosen: boolean;
}

function explainVillage(text: string, match: VillageMatch): Finding[] {
  const quoted = quotable(text);
  switch (match.kind) {
    case 'one':
      return [];
    case 'also-township': {
      const { village, township } = match;
      const names = { text: quoted, village: village.name, township: township.name };
      return [finding('look', 'village', 'VILLAGE_AMBIGUOUS', names)];
    }
    case 'several': {
      const villages = match.villages.map(({ name }) => name);
      return [finding('wrong', 'village', 'VILLAGE_SEVERAL', { text: quoted, villages })];
    }
    case 'elsewhere': {
      const names = { village: match.village.name, township: match.township?.name ?? null };
      return [finding('wrong', 'village', 'VILLAGE_ELSEWHERE', names)];
    }
    case 'none':
      return [finding('wrong', 'village', 'VILLAGE_UNKNOWN', { text: quoted })];
  }
}

const villageShown = ({ name }: Division): string => name.replace(/嘎查$/, '');

/** The village of the row: its own cell; the sheet's, where it was chosen or there is no such column; else the one that an address names. */
export function checkVillage(read: RowReader, places: Places): CheckedVillage {
  const { match, ofSheet, isChosen, divisions, township } = places;
  const text = read.text('village');
  if (!isNothing(text)) {
    const found = match(text);
    const hasVillage = found.kind === 'one' || found.kind === 'also-township';
    const shown = found.kind === 'one' ? villageShown(found.village) : shownCell(text);
    return { value: hasVillage ? found.village.code : null, shown, findings: explainVillage(text, found) };
  }
  if (ofSheet && (isChosen || !read.has('village')))
    return { value: ofSheet.code, shown: villageShown(ofSheet), findings: [] };
  for (const field of ['residenceAddress', 'hukouAddress'] as const) {
    const village = villageInAddress(read.text(field), divisions, township);
    if (village) return { value: village.code, shown: villageShown(village), findings: [] };
  }
  return { value: null, shown: '—', findings: [finding('wrong', 'village', 'VILLAGE_MISSING')] };
}

export interface CheckedHousehold {
  /** Null where the file says nothing. */
  readonly category: HouseholdCategory | null;
  readonly from: PlainMonth | null;
  readonly needsLongTermCare: boolean | null;
  readonly shown: string;
  readonly findings: readonly Finding[];
}

function checkMonth(read: RowReader): { value: PlainMonth | null; findings: Finding[] } {
  const text = read.text('householdFrom');
  const found = readDate(text, read.kind('householdFrom'));
  switch (found.is) {
    case 'month':
      return { value: found.month, findings: [] };
    case 'date':
      return { value: found.date.slice(0, 7), findings: [] };
    case 'nothing':
      return { value: null, findings: [] };
    case 'ambiguous':
      return {
        value: null,
        findings: [finding('look', 'householdFrom', 'MONTH_AMBIGUOUS', { text: quotable(text) })],
      };
    case 'unread':
      return { value: null, findings: [finding('look', 'householdFrom', 'MONTH_UNREAD')] };
  }
}

export function checkHousehold(read: RowReader): CheckedHousehold {
  const findings: Finding[] = [];
  const text = read.text('household');
  const category = readHousehold(text);
  if (category === undefined)
    findings.push(finding('wrong', 'household', 'HOUSEHOLD_UNKNOWN', { text: quotable(text) }));
  const from = checkMonth(read);
  const careText = read.text('longTermCare');
  const care = readMark(careText);
  if (care === undefined)
    findings.push(finding('look', 'longTermCare', 'CARE_UNREAD', { text: quotable(careText) }));
  return {
    category: category ?? null,
    from: from.value,
    needsLongTermCare: care ?? null,
    shown: shownCell(text) || '—',
    findings: [...findings, ...from.findings],
  };
}

/** The account, all of it or none: a number without a bank pays nobody. */
export function checkBank(
  read: RowReader,
  name: string,
): { value: PersonInput['bank']; findings: Finding[] } {
  const account = checkAccount(read.text('accountNumber'), read.kind('accountNumber'));
  const findings = [...account.findings];
  if (!account.normalized) return { value: null, findings };
  const bankName = read.text('bankName').trim();
  if (bankName === '') {
    return { value: null, findings: [...findings, finding('look', 'bankName', 'BANK_NAME_MISSING')] };
  }
  const accountHolder = readName(read.text('accountHolder')) || name;
  if (accountHolder !== name) {
    const holder = quotable(accountHolder);
    findings.push(finding('look', 'accountHolder', 'BANK_HOLDER_DIFFERS', { holder }));
  }
  const accountKind = readAccountKind(
    read.text('accountKind'),
    read.header('accountNumber'),
    account.normalized,
  );
  return { value: { accountHolder, bankName, accountNumber: account.normalized, accountKind }, findings };
}

export function checkPhone(read: RowReader): { value: string | null; findings: Finding[] } {
  const text = read.text('phone');
  const value = readPhone(text);
  if (value !== undefined) return { value, findings: [] };
  const masked = maskPhone(text.normalize('NFKC').slice(0, 20));
  return { value: null, findings: [finding('look', 'phone', 'PHONE_UNFIT', { masked })] };
}

type DateField = 'certificateExpiresOn' | 'birthDate';

/** The date of a cell, or why it is left out. */
function checkDate(read: RowReader, field: DateField): { value: PlainDate | null; findings: Finding[] } {
  const text = read.text(field);
  const readCell = field === 'certificateExpiresOn' ? readEnd : readDate;
  const found = readCell(text, read.kind(field));
  const none = (...findings: Finding[]) => ({ value: null, findings });
  switch (found.is) {
    case 'date':
      return { value: found.date, findings: [] };
    case 'nothing':
      return none();
    case 'month':
      return none(finding('look', field, 'DATE_MONTH_ONLY', { field }));
    case 'ambiguous':
      return none(finding('look', field, 'DATE_AMBIGUOUS', { field, text: quotable(text) }));
    case 'unread':
      return none(finding('look', field, 'DATE_UNREAD', { field }));
  }
}

export function checkExpiry(
  read: RowReader,
  today: PlainDate,
): { value: PlainDate | null; findings: Finding[] } {
  const { value, findings } = checkDate(read, 'certificateExpiresOn');
  const isOver = value !== null && value < today;
  return {
    value,
    findings: isOver ? [finding('look', 'certificateExpiresOn', 'CERT_EXPIRED')] : findings,
  };
}

/** The birth date beside the number: a month that agrees is enough, and one that cannot be read is said. */
function checkBirthDate(read: RowReader, id: CheckedId): Finding[] {
  const month = readDate(read.text('birthDate'), read.kind('birthDate'));
  if (month.is === 'month') {
    const agrees = !id.birthDate || id.birthDate.startsWith(month.month);
    return agrees ? [] : [finding('look', 'birthDate', 'BIRTHDATE_MISMATCH')];
  }
  const { value, findings } = checkDate(read, 'birthDate');
  if (!value || !id.birthDate || value === id.birthDate) return findings;
  return [finding('look', 'birthDate', 'BIRTHDATE_MISMATCH')];
}

/** What the row says beside its numbers: class and grade to hold against the certificate, sex and birth date against
 *  the identity number, which decides.                                                                            */
export function checkClaims(
  read: RowReader,
  id: CheckedId,
): { disabilityClass: number | null; grade: number | null; findings: Finding[] } {
  const findings: Finding[] = [];
  const sex = { 男: 'M', 女: 'F' }[read.text('sex').trim()];
  if (sex && id.sex && sex !== id.sex) findings.push(finding('look', 'sex', 'SEX_MISMATCH'));
  return {
    disabilityClass: readDisabilityClass(read.text('disabilityClass')),
    grade: readGrade(read.text('grade')),
    findings: [...findings, ...checkBirthDate(read, id)],
  };
}
