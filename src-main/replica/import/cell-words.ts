/** What the words of single cells mean: household, subsidies, dates, telephone, kind of account. Pure.
 *  CW1 a word that is not known is `undefined`, never the nearest known one; an empty cell is null.               */
import { isPlainDate, type PlainDate, type PlainMonth } from '#shared/domain/calendar.ts';
import type { ACCOUNT_KINDS, HOUSEHOLD_CATEGORIES } from '#shared/domain/person.ts';
import type { Benefit } from '#shared/domain/state.ts';
import { squeezed } from './map-columns.ts';

export type HouseholdCategory = (typeof HOUSEHOLD_CATEGORIES)[number];
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** How clerks write «nothing». */
const NOTHING = /^([-—–―_/\\×✗xX无否不]|没有|--+|——+|0)?$/;
const YES = /^(√|✓|✔|☑|是|有|对|y|yes|true|1)$/i;

export function isNothing(text: string): boolean {
  return NOTHING.test(squeezed(text));
}

/** True, false, or undefined when it is neither yes nor nothing. */
export function readMark(text: string): boolean | undefined {
  const word = squeezed(text);
  if (NOTHING.test(word) || /^false$/i.test(word)) return false;
  if (YES.test(word)) return true;
  // A column of its own for a subsidy often holds the amount.
  return /^\d{1,5}(\.\d{1,2})?元?$/.test(word) ? true : undefined;
}

const HOUSEHOLD_WORDS: readonly (readonly [HouseholdCategory, RegExp])[] = [
  ['NONE', /^(非低保|不是低保|无低保|一般|一般户|一般家庭|普通|普通家庭|其他|正常|农户|FALSE)$/],
  ['DIBAO_EDGE', /^(低保边缘(家庭|户|人口)?|边缘(户|家庭)|低边(户)?|最低生活保障边缘家庭)$/],
  [
    'DIBAO',
    /^((城市|农村|城镇|城乡)?(最低生活保障|低保)(家庭|户|对象|人员|人口)?|[ABC一二三]类低保|低保[ABC一二三]类|是|√|✓|享受|TRUE)$/,
  ],
  ['LOW_INCOME', /^(低收入(家庭|户|人口)?)$/],
  ['EXPENDITURE_POOR', /^(支出型(困难)?(家庭|户)?|刚性支出困难(家庭|户)?)$/],
  ['TEKUN', /^(特困(供养)?(人员|户|对象)?|(分散|集中)供养(特困)?(人员)?|五保(户|对象|供养)?)$/],
];

/** A household category; null when the cell is empty, undefined when the word is not known. */
export function readHousehold(text: string): HouseholdCategory | null | undefined {
  const word = squeezed(text).toUpperCase();
  if (NOTHING.test(word)) return word === '' ? null : 'NONE';
  return HOUSEHOLD_WORDS.find(([, words]) => words.test(word))?.[0];
}

export const HOUSEHOLD_SHOWN: Readonly<Record<HouseholdCategory, string>> = {
  DIBAO: '低保',
  DIBAO_EDGE: '低保边缘',
  LOW_INCOME: '低收入',
  EXPENDITURE_POOR: '支出型困难',
  TEKUN: '特困',
  NONE: '—',
};

const BOTH = /^(两项|两项补贴|双项|双补|双享|都享|都有|两者|全部|生活护理|护理生活)$/;
const LIVING = /^(困难残疾人)?(困难)?生活(补贴)?$|^困补$/;
const NURSING = /^(重度残疾人)?(重度)?护理(补贴)?$|^重补$/;

/** The subsidies a cell names; undefined when a word is not known. */
export function readBenefits(text: string): Benefit[] | undefined {
  const word = squeezed(text);
  if (NOTHING.test(word)) return [];
  if (BOTH.test(word)) return ['LIVING', 'NURSING'];
  const found = new Set<Benefit>();
  for (const part of word.split(/[+,;、，；/&和及与]/)) {
    if (LIVING.test(part)) found.add('LIVING');
    else if (NURSING.test(part)) found.add('NURSING');
    else return undefined;
  }
  return [...found].sort();
}

