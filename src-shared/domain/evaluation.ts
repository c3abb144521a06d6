/** 民主评议: delegates vote on whether what a visit to the household found is true; here the paper way of it: ballots in a box, counted twice (S002 §3
 *  step 5; dossier (j), numbers ∴ after 民发〔2012〕220号 ○).
 *  EV3 5 to 21 delegates, each named once, none of them the applicant, whoever acts for them or a
 *  relative.  EV4 a count stands when another person of the office counted the same; every count is kept, and none is shown before.
 *  EV5 without a decision there is one more vote; after that the household is visited again. The result is advice: no subsidy changes by it.
 *  Elsewhere: what ballots come to (evaluation-tally.ts).                                                                               */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import {
  change,
  create,
  type DecideContext,
  defineCommand,
  firstOf,
  type Refusal,
  refuse,
} from './command.ts';
import { type Ballots, castOf, type EvaluationRule, type Tally, tallyOf } from './evaluation-tally.ts';
import { historyLine } from './history.ts';
import { packOf } from './pack-book.ts';
import { dateSchema, idSchema } from './person.ts';

const DELEGATES_MAX = 100;
const OF_A_PERSON_MAX = 50;

/** One count: who counted, on which day, and what came of it (EV6). */
interface Count extends Ballots, Tally {
  readonly by: number;
  readonly on: string;
}

type Evaluation = Row<'evaluation'>;
const countsOf = ({ values }: Evaluation) => (values.counts ?? []) as unknown as readonly Count[];
const delegatesOf = ({ values }: Evaluation) => (values.delegates ?? []) as unknown as readonly string[];
const isCounted = ({ values }: Evaluation): boolean => values.state === 'COUNTED';

/** What an evaluation came to, by the count that stands; null before (EV4). */
export function resultOf(evaluation: Evaluation): (Ballots & Tally) | null {
  const last = countsOf(evaluation).at(-1);
  if (!last || !isCounted(evaluation)) return null;
  const { by: _by, on: _on, ...result } = last;
  return result;
}

/** Who counted last, where that count still waits for another's. */
export function countedOnceBy(evaluation: Evaluation): number | null {
  return isCounted(evaluation) ? null : (countsOf(evaluation).at(-1)?.by ?? null);
}

const roles = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const;
const votes = z.int().min(0).max(DELEGATES_MAX);
const ballots = z.strictObject({ TRUE: votes, NOT_TRUE: votes, ABSTAIN: votes });
const name = z.string().trim().min(1).max(50);

function counted(
  evaluation: { delegates: number; counts: readonly Count[] },
  given: Ballots,
  rule: EvaluationRule,
  context: DecideContext,
) {
  const tally = tallyOf(evaluation.delegates, given, rule);
  const count: Count = { ...given, ...tally, by: context.actor.accountId, on: context.madeOn };
  const before = evaluation.counts.at(-1);
  const isSame =
    before !== undefined &&
    (['TRUE', 'NOT_TRUE', 'ABSTAIN'] as const).every((each) => before[each] === given[each]);
  const set = { counts: [...evaluation.counts, count] as never, state: isSame ? 'COUNTED' : 'COUNTING' };
  return { set, result: isSame ? tally.result : null };
}

/** Whether a vote may be held after the earlier ones about the same file (EV5). */
function mayVote(earlier: readonly Evaluation[], rule: EvaluationRule): Refusal | null {
  const last = earlier.at(-1);
  if (!last) return null;
  const result = resultOf(last)?.result;
  if (result === undefined) return refuse('evaluation/open');
  if (result !== 'NO_DECISION') return refuse('evaluation/decided');
  return earlier.length < rule.votes ? null : refuse('evaluation/visit-again');
}

function delegateFault(
  person: Row<'person'>,
  delegates: readonly string[],
  { leastDelegates: least, mostDelegates: most }: EvaluationRule,
): Refusal | null {
  if (delegates.length < least || delegates.length > most || new Set(delegates).size < delegates.length)
    return refuse('evaluation/delegates', ['delegates']);
  const apart = [person.values.name, person.values.guardianName];
  return delegates.some((each) => apart.includes(each)) ? refuse('evaluation/own-case', ['delegates']) : null;
}

