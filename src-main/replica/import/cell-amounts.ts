/** What clerks mean by an amount of money: 100, «100元», «¥1,100.00», «壹佰元整», «每月一百». Pure.
 *  CA1 an amount is integer fen; one that is not understood is undefined, never the digits that happen to stand in it.  */
import { squeezed } from './header-words.ts';

const NOTHING = /^([-—–―_/\\×✗xX无否不]|没有|--+|——+)?$/;
const FEN_PER_YUAN = 100;
/** Nobody receives a million a month: such a number stands in the wrong column. */
const YUAN_MAX = 999_999;

const DIGITS: Readonly<Record<string, number>> = Object.fromEntries(
  ['〇零○', '一壹', '二贰两', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap(
    (words, value) => [...words].map((word) => [word, value]),
  ),
);
const UNITS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1_000, 仟: 1_000 };
const TEN_THOUSAND = 10_000;

/** «一千零五十» is 1050; undefined when it is not a number in Chinese. */
function chineseNumber(word: string): number | undefined {
  if (word === '') return undefined;
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of word) {
    const value = DIGITS[character];
    const unit = UNITS[character];
    if (value !== undefined) {
      // Two digits in a row are an account number, not an amount; only a zero may stand before another.
      if (digit) return undefined;
      digit = value;
    } else if (unit !== undefined) {
      section += (digit ?? (unit === 10 ? 1 : 0)) * unit;
      digit = undefined;
    } else if (character === '万' || character === '萬') {
      total += (section + (digit ?? 0)) * TEN_THOUSAND;
      section = 0;
      digit = undefined;
    } else return undefined;
  }
  return total + section + (digit ?? 0);
}

function chineseFen(word: string): number | undefined {
  const match = /^(.*?)(?:[元圆块](?:(.)角|(.)毛)?(?:(.)分)?)?[整正]?$/.exec(word);
  const yuan = chineseNumber(match?.[1] ?? '');
  if (yuan === undefined) return undefined;
  const tenths = DIGITS[match?.[2] ?? match?.[3] ?? '零'] ?? 0;
  return yuan * FEN_PER_YUAN + tenths * 10 + (DIGITS[match?.[4] ?? '零'] ?? 0);
}

/** Fen of a month; null when the cell says nothing, undefined when it is not understood. */
export function readAmount(text: string): number | null | undefined {
  const word = squeezed(text)
    .replace(/^(每人)?每月|^月(?=\d)|^人民币|^RMB/i, '')
    .replace(/(\/|每)?(人)?(\/|每)?月$/, '')
    .replace(/^[¥￥]/, '');
  if (NOTHING.test(word)) return null;
  const digits = word.replace(/元?[整正]?$|元$/, '').replace(/(?<=\d),(?=\d{3})/g, '');
  const fen = /^\d{1,6}(\.\d{1,2}|\.\d0*)?$/.test(digits)
    ? Math.round(Number(digits) * FEN_PER_YUAN)
    : chineseFen(word);
  return fen !== undefined && fen <= YUAN_MAX * FEN_PER_YUAN ? fen : undefined;
}
