/** Holds: any body may keep a person's money back; a hold stays until the body that placed it lifts it (m.3 `hold`, «strictest» ∴). Placed beside
 *  whatever others edit meanwhile: at the centre the act is decided again on the person as it stands there, so two holds both stand.     */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import { change, defineCommand, firstOf, type Loaded, type Refusal, refuse } from './command.ts';
import { historyLine } from './history.ts';
import { idSchema } from './person.ts';
import { type Body, bodyOf, WORKING_ROLES } from './state.ts';

export interface Hold {
  readonly body: Body;
  readonly by: number;
  readonly since: string;
  readonly reason: string;
  /** Placed with an objection that was upheld; goes when that is settled (PN5, objection.ts), or by its body's own word like any other. */
  readonly objectionId?: number;
}

export function holdsOf(person: Pick<Row<'person'>, 'values'>): Hold[] {
  return (person.values.holds ?? []) as unknown as Hold[];
}

/** Whether money is kept back by anybody. */
export function isHeld(person: Pick<Row<'person'>, 'values'>): boolean {
  return holdsOf(person).length > 0;
}

/** Whoever may place one: each body that answers for a part of the case (S004 art.12). */
const HOLDERS = WORKING_ROLES.filter((role) => role !== 'COUNTY_FINANCE');

const shared = {
  version: 1,
  roles: HOLDERS,
  target: (args: { personId: number }) => ({ type: 'person' as const, id: args.personId }),
  needs: (args: { personId: number }) => [{ as: 'person', type: 'person', id: args.personId } as const],
};

function standing(records: Loaded): Row<'person'> | Refusal {
  const person = firstOf(records, 'person', 'person');
  if (!person) return refuse('person/not-found');
  const into = person.values.mergedInto;
  return into ? refuse('person/merged', undefined, { into }) : person;
}

export const personHold = defineCommand({
  ...shared,
  name: 'person.hold',
  args: z.strictObject({ personId: idSchema, reason: z.string().trim().min(1).max(300) }),
  decide(records, args, context) {
    const person = standing(records);
    if ('refusal' in person) return person;
    const body = bodyOf(context.actor.role);
    const holds = holdsOf(person);
    // One that came with an objection goes with it, and is no reason not to place another.
    const placed = holds.filter(({ objectionId }) => objectionId === undefined);
    if (placed.some((hold) => hold.body === body)) return refuse('person/held-already');
    const hold: Hold = { body, by: context.actor.accountId, since: context.madeOn, reason: args.reason };
    return {
      changes: [
        change('person', person.id, { holds: [...holds, hold] as never }),
        historyLine(context, { personId: person.id, action: 'person.hold', words: args.reason }),
      ],
    };
  },
});

export const personLiftHold = defineCommand({
  ...shared,
  name: 'person.liftHold',
  args: z.strictObject({ personId: idSchema, reason: z.string().trim().min(1).max(300) }),
  decide(records, args, context) {
    const person = standing(records);
    if ('refusal' in person) return person;
    const holds = holdsOf(person);
    const body = bodyOf(context.actor.role);
    if (!holds.length) return refuse('person/not-held');
    if (!holds.some((hold) => hold.body === body)) return refuse('person/hold-of-another-body');
    const left = holds.filter((hold) => hold.body !== body);
    return {
      changes: [
        change('person', person.id, { holds: (left.length ? left : null) as never }),
        historyLine(context, { personId: person.id, action: 'person.liftHold', words: args.reason }),
      ],
    };
  },
});
