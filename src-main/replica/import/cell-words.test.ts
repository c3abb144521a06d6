/** What clerks write in cells, and what is understood by it. */
import { describe, expect, test } from 'vitest';
import { readAmount } from './cell-amounts.ts';
import { type ReadDate, readDate, readEnd } from './cell-dates.ts';
import {
  readBenefits,
  readDisabilityClass,
  readGrade,
  readHousehold,
  readMark,
  readName,
  readPhone,
} from './cell-words.ts';
import { bareNumber, isDamaged } from './check-numbers.ts';
import { quotable, veiled } from './finding.ts';

const shownDate = (read: ReadDate): string =>
  read.is === 'date' ? read.date : read.is === 'month' ? read.month : read.is;

describe('dates', () => {
  test.each([
    ['2023-4-1', '2023-04-01'],
    ['2023.4.1', '2023-04-01'],
    ['2023/4/1', '2023-04-01'],
    ['2023年4月1日', '2023-04-01'],
    ['2023 年 4 月 1 号', '2023-04-01'],
    ['20230401', '2023-04-01'],
    ['２０２３．４．１', '2023-04-01'],
    ['2023、4、1', '2023-04-01'],
    ['2023 4 1', '2023-04-01'],
    ['2023-04-01 00:00:00', '2023-04-01'],
    ['2023-04-01T08:00:00.000Z', '2023-04-01'],
    ['二〇二三年四月一日', '2023-04-01'],
    ['二○二三年十二月三十一日', '2023-12-31'],
    ['25/04/2023', '2023-04-25'],
    ['2023年4月', '2023-04'],
    ['2023.4', '2023-04'],
    ['2023-10', '2023-10'],
    ['202304', '2023-04'],
    ['', 'nothing'],
    ['—', 'nothing'],
    ['长期', 'nothing'],
    ['90/5/3', 'ambiguous'],
    ['90.5.3', 'ambiguous'],
    ['03/04/2023', 'ambiguous'],
    ['2023-2-30', 'unread'],
    ['2023-13', 'unread'],
    ['45017', 'unread'],
    ['明年', 'unread'],
    ['4月1日', 'unread'],
    ['T09:30:00', 'unread'],
  ])('CD1 «%s» is %s', (text, shown) => {
    expect(shownDate(readDate(text))).toBe(shown);
  });
  test('as a number 2023.1 is January or October', () => {
    expect([readDate('2023.1', 'n').is, readDate('2023.1', 't').is]).toEqual(['ambiguous', 'month']);
    expect(shownDate(readDate('20230401', 'n'))).toBe('2023-04-01');
  });
  test.each([
    ['2013.05.01-2023.05.01', '2023-05-01'],
    ['2013年5月1日至2023年5月1日', '2023-05-01'],
    ['20130501-20230501', '2023-05-01'],
    ['2013-05-01—长期', 'nothing'],
    ['有效期至2030年5月1日', '2030-05-01'],
    ['2030-05-01止', '2030-05-01'],
  ])('CD2 of «%s» the end is %s', (text, shown) => {
    expect(shownDate(readEnd(text))).toBe(shown);
  });
});

test.each<[string, number | null | undefined]>([
  ['100', 10_000],
  ['100.5', 10_050],
  ['100元', 10_000],
  ['１００ 元', 10_000],
  ['¥100.00', 10_000],
  ['￥1,100', 110_000],
  ['100元/月', 10_000],
  ['每月100元', 10_000],
  ['100元整', 10_000],
  ['壹佰元', 10_000],
  ['壹佰元整', 10_000],
  ['壹佰壹拾元正', 11_000],
  ['一百', 10_000],
  ['一百一十', 11_000],
  ['十五', 1_500],
  ['一千零五十', 105_000],
  ['贰佰贰拾伍元伍角', 22_550],
  ['两万', 2_000_000],
  ['0', 0],
  ['', null],
  ['无', null],
  ['×', null],
  ['约100', undefined],
  ['100左右', undefined],
  ['一百多', undefined],
  ['一二三', undefined],
  ['6217999900000000016', undefined],
])('CA1 «%s» is %s fen', (text, fen) => {
  expect(readAmount(text)).toBe(fen);
});

