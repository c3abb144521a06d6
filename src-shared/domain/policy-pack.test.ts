/** Which amount and which scope hold for one person in one month (policy-packs §2), and which packs are not taken in. */
import { describe, expect, test } from 'vitest';
import { fallenBelow, faultsOfPack } from './pack-check.ts';
import {
  type DivisionPack,
  liftOf,
  livingHouseholds,
  NATIONAL_PACK,
  nursingCovers,
  regionPrefix,
  type Standard,
  standardOf,
} from './policy-pack.ts';

const TOWNSHIP = '159999101000';

function pack(region: string, parts: Partial<DivisionPack> = {}): DivisionPack {
  return {
    ...{ packId: region, region, version: 1, standards: [], livingScope: [], nursingScope: [], lifts: [] },
    ...parts,
  };
}

const nursing = (id: string, yuan: number, from: string, rest: Partial<Standard> = {}): Standard => ({
  ...{ id, benefit: 'NURSING', amountFen: yuan * 100, from, grades: [1, 2] },
  ...rest,
});
const living = (id: string, yuan: number, from: string, rest: Partial<Standard> = {}): Standard => ({
  ...{ id, benefit: 'LIVING', amountFen: yuan * 100, from },
  ...rest,
});

const PROVINCE = pack('15', { standards: [nursing('P', 80, '2016-01'), living('PL', 80, '2016-01')] });
const CITY = pack('1599', {
  standards: [nursing('C', 100, '2018-01'), nursing('C2', 120, '2022-07'), living('CL', 100, '2018-01')],
});
const COUNTY = pack('159999', {
  standards: [nursing('K', 130, '2023-01', { to: '2023-12' })],
  livingScope: [{ from: '2023-01', households: ['DIBAO', 'DIBAO_EDGE'] }],
  nursingScope: [{ from: '2023-01', grades: [3, 4], classes: [5, 6] }],
});
const ALL = [NATIONAL_PACK, PROVINCE, CITY, COUNTY];
const cell = { region: TOWNSHIP, grade: 2, disabilityClass: 4, household: 'DIBAO' };

describe('the standard of a month', () => {
  test.each([
    ['NURSING', '2017-12', 'P', 'the province alone had one'],
    ['NURSING', '2018-01', 'C', 'PP2 the city lies nearer than the province'],
    ['NURSING', '2022-06', 'C', 'PP1 the month before the raise'],
    ['NURSING', '2022-07', 'C2', 'PP3 the later month of one region'],
    ['NURSING', '2023-01', 'K', 'PP2 the county lies nearer than the city'],
    ['NURSING', '2024-01', 'C2', 'the county’s amount has ended'],
    ['LIVING', '2023-05', 'CL', 'PP2 per cell: the county says nothing of LIVING'],
  ] as const)('%s in %s: %s (%s)', (benefit, month, id, _why) => {
    for (const packs of [ALL, ALL.toReversed()])
      expect(standardOf(packs, benefit, month, cell)).toMatchObject({ standard: { id } });
  });

  test('PP3 the higher version of a pack corrects the lower one', () => {
    const corrected = { ...CITY, version: 2, standards: [nursing('C3', 125, '2022-07')] };
    expect(standardOf([...ALL, corrected], 'NURSING', '2022-08', cell)).toMatchObject({
      standard: { id: 'C3' },
    });
  });

  test.each([
    ['a month before any', '2015-12', cell],
    ['a grade without an amount', '2022-07', { ...cell, grade: 3 }],
    ['an unknown grade', '2022-07', { ...cell, grade: null }],
    ['another region', '2022-07', { ...cell, region: '110101001000' }],
  ])('PP4 %s has no amount', (_what, month, facts) => {
    expect(standardOf(ALL, 'NURSING', month, facts)).toBe('AMOUNT_UNKNOWN');
  });

  test('PP4 two amounts that nothing tells apart are none', () => {
    const doubled = pack('1599', { standards: [nursing('A', 1, '2020-01'), nursing('B', 2, '2020-01')] });
    expect(standardOf([doubled], 'NURSING', '2020-01', cell)).toBe('AMOUNT_UNKNOWN');
    expect(() => standardOf(ALL, 'NURSING', '2020-1', cell)).toThrow(RangeError);
  });

  test('limits of class, component, age and place fit only known facts', () => {
    const child = nursing('X', 200, '2020-01', {
      ...{ grades: [1, 2, 3, 4], classes: [5, 6], ageTo: 17, urbanRural: 'RURAL' },
    });
    const of = (facts: object) =>
      standardOf([pack('15', { standards: [child] })], 'NURSING', '2021-01', { ...cell, ...facts });
    const fits = { disabilityClass: 7, componentClasses: [4, 6], age: 17, urbanRural: 'RURAL' };
    expect(of(fits)).toMatchObject({ standard: { id: 'X' } });
    for (const other of [
      { componentClasses: [4] },
      { age: 18 },
      { age: null },
      { urbanRural: 'URBAN' },
      { disabilityClass: 4 },
    ])
      expect(of({ ...fits, ...other })).toBe('AMOUNT_UNKNOWN');
  });
});

