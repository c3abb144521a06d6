/** Persons: what a form or a roster row may say about one, how it is checked, and the acts that register and correct it. */
import { z } from 'zod';
import type { FieldValue } from '../records/registry.ts';
import type { Row, Values } from '../records/rows.ts';
import { parseCertificateNumber } from './certificate.ts';
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
  type Refusal,
  refuse,
  type StoredArgs,
} from './command.ts';
import { historyLine, writtenFields } from './history.ts';
import { idNumberKey, otherIdNumber, parseIdNumber, parseOldIdNumber } from './id-number.ts';
import { BENEFITS } from './state.ts';

export const idSchema = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
export const dateSchema = z.iso.date();
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const shortText = z.string().trim().max(100);
export const optionalText = shortText.nullable().default(null);

export const HOUSEHOLD_CATEGORIES = [
  'DIBAO',
  'DIBAO_EDGE',
  'LOW_INCOME',
  'EXPENDITURE_POOR',
  'TEKUN',
  'NONE',
] as const;
export const ACCOUNT_KINDS = ['SOCIAL_CARD', 'BANK_CARD', 'PASSBOOK'] as const;

export const bankSchema = z.strictObject({
  accountHolder: shortText.min(1),
  bankName: shortText.min(1),
  /** 8–32 digits (dossier c.6). */
  accountNumber: z.string().regex(/^\d{8,32}$/),
  accountKind: z.enum(ACCOUNT_KINDS),
});

export const personSchema = z.strictObject({
  name: z.string().trim().min(1).max(50),
  idNumber: z.string().trim().max(40),
  ethnicity: optionalText,
  /** Mobile or landline (dossier c.4). */
  phone: z
    .string()
    .regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/)
    .nullable()
    .default(null),
  residenceAddress: optionalText,
  /** Village code, 12 digits. */
  hukouVillage: z.number().int(),
  hukouKind: z.enum(['URBAN', 'RURAL']).nullable().default(null),
  hukouAddress: optionalText,
  certificateNumber: z.string().trim().max(40).nullable().default(null),
  certificateExpiresOn: dateSchema.nullable().default(null),
  householdCategory: z.enum(HOUSEHOLD_CATEGORIES).default('NONE'),
  householdFrom: monthSchema.nullable().default(null),
  /** Null: nobody has said; who has grade 1 or 2 is then taken to need it (CN-LTC). */
  needsLongTermCare: z.boolean().nullable().default(null),
  bank: bankSchema.nullable().default(null),
});
export type PersonInput = z.infer<typeof personSchema>;

/** Values of a person as typed, with what the numbers say filled in; or why they cannot be (c.1, c.2). A roster may say a 15-digit number,
 *  kept as it is written; a form may not. */
export function personValues(
  input: PersonInput,
  context: Pick<DecideContext, 'madeOn'>,
  path: readonly string[],
  mayBeOld = false,
): Partial<Values<'person'>> | Refusal {
  const old = mayBeOld ? parseOldIdNumber(input.idNumber) : null;
  const idNumber = old?.valid ? old : parseIdNumber(input.idNumber, { today: context.madeOn });
  if (!idNumber.valid || !idNumber.normalized) {
    return refuse('person/id-number', [...path, 'idNumber'], { codes: idNumber.codes });
  }
  const values: Partial<Values<'person'>> = {
    name: input.name,
    idNumber: idNumber.normalized,
    sex: idNumber.sex ?? null,
    birthDate: idNumber.birthDate ?? null,
    ethnicity: input.ethnicity,
    phone: input.phone,
    residenceAddress: input.residenceAddress,
    contactStatedOn: input.phone || input.residenceAddress ? context.madeOn : null,
    hukouVillage: input.hukouVillage,
    hukouKind: input.hukouKind,
    hukouAddress: input.hukouAddress,
    householdCategory: input.householdCategory,
    householdFrom: input.householdFrom,
    needsLongTermCare: input.needsLongTermCare,
    ...(input.bank ?? {}),
  };
  if (!input.certificateNumber) return values;
  const certificate = parseCertificateNumber(input.certificateNumber, {
    idNumber: idNumberKey(idNumber.normalized),
  });
  if (!certificate.valid)
    return refuse('person/certificate', [...path, 'certificateNumber'], { codes: certificate.codes });
  return {
    ...values,
    certificateNumber: certificate.normalized ?? null,
    disabilityClass: certificate.disabilityClass ?? null,
    grade: certificate.grade ?? null,
    certificateExpiresOn: input.certificateExpiresOn,
    certificateStatus: 'VALID',
  };
}

/** Only the fields that are given and differ from the stored ones: an edit never blanks what the form did not ask. */
export function differing(row: Row<'person'>, values: Partial<Values<'person'>>): Partial<Values<'person'>> {
  const stored = row.values as Record<string, FieldValue>;
  const changed: Record<string, FieldValue> = {};
  for (const [field, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === stored[field] || field === 'contactStatedOn')
      continue;
    changed[field] = value as FieldValue;
  }
  if ('phone' in changed || 'residenceAddress' in changed)
    changed.contactStatedOn = values.contactStatedOn ?? null;
  return changed as Partial<Values<'person'>>;
}

