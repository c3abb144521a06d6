/** What stops a merger, whose values stay, what is sent (PAIR1–PAIR3). */
import { describe, expect, it } from 'vitest';
import { MERGE_GROUPS, personMerge } from '#shared/domain/duplicate.ts';
import type { DuplicatePage, DuplicateSide } from '#shared/rpc/duplicate-shapes.ts';
import {
  filesAfter,
  firstRegistered,
  groupsOf,
  type Merging,
  mergeArgs,
  needOf,
  stays,
  takenGroups,
} from './pair.ts';

const side = (personId: number, given: Partial<DuplicateSide> = {}): DuplicateSide => ({
  person: { personId } as DuplicateSide['person'],
  registeredOn: '2026-11-02T02:00:00.000Z',
  registeredBy: '娜仁',
  files: [],
  active: [],
  papers: 0,
  historyLines: 1,
  ...given,
});
const field = (group: string, name: string, left: string | null, right: string | null) => ({
  group,
  field: name,
  left,
  right,
});
const page = (fields: DuplicatePage['fields']): DuplicatePage =>
  ({ left: side(1), right: side(2), fields }) as DuplicatePage;
const start: Merging = { kept: 'left', chosen: {}, reason: '对照身份证' };
const PHONE = field('contact', 'phone', '139****0001', '150****0003');
const ACCOUNT = field('bank', 'accountNumber', '***0101', '***0218');

describe('PAIR1 the record that was registered first', () => {
  it.each([
    ['2026-11-01', '2026-11-02', 'left'],
    ['2026-11-02', '2026-11-01', 'right'],
    [null, '2026-11-01', 'right'],
    ['2026-11-01', null, 'left'],
    [null, null, 'left'],
  ] as const)('%s, %s: %s', (left, right, kept) => {
    const sides = { left: side(1, { registeredOn: left }), right: side(2, { registeredOn: right }) };
    expect(firstRegistered(sides)).toBe(kept);
  });
});

describe('groups', () => {
  it('come in the order of the record, without what neither side says', () => {
    const groups = groupsOf([
      field('identity', 'name', '包', '包'),
      field('hukou', 'hukouKind', null, null),
      PHONE,
    ]);
    expect(groups.map(({ group, differs }) => [group, differs])).toEqual([
      ['identity', false],
      ['contact', true],
    ]);
  });
  it('the day of a statement goes along and is not asked about', () => {
    const [contact] = groupsOf([PHONE, field('contact', 'contactStatedOn', '2026-01-01', '2026-02-01')]);
    expect(contact?.fields).toHaveLength(1);
  });
});

describe('whose values stay', () => {
  const of = (one: DuplicatePage['fields'][number], merging = start) => {
    const [group] = groupsOf([one]);
    return group && stays(group, merging);
  };
  it('PAIR2 the kept record’s; where it says nothing, the other’s', () => {
    expect(of(PHONE)).toBe('left');
    expect(of(PHONE, { ...start, kept: 'right' })).toBe('right');
    expect(of({ ...PHONE, left: null })).toBe('right');
    expect(of({ ...PHONE, right: null }, { ...start, kept: 'right' })).toBe('left');
  });
  it('what a person chose, whichever is kept', () => {
    expect(of(PHONE, { ...start, chosen: { contact: 'right' } })).toBe('right');
  });
  it('PAIR3 of two accounts neither, until somebody chooses', () => {
    expect(of(ACCOUNT)).toBeNull();
    expect(of({ ...ACCOUNT, right: null })).toBe('left');
    expect(of({ ...ACCOUNT, left: null })).toBe('right');
    expect(of({ ...ACCOUNT, right: ACCOUNT.left })).toBe('left');
  });
});

describe('F9', () => {
  const groups = groupsOf([PHONE, ACCOUNT]);
  it('waits for the account, then for the reason', () => {
    expect(needOf(groups, start)).toBe('needKept');
    const chosen: Merging = { ...start, chosen: { bank: 'right' } };
    expect(needOf(groups, { ...chosen, reason: ' ' })).toBe('needReason');
    expect(needOf(groups, chosen)).toBeNull();
  });
  it('sends what the command takes: only what is taken over', () => {
    const merging: Merging = { kept: 'right', chosen: { bank: 'left' }, reason: ' 对照身份证 ' };
    const args = mergeArgs(page([PHONE, ACCOUNT]), groups, merging);
    expect(args).toEqual({ keptId: 2, givenId: 1, take: ['bank'], reason: '对照身份证' });
    expect(personMerge.args.safeParse(args).success).toBe(true);
  });
  it('every group that can differ is one that the command can take', () => {
    const all = groupsOf(MERGE_GROUPS.map((group) => field(group, 'x', 'a', 'b')));
    expect(
      takenGroups(all, { ...start, chosen: Object.fromEntries(MERGE_GROUPS.map((g) => [g, 'right'])) }),
    ).toEqual([...MERGE_GROUPS]);
  });
});

describe('what becomes of the files', () => {
  const file = (state: string, benefits: ('LIVING' | 'NURSING')[], submittedOn: string) => ({
    state,
    benefits,
    submittedOn,
  });
  it('all move; what was asked for twice is told with the earlier date', () => {
    const kept = side(1, { files: [file('SUBMITTED', ['LIVING'], '2026-03-16')] });
    const given = side(2, {
      files: [
        file('DETERMINING', ['LIVING', 'NURSING'], '2026-03-02'),
        file('REFUSED', ['NURSING'], '2020-01-01'),
      ],
    });
    expect(filesAfter(kept, given)).toEqual({ moved: 2, twice: ['LIVING'], date: '2026-03-02' });
  });
  it('what ended counts for nothing', () => {
    const ended = side(1, { files: [file('APPROVED', ['LIVING'], '2026-01-01')] });
    const given = side(2, { files: [file('SUBMITTED', ['LIVING'], '2026-03-02')] });
    expect(filesAfter(ended, given)).toEqual({ moved: 1, twice: [], date: null });
  });
});
