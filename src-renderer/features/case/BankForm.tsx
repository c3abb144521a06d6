/** 更正账户: one act that replaces the whole account. */
import { useTranslation } from 'react-i18next';
import { ACCOUNT_KINDS } from '#shared/domain/person.ts';
import type { PersonFacts } from '#shared/rpc/desk-shapes.ts';
import { useTyping } from '../../data/mend.ts';
import { BankFields } from './BankFields.tsx';
import { bankArgs, bankFaults, type TypedBank } from './bank.ts';
import { editArgs, type EditArgs } from './edit-args.ts';
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

interface Typed extends TypedBank {
  readonly reason: string;
}

const written = ({ bank, reason = '' }: EditArgs): Partial<Typed> => ({
  ...(bank as TypedBank | undefined),
  reason,
});

export function BankForm({ person, onDone, onCancel, mending }: FormEnds & { person: PersonFacts }) {
  const { t } = useTranslation();
  const typing = useTyping<Typed>(mending, () => ({ ...freshBank(person), reason: '' }), written);
  const { typed, type } = typing;
  const form = useInlineForm({
    ...{ command: 'person.edit', typing, onDone, mending, written },
    faults: bankFaults(typed),
    args: () => editArgs(person.personId, { bank: bankArgs(typed) }, typed.reason, mending),
  });
  return (
    <InlineForm title={t('case.bank.title')} save={t('case.bank.save')} form={form} onCancel={onCancel}>
      <BankFields bank={typed} ownName={person.name} faults={form.shown} onChange={type} />
      <ReasonField
        label={t('case.bank.reason')}
        hint={t('case.bank.reasonHint')}
        value={typed.reason}
        onChange={(reason) => type({ reason })}
      />
    </InlineForm>
  );
}
