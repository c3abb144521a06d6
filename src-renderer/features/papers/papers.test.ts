/** What can be said of papers without a window: sentences of every fault, sizes in words, how large a turned picture is shown. */
import { describe, expect, test } from 'vitest';
import { PAPER_FAULTS } from '#shared/domain/paper-file.ts';
import { PAPER_LIMITS, PAPER_MATERIALS } from '#shared/domain/paper-limits.ts';
import { codeWords } from '../../text/i18n.ts';
import { papers as chinese } from '../../text/zh/papers.ts';
import { larger, shownSize, smaller, turned, WHOLE } from './Picture.tsx';
import { sayBytes } from './say.ts';

test.each(['zh-CN', 'en'] as const)(
  'every fault of a file and every material has words in %s',
  (language) => {
    const { refusal, material } = codeWords(language);
    expect(PAPER_FAULTS.filter((code) => !Object.hasOwn(refusal, code))).toEqual([]);
    expect(PAPER_MATERIALS.filter((code) => !Object.hasOwn(material, code))).toEqual([]);
  },
);

test('the limits that are told are the limits', () => {
  const { refusal } = codeWords('zh-CN');
  expect(PAPER_LIMITS.fileBytes).toBe(20 * 1024 * 1024);
  expect(chinese.add.limits).toContain('20 MB');
  expect(refusal['paper/too-large']).toContain('20 MB');
  expect(PAPER_LIMITS.pixels).toBe(40_000_000);
  expect(refusal['paper/too-many-pixels']).toContain('四千万');
  expect(refusal['paper/too-many']).toContain(`${PAPER_LIMITS.papersOfPerson} 份`);
});

test.each([
  [1, '1 KB'],
  [40_000, '39 KB'],
  [1_258_291, '1.2 MB'],
  [20 * 1024 * 1024, '20.0 MB'],
])('%i bytes are %s', (count, words) => {
  expect(sayBytes(count)).toBe(words);
});

describe('a picture in its place', () => {
  const place = { width: 1_000, height: 500 };
  const page = { width: 1_000, height: 2_000 };
  test('fits whole, a small one at its own size', () => {
    expect(shownSize(page, place, WHOLE)).toEqual({ width: 250, height: 500 });
    expect(shownSize({ width: 30, height: 20 }, place, WHOLE)).toEqual({ width: 30, height: 20 });
    expect(shownSize({ width: 0, height: 0 }, place, WHOLE)).toEqual({ width: 0, height: 0 });
  });
  test('turned by a quarter it lies down and fits again; four quarters are none', () => {
    expect(shownSize(page, place, turned(WHOLE))).toEqual({ width: 1_000, height: 500 });
    expect([1, 2, 3, 4].reduce(turned, WHOLE)).toEqual(WHOLE);
  });
  test('grows in steps up to an end and never falls below the whole', () => {
    expect(shownSize(page, place, larger(WHOLE))).toEqual({ width: 313, height: 625 });
    expect(smaller(larger(WHOLE)).zoom).toBeCloseTo(1);
    expect(smaller(WHOLE)).toEqual(WHOLE);
    expect(Array.from({ length: 40 }).reduce<typeof WHOLE>((look) => larger(look), WHOLE).zoom).toBe(8);
  });
});
