/** Names that are read character by character read as the dictionary reads them whole. */
import { pinyin } from 'pinyin-pro';
import { expect, test } from 'vitest';
import { seededRandom } from '#shared/base/chance.ts';
import { readingsOf } from './pinyin.ts';

const OPTIONS = { toneType: 'none', type: 'array', v: true } as const;
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗包白单曾仇解朴任盖查尉区翟万欧诸司上乌萨那苏阿斯';
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英日吉其格木高娃花图雅乐长朝行重都传传参觉还调率薄藏行宁';

const spelledBy = (name: string, mode: 'surname' | 'normal'): string =>
  pinyin(name, { ...OPTIONS, mode })
    .map((each) => each.slice(0, 1))
    .join('');

test('any name has the initials that the dictionary gives it', () => {
  const { next } = seededRandom(11);
  const one = (of: string) => of[Math.floor(next() * of.length)] as string;
  for (let round = 0; round < 3_000; round++) {
    const name =
      one(SURNAMES) + one(GIVEN) + (next() < 0.7 ? one(GIVEN) : '') + (next() < 0.2 ? one(GIVEN) : '');
    const [first, second] = readingsOf(name);
    expect([name, first?.initials]).toEqual([name, spelledBy(name, 'surname')]);
    if (second) expect([name, second.initials]).toEqual([name, spelledBy(name, 'normal')]);
    const whole = pinyin(name, { ...OPTIONS, mode: 'surname' });
    expect([name, first?.syllables]).toEqual([name, whole]);
  }
});

test('a name with another sign in it is read as before', () => {
  expect(readingsOf('乌云·其其格')[0]?.initials).toBe('wyqqg');
  expect(readingsOf('李A明')[0]).toEqual({ initials: 'lam', syllables: ['li', 'a', 'ming'] });
});
