/** Policy-packs §1, §2 and §5.1 as far as the thin pack goes; amounts are the demo's made-up ones. */
import { describe, expect, test } from 'vitest';
import { DEMO_PACK, monthlyAmount, type PolicyPack, packByVersion, packInForce } from './pack.ts';

describe('which pack', () => {
  test('by version, exactly', () => {
    expect(packByVersion('2026-07')).toBe(DEMO_PACK);
    expect(packByVersion('2026-08')).toBeUndefined();
    expect(packByVersion('')).toBeUndefined();
  });

  const later: PolicyPack = { ...DEMO_PACK, version: '2027-01', validFrom: '2027-01-01' };
  const corrected: PolicyPack = { ...later, version: '2027-01-b' };
  test.each([
    ['2015-12-31', undefined],
    ['2016-01-01', '2026-07'],
    ['2026-12-31', '2026-07'],
    ['2027-01-01', '2027-01-b'],
  ])('in force on %s: %s', (date, version) => {
    for (const packs of [
      [DEMO_PACK, later, corrected],
      [corrected, later, DEMO_PACK],
    ]) {
      expect(packInForce(date, packs)?.version).toBe(version);
    }
  });

  test('the demo pack is in force and carries the numbers of policy-packs §5.1', () => {
    expect(packInForce('2026-11-22')).toBe(DEMO_PACK);
    const { entry, submitToFederation, handToCivilAffairs, submitAnchor } = DEMO_PACK.deadlines;
    expect([entry, submitToFederation, handToCivilAffairs]).toEqual([3, 10, 5]);
    expect(submitAnchor).toBe('PRELIMINARY_PASSED');
    expect([DEMO_PACK.roster.dayOfMonth, DEMO_PACK.exchange.holderListDay]).toEqual([25, 15]);
  });
});

describe('monthly amount', () => {
  test.each([
    ['LIVING', '2015-12', { householdCategory: 'DIBAO' }, 'AMOUNT_UNKNOWN'],
    ['LIVING', '2016-01', { householdCategory: 'DIBAO' }, 10_000],
    ['LIVING', '2026-06', { householdCategory: 'DIBAO' }, 10_000],
    ['LIVING', '2026-07', { householdCategory: 'DIBAO', grade: 4 }, 11_000],
    ['LIVING', '2026-07', { householdCategory: 'DIBAO_EDGE' }, 'AMOUNT_UNKNOWN'],
    ['LIVING', '2026-07', { householdCategory: null }, 'AMOUNT_UNKNOWN'],
    ['LIVING', '2026-07', {}, 'AMOUNT_UNKNOWN'],
    ['NURSING', '2015-12', { grade: 1 }, 'AMOUNT_UNKNOWN'],
    ['NURSING', '2016-01', { grade: 1 }, 10_000],
    ['NURSING', '2026-06', { grade: 2 }, 10_000],
    ['NURSING', '2030-01', { grade: 2, householdCategory: 'NONE' }, 11_000],
    ['NURSING', '2026-07', { grade: 3 }, 'AMOUNT_UNKNOWN'],
    ['NURSING', '2026-07', { grade: null }, 'AMOUNT_UNKNOWN'],
  ] as const)('PACK1, PACK2 %s in %s for %j: %s', (benefit, month, facts, expected) => {
    expect(monthlyAmount(DEMO_PACK, benefit, month, facts)).toBe(expected);
  });
});
