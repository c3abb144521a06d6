/** Both languages say the same things: every Chinese key has its English, with the same values in it and no Chinese left
 *  over; and every key is used by a screen. The shape itself is held by the types (words.ts).                        */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, describe, expect, test } from 'vitest';
import { useAppearance } from '../ui/appearance.ts';
import { sayBenefits, sayCode, sayCodes, sayDeadline, sayRefusal } from './codes.ts';
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
} from './dates.ts';
import { en } from './en/index.ts';
import { t } from './i18n.ts';
import { nounFor } from './words.ts';
import { zh } from './zh/index.ts';

const RENDERER = join(import.meta.dirname, '..');
const CHINESE = /[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]/u;
/** `noAnswer`, `case.next`, `NOT_COVERED`: what shows when a key is taken for its words. */
const LIKE_A_KEY = /^\w*([a-z][A-Z]|\w[._]\w)\w*$/;
/** Each language is offered in its own words. */
const SAME_IN_BOTH = ['ui.languages.zh-CN', 'ui.languages.en'];

/** Every sentence by its key. */
function leaves(words: object, before = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [[`${before}${name}`, value] as const]
        : [...leaves(value as object, `${before}${name}.`)],
    ),
  );
}

const chinese = leaves({ ...zh, prints: {} });
const english = leaves(en);

/** The values a sentence wants: `n` of {{n}} and of {{n, row|rows}}. */
function valuesIn(sentence: string): string[] {
  const names = [...sentence.matchAll(/\{\{\s*([^,}\s]+)/g)].map(([, name = '']) => name);
  return [...new Set(names)].toSorted();
}

describe('English beside Chinese', () => {
  test('has every key and no other', () => {
    expect(chinese.size).toBeGreaterThan(800);
    expect([...english.keys()].toSorted()).toEqual([...chinese.keys()].toSorted());
  });

  test('holds no Chinese, no key for words, nothing empty', () => {
    const wrong = [...english].filter(([key, words]) => {
      if (SAME_IN_BOTH.includes(key)) return words !== chinese.get(key);
      const isEmpty = words.trim() === '' && chinese.get(key) !== '';
      return CHINESE.test(words) || words === key || LIKE_A_KEY.test(words) || isEmpty;
    });
    expect(wrong).toEqual([]);
  });

  test('wants the same values', () => {
    const differing = [...chinese]
      .map(([key, words]) => [key, valuesIn(words), valuesIn(english.get(key) ?? '')] as const)
      .filter(([, inChinese, inEnglish]) => inChinese.join() !== inEnglish.join());
    expect(differing).toEqual([]);
  });

  test('counts with two words, never with (s)', () => {
    const forms = [...english.values()].flatMap((words) => [...words.matchAll(/\{\{\w+, ([^}]*)\}\}/g)]);
    expect(forms.length).toBeGreaterThan(20);
    expect(forms.filter(([, both = '']) => !/^[^|]+\|[^|]+$/.test(both))).toEqual([]);
    expect([...english.values()].filter((words) => /\(e?s\)/.test(words))).toEqual([]);
    expect([1, '1', 0, 2, '1,060'].map((n) => nounFor(n, 'row|rows'))).toEqual([
      'row',
      'row',
      'rows',
      'rows',
      'rows',
    ]);
  });

  test('says nothing that is not said', () => {
    const FORBIDDEN = /!|\b(sorry|oops|please wait|invalid|illegal|error|fail(ed|ure)?|force|overwrite)\b/i;
    expect([...english].filter(([, words]) => FORBIDDEN.test(words))).toEqual([]);
  });
});

/** Every string in the sources, and a pattern for every template: what stands in its hole is one part of a key. */
function stringsOf(files: readonly string[]): { literals: Set<string>; patterns: RegExp[] } {
  const literals = new Set<string>();
  const patterns: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) literals.add(node.text);
    if (ts.isTemplateExpression(node) && /^\w+\./.test(node.head.text)) {
      const parts = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
      patterns.push(new RegExp(`^${parts.map(({ text }) => text.replaceAll('.', '\\.')).join('[^.]+')}$`));
    }
    ts.forEachChild(node, visit);
  };
  for (const name of files)
    visit(ts.createSourceFile(name, readFileSync(join(RENDERER, name), 'utf8'), ts.ScriptTarget.Latest));
  return { literals, patterns };
}

describe('keys are used', () => {
  const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|^text\/(zh|en)\//.test(name));
  const { literals, patterns } = stringsOf(files);

  const isUsed = (key: string): boolean => {
    const [space = '', table = ''] = key.split('.');
    // Codes are looked up by sayCode(table, code) and sayRefusal(code).
    if (space === 'codes' && (['refusal', 'unknown'].includes(table) || literals.has(table))) return true;
    // A table that is asked for whole (returnObjects) is used whole.
    const parent = key.split('.').slice(0, -1).join('.');
    const isWhole = parent.includes('.') && literals.has(parent);
    return literals.has(key) || isWhole || patterns.some((one) => one.test(key));
  };

  test('every one', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(isUsed('frame.noSuchKey')).toBe(false);
    expect([...leaves(zh).keys()].filter((key) => !isUsed(key))).toEqual([]);
  });
});

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
    expect(t('prints.oneTimeNotice.title')).toBe('一次性告知书');
    expect(sayCode('material', 'ID_COPY', 'zh-CN')).toBe('身份证');
    expect(sayLongDate('2026-11-22', 'zh-CN')).toBe('2026年11月22日');
  });
});
