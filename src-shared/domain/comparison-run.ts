/** The monthly comparison as a piece of work of civil affairs (S004 art.8): by the 20th, with what was handed in, what came of it, the answer
 *  to the federation and the report to the city's bureau. In the county's scope; what was found lies in the townships' (finding.ts).
 *  CR1 a run says which files it compared, by their hash: anybody can see later that a register was missing.  CR2 the federation's feedback is
 *  the finished run; the report to the city is an act of its own, with its day.                                                        */
import { z } from 'zod';
import { isPlainMonth } from './calendar.ts';
import { change, create, defineCommand, firstOf, refuse } from './command.ts';
import { idSchema } from './person.ts';
import { REGISTER_KINDS } from './register.ts';

const CIVIL_AFFAIRS = ['COUNTY_CIVIL_AFFAIRS_APPROVER'] as const;
const count = z.number().int().min(0);

export const comparisonOpen = defineCommand({
  name: 'comparison.open',
  version: 1,
  args: z.strictObject({
    month: z.string().refine(isPlainMonth),
    registers: z
      .array(z.strictObject({ kind: z.enum(REGISTER_KINDS), registerId: idSchema }))
      .max(REGISTER_KINDS.length),
  }),
  roles: CIVIL_AFFAIRS,
  target: () => null,
  needs: ({ registers }) =>
    registers.map(({ kind, registerId }) => ({ as: kind, type: 'register' as const, id: registerId })),
  decide(records, { month, registers }, context) {
    if (month > context.madeOn.slice(0, 7)) return refuse('person/future-date', ['month']);
    for (const { kind } of registers) {
      const register = firstOf(records, kind, 'register');
      if (register?.values.kind !== kind || register.values.state !== 'HANDED_OVER')
        return refuse('register/not-found', ['registers']);
    }
    return {
      changes: [
        create('comparison', context.newId(), {
          ...{ month, registers: [...registers], state: 'RUNNING' },
          ...{ startedBy: context.actor.accountId, startedOn: context.madeOn },
        }),
      ],
    };
  },
});

/** All that was found stands as tasks; the federation has its answer (CR2). */
export const comparisonFinish = defineCommand({
  name: 'comparison.finish',
  version: 1,
  args: z.strictObject({
    comparisonId: idSchema,
    persons: count,
    holders: count,
    /** Findings by code, of this month. */
    counts: z.record(z.string().max(60), count),
    raised: count,
    seenAgain: count,
  }),
  roles: CIVIL_AFFAIRS,
  target: ({ comparisonId }) => ({ type: 'comparison', id: comparisonId }),
  needs: ({ comparisonId }) => [{ as: 'comparison', type: 'comparison', id: comparisonId }],
  decide(records, args, context) {
    const comparison = firstOf(records, 'comparison', 'comparison');
    if (comparison?.values.state !== 'RUNNING') return refuse('comparison/not-open');
    const { persons, holders, counts, raised, seenAgain } = args;
    const found = { persons, holders, counts, raised, seenAgain };
    const set = { ...found, state: 'DONE', finishedOn: context.madeOn };
    return { changes: [change('comparison', comparison.id, set)] };
  },
});

/** Told to the city's bureau. */
export const comparisonReport = defineCommand({
  name: 'comparison.report',
  version: 1,
  args: z.strictObject({ comparisonId: idSchema, words: z.string().trim().max(300).default('') }),
  roles: CIVIL_AFFAIRS,
  target: ({ comparisonId }) => ({ type: 'comparison', id: comparisonId }),
  needs: ({ comparisonId }) => [{ as: 'comparison', type: 'comparison', id: comparisonId }],
  decide(records, { words }, context) {
    const comparison = firstOf(records, 'comparison', 'comparison');
    if (comparison?.values.state !== 'DONE') return refuse('comparison/not-open');
    if (comparison.values.reportedOn) return refuse('comparison/reported');
    const set = {
      ...{ reportedOn: context.madeOn, reportedBy: context.actor.accountId, reportWords: words || null },
    };
    return { changes: [change('comparison', comparison.id, set)] };
  },
});