export const evaluationHold = defineCommand({
  name: 'evaluation.hold',
  version: 2,
  upcasts: { 1: (args) => args },
  args: z.strictObject({
    personId: idSchema,
    applicationId: idSchema.nullable(),
    heldOn: dateSchema,
    chair: name,
    delegates: z.array(name).max(DELEGATES_MAX),
    /** Whoever holds the vote says that no relative of the applicant has one. */
    areRelativesOut: z.boolean(),
    ballots,
    words: z.string().trim().max(300),
  }),
  roles,
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [
    { as: 'person', type: 'person', id: args.personId },
    { as: 'evaluations', type: 'evaluation', by: 'personId', value: args.personId, limit: OF_A_PERSON_MAX },
  ],
  decide(records, args, context) {
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    const into = person.values.mergedInto;
    if (into) return refuse('person/merged', undefined, { into });
    if (args.heldOn > context.madeOn) return refuse('person/future-date', ['heldOn']);
    if (!args.areRelativesOut) return refuse('evaluation/relatives', ['areRelativesOut']);
    const earlier = ((records.evaluations ?? []) as Evaluation[]).filter(
      ({ values }) => values.applicationId === args.applicationId,
    );
    const rule = packOf(context)?.evaluation;
    if (!rule) return refuse('pack/unknown');
    const fault = delegateFault(person, args.delegates, rule) ?? mayVote(earlier, rule);
    if (fault) return fault;
    if (castOf(args.ballots) > args.delegates.length) return refuse('evaluation/too-many', ['TRUE']);
    const { applicationId, heldOn, chair, delegates, words } = args;
    const { set } = counted({ delegates: delegates.length, counts: [] }, args.ballots, rule, context);
    return {
      changes: [
        create('evaluation', context.newId(), {
          ...{ personId: person.id, applicationId, round: earlier.length + 1, heldOn, words: words || null },
          ...{ chair, delegates: [...delegates], ...set },
        }),
        historyLine(context, {
          ...{ personId: person.id, applicationId, action: 'evaluation.hold', words: words || null },
          details: { on: heldOn, round: earlier.length + 1 },
        }),
      ],
    };
  },
});

/** The second count, by somebody else; one that differs takes the place of the first and waits for a second itself (EV4). */
export const evaluationCount = defineCommand({
  name: 'evaluation.count',
  version: 2,
  upcasts: { 1: (args) => args },
  args: z.strictObject({ evaluationId: idSchema, ballots }),
  roles,
  target: (args) => ({ type: 'evaluation', id: args.evaluationId }),
  needs: (args) => [{ as: 'evaluation', type: 'evaluation', id: args.evaluationId }],
  decide(records, args, context) {
    const evaluation = firstOf(records, 'evaluation', 'evaluation');
    if (!evaluation) return refuse('evaluation/not-found');
    if (isCounted(evaluation)) return refuse('evaluation/counted');
    if (countedOnceBy(evaluation) === context.actor.accountId) return refuse('evaluation/four-eyes');
    const delegates = delegatesOf(evaluation).length;
    if (castOf(args.ballots) > delegates) return refuse('evaluation/too-many', ['TRUE']);
    const rule = packOf(context)?.evaluation;
    if (!rule) return refuse('pack/unknown');
    const counts = countsOf(evaluation);
    const { set, result } = counted({ delegates, counts }, args.ballots, rule, context);
    return {
      changes: [
        change('evaluation', evaluation.id, set),
        historyLine(context, {
          ...{
            personId: evaluation.values.personId as number,
            applicationId: evaluation.values.applicationId,
          },
          ...{ action: 'evaluation.count', reasonCode: result, details: { agrees: result !== null } },
        }),
      ],
    };
  },
});
