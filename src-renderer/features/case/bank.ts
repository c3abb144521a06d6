/** An account as it is typed on this page: what is checked before the act, and the argument it becomes. */
import { normaliseBankAccount } from '#shared/domain/bank-account.ts';
import type { ACCOUNT_KINDS } from '#shared/domain/person.ts';
import { t } from '../../text/i18n.ts';
import type { Faults } from './InlineForm.tsx';

export interface TypedBank {
  readonly accountHolder: string;
  readonly bankName: string;
  readonly accountNumber: string;
  readonly accountKind: (typeof ACCOUNT_KINDS)[number];
}

const ACCOUNT_DIGITS = /^\d{8,32}$/;

export function bankFaults(bank: TypedBank): Faults {
  return {
    accountHolder: bank.accountHolder.trim() ? undefined : t('case.bank.faults.holder'),
    bankName: bank.bankName.trim() ? undefined : t('case.bank.faults.bankName'),
    accountNumber: ACCOUNT_DIGITS.test(digitsOf(bank)) ? undefined : t('case.bank.faults.number'),
  };
}

export function digitsOf({ accountNumber }: TypedBank): string {
  return normaliseBankAccount(accountNumber);
}

export function bankArgs(bank: TypedBank): object {
  return {
    accountHolder: bank.accountHolder.trim(),
    bankName: bank.bankName.trim(),
    accountNumber: digitsOf(bank),
    accountKind: bank.accountKind,
  };
}
