/** Marking of differing characters (DIF1–DIF3). */
import { describe, expect, it } from 'vitest';
import { differences } from './differences.ts';

const marked = (before: string, now: string): string =>
  differences(before, now)
    .map(({ text, isMarked }) => (isMarked ? `[${text}]` : text))
    .join('');

describe('differences', () => {
  it.each([
    ['***************4417', '***************5530', '***************[5530]'],
    ['***************4417', '***************4427', '***************44[2]7'],
    ['***************4417', '***************5427', '***************[542]7'],
    ['139****0427', '139****0527', '139****0[5]27'],
    ['农信社 查干淖尔社', '工商银行 旗支行', '[工商银行 旗支行]'],
    ['哈日根台嘎查 3 组 12 号', '哈日根台嘎查 5 组 12 号', '哈日根台嘎查 [5] 组 12 号'],
    ['农信社', '农信社 查干淖尔社', '农信社[ 查干淖尔社]'],
    ['王秀英', '王秀英', '王秀英'],
    ['', '13900000427', '[13900000427]'],
    ['2025-03', '2025-04', '2025-0[4]'],
  ])('%s → %s', (before, now, expected) => expect(marked(before, now)).toBe(expected));

  it('DIF1 the pieces are the value', () => {
    const values = ['农信社', '农信社 查干淖尔社', '乌云·其其格', '𠮷野家', '6217999900001234', ''];
    for (const before of values) {
      for (const now of values) {
        expect(
          differences(before, now)
            .map(({ text }) => text)
            .join(''),
        ).toBe(now);
      }
    }
  });

  it('DIF2 nothing is marked when nothing changed', () => {
    expect(differences('abc', 'abc').some(({ isMarked }) => isMarked)).toBe(false);
  });
});
