/** The numbers of the sync page over every outcome there is, and the list of receipts. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutcomeFrame } from '#shared/sync/frames.ts';
import { dismissAct } from '../acts.ts';
import {
  demoPerson,
  intakeArgs,
  NAREN,
  NORTH,
  outcomeOf,
  personFields,
  SOUTH,
  TEST_DEVICE,
  TestDesk,
} from '../test-desk.ts';
import { act, acts, journal } from './journal.ts';
import { receiptList } from './receipt-list.ts';

const PERSON = 300;
let desk: TestDesk;

beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
  desk.confirm(NORTH, [{ type: 'person', id: PERSON, set: personFields(demoPerson(1)) }]);
});
afterEach(() => desk.close());

const edit = (phone: string) =>
  desk.taken(NAREN, 'person.edit', {
    personId: PERSON,
    contact: { phone, residenceAddress: null, statedOn: '2026-11-01' },
    reason: '本人来改',
  }).number;

function conflict(id: number, number: number, state: string) {
  const about = {
    personId: PERSON,
    recordType: 'person',
    recordId: PERSON,
    groupName: 'contact',
    kind: 'ask',
  };
  const mine = { mineDevice: TEST_DEVICE, mineNumber: number };
  return { type: 'conflict' as const, id, set: { ...about, ...mine, state } };
}

/** The numbers, after checking that they add up both ways and that the lists behind them are as long. */
function numbers() {
  const overview = journal(desk.reading());
  const { made, waiting, applied, inConflict, refused, received, needsYou } = overview;
  expect(waiting + applied + inConflict + refused).toBe(made);
  expect(waiting + received + needsYou).toBe(made);
  for (const [place, count] of [
    ['waiting', waiting],
    ['needs-you', needsYou],
    ['received', received],
  ] as const)
    expect(acts(desk.reading(), { place, offset: 0, limit: 100 }).total).toBe(count);
  return overview;
}

/** One act of each outcome, in one commit. */
const OUTCOMES: readonly Partial<OutcomeFrame>[] = [
  { outcome: 'applied', commit: 2 },
  { outcome: 'applied-with-difference', commit: 2 },
  { outcome: 'refused', code: 'person/future-date' },
  { outcome: 'parked', code: 'command/behind', detail: { behind: 3 } },
  { outcome: 'quarantined', code: 'command/broken' },
  { outcome: 'in-conflict', code: 'conflict/needs-person', commit: 2 },
  { outcome: 'in-conflict', code: 'conflict/needs-person', commit: 2 },
  { outcome: 'in-conflict', code: 'person/moved', scope: SOUTH, detail: { to: SOUTH, personId: PERSON } },
  { outcome: 'applied', code: 'person/moved', scope: SOUTH, commit: 9, detail: { to: SOUTH } },
];

/** The same with two more that wait; conflicts of two of them, one settled. */
function everyOutcome(): number[] {
  const made = OUTCOMES.map((_, at) => edit(`1390000000${at}`));
  const judged = made.map((number, at) => outcomeOf(number, OUTCOMES[at]));
  edit('13900000011');
  edit('13900000012');
  const [open = 0, settled = 0] = made.slice(5);
  desk.confirm(NORTH, [conflict(400, open, 'OPEN'), conflict(401, settled, 'SETTLED')], judged);
  return made;
}

describe('the numbers add up', () => {
  test('over every outcome there is: made = waiting + applied + in conflict + refused', () => {
    everyOutcome();
    expect(numbers()).toMatchObject({
      ...{ made: 11, waiting: 2, applied: 4, inConflict: 2, refused: 3, refusedLeft: 3 },
      ...{ received: 4, needsYou: 5, receiptCount: 9 },
    });
  });

  test('as acts are looked at, whatever their outcome', () => {
    const made = everyOutcome();
    for (const number of made) {
      dismissAct(desk.statements, number);
      numbers();
    }
    expect(numbers()).toMatchObject({ made: 11, waiting: 2, refused: 3, refusedLeft: 0, needsYou: 0 });
  });

  test('a desk that made nothing', () => {
    expect(numbers()).toMatchObject({ made: 0, waiting: 0, applied: 0, inConflict: 0, refused: 0 });
  });
});

test('FW4 the author of an act that went after somebody who moved is told once, and where it is', () => {
  const made = everyOutcome();
  const forwarded = made[7] as number;
  const told = () => acts(desk.reading(), { place: 'needs-you', offset: 0, limit: 100 }).rows;
  expect(told().find(({ number }) => number === forwarded)).toMatchObject({
    code: 'person/moved',
    movedTo: SOUTH,
  });
  dismissAct(desk.statements, forwarded);
  expect(told().map(({ number }) => number)).not.toContain(forwarded);
  expect(act(desk.reading(), forwarded)).toMatchObject({ place: 'received', movedTo: SOUTH });
});

describe('receipts', () => {
  const received = (number: number, receivedAt: string) => outcomeOf(number, { receivedAt, commit: 2 });
  const seen = (input: { day?: string; offset?: number; limit?: number } = {}) => {
    const list = receiptList(desk.reading(), { offset: 0, limit: 100, ...input });
    return { ...list, rows: list.rows.map(({ number }) => number) };
  };

  test('RC4 all of them, the newest first, also of acts that were not taken; by business day', () => {
    const numbersMade = ['1', '2', '3', '4'].map((digit) => edit(`1390000000${digit}`));
    const [a = 0, b = 0, c = 0, d = 0] = numbersMade;
    // 15:59:59 UTC is the last second of a day in Shanghai.
    desk.confirm(
      NORTH,
      [],
      [
        received(a, '2026-11-01T15:59:59.000Z'),
        received(b, '2026-11-01T16:00:00.000Z'),
        outcomeOf(c, {
          outcome: 'refused',
          code: 'person/future-date',
          receivedAt: '2026-11-02T01:00:00.000Z',
        }),
      ],
    );
    expect(seen()).toEqual({
      total: 3,
      days: [
        { day: '2026-11-02', count: 2 },
        { day: '2026-11-01', count: 1 },
      ],
      rows: [c, b, a],
    });
    expect(seen({ day: '2026-11-01' })).toMatchObject({ total: 1, rows: [a] });
    expect(seen({ day: '2026-11-02' })).toMatchObject({ total: 2, rows: [c, b] });
    expect(seen({ day: '2026-11-03' })).toMatchObject({ total: 0, rows: [] });
    expect(seen({ offset: 1, limit: 1 })).toMatchObject({ total: 3, rows: [b] });
    expect(seen().rows).not.toContain(d);
  });

  test('of a desk that has none', () => {
    desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(2)));
    expect(seen()).toEqual({ total: 0, days: [], rows: [] });
  });
});
