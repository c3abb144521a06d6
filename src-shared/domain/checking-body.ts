/** Who checks households for a county (家庭经济状况核对): the body's name and the public key that its answers are signed with, entered by the county's
 *  civil affairs (S002 ∴). The county keeps it, and every township of it is handed a copy, for its desks collect answers too.
 *  CB1 the key that was entered last counts, and no other: a new key takes the place of the one before (∴).  CB2 an answer that this key has not
 *  signed is none (EC4 of economic-check.ts).                                                                                          */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import { create, defineCommand, firstOf, type Need, refuse } from './command.ts';
import { isWithin, levelOf } from './division.ts';
import { idSchema } from './person.ts';

const ECONOMIC_CHECK = 'ECONOMIC_CHECK';
const ENTERED_MAX = 500;
const TOWNSHIPS_MAX = 200;
const PUBLIC_KEY = /^[0-9a-f]{64}$/;

export const checkingBodyNeeds = {
  ...{ as: 'bodies', type: 'checkingBody', by: 'purpose', value: ECONOMIC_CHECK },
  limit: ENTERED_MAX,
} as const satisfies Need;

/** The body that counts (CB1), or null while none was entered. */
export function checkingBodyOf(entered: readonly Row<'checkingBody'>[]): Row<'checkingBody'> | null {
  const order = ({ id, values: { serial } }: Row<'checkingBody'>) => [serial ?? 0, id] as const;
  const [last] = entered.toSorted((a, b) => {
    const [[serialA, idA], [serialB, idB]] = [order(a), order(b)];
    return serialB - serialA || idB - idA;
  });
  return last ?? null;
}

export const checkingBodyEnter = defineCommand({
  name: 'checkingBody.enter',
  version: 2,
  upcasts: { 1: (args) => ({ ...args, townships: [] }) },
  args: z.strictObject({
    bodyName: z.string().trim().min(1).max(50),
    /** Ed25519, 64 hex digits, as somebody writes them: with spaces, in capitals. */
    publicKey: z.string().trim().min(1).max(300),
    /** Every township of the county, 12 digits each. */
    townships: z.array(idSchema).max(TOWNSHIPS_MAX),
  }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: () => null,
  needs: ({ townships }) => [
    checkingBodyNeeds,
    ...townships.map((id): Need => ({ as: `division ${id}`, type: 'division', id })),
  ],
  decide(records, { bodyName, publicKey: written, townships }, context) {
    const publicKey = written.replaceAll(/\s/g, '').toLowerCase();
    if (!PUBLIC_KEY.test(publicKey)) return refuse('economic/not-a-key', ['publicKey']);
    const before = checkingBodyOf((records.bodies ?? []) as Row<'checkingBody'>[]);
    if (before?.values.publicKey === publicKey && before.values.bodyName === bodyName)
      return refuse('economic/same-key', ['publicKey']);
    const entered = () =>
      create('checkingBody', context.newId(), {
        ...{ purpose: ECONOMIC_CHECK, serial: (before?.values.serial ?? 0) + 1, bodyName, publicKey },
        ...{ enteredOn: context.madeOn, enteredBy: context.actor.accountId },
      });
    const isOurs = (id: number): boolean =>
      firstOf(records, `division ${id}`, 'division') !== null &&
      levelOf(id) === 'TOWNSHIP' &&
      isWithin(context.scope, id);
    if (!townships.every(isOurs)) return refuse('economic/not-a-township', ['townships']);
    return {
      changes: [entered()],
      handed: [...new Set(townships)].map((scope) => ({ scope, change: entered() })),
    };
  },
});
