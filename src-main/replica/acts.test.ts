/** Outbox and journal, and the shadows that lie under open acts. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  countPending,
  hasOpenActs,
  judgedActs,
  nextActNumber,
  openActsOf,
  pendingActs,
  storeOutcome,
} from './acts.ts';
import { readRecord } from './store/records.ts';
import { demoPerson, intakeArgs, NAREN, NORTH, outcomeOf, personFields, TestDesk } from './test-desk.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
});
afterEach(() => desk.close());

const takeIn = (index: number) => desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(index)));
const phoneOf = (id: number) => readRecord(desk.statements, 'person', id)?.values.phone;
const callMe = (personId: number, phone: string) =>
  desk.taken(NAREN, 'person.edit', { personId, contact: { phone, statedOn: '2026-11-02' } });

describe('the outbox', () => {
  test('OB1 gives the acts in the order made, as many as asked for', () => {
    for (let index = 0; index < 5; index++) takeIn(index);
    expect(pendingActs(desk.statements, 3).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(countPending(desk.statements)).toBe(5);
    expect(nextActNumber(desk.statements)).toBe(6);
  });

  test('OB2 an act leaves on an outcome alone, and O2 the first one stands', () => {
    takeIn(1);
    takeIn(2);
    storeOutcome(desk.statements, outcomeOf(1, { outcome: 'refused', code: 'duplicate/open' }));
    expect(pendingActs(desk.statements, 9).map(({ number }) => number)).toEqual([2]);
    storeOutcome(desk.statements, outcomeOf(1, { commit: 4 }));
    expect(desk.rows('SELECT outcome, code, commit_number FROM act WHERE number = 1')).toEqual([
      { outcome: 'refused', code: 'duplicate/open', commit_number: null },
    ]);
  });

  test('an outcome of an act that is not here changes nothing', () => {
    const before = desk.contents();
    storeOutcome(desk.statements, outcomeOf(7));
    expect(desk.contents()).toEqual(before);
  });

  test('OB3 the frame is stored as it will be sent, and sent twice is the same text', () => {
    takeIn(1);
    const [once] = pendingActs(desk.statements, 1);
    callMe(2 ** 30 * 21 + 129, '13900001234');
    expect(JSON.stringify(pendingActs(desk.statements, 1)[0])).toBe(JSON.stringify(once));
  });

  test('a number is never given again, even when every act is closed', () => {
    const { number } = takeIn(1);
    desk.confirm(NORTH, [], [outcomeOf(number, { outcome: 'refused', code: 'x' })]);
    expect(hasOpenActs(desk.statements)).toBe(false);
    expect(takeIn(2).number).toBe(number + 1);
  });

  test('an act is done with when its commit is reached, not when its outcome came', () => {
    const { number } = takeIn(1);
    storeOutcome(desk.statements, outcomeOf(number, { commit: 3 }));
    expect(judgedActs(desk.statements, () => 2)).toEqual([]);
    expect(judgedActs(desk.statements, () => 3)).toEqual([number]);
    expect(openActsOf(desk.statements, [number])).toMatchObject([{ number, commit: 3 }]);
  });
});

describe('SH1 the confirmed value', () => {
  const ID = 9;
  beforeEach(() => desk.confirm(NORTH, [{ type: 'person', id: ID, set: personFields(demoPerson(2)) }]));

  test('is kept from the first act on, and later acts do not write over it', () => {
    const before = phoneOf(ID);
    callMe(ID, '13900001111');
    callMe(ID, '13900002222');
    const kept = desk.rows("SELECT confirmed FROM shadow WHERE type = 'person'");
    expect(kept).toHaveLength(1);
    expect(JSON.parse(kept[0]?.confirmed as string).values.phone).toBe(before);
    expect(phoneOf(ID)).toBe('13900002222');
  });

  test('comes back when the county refuses the act', () => {
    const before = phoneOf(ID);
    const { number } = callMe(ID, '13900001111');
    desk.confirm(NORTH, [], [outcomeOf(number, { outcome: 'refused', code: 'command/not-your-role' })]);
    expect(phoneOf(ID)).toBe(before);
    for (const table of ['shadow', 'act_touch'])
      expect(desk.rows(`SELECT count(*) AS n FROM ${table}`)).toEqual([{ n: 0 }]);
    expect(desk.rows('SELECT count(*) AS n FROM history')).toEqual([{ n: 0 }]);
  });

  test('gives way to the county’s commit of the act itself', () => {
    const { number, ids } = callMe(ID, '13900001111');
    const outcome = outcomeOf(number, { commit: 2 });
    desk.confirm(NORTH, [{ type: 'person', id: ID, set: { phone: '13900001111' } }], [outcome]);
    expect(phoneOf(ID)).toBe('13900001111');
    expect(readRecord(desk.statements, 'person', ID)?.versions.contact).toBe(2);
    expect(readRecord(desk.statements, 'history', ids[0] as number)).toBeNull();
    expect(desk.rows('SELECT count(*) AS n FROM shadow')).toEqual([{ n: 0 }]);
  });

  test('of a refused intake is that nobody was there', () => {
    const { number, ids } = takeIn(5);
    desk.confirm(NORTH, [], [outcomeOf(number, { outcome: 'refused', code: 'duplicate/person' })]);
    for (const type of ['application', 'person'] as const)
      for (const id of ids) expect(readRecord(desk.statements, type, id)).toBeNull();
    expect(desk.rows('SELECT outcome, code FROM act')).toEqual([
      { outcome: 'refused', code: 'duplicate/person' },
    ]);
  });
});

test('B2 an act that no longer applies stays in the queue and says why', () => {
  const [first] = takeIn(1).ids;
  desk.confirm(NORTH, [
    { type: 'person', id: 9, set: personFields(demoPerson(2)) },
    { type: 'application', id: 10, set: { personId: 9, state: 'SUBMITTED', missing: [] } },
  ]);
  const { number } = desk.taken(NAREN, 'application.accept', { applicationId: 10 });
  desk.confirm(NORTH, [{ type: 'application', id: 10, set: { state: 'REFUSED' } }]);
  expect(desk.rows('SELECT outcome, local_refusal, is_open FROM act WHERE number = ?', number)).toEqual([
    { outcome: 'pending', local_refusal: 'application/already-handled', is_open: 1 },
  ]);
  expect(readRecord(desk.statements, 'application', 10)?.values.state).toBe('REFUSED');
  expect(readRecord(desk.statements, 'application', first as number)?.values.state).toBe(
    'PRELIMINARY_REVIEW',
  );
});

test('B1 what leans on an act that applies again is shown again, though that act touched nothing of it meanwhile', () => {
  const { idNumber } = demoPerson(1);
  const { number, ids } = takeIn(1);
  const [person] = desk.statements.pluck<number>('SELECT id FROM person WHERE id_number = ?', idNumber);
  callMe(person as number, '13900009999');
  const shown = () => [
    desk.rows('SELECT local_refusal FROM act ORDER BY number').map((row) => row.local_refusal),
    readRecord(desk.statements, 'person', person as number)?.values.phone,
  ];
  desk.confirm(NORTH, [
    { type: 'person', id: 8, set: personFields(demoPerson(2)) },
    { type: 'person', id: 9, set: { ...personFields(demoPerson(1)), mergedInto: 8 } },
  ]);
  expect([number, ids.length > 0, ...shown()]).toEqual([
    1,
    true,
    ['person/number-merged', 'person/not-found'],
    undefined,
  ]);
  desk.confirm(NORTH, [{ type: 'person', id: 9, set: { idNumber: demoPerson(3).idNumber } }]);
  expect(shown()).toEqual([[null, null], '13900009999']);
});
