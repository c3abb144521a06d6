/** What the rosters say against themselves, as a table (dossier (h); S004 art.12): the rows of a person → alerts. */
import { describe, expect, test } from 'vitest';
import type { Row, Values } from '../records/rows.ts';
import { ALERT_RULE, type AlertRule, calendarAlerts, SEVERITY } from './alert.ts';
import { OFFICIAL_WORK_CALENDAR } from './calendar.ts';
import { idCheckDigit } from './id-number.ts';
import { madeUpPerson, rowOf } from './made-up-file.ts';
import { alertsOfPayments, type Payments, type PaymentScene } from './payment-alerts.ts';
import { type DivisionPack, NATIONAL_PACK } from './policy-pack.ts';
import { ROSTER_TERMS } from './roster-calendar.ts';

const NUMBER = (() => {
  const first17 = '15999919810226007';
  return first17 + idCheckDigit(first17);
})();
const BANNER: DivisionPack = {
  ...{ packId: '159999', region: '159999', version: 1, livingScope: [], nursingScope: [], lifts: [] },
  standards: [
    { id: 'L', benefit: 'LIVING', amountFen: 10_000, from: '2016-01' },
    { id: 'N', benefit: 'NURSING', amountFen: 8_000, from: '2016-01', grades: [2] },
    { id: 'N2', benefit: 'NURSING', amountFen: 10_000, from: '2024-05', grades: [2] },
  ],
};
const SETTLED = { month: '2024-05', firstMonth: '2024-05', sinceMonth: '2024-01' };
const SCENE: PaymentScene = {
  ...{ month: '2024-06', by: { packs: [NATIONAL_PACK, BANNER] }, packVersion: 'now', terms: ROSTER_TERMS },
  ...{ rule: ALERT_RULE, settled: SETTLED },
};
const byPack = (rule: Partial<AlertRule>) => ({ rule: { ...ALERT_RULE, ...rule } });
const OWN = 501;
let ids = 9_000;

type RowSet = Partial<Values<'rosterRow'>>;
const row = (month: string, set: RowSet = {}): Row<'rosterRow'> => {
  const benefit = set.benefit ?? 'LIVING';
  const amountFen = benefit === 'LIVING' || month >= '2024-05' ? 10_000 : 8_000;
  return rowOf('rosterRow', ++ids, {
    ...{ entitlementId: OWN, benefit, month, rosterMonth: month, rosterId: Number(month.replace('-', '')) },
    ...{ kind: 'CURRENT', amountFen, packVersion: 'now', result: 'PAID' },
    ...set,
  });
};
const FIVE = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05'];
const year = (set: RowSet = {}): Row<'rosterRow'>[] => FIVE.map((month) => row(month, set));
const without = (...months: string[]) => year().filter(({ values }) => !months.includes(values.month ?? ''));

const paidBefore = (fromMonth: string, toMonth: string, set: Partial<Values<'pastPayment'>> = {}) =>
  rowOf('pastPayment', ++ids, {
    ...{ personId: 1, benefit: 'LIVING', fromMonth, toMonth, amountFen: 10_000, state: 'RECONCILED' },
    ...set,
  });

interface Case {
  readonly rows?: readonly Row<'rosterRow'>[];
  readonly past?: readonly Row<'pastPayment'>[];
  readonly person?: Partial<Values<'person'>>;
  readonly entitlement?: Partial<Values<'entitlement'>>;
  readonly isDrawnByAnother?: boolean;
  readonly scene?: Partial<PaymentScene>;
}

function briefly({ rows, past, person, entitlement, isDrawnByAnother, scene }: Case): string[] {
  const payments: Payments = {
    person: madeUpPerson({
      idNumber: NUMBER,
      certificateNumber: `${NUMBER}42`,
      needsLongTermCare: true,
      ...person,
    }),
    entitlements: [
      rowOf('entitlement', OWN, {
        ...{
          personId: 1,
          benefit: 'LIVING',
          state: 'ACTIVE',
          entitledFrom: '2023-12',
          decidedOn: '2023-12-20',
        },
        ...entitlement,
      }),
    ],
    ...{ rows: rows ?? year(), past: past ?? [] },
    isDrawnByAnother: () => isDrawnByAnother ?? false,
  };
  return alertsOfPayments(payments, { ...SCENE, ...scene }).map(({ code, benefit, points }) =>
    [code, benefit, ...points].join(' '),
  );
}

