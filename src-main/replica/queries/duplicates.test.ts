/** One person registered twice, found on a real replica: while typing, and among the records (dossier (h) DUP_ID). DQ1–DQ3. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { otherIdNumber } from '#shared/domain/id-number.ts';
import { intakeArgs, NAREN, NORTH, SOUTH, TestDesk, WANG } from '../test-desk.ts';
import { casePage } from './case-page.ts';
import { duplicatePairs, duplicatesOfPerson, similarPersons, type Typed } from './duplicates.ts';
import {
  LEFT,
  merge,
  NUMBER,
  numbered,
  OTHER,
  OTHER_VILLAGE,
  record,
  RIGHT,
  sarina,
  THIRD,
  typed,
} from './made-up-duplicates.ts';
import { searchCases } from './search.ts';
import { reviewQueue, today } from './work.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
});
afterEach(() => desk.close());

const similar = (given: Partial<Typed> = {}) =>
  similarPersons(desk.reading(), typed(given)).map(({ personId, ground }) => [personId, ground]);

describe('who may be the person that is being typed', () => {
  const cases: [string, Partial<DemoPerson>, Partial<Typed>, string | null][] = [
    ['the same number', {}, { name: '别人', idNumber: NUMBER }, 'same-id'],
    [
      'the same number with spaces, in full width',
      {},
      { idNumber: ` ${NUMBER.slice(0, 6)} １９８１${NUMBER.slice(10)}` },
      'same-id',
    ],
    [
      'the new number of an old one',
      { idNumber: otherIdNumber(NUMBER) as string },
      { idNumber: NUMBER },
      'old-and-new-id',
    ],
    ['the old number of a new one', {}, { idNumber: otherIdNumber(NUMBER) as string }, 'old-and-new-id'],
    ['name, birth date and village', {}, { idNumber: OTHER }, 'name-birth-village'],
    ['before the number is whole', {}, { idNumber: '15999919810226' }, 'name-birth-village'],
    ['name and birth date, of another village', {}, { village: OTHER_VILLAGE }, 'name-birth'],
    ['another birth date', {}, { birthDate: '1981-02-27' }, null],
    ['another name', {}, { name: '包萨如拉' }, null],
    ['no birth date yet', {}, { birthDate: null }, null],
    ['no name yet', {}, { name: ' · ' }, null],
  ];
  test.each(cases)('%s', (_what, given, said, ground) => {
    desk.confirm(NORTH, [record(LEFT, given)]);
    expect(similar(said)).toEqual(ground ? [[LEFT, ground]] : []);
  });

  const spellings = [
    '包·萨日娜',
    '包•萨日娜',
    '包.萨日娜',
    '包 萨日娜',
    '包萨日娜',
    '包‧萨日娜',
    '包・萨日娜',
  ];
  test.each(spellings)('DQ1 包·萨日娜 in every spelling: %s', (name) => {
    desk.confirm(NORTH, [record(LEFT, { name })]);
    for (const said of spellings) expect(similar({ name: said })).toEqual([[LEFT, 'name-birth-village']]);
  });

  test('the surest first, nobody twice', () => {
    desk.confirm(NORTH, [
      record(LEFT, { hukouVillage: OTHER_VILLAGE, idNumber: OTHER }),
      record(RIGHT),
      record(102, { idNumber: otherIdNumber(NUMBER) as string }),
    ]);
    expect(similar({ idNumber: NUMBER })).toEqual([
      [RIGHT, 'same-id'],
      [102, 'old-and-new-id'],
      [LEFT, 'name-birth'],
    ]);
  });
  test('with what they have: an open file, or a subsidy', () => {
    desk.confirm(NORTH, [record(LEFT)]);
    desk.taken(NAREN, 'application.submit', intakeArgs(sarina(), { atCounter: 'KEEP' }));
    const [found] = similarPersons(desk.reading(), typed());
    expect(found).toMatchObject({ state: 'SUBMITTED', benefits: ['NURSING'], keptIn: null });
    expect(found?.openApplication?.benefits).toEqual(['NURSING']);
  });
});

describe('DQ3 whoever was merged', () => {
  test('is the one who is kept', () => {
    desk.confirm(NORTH, [record(LEFT), record(RIGHT, { idNumber: otherIdNumber(NUMBER) as string })]);
    merge(desk);
    expect(similar({ idNumber: NUMBER })).toEqual([[LEFT, 'same-id']]);
    expect(similar({ idNumber: otherIdNumber(NUMBER) as string })).toEqual([[LEFT, 'same-id']]);
    expect(similar()).toEqual([[LEFT, 'name-birth-village']]);
  });
  test('by a number that the kept one does not go by: said so', () => {
    desk.confirm(NORTH, [record(LEFT), record(RIGHT, { idNumber: OTHER, name: '包萨仁' })]);
    merge(desk);
    expect(similar({ idNumber: OTHER, name: '包萨仁' })).toEqual([[LEFT, 'merged-id']]);
  });
  test('through several mergers', () => {
    desk.confirm(NORTH, [record(LEFT), record(RIGHT, { idNumber: OTHER }), record(102, { idNumber: THIRD })]);
    merge(desk, RIGHT, 102);
    merge(desk, LEFT, RIGHT);
    expect(similar({ idNumber: THIRD })).toEqual([[LEFT, 'merged-id']]);
    expect(duplicatesOfPerson(desk.reading(), 102).mergedInto).toMatchObject({ personId: LEFT });
  });
});

describe('pairs of records that look like one person', () => {
  const pairs = () =>
    duplicatePairs(desk.reading()).map(({ leftId, rightId, ground }) => [leftId, rightId, ground]);
  test('name, birth date and village; an old and a new number; each pair once', () => {
    desk.confirm(NORTH, [
      record(LEFT),
      record(RIGHT, { idNumber: OTHER, name: '包 萨日娜' }),
      record(102, { idNumber: otherIdNumber(NUMBER) as string, name: '包萨日娜' }),
      record(103, { idNumber: THIRD, hukouVillage: OTHER_VILLAGE }),
      record(104, { idNumber: numbered('15999919810226015'), name: '包萨如拉' }),
    ]);
    expect(pairs()).toEqual([
      [102, LEFT, 'old-and-new-id'],
      [LEFT, RIGHT, 'name-birth-village'],
      [RIGHT, 102, 'name-birth-village'],
    ]);
  });
  test('of two townships there are none: the county settles those', () => {
    desk.confirm(NORTH, [record(LEFT)]);
    desk.confirm(SOUTH, [record(RIGHT, { idNumber: OTHER })]);
    expect(pairs()).toEqual([]);
  });
  test('DQ2 merged, or said to be two people: not asked again', () => {
    desk.confirm(NORTH, [record(LEFT), record(RIGHT, { idNumber: OTHER }), record(102, { idNumber: THIRD })]);
    expect(pairs()).toHaveLength(3);
    desk.taken(NAREN, 'person.notSame', { personId: RIGHT, otherId: LEFT, reason: '父女同名' });
    expect(pairs()).toEqual([
      [LEFT, 102, 'name-birth-village'],
      [RIGHT, 102, 'name-birth-village'],
    ]);
    expect(duplicatesOfPerson(desk.reading(), LEFT).maybe.map(({ personId }) => personId)).toEqual([102]);
    merge(desk, LEFT, 102);
    expect(pairs()).toEqual([]);
  });
});

describe('after merging', () => {
  const files = [
    {
      type: 'application' as const,
      id: 200,
      set: { personId: RIGHT, appliedNursing: true, appliedLiving: false },
    },
    {
      type: 'application' as const,
      id: 201,
      set: { personId: LEFT, appliedNursing: true, appliedLiving: true },
    },
  ].map((file, at) => ({
    ...file,
    set: {
      ...file.set,
      state: 'PRELIMINARY_REVIEW',
      submittedOn: at ? '2026-10-20' : '2026-09-30',
      acceptedBy: NAREN.accountId,
    },
  }));
  beforeEach(() => {
    desk.confirm(NORTH, [record(LEFT), record(RIGHT, { idNumber: OTHER, phone: '15000000003' }), ...files]);
    desk.taken(NAREN, 'person.edit', {
      personId: RIGHT,
      contact: { phone: '15000000004', statedOn: '2026-11-01' },
      reason: '来电',
    });
    merge(desk, LEFT, RIGHT, ['contact']);
  });

  test('the merged record is in no list, queue or search', () => {
    const reading = desk.reading(WANG);
    const found = searchCases(reading, { text: '包萨日娜', offset: 0, limit: 20 });
    expect(found.rows.map(({ personId }) => personId)).toEqual([LEFT]);
    expect(reviewQueue(reading).map(({ personId, applicationId }) => [personId, applicationId])).toEqual([
      [LEFT, 201],
    ]);
    expect(today(reading).groups.flatMap(({ rows }) => rows.map(({ personId }) => personId))).toEqual([LEFT]);
    expect(duplicatePairs(reading)).toEqual([]);
  });
  test('its page works and points on; the kept one tells whom it took in', () => {
    const reading = desk.reading();
    expect(casePage(reading, RIGHT)?.applications).toEqual([]);
    expect(duplicatesOfPerson(reading, RIGHT)).toMatchObject({
      mergedInto: { personId: LEFT, name: '包·萨日娜', on: '2026-11-02' },
      maybe: [],
    });
    expect(duplicatesOfPerson(reading, LEFT).merged).toMatchObject([{ personId: RIGHT, on: '2026-11-02' }]);
  });
  test('m.3 one file of each subsidy goes on, with the earliest date; what was chosen stands', () => {
    const page = casePage(desk.reading(), LEFT);
    const states = page?.applications.map(({ applicationId, state, submittedOn }) => [
      applicationId,
      state,
      submittedOn,
    ]);
    expect(states).toEqual([
      [201, 'PRELIMINARY_REVIEW', '2026-09-30'],
      [200, 'MERGED', '2026-09-30'],
    ]);
    expect(page?.person.phoneMasked?.endsWith('0004')).toBe(true);
  });
  test('nothing is lost of the history: the kept person’s page has the lines of both', () => {
    const actions = casePage(desk.reading(), LEFT)?.history.map(({ action }) => action);
    expect(actions?.toSorted()).toEqual(['person.edit', 'person.merge']);
  });
});
