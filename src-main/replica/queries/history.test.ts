/** The whole history of a person: who, when, where and what became of it; from what to what as far as this computer can know it; and fast. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeId } from '#shared/base/id.ts';
import type { HistoryFilter } from '#shared/rpc/history-shapes.ts';
import {
  CHEN,
  type Confirmed,
  demoPerson,
  intakeArgs,
  NAREN,
  NORTH,
  outcomeOf,
  personFields,
  TEST_DEVICE,
  TestDesk,
  WANG,
} from '../test-desk.ts';
import { casePage } from './case-page.ts';
import { historyPage } from './history.ts';
import { entryPage, groupHistory } from './history-entry.ts';

const PERSON = 300;
const OTHER_DEVICE = 22;
const bank = (accountNumber: string) => ({
  accountHolder: '乌云',
  bankName: '农信社',
  accountNumber,
  accountKind: 'SOCIAL_CARD',
});
let desk: TestDesk;

beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
  desk.confirm(NORTH, [{ type: 'person', id: PERSON, set: personFields(demoPerson(1)) }]);
});
afterEach(() => desk.close());

function lineOf(number: number, action: string, more: Record<string, unknown> = {}): Confirmed {
  const set = { personId: PERSON, actor: WANG.accountId, device: OTHER_DEVICE, action, ...more };
  const madeAt = (more.madeAt ?? '2026-11-01T02:00:00.000Z') as string;
  return { type: 'history', id: makeId(OTHER_DEVICE, number * 128), set: { ...set, madeAt } as never };
}

const page = (filter: HistoryFilter = 'all', more: object = {}) =>
  historyPage(desk.reading(), {
    ...{ personId: PERSON, filter, order: 'newest', offset: 0, limit: 100 },
    ...more,
  });
const actions = (filter: HistoryFilter = 'all') => page(filter).entries.map(({ action }) => action);
const lineKey = (number: number) => ({ kind: 'line' as const, id: makeId(OTHER_DEVICE, number * 128) });
const ownKey = ({ ids }: { ids: readonly number[] }) => ({ kind: 'line' as const, id: ids.at(-1) as number });
const editBank = (accountNumber: string) =>
  desk.taken(NAREN, 'person.edit', { personId: PERSON, bank: bank(accountNumber), reason: '带新卡来' });

describe('the list', () => {
  test('holds every line with who, where and how far it is; filters and their counts agree', () => {
    desk.confirm(NORTH, [lineOf(1, 'application.accept', { applicationId: 301, stateAfter: 'SUBMITTED' })]);
    desk.confirm(NORTH, [lineOf(2, 'paper.attach', { details: { paper: 9, material: 'ID_COPY' } })]);
    editBank('6217999900000000777');
    expect(actions()).toEqual(['person.edit', 'paper.attach', 'application.accept']);
    expect(page().entries[0]).toMatchObject({
      ...{ who: '娜仁', unit: NAREN.unitName, device: '查干淖尔-1号机', place: 'saved', words: '带新卡来' },
    });
    expect(page().counts).toEqual({ all: 3, handling: 1, changes: 1, papers: 1, sync: 1 });
    expect(actions('papers')).toEqual(['paper.attach']);
    expect(actions('sync')).toEqual(['person.edit']);
    const oldest = page('all', { order: 'oldest', offset: 1, limit: 1 });
    expect(oldest.entries.map(({ action }) => action)).toEqual(['paper.attach']);
    expect(casePage(desk.reading(), PERSON)?.history.map(({ action }) => action)).toEqual(actions());
  });

  test('HI1 stands in the order of commits and says what came late', () => {
    desk.confirm(NORTH, [lineOf(1, 'application.accept', { madeAt: '2026-11-01T02:00:00.000Z' })]);
    desk.confirm(NORTH, [lineOf(2, 'person.edit', { madeAt: '2026-10-20T02:00:00.000Z' })]);
    expect(page().entries.map(({ action, isLate }) => [action, isLate])).toEqual([
      ['person.edit', true],
      ['application.accept', false],
    ]);
  });

  test('of a merged record stands with the person who is kept', () => {
    const given = { personId: PERSON + 1, madeAt: '2026-10-20T02:00:00.000Z' };
    desk.confirm(NORTH, [lineOf(1, 'person.register', given)]);
    desk.confirm(NORTH, [
      {
        type: 'person',
        id: PERSON + 1,
        set: { ...personFields(demoPerson(2)), mergedInto: PERSON },
      },
    ]);
    expect(page().entries).toMatchObject([
      {
        action: 'person.register',
        mergedFrom: { personId: PERSON + 1, name: demoPerson(2).name },
      },
    ]);
  });

  test('HI2 what the county did not take stands as the act, with what took its place', () => {
    const { number } = editBank('6217999900000000777');
    const outcome = outcomeOf(number, { outcome: 'refused', code: 'command/outside-your-scope' });
    desk.confirm(NORTH, [], [outcome]);
    expect(page('sync').entries).toMatchObject([
      {
        key: { kind: 'act', id: number },
        act: { outcome: 'refused', code: 'command/outside-your-scope', replacedBy: null },
        place: 'needs-you',
      },
    ]);
    desk.issue(NAREN, 'person.edit', { personId: PERSON, bank: bank('621799990000000888') }, { replaces: 1 });
    expect(page().entries).toMatchObject([
      { key: { kind: 'line' }, place: 'saved' },
      { key: { kind: 'act' }, act: { replacedBy: 2 }, place: 'received' },
    ]);
    expect(entryPage(desk.reading(), PERSON, { kind: 'act', id: number })).toMatchObject({
      ...{ outcome: 'refused', replacedBy: 2, isMendable: false, origin: 'here' },
      changes: expect.arrayContaining([expect.objectContaining({ field: 'accountNumber', known: 'both' })]),
    });
  });
});

describe('one entry', () => {
  test('of one’s own tells from what to what, masked, and whether it still stands', () => {
    const before = demoPerson(1).accountNumber;
    const edited = editBank('6217999900000000777');
    const entry = entryPage(desk.reading(), PERSON, ownKey(edited));
    expect(entry).toMatchObject({
      ...{ origin: 'here', outcome: 'pending', commit: null, actNumber: edited.number },
    });
    const account = entry?.changes.find(({ field }) => field === 'accountNumber');
    expect(account).toMatchObject({ known: 'both', stands: true, group: 'bank' });
    expect(account?.after).toMatch(/0777$/);
    expect(JSON.stringify(entry)).not.toContain(before);
    expect(JSON.stringify(entry)).not.toContain('6217999900000000777');
    editBank('6217999900000000888');
    const later = entryPage(desk.reading(), PERSON, ownKey(edited));
    expect(later?.later).toMatchObject([{ action: 'person.edit', groups: ['bank'], who: '娜仁' }]);
    expect(later?.changes.find(({ field }) => field === 'accountNumber')).toMatchObject({ stands: false });
  });

  test('of an intake of somebody new tells what was made', () => {
    const taken = desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(5)));
    const personId = taken.ids[1] as number;
    const entry = entryPage(desk.reading(), personId, ownKey(taken));
    expect(entry).toMatchObject({ isNew: true, state: { before: null, after: 'PRELIMINARY_REVIEW' } });
    const name = entry?.changes.find(({ field }) => field === 'name');
    expect(name).toMatchObject({ before: null, after: demoPerson(5).name, known: 'both' });
    expect(JSON.stringify(entry)).not.toContain(demoPerson(5).idNumber);
  });

  test('of another computer names the fields, and the value where it wrote what stands now', () => {
    const details = { parts: ['household'], fields: ['householdCategory'] };
    desk.confirm(NORTH, [
      lineOf(1, 'person.edit', { details }),
      { type: 'person', id: PERSON, set: { householdCategory: 'TEKUN' } },
    ]);
    const read = () => entryPage(desk.reading(), PERSON, lineKey(1));
    expect(read()).toMatchObject({
      ...{ origin: 'elsewhere', outcome: 'received', commit: 2, actNumber: 1 },
      changes: [{ field: 'householdCategory', after: 'TEKUN', known: 'after', stands: true }],
    });
    desk.confirm(NORTH, [
      lineOf(2, 'person.edit', { details }),
      { type: 'person', id: PERSON, set: { householdCategory: 'NONE' } },
    ]);
    expect(read()).toMatchObject({
      changes: [{ field: 'householdCategory', after: null, known: 'name', stands: null }],
      later: [{ key: lineKey(2), groups: ['household'] }],
    });
  });

  test('HE1 a class that the role does not hold is named and not shown', () => {
    desk.confirm(NORTH, [
      lineOf(1, 'person.edit', { details: { parts: ['bank'], fields: ['accountNumber'] } }),
      { type: 'person', id: PERSON, set: { accountNumber: '6217999900000000999' } },
    ]);
    expect(entryPage(desk.reading(CHEN), PERSON, lineKey(1))?.changes).toEqual([
      expect.objectContaining({
        field: 'accountNumber',
        before: null,
        after: null,
        now: null,
        known: 'name',
      }),
    ]);
  });

  test('of a file tells where it moved from, and the next that moved it', () => {
    const move = (number: number, action: string, stateAfter: string) =>
      desk.confirm(NORTH, [lineOf(number, action, { applicationId: 301, stateAfter })]);
    move(1, 'application.submit', 'SUBMITTED');
    move(2, 'application.accept', 'PRELIMINARY_REVIEW');
    expect(entryPage(desk.reading(), PERSON, lineKey(2))?.state).toEqual({
      before: 'SUBMITTED',
      after: 'PRELIMINARY_REVIEW',
    });
  });

  test('in conflict tells how it was settled and by whom, on both sides', () => {
    const { number, ids } = editBank('6217999900000000777');
    const theirs = { theirsBy: WANG.accountId, theirsAt: '2026-11-01T02:00:00.000Z' };
    const conflict: Confirmed = {
      type: 'conflict',
      id: 900,
      set: {
        ...{ personId: PERSON, recordType: 'person', recordId: PERSON, groupName: 'bank', kind: 'ask' },
        ...{ mineBy: NAREN.accountId, mineAt: '2026-11-02T02:00:00.000Z', mineDevice: TEST_DEVICE },
        ...{ mineNumber: number, theirsDevice: OTHER_DEVICE, state: 'OPEN', ...theirs },
      },
    };
    const kept: Confirmed = {
      type: 'history',
      id: ids[0] as number,
      set: {
        ...{ personId: PERSON, actor: NAREN.accountId, device: TEST_DEVICE, action: 'person.edit' },
        madeAt: '2026-11-02T02:00:00.000Z',
      },
    };
    const outcome = outcomeOf(number, { outcome: 'in-conflict', commit: 2 });
    desk.confirm(NORTH, [lineOf(1, 'person.edit'), kept, conflict], [outcome]);
    const settled = { state: 'SETTLED', choice: 'theirs', settledBy: WANG.accountId, settleReason: '问过' };
    const seen = (key: Parameters<typeof entryPage>[2]) =>
      entryPage(desk.reading(), PERSON, key)?.conflicts.map(({ side, state, otherWho, settledBy }) => [
        ...[side, state, otherWho, settledBy],
      ]);
    expect(seen({ kind: 'line', id: ids[0] as number })).toEqual([['mine', 'OPEN', '王建国', '']]);
    expect(actions('sync')).toEqual(['conflict', 'person.edit']);
    desk.confirm(NORTH, [{ type: 'conflict', id: 900, set: settled }]);
    expect(seen({ kind: 'line', id: ids[0] as number })).toEqual([['mine', 'SETTLED', '王建国', '王建国']]);
    expect(seen(lineKey(1))).toEqual([['theirs', 'SETTLED', '娜仁', '王建国']]);
    expect(entryPage(desk.reading(), PERSON, { kind: 'conflict', id: 900 })?.entry.conflict).toEqual({
      ...{ groupName: 'bank', kind: 'ask', state: 'SETTLED' },
    });
  });

  test('that is not there is nothing', () => {
    expect(entryPage(desk.reading(), PERSON, lineKey(77))).toBeNull();
  });
});

test('who changed this: the entries that touched a group, and which of them wrote what stands', () => {
  desk.confirm(NORTH, [lineOf(1, 'person.register', { details: { file: '名册.xlsx', row: 3 } })]);
  desk.confirm(NORTH, [
    lineOf(2, 'person.edit', { details: { parts: ['bank'] } }),
    { type: 'person', id: PERSON, set: { accountNumber: '6217999900000000999' } },
  ]);
  desk.confirm(NORTH, [lineOf(3, 'person.edit', { details: { parts: ['contact'], fields: ['phone'] } })]);
  const told = groupHistory(desk.reading(), PERSON, 'bank').entries.map((one) => [
    one.entry.action,
    one.stands,
    one.isPossible,
  ]);
  expect(told).toEqual([
    ['person.edit', true, false],
    ['person.register', false, true],
  ]);
});

test('300 lines of ten years open in less than 50 ms', () => {
  const years = Array.from({ length: 300 }, (_, at) =>
    lineOf(at + 1, at % 3 ? 'person.edit' : 'application.accept', {
      madeAt: new Date(Date.UTC(2016, 0, 1 + at * 12)).toISOString(),
      details: { parts: ['bank'], fields: ['accountNumber'] },
    }),
  );
  desk.confirm(NORTH, years);
  const took = (read: () => unknown) => {
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      read();
      return performance.now() - start;
    });
    return Math.min(...times);
  };
  const first = took(() => page('all', { limit: 60 }));
  const whole = took(() => page('all', { limit: 300 }));
  const one = took(() => entryPage(desk.reading(), PERSON, lineKey(1)));
  console.log(
    `history of 300: 60 in ${first.toFixed(1)} ms, all in ${whole.toFixed(1)} ms, one entry in ${one.toFixed(1)} ms`,
  );
  expect(page('all', { limit: 300 }).entries).toHaveLength(300);
  expect(Math.max(first, whole)).toBeLessThan(50);
  expect(one).toBeLessThan(100);
});
