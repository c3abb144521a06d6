/** What an intake form holds while it is typed, exactly as typed: the draft on the disk is this object as JSON.
 *  FORM1 nothing here is judged or tidied (checks.ts does), so that what comes back after a power cut is what was on the
 *  screen.  FORM2 `submittedOn` is the day the form was begun: entitlement runs from its month, whenever the form ends. */
import type { PersonFacts } from '#shared/rpc/desk-shapes.ts';
import type { Benefit, MaterialCode } from '#shared/domain/state.ts';
import { BENEFITS, MATERIAL_CODES } from '#shared/domain/state.ts';

export const INTAKE_DRAFT = 'intake';

export interface IntakeForm {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly hukouVillage: number | null;
  readonly certificateNumber: string;
  readonly certificateExpiresOn: string;
  /** The certificate says it has no end. */
  readonly isLongTerm: boolean;
  readonly benefits: readonly Benefit[];
  readonly needsLongTermCare: boolean;
  readonly householdCategory: string;
  readonly householdFrom: string;
  /** Null: nobody typed one, so it reads the applicant's name in pencil. */
  readonly accountHolder: string | null;
  readonly bankName: string;
  readonly accountNumber: string;
  readonly accountKind: string;
  readonly materials: readonly MaterialCode[];
  /** Who applies for the person, named as the act names it; '': the person does (S004 art.1). */
  readonly guardianRelation: string;
  readonly guardianName: string;
  readonly guardianIdNumber: string;
  readonly guardianPhone: string;
  readonly guardianAuthorisation: string;
  readonly truth: boolean;
  readonly privacyNotice: boolean;
  /** That the household's situation may be checked, and what has to be reported (S004 art.12). */
  readonly checkAuthorised: boolean;
  readonly dutyToReport: boolean;
  readonly submittedOn: string;
  /** Fields that were taken over from what this computer already knew and have not been typed over since. */
  readonly pencilled: readonly FieldName[];
}

