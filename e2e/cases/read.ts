/** Reads a file of cases (dossier (o)) and turns its words into what the rules take: amounts in yuan into fen, one test pack into the packs of
 *  its divisions, a person and a certificate into the facts of a month. Judges nothing.                                                  */
import type { PlainDate, PlainMonth } from '#shared/domain/calendar.ts';
import type {
  CertificateFacts,
  ElectionChoice,
  MonthFacts,
  OtherBenefit,
} from '#shared/domain/eligibility.ts';
import {
  type DivisionPack,
  type LivingScope,
  NATIONAL_PACK,
  type NursingScope,
  regionPrefix,
  type Standard,
} from '#shared/domain/policy-pack.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import { z } from 'zod';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const numbers = z.array(z.number().int()).nullish();

const standardSchema = z.object({
  id: z.string(),
  region: z.string().regex(/^\d{0,12}$/),
  benefit: z.enum(BENEFITS),
  amount: z.number().nonnegative(),
  from: month,
  to: month.nullish(),
  grades: numbers,
  classes: numbers,
  includesComponents: z.boolean().optional(),
  households: z.array(z.string()).nullish(),
  urbanRural: z.enum(['URBAN', 'RURAL']).nullish(),
  ageFrom: z.number().nullish(),
  ageTo: z.number().nullish(),
});

const nursingCell = z.object({
  grades: z.array(z.number().int()),
  classes: z.union([z.literal('*'), z.array(z.number().int())]).nullish(),
});

const packSchema = z.object({
  extends: z.string().optional(),
  standards: z.array(standardSchema).default([]),
  scope: z
    .object({
      livingHouseholds: z.record(z.string(), z.array(z.string())).default({}),
      nursing: z.union([z.array(nursingCell), z.record(z.string(), z.array(nursingCell))]).optional(),
    })
    .partial()
    .default({}),
});
type TestPack = z.infer<typeof packSchema>;

const caseSchema = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string().default(''),
  policyPack: z.string().optional(),
  input: z.record(z.string(), z.unknown()),
  expected: z.record(z.string(), z.unknown()),
  uncertain: z.array(z.string()).default([]),
});
export type Case = z.infer<typeof caseSchema>;

const fileSchema = z.object({
  policyPacks: z.record(z.string(), packSchema).default({}),
  cases: z.array(caseSchema),
});

export interface CasesFile {
  readonly cases: readonly Case[];
  packsOf(each: Case): readonly DivisionPack[];
}

export const fenOf = (yuan: number): number => Math.round(yuan * 100);
export const yuanOf = (fen: number | null): number | null => (fen === null ? null : fen / 100);

/** The key of a scope: a region code, and the month from which it holds. */
function scopeKey(key: string): { region: string; from?: PlainMonth } {
  const [region = '', from] = key.split('@');
  return { region: regionPrefix(region), ...(from !== undefined && { from: month.parse(from) }) };
}

function divisionPacks(pack: TestPack): DivisionPack[] {
  const standards = new Map<string, Standard[]>();
  const living = new Map<string, LivingScope[]>();
  const nursing = new Map<string, NursingScope[]>();
  const add = <T>(to: Map<string, T[]>, region: string, value: T): void =>
    void to.set(region, [...(to.get(region) ?? []), value]);
  for (const { region, amount, from, to = null, includesComponents = true, ...rest } of pack.standards)
    add(standards, regionPrefix(region), { ...rest, from, to, includesComponents, amountFen: fenOf(amount) });
  for (const [key, households] of Object.entries(pack.scope.livingHouseholds ?? {})) {
    const { region, ...since } = scopeKey(key);
    add(living, region, { ...since, households });
  }
  const cells = pack.scope.nursing ?? {};
  for (const [key, list] of Object.entries(Array.isArray(cells) ? { '': cells } : cells)) {
    const { region, ...since } = scopeKey(key);
    for (const { grades, classes } of list)
      add(nursing, region, { ...since, grades, classes: classes ?? '*' });
  }
  const regions = new Set([...standards.keys(), ...living.keys(), ...nursing.keys()]);
  return [...regions].map((region) => ({
    ...{ packId: `test-${region || 'CN'}`, region, version: 1, lifts: [] },
    standards: standards.get(region) ?? [],
    livingScope: living.get(region) ?? [],
    nursingScope: nursing.get(region) ?? [],
  }));
}

