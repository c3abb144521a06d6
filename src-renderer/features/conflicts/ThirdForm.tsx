/** A third value: what neither side wrote. Checked by the rules of the form the first two came from. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { ACCOUNT_KINDS, HOUSEHOLD_CATEGORIES } from '#shared/domain/person.ts';
import { maskAccount, maskPhone } from '#shared/domain/mask.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { type ControlProps, FormField } from '../../ui/FormField.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { type ThirdField, thirdFields, type ThirdKind, thirdFaults, type ThirdValues } from './settle.ts';

interface ControlledProps {
  readonly control: ControlProps;
  readonly kind: ThirdKind;
  readonly value: string;
  readonly onType: (value: string) => void;
}

function Control({ control, kind, value, onType }: ControlledProps) {
  if (kind === 'account' || kind === 'phone') {
    const mask = kind === 'account' ? maskAccount : maskPhone;
    return <SecretInput {...control} value={value} mask={mask} inputMode="numeric" onType={onType} />;
  }
  if (kind === 'accountKind' || kind === 'household') {
    const codes: readonly string[] = kind === 'accountKind' ? ACCOUNT_KINDS : HOUSEHOLD_CATEGORIES;
    const options = codes.map((code) => ({ value: code, label: sayCode(kind, code) }));
    return (
      <Select
        {...control}
        value={value || null}
        options={options}
        onChange={(code: string) => onType(code)}
      />
    );
  }
  return (
    <Input
      {...control}
      status={control['aria-invalid'] ? 'error' : ''}
      value={value}
      maxLength={100}
      autoComplete="off"
      onChange={(event) => onType(event.target.value)}
    />
  );
}

interface ThirdFormProps {
  readonly group: string;
  readonly values: ThirdValues;
  readonly onChange: (values: ThirdValues) => void;
}

export function ThirdForm({ group, values, onChange }: ThirdFormProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(() => new Set());
  const faults = thirdFaults(group, values);
  const faultAt = ({ field }: ThirdField): string | undefined => {
    const fault = faults[field];
    return fault && left.has(field) && (values[field] ?? '') !== ''
      ? t(`conflicts.third.fault.${fault}`)
      : undefined;
  };
  return (
    <section className="third-form" aria-label={t('conflicts.third.title')}>
      <p className="faint">{t('conflicts.third.note')}</p>
      <div className="form-grid">
        {(thirdFields(group) ?? []).map((one) => (
          <div
            key={one.field}
            className="span-3"
            onBlur={() => setLeft((now) => new Set(now).add(one.field))}
          >
            <FormField name={one.field} label={sayCode('field', one.field)} fault={faultAt(one)}>
              {(control) => (
                <Control
                  control={control}
                  kind={one.kind}
                  value={values[one.field] ?? ''}
                  onType={(value) => onChange({ ...values, [one.field]: value })}
                />
              )}
            </FormField>
          </div>
        ))}
      </div>
    </section>
  );
}
