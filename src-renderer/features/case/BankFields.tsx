/** The four fields of an account. The holder begins as the person's own name, in pencil: money goes to their own account. */
import { Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { maskAccount } from '#shared/domain/mask.ts';
import { ACCOUNT_KINDS } from '#shared/domain/person.ts';
import { sayCode } from '../../text/codes.ts';
import { FormField } from '../../ui/FormField.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { digitsOf, type TypedBank } from './bank.ts';
import type { Faults } from './InlineForm.tsx';

interface BankFieldsProps {
  readonly bank: TypedBank;
  readonly ownName: string;
  readonly faults: Faults;
  readonly onChange: (change: Partial<TypedBank>) => void;
}

export function BankFields({ bank, ownName, faults, onChange }: BankFieldsProps) {
  const { t } = useTranslation();
  const isOwnName = bank.accountHolder === ownName;
  return (
    <>
      <FormField
        name="accountNumber"
        label={t('case.bank.number')}
        span={4}
        fault={faults.accountNumber}
        help={<span className="faint">{t('case.bank.numberTyped', { n: digitsOf(bank).length })}</span>}
      >
        {(control) => (
          <SecretInput
            {...control}
            value={bank.accountNumber}
            mask={maskAccount}
            inputMode="numeric"
            maxLength={48}
            onType={(accountNumber) => onChange({ accountNumber })}
          />
        )}
      </FormField>
      <FormField
        name="accountHolder"
        label={t('case.bank.holder')}
        span={2}
        fault={faults.accountHolder}
        look={isOwnName ? undefined : t('case.bank.holderNote')}
      >
        {(control) => (
          <Input
            {...control}
            className={isOwnName ? 'is-pencil' : ''}
            value={bank.accountHolder}
            maxLength={50}
            autoComplete="off"
            onChange={(event) => onChange({ accountHolder: event.target.value })}
          />
        )}
      </FormField>
      <FormField name="bankName" label={t('case.bank.bankName')} span={3} fault={faults.bankName}>
        {(control) => (
          <Input
            {...control}
            value={bank.bankName}
            placeholder={t('case.bank.bankHint')}
            maxLength={50}
            autoComplete="off"
            onChange={(event) => onChange({ bankName: event.target.value })}
          />
        )}
      </FormField>
      <FormField name="accountKind" label={t('case.bank.kind')} span={3} isGroup fault={faults.accountKind}>
        {(control) => (
          <Radio.Group
            id={control.id}
            value={bank.accountKind}
            onChange={(event) => onChange({ accountKind: event.target.value as TypedBank['accountKind'] })}
            options={ACCOUNT_KINDS.map((value) => ({ value, label: sayCode('accountKind', value) }))}
          />
        )}
      </FormField>
    </>
  );
}
