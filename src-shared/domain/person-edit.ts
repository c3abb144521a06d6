/** Corrections of what is known of a person, part by part: contact, account, household, certificate, and what the two subsidies look at beside
 *  them: death and custody, benefits of other schemes, signed choices, who acts for the person, the receipt of a renewal (dossier m.3).
 *  PE1 each body corrects the parts that are its own (dossier (b), permissions per action; m.3).  PE2 a day that has not come is refused.
 *  PE3 the federation alone says that a renewal was applied for; what the township scanned is kept beside it as a proposal (section (f) ∴).
 *  Sources: dossier c.4, c.5, (f); S004 arts 1, 9(1), 9(3), 9(4); 国发〔2015〕52号 二(四).                                                    */
import { z } from 'zod';
import type { Row, Values } from '../records/rows.ts';
import { parseCertificateNumber } from './certificate.ts';
import {
  change,
  defineCommand,
  type DecideContext,
  firstOf,
  type Loaded,
  type Refusal,
  refuse,
  type StoredArgs,
} from './command.ts';
import { OTHER_BENEFIT_TYPES } from './eligibility.ts';
import { historyLine, writtenFields } from './history.ts';
import { idNumberKey, parseIdNumber } from './id-number.ts';
import {
  bankSchema,
  dateSchema,
  HOUSEHOLD_CATEGORIES,
  idSchema,
  monthSchema,
  optionalText,
  personSchema,
  shortText,
} from './person.ts';
import { BENEFITS, bodyOf } from './state.ts';

export const DEATH_SOURCES = ['FAMILY', 'VILLAGE', 'FUNERAL', 'POLICE', 'COMPARISON'] as const;
/** Correction in the community is no custody: the subsidy goes on ((f) ∴). */
export const CUSTODY_KINDS = ['CUSTODIAL', 'COMMUNITY'] as const;
export const AGENT_RELATIONS = ['GUARDIAN', 'SUPPORT_OBLIGOR', 'VILLAGE_COMMITTEE', 'ENTRUSTED'] as const;
export const ELECTION_CHOICES = ['TWO_SUBSIDY', 'OTHER'] as const;
const CERTIFICATE_STATUSES = ['VALID', 'EXPIRED', 'FROZEN', 'REVOKED', 'RENEWING'] as const;
const OTHER_BENEFITS_MAX = 12;

const contactSchema = z.strictObject({
  phone: personSchema.shape.phone.unwrap(),
  residenceAddress: optionalText.optional(),
  /** The date on which the person said so: the business date that orders two corrections (m.3 contact). */
  statedOn: dateSchema,
});
const householdSchema = z.strictObject({
  householdCategory: z.enum(HOUSEHOLD_CATEGORIES),
  householdFrom: monthSchema.nullable(),
  needsLongTermCare: z.boolean().nullable(),
});
const certificateSchema = z.strictObject({
  certificateNumber: z.string().max(40),
  certificateExpiresOn: dateSchema.nullable(),
  certificateStatus: z.enum(CERTIFICATE_STATUSES).optional(),
  renewalAppliedOn: dateSchema.nullable().optional(),
});
const lifeSchema = z.strictObject({
  deathDate: dateSchema.nullable(),
  deathSource: z.enum(DEATH_SOURCES).nullable(),
  custodyKind: z.enum(CUSTODY_KINDS).nullable(),
  custodyFrom: dateSchema.nullable(),
  custodyTo: dateSchema.nullable(),
});
export const otherBenefitSchema = z.strictObject({
  type: z.enum(OTHER_BENEFIT_TYPES),
  /** Fen a month; null where nobody knows it. */
  amountFen: z.number().int().nonnegative().nullable().default(null),
  from: monthSchema,
  /** Last month that it is drawn, included; open while null. */
  to: monthSchema.nullable().default(null),
  /** A child's subsidy drawn in full (policy-packs §4, N○). */
  inFull: z.boolean().default(false),
  source: shortText.default(''),
});
const electionSchema = z.strictObject({
  benefit: z.enum(BENEFITS),
  choice: z.enum(ELECTION_CHOICES),
  signedOn: dateSchema,
});
export const agentSchema = z.strictObject({
  guardianRelation: z.enum(AGENT_RELATIONS),
  guardianName: z.string().trim().min(1).max(50),
  guardianIdNumber: z.string().trim().max(40).nullable().default(null),
  guardianPhone: personSchema.shape.phone,
  /** Paper by which somebody who is no relation acts: asked of ENTRUSTED alone (c.4 ∴). */
  guardianAuthorisation: optionalText,
});

type PersonSet = Partial<Values<'person'>>;

