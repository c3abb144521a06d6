/** Public notices: who stands on them, seven days, objections and their end (S004 art.6; dossier g). */
import { describe, expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import type { Row, Values } from '../records/rows.ts';
import { OFFICIAL_WORK_CALENDAR } from './calendar.ts';
import { CLERK, decideAs, madeUpPerson, rowOf, setsOf, TODAY } from './made-up-file.ts';
import { DEMO_PACK } from './pack.ts';
import { isPublicised, lastDayOf, publicisedBy } from './public-notice.ts';
import { payableSince, PUBLICITY_RULE } from './publicity.ts';

const VILLAGE = 159999101001;
const person = madeUpPerson();
const child = { ...madeUpPerson({ name: '郑小宝', birthDate: '2012-06-01' }), id: makeId(9, 300) };
const entitlement = (at: number, values: Partial<Values<'entitlement'>>): Row<'entitlement'> =>
  rowOf('entitlement', makeId(9, 600 + at), {
    personId: person.id,
    benefit: 'NURSING',
    state: 'ACTIVE',
    entitledFrom: '2025-11',
    ...values,
  });
const nursing = entitlement(0, {});
const ofChild = entitlement(1, { personId: child.id, benefit: 'LIVING', entitledFrom: '2026-02' });
const line = (personId: number, benefit: string, standardFen = 10_000) => ({
  personId,
  benefit,
  standardFen,
});

const PREPARE = {
  ...{ division: VILLAGE, occasion: 'ALL', fromMonth: '2026-03', toMonth: '2026-03' },
  entries: [line(person.id, 'NURSING'), line(child.id, 'LIVING', 11_000)],
};
const FOUND = {
  [`entitlement${person.id}`]: [nursing],
  [`person${person.id}`]: [person],
  [`entitlement${child.id}`]: [ofChild],
  [`person${child.id}`]: [child],
};
const prepare = (args: object = {}, records: object = {}) =>
  decideAs('TOWNSHIP_CLERK', 'publicNotice.prepare', { ...PREPARE, ...args }, {
    ...FOUND,
    ...records,
  } as never);

describe('a first payment that waits for its notice (S004 art.6; publicity.gate ∴)', () => {
  const gate = { ...PUBLICITY_RULE, gate: 'BEFORE_FIRST_PAYMENT' } as const;
  // 2026-01-03 is a Saturday, 2026-01-04 a Sunday that is worked; 2027 has no calendar.
  test.each([
    [PUBLICITY_RULE, null, '2025-12-10'],
    [gate, null, null],
    [gate, '2025-12-10', '2025-12-18'],
    [gate, '2025-12-27', '2026-01-05'],
    [gate, '2025-11-20', '2025-12-10'],
    [gate, '2026-12-30', null],
  ])('under %o, decided on 2025-12-10, posted on %s: from %s', (rule, postedOn, since) => {
    expect(payableSince({ decidedOn: '2025-12-10', postedOn }, OFFICIAL_WORK_CALENDAR, rule)).toBe(since);
  });

  const notice = (values: Partial<Values<'publicNotice'>>, name: string | null = '达木丁') =>
    rowOf('publicNotice', makeId(9, 700), {
      ...{ state: 'IN_PUBLICITY', preparedOn: '2026-03-01', postedOn: '2026-03-02' },
      entries: [{ personId: person.id, benefit: 'NURSING', name, standardFen: 10_000 }] as never,
      ...values,
    });
  test.each<[string, Row<'publicNotice'>, Partial<Values<'entitlement'>>, boolean]>([
    ['ended on 03-09', notice({}), { decidedOn: '2026-02-20' }, true],
    ['its last day is today', notice({ postedOn: '2026-03-03' }), {}, false],
    ['was never hung', notice({ postedOn: null }), {}, false],
    ['names the other benefit', notice({}), { benefit: 'LIVING' }, false],
    ['names nobody', notice({}, null), {}, false],
    ['is of an earlier decision', notice({}), { decidedOn: '2026-03-02' }, false],
  ])('on 2026-03-10 a notice that %s', (_what, made, values, expected) => {
    const ended = publicisedBy([made], '2026-03-10', DEMO_PACK);
    expect(isPublicised(entitlement(0, values), ended)).toBe(expected);
  });
});

test('PN1 the lines are the active entitlements, with the names of the records and the month paid from', () => {
  expect(setsOf(prepare(), 'publicNotice')).toMatchObject([
    {
      state: 'PREPARED',
      entryCount: 2,
      preparedOn: '2026-03-18',
      entries: [
        {
          ...{ personId: person.id, name: '达木丁', isMinor: false, village: VILLAGE },
          ...{ benefit: 'NURSING', standardFen: 10_000, paidSince: '2025-11' },
        },
        { personId: child.id, name: '郑小宝', isMinor: true, paidSince: '2026-02' },
      ],
    },
  ]);
});

describe('PN1 a line with nothing behind it has no name, and is masked', () => {
  test.each([
    ['suspended meanwhile', { [`entitlement${person.id}`]: [entitlement(0, { state: 'SUSPENDED' })] }],
    ['another benefit', { [`entitlement${person.id}`]: [entitlement(0, { benefit: 'LIVING' })] }],
    ['moved away', { [`entitlement${person.id}`]: [], [`person${person.id}`]: [] }],
    ['of another village', { [`person${person.id}`]: [madeUpPerson({ hukouVillage: 159999101002 })] }],
  ])('%s', (_why, records) => {
    const [notice] = setsOf(prepare({}, records), 'publicNotice') as { entries: object[] }[];
    expect(notice?.entries[0]).toMatchObject({ personId: person.id, name: null, isMinor: true });
  });
});

test.each([
  ['another township', { division: 159999102001 }, {}, 'notice/other-place'],
  ['months that run backwards', { fromMonth: '2026-04' }, {}, 'notice/period'],
  ['a month that has not begun', { toMonth: '2026-04' }, {}, 'notice/period'],
  ['a line twice', { entries: [line(person.id, 'NURSING'), line(person.id, 'NURSING')] }, {}, 'notice/twice'],
  ['nobody who receives', { entries: [line(person.id, 'LIVING')] }, {}, 'notice/nobody'],
])('%s: no notice', (_what, args, records, refusal) => {
  expect(prepare(args, records)).toMatchObject({ refusal });
});

const NOTICE = makeId(9, 700);
const notice = (values: Partial<Values<'publicNotice'>> = {}) =>
  rowOf('publicNotice', NOTICE, {
    ...{ division: VILLAGE, state: 'IN_PUBLICITY', preparedOn: '2026-03-02', postedOn: '2026-03-03' },
    entries: [{ personId: person.id }] as never,
    ...values,
  });
const act = (name: string, args: object, records: object) =>
  decideAs('TOWNSHIP_CLERK', name, args, records as never);

const POST = {
  ...{ noticeId: NOTICE, postedOn: '2026-03-03', postedPlace: '嘎查村务公开栏', poster: '巴雅尔' },
  ...{ onlinePlace: null, postedWords: null },
};
const post = (args: object = {}, values: object = { state: 'PREPARED', postedOn: null }) =>
  act('publicNotice.post', { ...POST, ...args }, { notice: [notice(values)] });

test('PN2 posting says who, when and where', () => {
  expect(setsOf(post(), 'publicNotice')).toMatchObject([
    { state: 'IN_PUBLICITY', postedOn: '2026-03-03', poster: '巴雅尔', postedPlace: '嘎查村务公开栏' },
  ]);
});
test.each([
  ['in the future', { postedOn: '2026-03-19' }, {}, 'notice/future-date'],
  ['before it was made', { postedOn: '2026-03-01' }, {}, 'notice/before-made'],
  ['again', {}, { state: 'IN_PUBLICITY' }, 'notice/already-posted'],
])('PN2 posted %s: refused', (_how, args, values, refusal) => {
  expect(post(args, { state: 'PREPARED', postedOn: null, ...values })).toMatchObject({ refusal });
});

// C-cases of the calendar are in publicity.test; here only that the notice asks there.
test.each([
  ['2026-03-03', '2026-03-10'],
  ['2026-03-07', '2026-03-16'],
  ['2019-09-25', '2019-10-08'],
])('PB1, PB2 posted on %s it hangs until %s', (postedOn, end) => expect(lastDayOf(postedOn)).toBe(end));
test('a year without a calendar gives no day', () => expect(lastDayOf('2031-03-03')).toBeNull());

const CLOSE = {
  ...{ noticeId: NOTICE, takenDownOn: '2026-03-11', remover: '巴雅尔', isOnlineDown: false },
  closedWords: null,
};
const objection = (at: number, values: Partial<Values<'objection'>> = {}) =>
  rowOf('objection', makeId(9, 800 + at), {
    ...{ noticeId: NOTICE, receivedOn: '2026-03-05', state: 'OPEN' },
    ...values,
  });
const close = (args: object = {}, values: object = {}, objections: object[] = []) =>
  act('publicNotice.close', { ...CLOSE, ...args }, { notice: [notice(values)], objections });

test('PN2 after its last day it comes down and is closed', () => {
  expect(setsOf(close(), 'publicNotice')).toMatchObject([{ state: 'CLOSED', takenDownOn: '2026-03-11' }]);
});
test.each([
  ['before the last day', { takenDownOn: '2026-03-09' }, {}, [], 'notice/too-early'],
  ['in the future', { takenDownOn: '2026-03-20' }, {}, [], 'notice/future-date'],
  ['that never hung', {}, { state: 'PREPARED', postedOn: null }, [], 'notice/not-posted'],
  ['twice', {}, { state: 'CLOSED' }, [], 'notice/already-closed'],
  ['that still stands on the net', {}, { onlinePlace: '苏木微信公众号' }, [], 'notice/still-online'],
  ['with an open objection', {}, { state: 'OBJECTED' }, [objection(0)], 'notice/objection-open'],
  ['in a year without calendar', {}, { postedOn: '2031-03-03' }, [], 'notice/end-unknown'],
] as const)('PN2, PN4 closing one %s: refused', (_what, args, values, objections, refusal) => {
  expect(close(args, values, [...objections])).toMatchObject({ refusal });
});

const OBJECT = {
  ...{ noticeId: NOTICE, personId: person.id, receivedOn: '2026-03-10', objectionText: '他已经搬走了' },
  ...{ contactName: null, contactPhone: null },
};
const object = (args: object = {}, values: object = {}) =>
  act('objection.take', { ...OBJECT, ...args }, { notice: [notice(values)] });

test('PN3 whoever objects on the last day is in time, named or not', () => {
  const decision = object();
  expect(setsOf(decision, 'objection')).toMatchObject([{ state: 'OPEN', receivedOn: '2026-03-10' }]);
  expect(setsOf(decision, 'publicNotice')).toEqual([{ state: 'OBJECTED' }]);
  expect(setsOf(object({ personId: null, contactName: '刘永' }), 'objection')).toHaveLength(1);
});
test('PN3 one in time that is written down after the end opens a closed notice again', () => {
  expect(setsOf(object({}, { state: 'CLOSED' }), 'publicNotice')).toEqual([{ state: 'OBJECTED' }]);
});
test.each([
  ['after the last day', { receivedOn: '2026-03-11' }, {}, 'notice/objection-late'],
  ['before it hung', { receivedOn: '2026-03-02' }, {}, 'notice/objection-late'],
  ['in the future', { receivedOn: '2026-03-19' }, {}, 'notice/future-date'],
  ['about somebody else', { personId: child.id }, {}, 'notice/not-on-it'],
  ['to one that never hung', {}, { state: 'PREPARED', postedOn: null }, 'notice/not-posted'],
])('PN3 an objection %s: refused', (_what, args, values, refusal) => {
  expect(object(args, values)).toMatchObject({ refusal });
});

const DECIDE = {
  ...{ objectionId: makeId(9, 800), outcome: 'REJECTED', proposal: null, decidedOn: '2026-03-17' },
  ...{ decidedWords: '到村里看过，人在。', repliedOn: null, replyWords: null },
};
const decide = (args: object = {}, of: Partial<Values<'objection'>> = {}, more: object = {}) => {
  const asked = objection(0, of);
  const records = { objection: [asked], notice: [notice({ state: 'OBJECTED' })], objections: [asked] };
  return act('objection.decide', { ...DECIDE, ...args }, { ...records, ...more });
};

test('PN4 an objection gets its outcome, and the notice hangs on', () => {
  expect(setsOf(decide(), 'objection')).toMatchObject([{ state: 'REJECTED', proposal: null }]);
  expect(setsOf(decide(), 'publicNotice')).toEqual([{ state: 'IN_PUBLICITY' }]);
  const upheld = decide({ outcome: 'UPHELD', proposal: 'EXIT' });
  expect(setsOf(upheld, 'objection')).toMatchObject([{ state: 'UPHELD', proposal: 'EXIT' }]);
});
test('PN4 while another is open the notice stays objected to', () => {
  expect(setsOf(decide({}, {}, { objections: [objection(0), objection(1)] }), 'publicNotice')).toEqual([]);
});
test('PN4 the last one of a notice that has come down closes it again', () => {
  const down = notice({ state: 'OBJECTED', takenDownOn: '2026-03-11' });
  expect(setsOf(decide({}, {}, { notice: [down] }), 'publicNotice')).toEqual([{ state: 'CLOSED' }]);
});
test.each([
  ['upheld without a proposal', { outcome: 'UPHELD' }, {}, 'notice/proposal'],
  ['rejected with one', { proposal: 'EXIT' }, {}, 'notice/proposal'],
  ['decided twice', {}, { state: 'REJECTED' }, 'notice/objection-decided'],
  ['decided before it came', { decidedOn: '2026-03-04' }, {}, 'notice/before-received'],
  ['decided in the future', { decidedOn: '2026-03-19' }, {}, 'notice/future-date'],
  ['without a reply to who left a number', {}, { contactPhone: '13900000001' }, 'notice/reply-needed'],
] as const)('PN4 %s: refused', (_what, args, of, refusal) => {
  expect(decide(args, of)).toMatchObject({ refusal });
});
test('PN4 with a reply the named one is answered', () => {
  const replied = { repliedOn: '2026-03-17', replyWords: '打电话说明了' };
  expect(setsOf(decide(replied, { contactName: '刘永' }), 'objection')).toMatchObject([replied]);
});

const hold = (objectionId?: number) => ({
  ...{ body: 'CIVIL_AFFAIRS', by: CLERK, since: TODAY, reason: '查实已经搬走' },
  ...(objectionId !== undefined && { objectionId }),
});
const UPHELD = { outcome: 'UPHELD', proposal: 'EXIT', decidedWords: '查实已经搬走' };
const about = { personId: person.id };
const withHolds = (holds: object[]) => ({ ...person, values: { ...person.values, holds: holds as never } });

describe('PN5 an objection that was upheld', () => {
  const merged = { ...person, id: makeId(9, 301) };
  const elsewhere = { ...person, scope: 159999102000 };
  const own = { body: 'TOWNSHIP', by: CLERK, since: TODAY, reason: '查户口' };
  test.each([
    ['holds the person’s money back at once', UPHELD, { named: [person] }, [[hold(DECIDE.objectionId)]]],
    ['beside a hold that is there', UPHELD, { named: [withHolds([own])] }, [[own, hold(DECIDE.objectionId)]]],
    [
      'of a record that was merged: the one it went into',
      UPHELD,
      { named: [merged], keptAs: [person] },
      [[hold(DECIDE.objectionId)]],
    ],
    ['about nobody known here: none', UPHELD, {}, []],
    ['about somebody who has moved to another township: none', UPHELD, { named: [elsewhere] }, []],
    ['and one that was not: none', {}, { named: [person] }, []],
  ] as const)('%s', (_what, args, records, holds) => {
    const decision = decide(args, about, records);
    expect(setsOf(decision, 'person').map((set) => set.holds)).toEqual(holds);
    expect(setsOf(decision, 'history')).toHaveLength(holds.length);
  });

  const SETTLE = {
    ...{ objectionId: DECIDE.objectionId, settlement: 'FOLLOWED', settledOn: '2026-03-18' },
    settledWords: '已按迁出停发',
  };
  const settle = (args: object = {}, of: Partial<Values<'objection'>> = {}, records: object = {}) =>
    decideAs('COUNTY_CIVIL_AFFAIRS_APPROVER', 'objection.settle', { ...SETTLE, ...args }, {
      objection: [objection(0, { ...about, state: 'UPHELD', decidedOn: '2026-03-17', ...of })],
      ...records,
    } as never);
  test.each([
    ['is settled and its hold is gone', [hold(DECIDE.objectionId)], [null]],
    ['the holds of others stay', [own, hold(DECIDE.objectionId), hold(7)], [[own, hold(7)]]],
  ] as const)('%s', (_what, holds, left) => {
    const decision = settle({}, {}, { named: [withHolds([...holds])] });
    expect(setsOf(decision, 'objection')).toMatchObject([
      { settlement: 'FOLLOWED', settledOn: '2026-03-18' },
    ]);
    expect(setsOf(decision, 'person').map((set) => set.holds)).toEqual(left);
  });
  test.each([
    ['that was rejected', {}, { state: 'REJECTED' }, 'notice/not-upheld'],
    ['that is settled', {}, { settlement: 'NOTHING' }, 'notice/settled-already'],
    ['before it was decided', { settledOn: '2026-03-16' }, {}, 'notice/before-decided'],
    ['in the future', { settledOn: '2026-03-19' }, {}, 'notice/future-date'],
  ])('one %s is not settled', (_what, args, of, refusal) => {
    expect(settle(args, of)).toMatchObject({ refusal });
  });
  test('the county may place a hold of its own beside it', () => {
    const named = withHolds([hold(DECIDE.objectionId)]);
    const placed = decideAs(
      'COUNTY_CIVIL_AFFAIRS_APPROVER',
      'person.hold',
      { personId: person.id, reason: '另查' },
      {
        person: [named],
      },
    );
    expect(setsOf(placed, 'person')[0]?.holds).toHaveLength(2);
  });
});

test.each([
  ['TOWNSHIP_CLERK', 'objection.settle'],
  ['COUNTY_CIVIL_AFFAIRS_APPROVER', 'publicNotice.post'],
  ['COUNTY_FEDERATION_REVIEWER', 'objection.decide'],
] as const)('%s does not %s: publicity is the township’s (art.6)', async (role, name) => {
  const { commandByName } = await import('./commands.ts');
  expect(commandByName(name)?.roles).not.toContain(role);
});
