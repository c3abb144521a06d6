/** Two records side by side on a real replica with real commands: a pair, a candidate that the county found, what is typed against a record.
 *  DQ4, DQ5; dossier m.3 (new-new duplicates). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FieldValue } from '#shared/records/registry.ts';
import {
  CHEN,
  type Confirmed,
  intakeArgs,
  NAREN,
  NORTH,
  SAREN,
  SOUTH,
  TEST_DEVICE,
  TestDesk,
  WANG,
} from '../test-desk.ts';
import { casePage } from './case-page.ts';
import { conflictList } from './conflicts.ts';
import { compareTyped, duplicatePage } from './duplicate-page.ts';
import { duplicatesOfPerson, similarPersons } from './duplicates.ts';
import { LEFT, NUMBER, OTHER, record, RIGHT, sarina, typed } from './made-up-duplicates.ts';
import { searchCases } from './search.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
});
afterEach(() => desk.close());

test('typed against the record, numbers never alike (DQ4)', () => {
  desk.confirm(NORTH, [record(LEFT, { phone: '13900000001' })]);
  const said = { ...typed({ idNumber: OTHER }), phone: '13911110001', certificateNumber: '' };
  const compared = compareTyped(desk.reading(), LEFT, said);
  const field = (name: string) => compared?.fields.find((each) => each.field === name);
  expect(field('name')).toEqual({ field: 'name', typed: '包·萨日娜', record: '包·萨日娜' });
  expect(field('hukouVillage')?.typed).toBe(field('hukouVillage')?.record);
  expect(field('idNumber')?.typed).not.toBe(field('idNumber')?.record);
  expect(field('phone')?.typed).not.toBe(field('phone')?.record);
  expect(field('certificateNumber')?.typed).toBeNull();
  expect(JSON.stringify(compared)).not.toContain(NUMBER);
  expect(compareTyped(desk.reading(), 999, said)).toBeNull();
});

describe('two records side by side', () => {
  beforeEach(() =>
    desk.confirm(NORTH, [record(LEFT), record(RIGHT, { idNumber: OTHER, phone: '15000000003' })]),
  );
  const page = () => duplicatePage(desk.reading(), { leftId: LEFT, rightId: RIGHT });

  test('what each has, who registered it and when', () => {
    const submitted = intakeArgs(sarina({ idNumber: OTHER, phone: '15000000003' }), { atCounter: 'KEEP' });
    desk.taken(NAREN, 'application.submit', submitted);
    expect(page()).toMatchObject({
      ground: 'name-birth-village',
      left: { files: [], registeredOn: null },
      right: {
        files: [{ state: 'SUBMITTED', benefits: ['NURSING'], submittedOn: '2026-11-02' }],
        registeredBy: '娜仁',
        registeredOn: '2026-11-02T02:00:00.000Z',
        historyLines: 1,
      },
      obstacle: null,
      settlement: null,
    });
  });
  test('DQ4 fields masked, different ones never alike', () => {
    const fields = page()?.fields ?? [];
    const of = (name: string) => fields.find(({ field }) => field === name);
    expect(of('phone')?.left).not.toBe(of('phone')?.right);
    expect(of('idNumber')?.left).not.toBe(of('idNumber')?.right);
    expect(of('name')).toMatchObject({ group: 'identity', left: '包·萨日娜', right: '包·萨日娜' });
    expect(JSON.stringify(fields)).not.toContain(NUMBER);
    expect(fields.map(({ group }) => group)).toContain('bank');
  });
  test('DQ5 why they cannot be one is what the act would say', () => {
    const paid = (id: number, personId: number): Confirmed => ({
      type: 'entitlement',
      id,
      set: { personId, benefit: 'NURSING', state: 'ACTIVE', entitledFrom: '2026-01' },
    });
    desk.confirm(NORTH, [paid(300, LEFT), paid(301, RIGHT)]);
    expect(page()?.obstacle).toEqual({ code: 'person/merge-holds-both', benefit: 'NURSING' });
    const issued = desk.issue(WANG, 'person.merge', { keptId: LEFT, givenId: RIGHT, take: [], reason: '-' });
    expect(issued).toMatchObject({ ok: false, code: 'person/merge-holds-both' });
  });
  test('one that is not here: nothing to show', () => {
    expect(duplicatePage(desk.reading(), { leftId: LEFT, rightId: 999 })).toBeNull();
  });
  test('said to be two people: how it was settled stands with the conflict', () => {
    desk.taken(NAREN, 'person.notSame', { personId: LEFT, otherId: RIGHT, reason: '父女同名' });
    const [conflict] = conflictList(desk.reading());
    expect(conflict).toMatchObject({ kind: 'duplicate', state: 'SETTLED', personId: LEFT });
    const settled = duplicatePage(desk.reading(), { conflictId: conflict?.conflictId as number });
    expect(settled).toMatchObject({
      left: { person: { personId: LEFT } },
      right: { person: { personId: RIGHT } },
      settlement: { choice: 'different', who: '娜仁', reason: '父女同名' },
    });
  });
});

describe('a candidate that the county found', () => {
  const CONFLICT = 500;
  const theirs = {
    ...{ personId: RIGHT, scope: SOUTH, name: '包萨日娜', idNumber: NUMBER },
    ...{ birthDate: '1981-02-26', hukouVillage: 159999102001 },
  };
  function found(more: Record<string, FieldValue> = {}): Confirmed {
    return {
      type: 'conflict',
      id: CONFLICT,
      set: {
        ...{ personId: LEFT, recordId: LEFT, recordType: 'person', groupName: 'identity', kind: 'duplicate' },
        ...{
          state: 'OPEN',
          mineBy: NAREN.accountId,
          mineAt: '2026-11-02T02:00:00.000Z',
          mineDevice: TEST_DEVICE,
        },
        ...{ theirsBy: SAREN.accountId, theirsAt: '2026-10-30T02:00:00.000Z', mineNumber: 9 },
        identityValues: { before: {}, mine: {}, theirs } as unknown as FieldValue,
        ...more,
      },
    };
  }
  const file = (
    id: number,
    personId: number,
    submittedOn: string,
    benefits: string[],
    state = 'SUBMITTED',
  ): Confirmed => ({
    type: 'application',
    id,
    set: {
      ...{ personId, submittedOn, state, stateSince: submittedOn },
      ...{ appliedLiving: benefits.includes('LIVING'), appliedNursing: benefits.includes('NURSING') },
    },
  });
  const ours = () => [record(LEFT), file(200, LEFT, '2026-03-02', ['LIVING', 'NURSING']), found()];
  const open = (who = NAREN) => duplicatePage(desk.reading(who), { conflictId: CONFLICT });

  test('its own township sees what the county told, and no more', () => {
    desk.confirm(NORTH, ours());
    expect(open()).toMatchObject({
      left: { person: { personId: LEFT } },
      right: null,
      elsewhere: {
        scope: SOUTH,
        name: '包萨日娜',
        registeredBy: '萨仁',
        registeredAt: '2026-10-30T02:00:00.000Z',
      },
      ground: 'same-id',
      received: [{ benefits: ['LIVING', 'NURSING'], submittedOn: '2026-03-02' }],
      earlierDates: [],
    });
    expect(open()?.fields.map(({ field }) => field)).toEqual([
      'name',
      'idNumber',
      'birthDate',
      'hukouVillage',
    ]);
    expect(JSON.stringify(open())).not.toContain(NUMBER);
    expect(duplicatesOfPerson(desk.reading(), LEFT).mergedInto).toBeNull();
  });
  test('the county sees both, the earlier date, and what nobody asked for there', () => {
    desk.confirm(NORTH, ours());
    desk.confirm(SOUTH, [record(RIGHT), file(210, RIGHT, '2026-03-16', ['LIVING'], 'DETERMINING')]);
    expect(open(SAREN)).toMatchObject({
      right: { person: { personId: RIGHT }, files: [{ state: 'DETERMINING' }] },
      earlierDates: [{ applicationId: 210, submittedOn: '2026-03-02', stands: '2026-03-16' }],
      notAskedThere: ['NURSING'],
      obstacle: null,
    });
  });
  test('two files there: each has its date; what ended there has none', () => {
    desk.confirm(NORTH, ours());
    desk.confirm(SOUTH, [
      record(RIGHT),
      file(210, RIGHT, '2026-03-16', ['LIVING'], 'APPROVED'),
      file(211, RIGHT, '2026-03-17', ['NURSING']),
      file(212, RIGHT, '2026-03-18', ['NURSING'], 'REFUSED'),
    ]);
    expect(open(SAREN)?.earlierDates.map(({ applicationId }) => applicationId)).toEqual([210, 211]);
    expect(open(SAREN)?.notAskedThere).toEqual([]);
  });
  test('whom that township has merged meanwhile is shown as the one it keeps', () => {
    desk.confirm(NORTH, ours());
    desk.confirm(SOUTH, [record(RIGHT, {}, { mergedInto: 102 }), record(102, { idNumber: OTHER })]);
    expect(open(SAREN)?.right?.person.personId).toBe(102);
  });
  test('given up: both settle together on the county’s desk, and the township’s page says where it went', () => {
    desk.confirm(NORTH, ours());
    desk.confirm(SOUTH, [record(RIGHT), file(210, RIGHT, '2026-03-16', ['LIVING'])]);
    const reason = '东风镇先受理，留那边的';
    desk.taken(SAREN, 'person.mergeElsewhere', { personId: LEFT, conflictId: CONFLICT, reason });
    desk.taken(SAREN, 'application.keepEarliestDate', {
      applicationId: 210,
      submittedOn: '2026-03-02',
      conflictId: CONFLICT,
      reason,
    });
    const received = [{ benefits: ['LIVING', 'NURSING'], submittedOn: '2026-03-02' }];
    desk.taken(SAREN, 'person.takeOver', {
      personId: RIGHT,
      from: NORTH,
      conflictId: CONFLICT,
      received,
      reason,
    });
    expect(open()?.settlement).toMatchObject({ choice: 'same', who: '萨仁', reason });
    expect(duplicatesOfPerson(desk.reading(SAREN), LEFT).mergedInto).toMatchObject({ personId: RIGHT });
    expect(duplicatesOfPerson(desk.reading(SAREN), RIGHT)).toMatchObject({
      merged: [{ personId: LEFT }],
      stillToTakeIn: [{ benefits: ['NURSING'], submittedOn: '2026-03-02' }],
    });
    expect(casePage(desk.reading(SAREN), RIGHT)?.applications[0]?.submittedOn).toBe('2026-03-02');
    const search = searchCases(desk.reading(SAREN), { text: '包萨日娜', offset: 0, limit: 20 });
    expect(search.rows.map(({ personId }) => personId)).toEqual([RIGHT]);
  });
  test('what was still to be taken in is, once somebody asked for it there', () => {
    desk.confirm(SOUTH, [record(RIGHT), file(210, RIGHT, '2026-03-16', ['LIVING'])]);
    const received = [{ benefits: ['LIVING', 'NURSING'], submittedOn: '2026-03-02' }];
    desk.taken(SAREN, 'person.takeOver', {
      personId: RIGHT,
      from: NORTH,
      conflictId: CONFLICT,
      received,
      reason: '同一个人',
    });
    const left = () =>
      duplicatesOfPerson(desk.reading(SAREN), RIGHT).stillToTakeIn.flatMap(({ benefits }) => benefits);
    expect(left()).toEqual(['NURSING']);
    desk.confirm(SOUTH, [file(211, RIGHT, '2025-01-10', ['NURSING'], 'REFUSED')]);
    expect(left()).toEqual(['NURSING']);
    desk.confirm(SOUTH, [file(212, RIGHT, '2026-03-02', ['NURSING'])]);
    expect(left()).toEqual([]);
  });
  test('the township that gave a record up is told whose it is, without holding the other', () => {
    const settled = {
      state: 'SETTLED',
      choice: 'same',
      settledBy: SAREN.accountId,
      settledAt: '2026-11-02T03:00:00.000Z',
    };
    desk.confirm(NORTH, [record(LEFT, {}, { mergedInto: RIGHT, mergedOn: '2026-11-02' }), found(settled)]);
    const township = desk.reading().divisionName(SOUTH);
    expect(township).not.toBe('');
    expect(similarPersons(desk.reading(), typed({ idNumber: NUMBER }))).toMatchObject([
      { personId: LEFT, ground: 'same-id', keptIn: township },
    ]);
    expect(duplicatesOfPerson(desk.reading(), LEFT).mergedInto).toEqual({
      ...{ personId: null, name: '包萨日娜', township, on: '2026-11-02' },
    });
    expect(open()?.settlement?.choice).toBe('same');
  });
  test('while money goes to it: the obstacle is what the act would say', () => {
    const set = { personId: LEFT, benefit: 'LIVING', state: 'ACTIVE', entitledFrom: '2026-01' };
    desk.confirm(NORTH, [...ours(), { type: 'entitlement', id: 300, set }]);
    expect(open(SAREN)?.obstacle).toEqual({ code: 'person/merge-holds-both', benefit: 'LIVING' });
  });
  test('a conflict of another kind, or none, is no candidate', () => {
    desk.confirm(NORTH, [record(LEFT), found({ kind: 'ask' })]);
    expect(open()).toBeNull();
    expect(duplicatePage(desk.reading(), { conflictId: 999 })).toBeNull();
  });
  test('the federation is not asked', () => {
    desk.confirm(NORTH, ours());
    expect(conflictList(desk.reading(NAREN))).toHaveLength(1);
    expect(conflictList(desk.reading(CHEN))).toEqual([]);
  });
});
