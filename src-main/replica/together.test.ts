/** Acts that stand or fall together on the desk (SPEC G3, G4), and what a new act leans on (LE1). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { TOGETHER_MAX } from '#shared/sync/protocol.ts';
import { issueTogether, type IssueInput } from './executor.ts';
import { followersOf } from './mended.ts';
import { actsToSend } from './sync/push-order.ts';
import {
  actorOf,
  demoPerson,
  intakeArgs,
  NAREN,
  NORTH,
  outcomeOf,
  personArgs,
  personFields,
  SAREN,
  TestDesk,
} from './test-desk.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
});
afterEach(() => desk.close());

const PERSON = 5_000_000_001;
const known = (at = 0) => ({ type: 'person' as const, id: PERSON + at, set: personFields(demoPerson(at)) });
const call = (at: number, phone: string): IssueInput => ({
  name: 'person.edit',
  args: { personId: PERSON + at, contact: { phone, statedOn: '2026-11-02' } },
  formId: `call-${at}-${phone}`,
});
const together = (...inputs: IssueInput[]) => issueTogether(desk.settings, actorOf(NAREN), inputs);
const frames = (): CommandFrame[] =>
  desk
    .rows('SELECT frame FROM act ORDER BY number')
    .map(({ frame }) => JSON.parse(frame as string) as CommandFrame);
const phone = (at: number) => desk.rows('SELECT phone FROM person WHERE id = ?', PERSON + at)[0]?.phone;
const numbers = (limit: number) => actsToSend(desk.statements, limit).map(({ number }) => number);

describe('acts issued together', () => {
  beforeEach(() => desk.confirm(NORTH, [known(0), known(1), known(2)]));

  test('G1 name the first and the last of them; one alone names none', () => {
    expect(together(call(0, '13900000001'), call(1, '13900000002'))).toMatchObject({ ok: true, number: 1 });
    expect(together(call(2, '13900000003'))).toMatchObject({ ok: true, number: 3 });
    expect(frames().map((frame) => frame.together)).toEqual([[1, 2], [1, 2], null]);
  });
  test('E3 the same form again is the same acts; half of it with something new is refused', () => {
    const [one, two, three] = [call(0, '13900000001'), call(1, '13900000002'), call(2, '13900000003')];
    const first = together(one, two);
    expect(together(one, two)).toEqual(first);
    expect(together(one, three)).toMatchObject({ ok: false, code: 'command/form-already-saved' });
    expect(frames()).toHaveLength(2);
  });
  test('G4 more than one request takes are not issued', () => {
    const many = Array.from({ length: TOGETHER_MAX + 1 }, (_, at) =>
      call(0, `139${String(at).padStart(8, '0')}`),
    );
    expect(together(...many)).toEqual({ ok: false, code: 'group/too-many' });
    expect(frames()).toEqual([]);
  });
  test('G3 where one no longer applies none is shown, and all stay in the queue; where it does again, all are', () => {
    const before = phone(0);
    together(call(0, '13900000001'), call(1, '13900000002'));
    desk.confirm(NORTH, [{ type: 'person', id: PERSON + 1, set: { mergedInto: PERSON + 2 } }]);
    expect(phone(0)).toBe(before);
    expect(desk.rows('SELECT local_refusal AS code FROM act ORDER BY number')).toEqual([
      { code: 'group/behind' },
      { code: 'person/merged' },
    ]);
    expect(numbers(100)).toEqual([1, 2]);
    desk.confirm(NORTH, [{ type: 'person', id: PERSON + 1, set: { mergedInto: null } }]);
    expect([phone(0), phone(1)]).toEqual(['13900000001', '13900000002']);
    expect(desk.rows('SELECT count(*) AS n FROM act WHERE local_refusal IS NOT NULL')).toEqual([{ n: 0 }]);
  });
  test('one put off behind a later one of its group is found where that one is mended', () => {
    together(call(0, '13900000001'), call(1, '13900000002'));
    desk.confirm(
      NORTH,
      [],
      [
        outcomeOf(1, { outcome: 'parked', code: 'group/behind', detail: { behind: 2 }, commit: null }),
        outcomeOf(2, { outcome: 'refused', code: 'person/merged', commit: null }),
      ],
    );
    expect(followersOf(desk.statements, 2).map(({ number }) => number)).toEqual([1]);
  });
});

describe('G4 a group goes up in one request', () => {
  beforeEach(() => desk.confirm(NORTH, [known(0), known(1), known(2)]));

  test('whole or not yet; alone where no request of that size holds it', () => {
    desk.issueAll(NAREN, [call(2, '13900000009')]);
    together(call(0, '13900000001'), call(1, '13900000002'), call(2, '13900000003'));
    expect(numbers(3)).toEqual([1]);
    desk.confirm(NORTH, [], [outcomeOf(1, { commit: 2 })]);
    expect(numbers(2)).toEqual([2, 3, 4]);
  });
  test('OB1 rows of an import that it shares a person with go with it', () => {
    const rows = Array.from({ length: 30 }, (_, at) => ({
      name: 'person.register',
      args: { person: personArgs(demoPerson(50 + at)), rosterBenefits: [], file: '花名册.xlsx', row: at + 1 },
      formId: `import-${String(at).padStart(8, '0')}`,
    }));
    expect(desk.issueAll(NAREN, rows).every(({ ok }) => ok)).toBe(true);
    const registered = desk.rows('SELECT id FROM person WHERE id_number = ?', demoPerson(70).idNumber)[0]
      ?.id as number;
    const edit = {
      ...call(0, '13900000001'),
      args: { personId: registered, contact: { phone: '13900000001', statedOn: '2026-11-02' } },
    };
    together(call(1, '13900000002'), edit);
    expect(numbers(10)).toEqual([1, 2, 3, 4, 5, 6, 7, 21, 31, 32]);
  });
});

describe('LE1 a new act leans on', () => {
  const after = () => frames().at(-1)?.after;

  test('the act that made a record which it read', () => {
    const { number, ids } = desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(5)));
    const person = desk.rows('SELECT id FROM person')[0]?.id as number;
    expect(ids).toContain(person);
    desk.taken(NAREN, 'person.edit', {
      personId: person,
      contact: { phone: '13900000001', statedOn: '2026-11-02' },
    });
    expect(after()).toEqual([number]);
  });
  test('the act that put somebody under the number where it found them, or took them away from there', () => {
    desk.confirm(NORTH, [known(0)]);
    const conflict = { conflictId: null, reason: '对照身份证' };
    const { idNumber } = demoPerson(7);
    const correct = desk.taken(NAREN, 'person.correctIdNumber', { personId: PERSON, idNumber, ...conflict });
    desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(7)));
    expect(after()).toEqual([correct.number]);
    expect(desk.rows('SELECT count(*) AS n FROM person')).toEqual([{ n: 1 }]);
    desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(0)));
    expect(after()).toEqual([correct.number]);
  });
  test('no act that only changed other fields', () => {
    desk.confirm(NORTH, [known(0)]);
    desk.issueAll(NAREN, [call(0, '13900000001')]);
    desk.taken(SAREN, 'person.edit', {
      personId: PERSON,
      household: { householdCategory: 'DIBAO', householdFrom: null, needsLongTermCare: true },
    });
    expect(after()).toEqual([]);
  });
});