/** What a form or roster row says of a person, group by group. */
export const FORM_GROUPS = {
  person: ['identity', 'contact', 'hukou', 'certificate', 'household', 'bank'],
} as const;

/** Reads the person of an ID number: under the number as it is, under its form of the other generation, and where that record was merged
 *  into another, that one. */
export function personNeeds(raw: string): Need[] {
  const old = parseOldIdNumber(raw);
  const idNumber = (old.valid ? old : parseIdNumber(raw, { today: '9999-12-31' })).normalized ?? raw;
  const other = otherIdNumber(idNumber);
  return [
    { as: 'person', type: 'person', by: 'idNumber', value: idNumber, limit: 2 },
    ...(other ? [{ as: 'other', type: 'person', by: 'idNumber', value: other, limit: 2 } as const] : []),
    { as: 'keptPerson', type: 'person', idFrom: { step: 'person', field: 'mergedInto' } },
    ...(other
      ? [{ as: 'keptOther', type: 'person', idFrom: { step: 'other', field: 'mergedInto' } } as const]
      : []),
  ];
}

/** Steps of `personNeeds`, the one that counts first. */
export const PERSON_STEPS = ['keptPerson', 'keptOther', 'person', 'other'] as const;

const MERGED_STEPS = { keptPerson: 'person', keptOther: 'other' } as const;

/** The person that `personNeeds` found, or null. Refused where the number is that of a record which was merged into one that another
 *  township holds, or that goes by another number: which of the two is right, the ID card says and nobody else. */
export function personFound(records: Loaded): { row: Row<'person'> | null } | Refusal {
  for (const step of PERSON_STEPS) {
    const row = firstOf(records, step, 'person');
    if (!row) continue;
    const { mergedInto, idNumber } = row.values;
    if (mergedInto) return refuse('person/merged', undefined, { into: mergedInto });
    const through = step in MERGED_STEPS ? MERGED_STEPS[step as keyof typeof MERGED_STEPS] : step;
    const found = firstOf(records, through, 'person')?.values.idNumber;
    if (idNumberKey(found ?? '') !== idNumberKey(idNumber ?? ''))
      return refuse('person/number-merged', ['person', 'idNumber'], { into: row.id });
    return { row };
  }
  return { row: null };
}

/** The claim that one ID number, in whichever generation's form, is one person (dossier: new-new duplicates). */
export function personClaim(idNumber: string, personId: number, take = true): Claim {
  const key = `person:${idNumberKey(idNumber)}`;
  return take ? { key, recordId: personId, take, ifHeld: 'candidate' } : { key, recordId: personId, take };
}

const OLD_LENGTH = 15;

/** A number of the old form says nothing that the new one on record does not say. */
function withoutOlderNumber(
  found: Row<'person'>,
  values: Partial<Values<'person'>>,
): Partial<Values<'person'>> {
  const isOlder = values.idNumber?.length === OLD_LENGTH && found.values.idNumber?.length !== OLD_LENGTH;
  if (!isOlder) return values;
  const { idNumber: _, ...rest } = values;
  return rest;
}

/** The person of an intake or roster row: the one found by ID number, corrected, or a new one. */
export function registerPerson(
  found: Row<'person'> | null,
  values: Partial<Values<'person'>>,
  context: DecideContext,
  origin: string,
): { row: Change | null; personId: number } {
  if (!found) {
    const id = context.newId();
    return { row: create('person', id, { ...values, origin }), personId: id };
  }
  const changed = differing(found, withoutOlderNumber(found, values));
  return {
    row: Object.keys(changed).length ? change('person', found.id, changed) : null,
    personId: found.id,
  };
}

/** Before version 2 an empty box said nothing of care. */
export function careUnsaid(args: StoredArgs): StoredArgs {
  const person = args.person as Readonly<Record<string, never>> | undefined;
  if (!person || person.needsLongTermCare) return args;
  return { ...args, person: { ...person, needsLongTermCare: null } };
}

/** A roster row: registers the person or corrects what differs; the same row twice changes nothing. */
export const personRegister = defineCommand({
  name: 'person.register',
  version: 2,
  upcasts: { 1: careUnsaid },
  args: z.strictObject({
    person: personSchema,
    rosterBenefits: z.array(z.enum(BENEFITS)),
    file: shortText,
    row: z.number().int().positive(),
  }),
  roles: ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'],
  corrects: FORM_GROUPS,
  target: () => null,
  needs: (args) => personNeeds(args.person.idNumber),
  decide(records: Loaded, args, context) {
    const values = personValues(args.person, context, ['person'], true);
    if ('refusal' in values) return values;
    const found = personFound(records);
    if ('refusal' in found) return found;
    const person = found.row;
    const { row, personId } = registerPerson(person, values, context, 'IMPORT');
    if (!row) return { changes: [] };
    const withBenefits = person
      ? row
      : { ...row, set: { ...row.set, rosterBenefits: [...args.rosterBenefits] } };
    const line = historyLine(context, {
      personId,
      action: 'person.register',
      details: { file: args.file, row: args.row, ...writtenFields(person, row) },
    });
    return {
      changes: [withBenefits, line],
      ...(!person && { claims: [personClaim(values.idNumber as string, personId)] }),
    };
  },
});
