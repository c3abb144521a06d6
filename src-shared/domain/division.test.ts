/** Codes of dossier c.3 and the made-up banner. */
import { describe, expect, test } from 'vitest';
import {
  ancestorAt,
  DEMO_BANNER_CODE,
  DEMO_DIVISIONS,
  DEMO_REGION,
  DEMO_TOWNSHIPS,
  DEMO_VILLAGES,
  isDivisionCode,
  isWithin,
  levelOf,
  parentOf,
} from './division.ts';

describe('codes', () => {
  test.each([
    [150000000000, 'PROVINCE', undefined],
    [150400000000, 'CITY', 150000000000],
    [150404000000, 'COUNTY', 150400000000],
    [150404105000, 'TOWNSHIP', 150404000000],
    [150404105203, 'VILLAGE', 150404105000],
    [159999101010, 'VILLAGE', 159999101000],
    [159999110000, 'TOWNSHIP', 159999000000],
    [441900003000, 'TOWNSHIP', 441900000000],
    [0, undefined, undefined],
    [150404, undefined, undefined],
    [1504041052030, undefined, undefined],
    [150404105203.5, undefined, undefined],
    [Number.NaN, undefined, undefined],
  ])('DIV1, DIV3 %d is a %s under %s', (code, level, parent) => {
    expect(levelOf(code)).toBe(level);
    expect(parentOf(code)).toBe(parent);
    expect(isDivisionCode(code)).toBe(level !== undefined);
  });

  test.each([
    [150000000000, 150404105203, true],
    [150400000000, 150404105203, true],
    [150404000000, 150404105203, true],
    [150404105000, 150404105203, true],
    [150404105203, 150404105203, true],
    [150404105203, 150404105000, false],
    [150404105000, 150404106001, false],
    [150404105000, 150404115001, false],
    [150404000000, 150403105203, false],
    [150400000000, 150604105203, false],
    [150000000000, 151000000000, true],
    [150000000000, 160000000000, false],
    [159999101000, 159999101010, true],
    [0, 150404105203, false],
    [150404000000, 0, false],
  ])('DIV2, DIV3 %d contains %d: %s', (scope, code, expected) => {
    expect(isWithin(scope, code)).toBe(expected);
  });

  test('the ancestor of a level', () => {
    expect(ancestorAt('TOWNSHIP', 159999101003)).toBe(159999101000);
    expect(ancestorAt('COUNTY', 159999101003)).toBe(DEMO_BANNER_CODE);
    expect(ancestorAt('VILLAGE', 159999101003)).toBe(159999101003);
    expect(ancestorAt('VILLAGE', 159999101000)).toBeUndefined();
    expect(ancestorAt('COUNTY', 0)).toBeUndefined();
  });
});

describe('the made-up banner', () => {
  test('eight townships of six to eight villages', () => {
    expect(DEMO_TOWNSHIPS.map(({ code, name }) => [code, name])).toEqual([
      [159999101000, '查干淖尔苏木'],
      [159999102000, '东风镇'],
      [159999103000, '巴彦高勒苏木'],
      [159999104000, '塔日牙图镇'],
      [159999105000, '宝力根苏木'],
      [159999106000, '哈达镇'],
      [159999107000, '乌兰图雅镇'],
      [159999108000, '红旗苏木'],
    ]);
    for (const { code } of DEMO_TOWNSHIPS) {
      const villages = DEMO_VILLAGES.filter((village) => isWithin(code, village.code));
      expect(villages.length).toBeGreaterThanOrEqual(6);
      expect(villages.length).toBeLessThanOrEqual(8);
    }
    expect(DEMO_VILLAGES[0]).toMatchObject({ code: 159999101001, name: '哈日根台嘎查' });
  });

  test('every entry agrees with its code, no code and no name stands twice', () => {
    for (const { code, level, parent } of DEMO_DIVISIONS) {
      expect(levelOf(code)).toBe(level);
      expect(parentOf(code)).toBe(parent);
      expect(isWithin(DEMO_BANNER_CODE, code)).toBe(true);
      expect(String(code).startsWith(DEMO_REGION)).toBe(true);
    }
    expect(new Set(DEMO_DIVISIONS.map(({ code }) => code)).size).toBe(DEMO_DIVISIONS.length);
    expect(new Set(DEMO_DIVISIONS.map(({ name }) => name)).size).toBe(DEMO_DIVISIONS.length);
  });
});
