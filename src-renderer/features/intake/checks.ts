/** What the typed form says, what is wrong with it and what is still to be brought: one pure reading of the form that
 *  every part of the screen shows, so that the list at the right, the marks at the fields and the main button agree.
 *  CHK1 a fault stops the act and stands at one field; a note never stops anything.  CHK2 the main act follows from what
 *  is missing: nothing → accept, something → the one-time notice; what another place decides is only taken in (T6).  CHK3 no right answer is ever offered for a number
 *  that fails its check.
 *  The rules themselves are the domain's; the replica judges again with the same ones.                              */
import type { MonthFacts } from '#shared/domain/eligibility.ts';
import { parseBankAccount } from '#shared/domain/bank-account.ts';
import { missingMaterials } from '#shared/domain/application.ts';
import { forwardingOf } from '#shared/domain/competence.ts';
import { isPlainDate, isPlainMonth } from '#shared/domain/calendar.ts';
import { levelOf } from '#shared/domain/division.ts';
import { type CertificateParsed, isSevere, parseCertificateNumber } from '#shared/domain/certificate.ts';
import { ageOn, type IdNumberParsed, parseIdNumber } from '#shared/domain/id-number.ts';
import { ACCOUNT_KINDS, HOUSEHOLD_CATEGORIES, personSchema } from '#shared/domain/person.ts';
import { MATERIAL_CODES, type MaterialCode } from '#shared/domain/state.ts';
import {
  FIELD_NAMES,
  type FieldName,
  type IntakeForm,
  SECTION_OF,
  SECTIONS,
  type SectionName,
} from './form.ts';

export type FaultCode =
  | 'NAME_MISSING'
  | 'ID_MISSING'
  | 'ID_LENGTH'
  | 'ID_15_DIGIT'
  | 'ID_CHARSET'
  | 'ID_BIRTHDATE'
  | 'ID_CHECKSUM'
  | 'VILLAGE_MISSING'
  | 'PHONE_SHAPE'
  | 'CERT_MISSING'
  | 'CERT_FORMAT'
  | 'CERT_ID_MISMATCH'
  | 'EXPIRY_MISSING'
  | 'DATE_SHAPE'
  | 'BENEFIT_MISSING'
  | 'DUPLICATE_OPEN'
  | 'HOUSEHOLD_MISSING'
  | 'MONTH_SHAPE'
  | 'BANK_FORMAT'
  | 'BANK_NAME_MISSING'
  | 'BANK_KIND_MISSING'
  | 'BANK_HOLDER_MISSING'
  | 'TRUTH_MISSING'
  | 'PRIVACY_MISSING'
  | 'AGENT_NAME_MISSING'
  | 'AGENT_PAPER_MISSING'
  | 'FUTURE_DATE';

