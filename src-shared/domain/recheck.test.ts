/** The monthly re-check: lists, answers, tasks (S004 art.7). */
import { expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import type { Row, Values } from '../records/rows.ts';
import { decideAs, rowOf, setsOf } from './made-up-file.ts';

const VILLAGE = 159999101001;
const A = makeId(9, 1);
const B = makeId(9, 2);
const LIST = makeId(9, 500);
const act = (name: string, args: object, records: object = {}) =>
  decideAs('TOWNSHIP_CLERK', name, args, records as never);

const open = (args: object = {}) =>
  act('recheck.open', { division: VILLAGE, month: '2026-03', personIds: [A, B], ...args });

test('RC1 a list says who opened it, for which village and month, and who is on it', () => {
  expect(setsOf(open(), 'recheck')).toMatchObject([
    {
      ...{ division: VILLAGE, month: '2026-03', personIds: [A, B] },
      openedAt: '2026-03-18T02:00:00.000Z',
    },
  ]);
});
test.each([
  ['a township, not a village', { division: 159999101000 }, 'recheck/other-place'],
  ['another township’s village', { division: 159999102001 }, 'recheck/other-place'],
  ['a month that has not begun', { month: '2026-04' }, 'recheck/future-month'],
  ['somebody twice', { personIds: [A, A] }, 'recheck/twice'],
])('%s: no list', (_what, args, refusal) => expect(open(args)).toMatchObject({ refusal }));

const list = rowOf('recheck', LIST, { division: VILLAGE, month: '2026-03', personIds: [A, B] });
const earlier = (at: number, values: Partial<Values<'recheckAnswer'>>): Row<'recheckAnswer'> =>
  rowOf('recheckAnswer', makeId(9, 600 + at), { recheckId: LIST, ...values });
const ANSWER = {
  ...{ recheckId: LIST, personIds: [A, B], answer: 'UNCHANGED', changeKind: null },
  ...{ checkedOn: '2026-03-17', answerWords: null },
};
const answer = (args: object = {}, records: object = {}) =>
  act('recheck.answer', { ...ANSWER, ...args }, { list: [list], answers: [], ...records });

test('RC1 many are unchanged in one act, with who and when, and no task', () => {
  expect(setsOf(answer(), 'recheckAnswer')).toMatchObject([
    { personIds: [A, B], answer: 'UNCHANGED', division: VILLAGE, month: '2026-03', taskState: null },
  ]);
});
test.each([
  ['CHANGED', 'MOVED_OUT'],
  ['NOT_FOUND', null],
  ['NOT_RECEIVED', null],
])('RC2 %s is a task', (kind, changeKind) => {
  expect(setsOf(answer({ personIds: [A], answer: kind, changeKind }), 'recheckAnswer')).toMatchObject([
    { answer: kind, changeKind, taskState: 'OPEN' },
  ]);
});
test.each([
  ['two people not found at once', { answer: 'NOT_FOUND' }, 'recheck/one-at-a-time'],
  ['a change of nothing', { personIds: [A], answer: 'CHANGED' }, 'recheck/what-changed'],
  ['an unchanged change', { changeKind: 'DIED' }, 'recheck/what-changed'],
  ['somebody who is not on the list', { personIds: [makeId(9, 3)] }, 'recheck/not-listed'],
  ['somebody twice', { personIds: [A, A] }, 'recheck/twice'],
  ['tomorrow', { checkedOn: '2026-03-19' }, 'recheck/future-date'],
  ['the month before', { checkedOn: '2026-02-28' }, 'recheck/before-month'],
])('RC1, RC2 %s: refused', (_what, args, refusal) => expect(answer(args)).toMatchObject({ refusal }));

test('RC3 a later answer closes the task of the earlier one, and no other', () => {
  const answers = [
    earlier(0, { personIds: [A], answer: 'NOT_FOUND', taskState: 'OPEN' }),
    earlier(1, { personIds: [B], answer: 'NOT_RECEIVED', taskState: 'OPEN' }),
  ];
  const sets = setsOf(answer({ personIds: [A] }, { answers }), 'recheckAnswer');
  expect(sets).toHaveLength(2);
  expect(sets[1]).toMatchObject({ taskState: 'CLOSED', taskOutcome: 'CORRECTED' });
});

const task = (values: Partial<Values<'recheckAnswer'>> = {}) => ({
  answer: [earlier(0, { personIds: [A], answer: 'NOT_FOUND', taskState: 'OPEN', ...values })],
});
const CLOSING = { answerId: makeId(9, 600), taskOutcome: 'SUSPENDED', taskWords: '人不在，已停发' };
test('RC2 a task is closed with what came of it, once', () => {
  expect(setsOf(act('recheck.closeTask', CLOSING, task()), 'recheckAnswer')).toMatchObject([
    {
      taskState: 'CLOSED',
      taskOutcome: 'SUSPENDED',
      taskWords: '人不在，已停发',
      taskClosedOn: '2026-03-18',
    },
  ]);
  expect(act('recheck.closeTask', CLOSING, task({ taskState: 'CLOSED' }))).toMatchObject({
    refusal: 'recheck/task-closed',
  });
  expect(act('recheck.closeTask', CLOSING, task({ taskState: null }))).toMatchObject({
    refusal: 'recheck/task-closed',
  });
});
