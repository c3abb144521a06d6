/** Made-up people of the demo banner, the same for the same random numbers: for demo data, benches and tests.
 *  DEMO1 nobody here exists: region 159999 is no place, phone and account numbers only have the right shape.  DEMO2 every
 *  number is valid, and identity, phone and account numbers are unlike for unlike `index`.  DEMO3 no clock: ages and
 *  expiry dates are laid around a fixed year, so a demo never changes by itself.
 *  Elsewhere: their files and states, which the demo scenario makes out of commands.                                  */
import { luhnCheckDigit } from './bank-account.ts';
import {
  addDays,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  type PlainDate,
  type PlainMonth,
} from './calendar.ts';
import type { DisabilityClass, DisabilityGrade } from './certificate.ts';
import { ancestorAt, DEMO_DIVISIONS, DEMO_REGION, type DivisionCode } from './division.ts';
import { idCheckDigit, type Sex } from './id-number.ts';

export type DemoHousehold = 'DIBAO' | 'DIBAO_EDGE' | 'LOW_INCOME' | 'TEKUN' | 'NONE';

/** Named like the fields of the person record. */
export interface DemoPerson {
  readonly name: string;
  readonly idNumber: string;
  readonly sex: Sex;
  readonly birthDate: PlainDate;
  readonly ethnicity: '汉族' | '蒙古族';
  readonly phone: string;
  readonly hukouVillage: DivisionCode;
  readonly hukouKind: 'URBAN' | 'RURAL';
  readonly hukouAddress: string;
  readonly residenceAddress: string;
  readonly certificateNumber: string;
  readonly disabilityClass: DisabilityClass;
  readonly grade: DisabilityGrade;
  /** Null: long-term. */
  readonly certificateExpiresOn: PlainDate | null;
  readonly householdCategory: DemoHousehold;
  readonly householdFrom: PlainMonth | null;
  readonly accountHolder: string;
  readonly bankName: string;
  readonly accountNumber: string;
  readonly accountKind: 'SOCIAL_CARD';
}

const HAN_SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const HAN_GIVEN_F = [...'芳秀英娟敏静丽艳玲桂兰凤霞梅红珍淑华慧云莲香琴娥翠春雪萍月洁'];
const HAN_GIVEN_M = [...'伟强军建国志明勇平刚杰涛斌辉林海山峰永福贵德文龙成庆忠学树生'];
const MONGOLIAN_F = [
  ...['乌云其其格', '娜仁其木格', '萨仁高娃', '其木格', '通拉嘎', '阿拉坦其其格', '斯琴高娃', '敖登其木格'],
  ...['托娅', '图雅', '其其格玛', '乌日娜', '乌兰其其格', '娜仁花', '萨日娜', '高娃', '哈斯其木格', '琪琪格'],
  ...['阿拉坦·其其格', '娜仁·图雅', '斯琴·托娅'],
];
const MONGOLIAN_M = [
  ...['巴特尔', '那顺乌力吉', '宝音德力格尔', '苏和', '额尔敦', '巴雅尔', '朝鲁', '孟和', '布和', '乌力吉'],
  ...[
    '格日勒图',
    '阿拉坦仓',
    '青格勒',
    '斯日古楞',
    '宝力道',
    '哈斯巴根',
    '那木吉拉',
    '呼和',
    '特木尔',
    '达木丁',
  ],
  ...['额尔敦·巴特尔', '宝音·乌力吉', '孟和·巴雅尔'],
];

const OLDEST_BIRTH: PlainDate = '1938-01-01';
const YOUNGEST_BIRTH: PlainDate = '2021-12-31';
const FIRST_EXPIRY: PlainDate = '2026-08-01';
const LAST_EXPIRY: PlainDate = '2036-06-30';
const LAST_NEAR_EXPIRY: PlainDate = '2027-03-31';
const MONGOLIAN_SHARE = 0.4;
const NEAR_EXPIRY_SHARE = 0.12;
const LONG_TERM_SHARE = 0.06;

/** Sequence numbers of one sex on one birth date: 001…998 holds 499 of each. */
const SEQUENCES = 499;
/** Birth dates are laid on days of one remainder, which keeps numbers apart once the sequences are used up. */
const DAY_REMAINDERS = 97;
const INDEX_END = SEQUENCES * DAY_REMAINDERS;

const BANK_PREFIX = '62179999';
const BANK_NAME = '农信社';

const CLASS_WEIGHTS: readonly (readonly [DisabilityClass, number])[] = [
  [4, 0.48],
  [1, 0.13],
  [2, 0.12],
  [6, 0.11],
  [5, 0.09],
  [7, 0.04],
  [3, 0.03],
];
const GRADE_WEIGHTS: readonly (readonly [DisabilityGrade, number])[] = [
  [2, 0.36],
  [1, 0.22],
  [3, 0.24],
  [4, 0.18],
];
const HOUSEHOLD_WEIGHTS: readonly (readonly [DemoHousehold, number])[] = [
  ['DIBAO', 0.46],
  ['NONE', 0.29],
  ['DIBAO_EDGE', 0.11],
  ['LOW_INCOME', 0.09],
  ['TEKUN', 0.05],
];

const DIVISION_NAMES = new Map(DEMO_DIVISIONS.map((division) => [division.code, division.name]));

