/** What becomes of a subsidy, as tables with their articles: which exit needs which fact and pays until which month, who decides what, what a
 *  suspension does to its months, and when money comes back.                                                                              */
import { describe, expect, test } from 'vitest';
import type { Row, Values } from '../records/rows.ts';
import { makeId } from '../base/id.ts';
import { type Decision, isRefusal } from './command.ts';
import { exitDue } from './exit-due.ts';
import { ACTOR_OF, decideAs, ID_NUMBER, madeUpPerson, rowOf, setsOf } from './made-up-file.ts';
import { DEMO_PACK, type PolicyPack } from './pack.ts';
import { NATIONAL_PACK } from './policy-pack.ts';
import type { Role } from './state.ts';

const CIVIL = 'COUNTY_CIVIL_AFFAIRS_APPROVER' satisfies Role;
const ENTITLEMENT = makeId(9, 140);
const RECOVERY = makeId(9, 150);

function drawn(values: Partial<Values<'entitlement'>> = {}): Row<'entitlement'> {
  return rowOf('entitlement', ENTITLEMENT, {
    ...{ personId: makeId(9, 128), applicationId: makeId(9, 129), benefit: 'LIVING', state: 'ACTIVE' },
    ...{ entitledFrom: '2025-03', decidedOn: '2025-03-20', packVersion: '2026-07' },
    ...values,
  });
}

const asked = (reason: string, by = ACTOR_OF.TOWNSHIP_CLERK): Partial<Values<'entitlement'>> => ({
  proposal: { change: 'EXIT', reason, on: null, words: '报来', by, body: 'TOWNSHIP' },
  proposedOn: '2026-03-17',
});

interface Given {
  readonly person?: Partial<Values<'person'>>;
  readonly entitlement?: Partial<Values<'entitlement'>>;
  readonly waivers?: Row<'waiver'>[];
  readonly role?: Role;
  readonly args?: object;
  readonly given?: object;
}

function exit(
  reason: string,
  { person, entitlement, waivers = [], role = CIVIL, args = {}, given = {} }: Given,
): Decision {
  return decideAs(
    role,
    'entitlement.exit',
    { entitlementId: ENTITLEMENT, reason, words: '查实', ...args },
    { entitlement: [drawn(entitlement)], person: [madeUpPerson(person)], waivers },
    given,
  );
}

const waived = rowOf('waiver', makeId(9, 160), { items: ['LIVING'], signedOn: '2026-02-25' });
const tekun = [{ type: 'TEKUN', from: '2026-03', to: null }];

describe('(f) an exit rests on its fact and pays until its month', () => {
  test.each<[string, string, Given, string]>([
    ['S004 arts 9(1), 12', 'DEATH', { person: { deathDate: '2026-02-10' } }, '2026-02'],
    [
      'S004 art.12, a quarter paid as one',
      'DEATH',
      { person: { deathDate: '2026-02-10' }, args: { isQuarterPaid: true } },
      '2026-03',
    ],
    ['S004 art.9(2)', 'HUKOU_OUT', { args: { on: '2026-01-31' } }, '2026-01'],
    [
      'S004 art.9(3)',
      'IMPRISONED',
      { person: { custodyKind: 'CUSTODIAL', custodyFrom: '2026-03-02' } },
      '2026-03',
    ],
    ['S004 art.9(4)', 'CERT_NOT_RENEWED', { person: { certificateExpiresOn: '2025-08-31' } }, '2026-02'],
    ['国发52 二(四)', 'EXCLUSION', { person: { otherBenefits: tekun } }, '2026-02'],
    ['S004 art.10', 'WAIVED', { waivers: [waived] }, '2026-02'],
  ])('%s %s', (_article, reason, given, month) => {
    const decision = exit(reason, given);
    const [set] = setsOf(decision, 'entitlement');
    expect(set).toMatchObject({ lastPayableMonth: month, exitReason: reason, proposal: null });
    expect(set?.state).toBe(reason === 'WAIVED' ? 'WAIVED' : 'EXITED');
    expect(isRefusal(decision) ? [] : decision.claims?.map(({ key, take }) => [key, take])).toEqual([
      [`entitled:${ID_NUMBER}:LIVING`, false],
    ]);
  });

  test.each<[string, string, Given, string]>([
    ['no death on record', 'DEATH', {}, 'death-not-recorded'],
    [
      'correction in the community ∴',
      'IMPRISONED',
      { person: { custodyKind: 'COMMUNITY', custodyFrom: '2026-01-01' } },
      'custody-not-recorded',
    ],
    [
      'in its six months',
      'CERT_NOT_RENEWED',
      { person: { certificateExpiresOn: '2025-12-01' } },
      'certificate-stands',
    ],
    [
      'renewing, S004 art.9(4)',
      'CERT_NOT_RENEWED',
      { person: { certificateExpiresOn: '2025-08-31', renewalAppliedOn: '2026-02-01' } },
      'certificate-stands',
    ],
    [
      'a scanned receipt holds ten working days ∴',
      'CERT_NOT_RENEWED',
      { person: { certificateExpiresOn: '2025-08-31', renewalReceiptOn: '2026-03-12' } },
      'receipt-holds',
    ],
    ['nothing that excludes', 'EXCLUSION', {}, 'exclusion-not-recorded'],
    ['nothing signed', 'WAIVED', {}, 'waiver-not-recorded'],
    [
      'a waiver taken back',
      'WAIVED',
      { waivers: [rowOf('waiver', 7, { ...waived.values, revokedOn: '2026-03-01' })] },
      'waiver-not-recorded',
    ],
    ['no day', 'LOCAL_RULE', {}, 'day-needed'],
    [
      'months that wait, unsettled',
      'HUKOU_OUT',
      {
        args: { on: '2026-01-31' },
        entitlement: {
          state: 'SUSPENDED',
          suspensions: [{ from: '2026-01', to: null, outcome: 'OPEN', reason: 'NOT_FOUND' }],
        },
      },
      'withheld-needed',
    ],
    [
      'gone already',
      'HUKOU_OUT',
      { entitlement: { state: 'EXITED' }, args: { on: '2026-01-31' } },
      'already-handled',
    ],
  ])('refused: %s', (_what, reason, given, code) => {
    expect(exit(reason, given)).toMatchObject({ refusal: `entitlement/${code}` });
  });
});