describe('AMOUNT_OFF_STANDARD (PY1)', () => {
  const nursing = { entitlement: { benefit: 'NURSING' }, person: { grade: 2 } };
  const paid = (set: RowSet) => [...without('2024-05'), row('2024-05', set)];
  test.each<[string, Case, string[]]>([
    ['as the standard says', {}, []],
    ['more', { rows: paid({ amountFen: 12_000 }) }, ['AMOUNT_OFF_STANDARD LIVING 2024-05']],
    [
      'less, by the pack in force',
      { rows: paid({ amountFen: 9_900 }) },
      ['AMOUNT_OFF_STANDARD LIVING 2024-05'],
    ],
    [
      'less, by an older pack: the next roster pays the rest',
      { rows: paid({ amountFen: 8_000, packVersion: 'old' }) },
      [],
    ],
    [
      'more, by an older pack',
      { rows: paid({ amountFen: 12_000, packVersion: 'old' }) },
      ['AMOUNT_OFF_STANDARD LIVING 2024-05'],
    ],
    [
      'the difference of a raise makes it whole',
      {
        ...nursing,
        rows: [
          ...year({ benefit: 'NURSING' }).slice(0, 4),
          row('2024-05', { benefit: 'NURSING', amountFen: 8_000 }),
          row('2024-05', { benefit: 'NURSING', kind: 'ADJUST', amountFen: 2_000, rosterMonth: '2024-06' }),
        ],
      },
      [],
    ],
    ['each month at its own standard', { ...nursing, rows: year({ benefit: 'NURSING' }) }, []],
    [
      'an amount that is unknown is another alert',
      { person: { householdCategory: 'DIBAO' }, scene: { by: { packs: [NATIONAL_PACK] } } },
      [],
    ],
    [
      'an older roster was compared before',
      { rows: [row('2024-03', { amountFen: 1 }), ...without('2024-03')] },
      [],
    ],
    [
      'what was sent back counts for nothing',
      { rows: [...year(), row('2024-05', { amountFen: 1, result: 'RETURNED' })] },
      [],
    ],
  ])('%s', (_what, given, expected) => {
    expect(briefly(given)).toEqual(expected);
  });
});

describe('DUP_MONTH_PAYMENT, DUP_REGION_PAYMENT (PY2; S004 art.12)', () => {
  const again = row('2024-05', { entitlementId: 502, kind: 'BACK_PAY', rosterMonth: '2024-05' });
  const stopped = [...without('2024-05'), row('2024-05', { result: 'HELD', heldReason: 'PAID_ELSEWHERE' })];
  test.each<[string, Case, string[]]>([
    [
      'two rows of one month',
      { rows: [...year(), again], scene: { month: '2024-08', settled: null } },
      ['DUP_MONTH_PAYMENT LIVING 2024-05'],
    ],
    [
      'one of them came back',
      { rows: [...year(), { ...again, values: { ...again.values, result: 'RETURNED' } }] },
      [],
    ],
    [
      'one of them is history (e.11)',
      { rows: [...year(), row('2024-02', { kind: 'HISTORY' })] },
      ['DUP_MONTH_PAYMENT LIVING 2024-02'],
    ],
    [
      'a roster paid a month that history holds',
      { past: [paidBefore('2023-11', '2024-02')] },
      ['DUP_MONTH_PAYMENT LIVING 2024-01 2024-02'],
    ],
    [
      'history holds a month twice: two records that became one',
      { past: [paidBefore('2019-01', '2019-06'), paidBefore('2019-06', '2019-08')] },
      ['DUP_MONTH_PAYMENT LIVING 2019-06'],
    ],
    [
      'one of the two was taken back',
      { past: [paidBefore('2019-01', '2019-06'), paidBefore('2019-06', '2019-08', { state: 'WITHDRAWN' })] },
      [],
    ],
    [
      'history of the other benefit',
      { past: [paidBefore('2024-02', '2024-02', { benefit: 'NURSING' })] },
      [],
    ],
    ['another county has the month', { rows: stopped }, ['DUP_REGION_PAYMENT LIVING 2024-05']],
    [
      'another record of this county has it',
      { rows: stopped, isDrawnByAnother: true },
      ['DUP_MONTH_PAYMENT LIVING 2024-05'],
    ],
    [
      'the other benefit',
      { rows: [...year(), row('2024-05', { benefit: 'NURSING' })], person: { grade: 2 } },
      [],
    ],
  ])('%s', (_what, given, expected) => {
    expect(briefly(given)).toEqual(expected);
  });
});

