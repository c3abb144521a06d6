/** History of payments (dossier e.11; S001 §3(3)): what is taken in and what is not, what differs from the rules and why, county-months against
 *  finance's figure, and that no roster pays a month that history holds. */
import { describe, expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import type { Row, Values } from '../records/rows.ts';
import { isRefusal } from './command.ts';
import { decideAs, madeUpPerson, rowOf, setsOf } from './made-up-file.ts';
import { DEMO_PACK, judgedBy } from './pack.ts';
import { differencesOf, gapsOf, pastFact, pastMonthsOf, type PastPeriod } from './past-payment.ts';
import { ROSTER_TERMS } from './roster-calendar.ts';
import { planRows } from './roster-plan.ts';
import type { Role } from './state.ts';

const BY = judgedBy(DEMO_PACK);
const CLERK = 'TOWNSHIP_CLERK' satisfies Role;
const CIVIL = 'COUNTY_CIVIL_AFFAIRS_APPROVER' satisfies Role;
const PERSON = makeId(9, 128);
const period = (fromMonth: string, toMonth: string, more: Partial<PastPeriod> = {}): PastPeriod => ({
  ...{ benefit: 'NURSING', fromMonth, toMonth, amountFen: 10_000 },
  ...more,
});
const entry = (values: Partial<Values<'pastPayment'>> = {}, id = makeId(9, 300)): Row<'pastPayment'> =>
  rowOf('pastPayment', id, {
    ...{ personId: PERSON, ...period('2018-01', '2018-12'), state: 'RECONCILED', differences: [] },
    ...values,
  });
/** Grade 2, entered into dibao in 2018. */
const person = (values: Partial<Values<'person'>> = {}) =>
  madeUpPerson({
    ...{ disabilityClass: 4, grade: 2, certificateExpiresOn: '2035-01-01', needsLongTermCare: true },
    ...{ householdCategory: 'DIBAO', householdFrom: '2018-01', certificateStatus: 'VALID' },
    ...values,
  });
const brief = (person_: Row<'person'>, of: PastPeriod) =>
  differencesOf(person_, of, BY).map(
    ({ reason, from, to, owedFen, because }) => `${reason} ${from} ${to} ${owedFen} ${because.join()}`,
  );

describe('PA3 PA4 PA5 what differs', () => {
  test.each<[string, Partial<Values<'person'>>, PastPeriod, string[]]>([
    ['paid as the standard says', {}, period('2016-01', '2026-06'), []],
    [
      'over a raise at the old amount',
      {},
      period('2026-05', '2026-09'),
      ['AMOUNT_DIFFERS 2026-07 2026-09 11000 '],
    ],
    [
      'LIVING before the household was in dibao',
      {},
      period('2017-11', '2018-02', { benefit: 'LIVING' }),
      ['NOT_OWED 2017-11 2017-12 0 LIVING_HOUSEHOLD_NOT_COVERED'],
    ],
    [
      'grade 3 has no nursing',
      { grade: 3 },
      period('2018-01', '2018-01'),
      ['NOT_OWED 2018-01 2018-01 0 NURSING_GRADE_NOT_COVERED'],
    ],
    [
      'PA4 a certificate that has run out',
      { certificateExpiresOn: '2017-01-01' },
      period('2018-01', '2018-12'),
      [],
    ],
    ['PA4 the month of death', { deathDate: '2018-03-02' }, period('2018-01', '2018-03'), []],
    [
      'after the death',
      { deathDate: '2018-03-02' },
      period('2018-03', '2018-05'),
      ['NOT_OWED 2018-04 2018-05 0 DEATH'],
    ],
    [
      'nobody to judge',
      { idNumber: null },
      period('2018-01', '2018-01'),
      ['CANNOT_BE_JUDGED 2018-01 2018-01 null ID_MISSING'],
    ],
  ])('%s', (_what, values, of, expected) => {
    const made = person(values);
    const kept = values.grade === undefined ? made : rebuilt(made, values.grade as number);
    expect(brief(kept, of)).toEqual(expected);
  });

  /** The certificate says the same grade as the field. */
  function rebuilt(made: Row<'person'>, grade: number): Row<'person'> {
    const certificateNumber = `${made.values.idNumber}4${grade}`;
    return { ...made, values: { ...made.values, grade, certificateNumber } };
  }

  test('PA5 months that nothing stands of', () => {
    const gaps = gapsOf([
      period('2017-01', '2017-12'),
      period('2016-01', '2016-06'),
      period('2018-01', '2018-02'),
    ]);
    expect(gaps).toEqual([{ reason: 'GAP', from: '2016-07', to: '2016-12', owedFen: null, because: [] }]);
  });
});

describe('what is taken in', () => {
  const record = (
    periods: readonly PastPeriod[],
    { past = [], rows = [], words = '' }: { past?: Row[]; rows?: Row[]; words?: string } = {},
  ) =>
    decideAs(CLERK, 'past.record', { personId: PERSON, source: 'PAPER', periods, words }, {
      ...{ person: [person()], past, rows },
    } as never);
  const paid = (month: string, result = 'PAID') =>
    rowOf('rosterRow', makeId(9, 400), {
      personId: PERSON,
      benefit: 'NURSING',
      month,
      result,
      kind: 'CURRENT',
    });
  test.each<[string, readonly PastPeriod[], { past?: Row[]; rows?: Row[] }, string]>([
    ['S001 §3(3) from 2016-01 on', [period('2015-12', '2016-02')], {}, 'past/before-2016'],
    ['turned round', [period('2018-02', '2018-01')], {}, 'past/months-turned'],
    ['a month that has not come', [period('2026-01', '2026-04')], {}, 'past/not-past'],
    [
      'PA2 twice in one act',
      [period('2018-01', '2018-03'), period('2018-03', '2018-04')],
      {},
      'past/month-twice',
    ],
    ['PA2 entered before', [period('2018-12', '2019-02')], { past: [entry()] }, 'past/month-twice'],
    ['PA2 paid by a roster', [period('2025-12', '2026-01')], { rows: [paid('2026-01')] }, 'past/on-a-roster'],
    [
      'PA2 on its way to the bank',
      [period('2026-01', '2026-01')],
      { rows: [paid('2026-01', 'PENDING')] },
      'past/on-a-roster',
    ],
  ])('%s', (_what, periods, more, code) => {
    expect(record(periods, more)).toMatchObject({ refusal: code });
  });
  test.each<[string, readonly PastPeriod[], { past?: Row[]; rows?: Row[]; words?: string }, string[]]>([
    ['as the rules say', [period('2018-01', '2018-12')], {}, ['RECONCILED ']],
    [
      'what was taken back stands in nobody’s way',
      [period('2018-01', '2018-12')],
      { past: [entry({ state: 'WITHDRAWN' })] },
      ['RECONCILED '],
    ],
    [
      'a row that the bank sent back paid nothing',
      [period('2026-01', '2026-01')],
      { rows: [paid('2026-01', 'RETURNED')] },
      ['RECONCILED '],
    ],
    [
      'another amount',
      [period('2018-01', '2018-12', { amountFen: 9_000 })],
      {},
      ['UNRECONCILED AMOUNT_DIFFERS'],
    ],
    ['PA5 a gap', [period('2019-03', '2019-04')], { past: [entry()] }, ['UNRECONCILED GAP']],
    [
      'PA5 a gap with words',
      [period('2019-03', '2019-04')],
      { past: [entry()], words: '外出打工停领' },
      ['RECONCILED '],
    ],
    [
      'PA5 the gap is told where it ends',
      [period('2016-01', '2016-03'), period('2016-05', '2016-06')],
      {},
      ['RECONCILED ', 'UNRECONCILED GAP'],
    ],
  ])('%s', (_what, periods, more, expected) => {
    const decided = record(periods, more);
    if (isRefusal(decided)) throw new Error(decided.refusal);
    const made = decided.changes.filter(({ type }) => type === 'pastPayment').map(({ set }) => set);
    const said = made.map(
      ({ state, differences }) =>
        `${String(state)} ${(differences as { reason: string }[]).map(({ reason }) => reason).join()}`,
    );
    expect(said).toEqual(expected);
  });
});

test('PH2 what both bodies signed off is changed by nobody, until it is opened again', () => {
  const rollout = (phase: string) => ({
    'rollout:COUNTED': [rowOf('rollout', makeId(9, 700), { phase }) as Row],
  });
  const payment = entry({ state: 'UNRECONCILED', recordedBy: 5, differences: [{ reason: 'GAP' }] as never });
  const acts = (phase: string) =>
    (
      [
        [
          'past.record',
          { personId: PERSON, source: 'PAPER', periods: [period('2018-01', '2018-03')], words: '' },
        ],
        ['past.explain', { pastPaymentId: payment.id, words: '旗里查过' }],
        ['past.withdraw', { pastPaymentId: payment.id, words: '录错了' }],
        ['past.setMonths', { months: [{ month: '2018-01', financeFen: 10_000 }] }],
      ] as const
    ).map(([name, args]) => {
      const decided = decideAs(CIVIL, name, args, {
        person: [person()],
        payment: [payment],
        ...rollout(phase),
      } as never);
      return isRefusal(decided) ? decided.refusal : 'taken';
    });
  expect(acts('HISTORY_SIGNED_OFF')).toEqual(Array(4).fill('past/signed-off'));
  for (const phase of ['HISTORY_RECONCILED', 'HISTORY_ENTRY'])
    expect(acts(phase)).toEqual(Array(4).fill('taken'));
});

describe('PH1 what the county says of it', () => {
  const differs = entry({ state: 'UNRECONCILED', recordedBy: 5, differences: [{ reason: 'GAP' }] as never });
  const explain = (payment: Row<'pastPayment'>, role: Role = CIVIL) =>
    decideAs(role, 'past.explain', { pastPaymentId: payment.id, words: '旗里查过' }, {
      payment: [payment],
    } as never);
  test('it is explained, once, by another than who entered it', () => {
    const [set] = setsOf(explain(differs), 'pastPayment');
    expect(set).toMatchObject({ state: 'EXPLAINED', explainedWords: '旗里查过' });
    expect(explain(entry())).toMatchObject({ refusal: 'past/nothing-differs' });
    expect(explain({ ...differs, values: { ...differs.values, state: 'EXPLAINED' } })).toMatchObject({
      refusal: 'past/explained',
    });
    expect(explain({ ...differs, values: { ...differs.values, state: 'WITHDRAWN' } })).toMatchObject({
      refusal: 'past/withdrawn',
    });
  });
});

test('e.11 a county-month is reconciled when its total is finance’s and nothing in it is open', () => {
  const [A, B] = [makeId(9, 501), makeId(9, 502)];
  const rows = [
    entry({ personId: A, fromMonth: '2018-01', toMonth: '2018-03' }),
    entry({ personId: B, fromMonth: '2018-02', toMonth: '2018-03', state: 'UNRECONCILED' }),
    entry({ personId: B, fromMonth: '2018-01', toMonth: '2018-01', state: 'WITHDRAWN' }),
  ];
  const typed = (month: string, financeFen: number) =>
    rowOf('pastMonth', makeId(9, 600), { month, financeFen });
  const finance = [typed('2018-01', 10_000), typed('2018-02', 20_000), typed('2018-04', 10_000)];
  const months = pastMonthsOf(rows, finance);
  expect(
    months.map((of) => [of.month, of.persons, of.enteredFen, of.financeFen, of.open, of.isReconciled]),
  ).toEqual([
    ['2018-01', 1, 10_000, 10_000, 0, true],
    ['2018-02', 2, 20_000, 20_000, 1, false],
    ['2018-03', 2, 20_000, null, 1, false],
    ['2018-04', 0, 0, 10_000, 0, false],
  ]);
  const fact = pastFact(months, '2018-04');
  // From 2016-01 to 2017-12 nobody has said anything.
  expect(fact).toMatchObject({ months: 4, unreconciled: 3 + 24, fen: 50_000 });
  const silent = ['2016', '2017'].flatMap((year) =>
    Array.from({ length: 12 }, (_, at) => typed(`${year}-${String(at + 1).padStart(2, '0')}`, 0)),
  );
  const whole = pastFact(pastMonthsOf(rows, [...finance, ...silent]), '2018-04');
  expect(whole).toMatchObject({ months: 28, unreconciled: 3 });
  expect(whole.hash).not.toBe(fact.hash);
});

test('PA1 RO7 a roster pays no month that history holds, nor its raise', () => {
  const entitlement = rowOf('entitlement', makeId(9, 140), {
    ...{
      personId: PERSON,
      benefit: 'NURSING',
      state: 'ACTIVE',
      entitledFrom: '2026-04',
      decidedOn: '2026-09-02',
    },
  });
  const months = (past: Row<'pastPayment'>[]) =>
    planRows({
      ...{
        entitlement,
        person: person({ accountNumber: '6217000000000000001' }),
        rows: [],
        others: [],
        past,
      },
      ...{
        isConflictOpen: false,
        findings: [],
        isAccountShared: false,
        awaitsNotice: false,
        lastRosterId: null,
        terms: ROSTER_TERMS,
      },
      roster: { id: 1, month: '2026-09', firstMonth: '2026-09', sinceMonth: '2026-01' },
      by: BY,
    }).rows.map(({ month, kind }) => `${month} ${kind}`);
  const held = entry({ fromMonth: '2026-05', toMonth: '2026-08' });
  expect(months([held])).toEqual(['2026-04 BACK_PAY', '2026-09 CURRENT']);
  expect(months([entry({ ...held.values, benefit: 'LIVING' })])).toHaveLength(6);
  expect(months([entry({ ...held.values, state: 'WITHDRAWN' })])).toHaveLength(6);
});