describe('(b) who decides, and never who proposed', () => {
  const died = { deathDate: '2026-02-10' };
  const reviewer = 'TOWNSHIP_REVIEWER' satisfies Role;
  test.each<[string, string, Given, string]>([
    ['the reviewer, unproposed', 'DEATH', { person: died, role: reviewer }, 'entitlement/proposal-needed'],
    [
      'the reviewer, own proposal',
      'DEATH',
      { person: died, role: reviewer, entitlement: asked('DEATH', ACTOR_OF.TOWNSHIP_REVIEWER) },
      'review/four-eyes',
    ],
    [
      'the reviewer, a lost condition',
      'CONDITION_LOST',
      { role: reviewer, entitlement: asked('CONDITION_LOST'), args: { on: '2026-02-01' } },
      'entitlement/out-of-competence',
    ],
  ])('refused: %s', (_what, reason, given, code) => {
    expect(exit(reason, given)).toMatchObject({ refusal: code });
  });
  test('the reviewer decides a death that a clerk proposed', () => {
    const decision = exit('DEATH', { person: died, role: reviewer, entitlement: asked('DEATH') });
    expect(setsOf(decision, 'entitlement')[0]).toMatchObject({
      state: 'EXITED',
      lastPayableMonth: '2026-02',
    });
  });
});

describe('e.7 suspension', () => {
  const open = { from: '2026-01', to: null, outcome: 'OPEN', reason: 'NOT_FOUND' };
  test.each(['UNFOUNDED', 'FORFEITED'])('resumed as %s', (outcome) => {
    const decision = decideAs(
      CIVIL,
      'entitlement.resume',
      { entitlementId: ENTITLEMENT, outcome, lastMonth: '2026-02', words: '查清' },
      { entitlement: [drawn({ state: 'SUSPENDED', suspensions: [open] })], person: [madeUpPerson()] },
    );
    expect(setsOf(decision, 'entitlement')[0]).toMatchObject({
      state: 'ACTIVE',
      suspensions: [{ ...open, to: '2026-02', outcome }],
    });
  });
});

