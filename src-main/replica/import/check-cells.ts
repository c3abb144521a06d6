/** Judges the cells of a roster row that are words: village, household, subsidies, bank, telephone, dates. Pure.
 *  CC1 what is not understood is either wrong, or left out and said so: nothing unread is written.
 *  Elsewhere: what the words mean (cell-words.ts), numbers (check-numbers.ts).                                     */
import type { PlainDate } from '#shared/domain/calendar.ts';
import type { Division, DivisionCode } from '#shared/domain/division.ts';
import { maskPhone } from '#shared/domain/mask.ts';
import type { PersonInput } from '#shared/domain/person.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import {
  benefitsShown,
  HOUSEHOLD_SHOWN,
  type HouseholdCategory,
  isNothing,
  readAccountKind,
  readBenefits,
  readDate,
  readDisabilityClass,
  readGrade,
  readHousehold,
  readMark,
  readMonth,
  readName,
  readPhone,
} from './cell-words.ts';
import { type CheckedId, checkAccount } from './check-numbers.ts';
import { type Finding, finding } from './finding.ts';
import type { RosterField } from './map-columns.ts';
import type { CellKind } from './sheet.ts';
import { type VillageMatch, villageInAddress } from './village-match.ts';

/** A row by meaning instead of by column. */
export interface RowReader {
  has(field: RosterField): boolean;
  text(field: RosterField): string;
  kind(field: RosterField): CellKind;
  header(field: RosterField): string;
}

/** A word as it may stand in a sentence. */
function quoted(text: string): string {
  const word = text.trim();
  return `“${word.length > 12 ? `${word.slice(0, 12)}…` : word}”`;
}

export interface CheckedVillage {
  readonly value: DivisionCode | null;
  readonly shown: string;
  readonly findings: readonly Finding[];
}

interface Places {
  readonly divisions: readonly Division[];
  readonly township: DivisionCode;
}

function explainVillage(text: string, match: VillageMatch): Finding[] {
  const wrong = (code: string, message: string) => [finding('wrong', 'village', code, message)];
  switch (match.kind) {
    case 'one':
      return [];
    case 'also-township': {
      const { village, township } = match;
      const message = `${quoted(text)}可能是${village.name}，也可能是${township.name}。会按${village.name}导入。`;
      return [finding('look', 'village', 'VILLAGE_AMBIGUOUS', message)];
    }
    case 'several': {
      const names = match.villages.map(({ name }) => name).join('、');
      return wrong('VILLAGE_SEVERAL', `${quoted(text)}可能是${names}。请写全名。`);
    }
    case 'elsewhere': {
      const where = match.township?.name ?? '别的苏木镇';
      return wrong(
        'VILLAGE_ELSEWHERE',
        `${match.village.name}属${where}，不归本苏木镇。请看看是不是放错了表。`,
      );
    }
    case 'none':
      return wrong('VILLAGE_UNKNOWN', `没有叫${quoted(text)}的嘎查村。请对照本苏木镇的嘎查村名。`);
  }
}

/** The village of the row; without a village cell, the one that an address names. */
export function checkVillage(
  read: RowReader,
  places: Places,
  match: (text: string) => VillageMatch,
): CheckedVillage {
  const text = read.text('village');
  if (!isNothing(text)) {
    const found = match(text);
    const hasVillage = found.kind === 'one' || found.kind === 'also-township';
    const shown = found.kind === 'one' ? found.village.name.replace(/嘎查$/, '') : text.trim().slice(0, 30);
    return { value: hasVillage ? found.village.code : null, shown, findings: explainVillage(text, found) };
  }
  for (const field of ['residenceAddress', 'hukouAddress'] as const) {
    const village = villageInAddress(read.text(field), places.divisions, places.township);
    if (village) return { value: village.code, shown: village.name, findings: [] };
  }
  const message = '看不出是哪个嘎查村。请写上嘎查村名。';
  return { value: null, shown: '—', findings: [finding('wrong', 'village', 'VILLAGE_MISSING', message)] };
}

export interface CheckedHousehold {
  readonly value: Pick<PersonInput, 'householdCategory' | 'householdFrom' | 'needsLongTermCare'>;
  /** False when the file says nothing about it. */
  readonly isSaid: boolean;
  readonly shown: string;
  readonly findings: readonly Finding[];
}

