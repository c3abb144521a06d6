/** A county's civil affairs issues its own pack at a desk (dossier (b): «set standards: county pack»): the signed file becomes an offer, which the
 *  centre takes in or answers with every fault (pack-intake.ts). Nothing is decided with it before that; the desk has shown the same faults.
 *  PKI4 an office issues packs of its own county alone; those of city and province are taken in at the centre (∴).                       */
import { defineCommand, create, refuse } from './command.ts';
import { signedPackSchema } from './pack-intake.ts';
import { regionPrefix } from './policy-pack.ts';
import type { FieldValue } from '../records/registry.ts';

export const OFFER_STATES = ['TO_TAKE', 'TAKEN', 'REFUSED'] as const;

export const packIssue = defineCommand({
  name: 'pack.issue',
  version: 1,
  args: signedPackSchema,
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: () => null,
  needs: () => [],
  decide(_records, { content, keyId, signature }, context) {
    if (content.region !== regionPrefix(String(context.scope)))
      return refuse('pack/not-your-county', ['content', 'region']);
    return {
      changes: [
        create('packOffer', context.newId(), {
          signedPack: { content, keyId, signature } as unknown as FieldValue,
          offeredBy: context.actor.accountId,
          offeredAt: context.madeAt,
          state: 'TO_TAKE',
        }),
      ],
    };
  },
});
