/** A row of a roster that the county did not take: the fields of the person, filled as the workbook had them, to be put right and registered
 *  again. The import itself makes such acts; only here do they have a form.                                          */
import { Checkbox, Input, Select } from 'antd';
import { maskAccount, maskIdNumber, maskPhone } from '#shared/domain/mask.ts';
import { type Mending, useMending } from '../../data/mend.ts';
import { useMe } from '../../data/session.ts';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { type ControlProps, FormField, stepByEnter } from '../../ui/FormField.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goBack, goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { villagesOf } from '../intake/ApplicantSection.tsx';
import { maskCertificate } from '../intake/words.ts';
import { MendLine } from './MendLine.tsx';
import {
  BANK_FIELDS,
  CHOICES,
  PERSON_FIELDS,
  type RegisterField,
  type RegisterTyped,
} from './register-form.ts';
import { type RegisterForm, useRegister } from './use-register.ts';
import './mend.css';

const MASKS: Readonly<Partial<Record<RegisterField['name'], (value: string) => string>>> = {
  idNumber: maskIdNumber,
  phone: maskPhone,
  certificateNumber: maskCertificate,
  accountNumber: maskAccount,
};

interface ControlledProps {
  readonly control: ControlProps;
  readonly field: RegisterField;
  readonly typed: RegisterTyped;
  readonly type: (change: Partial<RegisterTyped>) => void;
}

function Village({ control, typed, type }: ControlledProps) {
  const scopes = useMe()?.scopes ?? [];
  return (
    <Select
      {...control}
      status={control['aria-invalid'] ? 'error' : ''}
      value={typed.hukouVillage}
      showSearch={{ optionFilterProp: 'label' }}
      options={villagesOf(scopes, typed.hukouVillage)}
      onChange={(hukouVillage: number) => type({ hukouVillage })}
    />
  );
}

function Control(props: ControlledProps) {
  const { control, field, typed, type } = props;
  const { name } = field;
  const mask = MASKS[name];
  const value = String(typed[name] ?? '');
  const status = control['aria-invalid'] ? ('error' as const) : '';
  if (name === 'hukouVillage') return <Village {...props} />;
  if (mask)
    return <SecretInput {...control} value={value} mask={mask} onType={(text) => type({ [name]: text })} />;
  const choice = CHOICES[name];
  if (choice) {
    const options = choice.codes.map((code) => ({ value: code, label: sayCode(choice.table, code) }));
    return (
      <Select
        {...control}
        status={status}
        value={value || null}
        allowClear={field.isOptional ?? false}
        options={options}
        onChange={(code: string | undefined) => type({ [name]: code ?? '' })}
      />
    );
  }
  return (
    <Input
      {...control}
      status={status}
      value={value}
      maxLength={100}
      autoComplete="off"
      onChange={(event) => type({ [name]: event.target.value })}
    />
  );
}

function Fields({ form, fields }: { form: RegisterForm; fields: readonly RegisterField[] }) {
  return fields.map((field) => (
    <FormField
      key={field.name}
      name={field.name}
      label={sayCode('field', field.name)}
      span={field.span}
      isOptional={field.isOptional ?? false}
      fault={form.faultAt(field.name)}
    >
      {(control) => <Control control={control} field={field} typed={form.typed} type={form.type} />}
    </FormField>
  ));
}

function OpenRegister({ mending }: { mending: Mending }) {
  const form = useRegister(mending, (number) => goTo({ screen: 'sync', act: number }, true));
  const { file, row, rosterBenefits } = form;
  useKeys([
    { key: 'F9', label: t('mend.register.save'), run: form.submit },
    { key: 'Esc', label: t('intake.keys.leave'), run: goBack },
  ]);
  const from = t('mend.register.from', { file, row });
  const note = rosterBenefits.length > 0 ? `${from} · ${sayBenefits(rosterBenefits)}` : from;
  const head = (
    <>
      <PageHead ruled title={t('mend.register.title')} note={note} about={mending.page.number} />
      <MendLine page={mending.page} isAtField={form.isRefusedAtField} />
    </>
  );
  const foot = (
    <>
      <RefusalLine code={form.wholeRefusal} />
      <span className="push" />
      <ActButton main keyName="F9" isBusy={form.isBusy} onClick={form.submit}>
        {t('mend.register.save')}
      </ActButton>
    </>
  );
  return (
    <Screen layout="plain" head={head} foot={foot}>
      <div className="register-form" role="presentation" onKeyDown={stepByEnter}>
        <div className="form-grid">
          <Fields form={form} fields={PERSON_FIELDS} />
          <div className="form-field span-6" data-field="needsLongTermCare">
            <Checkbox
              checked={form.typed.needsLongTermCare}
              onChange={(event) => form.type({ needsLongTermCare: event.target.checked })}
            >
              {sayCode('field', 'needsLongTermCare')}
            </Checkbox>
          </div>
        </div>
        <h2>
          {sayCode('group', 'bank')} <span className="faint">{t('mend.register.bankNote')}</span>
        </h2>
        <div className="form-grid">
          <Fields form={form} fields={BANK_FIELDS} />
        </div>
      </div>
    </Screen>
  );
}

export function RegisterScreen({ mend }: { readonly mend: number }) {
  const mending = useMending(mend);
  if (mending === undefined) return null;
  if (mending) return <OpenRegister mending={mending} />;
  return (
    <Screen layout="plain" head={<PageHead ruled title={t('mend.register.title')} />}>
      <div className="act-view">
        <EmptyLine>{t('sync.act.gone')}</EmptyLine>
      </div>
    </Screen>
  );
}