/** The agent as recorded, or why it cannot be (c.4). */
export function agentValues(
  agent: z.infer<typeof agentSchema>,
  context: Pick<DecideContext, 'madeOn'>,
  ownNumber: string,
  path: readonly string[],
): PersonSet | Refusal {
  if (agent.guardianRelation === 'ENTRUSTED' && !agent.guardianAuthorisation)
    return refuse('person/authorisation-needed', [...path, 'guardianAuthorisation']);
  if (!agent.guardianIdNumber) return agent;
  const parsed = parseIdNumber(agent.guardianIdNumber, { today: context.madeOn });
  if (!parsed.valid || !parsed.normalized)
    return refuse('person/id-number', [...path, 'guardianIdNumber'], { codes: parsed.codes });
  if (idNumberKey(parsed.normalized) === idNumberKey(ownNumber))
    return refuse('person/own-agent', [...path, 'guardianIdNumber']);
  return { ...agent, guardianIdNumber: parsed.normalized };
}

const partsSchema = {
  contact: contactSchema.optional(),
  bank: bankSchema.optional(),
  household: householdSchema.optional(),
  certificate: certificateSchema.optional(),
  life: lifeSchema.optional(),
  otherBenefits: z.array(otherBenefitSchema).max(OTHER_BENEFITS_MAX).optional(),
  elections: z.array(electionSchema).max(BENEFITS.length).optional(),
  /** Null: nobody acts for the person any more. */
  guardian: agentSchema.nullable().optional(),
  /** Whether the person cannot act for themselves: a tick, never read off the class (c.4 ∴). */
  isIncapable: z.boolean().optional(),
  /** Receipt for an application for renewal that the township has scanned (PE3). */
  renewalReceiptOn: dateSchema.nullable().optional(),
};
type Parts = { readonly [Part in keyof typeof partsSchema]?: z.infer<(typeof partsSchema)[Part]> };

/** Which body may correct which part (PE1). */
const MAY_EDIT = {
  contact: ['TOWNSHIP', 'CIVIL_AFFAIRS'],
  bank: ['TOWNSHIP', 'CIVIL_AFFAIRS'],
  household: ['TOWNSHIP', 'CIVIL_AFFAIRS'],
  certificate: ['FEDERATION'],
  life: ['TOWNSHIP', 'CIVIL_AFFAIRS'],
  otherBenefits: ['TOWNSHIP', 'CIVIL_AFFAIRS'],
  elections: ['TOWNSHIP', 'CIVIL_AFFAIRS'],
  guardian: ['TOWNSHIP', 'CIVIL_AFFAIRS'],
  isIncapable: ['TOWNSHIP', 'CIVIL_AFFAIRS'],
  renewalReceiptOn: ['TOWNSHIP'],
} as const satisfies Record<keyof typeof partsSchema, readonly string[]>;
type Part = keyof typeof MAY_EDIT;
export const PERSON_PARTS = Object.keys(MAY_EDIT) as Part[];

type Making = {
  readonly [P in Part]: (
    said: NonNullable<Parts[P]>,
    person: Row<'person'>,
    context: Pick<DecideContext, 'madeOn'>,
  ) => PersonSet | Refusal;
};

const late = (path: readonly string[]): Refusal => refuse('person/future-date', path);

function lifeValues(life: z.infer<typeof lifeSchema>, { values }: Row<'person'>, madeOn: string) {
  const { deathDate, deathSource, custodyKind, custodyFrom, custodyTo } = life;
  if ((deathDate ?? '') > madeOn) return late(['life', 'deathDate']);
  if ((custodyFrom ?? '') > madeOn) return late(['life', 'custodyFrom']);
  if (deathDate && values.birthDate && deathDate < values.birthDate)
    return refuse('person/dates-crossed', ['life', 'deathDate']);
  if (deathDate && !deathSource) return refuse('person/source-needed', ['life', 'deathSource']);
  if (custodyKind && !custodyFrom) return refuse('person/dates-crossed', ['life', 'custodyFrom']);
  if (custodyFrom && custodyTo && custodyTo < custodyFrom)
    return refuse('person/dates-crossed', ['life', 'custodyTo']);
  return life;
}

function otherBenefitValues(list: z.infer<typeof otherBenefitSchema>[]): PersonSet | Refusal {
  for (const [at, { type, from, to }] of list.entries()) {
    if (to && to < from) return refuse('person/dates-crossed', ['otherBenefits', String(at), 'to']);
    const twice = list.some(
      (other, index) =>
        index < at &&
        other.type === type &&
        other.from <= (to ?? '9999-12') &&
        from <= (other.to ?? '9999-12'),
    );
    if (twice) return refuse('person/benefit-twice', ['otherBenefits', String(at), 'type'], { type });
  }
  return { otherBenefits: list };
}

const NOBODY: PersonSet = {
  guardianRelation: null,
  guardianName: null,
  guardianIdNumber: null,
  guardianPhone: null,
  guardianAuthorisation: null,
};

