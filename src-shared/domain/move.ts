/** People whose household register moves to another township of the county: who decides about them changes, the file goes along, and the date
 *  on which they applied stays (dossier (d) «hukou moved while open», (f) HUKOU_OUT, m.3 `hukou`). An act of the county's civil affairs, which
 *  holds both townships and owns the group. The replica writes what the register says; the centre re-homes all that hangs on them, in one
 *  commit of each township's log (SPEC MV, server/sync/moves.ts).
 *  MO1 who may be two people is settled first (duplicate.ts DU4).  MO2 a move within a township is a correction, not a move. */
import { z } from 'zod';
import { type Change, change, defineCommand, refuse } from './command.ts';
import { ancestorAt, levelOf } from './division.ts';
import { holdingsIn, holdingsNeeds } from './duplicate.ts';
import { historyLine, writtenFields } from './history.ts';
import { dateSchema, idSchema } from './person.ts';

/** A household: so that each line of history fits into one act. */
export const MOVED_TOGETHER_MAX = 12;

const step = (at: number) => `person${at}`;

export const personMove = defineCommand({
  name: 'person.move',
  version: 1,
  args: z.strictObject({
    personIds: z.array(idSchema).min(1).max(MOVED_TOGETHER_MAX),
    /** Village code, 12 digits, of another township of the county. */
    toVillage: idSchema,
    hukouAddress: z.string().trim().min(1).max(100).nullable().default(null),
    /** Date in the household register; its month is the last that the old place pays. */
    movedOn: dateSchema,
    reason: z.string().trim().min(1).max(300),
  }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: (args) => ({ type: 'person', id: args.personIds[0] as number }),
  needs: (args) => args.personIds.flatMap((id, at) => holdingsNeeds(step(at), id)),
  decide(records, args, context) {
    const { personIds, toVillage, hukouAddress, movedOn, reason } = args;
    const to = ancestorAt('TOWNSHIP', toVillage);
    if (levelOf(toVillage) !== 'VILLAGE' || to === undefined)
      return refuse('person/move-no-village', ['toVillage']);
    if (ancestorAt('COUNTY', to) !== ancestorAt('COUNTY', context.scope))
      return refuse('person/move-other-county', ['toVillage']);
    if (to === context.scope) return refuse('person/move-same-township', ['toVillage']);
    if (movedOn > context.madeOn) return refuse('person/future-date', ['movedOn']);
    if (new Set(personIds).size !== personIds.length) return refuse('person/move-twice', ['personIds']);
    const changes: Change[] = [];
    for (const at of personIds.keys()) {
      const found = holdingsIn(records, step(at));
      if ('refusal' in found) return found;
      if (found.person.scope !== context.scope) return refuse('person/move-other-household', ['personIds']);
      if (found.questions.length) return refuse('person/duplicate-open');
      const hukou = { hukouVillage: toVillage, ...(hukouAddress !== null && { hukouAddress }) };
      changes.push(
        change('person', found.person.id, hukou),
        historyLine(context, {
          personId: found.person.id,
          applicationId: found.openFiles[0]?.id ?? null,
          action: 'person.move',
          words: reason,
          details: { from: context.scope, to, movedOn, ...writtenFields(found.person, { set: hukou }) },
        }),
      );
    }
    return { changes, moves: { people: personIds, to } };
  },
});
