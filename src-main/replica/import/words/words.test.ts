/** What the sentences promise (IW1, IW2), in each language; that none is missing their types hold. */
import { describe, expect, test } from 'vitest';
import { FILE_LIMITS } from '../file-fault.ts';
import { en } from './en.ts';
import type { ImportWords } from './words.ts';
import { zh } from './zh.ts';

/** Everything that any sentence asks for. */
const PARAMS = {
  ...{ text: 'abc', length: 17, at: 3, character: 'O', year: 2030, month: 2, day: 30, isFuture: false },
  ...{ places: [18], inNumber: 2, said: 3, name: 'A', held: ['LIVING'], changed: ['phone'] },
  ...{ village: 'V', township: 'T', villages: ['V', 'W'], saidFen: 10_050, standardFen: 11_000 },
  ...{ benefits: ['LIVING', 'NURSING'], pack: '2026-07', households: ['DIBAO'], grade: 4, grades: [1, 2] },
  ...{
    field: 'birthDate',
    masked: '***0001',
    tail: '0001',
    holder: 'H',
    sheet: 'S',
    row: 7,
    differing: ['name'],
  },
  ...{
    isNeeded: true,
    on: '2025-03-01',
    today: '2026-11-23',
    file: 'f.xlsx',
    corrected: ['phone'],
    code: 'x/y',
  },
};

function sentences(words: ImportWords): [string, string][] {
  const findings = Object.entries(words.findings).map(([code, say]): [string, string] => [
    code,
    (say as (params: unknown) => string)(PARAMS),
  ]);
  const faults = Object.entries(words.faults).map(([code, say]): [string, string] => [code, say({ row: 7 })]);
  return [...findings, ...faults];
}

/** Only in English: what must stand in the clerk's own sheet. */
const CHINESE_TO_WRITE = /Write .*/;

describe.each([
  ['zh-CN', zh],
  ['en', en],
] as const)('%s', (language, words) => {
  const said = sentences(words);

  test('IW2 no blame, no exclamation, nothing undefined', () => {
    const FORBIDDEN = /[!！]|抱歉|失败|非法|异常|您|undefined|NaN|\[object|sorry|invalid|illegal|you must/i;
    expect(said.filter(([, sentence]) => FORBIDDEN.test(sentence))).toEqual([]);
    expect(said.filter(([, sentence]) => !/[。.]$/.test(sentence))).toEqual([]);
  });

  test('IW1 of a file it says that nothing was changed', () => {
    const kept = { 'zh-CN': '本机什么都没动', en: 'Nothing on this computer was changed' }[language];
    const silent = Object.entries(words.faults).filter(([, say]) => !say({}).includes(kept));
    expect(silent.map(([code]) => code)).toEqual([]);
    expect(words.faults.FILE_TOO_LARGE({})).toContain(String(FILE_LIMITS.bytes / 1_000_000));
  });
});

test('English says nothing in Chinese but what is to be written into the sheet', () => {
  const left = sentences(en).filter(([, sentence]) =>
    /\p{Script=Han}/u.test(sentence.replace(CHINESE_TO_WRITE, '')),
  );
  expect(left).toEqual([]);
});

test('the year is said only when it is not this one', () => {
  const before = { file: 'a.xlsx', corrected: [], today: '2026-11-23' };
  expect(zh.findings.IMPORTED_BEFORE({ ...before, on: '2026-11-20' })).toMatch(/^11月20日/);
  expect(zh.findings.IMPORTED_BEFORE({ ...before, on: '2025-03-01' })).toMatch(/^2025年3月1日/);
  expect(en.findings.IMPORTED_BEFORE({ ...before, on: '2025-03-01' })).toMatch(/1 March 2025/);
});
