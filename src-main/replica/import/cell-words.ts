/** What the words of single cells mean: yes and no, household, subsidies, telephone, kind of account, names. Pure.
 *  CW1 a word that is not known is `undefined`, never the nearest known one; an empty cell is null.
 *  Elsewhere: dates (cell-dates.ts), amounts (cell-amounts.ts).                                                       */
import type { ACCOUNT_KINDS, HOUSEHOLD_CATEGORIES } from '#shared/domain/person.ts';
import type { Benefit } from '#shared/domain/state.ts';
import { squeezed } from './header-words.ts';

export type HouseholdCategory = (typeof HOUSEHOLD_CATEGORIES)[number];
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** How clerks write «nothing». */
const NOTHING = /^([-—–―_/\\×✗✘xX无否不]|没有|不是|未享受|不享受|不需要|--+|——+|0|no?|false)?$/i;
const YES = /^(√|✓|✔|☑|■|●|是|有|对|享受|已享受|在享|享|已享|需要|需|y|yes|true|1)$/i;

export function isNothing(text: string): boolean {
  return NOTHING.test(squeezed(text));
}

/** True, false, null when the cell is empty, or undefined when it is neither yes nor no. */
export function readMark(text: string): boolean | null | undefined {
  const word = squeezed(text);
  if (word === '') return null;
  if (NOTHING.test(word)) return false;
  return YES.test(word) ? true : undefined;
}

const HOUSEHOLD_WORDS: readonly (readonly [HouseholdCategory, RegExp])[] = [
  [
    'NONE',
    /^(非低保(户|家庭)?|不是低保|无低保|未纳入|一般|一般户|一般家庭|普通|普通家庭|其他|其它|正常|农户|非困难|NONE)$/,
  ],
  ['DIBAO_EDGE', /^(低保边缘(家庭|户|人口)?|边缘(户|家庭)|低边(户|家庭)?|最低生活保障边缘(家庭|户)?)$/],
  [
    'DIBAO',
    /^((城市|农村|城镇|城乡|农村牧区|牧区)?(最低生活保障|低保)(家庭|户|对象|人员|人口)?|(低保)?[ABC一二三](类|档)(低保)?|低保[ABC一二三](类|档)?|是|有|√|✓|✔|☑|享受|Y|YES|TRUE|1|DIBAO)$/,
  ],
  ['LOW_INCOME', /^(低收入(家庭|户|人口)?)$/],
  ['EXPENDITURE_POOR', /^(支出型(困难|贫困)?(家庭|户)?|刚性支出困难(家庭|户)?)$/],
  [
    'TEKUN',
    /^(特困(供养)?(人员|户|对象)?|(分散|集中)供养(特困)?(人员)?|特困(分散|集中)供养(人员)?|五保(户|对象|供养)?)$/,
  ],
];

/** A household category; null when the cell is empty, undefined when the word is not known. */
export function readHousehold(text: string): HouseholdCategory | null | undefined {
  const word = squeezed(text).toUpperCase();
  if (NOTHING.test(word)) return word === '' ? null : 'NONE';
  return HOUSEHOLD_WORDS.find(([, words]) => words.test(word))?.[0];
}

const BOTH = /^(两项|两项补贴|双项|双补|双享|都享|都有|两者|两项都有|两项全享|全部|生活护理|护理生活)$/;
const LIVING = /^(困难残疾人)?(困难)?生活(补贴)?$|^困补$|^困难(残疾人)?补贴$/;
const NURSING = /^(重度残疾人)?(重度)?护理(补贴)?$|^重补$|^重度(残疾人)?补贴$/;

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
  return /^(农业|农村|农牧|牧业|农|牧区|农村牧区)(户口|户籍|居民|区)?$/.test(word) ? 'RURAL' : null;
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
const ROMAN = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ'].map((digit) => digit.normalize('NFKC'));

/** «肢体», «肢体残疾», «4», «肢体二级». */
export function readDisabilityClass(text: string): number | null {
  const word = squeezed(text);
  if (/^[1-7]$/.test(word)) return Number(word);
  const named = CLASS_WORDS.flatMap((name, at) => (word.includes(name) ? [at + 1] : []));
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** «二级», «2», «贰级», «Ⅱ», «肢体二级». */
export function readGrade(text: string): number | null {
  const word = squeezed(text).replace(/[壹贰叁肆]/g, (it) => GRADE_DIGITS['壹贰叁肆'.indexOf(it)] ?? it);
  const named = new Set([...word.matchAll(/([一二三四1-4])级/g)].map(([, grade]) => grade));
  const bare = /^([一二三四1-4]|I{1,3}|IV)级?$/.exec(word)?.[1] ?? [...named][0];
  if (bare === undefined || named.size > 1) return null;
  const at = GRADE_DIGITS.includes(bare) ? GRADE_DIGITS.indexOf(bare) : ROMAN.indexOf(bare);
  return at < 0 ? Number(bare) : at + 1;
}

/** Clerks stretch two-character names with spaces; dots of Mongolian and Tibetan names come in many shapes. */
export function readName(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b\u200c\u200d\ufeff]/g, '')
    .replace(/[•.・‧∙･⋅˙●。ᐧ]/g, '·')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})|\s*·\s*/gu, (gap) => (gap.includes('·') ? '·' : ''))
    .trim();
}