describe('scopes', () => {
  test.each([
    ['2022-12', ['DIBAO']],
    ['2023-01', ['DIBAO', 'DIBAO_EDGE']],
  ])('LIVING in %s is for %j (policy-packs §1)', (month, households) => {
    expect(livingHouseholds(ALL, TOWNSHIP, month)).toEqual(households);
    expect(livingHouseholds(ALL, '110101', month)).toEqual(['DIBAO']);
  });

  test.each([
    [2, 4, '2016-01', true, '国发〔2015〕52号 二(一)'],
    [3, 6, '2022-12', false, 'the county has not widened it yet'],
    [3, 6, '2023-01', true, 'the county has widened it'],
    [3, 4, '2023-01', false, 'not of a class that it was widened to'],
  ])('NURSING, grade %d class %d in %s: %s (%s)', (grade, disabilityClass, month, covered) => {
    expect(nursingCovers(ALL, month, { region: TOWNSHIP, grade, disabilityClass })).toBe(covered);
  });

  test('PP5 a lift holds from its month, below its region, with a document', () => {
    const lift = {
      exclusion: 'TEKUN_EXCLUDED',
      benefits: ['NURSING'] as const,
      from: '2024-01',
      documentNo: '内民政发〔2024〕1号',
    };
    const lifted = pack('15', { lifts: [lift] });
    const at = (month: string, region = TOWNSHIP) =>
      liftOf([lifted], 'TEKUN_EXCLUDED', 'NURSING', { region, month });
    expect(at('2024-01')).toEqual(lift);
    expect(at('2023-12')).toBeUndefined();
    expect(at('2024-01', '110101')).toBeUndefined();
    expect(
      liftOf([lifted], 'TEKUN_EXCLUDED', 'LIVING', { region: TOWNSHIP, month: '2024-01' }),
    ).toBeUndefined();
  });

  test.each([
    ['159999101000', '159999101'],
    ['159999000000', '159999'],
    ['150400000000', '1504'],
    ['15', '15'],
    ['000000000000', ''],
  ])('c.3 the prefix of %s is «%s»', (code, prefix) => {
    expect(regionPrefix(code)).toBe(prefix);
  });
});

describe('packs that are not taken in', () => {
  const county = (standards: Standard[], rest: Partial<DivisionPack> = {}) =>
    pack('159999', { standards, ...rest });
  test.each([
    ['more than the city', county([nursing('K', 121, '2022-07')]), []],
    ['less than the city', county([nursing('K', 119, '2022-07')]), ['PACK_BELOW_PARENT']],
    [
      'as much as before the raise, and after it',
      county([nursing('K', 110, '2020-01')]),
      ['PACK_BELOW_PARENT'],
    ],
    [
      'a scope without the dibao households',
      county([], { livingScope: [{ households: ['LOW_INCOME'] }] }),
      ['PACK_BELOW_PARENT'],
    ],
    [
      'two amounts for one cell',
      county([nursing('K', 130, '2023-01'), nursing('L', 140, '2023-01')]),
      ['PACK_AMBIGUOUS'],
    ],
    [
      'a lift without a document',
      county([], {
        lifts: [{ exclusion: 'TEKUN_EXCLUDED', benefits: ['LIVING'], from: '2020-01', documentNo: ' ' }],
      }),
      ['LIFT_WITHOUT_DOCUMENT'],
    ],
  ])('PC1–PC3 %s', (_what, given, codes) => {
    const found = faultsOfPack(given, [NATIONAL_PACK, PROVINCE, CITY]);
    expect([...new Set(found.map(({ code }) => code))]).toEqual(codes);
  });

  test('PC1 a level above may say that its amount is only guidance', () => {
    const guided = { ...CITY, standards: CITY.standards.map((each) => ({ ...each, guidanceOnly: true })) };
    expect(faultsOfPack(county([nursing('K', 60, '2018-01')]), [NATIONAL_PACK, guided])).toEqual([]);
  });

  test('PC4 a city that is raised above a county later names the county, from the month of the raise on', () => {
    const stands = county([nursing('K', 110, '2020-01')]);
    expect(faultsOfPack(stands, [NATIONAL_PACK, PROVINCE, CITY])).toEqual([
      expect.objectContaining({ code: 'PACK_BELOW_PARENT', month: '2022-07', isRaisedLater: true }),
    ]);
    expect(
      fallenBelow([NATIONAL_PACK, PROVINCE, CITY, stands]).map(({ pack: { region } }) => region),
    ).toEqual(['159999']);
    const before = { ...CITY, standards: CITY.standards.filter(({ id }) => id !== 'C2') };
    expect(fallenBelow([NATIONAL_PACK, PROVINCE, before, stands])).toEqual([]);
    // What is paid meanwhile is the county's amount (policy-packs §2.2).
    expect(standardOf([NATIONAL_PACK, PROVINCE, CITY, stands], 'NURSING', '2023-01', cell)).toMatchObject({
      standard: { id: 'K' },
    });
  });

  test('PC4 a county that was below when it was issued was never in order', () => {
    const [fault] = faultsOfPack(county([nursing('K', 119, '2022-07')]), [NATIONAL_PACK, PROVINCE, CITY]);
    expect(fault?.isRaisedLater).toBeUndefined();
  });
});
