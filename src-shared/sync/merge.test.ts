/** Merging, rule by rule (SPEC M1–M6), and the conflict cases of the dossier (C081–C083) as facts. */
import { describe, expect, test } from 'vitest';
import type { FieldValue } from '../records/registry.ts';
import { groupOf } from '../records/rows.ts';
import { hasMoved, isLessThanAsked, type MergeInput, mergeGroup, sidesOf } from './merge.ts';

type Fields = Record<string, FieldValue>;

function input(
  group: string,
  sides: Pick<MergeInput, 'before' | 'mine' | 'current'>,
  bodies = {},
): MergeInput {
  return { group: groupOf('person', group), myBody: 'TOWNSHIP', theirBody: 'TOWNSHIP', ...sides, ...bodies };
}

const contact = (phone: string | null, address: string | null, on: string): Fields => ({
  phone,
  residenceAddress: address,
  contactStatedOn: on,
});
const bank = (holder: string, number: string): Fields => ({
  accountHolder: holder,
  bankName: '农信社',
  accountNumber: number,
  accountKind: 'SOCIAL_CARD',
});
const household = (category: string, from: string | null, care: boolean): Fields => ({
  householdCategory: category,
  householdFrom: from,
  needsLongTermCare: care,
});

describe('laws of any policy', () => {
  const groups: [string, Fields, Fields][] = [
    ['contact', contact('1', 'A', '2026-03-01'), contact('2', 'B', '2026-03-02')],
    ['bank', bank('X', '11111111'), bank('Y', '22222222')],
    ['household', household('NONE', null, false), household('DIBAO', '2026-01', true)],
  ];
  test.each(groups)('M2 %s: equal values are no conflict', (group, before, mine) => {
    const merged = mergeGroup(input(group, { before, mine, current: mine }));
    expect(merged.conflict).toBeNull();
    expect({ ...mine, ...merged.write }).toEqual(mine);
  });
  test.each(groups)('%s: nobody else wrote, so mine stands whole', (group, before, mine) => {
    expect(mergeGroup(input(group, { before, mine, current: before }))).toEqual({
      write: mine,
      conflict: null,
    });
  });
  test.each(groups)('M6 %s: what I left as I found it gives way without a word', (group, before, current) => {
    expect(mergeGroup(input(group, { before, mine: before, current }))).toEqual({
      write: {},
      conflict: null,
    });
  });
  test.each(groups)(
    '%s: with nothing seen, a value that stands is not overwritten unkept',
    (group, current, mine) => {
      const before = Object.fromEntries(Object.keys(current).map((field) => [field, null]));
      const merged = mergeGroup(input(group, { before, mine, current }));
      expect(merged.conflict).not.toBeNull();
    },
  );
});

describe('bank: ask', () => {
  test('M3 M5 two new accounts: neither mixes, a person settles', () => {
    const merged = mergeGroup(
      input('bank', {
        before: bank('X', '11111111'),
        mine: bank('X', '22222222'),
        current: bank('Z', '33333333'),
      }),
    );
    expect(merged).toEqual({ write: {}, conflict: 'ask' });
  });
});

describe('household: the owner wins, field by field', () => {
  const before = household('NONE', null, false);
  test('M1 another field: both stand', () => {
    const merged = mergeGroup(
      input('household', {
        before,
        mine: household('NONE', null, true),
        current: household('DIBAO', '2026-01', false),
      }),
    );
    expect(merged).toEqual({ write: { needsLongTermCare: true }, conflict: null });
  });
  test('M1 the owner who left a field alone does not wipe out another’s correction of it', () => {
    const sides = {
      before,
      mine: household('NONE', null, true),
      current: household('DIBAO', '2026-01', false),
    };
    expect(mergeGroup(input('household', sides, { myBody: 'CIVIL_AFFAIRS' })).write).toEqual({
      needsLongTermCare: true,
    });
  });
  const collide = {
    before,
    mine: { householdCategory: 'DIBAO' },
    current: { ...before, householdCategory: 'TEKUN' },
  };
  test('M5 mine is the owner: mine stands, theirs is kept', () => {
    const merged = mergeGroup(input('household', collide, { myBody: 'CIVIL_AFFAIRS' }));
    expect(merged).toEqual({ write: { householdCategory: 'DIBAO' }, conflict: 'proposal' });
  });
  test('M5 theirs is the owner: theirs stands, mine is kept', () => {
    const owned = input('household', collide, { theirBody: 'CIVIL_AFFAIRS' });
    expect(mergeGroup(owned)).toEqual({ write: {}, conflict: 'proposal' });
    expect(isLessThanAsked(owned, mergeGroup(owned))).toBe(true);
  });
  test('M4 neither is: a person settles', () => {
    expect(mergeGroup(input('household', collide))).toEqual({ write: {}, conflict: 'ask' });
  });
});

