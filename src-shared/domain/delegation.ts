/** 审定权限下放: the county's civil affairs lets a township determine, by a written decision, from a day, until it is revoked (S004 art.13; T15).
 *  It moves the determination alone: the federation's review stays (CP2 of competence.ts). Kept in the township's own log, where both its desks
 *  and the county's hold it; each township has its own.                                                                                   */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import { change, create, defineCommand, firstOf, type Loaded, type Need, refuse } from './command.ts';
import { determiningLevel } from './competence.ts';
import { levelOf } from './division.ts';
import { dateSchema, idSchema } from './person.ts';

export const DETERMINATION = 'DETERMINATION';
const DELEGATIONS_MAX = 500;

/** What an act reads to know who determines. At the centre one township's own; a county's desk reads those of all, and only the own count. */
export const delegationNeeds: Need = {
  ...{ as: 'delegations', type: 'delegation', by: 'matter', value: DETERMINATION },
  limit: DELEGATIONS_MAX,
};

/** Level that determines in a township on a day. */
export function levelIn(records: Loaded, scope: number, on: string): 'COUNTY' | 'TOWNSHIP' {
  const own = ((records.delegations ?? []) as Row<'delegation'>[]).filter((row) => row.scope === scope);
  const given = own.map(({ values }) => ({
    ...{ region: String(scope), from: values.validFrom ?? '9999-12-31', revokedOn: values.revokedOn },
  }));
  return determiningLevel(given, String(scope), on);
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
