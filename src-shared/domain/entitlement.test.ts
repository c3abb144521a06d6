/** From when, how much, until when: months and money as tables (dossier (e), (f), (g), (h), (j)). */
import { describe, expect, test } from 'vitest';
import { accountAlerts, ALERT_RULE, amountAlerts, paymentAlerts } from './alert.ts';
import { OFFICIAL_WORK_CALENDAR } from './calendar.ts';
import { EXPIRY_RULE, expiryOn, expiryPays } from './certificate-expiry.ts';
import type { MonthFacts } from './eligibility.ts';
import { firstPaymentOf, rosterMonthOf } from './entitlement.ts';
import { EVALUATION_RULE, tallyOf } from './evaluation-tally.ts';
import { type Cycle, exitEffectOf, type ExitReason, overpaidAfter } from './exit.ts';
import { idCheckDigit } from './id-number.ts';
import { addMonths, addMonthsToDate, monthsFromTo, quarterEnd } from './month.ts';
import { NATIONAL_PACK } from './policy-pack.ts';
import { publicityPeriodOf } from './publicity.ts';
import { ROSTER_TERMS } from './roster-calendar.ts';

const FIRST = '15999919700506101';
const ID = FIRST + idCheckDigit(FIRST);
const PACKS = [
  NATIONAL_PACK,
  {
    ...{ packId: '15', region: '15', version: 1, livingScope: [], nursingScope: [], lifts: [] },
    standards: [
      { id: 'L', benefit: 'LIVING' as const, amountFen: 10_000, from: '2016-01' },
      { id: 'N', benefit: 'NURSING' as const, amountFen: 10_000, from: '2016-01' },
      { id: 'N2', benefit: 'NURSING' as const, amountFen: 12_000, from: '2022-07' },
    ],
  },
];
const facts = (month: string): MonthFacts => ({
  ...{ month, applied: ['LIVING', 'NURSING'], idNumber: ID, birthDate: '1970-05-06', region: '159999' },
  certificate: { number: `${ID}41`, disabilityClass: 4, grade: 1, expiresOn: null, status: 'VALID' },
  ...{ household: 'DIBAO', otherBenefits: [], elections: {}, custodyFrom: null, hasGuardian: false },
});

describe('the first payment', () => {
  test.each([
    [
      'applied on the last day of a month',
      '2022-05-31',
      '2022-07-12',
      ['2022-05', '2022-06'],
      40_000,
      62_000,
    ],
    ['decided on the cut-off day', '2022-06-01', '2022-06-25', [], 0, 20_000],
    ['decided the day after it', '2022-06-02', '2022-06-26', ['2022-06'], 20_000, 42_000],
  ])('S004 art.4: %s', (_what, submittedOn, decidedOn, months, backPayFen, totalFen) => {
    const paid = firstPaymentOf({ submittedOn, decidedOn, terms: ROSTER_TERMS }, facts, { packs: PACKS });
    expect(paid).toMatchObject({
      entitledFrom: submittedOn.slice(0, 7),
      backPayMonths: months,
      backPayFen,
      totalFen,
    });
  });

  test('e.2 each month at its own standard', () => {
    const { perMonth } = firstPaymentOf(
      { submittedOn: '2022-06-10', decidedOn: '2022-08-01', terms: ROSTER_TERMS },
      facts,
      { packs: PACKS },
    );
    expect(perMonth.map(({ NURSING }) => NURSING)).toEqual([10_000, 12_000, 12_000]);
  });

  test('e.6 a month in which the household had no dibao is not back-paid', () => {
    const later = (month: string): MonthFacts => ({
      ...facts(month),
      household: month < '2022-06' ? 'NONE' : 'DIBAO',
    });
    const paid = firstPaymentOf(
      { submittedOn: '2022-05-10', decidedOn: '2022-06-01', terms: ROSTER_TERMS },
      (month) => ({ ...later(month), applied: ['LIVING'] }),
      { packs: PACKS },
    );
    expect(paid).toMatchObject({ backPayMonths: [], backPayFen: 0, currentMonthFen: 10_000 });
  });

  test('policy-packs §2.6 one unknown month leaves the sum unknown', () => {
    const paid = firstPaymentOf(
      { submittedOn: '2015-12-31', decidedOn: '2016-01-10', terms: ROSTER_TERMS },
      facts,
      { packs: PACKS },
    );
    expect(paid).toMatchObject({
      backPayMonths: ['2015-12'],
      backPayFen: null,
      currentMonthFen: 20_000,
      totalFen: null,
    });
  });

  test.each([
    ['2022-12-25', '2022-12'],
    ['2022-12-26', '2023-01'],
  ])('e.3 decided on %s: roster of %s', (decidedOn, month) => {
    expect(rosterMonthOf(decidedOn, 25)).toBe(month);
  });
});