test.each<[string, boolean | null | undefined]>([
  ['', null],
  ['√', true],
  ['是', true],
  ['享受', true],
  ['有', true],
  ['TRUE', true],
  ['1', true],
  ['否', false],
  ['无', false],
  ['×', false],
  ['0', false],
  ['FALSE', false],
  ['○', undefined],
  ['待定', undefined],
])('a mark «%s» is %s', (text, mark) => {
  expect(readMark(text)).toBe(mark);
});

test('CW1 words of household and subsidies; what is not known is not the nearest', () => {
  const households = ['低保', '农村牧区低保', 'B类低保', '是', '低保边缘户', '五保', '', '否', '低保？'];
  expect(households.map(readHousehold)).toEqual([
    ...['DIBAO', 'DIBAO', 'DIBAO', 'DIBAO', 'DIBAO_EDGE', 'TEKUN', null, 'NONE', undefined],
  ]);
  const benefits = ['两项', '生活、护理', '困难残疾人生活补贴', '重度残疾人护理补贴', '', '燃煤'];
  expect(benefits.map(readBenefits)).toEqual([
    ['LIVING', 'NURSING'],
    ['LIVING', 'NURSING'],
    ['LIVING'],
    ['NURSING'],
    [],
    undefined,
  ]);
});

test('class and grade in their spellings', () => {
  expect(['二级', '2', '贰级', 'Ⅱ', '肢体二级', '一级/二级', '重'].map(readGrade)).toEqual([
    2,
    2,
    2,
    2,
    2,
    null,
    null,
  ]);
  expect(['肢体', '肢体残疾', '4', '肢体二级', '肢体、智力'].map(readDisabilityClass)).toEqual([
    4,
    4,
    4,
    4,
    null,
  ]);
});

test('a dot of a Mongolian or Tibetan name in its spellings is one', () => {
  for (const name of [
    '阿拉坦·其其格',
    '阿拉坦•其其格',
    '阿拉坦.其其格',
    '阿拉坦・其其格',
    '阿拉坦 ． 其其格',
  ])
    expect(readName(name)).toBe('阿拉坦·其其格');
  expect(readName(' 其 木　格 ')).toBe('其木格');
});

test('a telephone number in its spellings', () => {
  expect(
    ['139 0000 0001', '+86-13900000001', '139-0000-0001', '0476-1234567', '', '1390000000'].map(readPhone),
  ).toEqual([...['13900000001', '13900000001', '13900000001', '0476-1234567', null, undefined]]);
});

test('CN1 what Excel did to a number, and what other programs wrap it in', () => {
  expect(['1.59999E+17', '1.5E+17', '159999198001010011'].map((text) => isDamaged(text, 't'))).toEqual([
    true,
    true,
    false,
  ]);
  expect(['159999198001010011', '159999800101001'].map((text) => isDamaged(text, 'n'))).toEqual([
    true,
    false,
  ]);
  for (const wrapped of [
    "'159999198001010011",
    '="159999198001010011"',
    '159999-19800101-0011',
    ' １５９９９９１９８００１０１００１１\t',
  ])
    expect(bareNumber(wrapped)).toBe('159999198001010011');
});

test('FI1 no long number of a person shows in quoted or shown cells', () => {
  expect(veiled('身份证159999198001010011')).toBe('身份证159999********0011');
  expect(veiled('13900000001')).toBe('*******0001');
  expect(veiled('东风村12号')).toBe('东风村12号');
  expect(veiled('2023-04-01')).toBe('2023-04-01');
  expect(quotable('159999 19800101 001X')).not.toMatch(/\d{7}/);
});
