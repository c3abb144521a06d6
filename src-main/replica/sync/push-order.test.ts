/** What goes up next when an import has left more behind than one request takes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CENTRE_DEVICE, makeId } from '#shared/base/id.ts';
import { closeActs, storeOutcome } from '../acts.ts';
import { reopen } from '../renumber.ts';
import {
  demoPerson,
  intakeArgs,
  NAREN,
  NORTH,
  outcomeOf,
  personArgs,
  personFields,
  TestDesk,
} from '../test-desk.ts';
import { actsToSend } from './push-order.ts';

const ROWS = 300;
const LIMIT = 20;
let desk: TestDesk;

/** Rows of an import, acts 1 to 300. */
beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
  const rows = Array.from({ length: ROWS }, (_, at) => ({
    name: 'person.register',
    args: { person: personArgs(demoPerson(at)), rosterBenefits: [], file: '花名册.xlsx', row: at + 1 },
    formId: `import-${String(at).padStart(8, '0')}`,
  }));
  if (!desk.issueAll(NAREN, rows).every(({ ok }) => ok)) throw new Error('a row was refused');
});
afterEach(() => desk.close());

const numbers = (limit = LIMIT) => actsToSend(desk.statements, limit).map(({ number }) => number);
const personOf = (at: number) =>
  desk.rows('SELECT id FROM person WHERE id_number = ?', demoPerson(at).idNumber)[0]?.id as number;
const upTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1);
const callMe = (personId: number, phone: string) =>
  desk.taken(NAREN, 'person.edit', { personId, contact: { phone, statedOn: '2026-11-02' } }).number;

test('OB1 with nothing but an import, or with little enough for one request, the order is that of making', () => {
  expect(numbers()).toEqual(upTo(LIMIT));
  const intake = desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(900)));
  expect(numbers(ROWS + 1)).toEqual([...upTo(ROWS), intake.number]);
});

test('OB1 an act of a person goes with the next request; the request itself is in the order made', () => {
  const own = [900, 901].map(
    (at) => desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(at))).number,
  );
  expect(numbers()).toEqual([...upTo(LIMIT - 2), ...own]);
});

test('OB1 a row that it shares a record with goes with it, found by reading as well as by writing', () => {
  const known = desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(250)));
  expect(numbers()).toEqual([...upTo(LIMIT - 2), 251, known.number]);
  const edited = callMe(personOf(200), '13900001234');
  const again = callMe(personOf(200), '13900005678');
  expect(numbers()).toEqual([...upTo(LIMIT - 5), 201, 251, known.number, edited, again]);
});

test('OB1 what is judged already holds nobody up', () => {
  callMe(personOf(200), '13900001234');
  storeOutcome(desk.statements, outcomeOf(201, { commit: 9 }));
  expect(numbers()).toEqual([...upTo(LIMIT - 1), ROWS + 1]);
});

test('OB1 acts of persons keep their order among themselves: one that does not fit lets none overtake it', () => {
  const own = [900, 901, 902].map(
    (at) => desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(at))).number,
  );
  expect(numbers(2)).toEqual(own.slice(0, 2));
  const leaning = callMe(personOf(100), '13900001234');
  expect(leaning).toBeGreaterThan(own[2] as number);
  // Three of one's own, and no room for the last with its row.
  expect(numbers(4)).toEqual([1, ...own]);
  expect(numbers(5)).toEqual([101, ...own, leaning]);
});

test('every act goes up once, whatever overtakes what', () => {
  const sent: number[] = [];
  for (let round = 0; round < 40; round += 1) {
    if (round % 3 === 0) callMe(personOf(299 - round), `139000${String(10_000 + round)}`);
    const batch = numbers();
    sent.push(...batch);
    for (const number of batch)
      storeOutcome(desk.statements, outcomeOf(number, { commit: null, outcome: 'refused' }));
  }
  const all = desk.rows('SELECT number FROM act ORDER BY number').map(({ number }) => number);
  expect(sent.toSorted((a, b) => a - b)).toEqual(all);
});

test('OB1 what a corrected number hides from a row binds them all the same: undone, the row is about the same person', () => {
  const person = personOf(0);
  const corrected = desk.taken(NAREN, 'person.correctIdNumber', {
    personId: person,
    idNumber: demoPerson(910).idNumber,
    conflictId: null,
    reason: '对照身份证',
  }).number;
  const row = desk.taken(NAREN, 'person.register', {
    person: personArgs(demoPerson(0)),
    rosterBenefits: [],
    file: '花名册.xlsx',
    row: 999,
  }).number;
  const call = callMe(person, '13900000009');
  expect(numbers(4)).toEqual([1, corrected, row, call]);
  expect(numbers(3)).toEqual([1, 2, corrected]);
});

test('OB1 who was named when a row was made is bound to it, although the county has given them another number since', () => {
  const [id, known] = [makeId(CENTRE_DEVICE, 900), demoPerson(900)];
  const confirmed = (set: Record<string, string | number | boolean | null>) =>
    desk.confirm(NORTH, [{ type: 'person', id, set }]);
  confirmed(personFields(known) as never);
  const row = desk.taken(NAREN, 'person.register', {
    person: personArgs({ ...known, phone: '13900000007' }),
    rosterBenefits: [],
    file: '花名册.xlsx',
    row: 999,
  }).number;
  const call = callMe(id, '13900000009');
  expect(numbers()).toEqual([...upTo(LIMIT - 2), row, call]);
  confirmed({ idNumber: demoPerson(910).idNumber });
  expect(numbers()).toEqual([...upTo(LIMIT - 2), row, call]);
});

test('OB1 what waits again after the centre was set back goes up in the order made', () => {
  // A row, and an intake of the same person: both were judged and laid down, and neither writes anything when it is decided again.
  const intake = desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(250))).number;
  const lost = [251, intake];
  for (const number of lost) storeOutcome(desk.statements, outcomeOf(number, { commit: 9 }));
  closeActs(desk.statements, lost);
  reopen(desk.statements, lost);
  expect(numbers()).toEqual(upTo(LIMIT));
  for (const number of lost) storeOutcome(desk.statements, outcomeOf(number, { commit: 9 }));
  expect(numbers(1)).toEqual([1]);
  const own = callMe(personOf(200), '13900001234');
  expect(numbers()).toEqual([...upTo(LIMIT - 2), 201, own]);
});
