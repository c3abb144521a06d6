/** Spot checks (抽查, S004 art.7): county civil affairs and the federation each look at people on the spot at least twice a year.
 *  SC1 every draw stays, with its seed, the packs that said how many and the hash of what it was drawn from: a second draw is a second check, never another try.  SC2 a
 *  result is written once for a person and check.  SC3 what was found wrong is a task of the township until it says what came of it.
 *  The check belongs to the county, its results to the township of the person and move with the person.
 *  SC4 a city, a province or the ministry looks at a place of its own whenever it likes (不定期, S004 art.7): it draws from no list, for it holds no
 *  person, and what stays is where, when, how many were looked at and how many were not as they should be; in its own scope.
 *  Elsewhere: the draw (spot-sample.ts).                                                                                          */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import { change, create, defineCommand, firstOf, refuse } from './command.ts';
import { isPartOf, levelOf } from './division.ts';
import { dateSchema, idSchema } from './person.ts';
import { TASK_OUTCOMES } from './recheck.ts';
import { BENEFITS, bodyOf } from './state.ts';

const COUNTY_ROLES = ['COUNTY_FEDERATION_REVIEWER', 'COUNTY_CIVIL_AFFAIRS_APPROVER'] as const;
const TOWNSHIP_ROLES = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const;
const SAMPLE_MAX = 5_000;
const RESULTS_OF_PERSON_MAX = 200;

export const SPOT_RESULTS = ['CONFIRMED', 'DISCREPANCY', 'NOT_MET'] as const;
export type SpotResult = (typeof SPOT_RESULTS)[number];

export const spotCheckDraw = defineCommand({
  name: 'spotCheck.draw',
  version: 1,
  args: z.strictObject({
    seed: z.string().regex(/^[0-9a-f]{16}$/),
    population: z.number().int().min(1),
    populationHash: z.string().regex(/^[0-9a-f]{64}$/),
    sample: z
      .array(
        z.strictObject({
          personId: idSchema,
          township: idSchema,
          benefits: z.array(z.enum(BENEFITS)).min(1),
          why: z.enum(['DRAWN', 'FLAGGED']),
        }),
      )
      .min(1)
      .max(SAMPLE_MAX),
  }),
  roles: COUNTY_ROLES,
  target: () => null,
  needs: () => [],
  decide(_records, args, context) {
    const { seed, population, populationHash, sample } = args;
    const ids = new Set(sample.map(({ personId }) => personId));
    if (ids.size < sample.length || sample.length > population)
      return refuse('spot-check/not-a-sample', ['sample']);
    const check = create('spotCheck', context.newId(), {
      ...{ seed, population, populationHash },
      sample: sample.map((person) => ({ ...person })),
      body: bodyOf(context.actor.role),
      year: Number(context.madeOn.slice(0, 4)),
      drawnOn: context.madeOn,
      drawnBy: context.actor.accountId,
      packVersion: context.packVersion,
    });
    return { changes: [check] };
  },
});

/** A supervisor was there (SC4). `wrong` of the `looked` at were not as they should be. */
export const spotCheckUnscheduled = defineCommand({
  name: 'spotCheck.unscheduled',
  version: 1,
  args: z.strictObject({
    /** County or township, 12 digits. */
    place: idSchema,
    checkedOn: dateSchema,
    looked: z.number().int().min(1).max(SAMPLE_MAX),
    wrong: z.number().int().min(0).max(SAMPLE_MAX),
    words: z.string().trim().min(1).max(500).nullable(),
  }),
  roles: ['SUPERVISOR'],
  target: () => null,
  needs: () => [],
  decide(_records, { place, checkedOn, looked, wrong, words }, context) {
    const level = levelOf(place);
    const isPlace = level === 'COUNTY' || level === 'TOWNSHIP';
    if (!isPlace || !isPartOf(context.scope, place)) return refuse('spot-check/not-your-place', ['place']);
    if (checkedOn > context.madeOn) return refuse('spot-check/future-date', ['checkedOn']);
    if (wrong > looked) return refuse('spot-check/more-than-looked', ['wrong']);
    if (wrong > 0 && words === null) return refuse('spot-check/words-needed', ['words']);
    const check = create('spotCheck', context.newId(), {
      ...{ population: looked, sample: [{ place, wrong, words }] },
      body: bodyOf(context.actor.role),
      year: Number(checkedOn.slice(0, 4)),
      ...{ drawnOn: checkedOn, drawnBy: context.actor.accountId },
    });
    return { changes: [check] };
  },
});

export const spotCheckNote = defineCommand({
  name: 'spotCheck.note',
  version: 1,
  args: z.strictObject({
    spotCheckId: idSchema,
    personId: idSchema,
    result: z.enum(SPOT_RESULTS),
    checkedOn: dateSchema,
    checkers: z.string().trim().min(1).max(100),
    /** What was seen; needed where it is not as it should be. */
    resultWords: z.string().trim().min(1).max(500).nullable(),
  }),
  roles: COUNTY_ROLES,
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [
    { as: 'person', type: 'person', id: args.personId },
    {
      as: 'results',
      type: 'spotCheckResult',
      by: 'personId',
      value: args.personId,
      limit: RESULTS_OF_PERSON_MAX,
    },
  ],
  decide(records, args, context) {
    if (!firstOf(records, 'person', 'person')) return refuse('person/not-found');
    const earlier = (records.results ?? []) as readonly Row<'spotCheckResult'>[];
    if (earlier.some(({ values }) => values.spotCheckId === args.spotCheckId))
      return refuse('spot-check/already-recorded');
    if (args.checkedOn > context.madeOn) return refuse('spot-check/future-date', ['checkedOn']);
    const isFine = args.result === 'CONFIRMED';
    if (!isFine && args.resultWords === null) return refuse('spot-check/words-needed', ['resultWords']);
    const result = create('spotCheckResult', context.newId(), {
      ...args,
      recordedBy: context.actor.accountId,
      recordedAt: context.madeAt,
      taskState: isFine ? null : 'OPEN',
    });
    return { changes: [result] };
  },
});

export const spotCheckCloseTask = defineCommand({
  name: 'spotCheck.closeTask',
  version: 1,
  args: z.strictObject({
    resultId: idSchema,
    taskOutcome: z.enum(TASK_OUTCOMES),
    taskWords: z.string().trim().min(1).max(300),
  }),
  roles: TOWNSHIP_ROLES,
  target: (args) => ({ type: 'spotCheckResult', id: args.resultId }),
  needs: (args) => [{ as: 'result', type: 'spotCheckResult', id: args.resultId }],
  decide(records, args, context) {
    const result = firstOf(records, 'result', 'spotCheckResult');
    if (!result) return refuse('spot-check/not-found');
    if (result.values.taskState !== 'OPEN') return refuse('spot-check/task-closed');
    const { resultId, ...outcome } = args;
    const set = {
      ...outcome,
      taskState: 'CLOSED',
      taskClosedOn: context.madeOn,
      taskClosedBy: context.actor.accountId,
    };
    return { changes: [change('spotCheckResult', resultId, set)] };
  },
});
