/** Bank account numbers of social-security cards, bank cards and passbooks: normalising and judging (dossier c.6).
 *  BANK1 an account is 8–32 digits kept as text; 19 digits are lost as a number (国发〔2015〕52号 三(三) by transfer; ∴).  BANK2 a failed Luhn check only warns,
 *  because passbook accounts have none (∴).
 *  Elsewhere: whose account it may be, and conflicts between two desks.                                             */
export type BankAccountCode = 'BANK_FORMAT' | 'BANK_LUHN_WARN';

export interface BankAccountParsed {
  readonly valid: boolean;
  readonly codes: readonly BankAccountCode[];
  /** Digits only, when valid. */
  readonly normalized?: string;
}

const ACCOUNT_SHAPE = /^\d{8,32}$/;
const FULL_WIDTH_OFFSET = 0xfee0;

/** Full-width digits to half-width, all white space out. Judges nothing. */
export function normaliseBankAccount(raw: string): string {
  return raw
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(/[\s\u200b\u200c\u200d\ufeff]/g, '');
}

function luhnSum(digits: string): number {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - fromRight));
    const doubled = fromRight % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum;
}

/** Whether the last digit is the Luhn check digit (ISO/IEC 7812-1) of the others. */
export function isLuhnValid(digits: string): boolean {
  return /^\d+$/.test(digits) && luhnSum(digits) % 10 === 0;
}

/** The Luhn check digit that belongs behind these digits. */
export function luhnCheckDigit(digits: string): string {
  if (!/^\d+$/.test(digits)) throw new RangeError('digits expected');
  return String((10 - (luhnSum(`${digits}0`) % 10)) % 10);
}

/** Judges an account number as typed; BANK_LUHN_WARN may stand beside `valid: true`. */
export function parseBankAccount(raw: string): BankAccountParsed {
  const normalized = normaliseBankAccount(raw);
  if (!ACCOUNT_SHAPE.test(normalized)) return { valid: false, codes: ['BANK_FORMAT'] };
  return { valid: true, codes: isLuhnValid(normalized) ? [] : ['BANK_LUHN_WARN'], normalized };
}
