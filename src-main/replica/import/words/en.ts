/** The import's sentences in English. Words that must stand in the clerk's own sheet stay Chinese. */
import type { PlainDate } from '#shared/domain/calendar.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { RosterField } from '../roster-fields.ts';
import { enFaults } from './en-faults.ts';
import type { ImportWords } from './words.ts';

const FIELDS: ImportWords['fields'] = {
  name: 'name',
  idNumber: 'ID number',
  certificateNumber: 'certificate number',
  village: 'village',
  residenceAddress: 'address',
  hukouAddress: 'hukou address',
  household: 'household category',
  householdFrom: 'first dibao month',
  benefits: 'subsidies',
  livingMark: 'living subsidy',
  livingAmount: 'living subsidy amount',
  nursingMark: 'nursing subsidy',
  nursingAmount: 'nursing subsidy amount',
  amount: 'monthly amount',
  phone: 'phone',
  bankName: 'bank',
  accountNumber: 'account number',
  accountHolder: 'account holder',
  accountKind: 'kind of account',
  ethnicity: 'ethnicity',
  sex: 'sex',
  birthDate: 'birth date',
  hukouKind: 'kind of hukou',
  disabilityClass: 'class of disability',
  grade: 'grade of disability',
  certificateExpiresOn: 'certificate expiry',
  guardian: 'guardian',
  longTermCare: 'long-term care',
};

const HOUSEHOLDS: ImportWords['households'] = {
  DIBAO: 'dibao',
  DIBAO_EDGE: 'dibao edge',
  LOW_INCOME: 'low income',
  EXPENDITURE_POOR: 'poor by expenditure',
  TEKUN: 'tekun',
  NONE: '—',
};

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const NAMED_MAX = 4;
const SCIENTIFIC =
  'Excel turned the number into scientific notation and its last digits are gone. Copy it again from the source as text.';

const fieldsShown = (fields: readonly RosterField[]): string =>
  fields
    .slice(0, NAMED_MAX)
    .map((field) => FIELDS[field])
    .join(', ');
const yuan = (fen: number): string => `${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)} yuan`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function benefitsShown(benefits: readonly Benefit[]): string {
  if (benefits.length === 2) return 'both';
  if (benefits.length === 0) return '—';
  return benefits[0] === 'LIVING' ? 'living' : 'nursing';
}

