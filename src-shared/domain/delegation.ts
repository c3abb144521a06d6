/** 审定权限下放: the county's civil affairs lets a township determine, by a written decision, from a day, until it is revoked (S004 art.13; T15).
 *  It moves the determination alone: the federation's review stays (CP2 of competence.ts). Kept in the township's own log, where both its desks
 *  and the county's hold it; each township has its own.
 *  DG1 who determines a file is asked of the decisions in force on the day (S004 art.13), never written on the file beforehand: what waits goes back to the
 *  county on the day the decision ends, and to the township on the day it begins (∴).  DG2 a decision to end it names its own day, as the
 *  one that began it did: a later day than today's counts from that day on, an earlier one undoes nothing that was determined before (∴). */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import { change, create, defineCommand, firstOf, type Need, refuse } from './command.ts';
import { determiningLevel } from './competence.ts';
import { levelOf } from './division.ts';
import { dateSchema, idSchema } from './person.ts';

export const DETERMINATION = 'DETERMINATION';
const DELEGATIONS_MAX = 500;

/** What an act reads to know who determines. At the centre one township's own; a county's desk reads those of all, and only the own count. */
export const delegationNeeds = {
  ...{ as: 'delegations', type: 'delegation', by: 'matter', value: DETERMINATION },
  limit: DELEGATIONS_MAX,
} as const satisfies Need;

/** Townships that determine on a day (DG1, DG2). */
export function delegatedOn(delegations: readonly Row<'delegation'>[], on: string): ReadonlySet<number> {
  const isInForce = ({ scope, values: { validFrom, revokedOn } }: Row<'delegation'>): boolean => {
    const region = String(scope);
    return (
      determiningLevel([{ region, from: validFrom ?? '9999-12-31', revokedOn }], region, on) === 'TOWNSHIP'
    );
  };
  return new Set(delegations.filter(isInForce).map(({ scope }) => scope));
}

export const delegationGrant = defineCommand({
  name: 'delegation.grant',
  version: 1,
  args: z.strictObject({
    township: idSchema,
    from: dateSchema,
    /** Number of the written decision. */
    document: z.string().trim().min(1).max(100),
    words: z.string().trim().max(300),
  }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: () => null,
  inScope: (args) => args.township,
  needs: () => [delegationNeeds],
  decide(records, args, context) {
    if (levelOf(context.scope) !== 'TOWNSHIP') return refuse('lead/no-township', ['township']);
    const standing = ((records.delegations ?? []) as Row<'delegation'>[]).some(
      ({ scope, values }) => scope === context.scope && (!values.revokedOn || values.revokedOn > args.from),
    );
    if (standing) return refuse('delegation/standing', ['township']);
    return {
      changes: [
        create('delegation', context.newId(), {
          ...{
            matter: DETERMINATION,
            validFrom: args.from,
            document: args.document,
            words: args.words || null,
          },
          ...{ decidedBy: context.actor.accountId, decidedOn: context.madeOn },
        }),
      ],
    };
  },
});

export const delegationRevoke = defineCommand({
  name: 'delegation.revoke',
  version: 1,
  args: z.strictObject({
    delegationId: idSchema,
    revokedOn: dateSchema,
    document: z.string().trim().min(1).max(100),
  }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: (args) => ({ type: 'delegation', id: args.delegationId }),
  needs: (args) => [{ as: 'delegation', type: 'delegation', id: args.delegationId }],
  decide(records, args) {
    const delegation = firstOf(records, 'delegation', 'delegation');
    if (!delegation) return refuse('delegation/not-found');
    if (delegation.values.revokedOn) return refuse('delegation/revoked');
    if (args.revokedOn < (delegation.values.validFrom ?? ''))
      return refuse('person/dates-crossed', ['revokedOn']);
    return {
      changes: [
        change('delegation', delegation.id, {
          revokedOn: args.revokedOn,
          revokeDocument: args.document,
        }),
      ],
    };
  },
});
