/** Standards in force over everybody they are for (dossier (l); policy-packs §2, §5). */
import { expect, test } from 'vitest';
import { type DivisionPack, NATIONAL_PACK } from './policy-pack.ts';
import { amountsInForce, changesIn } from './standards-in-force.ts';
import type { Benefit } from './state.ts';

const pack = (region: string, given: Partial<DivisionPack>): DivisionPack => ({
  ...{ packId: region, region, version: 1, standards: [], livingScope: [], nursingScope: [], lifts: [] },
  ...given,
});
const standard = (benefit: Benefit, amountFen: number, more: object = {}) => ({
  ...{ id: `${benefit} ${amountFen}`, benefit, amountFen, from: '2016-01' },
  ...more,
});
/** S000: 100 yuan in the region, 108 in 呼和浩特; 鄂尔多斯 333 at the top and wider for nursing. */
const region = pack('15', { standards: [standard('LIVING', 10_000), standard('NURSING', 10_000)] });
const capital = pack('1501', { standards: [standard('LIVING', 10_800), standard('NURSING', 10_800)] });
const tiers = pack('1506', {
  standards: [
    standard('NURSING', 33_300, { grades: [1], from: '2019-01' }),
    standard('NURSING', 20_000, { grades: [1], to: '2018-12' }),
  ],
  livingScope: [{ from: '2020-03', households: ['DIBAO', 'DIBAO_EDGE'] }],
  nursingScope: [{ from: '2019-01', grades: [3, 4], classes: [5, 6] }],
});
const packs = [NATIONAL_PACK, region, capital, tiers];

test.each<[string, string, Benefit, string, number[]]>([
  ['the region’s own, where the city sets nothing (PP2)', '1504', 'LIVING', '2019-01', [10_000]],
  ['the city’s, and the region’s no more', '1501', 'NURSING', '2019-01', [10_800]],
  ['tiers: each amount once', '1506', 'NURSING', '2019-01', [10_000, 33_300]],
  ['before the month that begins them', '1506', 'NURSING', '2018-12', [10_000, 20_000]],
  ['before anything was set nothing is known (PP4)', '1504', 'LIVING', '2015-12', []],
])('SF1 SF2 %s', (_what, code, benefit, month, amounts) => {
  expect(amountsInForce(packs, benefit, month, code)).toEqual(amounts);
});

test.each<[string, Benefit, string, object]>([
  ['more for grade 1, and grades 3 and 4 in', 'NURSING', '2019-01', { isRaise: true, isExtension: true }],
  ['the month after', 'NURSING', '2019-02', { isRaise: false, isExtension: false }],
  ['another household in, nobody gets more', 'LIVING', '2020-03', { isRaise: false, isExtension: true }],
])('SF3 %s', (_what, benefit, month, changes) => {
  expect(changesIn(packs, benefit, month, '1506')).toEqual(changes);
});