/** The year only when it is not this one. */
function dayShown(on: PlainDate, today: PlainDate): string {
  const [year = '', month, day] = on.split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''}${today.startsWith(year) ? '' : ` ${year}`}`;
}

const numbers: Pick<
  ImportWords['findings'],
  Extract<keyof ImportWords['findings'], `ID_${string}` | `CERT_${string}` | `BANK_${string}`>
> = {
  ID_MISSING: () => 'The ID number is missing. Add it from the ID card.',
  ID_SCIENTIFIC: () => SCIENTIFIC,
  ID_ROUNDED: () =>
    'The ID number ends in three zeros, as after Excel has rounded it. Copy it again from the source as text.',
  ID_TAIL_ZEROS: () =>
    'The ID number ends in three zeros; its check digit fits, but Excel may have rounded it. Look at the ID card.',
  ID_MASKED: () => 'The ID number has stars in it: this is a masked copy. Use the sheet with whole numbers.',
  ID_LENGTH: ({ length }) => `The ID number has ${length} characters instead of 18. Look at the ID card.`,
  ID_15_DIGIT: () =>
    'This is an old number of 15 digits. It is kept as it is and marked; no 18-digit number is worked out from it. Correct it when you see the ID card.',
  ID_CHARSET: ({ at, character }) =>
    `Character ${at} of the ID number is “${character}”, not a digit. Look at the ID card.`,
  ID_BIRTHDATE: ({ year, month, day, isFuture }) =>
    isFuture
      ? `The birth date is ${day} ${MONTHS[month - 1] ?? month} ${year}, which has not come yet. Look at the ID card.`
      : `The birth date is day ${day} of month ${month}, which does not exist. Look at the ID card.`,
  ID_CHECKSUM: () =>
    'The last character of the ID number does not fit; one may be copied wrongly. Look at the ID card.',
  CERT_MISSING: () =>
    'There is no certificate number. It can be imported; the number is needed before a subsidy is applied for.',
  CERT_FORMAT: ({ length }) =>
    length === 20
      ? 'The certificate number is not one: 18 characters of the ID number, class 1–7, grade 1–4. Look at the certificate.'
      : `The certificate number has ${length} characters instead of 20, or B and a count more after reissue. Look at the certificate.`,
  CERT_SCIENTIFIC: () => `Certificate number: ${SCIENTIFIC}`,
  CERT_ID_MISMATCH: ({ places }) =>
    places.length === 0 || places.length > 3
      ? `The first 18 characters of the certificate number are not the ID number${places.length ? `; ${places.length} places differ` : ''}. It may be somebody else’s. Look at the certificate.`
      : `The first 18 characters of the certificate number are not the ID number; place ${places.join(', ')} differs. Look at the certificate.`,
  CERT_CLASS_MISMATCH: () =>
    'Character 19 of the certificate number says another class than the sheet. Look at the certificate.',
  CERT_GRADE_MISMATCH: ({ inNumber, said }) =>
    `Character 20 of the certificate number says grade ${inNumber}, the sheet says ${said}. Look at the certificate.`,
  CERT_EXPIRED: () => 'The certificate has expired. It can be imported; add the new one later.',
  BANK_FORMAT: () => 'An account number has 8 to 32 digits; this is not one. Look at the passbook or card.',
  BANK_LUHN_WARN: ({ tail }) =>
    `The card number ending in ${tail} does not fit its check digit; one may be copied wrongly. Look at the card.`,
  BANK_SCIENTIFIC: () => `Account number: ${SCIENTIFIC}`,
  BANK_NAME_MISSING: () =>
    'There is an account but no bank; the account is left out. Add the bank and import once more.',
  BANK_HOLDER_DIFFERS: ({ holder }) =>
    `The account holder is “${holder}”, not this person. Import it when they keep it for them; mend it when it is a slip.`,
};

const subsidies: Pick<
  ImportWords['findings'],
  | 'HOUSEHOLD_UNKNOWN'
  | 'BENEFITS_UNKNOWN'
  | 'MARK_UNKNOWN'
  | 'AMOUNT_UNREAD'
  | 'AMOUNT_OFF_STANDARD'
  | 'AMOUNT_NO_BENEFIT'
  | 'LIVING_HOUSEHOLD_NOT_COVERED'
  | 'NURSING_GRADE_NOT_COVERED'
> = {
  HOUSEHOLD_UNKNOWN: ({ text }) =>
    `“${text}” is not a household category. Write 低保, 低保边缘, 低收入, 支出型困难 or 特困, or leave it empty.`,
  BENEFITS_UNKNOWN: ({ text }) => `“${text}” is not a subsidy. Write 生活, 护理 or 两项, or leave it empty.`,
  MARK_UNKNOWN: ({ text }) =>
    `“${text}” is neither a mark nor an amount. Write √ or an amount, or leave it empty.`,
  AMOUNT_UNREAD: ({ text }) => `The amount “${text}” cannot be read and is left out. Write 100 or 100元.`,
  AMOUNT_OFF_STANDARD: ({ saidFen, standardFen, benefits, pack }) =>
    `The sheet says ${yuan(saidFen)} a month; the standard (${benefitsShown(benefits)}) is ${yuan(standardFen)} (pack ${pack}). It can be imported; the standard decides what is paid.`,
  AMOUNT_NO_BENEFIT: () =>
    'There is an amount but no subsidy beside it. It can be imported, and counts as none.',
  LIVING_HOUSEHOLD_NOT_COVERED: ({ pack, households }) =>
    `The household category has no living subsidy (pack ${pack}: ${households.map((it) => HOUSEHOLDS[it]).join(', ')}). It can be imported; no living subsidy is paid by it.`,
  NURSING_GRADE_NOT_COVERED: ({ pack, grade, grades }) =>
    `Grade ${grade} has no nursing subsidy (pack ${pack}: grades ${grades.join(', ')}). It can be imported; no nursing subsidy is paid by it.`,
};

const places: Pick<
  ImportWords['findings'],
  Extract<keyof ImportWords['findings'], `VILLAGE_${string}` | `MONTH_${string}` | `DATE_${string}`>
> = {
  VILLAGE_MISSING: () => 'It cannot be told which village this is. Add the village’s name.',
  VILLAGE_UNKNOWN: ({ text }) =>
    `There is no village “${text}”. Compare it with the names of this township’s villages.`,
  VILLAGE_AMBIGUOUS: ({ text, village, township }) =>
    `“${text}” may be ${village} or ${township}. It is imported as ${village}.`,
  VILLAGE_SEVERAL: ({ text, villages }) => `“${text}” may be ${villages.join(', ')}. Write the whole name.`,
  VILLAGE_ELSEWHERE: ({ village, township }) =>
    `${village} belongs to ${township ?? 'another township'}, not to this one. Check whether the row is in the wrong sheet.`,
  MONTH_UNREAD: () => 'The first dibao month cannot be read and is left out. Write it as 2024-05.',
  MONTH_AMBIGUOUS: ({ text }) =>
    `The first dibao month “${text}” can be read in two ways and is left out. Write it as 2024-05.`,
  DATE_UNREAD: ({ field }) =>
    `${capital(FIELDS[field])}: the date cannot be read and is left out. Write it as 2030-05-01.`,
  DATE_AMBIGUOUS: ({ field, text }) =>
    `${capital(FIELDS[field])}: “${text}” can be read in several ways and is left out. Write it as 2030-05-01.`,
  DATE_MONTH_ONLY: ({ field }) =>
    `${capital(FIELDS[field])}: only the month is given; it is left out. Write it as 2030-05-01.`,
};

const rows: Omit<
  ImportWords['findings'],
  keyof typeof numbers | keyof typeof subsidies | keyof typeof places
> = {
  NAME_MISSING: () => 'The name is missing. Add it.',
  NAME_ODD: () => 'The name has digits or signs in it, or is too long. Check whether a column has shifted.',
  PERSON_OTHER_NAME: ({ name }) =>
    `On this computer the ID number is ${name}’s, another name than in the sheet. Look at the ID card.`,
  PERSON_MERGED: () =>
    'This person’s record was merged into one of another township and cannot be written here. Ask that office.',
  PERSON_UNCHANGED: () => 'This person is here already, the same as in the sheet; nothing is written again.',
  PERSON_HERE: ({ held, changed }) =>
    `This person is here already${held.length ? `, with subsidy: ${benefitsShown(held)}` : ''}. Imported as an update${changed.length ? ` of ${fieldsShown(changed)}` : ''}; nothing is paid twice.`,
  CARE_UNREAD: ({ text }) => `Long-term care “${text}” cannot be read and is left out. Write 是 or 否.`,
  MINOR_NO_GUARDIAN: () =>
    'Under 18, and the sheet names no guardian. It can be imported and will wait for the missing papers.',
  SEX_MISMATCH: () => 'The sex is not that of the ID number, which decides. Look at the ID card.',
  BIRTHDATE_MISMATCH: () =>
    'The birth date is not that of the ID number, which decides. Look at the ID card.',
  PHONE_UNFIT: ({ masked }) =>
    `The phone number (${masked}) is neither a mobile number of 11 digits nor a landline with its area code; it is left out.`,
  DUPLICATE_IN_FILE: ({ sheet, row, differing }) => {
    const named = differing.slice(0, 3).map((field) => FIELDS[field]);
    const said = named.length ? `the rows differ in ${named.join(', ')}` : 'the rows are alike';
    return `The same person as in row ${row}${sheet === null ? '' : ` of “${sheet}”`}; ${said}. Keep one of them.`;
  },
  FIELD_UNFIT: ({ field }) =>
    `${field ? capital(FIELDS[field]) : 'The row'} is too long or written in a way that cannot be kept. Shorten it and import again.`,
  CELL_ERROR: ({ field, text, isNeeded }) =>
    `${capital(FIELDS[field])}: the cell is ${text}, a formula without a result. ${isNeeded ? 'Write the value itself and import again.' : 'It is left out; write the value itself and import once more.'}`,
  FORMULA_NO_VALUE: ({ field, isNeeded }) =>
    `${capital(FIELDS[field])}: the cell is a formula whose result is not in the file. ${isNeeded ? 'Save the file once in Excel or WPS and import again.' : 'It is left out; save the file once in Excel or WPS and import again.'}`,
  HIDDEN_ROW: () =>
    'This row is hidden in the sheet, by a filter or by hand. Look at it to import it; press Space to leave it out.',
  REFUSED_BEFORE: ({ on, today }) =>
    `Imported on ${dayShown(on, today)}, and the county did not take it. See the reason under Sync; importing it sends it once more.`,
  IMPORTED_BEFORE: ({ on, today, file, corrected }) =>
    `Imported on ${dayShown(on, today)} (${file}) and not changed since; not written again.${corrected.length ? ` Corrected here afterwards: ${fieldsShown(corrected)}. The correction stands.` : ''}`,
  CHANGED_SINCE_LOOK: () =>
    'This person was changed on this computer after you looked, so the row was not written. Choose the file again and look once more.',
  NOT_WRITTEN: ({ code }) =>
    `This row was not written (${code}); the others are not affected. Mend it and import it again on its own.`,
  TOTALS_ROW: () => 'A row of totals; not a person.',
  NOTE_ROW: () => 'A note or a line for signatures; not a person.',
  HEADER_ROW: () => 'The header once more; not a person.',
  BLANK_ROW: () => 'No name and no number; taken for an empty row.',
};

export const en: ImportWords = {
  fields: FIELDS,
  households: HOUSEHOLDS,
  benefits: benefitsShown,
  findings: { ...numbers, ...subsidies, ...places, ...rows },
  faults: enFaults,
  gone: 'This file is no longer in memory; nothing more was written. Choose it again.',
  reasonHeading: 'Sumu: what is wrong, how to mend it',
  markedName: (stem) => `${stem} (faults in red)`,
};
