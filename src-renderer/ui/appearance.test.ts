/** The language is chosen at once, for words, dates and the document, and kept with the window; paper stays Chinese. */
import { afterEach, describe, expect, test } from 'vitest';
import { sayBenefits, sayCode, sayCodes, sayDeadline, sayRefusal } from '../text/codes.ts';
import {
  sayCount,
  sayDate,
  sayDay,
  sayDuration,
  sayInstant,
  sayLongDate,
  sayMoney,
  sayMonth,
  sayStamp,
} from '../text/dates.ts';
import { en } from '../text/en/index.ts';
import { t } from '../text/i18n.ts';
import { useAppearance } from './appearance.ts';

describe('the language is chosen', () => {
  afterEach(() => useAppearance.getState().choose({ language: 'zh-CN' }));

  test('at once, for words, dates and the document, and kept with the window', () => {
    expect(t('frame.desks.cases')).toBe('案件');
    useAppearance.getState().choose({ language: 'en' });
    expect(t('frame.desks.cases')).toBe('Cases');
    expect(document.documentElement.lang).toBe('en');
    expect(document.title).toBe('Sumu');
    expect(window.localStorage.getItem('sumu.appearance')).toContain('"language":"en"');
    expect(sayRefusal('person/nothing-to-change')).toBe(en.codes.refusal['person/nothing-to-change']);
    useAppearance.getState().choose({ language: 'zh-CN' });
    expect(document.documentElement.lang).toBe('zh-CN');
    expect(t('frame.desks.cases')).toBe('案件');
  });

  const days = (workingDays: number) =>
    sayDeadline({ kind: 'overdue', dueOn: '2026-11-20', workingDays, step: null });
  const said = (): Record<string, string> => ({
    date: sayDate('2026-11-22', '2026-11-23'),
    otherYear: sayDate('2025-11-22', '2026-11-23'),
    long: sayLongDate('2026-11-22'),
    month: sayMonth('2026-11'),
    day: sayDay('2026-11-23'),
    today: sayInstant('2026-11-23T00:12:00.000Z', '2026-11-23'),
    stamp: sayStamp('2026-11-22T15:40:00.000Z'),
    duration: sayDuration(9_060_000),
    money: sayMoney(106_000),
    count: sayCount(12_345),
    one: days(1),
    many: days(3),
    papers: sayCodes('material', ['ID_COPY', 'SIGNED_FORM']),
    benefits: sayBenefits(['LIVING', 'NURSING']),
    later: sayCode('state', 'BRAND_NEW'),
  });

  test('dates, durations, money and lists follow', () => {
    expect(said()).toEqual({
      date: '11月22日',
      otherYear: '2025年11月22日',
      long: '2026年11月22日',
      month: '2026年11月',
      day: '11月23日 星期一',
      today: '今天 08:12',
      stamp: '11-22 23:40',
      duration: '2 小时 31 分',
      money: '1,060.00',
      count: '12,345',
      one: '超 1 个工作日',
      many: '超 3 个工作日',
      papers: '身份证、申请审批表签字',
      benefits: '生活 + 护理',
      later: '别的状态',
    });
    useAppearance.getState().choose({ language: 'en' });
    expect(said()).toEqual({
      date: '22 Nov',
      otherYear: '22 Nov 2025',
      long: '22 Nov 2026',
      month: 'Nov 2026',
      day: 'Monday 23 Nov',
      today: 'today 08:12',
      stamp: '22 Nov 23:40',
      duration: '2 h 31 min',
      money: '1,060.00',
      count: '12,345',
      one: '1 working day late',
      many: '3 working days late',
      papers: 'ID card, Signed application form',
      benefits: 'Living + Nursing',
      later: 'Another state',
    });
  });

  test('what is printed stays Chinese', () => {
    useAppearance.getState().choose({ language: 'en' });
    expect(t('prints.receiptSlip.title')).toBe('收讫条');
    expect(sayCode('material', 'ID_COPY', 'zh-CN')).toBe('身份证');
    expect(sayLongDate('2026-11-22', 'zh-CN')).toBe('2026年11月22日');
  });
});
