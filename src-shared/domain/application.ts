/** Applications around the reviews: the one-time notice (T2), what is brought later (T3), entry (T9), sending to the federation (T10), and
 *  telling the applicant of a refusal. Intake: intake.ts. Source: dossier (d); S004 arts 1–4. */
import { z } from 'zod';
import type { Row, Values } from '../records/rows.ts';
import { bankSchema, idSchema } from './person.ts';
import {
  type Change,
  change,
  type Claim,
  defineCommand,
  type DecideContext,
  firstOf,
  type Loaded,
  type Need,
  refuse,
} from './command.ts';
import { openClaim } from './claim-keys.ts';
import { ancestorAt, levelOf } from './division.ts';
import { type HistoryLine, historyLine, writtenFields } from './history.ts';
import { type ApplicationState, BENEFITS, type Benefit, MATERIAL_CODES, type MaterialCode } from './state.ts';
import { rolesOf, startsOf } from './workflow.ts';

export const materialsSchema = z.array(z.enum(MATERIAL_CODES)).max(MATERIAL_CODES.length);

/** What still has to be brought, all at once (S004 art.2). Dibao proof is asked only of a dibao household that claims LIVING;
 *  the account counts as brought once it is typed (c.7, ∴). */
export function missingMaterials(facts: {
  benefits: readonly Benefit[];
  householdCategory: string;
  hasBank: boolean;
  materials: readonly MaterialCode[];
}): MaterialCode[] {
  return MATERIAL_CODES.filter((code) => {
    if (facts.materials.includes(code)) return false;
    if (code === 'BANK_ACCOUNT') return !facts.hasBank;
    if (code === 'DIBAO_PROOF')
      return facts.benefits.includes('LIVING') && facts.householdCategory === 'DIBAO';
    return true;
  });
}

export function benefitsOf(
  application: Pick<Values<'application'>, 'appliedLiving' | 'appliedNursing'>,
): Benefit[] {
  return BENEFITS.filter((benefit) =>
    benefit === 'LIVING' ? application.appliedLiving : application.appliedNursing,
  );
}

/** Claims given back when a file ends. */
export function releasedClaims(application: Row<'application'>, person: Row<'person'> | null): Claim[] {
  const idNumber = person?.values.idNumber;
  if (!idNumber) return [];
  return benefitsOf(application.values).map((benefit) => ({
    key: openClaim(idNumber, benefit),
    recordId: application.id,
    take: false,
  }));
}

/** What every act on a file reads: the file and its person. */
export function fileNeeds(applicationId: number): Need[] {
  return [
    { as: 'application', type: 'application', id: applicationId },
    { as: 'person', type: 'person', idFrom: { step: 'application', field: 'personId' } },
  ];
}

/** What every command on a file shares. */
export const fileCommand = {
  version: 1,
  target: (args: { applicationId: number }) => ({ type: 'application' as const, id: args.applicationId }),
  needs: (args: { applicationId: number }) => fileNeeds(args.applicationId),
};

/** The file in one of the states an act may start from, or the refusal «已被处理» (m.3 state). */
export function fileIn(records: Loaded, from: readonly ApplicationState[]) {
  const application = firstOf(records, 'application', 'application');
  if (!application) return { ok: false as const, refusal: refuse('application/not-found') };
  const state = application.values.state as ApplicationState;
  if (!from.includes(state))
    return { ok: false as const, refusal: refuse('application/already-handled', undefined, { state }) };
  return { ok: true as const, application, state };
}

/** Township of the hukou, where that is another than the one that holds the file (T6). */
export function belongsElsewhere(records: Loaded, context: DecideContext): number | null {
  const village = firstOf(records, 'person', 'person')?.values.hukouVillage;
  const township = village ? ancestorAt('TOWNSHIP', village) : undefined;
  return township && levelOf(context.scope) === 'TOWNSHIP' && township !== context.scope ? township : null;
}

/** Moves a file and writes its history line. */
export function moveFile(
  context: DecideContext,
  application: Row<'application'>,
  to: ApplicationState,
  set: Partial<Values<'application'>>,
  line: Omit<HistoryLine, 'personId' | 'applicationId' | 'stateAfter'>,
): Change[] {
  return [
    change('application', application.id, { ...set, state: to, stateSince: context.madeOn }),
    historyLine(context, {
      ...line,
      personId: application.values.personId as number,
      applicationId: application.id,
      stateAfter: to,
    }),
  ];
}

/** States in which the one notice has been given. */
const NOTICED: readonly string[] = ['SUPPLEMENT_REQUESTED', 'RESUBMITTED'];

/** T2: one notice per application that names everything that is missing, before the file is accepted (S004 art.2). */
export const applicationRequestSupplement = defineCommand({
  ...fileCommand,
  name: 'application.requestSupplement',
  args: z.strictObject({ applicationId: idSchema, missing: materialsSchema.min(1) }),
  roles: rolesOf('application.requestSupplement'),
  decide(records, args, context) {
    if (NOTICED.includes(firstOf(records, 'application', 'application')?.values.state ?? ''))
      return refuse('application/supplement-already-requested');
    const found = fileIn(records, startsOf('application.requestSupplement'));
    if (!found.ok) return found.refusal;
    const { application } = found;
    if ((application.values.noticeCount ?? 0) > 0) return refuse('application/supplement-already-requested');
    return {
      changes: moveFile(
        context,
        application,
        'SUPPLEMENT_REQUESTED',
        { missing: args.missing, noticeCount: 1 },
        {
          action: 'application.requestSupplement',
          documentKind: 'ONE_TIME_NOTICE',
          details: { missing: args.missing },
        },
      ),
    };
  },
});

