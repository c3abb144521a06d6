/** Applications up to and around the reviews: intake at the counter (T1, with T4 or T2 in the same act), the one-time notice,
 *  what is brought later (T3), entry (T9), sending to the federation (T10), and telling the applicant of a refusal.
 *  Source: dossier (d); S004 arts 1–4. */
import { z } from 'zod';
import type { Row, Values } from '../records/rows.ts';
import {
  bankSchema,
  dateSchema,
  FORM_GROUPS,
  idSchema,
  PERSON_STEPS,
  personClaim,
  personFound,
  personNeeds,
  personSchema,
  personValues,
  registerPerson,
} from './person.ts';
import {
  type Change,
  change,
  type Claim,
  create,
  defineCommand,
  type DecideContext,
  firstOf,
  type Loaded,
  type Need,
  refuse,
} from './command.ts';
import { type HistoryLine, historyLine, writtenFields } from './history.ts';
import { idNumberKey } from './id-number.ts';
import { filesOf, openFilesOf } from './known-files.ts';
import { type ApplicationState, BENEFITS, type Benefit, MATERIAL_CODES, type MaterialCode } from './state.ts';

const TOWNSHIP_ROLES = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const;
const materialsSchema = z.array(z.enum(MATERIAL_CODES)).max(MATERIAL_CODES.length);

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

/** Key of the claim that one person has one open application per benefit nationwide (c.7 DUP_OPEN_APPLICATION). */
export function openClaim(idNumber: string, benefit: Benefit): string {
  return `open:${idNumberKey(idNumber)}:${benefit}`;
}

