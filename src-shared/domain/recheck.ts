/** The monthly re-check (复核, S004 art.7; dossier h): in every village, month by month, (1) has the qualification changed, (2) was the money
 *  received in full and on time. A list is opened, answers are given on it, and whatever is not «unchanged» becomes a task.
 *  RC1 an answer stands on a list that somebody opened, with who and when; many are answered at once only as UNCHANGED.  RC2 what is not
 *  UNCHANGED is said of one person and stays open until somebody writes what came of it.  RC3 a later answer on the same list takes the
 *  earlier one's place, and closes its task.  RC4 where a pack says by the quarter (∴, never where art.7 holds), one list of the quarter is named
 *  after its first month and stays open to its end.
 *  One record an act, however many people it is about: a township's month must go up on a thin line. Made offline (m.1).
 *  Elsewhere: what follows (suspension, exit, a new account) is an act of its own on the person; a re-check stops no payment.     */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import type { PlainMonth } from './calendar.ts';
import { change, create, defineCommand, firstOf, type Loaded, refuse } from './command.ts';
import { isWithin, levelOf } from './division.ts';
import { addMonths, quarterEnd } from './month.ts';
import type { RecheckCycle } from './pack.ts';
import { dateSchema, idSchema } from './person.ts';

const TOWNSHIP_ROLES = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const;
/** People of one list; a longer village is opened in several. */
export const RECHECK_PEOPLE_MAX = 400;
const ANSWERS_OF_LIST_MAX = 1_000;

export const RECHECK_ANSWERS = ['UNCHANGED', 'CHANGED', 'NOT_FOUND', 'NOT_RECEIVED'] as const;
export type RecheckAnswer = (typeof RECHECK_ANSWERS)[number];

/** What has changed; each leads to another act on the person. */
export const RECHECK_CHANGES = [
  'DIED',
  'MOVED_OUT',
  'IMPRISONED',
  'HOUSEHOLD',
  'CERTIFICATE',
  'OTHER_BENEFIT',
  'OTHER',
] as const;
export type RecheckChange = (typeof RECHECK_CHANGES)[number];

/** What came of a task of a re-check or a spot check. CORRECTED: a later answer took its place. */
export const TASK_OUTCOMES = ['SUSPENDED', 'EXITED', 'FACTS_CORRECTED', 'PAID_AGAIN', 'UNFOUNDED'] as const;
export type TaskOutcome = (typeof TASK_OUTCOMES)[number] | 'CORRECTED';

const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const people = z.array(idSchema).min(1).max(RECHECK_PEOPLE_MAX);
const words = z.string().trim().min(1).max(300);

const hasTwice = (ids: readonly number[]): boolean => new Set(ids).size < ids.length;

/** The months of the re-check that a month belongs to; its list is named after the first (RC4). */
export function recheckSpan(
  month: PlainMonth,
  cycle: RecheckCycle,
): { readonly month: PlainMonth; readonly lastMonth: PlainMonth } {
  if (cycle === 'MONTHLY') return { month, lastMonth: month };
  const lastMonth = quarterEnd(month);
  return { month: addMonths(lastMonth, -2), lastMonth };
}

/** Ids of people in a list or an answer. */
export function peopleIn(json: unknown): readonly number[] {
  return Array.isArray(json) ? (json as number[]) : [];
}

export const recheckOpen = defineCommand({
  name: 'recheck.open',
  version: 1,
  args: z.strictObject({ division: idSchema, month: monthSchema, personIds: people }),
  roles: TOWNSHIP_ROLES,
  target: () => null,
  needs: () => [],
  decide(_records, args, context) {
    const { division, month, personIds } = args;
    if (levelOf(division) !== 'VILLAGE' || !isWithin(context.scope, division))
      return refuse('recheck/other-place', ['division']);
    if (month > context.madeOn.slice(0, 7)) return refuse('recheck/future-month', ['month']);
    if (hasTwice(personIds)) return refuse('recheck/twice', ['personIds']);
    const list = create('recheck', context.newId(), {
      ...{ division, month, personIds },
      openedBy: context.actor.accountId,
      openedAt: context.madeAt,
    });
    return { changes: [list] };
  },
});

