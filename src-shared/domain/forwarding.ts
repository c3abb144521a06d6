/** 异地代收代办: an application may be handed in anywhere; the place of the hukou decides it (S004 arts 4, 13; T6). The counter that took it in checks
 *  only that it is complete and whose it is, sends the whole file on, and keeps a slip that follows its states and nothing of its matter.
 *  FO1 the day of application stays, and with it the month of entitlement (S004 art.13; ∴).  FO2 the township that took it in neither judges nor refuses it.
 *  FO3 who may be two people is settled first (duplicate.ts DU4). Done at the centre alone, which holds both townships (SPEC MV).           */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import { belongsElsewhere, benefitsOf, fileCommand, fileIn, fileNeeds, moveFile } from './application.ts';
import { change, create, defineCommand, firstOf, refuse } from './command.ts';
import { ancestorAt } from './division.ts';
import { documentNumber } from './history.ts';
import { idSchema } from './person.ts';
import { rolesOf, startsOf } from './workflow.ts';

const OF_A_PERSON_MAX = 50;

export const applicationForward = defineCommand({
  ...fileCommand,
  name: 'application.forward',
  needs: (args) => [
    ...fileNeeds(args.applicationId),
    {
      ...{ as: 'conflicts', type: 'conflict', by: 'personId', limit: OF_A_PERSON_MAX },
      valueFrom: { step: 'person', field: 'id' },
    },
    { as: 'village', type: 'division', idFrom: { step: 'person', field: 'hukouVillage' } },
    { as: 'township', type: 'division', idFrom: { step: 'village', field: 'parent' } },
  ],
  args: z.strictObject({ applicationId: idSchema }),
  roles: rolesOf('application.forward'),
  decide(records, _args, context) {
    const found = fileIn(records, startsOf('application.forward'));
    if (!found.ok) return found.refusal;
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    const to = belongsElsewhere(records, context);
    if (to === null) return refuse('application/belongs-here');
    if (firstOf(records, 'township', 'division')?.id !== to) return refuse('application/cannot-forward');
    const isAsked = ((records.conflicts ?? []) as Row<'conflict'>[]).some(
      ({ values }) => values.kind === 'duplicate' && values.state === 'OPEN',
    );
    if (isAsked) return refuse('review/duplicate-open');
    const { application } = found;
    const forwardingId = context.newId();
    const set = { takenInAt: context.scope, forwardingId, forwardedOn: context.madeOn };
    return {
      changes: [
        ...moveFile(context, application, 'FORWARDED_TO_HUKOU_PLACE', set, {
          action: 'application.forward',
          documentKind: 'FORWARD_SLIP',
          details: { from: context.scope, to },
        }),
        create('forwarding', forwardingId, {
          ...{ applicationId: application.id, toTownship: to, benefits: benefitsOf(application.values) },
          ...{ submittedOn: application.values.submittedOn, forwardedOn: context.madeOn },
          ...{ slipNumber: documentNumber(context), forwardedBy: context.actor.accountId },
          ...{ personName: person.values.name, personPhone: person.values.phone },
          ...{ fileState: 'FORWARDED_TO_HUKOU_PLACE', fileStateSince: context.madeOn },
        }),
      ],
      moves: { people: [person.id], to, isForwarding: true },
    };
  },
});

/** The township of the hukou opens what was sent on: from here its own clocks run. */
export const applicationOpenForwarded = defineCommand({
  ...fileCommand,
  name: 'application.openForwarded',
  args: z.strictObject({ applicationId: idSchema }),
  roles: rolesOf('application.openForwarded'),
  decide(records, _args, context) {
    const found = fileIn(records, startsOf('application.openForwarded'));
    if (!found.ok) return found.refusal;
    const village = firstOf(records, 'person', 'person')?.values.hukouVillage;
    if (village && ancestorAt('TOWNSHIP', village) !== context.scope)
      return refuse('application/belongs-elsewhere');
    return {
      changes: moveFile(context, found.application, 'SUBMITTED', {}, { action: 'application.openForwarded' }),
    };
  },
});

/** What the place that took a file in hears of it: its state and since when. Null for a file of the place's own, and where the state stays. */
export function echoOf(
  application: Row<'application'>,
  set: Readonly<Record<string, unknown>>,
): { readonly scope: number; readonly change: ReturnType<typeof change> } | null {
  const { takenInAt, forwardingId } = application.values;
  if (!takenInAt || !forwardingId || takenInAt === application.scope || !('state' in set)) return null;
  const told = { fileState: set.state as string, fileStateSince: (set.stateSince as string) ?? null };
  return { scope: takenInAt, change: change('forwarding', forwardingId, told) };
}
