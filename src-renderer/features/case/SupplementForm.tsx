/** What the applicant brought of what was missing (T3). An account that is brought is typed at once. */
import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MaterialCode } from '#shared/domain/state.ts';
import type { ApplicationView, PersonFacts } from '#shared/rpc/desk-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { FormField } from '../../ui/FormField.tsx';
import { freshBank } from './BankForm.tsx';
import { BankFields } from './BankFields.tsx';
import { bankArgs, bankFaults } from './bank.ts';
import { type Faults, type FormEnds, InlineForm, useInlineForm } from './InlineForm.tsx';

interface SupplementFormProps extends FormEnds {
  readonly person: PersonFacts;
  readonly application: ApplicationView;
}

export function SupplementForm({ person, application, onDone, onCancel }: SupplementFormProps) {
  const { t } = useTranslation();
  const [brought, setBrought] = useState<readonly MaterialCode[]>([]);
  const [bank, setBank] = useState(() => freshBank(person));
  const hasBank = brought.includes('BANK_ACCOUNT');
  const faults: Faults = {
    brought: brought.length > 0 ? undefined : t('case.supplement.fault'),
    ...(hasBank ? bankFaults(bank) : {}),
  };
  const args = () => ({
    applicationId: application.applicationId,
    brought,
    bank: hasBank ? bankArgs(bank) : null,
  });
  const form = useInlineForm('application.supplement', faults, args, onDone);
  return (
    <InlineForm
      title={t('case.supplement.title')}
      save={t('case.supplement.save')}
      form={form}
      onCancel={onCancel}
    >
      <FormField name="brought" label={t('case.supplement.brought')} isGroup fault={form.shown.brought}>
        {() => (
          <Checkbox.Group
            className="check-row"
            value={[...brought]}
            onChange={(codes) => setBrought(codes as MaterialCode[])}
            options={application.missing.map((value) => ({ value, label: sayCode('material', value) }))}
          />
        )}
      </FormField>
      {hasBank && (
        <BankFields
          bank={bank}
          ownName={person.name}
          faults={form.shown}
          onChange={(change) => setBank((now) => ({ ...now, ...change }))}
        />
      )}
    </InlineForm>
  );
}