function openTasks(records: Loaded): readonly Row<'recheckAnswer'>[] {
  const all = (records.answers ?? []) as readonly Row<'recheckAnswer'>[];
  return all.filter(({ values }) => values.taskState === 'OPEN');
}

export const recheckAnswer = defineCommand({
  name: 'recheck.answer',
  version: 1,
  args: z.strictObject({
    recheckId: idSchema,
    personIds: people,
    answer: z.enum(RECHECK_ANSWERS),
    changeKind: z.enum(RECHECK_CHANGES).nullable(),
    checkedOn: dateSchema,
    answerWords: words.nullable(),
  }),
  roles: TOWNSHIP_ROLES,
  target: (args) => ({ type: 'recheck', id: args.recheckId }),
  needs: (args) => [
    { as: 'list', type: 'recheck', id: args.recheckId },
    {
      as: 'answers',
      type: 'recheckAnswer',
      by: 'recheckId',
      value: args.recheckId,
      limit: ANSWERS_OF_LIST_MAX,
    },
  ],
  decide(records, args, context) {
    const list = firstOf(records, 'list', 'recheck');
    if (!list) return refuse('recheck/not-found');
    const { recheckId, personIds, answer, changeKind, checkedOn, answerWords } = args;
    const isPlain = answer === 'UNCHANGED';
    if (!isPlain && personIds.length !== 1) return refuse('recheck/one-at-a-time', ['personIds']);
    if ((answer === 'CHANGED') !== (changeKind !== null))
      return refuse('recheck/what-changed', ['changeKind']);
    if (hasTwice(personIds)) return refuse('recheck/twice', ['personIds']);
    const listed = new Set(peopleIn(list.values.personIds));
    if (personIds.some((id) => !listed.has(id))) return refuse('recheck/not-listed', ['personIds']);
    if (checkedOn > context.madeOn) return refuse('recheck/future-date', ['checkedOn']);
    if (checkedOn.slice(0, 7) < (list.values.month ?? ''))
      return refuse('recheck/before-month', ['checkedOn']);
    const given = create('recheckAnswer', context.newId(), {
      ...{ recheckId, personIds, answer, changeKind, checkedOn, answerWords },
      division: list.values.division,
      month: list.values.month,
      answeredBy: context.actor.accountId,
      answeredAt: context.madeAt,
      taskState: isPlain ? null : 'OPEN',
    });
    const overtaken = openTasks(records)
      .filter(({ values }) => peopleIn(values.personIds).some((id) => personIds.includes(id)))
      .map(({ id }) =>
        change('recheckAnswer', id, {
          taskState: 'CLOSED',
          taskOutcome: 'CORRECTED',
          taskClosedOn: context.madeOn,
          taskClosedBy: context.actor.accountId,
        }),
      );
    return { changes: [given, ...overtaken] };
  },
});

export const recheckCloseTask = defineCommand({
  name: 'recheck.closeTask',
  version: 1,
  args: z.strictObject({ answerId: idSchema, taskOutcome: z.enum(TASK_OUTCOMES), taskWords: words }),
  roles: TOWNSHIP_ROLES,
  target: (args) => ({ type: 'recheckAnswer', id: args.answerId }),
  needs: (args) => [{ as: 'answer', type: 'recheckAnswer', id: args.answerId }],
  decide(records, args, context) {
    const answer = firstOf(records, 'answer', 'recheckAnswer');
    if (!answer) return refuse('recheck/not-found');
    if (answer.values.taskState !== 'OPEN') return refuse('recheck/task-closed');
    const { answerId, ...outcome } = args;
    const set = {
      ...outcome,
      taskState: 'CLOSED',
      taskClosedOn: context.madeOn,
      taskClosedBy: context.actor.accountId,
    };
    return { changes: [change('recheckAnswer', answerId, set)] };
  },
});
