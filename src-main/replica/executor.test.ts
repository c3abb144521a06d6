/** The executor on a real file: what an act leaves behind, what a refused one does not. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deviceOf } from '#shared/base/id.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import {
  CHEN,
  demoPerson,
  intakeArgs,
  NAREN,
  NORTH,
  personArgs,
  personFields,
  SAREN,
  SOUTH,
  TEST_DEVICE,
  TestDesk,
  WANG,
} from './test-desk.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
});
afterEach(() => desk.close());

function frameOf(number: number): CommandFrame {
  const [row] = desk.rows('SELECT frame FROM act WHERE number = ?', number);
  return JSON.parse(row?.frame as string) as CommandFrame;
}

describe('E1 an act that is taken', () => {
  test('leaves its rows, its words for the county and what it touched', () => {
    const person = demoPerson(1);
    const { number, ids } = desk.taken(NAREN, 'application.submit', intakeArgs(person));
    expect(number).toBe(1);
    expect(ids).toHaveLength(3);
    expect(ids.map(deviceOf)).toEqual([TEST_DEVICE, TEST_DEVICE, TEST_DEVICE]);
    const [application, personId] = ids;
    expect(desk.rows('SELECT id, scope, state, person_id FROM application')).toEqual([
      { id: application, scope: NORTH, state: 'PRELIMINARY_REVIEW', person_id: personId },
    ]);
    expect(desk.rows('SELECT name, v_identity FROM person')).toEqual([{ name: person.name, v_identity: 0 }]);
    expect(desk.rows('SELECT is_open, outcome, person_id, local_refusal FROM act')).toEqual([
      { is_open: 1, outcome: 'pending', person_id: personId, local_refusal: null },
    ]);
    const touched = desk.rows('SELECT touched, mode FROM act_touch WHERE number = 1');
    expect(touched).toContainEqual({ touched: `person:idNumber=${person.idNumber}`, mode: 'r' });
    expect(touched).toContainEqual({ touched: `person:${personId}`, mode: 'n' });
    expect(desk.rows('SELECT confirmed FROM shadow')).toEqual(Array(3).fill({ confirmed: null }));
  });

  test('goes up with the person, the unit, the time and the pack of its making', () => {
    const { number } = desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(1)));
    expect(frameOf(number)).toMatchObject({
      number: 1,
      name: 'application.submit',
      version: 2,
      actor: NAREN.accountId,
      scope: NORTH,
      madeAt: '2026-11-02T02:00:00.000Z',
      pack: '2026-07',
      after: [],
    });
  });

  test('F4 names the version of each group it wrote and the values it saw of those', () => {
    desk.confirm(NORTH, [{ type: 'person', id: 9, set: personFields(demoPerson(2)) }]);
    desk.confirm(NORTH, [{ type: 'person', id: 9, set: { phone: '13900009999' } }]);
    const bank = {
      accountHolder: 'x',
      bankName: '农信社',
      accountNumber: '62170001',
      accountKind: 'PASSBOOK',
    };
    const { number } = desk.taken(NAREN, 'person.edit', { personId: 9, bank });
    const { groups, before } = frameOf(number);
    expect(groups).toEqual([['person', 9, 'bank', 1, 'w']]);
    expect(before).toEqual([
      ['person', 9, 'bank', expect.objectContaining({ accountNumber: demoPerson(2).accountNumber })],
    ]);
    const edit = { statedOn: '2026-11-02', phone: '13900001111' };
    const second = desk.taken(NAREN, 'person.edit', { personId: 9, contact: edit });
    expect(frameOf(second.number).groups).toEqual([['person', 9, 'contact', 2, 'w']]);
  });

  test('leans on the open acts that made what it read', () => {
    const { ids } = desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(1), { atCounter: 'KEEP' }));
    const accepted = desk.taken(NAREN, 'application.accept', { applicationId: ids[0] });
    expect(frameOf(accepted.number).after).toEqual([1]);
  });

  test('takes away the draft that it replaces, in the same transaction', () => {
    const draft = { kind: 'intake', key: 'a' };
    desk.statements.run("INSERT INTO draft VALUES (?, 'intake', 'a', '{}', 'then')", NAREN.accountId);
    desk.statements.run("INSERT INTO draft VALUES (?, 'intake', 'a', '{}', 'then')", WANG.accountId);
    desk.issue(NAREN, 'application.submit', intakeArgs(demoPerson(1)), { draft });
    expect(desk.rows('SELECT account FROM draft')).toEqual([{ account: WANG.accountId }]);
  });
});

describe('E3 the same form', () => {
  test('issued again with the same words is the same act', () => {
    const first = desk.issue(NAREN, 'application.submit', intakeArgs(demoPerson(1)), { formId: 'form-0001' });
    const before = desk.contents();
    desk.clock.nowMs += 60_000;
    const again = desk.issue(NAREN, 'application.submit', intakeArgs(demoPerson(1)), { formId: 'form-0001' });
    expect(again).toEqual(first);
    expect(desk.contents()).toEqual(before);
  });

  test('issued again with other words is told so: neither is dropped silently', () => {
    desk.issue(NAREN, 'application.submit', intakeArgs(demoPerson(1)), { formId: 'form-0001' });
    const before = desk.contents();
    const again = desk.issue(NAREN, 'application.submit', intakeArgs(demoPerson(5)), { formId: 'form-0001' });
    expect(again).toEqual({ ok: false, code: 'command/form-already-saved', detail: { number: 1 } });
    expect(desk.contents()).toEqual(before);
  });

  test('twice in one batch is one act', () => {
    const input = { name: 'application.submit', args: intakeArgs(demoPerson(1)), formId: 'form-0001' };
    const [first, second] = desk.issueAll(NAREN, [input, input]);
    expect(second).toEqual(first);
    expect(desk.rows('SELECT count(*) AS n FROM act')).toEqual([{ n: 1 }]);
  });
});

const MADE_BEFORE = 40;
const KNOWN = { applicationId: 3, personId: 4 };
const REFUSED: [string, Parameters<TestDesk['issue']>, string][] = [
  ['an unknown command', [NAREN, 'application.burn', {}], 'command/unknown'],
  ['arguments of another shape', [NAREN, 'application.accept', { applicationId: 'x' }], 'command/arguments'],
  [
    'an argument that nobody asked for',
    [NAREN, 'application.accept', { applicationId: 3, role: 'TOWNSHIP_REVIEWER' }],
    'command/arguments',
  ],
  [
    "somebody else's role",
    [NAREN, 'review.passPreliminary', { applicationId: 3, judged: '0'.repeat(64) }],
    'command/not-your-role',
  ],
  ['a file that is not here', [NAREN, 'application.accept', { applicationId: 99 }], 'application/not-found'],
  [
    'a file in another state',
    [NAREN, 'application.accept', { applicationId: KNOWN.applicationId }],
    'application/already-handled',
  ],
  [
    'a date that is still to come',
    [NAREN, 'application.submit', intakeArgs(demoPerson(1), { submittedOn: '2026-11-03' })],
    'application/future-date',
  ],
  [
    'an ID number with a wrong check digit',
    [
      NAREN,
      'application.submit',
      intakeArgs(demoPerson(1), { person: { ...personArgs(demoPerson(1)), idNumber: '159999198001010018' } }),
    ],
    'person/id-number',
  ],
  [
    'a part that is another body’s',
    [CHEN, 'person.edit', { personId: KNOWN.personId, contact: { phone: null, statedOn: '2026-11-01' } }],
    'person/not-your-part',
  ],
  [
    'a judgement on a file that has changed',
    [WANG, 'review.passPreliminary', { applicationId: KNOWN.applicationId, judged: '0'.repeat(64) }],
    'review/file-changed',
  ],
];
test.each(REFUSED)('C3 %s is refused and changes nothing', (_what, [who, name, args], code) => {
  desk.confirm(NORTH, [
    { type: 'person', id: KNOWN.personId, set: personFields(demoPerson(MADE_BEFORE)) },
    {
      type: 'application',
      id: KNOWN.applicationId,
      set: { personId: KNOWN.personId, state: 'PRELIMINARY_REVIEW', appliedNursing: true, acceptedBy: 77 },
    },
  ]);
  desk.statements.run("INSERT INTO draft VALUES (?, 'intake', 'a', '{}', 'then')", who.accountId);
  const before = desk.contents();
  const draft = { kind: 'intake', key: 'a' };
  expect(desk.issue(who, name, args, { draft })).toMatchObject({ ok: false, code });
  expect(desk.contents()).toEqual(before);
});

test('a refusal of arguments points at the field', () => {
  const person = { ...personArgs(demoPerson(1)), phone: '12' };
  expect(desk.issue(NAREN, 'application.submit', intakeArgs(demoPerson(1), { person }))).toMatchObject({
    ok: false,
    code: 'command/arguments',
    path: ['person', 'phone'],
  });
});

test('a refused act in a batch holds up no other', () => {
  const [first, second, third] = desk.issueAll(NAREN, [
    { name: 'application.submit', args: intakeArgs(demoPerson(1)), formId: 'form-0001' },
    { name: 'application.submit', args: intakeArgs(demoPerson(1)), formId: 'form-0002' },
    { name: 'application.submit', args: intakeArgs(demoPerson(2)), formId: 'form-0003' },
  ]);
  expect([first?.ok, second, third?.ok]).toEqual([
    true,
    expect.objectContaining({ ok: false, code: 'application/duplicate-open' }),
    true,
  ]);
  expect(desk.rows('SELECT number FROM act ORDER BY number')).toEqual([{ number: 1 }, { number: 2 }]);
});

test('the same roster row twice changes nothing the second time', () => {
  const args = { person: personArgs(demoPerson(3)), rosterBenefits: ['LIVING'], file: '花名册.xlsx', row: 4 };
  desk.taken(NAREN, 'person.register', args);
  expect(desk.issue(NAREN, 'person.register', args)).toMatchObject({ code: 'command/changes-nothing' });
});

test('the county’s act belongs to the township of the file, not to its own unit', () => {
  desk.confirm(SOUTH, [{ type: 'person', id: 4, set: personFields(demoPerson(6)) }]);
  const household = { householdCategory: 'LOW_INCOME', householdFrom: '2026-10', needsLongTermCare: false };
  const { number } = desk.taken(SAREN, 'person.edit', { personId: 4, household });
  expect(frameOf(number).scope).toBe(SOUTH);
});

test('an error in the middle undoes the whole batch', () => {
  const input = { name: 'application.submit', args: intakeArgs(demoPerson(1)), formId: 'form-0001' };
  const before = desk.contents();
  const broken = {
    get args(): unknown {
      throw new Error('the program broke');
    },
    name: 'application.submit',
    formId: 'form-0002',
  };
  expect(() => desk.issueAll(NAREN, [input, broken])).toThrow('the program broke');
  expect(desk.contents()).toEqual(before);
});