describe('S004 art.12 recovery', () => {
  const owed = (values: Partial<Values<'recovery'>> = {}): Row<'recovery'> =>
    rowOf('recovery', RECOVERY, {
      ...{ personId: makeId(9, 128), amountFen: 22_000, paidFen: 0, paidBack: [], state: 'NOTICED' },
      ...values,
    });
  const act = (role: Role, name: string, args: object, row = owed()) =>
    decideAs(role, name, { recoveryId: RECOVERY, words: '写明', ...args }, { recovery: [row] });
  test('the month of death is never recovered', () => {
    const months = [{ month: '2026-02', amountFen: 11_000 }];
    const args = { entitlementId: ENTITLEMENT, months, cause: 'LATE_REPORT', debtor: '家人', words: '迟报' };
    const ended = drawn({ state: 'EXITED', lastPayableMonth: '2026-02' });
    expect(decideAs(CIVIL, 'recovery.open', args, { entitlement: [ended] })).toMatchObject({
      refusal: 'recovery/month-was-due',
    });
  });
  test('the last of it closes the case; more than is owed is refused; setting off needs consent', () => {
    const pay = (args: object) =>
      act('TOWNSHIP_CLERK', 'recovery.payBack', { on: '2026-03-10', way: 'CASH', ...args });
    expect(setsOf(pay({ amountFen: 22_000 }), 'recovery')[0]).toMatchObject({
      state: 'CLOSED',
      paidFen: 22_000,
    });
    expect(setsOf(pay({ amountFen: 1 }), 'recovery')[0]).toMatchObject({ state: 'PAYING', paidFen: 1 });
    expect(pay({ amountFen: 22_001 })).toMatchObject({ refusal: 'recovery/too-much' });
    expect(pay({ amountFen: 1, way: 'OFFSET' })).toMatchObject({ refusal: 'recovery/consent-needed' });
  });
  test('the credit record hears of it only after a refusal, and never of an office’s own error', () => {
    const report = (values: Partial<Values<'recovery'>>) =>
      act(CIVIL, 'recovery.reportCredit', {}, owed(values));
    expect(report({ cause: 'LATE_REPORT' })).toMatchObject({ refusal: 'recovery/not-refused' });
    expect(report({ cause: 'DATA_ERROR', refusedOn: '2026-03-01' })).toMatchObject({
      refusal: 'recovery/office-error',
    });
    const told = report({ cause: 'LATE_REPORT', refusedOn: '2026-03-01' });
    expect(setsOf(told, 'recovery')[0]).toMatchObject({ state: 'REPORTED_CREDIT' });
  });
  test('policy-packs §5.1 where no pack says so there is no credit record', () => {
    const pack = { ...DEMO_PACK, recovery: { creditRecord: false } };
    const refused = owed({ cause: 'LATE_REPORT', refusedOn: '2026-03-01' });
    expect(
      decideAs(
        CIVIL,
        'recovery.reportCredit',
        { recoveryId: RECOVERY, words: '拒不退回' },
        { recovery: [refused] },
        { pack },
      ),
    ).toMatchObject({ refusal: 'recovery/no-credit-record' });
  });
});

describe('what the record calls for is shown, never done by itself', () => {
  const national = { ...DEMO_PACK, divisions: [NATIONAL_PACK] };
  test.each<[string, Partial<Values<'person'>>, string | null]>([
    ['nothing', {}, null],
    ['death', { deathDate: '2026-02-10' }, 'DEATH'],
    ['dibao lost (e.6)', { householdCategory: 'NONE' }, 'CONDITION_LOST'],
    ['six months over', { certificateExpiresOn: '2025-08-31' }, 'CERT_NOT_RENEWED'],
    ['the federation renews', { certificateExpiresOn: '2025-08-31', certificateStatus: 'RENEWING' }, null],
    ['a receipt holds', { certificateExpiresOn: '2025-08-31', renewalReceiptOn: '2026-03-12' }, null],
    ['tekun began', { otherBenefits: tekun }, 'EXCLUSION'],
  ])('%s', (_what, values, due) => {
    expect(exitDue(madeUpPerson(values), drawn(), '2026-03-18', national)).toBe(due);
  });
  test.each<[string, Partial<PolicyPack['expiry']>, string, string | null]>([
    ['a receipt of 03-12 holds ten working days', {}, '2026-03-26', null],
    ['and not eleven', {}, '2026-03-27', 'CERT_NOT_RENEWED'],
    ['five where a pack says so', { receiptHoldsDays: 5 }, '2026-03-19', null],
    ['and not six', { receiptHoldsDays: 5 }, '2026-03-20', 'CERT_NOT_RENEWED'],
  ])('(f) ∴ %s', (_what, rule, today, due) => {
    const receipt = { certificateExpiresOn: '2025-08-31', renewalReceiptOn: '2026-03-12' };
    const pack = { ...national, expiry: { ...national.expiry, ...rule } };
    expect(exitDue(madeUpPerson(receipt), drawn(), today, pack)).toBe(due);
  });
  test('(f) an exit that needs an unknown calendar is none, and is refused (CAL2)', () => {
    const pack = { ...DEMO_PACK, expiry: { ...DEMO_PACK.expiry, extendOverHoliday: true } };
    const expired = { certificateExpiresOn: '2026-07-20' };
    expect(exitDue(madeUpPerson(expired), drawn(), '2027-03-18', pack)).toBeNull();
    const given = { pack, madeOn: '2027-03-18' };
    expect(exit('CERT_NOT_RENEWED', { person: expired, given })).toMatchObject({
      refusal: 'entitlement/calendar-missing',
    });
  });
  test('working days of a year that only a pack knows are counted by it (CAL4)', () => {
    const receipt = { certificateExpiresOn: '2026-08-31', renewalReceiptOn: '2027-03-12' };
    const due = (pack: PolicyPack) => exitDue(madeUpPerson(receipt), drawn(), '2027-03-18', pack);
    expect(due(national)).toBe('CERT_NOT_RENEWED');
    expect(due({ ...national, calendar: { 2027: { off: ['01-01', '10-01'], on: [] } } })).toBeNull();
  });
});
