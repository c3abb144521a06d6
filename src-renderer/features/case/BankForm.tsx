/** 更正账户: one act that replaces the whole account. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCOUNT_KINDS } from '#shared/domain/person.ts';
import type { PersonFacts } from '#shared/rpc/desk-shapes.ts';
import { BankFields } from './BankFields.tsx';
import { bankArgs, bankFaults, type TypedBank } from './bank.ts';
import { type FormEnds, InlineForm, useInlineForm } from './InlineForm.tsx';
import { ReasonField } from './ReasonField.tsx';

/** A new account begins with what is known of the old one, its number excepted. */
export function freshBank(person: PersonFacts): TypedBank {
  return {
    accountHolder: person.name,
    bankName: person.bankName ?? '',
    accountNumber: '',
    accountKind: ACCOUNT_KINDS.find((kind) => kind === person.accountKind) ?? 'SOCIAL_CARD',
  };
}

export function BankForm({ person, onDone, onCancel }: FormEnds & { person: PersonFacts }) {
  const { t } = useTranslation();
  const [bank, setBank] = useState(() => freshBank(person));
  const [reason, setReason] = useState('');
  const form = useInlineForm(
    'person.edit',
    bankFaults(bank),
    () => ({ personId: person.personId, bank: bankArgs(bank), reason: reason.trim() }),
    onDone,
  );
  return (
    <InlineForm title={t('case.bank.title')} save={t('case.bank.save')} form={form} onCancel={onCancel}>
      <BankFields
        bank={bank}
        ownName={person.name}
        faults={form.shown}
        onChange={(change) => setBank((now) => ({ ...now, ...change }))}
      />
      <ReasonField
        label={t('case.bank.reason')}
        hint={t('case.bank.reasonHint')}
        value={reason}
        onChange={setReason}
      />
    </InlineForm>
  );
}