/** Key of the claim that one person holds one subsidy once, nationwide. */
export function entitledClaim(idNumber: string, benefit: Benefit): string {
  return `entitled:${idNumberKey(idNumber)}:${benefit}`;
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

const COUNTER_STATE = {
  KEEP: 'SUBMITTED',
  ACCEPT: 'PRELIMINARY_REVIEW',
  REQUEST_SUPPLEMENT: 'SUPPLEMENT_REQUESTED',
} as const;
const COUNTER_DOCUMENT = {
  KEEP: undefined,
  ACCEPT: 'ACCEPTANCE_NOTICE',
  REQUEST_SUPPLEMENT: 'ONE_TIME_NOTICE',
} as const;

/** Intake at the counter. `ids[0]` of the act is the application. */
export const applicationSubmit = defineCommand({
  name: 'application.submit',
  version: 1,
  args: z.strictObject({
    person: personSchema,
    benefits: z.array(z.enum(BENEFITS)).min(1).max(2),
    submittedOn: dateSchema,
    submittedVia: z.enum(['COUNTER', 'HOME_VISIT']).default('COUNTER'),
    materials: materialsSchema,
    declarations: z.strictObject({ truth: z.literal(true), privacyNotice: z.literal(true) }),
    /** What happens at the counter at once: only kept, accepted (T4), or the one-time notice (T2). */
    atCounter: z.enum(['KEEP', 'ACCEPT', 'REQUEST_SUPPLEMENT']),
  }),
  roles: TOWNSHIP_ROLES,
  corrects: FORM_GROUPS,
  target: () => null,
  needs: (args) => [...personNeeds(args.person.idNumber), ...PERSON_STEPS.map(filesOf)],
  decide(records, args, context) {
    if (args.submittedOn > context.madeOn) return refuse('application/future-date', ['submittedOn']);
    if (!args.person.certificateNumber)
      return refuse('application/certificate-missing', ['person', 'certificateNumber']);
    const values = personValues(args.person, context, ['person']);
    if ('refusal' in values) return values;
    const found = personFound(records);
    if ('refusal' in found) return found;
    const known = found.row;
    const open = openFilesOf(records, known?.id ?? null);
    const double = args.benefits.find((benefit) =>
      open.some((row) => benefitsOf(row.values).includes(benefit)),
    );
    if (double) return refuse('application/duplicate-open', ['benefits'], { benefit: double });
    const missing = missingMaterials({
      benefits: args.benefits,
      householdCategory: args.person.householdCategory,
      hasBank: args.person.bank !== null,
      materials: args.materials,
    });
    if (args.atCounter === 'ACCEPT' && missing.length)
      return refuse('application/materials-missing', ['materials'], missing);
    if (args.atCounter === 'REQUEST_SUPPLEMENT' && !missing.length)
      return refuse('application/nothing-missing', ['materials']);
    const applicationId = context.newId();
    const { row: personRow, personId } = registerPerson(known, values, context, 'ONLINE');
    const state = COUNTER_STATE[args.atCounter];
    const accepted = args.atCounter === 'ACCEPT';
    const application = create('application', applicationId, {
      personId,
      appliedLiving: args.benefits.includes('LIVING'),
      appliedNursing: args.benefits.includes('NURSING'),
      submittedVia: args.submittedVia,
      submittedBy: context.actor.accountId,
      submittedOn: args.submittedOn,
      materials: args.materials,
      missing,
      noticeCount: args.atCounter === 'REQUEST_SUPPLEMENT' ? 1 : 0,
      state,
      stateSince: context.madeOn,
      acceptedOn: accepted ? context.madeOn : null,
      acceptedBy: accepted ? context.actor.accountId : null,
    });
    const documentKind = COUNTER_DOCUMENT[args.atCounter];
    const line = historyLine(context, {
      personId,
      applicationId,
      action: 'application.submit',
      stateAfter: state,
      ...(documentKind && { documentKind }),
      details: { benefits: args.benefits, missing, ...writtenFields(known, personRow) },
    });
    const claims: Claim[] = args.benefits.map((benefit) => ({
      key: openClaim(values.idNumber as string, benefit),
      recordId: applicationId,
      take: true,
      path: ['benefits'],
    }));
    // A known one too: whom another township holds stays a candidate, however many files are opened here.
    claims.push(personClaim(values.idNumber as string, personId));
    return { changes: [application, ...(personRow ? [personRow] : []), line], claims };
  },
});

/** T2: one notice per application that names everything that is missing. */
export const applicationRequestSupplement = defineCommand({
  ...fileCommand,
  name: 'application.requestSupplement',
  args: z.strictObject({ applicationId: idSchema, missing: materialsSchema.min(1) }),
  roles: TOWNSHIP_ROLES,
  decide(records, args, context) {
    const found = fileIn(records, ['SUBMITTED', 'RESUBMITTED', 'PRELIMINARY_REVIEW']);
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

/** T3: the applicant brings what was missing. */
export const applicationSupplement = defineCommand({
  ...fileCommand,
  name: 'application.supplement',
  args: z.strictObject({
    applicationId: idSchema,
    brought: materialsSchema.min(1),
    bank: bankSchema.nullable().default(null),
  }),
  roles: TOWNSHIP_ROLES,
  decide(records, args, context) {
    const found = fileIn(records, ['SUPPLEMENT_REQUESTED', 'SUBMITTED', 'RESUBMITTED']);
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
      'RESUBMITTED',
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
  roles: TOWNSHIP_ROLES,
  decide(records, _args, context) {
    const found = fileIn(records, ['SUBMITTED', 'RESUBMITTED']);
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
  roles: TOWNSHIP_ROLES,
  decide(records, _args, context) {
    const found = fileIn(records, ['PRELIMINARY_PASSED']);
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
  roles: TOWNSHIP_ROLES,
  decide(records, args, context) {
    const found = fileIn(records, ['PRELIMINARY_PASSED', 'RETURNED_TO_TOWNSHIP']);
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
  roles: TOWNSHIP_ROLES,
  decide(records, args, context) {
    const found = fileIn(records, ['RETURNED_TO_TOWNSHIP']);
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