/** T3: the applicant brings what was missing. Brought before any notice, it leaves the file where it was: the one notice is still to be given (∴). */
export const applicationSupplement = defineCommand({
  ...fileCommand,
  name: 'application.supplement',
  args: z.strictObject({
    applicationId: idSchema,
    brought: materialsSchema.min(1),
    bank: bankSchema.nullable().default(null),
  }),
  roles: rolesOf('application.supplement'),
  decide(records, args, context) {
    const found = fileIn(records, startsOf('application.supplement'));
    if (!found.ok) return found.refusal;
    const { application } = found;
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    const had = (application.values.materials ?? []) as MaterialCode[];
    const materials = MATERIAL_CODES.filter((code) => had.includes(code) || args.brought.includes(code));
    const missing = missingMaterials({
      benefits: benefitsOf(application.values),
      householdCategory: person.values.householdCategory ?? 'NONE',
      hasBank: args.bank !== null || person.values.accountNumber !== null,
      materials,
    });
    const moved = moveFile(
      context,
      application,
      found.state === 'SUBMITTED' ? 'SUBMITTED' : 'RESUBMITTED',
      { materials, missing },
      {
        action: 'application.supplement',
        details: {
          brought: args.brought,
          missing,
          ...(args.bank && writtenFields(person, { set: args.bank })),
        },
      },
    );
    return { changes: [...(args.bank ? [change('person', person.id, args.bank)] : []), ...moved] };
  },
});

/** T4: everything is there; the file goes to the preliminary review. */
export const applicationAccept = defineCommand({
  ...fileCommand,
  name: 'application.accept',
  args: z.strictObject({ applicationId: idSchema }),
  roles: rolesOf('application.accept'),
  decide(records, _args, context) {
    const found = fileIn(records, startsOf('application.accept'));
    if (!found.ok) return found.refusal;
    const missing = (found.application.values.missing ?? []) as MaterialCode[];
    if (missing.length) return refuse('application/materials-missing', undefined, missing);
    return {
      changes: moveFile(
        context,
        found.application,
        'PRELIMINARY_REVIEW',
        { acceptedOn: context.madeOn, acceptedBy: context.actor.accountId },
        { action: 'application.accept', documentKind: 'ACCEPTANCE_NOTICE' },
      ),
    };
  },
});

/** T9: the file is entered in the system, within 3 working days of the preliminary pass (S004 art.2). */
export const applicationEnter = defineCommand({
  ...fileCommand,
  name: 'application.enter',
  args: z.strictObject({ applicationId: idSchema }),
  roles: rolesOf('application.enter'),
  decide(records, _args, context) {
    const found = fileIn(records, startsOf('application.enter'));
    if (!found.ok) return found.refusal;
    if (found.application.values.enteredOn)
      return refuse('application/already-handled', undefined, { state: found.state });
    return {
      changes: [
        change('application', found.application.id, { enteredOn: context.madeOn }),
        historyLine(context, {
          personId: found.application.values.personId as number,
          applicationId: found.application.id,
          action: 'application.enter',
          stateAfter: found.state,
        }),
      ],
    };
  },
});

/** T10: to the federation, within 10 working days of the preliminary pass; also a returned file that was put right. */
export const applicationSendToFederation = defineCommand({
  ...fileCommand,
  name: 'application.sendToFederation',
  args: z.strictObject({ applicationId: idSchema, words: z.string().trim().max(300).default('') }),
  roles: rolesOf('application.sendToFederation'),
  decide(records, args, context) {
    const found = fileIn(records, startsOf('application.sendToFederation'));
    if (!found.ok) return found.refusal;
    const { application, state } = found;
    if (!application.values.enteredOn) return refuse('application/not-entered');
    if (state === 'RETURNED_TO_TOWNSHIP' && application.values.returnedBy !== 'FEDERATION')
      return refuse('application/refused-by-civil-affairs');
    const set = { sentToFederationOn: context.madeOn, returnedBy: null, reasonCode: null, reasonWords: null };
    return {
      changes: moveFile(context, application, 'FEDERATION_REVIEW', set, {
        action: 'application.sendToFederation',
        words: args.words || null,
      }),
    };
  },
});

/** End of a refused or unmendable file: the township alone writes to the applicant, with the reason (S004 art.4). */
export const applicationNotifyRefusal = defineCommand({
  ...fileCommand,
  name: 'application.notifyRefusal',
  args: z.strictObject({ applicationId: idSchema, words: z.string().trim().min(1).max(300) }),
  roles: rolesOf('application.notifyRefusal'),
  decide(records, args, context) {
    const found = fileIn(records, startsOf('application.notifyRefusal'));
    if (!found.ok) return found.refusal;
    const { application } = found;
    return {
      changes: moveFile(
        context,
        application,
        'REFUSED',
        {},
        {
          action: 'application.notifyRefusal',
          reasonCode: application.values.reasonCode,
          words: args.words,
          documentKind: 'REFUSAL_NOTICE',
        },
      ),
      claims: releasedClaims(application, firstOf(records, 'person', 'person')),
    };
  },
});
