/** 宣传告知: every holder of a certificate is told once of the policies for disabled people, and families of their duty to report (S004 art.10,
 *  art.12). New holders are told by the county's disability liaison, the others by the township with the village; the record says who told whom,
 *  when, how, and whether the person signed.
 *  TD1 a telling has its teller, its day and its way, and without the person's signature the reason why there is none (S004 art.10).
 *  TD2 that the duty to report was told too is said for itself (S004 art.12).                                                            */
import { z } from 'zod';
import { change, defineCommand, firstOf, refuse } from './command.ts';
import { historyLine } from './history.ts';
import { dateSchema, idSchema } from './person.ts';

export const TOLD_WAYS = ['VISIT', 'COUNTER', 'PHONE', 'VILLAGE_MEETING', 'ONLINE'] as const;

export const personTell = defineCommand({
  name: 'person.tell',
  version: 1,
  args: z.strictObject({
    personId: idSchema,
    toldOn: dateSchema,
    /** Who told them, as their paper says. */
    toldBy: z.string().trim().min(1).max(50),
    way: z.enum(TOLD_WAYS),
    isSigned: z.boolean(),
    /** Whether the duty to report a death, a move or a like benefit was told too (art.12). */
    isDutyTold: z.boolean(),
    words: z.string().trim().max(300),
  }),
  roles: ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER', 'COUNTY_FEDERATION_REVIEWER'],
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [{ as: 'person', type: 'person', id: args.personId }],
  decide(records, args, context) {
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    if (person.values.mergedInto)
      return refuse('person/merged', undefined, { into: person.values.mergedInto });
    if (args.toldOn > context.madeOn) return refuse('person/future-date', ['toldOn']);
    if (!args.isSigned && !args.words) return refuse('told/unsigned-why', ['words']);
    return {
      changes: [
        change('person', person.id, {
          ...{ policyToldOn: args.toldOn, policyToldBy: args.toldBy, policyToldWay: args.way },
          ...{ policyToldSigned: args.isSigned, ...(args.isDutyTold && { dutyToldOn: args.toldOn }) },
        }),
        historyLine(context, {
          ...{ personId: person.id, action: 'person.tell', words: args.words || null },
          documentKind: 'POLICY_NOTICE',
          details: { on: args.toldOn, way: args.way, isSigned: args.isSigned, isDutyTold: args.isDutyTold },
        }),
      ],
    };
  },
});