export interface Fault {
  readonly field: FieldName;
  readonly code: FaultCode;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Worth a second look; stops nothing. */
export type NoteCode =
  | 'GRADE_NOT_COVERED'
  | 'HOUSEHOLD_NOT_COVERED'
  | 'BANK_LUHN'
  | 'HOLDER_DIFFERS'
  | 'CERT_EXPIRED';
export interface Note {
  readonly field: FieldName;
  readonly code: NoteCode;
}

/** KEEP as the main act: whole, and for the place of the hukou to accept. */
export type CounterAct = 'ACCEPT' | 'REQUEST_SUPPLEMENT' | 'KEEP';

export interface Reading {
  readonly id: IdNumberParsed;
  /** Whole years on the day of application. */
  readonly age: number | null;
  readonly certificate: CertificateParsed;
  readonly isSevere: boolean | null;
  readonly expiresOn: string | null;
  readonly householdFrom: string | null;
  readonly accountHolder: string;
  /** Digits of the account as far as they are typed. */
  readonly accountDigits: string;
  readonly bank: {
    accountHolder: string;
    bankName: string;
    accountNumber: string;
    accountKind: string;
  } | null;
  readonly faults: readonly Fault[];
  readonly notes: readonly Note[];
  readonly missing: readonly MaterialCode[];
  /** Codes this file needs at all, brought or not. */
  readonly needed: readonly MaterialCode[];
  readonly act: CounterAct;
  /** The hukou is in another township: the file goes there (S004 art.13). */
  readonly isElsewhere: boolean;
}

export interface CheckContext {
  readonly today: string;
  /** Benefits for which this person already has an open file. */
  readonly openBenefits?: readonly string[];
  /** Scopes of whoever sits here; the townships among them are those whose counter this is. */
  readonly scopes?: readonly number[] | undefined;
}

const PHONE_SHAPE = personSchema.shape.phone.unwrap().unwrap();

/** 20290531, 2029-5-31, 2029.5.31, whatever stands between the numbers → 2029-05-31. Null when it is no date. */
export function readDate(text: string): string | null {
  const typed = text.trim();
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(typed) ?? /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D?$/.exec(typed);
  if (!found) return null;
  const date = `${found[1]}-${found[2]?.padStart(2, '0')}-${found[3]?.padStart(2, '0')}`;
  return isPlainDate(date) ? date : null;
}

/** 202503, 2025-3, 2025.03 → 2025-03. Null when it is no month. */
export function readMonth(text: string): string | null {
  const typed = text.trim();
  const found = /^(\d{4})(\d{2})$/.exec(typed) ?? /^(\d{4})\D+(\d{1,2})\D?$/.exec(typed);
  if (!found) return null;
  const month = `${found[1]}-${found[2]?.padStart(2, '0')}`;
  return isPlainMonth(month) ? month : null;
}

function idFault(form: IntakeForm, id: IdNumberParsed): Fault[] {
  if (form.idNumber.trim() === '') return [{ field: 'idNumber', code: 'ID_MISSING' }];
  const code = id.codes[0];
  return code
    ? [{ field: 'idNumber', code, values: { digits: form.idNumber.replace(/\s/g, '').length } }]
    : [];
}

function applicantFaults(form: IntakeForm, id: IdNumberParsed, today: string): Fault[] {
  const faults: Fault[] = [];
  if (form.name.trim() === '') faults.push({ field: 'name', code: 'NAME_MISSING' });
  faults.push(...idFault(form, id));
  if (form.hukouVillage === null) faults.push({ field: 'hukouVillage', code: 'VILLAGE_MISSING' });
  const phone = form.phone.trim();
  if (phone !== '' && !PHONE_SHAPE.safeParse(phone).success)
    faults.push({ field: 'phone', code: 'PHONE_SHAPE' });
  if (form.submittedOn > today) faults.push({ field: 'submittedOn', code: 'FUTURE_DATE' });
  return faults;
}

function certificateFaults(form: IntakeForm, certificate: CertificateParsed): Fault[] {
  const code = certificate.codes.find(
    (one) => one !== 'CERT_CLASS_MISMATCH' && one !== 'CERT_GRADE_MISMATCH',
  );
  const faults: Fault[] = code ? [{ field: 'certificateNumber', code: code as FaultCode }] : [];
  const expires = form.certificateExpiresOn.trim();
  if (form.isLongTerm) return faults;
  if (expires === '') faults.push({ field: 'certificateExpiresOn', code: 'EXPIRY_MISSING' });
  else if (readDate(expires) === null) faults.push({ field: 'certificateExpiresOn', code: 'DATE_SHAPE' });
  return faults;
}

function benefitFaults(form: IntakeForm, openBenefits: readonly string[]): Fault[] {
  const faults: Fault[] = [];
  if (form.benefits.length === 0) faults.push({ field: 'benefits', code: 'BENEFIT_MISSING' });
  const double = form.benefits.find((benefit) => openBenefits.includes(benefit));
  if (double) faults.push({ field: 'benefits', code: 'DUPLICATE_OPEN', values: { benefit: double } });
  if (!HOUSEHOLD_CATEGORIES.some((one) => one === form.householdCategory))
    faults.push({ field: 'householdCategory', code: 'HOUSEHOLD_MISSING' });
  if (form.householdFrom.trim() !== '' && readMonth(form.householdFrom) === null)
    faults.push({ field: 'householdFrom', code: 'MONTH_SHAPE' });
  return faults;
}

/** An account that was begun must be whole: half of one would be lost with the act (CHK1). */
function accountFaults(form: IntakeForm, holder: string): Fault[] {
  const isBegun = form.accountNumber.trim() !== '' || form.bankName.trim() !== '' || form.accountKind !== '';
  if (!isBegun) return [];
  const faults: Fault[] = [];
  if (holder === '') faults.push({ field: 'accountHolder', code: 'BANK_HOLDER_MISSING' });
  const account = parseBankAccount(form.accountNumber);
  if (!account.valid) faults.push({ field: 'accountNumber', code: 'BANK_FORMAT' });
  if (form.bankName.trim() === '') faults.push({ field: 'bankName', code: 'BANK_NAME_MISSING' });
  if (!ACCOUNT_KINDS.some((kind) => kind === form.accountKind))
    faults.push({ field: 'accountKind', code: 'BANK_KIND_MISSING' });
  return faults;
}

function declarationFaults(form: IntakeForm): Fault[] {
  return [
    ...(form.truth ? [] : [{ field: 'truth', code: 'TRUTH_MISSING' } as const]),
    ...(form.privacyNotice ? [] : [{ field: 'privacyNotice', code: 'PRIVACY_MISSING' } as const]),
  ];
}

/** Somebody acts for the person: they have a name, and a paper where they are no relation (c.4). */
function agentFaults(form: IntakeForm, today: string): Fault[] {
  if (form.guardianRelation === '') return [];
  const faults: Fault[] = [];
  if (form.guardianName.trim() === '') faults.push({ field: 'guardianName', code: 'AGENT_NAME_MISSING' });
  const typedId = form.guardianIdNumber.trim();
  const [idCode] = typedId ? parseIdNumber(typedId, { today }).codes : [];
  if (idCode)
    faults.push({
      field: 'guardianIdNumber',
      code: idCode,
      values: { digits: typedId.replace(/\s/g, '').length },
    });
  const phone = form.guardianPhone.trim();
  if (phone !== '' && !PHONE_SHAPE.safeParse(phone).success)
    faults.push({ field: 'guardianPhone', code: 'PHONE_SHAPE' });
  if (form.guardianRelation === 'ENTRUSTED' && form.guardianAuthorisation.trim() === '')
    faults.push({ field: 'guardianAuthorisation', code: 'AGENT_PAPER_MISSING' });
  return faults;
}

function isTakenInFor({ hukouVillage, submittedOn }: IntakeForm, scopes: readonly number[]): boolean {
  const own = scopes.filter((scope) => levelOf(scope) === 'TOWNSHIP');
  if (hukouVillage === null || own.length === 0) return false;
  const hukouRegion = String(hukouVillage);
  return own.every(
    (scope) =>
      forwardingOf({ acceptedAt: String(scope), hukouRegion, submittedOn }).state ===
      'FORWARDED_TO_HUKOU_PLACE',
  );
}

function actOf(missing: readonly MaterialCode[], isElsewhere: boolean): CounterAct {
  if (missing.length > 0) return 'REQUEST_SUPPLEMENT';
  return isElsewhere ? 'KEEP' : 'ACCEPT';
}

function notesOf(form: IntakeForm, reading: Omit<Reading, 'notes'>): Note[] {
  const notes: Note[] = [];
  if (reading.isSevere === false && form.benefits.includes('NURSING'))
    notes.push({ field: 'benefits', code: 'GRADE_NOT_COVERED' });
  const household = form.householdCategory;
  if (household !== '' && household !== 'DIBAO' && form.benefits.includes('LIVING'))
    notes.push({ field: 'householdCategory', code: 'HOUSEHOLD_NOT_COVERED' });
  if (reading.bank && parseBankAccount(reading.bank.accountNumber).codes.includes('BANK_LUHN_WARN'))
    notes.push({ field: 'accountNumber', code: 'BANK_LUHN' });
  if (reading.accountHolder !== '' && form.name.trim() !== '' && reading.accountHolder !== form.name.trim())
    notes.push({ field: 'accountHolder', code: 'HOLDER_DIFFERS' });
  if (reading.expiresOn !== null && reading.expiresOn < form.submittedOn)
    notes.push({ field: 'certificateExpiresOn', code: 'CERT_EXPIRED' });
  return notes;
}

/** Reads the whole form once. */
export function readIntake(
  form: IntakeForm,
  { today, openBenefits = [], scopes = [] }: CheckContext,
): Reading {
  const id = parseIdNumber(form.idNumber, { today });
  const certificate = parseCertificateNumber(form.certificateNumber, { idNumber: id.normalized });
  const accountHolder = (form.accountHolder ?? form.name).trim();
  const accountProblems = accountFaults(form, accountHolder);
  const account = parseBankAccount(form.accountNumber);
  const isBankWhole = account.valid && accountProblems.length === 0;
  const bank = isBankWhole
    ? {
        accountHolder,
        bankName: form.bankName.trim(),
        accountNumber: account.normalized ?? '',
        accountKind: form.accountKind,
      }
    : null;
  const wanted = { benefits: form.benefits, householdCategory: form.householdCategory };
  const missing = missingMaterials({ ...wanted, hasBank: bank !== null, materials: form.materials });
  const needed = missingMaterials({ ...wanted, hasBank: false, materials: [] });
  const faults = [
    ...applicantFaults(form, id, today),
    ...certificateFaults(form, certificate),
    ...benefitFaults(form, openBenefits),
    ...accountProblems,
    ...agentFaults(form, today),
    ...declarationFaults(form),
  ].toSorted((a, b) => FIELD_NAMES.indexOf(a.field) - FIELD_NAMES.indexOf(b.field));
  const isElsewhere = isTakenInFor(form, scopes);
  const reading = {
    id,
    age: id.birthDate ? ageOn(id.birthDate, today) : null,
    certificate,
    isSevere: certificate.grade === undefined ? null : isSevere(certificate.grade),
    expiresOn: form.isLongTerm ? null : readDate(form.certificateExpiresOn),
    householdFrom: readMonth(form.householdFrom),
    accountHolder,
    accountDigits: form.accountNumber.replace(/\D/g, ''),
    bank,
    faults,
    missing,
    needed: MATERIAL_CODES.filter((code) => needed.includes(code)),
    act: actOf(missing, isElsewhere),
    isElsewhere,
  };
  return { ...reading, notes: notesOf(form, reading) };
}

export type SectionState = 'done' | 'open' | 'wrong';

/** How a section stands in the table of contents: done only when its facts are there. `seen` are the fields whose faults
 *  are already shown.                                                                                               */
export function sectionStates(
  form: IntakeForm,
  reading: Reading,
  seen: (field: FieldName) => boolean,
): Readonly<Record<SectionName, SectionState>> {
  const states = SECTIONS.map((section): [SectionName, SectionState] => {
    const faults = reading.faults.filter(({ field }) => SECTION_OF[field] === section);
    if (faults.some(({ field }) => seen(field))) return [section, 'wrong'];
    if (section === 'materials') return [section, reading.missing.length === 0 ? 'done' : 'open'];
    if (section === 'account') return [section, reading.bank ? 'done' : 'open'];
    return [section, faults.length === 0 && form.name !== '' ? 'done' : 'open'];
  });
  return Object.fromEntries(states) as Record<SectionName, SectionState>;
}

/** What an act may say of a person and this form does not ask. */
const NOT_ASKED = ['ethnicity', 'residenceAddress', 'hukouKind', 'hukouAddress'] as const;

function notAsked(mended: unknown): Record<string, unknown> {
  const person = (mended as { person?: Record<string, unknown> } | undefined)?.person ?? {};
  return Object.fromEntries(
    NOT_ASKED.filter((field) => (person[field] ?? null) !== null).map((field) => [field, person[field]]),
  );
}

function agentArgs(form: IntakeForm): object | null {
  const { guardianRelation } = form;
  if (guardianRelation === '') return null;
  return {
    ...{ guardianRelation, guardianName: form.guardianName.trim() },
    ...{ guardianIdNumber: form.guardianIdNumber.trim() || null },
    ...{ guardianPhone: form.guardianPhone.trim() || null },
    guardianAuthorisation: form.guardianAuthorisation.trim() || null,
  };
}

/** Arguments of `application.submit` for a form without faults. `mended`: those of the act that it mends, of which nothing is lost. */
export function intakeArgs(form: IntakeForm, reading: Reading, atCounter: CounterAct, mended?: unknown) {
  return {
    person: {
      ...notAsked(mended),
      name: form.name.trim(),
      idNumber: reading.id.normalized ?? form.idNumber,
      phone: form.phone.trim() || null,
      hukouVillage: form.hukouVillage,
      certificateNumber: reading.certificate.normalized ?? form.certificateNumber,
      certificateExpiresOn: reading.expiresOn,
      householdCategory: form.householdCategory,
      householdFrom: reading.householdFrom,
      // A tick says yes; an empty box says nothing.
      needsLongTermCare: form.needsLongTermCare || null,
      bank: reading.bank,
    },
    benefits: form.benefits,
    submittedOn: form.submittedOn,
    submittedVia: 'COUNTER',
    materials: form.materials,
    declarations: {
      ...{ truth: true, privacyNotice: true },
      ...{ checkAuthorised: form.checkAuthorised, dutyToReport: form.dutyToReport },
    },
    agent: agentArgs(form),
    atCounter,
  };
}

/** The field a refusal points at, or null when it is about the whole form. */
export function fieldOfPath(path: readonly string[] | undefined): FieldName | null {
  const named = path?.toReversed().find((part) => FIELD_NAMES.some((field) => field === part));
  if (named) return named as FieldName;
  return path?.includes('bank') ? 'accountNumber' : null;
}

/** The form as the rules of eligibility look at it; null while something that they ask is not typed. */
export function factsOf(form: IntakeForm, reading: Reading): Omit<MonthFacts, 'month'> | null {
  const { id, certificate, expiresOn } = reading;
  const { normalized, disabilityClass, grade } = certificate;
  const isTyped = form.benefits.length > 0 && form.householdCategory !== '' && form.hukouVillage !== null;
  if (!isTyped || !id.normalized || !id.birthDate || !normalized || !disabilityClass || !grade) return null;
  return {
    applied: form.benefits,
    ...{ idNumber: id.normalized, birthDate: id.birthDate, region: String(form.hukouVillage) },
    certificate: { number: normalized, disabilityClass, grade, expiresOn, status: 'VALID' },
    household: form.householdCategory,
    householdFrom: reading.householdFrom,
    ...{
      otherBenefits: [],
      elections: {},
      custodyFrom: null,
      hasGuardian: form.guardianRelation === 'GUARDIAN',
    },
    needsLongTermCare: form.needsLongTermCare || null,
  };
}
