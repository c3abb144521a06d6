/** Section 3: what is applied for, whether care is needed, and the household that the living subsidy depends on. */
import { Checkbox, Select } from 'antd';
import { HOUSEHOLD_CATEGORIES } from '#shared/domain/person.ts';
import { BENEFITS, type Benefit } from '#shared/domain/state.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { FormField } from '../../ui/FormField.tsx';
import { PencilNote } from './PencilNote.tsx';
import { TextField } from './TextField.tsx';
import type { Intake } from './use-intake.ts';
import { sayNote } from './words.ts';

function toggled<T>(list: readonly T[], item: T, isOn: boolean): T[] {
  return isOn ? [...list.filter((one) => one !== item), item] : list.filter((one) => one !== item);
}

function BenefitChoice({ intake, off }: { intake: Intake; off: boolean }) {
  const { form, change } = intake;
  const choose = (benefit: Benefit, isOn: boolean): void => {
    const benefits = toggled(form.benefits, benefit, isOn);
    change({ benefits: BENEFITS.filter((one) => benefits.includes(one)) });
  };
  return (
    <FormField
      name="benefits"
      label={t('intake.fields.benefits')}
      isGroup
      fault={intake.faultAt('benefits')}
      look={sayNote(intake.noteAt('benefits'), intake.reading)}
    >
      {() => (
        <div className="check-row">
          {BENEFITS.map((benefit) => (
            <Checkbox
              key={benefit}
              checked={form.benefits.includes(benefit)}
              disabled={off}
              onChange={(event) => choose(benefit, event.target.checked)}
            >
              {sayCode('benefitFull', benefit)}
            </Checkbox>
          ))}
          <Checkbox
            checked={form.needsLongTermCare}
            disabled={off}
            onChange={(event) => change({ needsLongTermCare: event.target.checked })}
          >
            {t('intake.fields.needsLongTermCare')} <span className="faint">{t('intake.careNote')}</span>
          </Checkbox>
        </div>
      )}
    </FormField>
  );
}

export function BenefitSection({ intake }: { intake: Intake }) {
  const { form, change, faultAt, isPencil } = intake;
  const off = intake.phase !== 'typing';
  return (
    <>
      <BenefitChoice intake={intake} off={off} />
      <FormField
        name="householdCategory"
        label={t('intake.fields.householdCategory')}
        span={4}
        fault={faultAt('householdCategory')}
        look={sayNote(intake.noteAt('householdCategory'), intake.reading)}
        help={isPencil('householdCategory') && <PencilNote />}
      >
        {(control) => (
          <Select
            {...control}
            className={isPencil('householdCategory') ? 'is-pencil' : ''}
            status={control['aria-invalid'] ? 'error' : ''}
            value={form.householdCategory || null}
            options={HOUSEHOLD_CATEGORIES.map((value) => ({ value, label: sayCode('household', value) }))}
            showSearch={{ optionFilterProp: 'label' }}
            disabled={off}
            onChange={(householdCategory: string) => change({ householdCategory })}
          />
        )}
      </FormField>
      <TextField
        intake={intake}
        name="householdFrom"
        span={2}
        maxLength={10}
        isOptional
        placeholder={t('intake.hints.month')}
        onLeave={() => {
          const { householdFrom } = intake.reading;
          if (householdFrom && householdFrom !== form.householdFrom) change({ householdFrom });
        }}
      />
    </>
  );
}
