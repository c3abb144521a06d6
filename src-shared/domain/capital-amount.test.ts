/** 人民币大写: the examples of the payment rules and every place where a zero stands or falls away. */
import { expect, test } from 'vitest';
import { capitalAmount } from './capital-amount.ts';

test.each<[number, string]>([
  [0, '零元整'],
  [1, '壹分'],
  [10, '壹角整'],
  [11, '壹角壹分'],
  [100, '壹元整'],
  [101, '壹元零壹分'],
  [110, '壹元壹角整'],
  [10_000, '壹佰元整'],
  [140_950, '壹仟肆佰零玖元伍角整'],
  [600_714, '陆仟零柒元壹角肆分'],
  [168_032, '壹仟陆佰捌拾元叁角贰分'],
  [10_700_053, '壹拾万柒仟元伍角叁分'],
  [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
  [1_000_001, '壹万元零壹分'],
  [1_000_100, '壹万零壹元整'],
  [10_001_000, '壹拾万零壹拾元整'],
  [1_000_000_000, '壹仟万元整'],
  [2_310_700_000, '贰仟叁佰壹拾万柒仟元整'],
  [3_018_000_000, '叁仟零壹拾捌万元整'],
  [10_000_000_000, '壹亿元整'],
  [10_000_000_100, '壹亿零壹元整'],
  [10_010_000_000, '壹亿零壹拾万元整'],
])('%i fen is %s', (fen, words) => {
  expect(capitalAmount(fen)).toBe(words);
});

test.each([-1, 0.5, Number.NaN, 2 ** 53])('%d is no amount', (fen) => {
  expect(() => capitalAmount(fen)).toThrow(RangeError);
});
