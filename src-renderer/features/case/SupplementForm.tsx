/** What the applicant brought of what was missing (T3). An account that is brought is typed at once. */
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { MATERIAL_CODES, type MaterialCode } from '#shared/domain/state.ts';
import type { ApplicationView, PersonFacts } from '#shared/rpc/desk-shapes.ts';
import { useTyping } from '../../data/mend.ts';
import { sayCode } from '../../text/codes.ts';
import { FormField } from '../../ui/FormField.tsx';
import { freshBank } from './BankForm.tsx';
import { BankFields } from './BankFields.tsx';
import { bankArgs, bankFaults, type TypedBank } from './bank.ts';
import { type Faults, type FormEnds, InlineForm, useInlineForm } from './InlineForm.tsx';

interface SupplementFormProps extends FormEnds {
  readonly person: PersonFacts;
  readonly application: ApplicationView;
}

interface Typed extends TypedBank {
  readonly brought: readonly MaterialCode[];
}

interface SupplementArgs {
  readonly brought?: readonly MaterialCode[];
  readonly bank?: TypedBank | null;
}

const written = ({ brought = [], bank }: SupplementArgs): Partial<Typed> => ({ ...bank, brought });

export function SupplementForm(props: SupplementFormProps) {
  const { person, application, onDone, onCancel, mending } = props;
  const { t } = useTranslation();
  const typing = useTyping<Typed>(mending, () => ({ ...freshBank(person), brought: [] }), written);
  const { typed, type } = typing;
  const hasBank = typed.brought.includes('BANK_ACCOUNT');
  const faults: Faults = {
    brought: typed.brought.length > 0 ? undefined : t('case.supplement.fault'),
    ...(hasBank ? bankFaults(typed) : {}),
  };
  const form = useInlineForm({
    ...{ command: 'application.supplement', typing, faults, onDone, mending, written },
    args: () => ({
      applicationId: application.applicationId,
      brought: typed.brought,
      bank: hasBank ? bankArgs(typed) : null,
    }),
  });
  // What a mended act says was brought stays to be seen, even where it is missing no more.
  const asked = MATERIAL_CODES.filter(
    (code) => application.missing.includes(code) || typed.brought.includes(code),
  );
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
            value={[...typed.brought]}
            onChange={(codes) => type({ brought: codes as MaterialCode[] })}
            options={asked.map((value) => ({ value, label: sayCode('material', value) }))}
          />
        )}
      </FormField>
      {hasBank && <BankFields bank={typed} ownName={person.name} faults={form.shown} onChange={type} />}
    </InlineForm>
  );
}
