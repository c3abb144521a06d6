/** Who settles a candidate how, and what is sent (CAN1, CAN2). */
import { describe, expect, it } from 'vitest';
import { commandByName } from '#shared/domain/commands.ts';
import { ROLES } from '#shared/domain/state.ts';
import type { DuplicatePage, DuplicateSide } from '#shared/rpc/duplicate-shapes.ts';
import { actsOf, choicesOf, needOf, numbersDiffer } from './candidate.ts';

const side = (personId: number, scope: number): DuplicateSide => ({
  person: { personId, scope } as DuplicateSide['person'],
  registeredOn: null,
  registeredBy: '',
  files: [],
  active: [],
  papers: 0,
  historyLines: 0,
});
const number = (left: string, right: string) => [{ group: 'identity', field: 'idNumber', left, right }];
const page = (given: Partial<DuplicatePage> = {}): DuplicatePage => ({
  left: side(1, 159999102000),
  right: side(2, 159999101000),
  elsewhere: null,
  ground: 'same-id',
  fields: number('159999********0072', '159999********0072'),
  obstacle: null,
  conflictId: 77,
  received: [{ benefits: ['LIVING'], submittedOn: '2026-03-02' }],
  notAskedThere: [],
  earlierDates: [{ applicationId: 9, submittedOn: '2026-03-02', stands: '2026-03-16' }],
  settlement: null,
  ...given,
});
const settlement = { choice: 'same', who: '萨仁', at: '2026-11-23T02:00:00.000Z', reason: '' };

describe('who may', () => {
  it.each(ROLES)('%s', (role) => {
    const ways = choicesOf(page(), role);
    expect(ways).toEqual(
      {
        TOWNSHIP_CLERK: ['correct', 'later'],
        TOWNSHIP_REVIEWER: ['correct', 'later'],
        COUNTY_FEDERATION_REVIEWER: [],
        COUNTY_CIVIL_AFFAIRS_APPROVER: ['same', 'correct', 'later'],
        COUNTY_FINANCE: [],
        SUPERVISOR: [],
      }[role],
    );
    expect(choicesOf(page({ settlement }), role)).toEqual([]);
  });
  const county = 'COUNTY_CIVIL_AFFAIRS_APPROVER';
  it('the county, when the other township has corrected its number: two people', () => {
    const apart = page({ fields: number('159999********0072', '159999********0096') });
    expect(numbersDiffer(apart)).toBe(true);
    expect(choicesOf(apart, county)).toEqual(['same', 'correct', 'apart', 'later']);
    expect(choicesOf(apart, 'TOWNSHIP_CLERK')).toEqual(['correct', 'later']);
  });
  it('nobody gives a record up for one that is not here', () => {
    expect(choicesOf(page({ right: null }), county)).toEqual(['correct', 'later']);
  });
});

describe('CAN1 F9', () => {
  it.each([
    [{ choice: null, reason: '问过' }, 'needChoice'],
    [{ choice: 'same', reason: ' ' }, 'needReason'],
    [{ choice: 'apart', reason: '' }, 'needReason'],
    [{ choice: 'same', reason: '问过' }, null],
    [{ choice: 'later', reason: '' }, null],
    [{ choice: 'correct', reason: '' }, null],
  ] as const)('%o: %s', (settling, need) => {
    expect(needOf(settling)).toBe(need);
  });
});

describe('CAN2 what is sent', () => {
  const sent = (one: DuplicatePage, choice: 'same' | 'apart' | 'later' | 'correct') =>
    actsOf(one, { choice, reason: ' 电话问过 ' });
  it('the same person: given up, told to the other township, the earliest date kept there', () => {
    const acts = sent(page(), 'same');
    expect(acts).toEqual([
      { name: 'person.mergeElsewhere', args: { personId: 1, conflictId: 77, reason: '电话问过' } },
      {
        name: 'person.takeOver',
        args: {
          personId: 2,
          from: 159999102000,
          conflictId: 77,
          received: page().received,
          reason: '电话问过',
        },
      },
      {
        name: 'application.keepEarliestDate',
        args: { applicationId: 9, submittedOn: '2026-03-02', conflictId: 77, reason: '电话问过' },
      },
    ]);
    for (const { name, args } of acts)
      expect(commandByName(name)?.args.safeParse(args).success, name).toBe(true);
  });
  it('an earlier date there: nothing is changed about it', () => {
    expect(sent(page({ earlierDates: [] }), 'same').map(({ name }) => name)).toEqual([
      'person.mergeElsewhere',
      'person.takeOver',
    ]);
  });
  it('never more acts than go together', () => {
    const dates = Array.from({ length: 9 }, (_, at) => ({
      applicationId: at + 1,
      submittedOn: '2026-03-02',
      stands: '2026-03-16',
    }));
    expect(sent(page({ earlierDates: dates }), 'same')).toHaveLength(5);
  });
  it('two people: the number is right as it is', () => {
    const [act] = sent(page(), 'apart');
    expect(act).toEqual({
      name: 'person.correctIdNumber',
      args: { personId: 1, idNumber: null, conflictId: 77, reason: '电话问过' },
    });
    expect(commandByName(act?.name ?? '')?.args.safeParse(act?.args).success).toBe(true);
  });
  it('put off, or corrected in its own form: nothing', () => {
    expect(sent(page(), 'later')).toEqual([]);
    expect(sent(page(), 'correct')).toEqual([]);
    expect(sent(page({ right: null }), 'same')).toEqual([]);
  });
});
