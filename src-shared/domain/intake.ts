/** Intake at the counter (T1, with T4 or T2 in the same act): who applies for whom, what is there and what is missing. A new application takes back
 *  a waiver of the same subsidy. Source: dossier (d), c.7; S004 arts 1, 2, 10.                                                              */
import { z } from 'zod';
import type { Id } from '../base/id.ts';
import type { Row, Values } from '../records/rows.ts';
import { benefitsOf, materialsSchema, missingMaterials } from './application.ts';
import { openClaim } from './claim-keys.ts';
import {
  type Claim,
  create,
  defineCommand,
  type DecideContext,
  type Loaded,
  type Refusal,
  refuse,
} from './command.ts';
import { historyLine, writtenFields } from './history.ts';
import { filesOf, openFilesOf } from './known-files.ts';
import {
  careUnsaid,
  dateSchema,
  FORM_GROUPS,
  PERSON_STEPS,
  personClaim,
  personFound,
  personNeeds,
  personSchema,
  personValues,
  registerPerson,
} from './person.ts';
import { agentSchema, agentValues } from './person-edit.ts';
import { type Benefit, BENEFITS } from './state.ts';
import { revokedWaivers, waiversOf } from './waiver.ts';
import { rolesOf } from './workflow.ts';

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

/** Who applied, for the file; a guardian is the person's own from then on (c.4). */
function agentOf(
  agent: z.infer<typeof agentSchema> | null,
  context: DecideContext,
  idNumber: string,
): { person: Partial<Values<'person'>>; file: Partial<Values<'application'>> } | Refusal {
  if (!agent) return { person: {}, file: { appliedBy: 'SELF' } };
  const said = agentValues(agent, context, idNumber, ['agent']);
  if ('refusal' in said) return said as Refusal;
  return {
    person: agent.guardianRelation === 'GUARDIAN' ? said : {},
    file: {
      ...{ appliedBy: said.guardianRelation ?? null, agentName: said.guardianName ?? null },
      ...{ agentIdNumber: said.guardianIdNumber ?? null, agentPhone: said.guardianPhone ?? null },
      agentAuthorisation: said.guardianAuthorisation ?? null,
    },
  };
}

function waiversOfPerson(records: Loaded, personId: Id): Row<'waiver'>[] {
  const loaded = PERSON_STEPS.flatMap((step) => (records[`waivers:${step}`] ?? []) as Row<'waiver'>[]);
  return loaded.filter(({ values }) => values.personId === personId);
}

/** The keys that two computers cannot both take: a file of each subsidy, and the person. A known one too: whom another township holds stays a
 *  candidate, however many files are opened here.                                                                                         */
function intakeClaims(
  idNumber: string,
  benefits: readonly Benefit[],
  applicationId: Id,
  personId: Id,
): Claim[] {
  const opened = benefits.map((benefit) => ({
    ...{ key: openClaim(idNumber, benefit), recordId: applicationId },
    ...{ take: true, path: ['benefits'] },
  }));
  return [...opened, personClaim(idNumber, personId)];
}

/** T1: applied for in writing, by the person, a guardian, who owes them support, the village or whom they entrusted. `ids[0]` is the application. */
export const applicationSubmit = defineCommand({
  name: 'application.submit',
  version: 2,
  upcasts: { 1: careUnsaid },
  args: z.strictObject({
    person: personSchema,
    benefits: z.array(z.enum(BENEFITS)).min(1).max(2),
    submittedOn: dateSchema,
    submittedVia: z.enum(['COUNTER', 'HOME_VISIT']).default('COUNTER'),
    materials: materialsSchema,
    declarations: z.strictObject({
      truth: z.literal(true),
      privacyNotice: z.literal(true),
      /** That the household's situation may be checked, and what has to be reported (c.7; S004 art.12). */
      checkAuthorised: z.boolean().default(false),
      dutyToReport: z.boolean().default(false),
    }),
    /** Who applies for the person; null: the person does (S004 art.1). */
    agent: agentSchema.nullable().default(null),
    /** What happens at the counter at once: only kept, accepted (T4), or the one-time notice (T2). */
    atCounter: z.enum(['KEEP', 'ACCEPT', 'REQUEST_SUPPLEMENT']),
  }),
  roles: rolesOf('application.submit'),
  corrects: FORM_GROUPS,
  target: () => null,
  needs: (args) => [
    ...personNeeds(args.person.idNumber),
    ...PERSON_STEPS.map(filesOf),
    ...PERSON_STEPS.map(waiversOf),
  ],
  decide(records, args, context) {
    if (args.submittedOn > context.madeOn) return refuse('application/future-date', ['submittedOn']);
    if (!args.person.certificateNumber)
      return refuse('application/certificate-missing', ['person', 'certificateNumber']);
    const values = personValues(args.person, context, ['person']);
    if ('refusal' in values) return values;
    const agent = agentOf(args.agent, context, values.idNumber ?? '');
    if ('refusal' in agent) return agent as Refusal;
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
    const { row: personRow, personId } = registerPerson(
      known,
      { ...values, ...agent.person },
      context,
      'ONLINE',
    );
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
      declarations: args.declarations,
      ...agent.file,
    });
    const waived = waiversOfPerson(records, personId);
    const documentKind = COUNTER_DOCUMENT[args.atCounter];
    const line = historyLine(context, {
      personId,
      applicationId,
      action: 'application.submit',
      stateAfter: state,
      ...(documentKind && { documentKind }),
      details: { benefits: args.benefits, missing, ...writtenFields(known, personRow) },
    });
    const claims = intakeClaims(values.idNumber as string, args.benefits, applicationId, personId);
    const revoked = revokedWaivers(waived, args.benefits, args.submittedOn, applicationId);
    return { changes: [application, ...(personRow ? [personRow] : []), ...revoked, line], claims };
  },
});
