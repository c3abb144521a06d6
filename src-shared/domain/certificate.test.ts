/** Cases of dossier c.2 (C031–C033 are the agreed ones). */
import { describe, expect, test } from 'vitest';
import { isSevere, normaliseCertificateNumber, parseCertificateNumber } from './certificate.ts';

const ID = '150404196804120153';

describe('accepted', () => {
  test.each([
    ['plain', `${ID}41`, 4, 1, 0],
    ['issued again', `${ID}62B1`, 6, 2, 1],
    ['issued again nine times, small b', `${ID}74b9`, 7, 4, 9],
    ['spaces', ` ${ID} 13 `, 1, 3, 0],
  ])('%s', (_title, raw, disabilityClass, grade, reissue) => {
    const normalized = normaliseCertificateNumber(raw);
    const expected = { valid: true, codes: [], normalized, idNumber: ID, disabilityClass, grade, reissue };
    expect(parseCertificateNumber(raw, { idNumber: ID, disabilityClass, grade })).toEqual(expected);
    expect(parseCertificateNumber(raw)).toEqual(expected);
  });

  test('a number ending in x agrees with its person', () => {
    const parsed = parseCertificateNumber('15042619700303002x53', { idNumber: '15042619700303002X' });
    expect(parsed).toMatchObject({
      valid: true,
      normalized: '15042619700303002X53',
      disabilityClass: 5,
      grade: 3,
    });
  });
});

describe('refused', () => {
  test.each([
    ['C031', '15040419750228031641', { idNumber: ID, disabilityClass: 4, grade: 1 }, ['CERT_ID_MISMATCH']],
    [
      'C032',
      '15040419680412015341',
      { idNumber: ID, disabilityClass: 6, grade: 2 },
      ['CERT_CLASS_MISMATCH', 'CERT_GRADE_MISMATCH'],
    ],
    [
      'C033 class 8',
      '15040419680412015381',
      { idNumber: ID, disabilityClass: null, grade: null },
      ['CERT_FORMAT'],
    ],
    ['empty', ' ', { idNumber: ID }, ['CERT_MISSING']],
    ['class 0', `${ID}01`, {}, ['CERT_FORMAT']],
    ['grade 5', `${ID}45`, {}, ['CERT_FORMAT']],
    ['grade 0', `${ID}40`, {}, ['CERT_FORMAT']],
    ['identity number alone', ID, {}, ['CERT_FORMAT']],
    ['B0', `${ID}41B0`, {}, ['CERT_FORMAT']],
    ['B without a count', `${ID}41B`, {}, ['CERT_FORMAT']],
    ['B10', `${ID}41B10`, {}, ['CERT_FORMAT']],
    ['X in the middle', '1504041968X412015341', {}, ['CERT_FORMAT']],
  ])('%s', (_title, raw, claims, codes) => {
    expect(parseCertificateNumber(raw, claims)).toMatchObject({ valid: false, codes });
  });

  test("CERT2 the facts of a well-formed number are told even when it is not this person's", () => {
    const parsed = parseCertificateNumber('15040419750228031641', { idNumber: ID });
    expect(parsed).toMatchObject({
      idNumber: '150404197502280316',
      disabilityClass: 4,
      grade: 1,
      reissue: 0,
    });
  });
});

test('severe is grade 1 or 2', () => {
  expect([0, 1, 2, 3, 4].map(isSevere)).toEqual([false, true, true, false, false]);
});