/** Fields a fault, a pencil mark or the focus can be at, in the order of the form. */
export const FIELD_NAMES = [
  'name',
  'idNumber',
  'hukouVillage',
  'phone',
  'certificateNumber',
  'certificateExpiresOn',
  'benefits',
  'householdCategory',
  'householdFrom',
  'accountHolder',
  'accountNumber',
  'bankName',
  'accountKind',
  'materials',
  'guardianRelation',
  'guardianName',
  'guardianIdNumber',
  'guardianPhone',
  'guardianAuthorisation',
  'truth',
  'privacyNotice',
  'checkAuthorised',
  'dutyToReport',
  'submittedOn',
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

export const SECTIONS = [
  'applicant',
  'certificate',
  'benefits',
  'account',
  'materials',
  'agent',
  'declarations',
] as const;
export type SectionName = (typeof SECTIONS)[number];

export const SECTION_OF: Readonly<Record<FieldName, SectionName>> = {
  name: 'applicant',
  idNumber: 'applicant',
  hukouVillage: 'applicant',
  phone: 'applicant',
  submittedOn: 'applicant',
  certificateNumber: 'certificate',
  certificateExpiresOn: 'certificate',
  benefits: 'benefits',
  householdCategory: 'benefits',
  householdFrom: 'benefits',
  accountHolder: 'account',
  accountNumber: 'account',
  bankName: 'account',
  accountKind: 'account',
  materials: 'materials',
  guardianRelation: 'agent',
  guardianName: 'agent',
  guardianIdNumber: 'agent',
  guardianPhone: 'agent',
  guardianAuthorisation: 'agent',
  truth: 'declarations',
  privacyNotice: 'declarations',
  checkAuthorised: 'declarations',
  dutyToReport: 'declarations',
};

export function emptyForm(today: string): IntakeForm {
  return {
    name: '',
    idNumber: '',
    phone: '',
    hukouVillage: null,
    certificateNumber: '',
    certificateExpiresOn: '',
    isLongTerm: false,
    benefits: [],
    needsLongTermCare: false,
    householdCategory: '',
    householdFrom: '',
    accountHolder: null,
    bankName: '',
    accountNumber: '',
    accountKind: '',
    materials: [],
    ...{ guardianRelation: '', guardianName: '', guardianIdNumber: '', guardianPhone: '' },
    guardianAuthorisation: '',
    truth: false,
    privacyNotice: false,
    checkAuthorised: false,
    dutyToReport: false,
    submittedOn: today,
    pencilled: [],
  };
}

/** Nothing was typed or ticked yet: such a form is no draft. */
export function isUntouched(form: IntakeForm): boolean {
  return JSON.stringify(form) === JSON.stringify(emptyForm(form.submittedOn));
}

/** The form after a person typed into fields: what they typed is ink, no longer pencil. */
export function typed(form: IntakeForm, change: Partial<IntakeForm>): IntakeForm {
  const pencilled = form.pencilled.filter((field) => !(field in change));
  return { ...form, pencilled, ...change };
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

/** A draft's text as a form. Drafts of an older version may lack fields; whatever is there is kept. Null when it is no
 *  draft of ours at all.                                                                                           */
export function parseDraft(body: string, today: string): IntakeForm | null {
  let kept: Partial<Record<keyof IntakeForm, unknown>>;
  try {
    kept = JSON.parse(body) as typeof kept;
  } catch {
    return null;
  }
  if (typeof kept !== 'object' || kept === null) return null;
  const empty = emptyForm(today);
  const texts = Object.fromEntries(
    Object.entries(empty)
      .filter(([, value]) => typeof value === 'string')
      .map(([field, value]) => [field, textOr(kept[field as keyof IntakeForm], value as string)]),
  );
  const listed = <T extends string>(value: unknown, of: readonly T[]): T[] =>
    Array.isArray(value) ? of.filter((one) => value.includes(one)) : [];
  return {
    ...empty,
    ...texts,
    hukouVillage: typeof kept.hukouVillage === 'number' ? kept.hukouVillage : null,
    accountHolder: typeof kept.accountHolder === 'string' ? kept.accountHolder : null,
    benefits: listed(kept.benefits, BENEFITS),
    materials: listed(kept.materials, MATERIAL_CODES),
    pencilled: listed(kept.pencilled, FIELD_NAMES),
    isLongTerm: kept.isLongTerm === true,
    needsLongTermCare: kept.needsLongTermCare === true,
    truth: kept.truth === true,
    privacyNotice: kept.privacyNotice === true,
    checkAuthorised: kept.checkAuthorised === true,
    dutyToReport: kept.dutyToReport === true,
  };
}

/** What this computer already holds of a person, full numbers included, as pencil into the fields that are still empty. */
export function pencilIn(
  form: IntakeForm,
  facts: PersonFacts,
  numbers: { certificateNumber: string | null; phone: string | null; accountNumber: string | null },
): IntakeForm {
  const known: Partial<Record<FieldName, string | number | null>> = {
    name: facts.name,
    hukouVillage: facts.hukouVillage,
    phone: numbers.phone,
    certificateNumber: numbers.certificateNumber,
    certificateExpiresOn: facts.certificateExpiresOn,
    householdCategory: facts.householdCategory,
    householdFrom: facts.householdFrom,
    accountHolder: facts.accountHolder,
    accountNumber: numbers.accountNumber,
    bankName: facts.bankName,
    accountKind: facts.accountKind,
  };
  const hasEndlessCertificate = numbers.certificateNumber !== null && facts.certificateExpiresOn === null;
  const taken = Object.entries(known).filter(
    ([field, value]) => value !== null && value !== undefined && !form[field as keyof IntakeForm],
  );
  return {
    ...form,
    ...Object.fromEntries(taken),
    // A registered certificate without an end date is one without an end.
    isLongTerm: form.isLongTerm || (!form.certificateExpiresOn && hasEndlessCertificate),
    pencilled: FIELD_NAMES.filter(
      (field) => form.pencilled.includes(field) || taken.some(([name]) => name === field),
    ),
  };
}

/** A refused intake as a form again, so that nobody types it twice. Null when the arguments are of another shape. */
export function formOfArgs(args: unknown, today: string): IntakeForm | null {
  const given = args as { person?: Record<string, unknown>; [key: string]: unknown } | null;
  if (typeof given !== 'object' || given === null || typeof given.person !== 'object') return null;
  const { bank, ...person } = given.person as Record<string, unknown>;
  const declared = (given.declarations ?? {}) as Record<string, unknown>;
  const agent = (given.agent ?? {}) as Record<string, unknown>;
  const isLongTerm = Boolean(person.certificateNumber) && person.certificateExpiresOn === null;
  const flat = { ...person, ...((bank as object | null) ?? {}), ...given, ...agent, ...declared, isLongTerm };
  return parseDraft(JSON.stringify(flat), today);
}