describe('the end', () => {
  test.each<[ExitReason, string, string, string]>([
    ['DEATH', '2022-03-10', '2022-03', 'S004 art.12'],
    ['HUKOU_OUT', '2022-09-20', '2022-09', 'S004 art.9(2)'],
    ['IMPRISONED', '2022-12-31', '2022-12', 'S004 art.9(3)'],
    ['WAIVED', '2022-05-01', '2022-05', 'S004 art.10'],
    ['CONDITION_LOST', '2022-06-15', '2022-06', 'e.6'],
    ['EXCLUSION', '2022-01-01', '2021-12', '国发52 二(四)'],
  ])('%s on %s: last paid %s (%s)', (reason, on, last, _article) => {
    expect(exitEffectOf({ reason, on })).toEqual({
      ...{ reason, lastPayableMonth: last, stopFromMonth: addMonths(last, 1) },
    });
  });

  test.each<[ExitReason, string, string]>([
    ['HUKOU_OUT', '2022-01', '(f) ∴'],
    ['IMPRISONED', '2022-01', '(f) ∴'],
    ['CONDITION_LOST', '2022-01', '(f) ∴'],
    ['CERT_REVOKED', '2022-01', '(f) ∴'],
    ['DEATH', '2022-02', 'S004 art.12: the month of death stands'],
    ['WAIVED', '2022-02', 'S004 art.10'],
    ['CERT_NOT_RENEWED', '2022-02', 'S004 art.9(4): its six months are paid'],
    ['LOCAL_RULE', '2022-02', 'S004 art.9(5): as decided'],
  ])('EX5 %s where a pack stops in the month of the event: last paid %s (%s)', (reason, last) => {
    const effect = exitEffectOf({ reason, on: '2022-02-10' }, undefined, { effective: 'EVENT_MONTH' });
    expect(effect.lastPayableMonth).toBe(last);
  });

  const paid = (first: string, last: string) => monthsFromTo(first, last);
  test.each<[string, Cycle, string[], string, string[]]>([
    [
      'monthly: what came after is recovered',
      'MONTHLY',
      paid('2022-01', '2022-07'),
      '2022-04',
      ['2022-05', '2022-06', '2022-07'],
    ],
    ['the quarter of death was paid as one', 'QUARTERLY', paid('2022-01', '2022-06'), '2022-06', []],
    [
      'and the next one too',
      'QUARTERLY',
      paid('2022-01', '2022-09'),
      '2022-06',
      ['2022-07', '2022-08', '2022-09'],
    ],
    ['the quarter of death is not paid yet', 'QUARTERLY', paid('2022-01', '2022-03'), '2022-04', []],
  ])('S004 art.12 %s', (_what, cycle, paidMonths, last, over) => {
    const { lastPayableMonth } = exitEffectOf({ reason: 'DEATH', on: '2022-04-05' }, { cycle, paidMonths });
    expect(lastPayableMonth).toBe(last);
    const found = overpaidAfter(
      last,
      paidMonths.map((month) => ({ month, amountFen: 10_000 })),
    );
    expect(found).toEqual({
      months: over.map((month) => ({ month, amountFen: 10_000 })),
      amountFen: over.length * 10_000,
    });
  });

  test.each<[string, string | null, string, string, string | null, string | null]>([
    ['2023-03-15', null, '2023-03-15', 'VALID', null, null],
    ['2023-03-15', null, '2023-03-16', 'IN_GRACE', null, null],
    ['2023-03-15', null, '2023-09-15', 'IN_GRACE', null, null],
    ['2023-03-15', null, '2023-09-16', 'OVER', '2023-09-16', '2023-09'],
    ['2023-03-15', '2023-09-15', '2025-01-01', 'RENEWING', null, null],
    ['2023-03-15', '2023-09-16', '2023-10-01', 'OVER', '2023-09-16', '2023-09'],
    ['2023-08-31', null, '2024-03-01', 'OVER', '2024-03-01', '2024-02'],
    ['2024-02-29', null, '2024-08-29', 'IN_GRACE', null, null],
  ])(
    'S004 art.9(4) expired %s, renewal %s, on %s: %s',
    (expiresOn, renewalAppliedOn, day, state, exitOn, last) => {
      const facts = { expiresOn, renewalAppliedOn };
      expect(expiryOn(day, facts)).toMatchObject({ state, exitOn, lastPaidMonth: last });
      if (state === 'OVER') expect(expiryPays(addMonths(last as string, 1), facts)).toBe('OVER');
    },
  );

  // 2023-09-30 is the second day of the National Day holiday, 2023-10-07 a Saturday that is worked; 2027 has no calendar.
  test.each<[string, string | null, string, string, string | null, string, string]>([
    ['2023-03-30', null, '2023-10-07', 'IN_GRACE', null, '2023-10', 'IN_GRACE'],
    ['2023-03-30', null, '2023-10-08', 'OVER', '2023-10-08', '2023-11', 'OVER'],
    ['2023-03-30', '2023-10-07', '2024-05-01', 'RENEWING', null, '2024-05', 'RENEWING'],
    ['2023-03-30', '2023-10-08', '2024-05-01', 'OVER', '2023-10-08', '2024-05', 'OVER'],
    ['2023-03-15', null, '2023-09-16', 'OVER', '2023-09-16', '2023-10', 'OVER'],
    ['2026-06-27', null, '2026-12-28', 'IN_GRACE', null, '2026-12', 'IN_GRACE'],
    ['2026-07-20', null, '2027-01-20', 'IN_GRACE', null, '2027-01', 'IN_GRACE'],
    ['2026-07-20', null, '2027-01-21', 'CALENDAR_MISSING', null, '2027-02', 'CALENDAR_MISSING'],
    ['2026-07-20', '2027-01-20', '2027-05-01', 'RENEWING', null, '2027-05', 'RENEWING'],
    ['2026-07-20', '2027-01-21', '2027-05-01', 'CALENDAR_MISSING', null, '2027-05', 'CALENDAR_MISSING'],
  ])(
    '民法典 203 where a pack says so: expired %s, renewal %s, on %s: %s',
    (expiresOn, renewalAppliedOn, day, state, exitOn, month, pays) => {
      const facts = { expiresOn, renewalAppliedOn };
      const moved = { ...EXPIRY_RULE, extendOverHoliday: true };
      expect(expiryOn(day, facts, moved)).toMatchObject({ state, exitOn });
      expect(expiryPays(month, facts, moved)).toBe(pays);
    },
  );

  test('a pack may end payment with the expiry; a certificate for life never expires', () => {
    const strict = { ...EXPIRY_RULE, payInGrace: false };
    const facts = { expiresOn: '2023-03-15', renewalAppliedOn: null };
    expect(expiryPays('2023-04', facts, strict)).toBe('OVER');
    expect(expiryOn('2023-10-01', facts, strict).lastPaidMonth).toBe('2023-03');
    expect(expiryOn('2099-01-01', { expiresOn: null, renewalAppliedOn: null })).toMatchObject({
      state: 'VALID',
    });
  });
});

