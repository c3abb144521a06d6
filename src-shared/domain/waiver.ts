/** 自愿放弃: a signed paper that names exactly which subsidy is given up (S004 art.10). It is a proposal to end what is drawn, decided like any exit
 *  (standing.ts); whoever draws nothing is asked for no more. A new application revokes it; months waived are not paid later (∴).
 *  WV1 it names each subsidy that is given up, who signed and who was the witness; of one subsidy at most one stands (S004 art.10).
 *  WV2 a guardian signs for whoever has one on record (S004 arts 1, 10).                                                                 */
import { z } from 'zod';
import type { Row, Values } from '../records/rows.ts';
import { type Change, change, create, defineCommand, firstOf, type Need, refuse } from './command.ts';
import { historyLine } from './history.ts';
import { dateSchema, idSchema } from './person.ts';
import { type Proposal, proposalOf } from './standing.ts';
import { type Benefit, BENEFITS, bodyOf } from './state.ts';

export const SIGNERS = ['SELF', 'GUARDIAN'] as const;
const OF_A_PERSON_MAX = 50;

export const waiverRecord = defineCommand({
  name: 'waiver.record',
  version: 1,
  args: z.strictObject({
    personId: idSchema,
    items: z.array(z.enum(BENEFITS)).min(1).max(BENEFITS.length),
    signedOn: dateSchema,
    signedBy: z.enum(SIGNERS),
    witness: z.string().trim().min(1).max(50),
    words: z.string().trim().min(1).max(300),
  }),
  roles: ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'],
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [
    { as: 'person', type: 'person', id: args.personId },
    { as: 'entitlements', type: 'entitlement', by: 'personId', value: args.personId, limit: OF_A_PERSON_MAX },
    { as: 'waivers', type: 'waiver', by: 'personId', value: args.personId, limit: OF_A_PERSON_MAX },
  ],
  decide(records, args, context) {
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    if (args.signedOn > context.madeOn) return refuse('person/future-date', ['signedOn']);
    if (args.signedBy === 'GUARDIAN' && person.values.guardianRelation !== 'GUARDIAN')
      return refuse('waiver/no-guardian', ['signedBy']);
    const standing = openWaivers((records.waivers ?? []) as Row<'waiver'>[]);
    const twice = args.items.find((item) => standing.some((each) => itemsOf(each).includes(item)));
    if (twice) return refuse('waiver/already', ['items'], { benefit: twice });
    const drawn = ((records.entitlements ?? []) as Row<'entitlement'>[]).filter(
      ({ values }) =>
        args.items.includes(values.benefit as Benefit) &&
        ['ACTIVE', 'SUSPENDED'].includes(values.state ?? ''),
    );
    const proposal: Proposal = {
      ...{ change: 'EXIT', reason: 'WAIVED', on: args.signedOn, words: args.words },
      ...{ by: context.actor.accountId, body: bodyOf(context.actor.role) },
    };
    return {
      changes: [
        create('waiver', context.newId(), {
          ...{
            personId: person.id,
            items: [...args.items],
            signedOn: args.signedOn,
            signedBy: args.signedBy,
          },
          ...{ words: args.words, recordedBy: context.actor.accountId, witness: args.witness },
        }),
        ...drawn
          .filter((row) => !proposalOf(row))
          .map(({ id }) =>
            change('entitlement', id, { proposal: proposal as never, proposedOn: context.madeOn }),
          ),
        historyLine(context, {
          personId: person.id,
          action: 'waiver.record',
          words: args.words,
          documentKind: 'WAIVER',
          details: { items: args.items, on: args.signedOn },
        }),
      ],
    };
  },
});

export function itemsOf({ values }: Pick<Row<'waiver'>, 'values'>): Benefit[] {
  return (values.items ?? []) as Benefit[];
}

/** Waivers that hold. */
export function openWaivers<W extends Pick<Row<'waiver'>, 'values'>>(waivers: readonly W[]): W[] {
  return waivers.filter(({ values }) => !values.revokedOn);
}

/** What a command that takes in a new application reads of earlier waivers. */
export function waiversOf(step: string): Need {
  return {
    ...{ as: `waivers:${step}`, type: 'waiver', by: 'personId' },
    valueFrom: { step, field: 'id' },
    limit: OF_A_PERSON_MAX,
  };
}

/** A new application takes back what was given up of its subsidies; of what it does not ask for the waiver holds on (∴). */
export function revokedWaivers(
  waivers: readonly Row<'waiver'>[],
  benefits: readonly Benefit[],
  on: string,
  applicationId: number,
): Change[] {
  return openWaivers(waivers).flatMap((waiver) => {
    const left = itemsOf(waiver).filter((item) => !benefits.includes(item));
    if (left.length === itemsOf(waiver).length) return [];
    const set: Partial<Values<'waiver'>> = left.length
      ? { items: left }
      : { revokedOn: on, revokedBy: applicationId };
    return [change('waiver', waiver.id, set)];
  });
}
