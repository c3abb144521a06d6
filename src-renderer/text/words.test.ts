/** Both languages say the same things: every Chinese key has its English, with the same values in it and no Chinese left
 *  over; and every key is used by a screen. The shape itself is held by the types (words.ts).                        */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { en } from './en/index.ts';
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
