/** Cases of dossier c.1 (C027–C030 are the agreed ones), and the arithmetic of the check digit seen from outside: one
 *  wrong digit, or two neighbours swapped, is always noticed.                                                        */
import { describe, expect, test } from 'vitest';
import {
  ageOn,
  idCheckDigit,
  idNumberKey,
  isOldIdNumber,
  normaliseIdNumber,
  otherIdNumber,
  parseIdNumber,
  parseOldIdNumber,
} from './id-number.ts';

const today = '2026-11-22';
const GOOD = '150404196804120153';

describe('accepted', () => {
  test.each([
    ['C028 lower-case x', '15042619700303002x', '15042619700303002X', 'F', '1970-03-03', '150426'],
    ['plain', GOOD, GOOD, 'M', '1968-04-12', '150404'],
    ['spaces inside and around', ' 150404 19680412 0153\t', GOOD, 'M', '1968-04-12', '150404'],
    ['full-width', '１５０４２６１９７００３０３００２ｘ', '15042619700303002X', 'F', '1970-03-03', '150426'],
    ['child', '15010520120601037X', '15010520120601037X', 'M', '2012-06-01', '150105'],
  ])('ID1 %s', (_title, raw, normalized, sex, birthDate, region) => {
    const expected = { valid: true, codes: [], warnings: [], normalized, sex, birthDate, region };
    expect(parseIdNumber(raw, { today })).toEqual(expected);
    expect(normaliseIdNumber(raw)).toBe(normalized);
  });

  test('ID3 an unknown region, another sex or another birth date only warn', () => {
    const regions = new Set(['159999']);
    const parsed = parseIdNumber(GOOD, { today, regions, sex: 'F', birthDate: '1968-04-13' });
    expect(parsed.valid).toBe(true);
    expect(parsed.warnings).toEqual(['ID_REGION_UNKNOWN', 'SEX_MISMATCH', 'BIRTHDATE_MISMATCH']);
    const agreed = { today, regions: new Set(['150404']), sex: 'M', birthDate: '1968-04-12' } as const;
    expect(parseIdNumber(GOOD, agreed).warnings).toEqual([]);
  });

  test('born today', () => {
    const number = `15999920261122001${idCheckDigit('15999920261122001')}`;
    expect(parseIdNumber(number, { today }).valid).toBe(true);
    expect(parseIdNumber(number, { today: '2026-11-21' }).codes).toEqual(['ID_BIRTHDATE']);
  });
});

describe('refused', () => {
  test.each([
    ['C027 check digit wrong', '150404196804120150', ['ID_CHECKSUM']],
    ['C029 31 February, check digit right', '150404196802310156', ['ID_BIRTHDATE']],
    ['C030 15 digits', '150404680412015', ['ID_15_DIGIT']],
    ['ID2 birth date and check digit', '150404196802310150', ['ID_BIRTHDATE', 'ID_CHECKSUM']],
    ['empty', '', ['ID_LENGTH']],
    ['17 digits', '15040419680412015', ['ID_LENGTH']],
    ['19 digits', '1504041968041201533', ['ID_LENGTH']],
    ['15 characters that are not digits', '15040468041201X', ['ID_LENGTH']],
    ['X not last', '1504041968041X0153', ['ID_CHARSET']],
    ['other letter last', '15040419680412015A', ['ID_CHARSET']],
    ['hyphens', '150404-19680412-01', ['ID_CHARSET']],
  ])('%s', (_title, raw, codes) => {
    expect(parseIdNumber(raw, { today })).toEqual({ valid: false, codes, warnings: [] });
  });

  test('every single wrong digit and every swap of unlike neighbours is noticed', () => {
    for (let at = 0; at < 18; at += 1) {
      for (const digit of '0123456789') {
        if (GOOD.charAt(at) === digit) continue;
        const wrong = GOOD.slice(0, at) + digit + GOOD.slice(at + 1);
        expect(parseIdNumber(wrong, { today }).valid, wrong).toBe(false);
      }
      const [left, right] = [GOOD.charAt(at), GOOD.charAt(at + 1)];
      if (right === '' || left === right) continue;
      const swapped = GOOD.slice(0, at) + right + left + GOOD.slice(at + 2);
      expect(parseIdNumber(swapped, { today }).valid, swapped).toBe(false);
    }
  });

  test('the check digit is asked for 17 digits only', () => {
    expect(() => idCheckDigit('1504041968041201')).toThrow(RangeError);
    expect(() => idCheckDigit('1504041968041201X')).toThrow(RangeError);
  });
});

describe('numbers of the first generation (c.1: kept verbatim by history import)', () => {
  const OLD = '150404680412015';
  test.each([
    ['a man of 1968', OLD, GOOD],
    ['a woman of 1970', '150426700303002', '15042619700303002X'],
    ['the last of them', '159999991231001', '15999919991231001' + idCheckDigit('15999919991231001')],
  ])('%s: one person under both', (_who, old, fresh) => {
    expect(isOldIdNumber(old)).toBe(true);
    expect(otherIdNumber(old)).toBe(fresh);
    expect(otherIdNumber(fresh)).toBe(old);
    expect([idNumberKey(old), idNumberKey(fresh)]).toEqual([fresh, fresh]);
  });

  test('are read as they are written: full-width and spaced ones too', () => {
    expect(parseOldIdNumber('１５０４０４ 680412 015')).toEqual({
      valid: true,
      codes: [],
      warnings: [],
      normalized: OLD,
      birthDate: '1968-04-12',
      sex: 'M',
      region: '150404',
    });
  });

  test.each([
    ['a month that is none', '150404681312015', ['ID_BIRTHDATE']],
    ['30 February', '150404680230015', ['ID_BIRTHDATE']],
    ['14 digits', '15040468041201', ['ID_15_DIGIT']],
    ['a letter', '15040468041201X', ['ID_15_DIGIT']],
    ['a new number', GOOD, ['ID_15_DIGIT']],
  ])('%s is none', (_title, raw, codes) => {
    expect(parseOldIdNumber(raw)).toMatchObject({ valid: false, codes });
    expect(isOldIdNumber(raw)).toBe(false);
  });

  test('whoever was born in this century has had one number only', () => {
    expect(otherIdNumber('15010520120601037X')).toBeNull();
    expect(idNumberKey('15010520120601037X')).toBe('15010520120601037X');
  });

  test('what is no number has no other form and is its own key', () => {
    for (const text of ['', '159999', '15040468041201X']) {
      expect(otherIdNumber(text)).toBeNull();
      expect(idNumberKey(text)).toBe(text);
    }
  });
});

test.each([
  ['2004-05-05', '2022-05-04', 17],
  ['2004-05-05', '2022-05-06', 18],
  ['1968-04-12', '2026-11-22', 58],
  ['2004-02-29', '2022-02-28', 17],
  ['2004-02-29', '2022-03-01', 18],
  ['2026-11-22', '2026-11-22', 0],
  ['2026-11-23', '2026-11-22', 0],
])('born %s is on %s of age %i', (birthDate, date, age) => {
  expect(ageOn(birthDate, date)).toBe(age);
});

test('a birthday itself is still the younger year', () => {
  expect(ageOn('2004-05-05', '2022-05-05')).toBe(17);
});
