/** Cases of dossier c.6 (C034 is the agreed one). */
import { describe, expect, test } from 'vitest';
import { isLuhnValid, luhnCheckDigit, parseBankAccount } from './bank-account.ts';

describe('accounts', () => {
  test.each([
    ['C034 Luhn fails', '6200000000000000779', true, ['BANK_LUHN_WARN'], '6200000000000000779'],
    ['card', '6200000000000000018', true, [], '6200000000000000018'],
    ['groups of four', '6200 0000 0000 0000 026', true, [], '6200000000000000026'],
    ['full-width', '６２０００００００００００００００３４', true, [], '6200000000000000034'],
    ['shortest passbook', '10000000', true, ['BANK_LUHN_WARN'], '10000000'],
    [
      'longest',
      '1'.repeat(31) + luhnCheckDigit('1'.repeat(31)),
      true,
      [],
      `${'1'.repeat(31)}${luhnCheckDigit('1'.repeat(31))}`,
    ],
    ['too short', '1234567', false, ['BANK_FORMAT'], undefined],
    ['too long', '1'.repeat(33), false, ['BANK_FORMAT'], undefined],
    ['empty', '', false, ['BANK_FORMAT'], undefined],
    ['letters', '62000000X0000000018', false, ['BANK_FORMAT'], undefined],
    ['hyphens', '6200-0000-0000-0000-018', false, ['BANK_FORMAT'], undefined],
    ['written by a spreadsheet', '6.2E+18', false, ['BANK_FORMAT'], undefined],
  ])('%s', (_title, raw, valid, codes, normalized) => {
    expect(parseBankAccount(raw)).toEqual(
      normalized === undefined ? { valid, codes } : { valid, codes, normalized },
    );
  });
});

test('exactly one last digit passes, and it is the one named', () => {
  for (const first of ['620000000000000001', '7992739871', '0', '99999999']) {
    const passing = [...'0123456789'].filter((digit) => isLuhnValid(first + digit));
    expect(passing).toEqual([luhnCheckDigit(first)]);
  }
  expect(luhnCheckDigit('7992739871')).toBe('3');
  expect(isLuhnValid('')).toBe(false);
  expect(() => luhnCheckDigit('12a')).toThrow(RangeError);
});