describe('months', () => {
  test('arithmetic', () => {
    expect([
      addMonths('2022-11', 3),
      addMonths('2022-01', -1),
      quarterEnd('2022-04'),
      quarterEnd('2022-12'),
    ]).toEqual([...['2023-02', '2021-12', '2022-06', '2022-12']]);
    expect(monthsFromTo('2022-11', '2023-01')).toEqual(['2022-11', '2022-12', '2023-01']);
    expect(monthsFromTo('2022-02', '2022-01')).toEqual([]);
    expect(addMonthsToDate('2023-08-31', 6)).toBe('2024-02-29');
    expect(() => addMonths('2022-13', 1)).toThrow(RangeError);
    expect(() => addMonthsToDate('2022-02-30', 1)).toThrow(RangeError);
  });
});

describe('notices, ballots, alerts', () => {
  test.each([
    ['2022-06-06', '2022-06-13', '2022-06-13'],
    ['2022-06-11', '2022-06-18', '2022-06-20'],
    ['2023-09-25', '2023-10-02', '2023-10-07'],
  ])('S004 art.6, 民法典 201 and 203: posted on %s', (postedOn, lastDay, effectiveEnd) => {
    expect(publicityPeriodOf(postedOn, OFFICIAL_WORK_CALENDAR)).toEqual({ lastDay, effectiveEnd });
  });

  test('a notice whose end lies in a year without a calendar has no computed end', () => {
    const { effectiveEnd } = publicityPeriodOf('2026-12-28', OFFICIAL_WORK_CALENDAR);
    expect(effectiveEnd).toEqual({ code: 'CALENDAR_MISSING', missingYear: 2027 });
  });

  test.each([
    [11, 7, 1, 1, true, 'CONFIRMED'],
    [11, 5, 1, 0, false, 'NO_DECISION'],
    [12, 4, 0, 4, true, 'NO_DECISION'],
    [9, 1, 5, 0, true, 'REJECTED'],
    [9, 3, 3, 0, true, 'NO_DECISION'],
  ])('(j) 5: %d delegates, %d true, %d not, %d abstain', (delegates, yes, no, abstain, quorumMet, result) => {
    expect(tallyOf(delegates, { TRUE: yes, NOT_TRUE: no, ABSTAIN: abstain }, EVALUATION_RULE)).toMatchObject({
      quorumMet,
      result,
    });
    expect(() => tallyOf(delegates, { TRUE: delegates, NOT_TRUE: 1, ABSTAIN: 0 }, EVALUATION_RULE)).toThrow(
      RangeError,
    );
  });

  test.each([
    [1, 1, 3, []],
    [3, 1, 3, []],
    [4, 1, 3, ['DUP_BANK_ACCOUNT']],
    [2, 2, 3, ['DUP_BANK_ACCOUNT']],
    [4, 1, 4, []],
    [2, 1, 1, ['DUP_BANK_ACCOUNT']],
  ])('(h) an account of %d persons of %d households, %d allowed: %j', (persons, households, most, alerts) => {
    expect(accountAlerts({ persons, households }, { ...ALERT_RULE, accountPersons: most })).toEqual(alerts);
  });

  test.each([
    [['159998', '159999'], ['2022-05', '2022-05'], ['DUP_REGION_PAYMENT']],
    [['159999101000', '159999102000'], ['2022-05', '2022-05'], ['DUP_MONTH_PAYMENT']],
    [['159999', '159999'], ['2022-05', '2022-06'], []],
  ])('S004 art.12 paid by %j for %j: %j', (regions, months, alerts) => {
    const payments = regions.map((region, at) => ({
      region,
      benefit: 'NURSING',
      month: months[at] as string,
    }));
    expect(paymentAlerts(payments)).toEqual(alerts);
  });

  test('(h) an amount beside the standard of its month', () => {
    const row = (amountFen: number, month = '2022-07') =>
      amountAlerts({ benefit: 'NURSING', month, amountFen }, { region: '159999', grade: 1 }, PACKS);
    expect(row(12_000)).toEqual({ alerts: [], expectedFen: 12_000 });
    expect(row(10_000)).toEqual({ alerts: ['AMOUNT_OFF_STANDARD'], expectedFen: 12_000 });
    expect(row(10_000, '2015-01')).toEqual({ alerts: ['AMOUNT_UNKNOWN'], expectedFen: null });
  });
});
