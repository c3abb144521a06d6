/** A row of a roster as a form: every field that `person.register` knows, as text where it is typed. Pure. */
import { normaliseBankAccount } from '#shared/domain/bank-account.ts';
import { ACCOUNT_KINDS, HOUSEHOLD_CATEGORIES } from '#shared/domain/person.ts';
import type { Benefit } from '#shared/domain/state.ts';

const TEXTS = [
  'name',
  'idNumber',
  'ethnicity',
  'phone',
  'residenceAddress',
  'hukouKind',
  'hukouAddress',
  'certificateNumber',
  'certificateExpiresOn',
  'householdCategory',
  'householdFrom',
  'accountHolder',
  'bankName',
  'accountNumber',
  'accountKind',
] as const;
type TextName = (typeof TEXTS)[number];

export type RegisterTyped = Readonly<Record<TextName, string>> & {
  readonly hukouVillage: number | null;
  readonly needsLongTermCare: boolean;
};

export interface RegisterField {
  readonly name: TextName | 'hukouVillage';
  readonly span: 2 | 3 | 4 | 6;
  readonly isOptional?: true;
}

export const PERSON_FIELDS: readonly RegisterField[] = [
  { name: 'name', span: 2 },
  { name: 'idNumber', span: 4 },
  { name: 'hukouVillage', span: 3 },
  { name: 'phone', span: 3, isOptional: true },
  { name: 'hukouKind', span: 2, isOptional: true },
  { name: 'hukouAddress', span: 4, isOptional: true },
  { name: 'ethnicity', span: 2, isOptional: true },
  { name: 'residenceAddress', span: 4, isOptional: true },
  { name: 'certificateNumber', span: 4, isOptional: true },
  { name: 'certificateExpiresOn', span: 2, isOptional: true },
  { name: 'householdCategory', span: 4 },
  { name: 'householdFrom', span: 2, isOptional: true },
];
export const BANK_FIELDS: readonly RegisterField[] = [
  { name: 'accountHolder', span: 2 },
  { name: 'accountNumber', span: 4 },
  { name: 'bankName', span: 3 },
  { name: 'accountKind', span: 3 },
];

export const CHOICES: Readonly<
  Partial<
    Record<
      RegisterField['name'],
      { readonly table: 'hukouKind' | 'household' | 'accountKind'; readonly codes: readonly string[] }
    >
  >
> = {
  hukouKind: { table: 'hukouKind', codes: ['URBAN', 'RURAL'] },
  householdCategory: { table: 'household', codes: HOUSEHOLD_CATEGORIES },
  accountKind: { table: 'accountKind', codes: ACCOUNT_KINDS },
};

export function emptyRegister(): RegisterTyped {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, '']));
  return { ...(texts as Record<TextName, string>), hukouVillage: null, needsLongTermCare: false };
}

export interface RegisterArgs {
  readonly person: Readonly<Record<string, unknown>>;
  readonly rosterBenefits: readonly Benefit[];
  readonly file: string;
  readonly row: number;
}

/** The row as it stood in the workbook. */
export function registerTyped({ person }: RegisterArgs): Partial<RegisterTyped> {
  const flat: Record<string, unknown> = { ...person, ...(person.bank as object | null) };
  const texts = TEXTS.map((name) => [name, typeof flat[name] === 'string' ? flat[name] : ''] as const);
  return {
    ...Object.fromEntries(texts),
    hukouVillage: typeof flat.hukouVillage === 'number' ? flat.hukouVillage : null,
    needsLongTermCare: flat.needsLongTermCare === true,
  };
}

const orNull = (text: string): string | null => text.trim() || null;

/** The act that registers it. An account of which nothing is typed is none. */
export function registerArgs(
  typed: RegisterTyped,
  { rosterBenefits, file, row }: RegisterArgs,
): RegisterArgs {
  const { accountHolder, bankName, accountNumber, accountKind } = typed;
  const hasBank = [accountHolder, bankName, accountNumber, accountKind].some((text) => text.trim() !== '');
  return {
    person: {
      name: typed.name.trim(),
      idNumber: typed.idNumber.trim(),
      ethnicity: orNull(typed.ethnicity),
      phone: orNull(typed.phone),
      residenceAddress: orNull(typed.residenceAddress),
      hukouVillage: typed.hukouVillage,
      hukouKind: orNull(typed.hukouKind),
      hukouAddress: orNull(typed.hukouAddress),
      certificateNumber: orNull(typed.certificateNumber),
      certificateExpiresOn: orNull(typed.certificateExpiresOn),
      householdCategory: typed.householdCategory,
      householdFrom: orNull(typed.householdFrom),
      needsLongTermCare: typed.needsLongTermCare || null,
      bank: hasBank
        ? {
            accountHolder: accountHolder.trim(),
            bankName: bankName.trim(),
            accountNumber: normaliseBankAccount(accountNumber),
            accountKind,
          }
        : null,
    },
    rosterBenefits,
    file,
    row,
  };
}