/** What the file does not say stays as it is stored. */
export function checkHousehold(read: RowReader, stored: Row<'person'> | null): CheckedHousehold {
  const findings: Finding[] = [];
  const text = read.text('household');
  const said = readHousehold(text);
  if (said === undefined) {
    const message = `不认识${quoted(text)}。请写低保、低保边缘、低收入、支出型困难、特困，或留空。`;
    findings.push(finding('wrong', 'household', 'HOUSEHOLD_UNKNOWN', message));
  }
  const from = readMonth(read.text('householdFrom'));
  if (from === undefined) {
    const message = '低保起始月看不懂，先不带它导入。写成 2024-05 这样就行。';
    findings.push(finding('look', 'householdFrom', 'MONTH_UNREAD', message));
  }
  const care = readMark(read.text('longTermCare'));
  const storedCategory = stored?.values.householdCategory as HouseholdCategory | null | undefined;
  const value = {
    householdCategory: said ?? storedCategory ?? 'NONE',
    householdFrom: from ?? null,
    needsLongTermCare: care || (stored?.values.needsLongTermCare ?? false),
  };
  const isSaid = said !== null && said !== undefined;
  const shown = said === undefined ? text.trim().slice(0, 30) : HOUSEHOLD_SHOWN[said ?? 'NONE'];
  return { value, isSaid, shown, findings };
}

export interface CheckedBenefits {
  readonly value: readonly Benefit[];
  readonly shown: string;
  readonly findings: readonly Finding[];
}

/** Subsidies from their one column, or from a column each. */
export function checkBenefits(read: RowReader): CheckedBenefits {
  const text = read.text('benefits');
  const named = readBenefits(text);
  if (!named) {
    const message = `不认识${quoted(text)}。请写生活、护理、两项，或留空。`;
    const findings = [finding('wrong', 'benefits', 'BENEFITS_UNKNOWN', message)];
    return { value: [], shown: text.trim().slice(0, 30), findings };
  }
  const value = new Set(named);
  const findings: Finding[] = [];
  for (const [field, benefit] of [
    ['livingMark', 'LIVING'],
    ['nursingMark', 'NURSING'],
  ] as const) {
    const mark = readMark(read.text(field));
    if (mark) value.add(benefit);
    if (mark === undefined) {
      const message = `不认识${quoted(read.text(field))}。请写√、金额，或留空。`;
      findings.push(finding('wrong', 'benefits', 'BENEFITS_UNKNOWN', message));
    }
  }
  const sorted = [...value].sort();
  return { value: sorted, shown: benefitsShown(sorted), findings };
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
    const message = '有账号没有开户行，先不带账号导入。补上开户行再导一次就行。';
    return {
      value: null,
      findings: [...findings, finding('look', 'bankName', 'BANK_NAME_MISSING', message)],
    };
  }
  const accountHolder = readName(read.text('accountHolder')) || name;
  if (accountHolder !== name) {
    const message = `户名是${quoted(accountHolder)}，不是本人。代管的可以导入，抄错的请改。`;
    findings.push(finding('look', 'accountHolder', 'BANK_HOLDER_DIFFERS', message));
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
  const message = `电话（${maskPhone(text.slice(0, 20))}）不是 11 位手机，也不是带区号的座机，先不带电话导入。`;
  return { value: null, findings: [finding('look', 'phone', 'PHONE_UNFIT', message)] };
}

export function checkExpiry(
  read: RowReader,
  today: PlainDate,
): { value: PlainDate | null; findings: Finding[] } {
  const value = readDate(read.text('certificateExpiresOn'));
  const look = (code: string, message: string) => [finding('look', 'certificateExpiresOn', code, message)];
  if (value === undefined)
    return {
      value: null,
      findings: look('DATE_UNREAD', '残疾人证有效期看不懂，先不带它导入。写成 2030-05-01 这样就行。'),
    };
  const isOver = value !== null && value < today;
  return { value, findings: isOver ? look('CERT_EXPIRED', '残疾人证已经过期。可先导入，换证后再补。') : [] };
}

/** What the row says beside its numbers: class and grade to hold against the certificate, sex and birth date against
 *  the identity number, which decides.                                                                            */
export function checkClaims(
  read: RowReader,
  id: CheckedId,
): { disabilityClass: number | null; grade: number | null; findings: Finding[] } {
  const findings: Finding[] = [];
  const sex = { 男: 'M', 女: 'F' }[read.text('sex').trim()];
  if (sex && id.sex && sex !== id.sex)
    findings.push(
      finding('look', 'sex', 'SEX_MISMATCH', '性别和身份证号对不上，会按身份证号导入。请对照身份证。'),
    );
  const birthDate = readDate(read.text('birthDate'));
  if (birthDate && id.birthDate && birthDate !== id.birthDate) {
    const message = '出生日期和身份证号对不上，会按身份证号导入。请对照身份证。';
    findings.push(finding('look', 'birthDate', 'BIRTHDATE_MISMATCH', message));
  }
  return {
    disabilityClass: readDisabilityClass(read.text('disabilityClass')),
    grade: readGrade(read.text('grade')),
    findings,
  };
}