describe('ENTITLED_NOT_PAID (PY3)', () => {
  const off = { result: 'HELD', heldReason: 'CONFLICT_OPEN' };
  const suspended = (to: string) => ({
    suspensions: [{ from: '2024-04', to, outcome: 'UNFOUNDED' }] as never,
  });
  test.each<[string, Case, string[]]>([
    ['a month that no roster has', { rows: without('2024-03') }, ['ENTITLED_NOT_PAID LIVING 2024-03']],
    [
      'paid before the rosters began',
      { rows: without('2024-03'), past: [paidBefore('2024-03', '2024-03')] },
      [],
    ],
    [
      'paid by an entitlement of a record that was merged',
      { rows: [...without('2024-03'), row('2024-03', { entitlementId: 502, personId: 2 })] },
      [],
    ],
    ['none at all', { rows: [] }, [`ENTITLED_NOT_PAID LIVING ${FIVE.join(' ')}`]],
    [
      'no account is known',
      { rows: without('2024-05'), person: { accountNumber: null } },
      ['ENTITLED_NOT_PAID LIVING 2024-05'],
    ],
    ['held on the last roster, which says why', { rows: [...without('2024-05'), row('2024-05', off)] }, []],
    [
      'held before, and not on the last one',
      { rows: [...without('2024-03'), row('2024-03', off)] },
      ['ENTITLED_NOT_PAID LIVING 2024-03'],
    ],
    ['just sent back', { rows: [...without('2024-05'), row('2024-05', { result: 'RETURNED' })] }, []],
    [
      'taken off the roster by a later building',
      { rows: [...without('2024-05'), row('2024-05', { result: 'DROPPED' })] },
      ['ENTITLED_NOT_PAID LIVING 2024-05'],
    ],
    [
      'decided after the roster’s cutoff',
      { rows: [], entitlement: { entitledFrom: '2024-03', decidedOn: '2024-05-26' } },
      [],
    ],
    [
      'decided in time',
      { rows: [], entitlement: { entitledFrom: '2024-05', decidedOn: '2024-05-25' } },
      ['ENTITLED_NOT_PAID LIVING 2024-05'],
    ],
    [
      'before the county’s first roster (RP4)',
      { rows: year().filter(({ values }) => (values.month ?? '') >= '2024-01') },
      [],
    ],
    [
      'not entitled in the month',
      { rows: without('2024-03', '2024-04', '2024-05'), person: { householdCategory: 'NONE' } },
      [],
    ],
    ['ended', { rows: without('2024-05'), entitlement: { lastPayableMonth: '2024-04' } }, []],
    ['suspended', { rows: without('2024-05'), entitlement: { state: 'SUSPENDED' } }, []],
    [
      'just resumed: the next roster pays',
      { rows: without('2024-04'), entitlement: suspended('2024-04') },
      [],
    ],
    ['no roster is answered yet', { rows: [], scene: { settled: null } }, []],
    [
      'none at all, where a pack looks back on two months',
      { rows: [], scene: byPack({ monthsLookedBack: 2 }) },
      ['ENTITLED_NOT_PAID LIVING 2024-04 2024-05'],
    ],
  ])('%s', (_what, given, expected) => {
    expect(briefly(given)).toEqual(expected);
  });
});

describe('RETURNED_TWICE (PY4)', () => {
  const back = (of: string, rosterMonth: string) =>
    row(of, { rosterMonth, result: 'RETURNED', kind: 'REISSUE' });
  const two = [...without('2024-04', '2024-05'), back('2024-04', '2024-04'), back('2024-04', '2024-05')];
  test.each<[string, Case, string[]]>([
    [
      'on two rosters',
      { rows: [...two, back('2024-05', '2024-05')] },
      ['RETURNED_TWICE LIVING 2024-04 2024-05'],
    ],
    [
      'two months of one roster',
      { rows: [...without('2024-04', '2024-05'), back('2024-04', '2024-05'), back('2024-05', '2024-05')] },
      [],
    ],
    ['paid since', { rows: [...two, row('2024-05', { rosterMonth: '2024-06' })] }, []],
    ['on two rosters where a pack says three', { rows: two, scene: byPack({ returnsBack: 3 }) }, []],
    [
      'on one, where a pack says one',
      { rows: [...without('2024-05'), back('2024-05', '2024-05')], scene: byPack({ returnsBack: 1 }) },
      ['RETURNED_TWICE LIVING 2024-05'],
    ],
  ])('%s', (_what, given, expected) => {
    expect(briefly({ ...given, scene: { ...given.scene, settled: null } })).toEqual(expected);
  });
});

test('severities as the catalogue has them (dossier (h))', () => {
  const { AMOUNT_OFF_STANDARD, DUP_REGION_PAYMENT, DUP_MONTH_PAYMENT, ENTITLED_NOT_PAID, RETURNED_TWICE } =
    SEVERITY;
  expect([AMOUNT_OFF_STANDARD, DUP_REGION_PAYMENT, DUP_MONTH_PAYMENT]).toEqual(Array(3).fill('BLOCK_ROSTER'));
  expect([ENTITLED_NOT_PAID, RETURNED_TWICE]).toEqual(['VERIFY', 'VERIFY']);
});

test.each([
  ['days of years that are known', ['2026-12-20'], [], []],
  ['a day of the next year', ['2026-12-20', '2026-12-30'], ['CALENDAR_MISSING'], [2027]],
])('CALENDAR_MISSING (dossier (d)): %s', (_what, from, alerts, years) => {
  const dues = from.map((day) => OFFICIAL_WORK_CALENDAR.addWorkingDays(day, 5));
  expect(calendarAlerts(dues)).toEqual({ alerts, years });
});