const MAKE: Making = {
  contact: ({ phone, residenceAddress, statedOn }, _person, { madeOn }) =>
    statedOn > madeOn
      ? late(['contact', 'statedOn'])
      : { phone, contactStatedOn: statedOn, ...(residenceAddress && { residenceAddress }) },
  bank: (bank) => bank,
  household: (household) => household,
  certificate: ({ certificateNumber, renewalAppliedOn, ...rest }, person, { madeOn }) => {
    const idNumber = idNumberKey(person.values.idNumber ?? '');
    const parsed = parseCertificateNumber(certificateNumber, { idNumber });
    if (!parsed.valid)
      return refuse('person/certificate', ['certificate', 'certificateNumber'], { codes: parsed.codes });
    if ((renewalAppliedOn ?? '') > madeOn) return late(['certificate', 'renewalAppliedOn']);
    return {
      certificateNumber: parsed.normalized ?? null,
      disabilityClass: parsed.disabilityClass ?? null,
      grade: parsed.grade ?? null,
      certificateExpiresOn: rest.certificateExpiresOn,
      ...(rest.certificateStatus && { certificateStatus: rest.certificateStatus }),
      ...(renewalAppliedOn !== undefined && { renewalAppliedOn }),
    };
  },
  life: (life, person, { madeOn }) => lifeValues(life, person, madeOn),
  otherBenefits: otherBenefitValues,
  elections: (elections, _person, { madeOn }) => {
    const early = elections.findIndex(({ signedOn }) => signedOn > madeOn);
    if (early >= 0) return late(['elections', String(early), 'signedOn']);
    const isTwice = new Set(elections.map(({ benefit }) => benefit)).size < elections.length;
    return isTwice ? refuse('person/elected-twice', ['elections']) : { elections };
  },
  guardian: (agent, { values }, context) => agentValues(agent, context, values.idNumber ?? '', ['guardian']),
  isIncapable: (isIncapable) => ({ isIncapable }),
  renewalReceiptOn: (renewalReceiptOn, _person, { madeOn }) =>
    renewalReceiptOn > madeOn ? late(['renewalReceiptOn']) : { renewalReceiptOn },
};

/** What a part that was emptied sets. */
const EMPTIED: Readonly<Partial<Record<Part, PersonSet>>> = {
  guardian: NOBODY,
  renewalReceiptOn: { renewalReceiptOn: null },
};

/** Fields that the parts set together, or the first refusal. */
function setOf(args: Parts, parts: readonly Part[], person: Row<'person'>, context: DecideContext) {
  const set: PersonSet = {};
  for (const part of parts) {
    const said = args[part];
    const made =
      said === null ? EMPTIED[part] : (MAKE[part] as Making['bank'])(said as never, person, context);
    if (made && 'refusal' in made) return made as Refusal;
    Object.assign(set, made);
  }
  return set;
}

/** Before version 2 an empty box said nothing of care. */
function saysNoCare(args: StoredArgs): StoredArgs {
  const household = args.household as Readonly<Record<string, never>> | undefined;
  if (household?.needsLongTermCare) return args;
  return household ? { ...args, household: { ...household, needsLongTermCare: null } } : args;
}

/** Corrects parts of a person's data, each part by the body that may. */
export const personEdit = defineCommand({
  name: 'person.edit',
  version: 2,
  upcasts: { 1: saysNoCare },
  args: z.strictObject({
    personId: idSchema,
    ...partsSchema,
    reason: z.string().trim().max(300).default(''),
  }),
  roles: [
    'TOWNSHIP_CLERK',
    'TOWNSHIP_REVIEWER',
    'COUNTY_FEDERATION_REVIEWER',
    'COUNTY_CIVIL_AFFAIRS_APPROVER',
  ],
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [{ as: 'person', type: 'person', id: args.personId }],
  decide(records: Loaded, args, context) {
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    if (person.values.mergedInto)
      return refuse('person/merged', undefined, { into: person.values.mergedInto });
    const body = bodyOf(context.actor.role);
    const parts = PERSON_PARTS.filter((part) => args[part] !== undefined);
    if (!parts.length) return refuse('person/nothing-to-change');
    const forbidden = parts.find((part) => !(MAY_EDIT[part] as readonly string[]).includes(body));
    if (forbidden) return refuse('person/not-your-part', [forbidden]);
    const set = setOf(args, parts, person, context);
    if ('refusal' in set) return set as Refusal;
    return {
      changes: [
        change('person', person.id, set),
        historyLine(context, {
          personId: person.id,
          action: 'person.edit',
          words: args.reason || null,
          details: { parts, ...writtenFields(person, { set: set as never }) },
        }),
      ],
    };
  },
});
