/** What the public sees: the two editions, and that nothing else of a person ever gets into them (dossier g; PIPL 6, 28). */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../base/chance.ts';
import { makeDemoPerson } from './demo-people.ts';
import { DEMO_VILLAGES } from './division.ts';
import { ageOn } from './id-number.ts';
import { maskAccount, maskIdNumber, maskNameAlways, maskPhone } from './mask.ts';
import { editionOf, type NoticeEntry } from './notice-edition.ts';

const VILLAGES = new Map(DEMO_VILLAGES.map(({ code, name }) => [code, name]));
const villageName = (code: number | null) => (code === null ? '' : (VILLAGES.get(code) ?? ''));
const [first, second] = DEMO_VILLAGES.map(({ code }) => code) as [number, number];

const entry = (personId: number, name: string | null, more: Partial<NoticeEntry> = {}): NoticeEntry => ({
  ...{ personId, name, isMinor: false, village: first, benefit: 'NURSING' },
  ...{ standardFen: 10_000, paidSince: '2025-11' },
  ...more,
});
const names = (entries: readonly NoticeEntry[], channel: 'BOARD' | 'ONLINE') =>
  editionOf(entries, channel, villageName).map(({ name, village }) =>
    village ? `${name}（${village}）` : name,
  );

describe('the agreed cases, as rows of a notice', () => {
  test.each([
    ['C059', '李芳', false, 'BOARD', '李芳'],
    ['C060', '李芳', false, 'ONLINE', '李*'],
    ['C061', '王树林', false, 'ONLINE', '王*林'],
    ['C062', '阿拉坦·其其格', false, 'ONLINE', '阿**·**格'],
    ['C063', '郑小宝', true, 'BOARD', '郑*宝'],
    ['C063', '郑小宝', true, 'ONLINE', '郑*宝'],
  ] as const)('%s %s', (_case, name, isMinor, channel, shown) => {
    expect(names([entry(1, name, { isMinor })], channel)).toEqual([shown]);
  });
});

describe('NE2 equal masked names', () => {
  const two = [entry(1, '王树林'), entry(2, '王春林', { village: second })];
  test('are told apart by their village', () => {
    expect(names(two, 'ONLINE')).toEqual([
      `王*林（${VILLAGES.get(first)}）`,
      `王*林（${VILLAGES.get(second)}）`,
    ]);
  });
  test('but not on the board, where the names stand in full', () => {
    expect(names(two, 'BOARD')).toEqual(['王树林', '王春林']);
  });
  test('one person with both subsidies is not two people', () => {
    expect(names([entry(1, '王树林'), entry(1, '王树林', { benefit: 'LIVING' })], 'ONLINE')).toEqual([
      '王*林',
      '王*林',
    ]);
  });
});

test('NE3 who is not known any more is stars', () => {
  expect(names([entry(1, null), entry(2, '')], 'BOARD')).toEqual([
    `***（${VILLAGES.get(first)}）`,
    `***（${VILLAGES.get(first)}）`,
  ]);
});

/** A person with the texts that offices write into names: marks of class and grade, numbers, notes. */
function madeUp(index: number) {
  const chance = seededRandom(5_000 + index);
  const person = makeDemoPerson(
    chance.next,
    DEMO_VILLAGES[index % DEMO_VILLAGES.length]?.code as number,
    index,
  );
  const isMinor = ageOn(person.birthDate, '2026-11-23') < 18;
  return { person, isMinor, chance };
}

test.each([
  ['王树林（精神二级）', '王**'],
  ['王树林 150404196804120153', '王**'],
  ['王树林13900000001', '王**'],
  ['王树林二级', '王**'],
  ['15040419680412015342', '***'],
  ['（低保）王树林', '***'],
  ['视力残疾王树林', '视**'],
])('NE4 %s, which is more than a name, is %s in both', (name, shown) => {
  expect(names([entry(1, name)], 'BOARD')).toEqual([shown]);
  expect(names([entry(1, name)], 'ONLINE')).toEqual([shown]);
});

