/** The case page says what the rules say of a person whom this computer holds, for the month of the open file, with no whole number of theirs. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Row } from '#shared/records/rows.ts';
import { readRecord } from '../store/records.ts';
import { demoPerson, NAREN, NORTH, personFields, TestDesk } from '../test-desk.ts';
import { casePage } from './case-page.ts';

let desk: TestDesk;
const [DIBAO, EDGE] = [100, 101];

beforeAll(() => {
  desk = new TestDesk();
  desk.confirmReference();
  const severe = {
    disabilityClass: 4,
    grade: 2,
    certificateExpiresOn: '2030-01-01',
    certificateStatus: 'VALID',
    needsLongTermCare: true,
  };
  const person = (id: number, at: number, household: string) => {
    const fields = personFields(demoPerson(at));
    const certificateNumber = `${String(fields.idNumber)}42`;
    const set = {
      ...fields,
      ...severe,
      certificateNumber,
      householdCategory: household,
      householdFrom: '2026-06',
    };
    return { type: 'person' as const, id, set };
  };
  desk.confirm(NORTH, [
    person(DIBAO, 0, 'DIBAO'),
    person(EDGE, 1, 'DIBAO_EDGE'),
    {
      type: 'application',
      id: 200,
      set: {
        ...{ personId: EDGE, state: 'SUBMITTED', stateSince: '2026-10-09', submittedOn: '2026-10-09' },
        ...{ appliedLiving: true, appliedNursing: false, missing: [] },
      },
    },
  ]);
});

afterAll(() => desk.close());

test('without an open file both are judged for this month, by the pack in force', () => {
  const view = casePage(desk.reading(NAREN), DIBAO)?.eligibility;
  expect(view).toMatchObject({ month: '2026-11', packVersion: '2026-07' });
  expect(view?.LIVING).toMatchObject({ eligible: true, amountFen: 11_000, reasons: [] });
  expect(view?.NURSING).toMatchObject({ eligible: true, amountFen: 11_000 });
});

test('an open file is judged for its month and for what it asks', () => {
  const view = casePage(desk.reading(NAREN), EDGE)?.eligibility;
  expect(view?.month).toBe('2026-10');
  expect(view?.LIVING.reasons).toEqual(['LIVING_HOUSEHOLD_NOT_COVERED']);
  expect(view?.NURSING.reasons).toEqual(['NOT_APPLIED']);
  expect(view?.warnings).toEqual(['SHOULD_RECEIVE_NOT_APPLIED:NURSING']);
});

test('of an open file it is said what the first roster pays, back to the month of application (S004 art.4)', () => {
  expect(casePage(desk.reading(NAREN), DIBAO)?.eligibility?.first).toBeNull();
  const { today } = desk.reading(NAREN);
  desk.confirm(NORTH, [
    {
      type: 'application',
      id: 201,
      set: {
        ...{ personId: DIBAO, state: 'SUBMITTED', stateSince: '2026-09-30', submittedOn: '2026-09-30' },
        ...{ appliedLiving: true, appliedNursing: true, missing: [] },
      },
    },
  ]);
  const isInTime = Number(today.slice(8)) <= 25;
  expect([today.slice(0, 7), isInTime]).toEqual(['2026-11', true]);
  expect(casePage(desk.reading(NAREN), DIBAO)?.eligibility?.first).toEqual({
    ...{
      rosterMonth: '2026-11',
      backPayMonths: ['2026-09', '2026-10'],
      backPayFen: 44_000,
      totalFen: 66_000,
    },
  });
});

test('what was paid beyond the last month is told until a recovery asks for it (EX4)', () => {
  const of = { personId: DIBAO, entitlementId: 300 };
  const paid = (id: number, month: string, amountFen: number, result = 'PAID') => ({
    ...{ type: 'rosterRow' as const, id },
    set: { ...of, benefit: 'NURSING', month, kind: 'CURRENT', amountFen, result },
  });
  desk.confirm(NORTH, [
    {
      type: 'entitlement',
      id: 300,
      set: { personId: DIBAO, benefit: 'NURSING', state: 'EXITED', lastPayableMonth: '2026-08' },
    },
    ...[paid(301, '2026-08', 10_000), paid(302, '2026-09', 10_000), paid(303, '2026-09', 1_000)],
    ...[paid(304, '2026-10', 11_000), paid(305, '2026-11', 11_000, 'RETURNED')],
  ]);
  const overpaid = () => casePage(desk.reading(NAREN), DIBAO)?.entitlements[0]?.overpaid;
  const months = [
    { month: '2026-09', amountFen: 11_000 },
    { month: '2026-10', amountFen: 11_000 },
  ];
  expect(overpaid()).toEqual(months);
  desk.confirm(NORTH, [
    { type: 'recovery', id: 306, set: { ...of, months: months.slice(0, 1), state: 'OPEN' } },
  ]);
  expect(overpaid()).toEqual(months.slice(1));
});

test('no whole number leaves with it', () => {
  const { idNumber } = (readRecord(desk.statements, 'person', DIBAO) as Row<'person'>).values;
  expect(JSON.stringify(casePage(desk.reading(NAREN), DIBAO)?.eligibility)).not.toContain(idNumber);
});
