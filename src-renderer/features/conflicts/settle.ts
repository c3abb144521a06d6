/** Settling a conflict: which groups may be written anew here, how such a value is checked, and what is still needed before
 *  F9 does anything. Pure.
 *  SET1 nothing is chosen beforehand, and no act without a choice and a reason.  SET2 a third value is checked by the same
 *  rules as the form that made the first two.                                                                       */
import { parseBankAccount } from '#shared/domain/bank-account.ts';
import { ACCOUNT_KINDS, HOUSEHOLD_CATEGORIES, personSchema } from '#shared/domain/person.ts';

export type Choice = 'mine' | 'theirs' | 'third' | 'later';

export type ThirdKind = 'text' | 'account' | 'phone' | 'accountKind' | 'household';
export interface ThirdField {
  readonly field: string;
  readonly kind: ThirdKind;
}

/** Fields of the groups that a person may write anew in the inbox. */
const THIRD_FIELDS: Readonly<Record<string, readonly ThirdField[]>> = {
  bank: [
    { field: 'accountHolder', kind: 'text' },
    { field: 'accountNumber', kind: 'account' },
    { field: 'bankName', kind: 'text' },
    { field: 'accountKind', kind: 'accountKind' },
  ],
  contact: [
    { field: 'phone', kind: 'phone' },
    { field: 'residenceAddress', kind: 'text' },
  ],
  household: [{ field: 'householdCategory', kind: 'household' }],
};

/** Null: this group cannot be written anew here. */
export function thirdFields(group: string): readonly ThirdField[] | null {
  return THIRD_FIELDS[group] ?? null;
}

export type ThirdFault = 'empty' | 'account' | 'phone';

const PHONE_SHAPE = personSchema.shape.phone.unwrap().unwrap();

/** What is wrong with a typed third value; null when nothing is. An account must be whole; elsewhere what is left empty
 *  stays as the other side has it.                                                                                   */
export function thirdFault(group: string, kind: ThirdKind, value: string): ThirdFault | null {
  const typed = value.trim();
  if (typed === '') return group === 'bank' || group === 'household' ? 'empty' : null;
  if (kind === 'account') return parseBankAccount(typed).valid ? null : 'account';
  if (kind === 'phone') return PHONE_SHAPE.safeParse(typed).success ? null : 'phone';
  if (kind === 'accountKind') return ACCOUNT_KINDS.some((one) => one === typed) ? null : 'empty';
  if (kind === 'household') return HOUSEHOLD_CATEGORIES.some((one) => one === typed) ? null : 'empty';
  return null;
}

export type ThirdValues = Readonly<Record<string, string>>;

export function thirdFaults(group: string, values: ThirdValues): Readonly<Record<string, ThirdFault>> {
  const faults = (thirdFields(group) ?? []).flatMap(({ field, kind }) => {
    const fault = thirdFault(group, kind, values[field] ?? '');
    return fault ? [[field, fault] as const] : [];
  });
  return Object.fromEntries(faults);
}

/** The values of a third choice as the command takes them. */
export function thirdArgs(group: string, values: ThirdValues): Record<string, string> {
  const filled = (thirdFields(group) ?? []).flatMap(({ field, kind }) => {
    const typed = (values[field] ?? '').trim();
    if (typed === '') return [];
    return [[field, kind === 'account' ? (parseBankAccount(typed).normalized ?? typed) : typed] as const];
  });
  return Object.fromEntries(filled);
}

export interface Settling {
  readonly choice: Choice | null;
  readonly reason: string;
  readonly third: ThirdValues;
}

export const NOTHING_CHOSEN: Settling = { choice: null, reason: '', third: {} };

export type Need = 'needChoice' | 'needReason' | 'needThird';

/** What still stops F9; null when nothing does. */
export function needOf(group: string, { choice, reason, third }: Settling): Need | null {
  if (choice === null) return 'needChoice';
  if (choice === 'third') {
    const isEmpty = Object.keys(thirdArgs(group, third)).length === 0;
    if (isEmpty || Object.keys(thirdFaults(group, third)).length > 0) return 'needThird';
  }
  return reason.trim() === '' ? 'needReason' : null;
}

/** Arguments of `conflict.settle`. Putting it off is no act. */
export function settleArgs(conflictId: number, group: string, { choice, reason, third }: Settling): unknown {
  const values = choice === 'third' ? { values: thirdArgs(group, third) } : {};
  return { conflictId, choice, reason: reason.trim(), ...values };
}

interface SettleArgs extends Partial<Pick<Settling, 'choice' | 'reason'>> {
  readonly values?: ThirdValues;
}

/** What was chosen in an act that is settled once more, because the county did not take it. */
export function settlingOf({ choice = null, reason = '', values }: SettleArgs): Settling {
  const third = Object.entries(values ?? {}).map(([field, value]) => [field, String(value)] as const);
  return { choice, reason, third: Object.fromEntries(third) };
}