type Random = () => number;

function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

function pickWeighted<T>(random: Random, weights: readonly (readonly [T, number])[]): T {
  let left = random();
  for (const [item, weight] of weights) {
    left -= weight;
    if (left < 0) return item;
  }
  return pick(random, weights)[0];
}

function dateBetween(random: Random, first: PlainDate, last: PlainDate): PlainDate {
  return addDays(first, Math.floor(random() * (daysBetween(first, last) + 1)));
}

function makeName(random: Random, sex: Sex, isMongolian: boolean): string {
  if (isMongolian) return pick(random, sex === 'F' ? MONGOLIAN_F : MONGOLIAN_M);
  const given = sex === 'F' ? HAN_GIVEN_F : HAN_GIVEN_M;
  const surname = pick(random, HAN_SURNAMES);
  const first = pick(random, given);
  return random() < 0.3 ? surname + first : surname + first + pick(random, given);
}

/** Two people share a birth date only when their indexes leave the same remainder, and then their sequences differ. */
function makeBirthDate(random: Random, index: number): PlainDate {
  const day = dayNumber(dateBetween(random, OLDEST_BIRTH, addDays(YOUNGEST_BIRTH, -DAY_REMAINDERS)));
  const remainder = Math.floor(index / SEQUENCES);
  const shift = (((remainder - day) % DAY_REMAINDERS) + DAY_REMAINDERS) % DAY_REMAINDERS;
  return dateOfDayNumber(day + shift);
}

function makeIdNumber(birthDate: PlainDate, sex: Sex, index: number): string {
  const sequence = (index % SEQUENCES) * 2 + (sex === 'M' ? 1 : 2);
  const first17 = DEMO_REGION + birthDate.replaceAll('-', '') + String(sequence).padStart(3, '0');
  return first17 + idCheckDigit(first17);
}

function makeExpiry(random: Random): PlainDate | null {
  const kind = random();
  if (kind < LONG_TERM_SHARE) return null;
  const isNear = kind < LONG_TERM_SHARE + NEAR_EXPIRY_SHARE;
  return dateBetween(random, FIRST_EXPIRY, isNear ? LAST_NEAR_EXPIRY : LAST_EXPIRY);
}

function makeAccountNumber(random: Random, index: number): string {
  const digits = String(Math.floor(random() * 1000)).padStart(3, '0') + String(index).padStart(7, '0');
  return BANK_PREFIX + digits + luhnCheckDigit(BANK_PREFIX + digits);
}

function makeAddress(random: Random, villageCode: DivisionCode): string {
  const township = DIVISION_NAMES.get(ancestorAt('TOWNSHIP', villageCode) ?? 0) ?? '';
  const village = DIVISION_NAMES.get(villageCode) ?? '';
  return `${township}${village}${1 + Math.floor(random() * 160)}号`;
}

/** One made-up person of a village. Every person of one data set needs an index of its own, below 48 403. */
export function makeDemoPerson(random: Random, villageCode: DivisionCode, index: number): DemoPerson {
  if (!Number.isInteger(index) || index < 0 || index >= INDEX_END) throw new RangeError(`index ${index}`);
  const villageName = DIVISION_NAMES.get(villageCode);
  if (villageName === undefined) throw new RangeError(`no village of the demo: ${villageCode}`);
  const sex: Sex = random() < 0.46 ? 'F' : 'M';
  const isMongolian = random() < MONGOLIAN_SHARE;
  const name = makeName(random, sex, isMongolian);
  const birthDate = makeBirthDate(random, index);
  const idNumber = makeIdNumber(birthDate, sex, index);
  const disabilityClass = pickWeighted(random, CLASS_WEIGHTS);
  const grade = pickWeighted(random, GRADE_WEIGHTS);
  const reissue = random() < 0.15 ? `B${random() < 0.8 ? 1 : 2}` : '';
  const householdCategory = pickWeighted(random, HOUSEHOLD_WEIGHTS);
  const address = makeAddress(random, villageCode);
  return {
    name,
    idNumber,
    sex,
    birthDate,
    ethnicity: isMongolian ? '蒙古族' : '汉族',
    phone: (random() < 0.5 ? '139' : '150') + String(index).padStart(8, '0'),
    hukouVillage: villageCode,
    hukouKind: villageName.endsWith('社区') ? 'URBAN' : 'RURAL',
    hukouAddress: address,
    residenceAddress: random() < 0.85 ? address : makeAddress(random, villageCode),
    certificateNumber: `${idNumber}${disabilityClass}${grade}${reissue}`,
    disabilityClass,
    grade,
    certificateExpiresOn: makeExpiry(random),
    householdCategory,
    householdFrom: householdCategory === 'NONE' ? null : makeHouseholdFrom(random, birthDate),
    accountHolder: name,
    bankName: BANK_NAME,
    accountNumber: makeAccountNumber(random, index),
    accountKind: 'SOCIAL_CARD',
  };
}

/** A household's category began in 2022–2025, never before the person was born. */
function makeHouseholdFrom(random: Random, birthDate: PlainDate): PlainMonth {
  const date = dateBetween(random, '2022-01-01', '2025-12-31');
  return (date < birthDate ? birthDate : date).slice(0, 7);
}
