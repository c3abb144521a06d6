/** Cases of dossier g (C059–C063 are the agreed ones) and what must hold for any name. */
import { describe, expect, test } from 'vitest';
import { ageOn } from './id-number.ts';
import {
  HIDDEN_FIELDS,
  maskAccount,
  maskIdNumber,
  maskName,
  maskNameAlways,
  maskPhone,
  PUBLIC_FIELDS,
} from './mask.ts';

const BANK_STARS = '*'.repeat(15);

describe('agreed cases on 2022-05-05', () => {
  test.each([
    [
      'C059',
      '李芳',
      '1980-01-01',
      'BOARD',
      '李芳',
      '150404198001010224',
      '150404********0224',
      '0018',
      '0001',
    ],
    [
      'C060',
      '李芳',
      '1980-01-01',
      'ONLINE',
      '李*',
      '150404198001010224',
      '150404********0224',
      '0018',
      '0001',
    ],
    [
      'C061',
      '王树林',
      '1968-04-12',
      'ONLINE',
      '王*林',
      '150404196804120153',
      '150404********0153',
      '0026',
      '0002',
    ],
    [
      'C062',
      '阿拉坦·其其格',
      '1990-09-09',
      'ONLINE',
      '阿**·**格',
      '150421199009090469',
      '150421********0469',
      '0034',
      '0003',
    ],
    [
      'C063',
      '郑小宝',
      '2012-06-01',
      'BOARD',
      '郑*宝',
      '15010520120601037X',
      '150105********037X',
      '0042',
      '0004',
    ],
  ] as const)(
    '%s %s born %s on %s: %s',
    (_id, name, birthDate, channel, shown, idNumber, idMask, bank, phone) => {
      expect(maskName(name, channel, ageOn(birthDate, '2022-05-05'))).toBe(shown);
      expect(maskIdNumber(idNumber)).toBe(idMask);
      expect(maskAccount(`620000000000000${bank}`)).toBe(BANK_STARS + bank);
      expect(maskPhone(`1390000${phone}`)).toBe(`139****${phone}`);
    },
  );

  test('fields of a notice', () => {
    expect(PUBLIC_FIELDS).toEqual(['name', 'benefitKind', 'standard', 'paidSince']);
    expect(HIDDEN_FIELDS.filter((field) => (PUBLIC_FIELDS as readonly string[]).includes(field))).toEqual([]);
    expect(HIDDEN_FIELDS).toHaveLength(7);
  });
});

describe('names', () => {
  test.each([
    ['欧阳文静', '欧**静'],
    ['乌云其其格', '乌***格'],
    ['阿拉坦•其其格', '阿**·**格'],
    ['阿拉坦.其其格', '阿**·**格'],
    ['阿·其木格', '阿·**格'],
    ['阿·格', '阿·*'],
    ['甲乙·丙丁·戊己', '甲*·**·*己'],
    ['李', '*'],
    ['', ''],
    [' 李芳 ', '李*'],
    ['𠮷田', '𠮷*'],
  ])('%s → %s', (name, masked) => {
    expect(maskNameAlways(name)).toBe(masked);
  });

  // Names of Mongols as Chinese writes them, with and without ·, in each of its forms; surnames of two characters, single and double.
  test.each([
    ['乌兰图雅', '乌**雅'],
    ['阿拉坦格日乐', '阿****乐'],
    ['苏日娜', '苏*娜'],
    ['娜仁', '娜*'],
    ['巴特尔', '巴*尔'],
    ['特木尔巴根', '特***根'],
    ['孛儿只斤·铁木真', '孛***·**真'],
    ['博尔济吉特·乌日娜', '博****·**娜'],
    ['阿拉坦・其其格', '阿**·**格'],
    ['阿拉坦‧其其格', '阿**·**格'],
    ['阿拉坦･其其格', '阿**·**格'],
    ['阿拉坦∙其其格', '阿**·**格'],
    ['额尔德尼·巴雅尔·宝音', '额***·***·*音'],
    ['司马', '司*'],
    ['欧阳锋', '欧*锋'],
    ['上官婉儿', '上**儿'],
    ['司马·光', '司*·光'],
    ['哈', '*'],
  ])('of Mongols and others: %s → %s', (name, masked) => expect(maskNameAlways(name)).toBe(masked));

  test('MASK1 under 18 or of unknown age is masked on every channel', () => {
    for (const age of [0, 17, null]) {
      expect(maskName('郑小宝', 'BOARD', age)).toBe('郑*宝');
      expect(maskName('郑小宝', 'ONLINE', age)).toBe('郑*宝');
    }
    expect(maskName('郑小宝', 'BOARD', 18)).toBe('郑小宝');
    expect(maskName('郑小宝', 'ONLINE', 18)).toBe('郑*宝');
  });

  test('MASK2, MASK3 something is always hidden and the length is kept', () => {
    const characters = '阿拉坦其其格';
    for (let length = 1; length <= 6; length += 1) {
      for (let dot = 0; dot < length; dot += 1) {
        const name =
          dot === 0
            ? characters.slice(0, length)
            : `${characters.slice(0, dot)}·${characters.slice(dot, length)}`;
        const masked = maskNameAlways(name);
        expect(masked).toContain('*');
        expect(masked).toHaveLength(name.length);
      }
    }
  });
});

test.each([
  ['15-digit number of old', maskIdNumber('150404680412015'), '*'.repeat(15)],
  ['number with spaces', maskIdNumber('150404 19680412 0153'), '150404********0153'],
  ['no number', maskIdNumber(''), ''],
  ['passbook', maskAccount('12345678'), '****5678'],
  ['too short an account', maskAccount('5678'), '****'],
  ['landline', maskPhone('0476-1234567'), '********4567'],
  ['no phone', maskPhone(''), ''],
])('%s', (_title, masked, expected) => {
  expect(masked).toBe(expected);
});