/** A pack with what it lies over, the lower one first. */
function overlaid(
  packs: Readonly<Record<string, TestPack>>,
  name: string,
  over: readonly string[] = [],
): TestPack {
  const pack = packs[name];
  if (!pack) throw new Error(`no pack ${name}`);
  if (pack.extends === undefined) return pack;
  if (over.includes(name)) throw new Error(`pack ${name} extends itself`);
  const below = overlaid(packs, pack.extends, [...over, name]);
  return {
    standards: [...below.standards, ...pack.standards],
    scope: {
      livingHouseholds: { ...below.scope.livingHouseholds, ...pack.scope.livingHouseholds },
      nursing: pack.scope.nursing ?? below.scope.nursing,
    },
  };
}

/** Throws an Error that says what is wrong with the file. */
export function readCases(text: string): CasesFile {
  const file = fileSchema.parse(JSON.parse(text));
  const known = new Map<string, readonly DivisionPack[]>();
  return {
    cases: file.cases,
    packsOf({ policyPack }) {
      if (policyPack === undefined) return [NATIONAL_PACK];
      const found = known.get(policyPack);
      if (found) return found;
      const packs = [NATIONAL_PACK, ...divisionPacks(overlaid(file.policyPacks, policyPack))];
      known.set(policyPack, packs);
      return packs;
    },
  };
}

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const personSchema = z.object({
  idNumber: z.string(),
  birthDate: date,
  hukouRegion: z.string(),
  hukouKind: z.enum(['URBAN', 'RURAL']).nullish(),
  imprisonedFrom: date.nullish(),
  imprisonedTo: date.nullish(),
  custody: z.object({ kind: z.string(), from: date, to: date.nullish() }).nullish(),
  deathDate: date.nullish(),
  incapable: z.boolean().optional(),
});
const certificateSchema = z.object({
  number: z.string(),
  disabilityClass: z.number(),
  grade: z.number(),
  componentClasses: z.array(z.number()).optional(),
  issuedOn: date.nullish(),
  expiresOn: date.nullable().default(null),
  status: z.enum(['VALID', 'EXPIRED', 'FROZEN', 'REVOKED', 'RENEWING']),
  renewalAppliedOn: date.nullish(),
});
const factsSchema = z.object({
  applied: z.array(z.enum(BENEFITS)).default([...BENEFITS]),
  person: personSchema,
  certificate: certificateSchema.nullable(),
  householdCategory: z.string().default('NONE'),
  otherBenefits: z
    .array(
      z.object({
        type: z.string(),
        from: z.string(),
        to: z.string().nullish(),
        inFull: z.boolean().optional(),
      }),
    )
    .default([]),
  election: z.partialRecord(z.enum(BENEFITS), z.enum(['TWO_SUBSIDY', 'OTHER'])).default({}),
  guardian: z.unknown().optional(),
  longTermCare: z.boolean().nullish(),
});

/** The facts of every month of a case. */
export function factsOf(input: unknown): (month: PlainMonth) => MonthFacts {
  const facts = factsSchema.parse(input);
  const { person } = facts;
  const custody = person.custody?.kind === 'CUSTODIAL' ? person.custody : null;
  const otherBenefits = facts.otherBenefits.map(
    ({ type, from, to, inFull }): OtherBenefit => ({
      ...{ type, from: from.slice(0, 7), to: to?.slice(0, 7) ?? null },
      ...(inFull !== undefined && { inFull }),
    }),
  );
  const known = {
    applied: facts.applied as readonly Benefit[],
    idNumber: person.idNumber,
    birthDate: person.birthDate as PlainDate,
    region: person.hukouRegion,
    urbanRural: person.hukouKind ?? null,
    certificate: facts.certificate as CertificateFacts | null,
    household: facts.householdCategory,
    otherBenefits,
    elections: facts.election as Partial<Record<Benefit, ElectionChoice>>,
    custodyFrom: person.imprisonedFrom ?? custody?.from ?? null,
    custodyTo: person.imprisonedTo ?? custody?.to ?? null,
    diedOn: person.deathDate ?? null,
    hasGuardian: Boolean(facts.guardian),
    isIncapable: person.incapable ?? false,
    needsLongTermCare: facts.longTermCare ?? null,
  };
  return (of) => ({ ...known, month: of });
}
