/** The facts of a case as the rules take them: person, certificate, household, other benefits and choices, for every month. Judges nothing.   */
import { isPlainDate, isPlainMonth, type PlainDate, type PlainMonth } from '#shared/domain/calendar.ts';
import type {
  CertificateFacts,
  ElectionChoice,
  MonthFacts,
  OtherBenefit,
} from '#shared/domain/eligibility.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import { z } from 'zod';

export const month = z.string().refine(isPlainMonth, 'not a month');
export const date = z.string().refine(isPlainDate, 'not a date');
/** A month, or a day of it. */
const since = z.union([month, date]);
const choice = z.enum(['TWO_SUBSIDY', 'OTHER']);
const personSchema = z.object({
  idNumber: z.string(),
  birthDate: date.nullish(),
  hukouRegion: z.string().regex(/^\d{2,12}$/),
  hukouKind: z.enum(['URBAN', 'RURAL']).nullish(),
  imprisonedFrom: date.nullish(),
  imprisonedTo: date.nullish(),
  custody: z.object({ kind: z.string(), from: date, to: date.nullish() }).nullish(),
  deathDate: date.nullish(),
  incapable: z.boolean().optional(),
  guardian: z.unknown().optional(),
});
const certificateSchema = z.object({
  number: z.string().nullish(),
  disabilityClass: z.number(),
  grade: z.number(),
  componentClasses: z.array(z.number()).optional(),
  components: z.array(z.object({ class: z.number(), grade: z.number().optional() })).optional(),
  issuedOn: date.nullish(),
  expiresOn: date.nullable().default(null),
  status: z.enum(['VALID', 'EXPIRED', 'FROZEN', 'REVOKED', 'RENEWING']),
  renewalAppliedOn: date.nullish(),
});
const electionSchema = z.union([
  z.partialRecord(z.enum(BENEFITS), choice),
  z.array(z.object({ benefit: z.enum(BENEFITS), choice, signedOn: date.nullish() })),
]);
const factsSchema = z.object({
  applied: z.array(z.enum(BENEFITS)).default([...BENEFITS]),
  person: personSchema,
  certificate: certificateSchema.nullish(),
  householdCategory: z.string().default('NONE'),
  /** Month or day on which that category began. */
  householdFrom: since.nullish(),
  otherBenefits: z
    .array(
      z.object({
        type: z.string(),
        from: since,
        to: since.nullish(),
        inFull: z.boolean().optional(),
      }),
    )
    .default([]),
  election: electionSchema.nullish(),
  guardian: z.unknown().optional(),
  longTermCare: z.boolean().nullish(),
});

/** Signed choices; one that is not signed is none (policy-packs §4). */
function electionsOf(given: z.infer<typeof electionSchema>): Partial<Record<Benefit, ElectionChoice>> {
  if (!Array.isArray(given)) return given;
  return Object.fromEntries(
    given.filter(({ signedOn }) => signedOn !== null).map(({ benefit, choice: chosen }) => [benefit, chosen]),
  );
}

/** The facts of every month of a case. */
export function factsOf(input: unknown): (month: PlainMonth) => MonthFacts {
  const facts = factsSchema.parse(input);
  const { person, certificate } = facts;
  const custody = person.custody?.kind === 'CUSTODIAL' ? person.custody : null;
  const otherBenefits = facts.otherBenefits.map(
    ({ type, from, to, inFull }): OtherBenefit => ({
      ...{ type, from: from.slice(0, 7), to: to?.slice(0, 7) ?? null },
      ...(inFull !== undefined && { inFull }),
    }),
  );
  const components = certificate?.componentClasses ?? certificate?.components?.map((each) => each.class);
  const known = {
    applied: facts.applied as readonly Benefit[],
    idNumber: person.idNumber,
    birthDate: (person.birthDate ?? birthDateIn(person.idNumber)) as PlainDate,
    region: person.hukouRegion,
    urbanRural: person.hukouKind ?? null,
    certificate: certificate
      ? ({
          ...certificate,
          number: certificate.number ?? '',
          ...(components && { componentClasses: components }),
        } as CertificateFacts)
      : null,
    otherBenefits,
    elections: electionsOf(facts.election ?? {}),
    custodyFrom: person.imprisonedFrom ?? custody?.from ?? null,
    custodyTo: person.imprisonedTo ?? custody?.to ?? null,
    diedOn: person.deathDate ?? null,
    hasGuardian: Boolean(facts.guardian ?? person.guardian),
    isIncapable: person.incapable ?? false,
    needsLongTermCare: facts.longTermCare ?? null,
  };
  const { householdCategory, householdFrom = null } = facts;
  return (of) => {
    const hasBegun = !householdFrom || householdFrom.slice(0, 7) <= of;
    return { ...known, month: of, household: hasBegun ? householdCategory : 'NONE', householdFrom };
  };
}

/** The day that a number names, whatever its check digit is. */
export function birthDateIn(idNumber: string): PlainDate {
  const digits = idNumber.slice(6, 14);
  return date.parse(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`);
}