describe('contact: the later stated date wins', () => {
  const before = contact('1', 'A', '2026-03-01');
  const sides = (mineOn: string, theirsOn: string) => ({
    before,
    mine: { phone: '2', contactStatedOn: mineOn },
    current: contact('3', 'A', theirsOn),
  });
  test('M5 mine is later', () => {
    expect(mergeGroup(input('contact', sides('2026-03-05', '2026-03-04')))).toEqual({
      write: { phone: '2', contactStatedOn: '2026-03-05' },
      conflict: 'merged',
    });
  });
  test('M5 theirs is later', () => {
    expect(mergeGroup(input('contact', sides('2026-03-03', '2026-03-04')))).toEqual({
      write: {},
      conflict: 'merged',
    });
  });
  test('M4 a tie asks', () => {
    expect(mergeGroup(input('contact', sides('2026-03-04', '2026-03-04'))).conflict).toBe('ask');
  });
  test('M1 another field: both stand, with the later date', () => {
    const other = {
      before,
      mine: { residenceAddress: 'B', contactStatedOn: '2026-03-02' },
      current: contact('3', 'A', '2026-03-04'),
    };
    expect(mergeGroup(input('contact', other))).toEqual({ write: { residenceAddress: 'B' }, conflict: null });
  });
  test('M6 a date without a statement dates nothing', () => {
    const dated = {
      before,
      mine: { phone: '1', contactStatedOn: '2026-03-09' },
      current: contact('3', 'A', '2026-03-04'),
    };
    expect(mergeGroup(input('contact', dated))).toEqual({ write: {}, conflict: null });
  });
});

describe('applications', () => {
  const group = (name: string) => groupOf('application', name);
  const merge = (name: string, sides: Pick<MergeInput, 'before' | 'mine' | 'current'>) =>
    mergeGroup({ group: group(name), myBody: 'TOWNSHIP', theirBody: 'TOWNSHIP', ...sides });

  test('M1 materials merge by field; the same field asks', () => {
    const before = { materials: ['ID_COPY'], missing: ['CERT_COPY'], noticeCount: 0 };
    const mine = { materials: ['ID_COPY', 'CERT_COPY'], missing: [] };
    expect(merge('materials', { before, mine, current: { ...before, noticeCount: 1 } })).toEqual({
      write: mine,
      conflict: null,
    });
    const current = { ...before, materials: ['ID_COPY', 'SIGNED_FORM'] };
    expect(merge('materials', { before, mine, current })).toEqual({
      write: { missing: [] },
      conflict: 'ask',
    });
  });
  test('submittedOn: the earliest date stands, whoever comes last', () => {
    const before = { submittedOn: null };
    const earlier = { submittedOn: '2026-03-01' };
    const later = { submittedOn: '2026-03-04' };
    expect(merge('submission', { before, mine: earlier, current: later }).write).toEqual(earlier);
    expect(merge('submission', { before, mine: later, current: earlier }).write).toEqual({});
  });
  test('state is decided, never merged: what decide said is written', () => {
    const before = { state: 'SUBMITTED' };
    const mine = { state: 'PRELIMINARY_REVIEW' };
    expect(merge('state', { before, mine, current: { state: 'SUPPLEMENT_REQUESTED' } })).toEqual({
      write: mine,
      conflict: null,
    });
  });
});

describe('the dossier’s cases', () => {
  test('C081 township edits the phone, county writes another group: both stand', () => {
    const before = contact('13900000001', 'A', '2026-03-01');
    const mine = { phone: '13900000009', contactStatedOn: '2026-03-02' };
    expect(hasMoved(before, before)).toBe(false);
    expect(mergeGroup(input('contact', { before, mine, current: before }))).toEqual({
      write: mine,
      conflict: null,
    });
  });
  test('C082 township edits the grade, the federation confirmed another: the federation stands, mine is a proposal', () => {
    const sides = { before: { grade: 1 }, mine: { grade: 2 }, current: { grade: 3 } };
    expect(mergeGroup(input('certificate', sides, { theirBody: 'FEDERATION' }))).toEqual({
      write: {},
      conflict: 'proposal',
    });
  });
});

describe('the sides of a conflict record', () => {
  test('M3 an account whose author had seen nothing is whole on both sides', () => {
    const nothing = { accountHolder: null, bankName: null, accountNumber: null, accountKind: null };
    // An intake form writes only what differs from what stands.
    const unseen = input('bank', {
      before: nothing,
      mine: { accountNumber: '22222222' },
      current: bank('X', '11111111'),
    });
    const sides = sidesOf(unseen, mergeGroup(unseen));
    expect(sides).toEqual({ before: nothing, mine: bank('X', '22222222'), theirs: bank('X', '11111111') });
  });
  test('M1 what merged beside the dispute is on both sides, so that neither choice undoes it', () => {
    const tie = input('contact', {
      before: contact('1', 'A', '2026-03-01'),
      mine: { phone: '2', residenceAddress: 'B', contactStatedOn: '2026-03-04' },
      current: contact('3', 'A', '2026-03-04'),
    });
    const merged = mergeGroup(tie);
    expect(merged).toEqual({ write: { residenceAddress: 'B' }, conflict: 'ask' });
    const { mine, theirs } = sidesOf(tie, merged);
    expect([mine, theirs]).toEqual([contact('2', 'B', '2026-03-04'), contact('3', 'B', '2026-03-04')]);
  });
  test('M5 when mine stands, theirs is what gave way', () => {
    const later = input('contact', {
      before: contact('1', 'A', '2026-03-01'),
      mine: { phone: '2', contactStatedOn: '2026-03-09' },
      current: contact('3', 'A', '2026-03-04'),
    });
    expect(sidesOf(later, mergeGroup(later)).theirs).toEqual(contact('3', 'A', '2026-03-04'));
  });
});