export function benefitsShown(benefits: readonly Benefit[]): string {
  if (benefits.length === 2) return '两项';
  if (benefits.length === 0) return '—';
  return benefits[0] === 'LIVING' ? '生活' : '护理';
}

const pad = (part: string | undefined): string => (part ?? '').padStart(2, '0');

/** A date in the styles of clerks; null for «long-term» and empty cells, undefined when it is not a date. */
export function readDate(text: string): PlainDate | null | undefined {
  const word = squeezed(text);
  if (NOTHING.test(word) || /^(长期|永久|长期有效)$/.test(word)) return null;
  const match =
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(word) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(word);
  if (!match) return undefined;
  const date = `${match[1]}-${pad(match[2])}-${pad(match[3])}`;
  return isPlainDate(date) ? date : undefined;
}

/** A month; a date gives its month. */
export function readMonth(text: string): PlainMonth | null | undefined {
  const word = squeezed(text);
  if (NOTHING.test(word)) return null;
  const match = /^(\d{4})[-./年](\d{1,2})月?$/.exec(word) ?? /^(\d{4})(\d{2})$/.exec(word);
  if (!match) return readDate(text)?.slice(0, 7);
  const month = Number(match[2]);
  return month >= 1 && month <= 12 ? `${match[1]}-${pad(match[2])}` : undefined;
}

const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/;

/** One telephone number as the person record wants it. */
export function readPhone(text: string): string | null | undefined {
  const word = squeezed(text).replace(/^(\+?86)-?(?=1)/, '');
  if (NOTHING.test(word)) return null;
  const mobile = word.replaceAll('-', '');
  if (/^1[3-9]\d{9}$/.test(mobile)) return mobile;
  return PHONE.test(word) ? word : undefined;
}

/** «汉» and «汉族» are one. */
export function readEthnicity(text: string): string | null {
  const word = squeezed(text);
  if (NOTHING.test(word)) return null;
  return word.endsWith('族') ? word : `${word}族`;
}

/** Null for 居民户口 and the like, which since the reform of 2014 say neither. */
export function readHukouKind(text: string): 'URBAN' | 'RURAL' | null {
  const word = squeezed(text);
  if (/^(非农|非农业|城镇|城市)(户口|户籍|居民)?$/.test(word)) return 'URBAN';
  return /^(农业|农村|农牧|牧业|农)(户口|户籍|居民|区)?$/.test(word) ? 'RURAL' : null;
}

/** The kind of account, from its own column, the account column's header, or the shape of the number. */
export function readAccountKind(word: string, header: string, accountNumber: string): AccountKind {
  const said = squeezed(word) || squeezed(header);
  if (/社保|社会保障|一卡通/.test(said)) return 'SOCIAL_CARD';
  if (/存折/.test(said)) return 'PASSBOOK';
  if (/银行卡|借记卡|储蓄卡/.test(said)) return 'BANK_CARD';
  return /^62\d{14,17}$/.test(accountNumber) ? 'BANK_CARD' : 'PASSBOOK';
}

const CLASS_WORDS = ['视力', '听力', '言语', '肢体', '智力', '精神', '多重'];
const GRADE_DIGITS = '一二三四';

export function readDisabilityClass(text: string): number | null {
  const word = squeezed(text);
  if (/^[1-7]$/.test(word)) return Number(word);
  const at = CLASS_WORDS.indexOf(word.replace(/残疾?$/, ''));
  return at < 0 ? null : at + 1;
}

export function readGrade(text: string): number | null {
  const word = squeezed(text).replace(/级$/, '');
  if (/^[1-4]$/.test(word)) return Number(word);
  const at = word.length === 1 ? GRADE_DIGITS.indexOf(word) : -1;
  return at < 0 ? null : at + 1;
}

export function gradeShown(grade: number): string {
  return `${GRADE_DIGITS[grade - 1] ?? grade}级`;
}

/** Clerks stretch two-character names with spaces; dots of Mongolian names come in six shapes. */
export function readName(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b\u200c\u200d\ufeff]/g, '')
    .replace(/[•.・‧∙･]/g, '·')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})|\s*·\s*/gu, (gap) => (gap.includes('·') ? '·' : ''))
    .trim();
}