describe('masks never leak', () => {
  test('what was written beside a name, whatever and wherever it stands', () => {
    const NOTES = [
      '一级',
      '二级',
      '精神',
      '肢体三级',
      '(智力)',
      '残疾',
      '42',
      '150404196804120153',
      '6217999900000000101',
    ];
    for (let round = 0; round < 2_000; round += 1) {
      const { person, chance } = madeUp(round);
      const note = NOTES[Math.floor(chance.next() * NOTES.length)] as string;
      const name = chance.next() < 0.5 ? `${person.name}${note}` : `${person.name} ${note}`;
      for (const channel of ['BOARD', 'ONLINE'] as const) {
        const [row] = editionOf([entry(1, name)], channel, villageName);
        expect(row?.name).not.toContain(note);
        expect(row?.name).not.toMatch(/\d|级|残疾/);
      }
    }
  });

  const PEOPLE = Array.from({ length: 600 }, (_, index) => madeUp(index));

  test('an edition holds name, kind, standard, month, village and nothing else; no number, class or grade of the person', () => {
    const entries = PEOPLE.map(({ person, isMinor }, index) =>
      entry(index, person.name, { isMinor, village: person.hukouVillage }),
    );
    for (const channel of ['BOARD', 'ONLINE'] as const) {
      const rows = editionOf(entries, channel, villageName);
      for (const [index, row] of rows.entries()) {
        const { person, isMinor } = PEOPLE[index] as (typeof PEOPLE)[number];
        expect(Object.keys(row).sort()).toEqual([
          'benefitKind',
          'name',
          'paidSince',
          'standardFen',
          'village',
        ]);
        const text = JSON.stringify(row);
        for (const secret of [
          person.idNumber,
          person.certificateNumber,
          person.accountNumber,
          person.phone,
        ]) {
          if (!secret) continue;
          expect(text).not.toContain(secret);
          expect(`${row.name}${row.village}`).not.toContain(secret.slice(-4));
        }
        expect(text).not.toMatch(
          /一级|二级|三级|四级|视力|听力|言语|肢体|智力|精神|多重|disabilityClass|grade/,
        );
        if (channel === 'ONLINE' || isMinor) {
          expect(row.name).not.toBe(person.name);
          expect(row.name).toBe(maskNameAlways(person.name));
        }
      }
      expect(rows).toHaveLength(entries.length);
    }
  });

  test('a mask of random text shows at most its two ends, whatever stands in it', () => {
    const SIGNS = [...'0123456789Xx阿拉坦其格王李一二三四级残疾精神·•. A'];
    for (let round = 0; round < 4_000; round += 1) {
      const { next } = seededRandom(round);
      const pick = () => SIGNS[Math.floor(next() * SIGNS.length)] as string;
      const text = Array.from({ length: 1 + Math.floor(next() * 24) }, pick).join('');
      const masked = maskNameAlways(text);
      const shown = [...masked].filter((sign) => sign !== '*' && sign !== '·').length;
      expect(shown).toBeLessThanOrEqual(2);
      expect([...maskIdNumber(text)].filter((sign) => sign !== '*').length).toBeLessThanOrEqual(10);
      expect([...maskAccount(text)].filter((sign) => sign !== '*').length).toBeLessThanOrEqual(4);
      expect([...maskPhone(text)].filter((sign) => sign !== '*').length).toBeLessThanOrEqual(7);
    }
  });

  test('the numbers of real people are never whole behind their masks, nor to be put together from two of them', () => {
    for (const { person } of PEOPLE) {
      const masks = [
        maskIdNumber(person.idNumber),
        maskAccount(person.accountNumber ?? ''),
        maskPhone(person.phone ?? ''),
      ];
      const birth = person.birthDate.replaceAll('-', '');
      for (const mask of masks) expect(mask).not.toContain(birth);
      expect(masks[0]).not.toBe(person.idNumber);
      expect(masks[1]).not.toContain((person.accountNumber ?? '').slice(0, -4));
      // The certificate is the ID, then class and grade: no mask of ours is made of it for the public.
      const classAndGrade = person.certificateNumber.slice(18, 20);
      expect(masks[0]?.endsWith(classAndGrade) && !person.idNumber.endsWith(classAndGrade)).toBe(false);
    }
  });
});
