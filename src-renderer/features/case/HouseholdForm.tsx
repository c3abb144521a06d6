/** 更正家庭类别: the category with the month it holds from, and whether care is needed: what the living and the nursing subsidy depend on. */
import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { isPlainMonth } from '#shared/domain/calendar.ts';
import { HOUSEHOLD_CATEGORIES } from '#shared/domain/person.ts';
import type { PersonFacts } from '#shared/rpc/desk-shapes.ts';
import { useTyping } from '../../data/mend.ts';
import { sayCode } from '../../text/codes.ts';
import { FormField } from '../../ui/FormField.tsx';
import { editArgs, type EditArgs } from './edit-args.ts';
import { type Faults, type FormEnds, InlineForm, useInlineForm } from './InlineForm.tsx';
import { ReasonField } from './ReasonField.tsx';

/** Null cannot be chosen from a list. */
type Care = 'YES' | 'NO' | 'UNKNOWN';
const CARES: readonly Care[] = ['YES', 'NO', 'UNKNOWN'];

function careOf(needs: boolean | null | undefined): Care {
  return needs === true ? 'YES' : needs === false ? 'NO' : 'UNKNOWN';
}

interface Typed {
  readonly householdCategory: string;
  readonly householdFrom: string;
  readonly needsLongTermCare: Care;
  readonly reason: string;
}

function written({ household, reason = '' }: EditArgs): Partial<Typed> {
  const said = (household ?? {}) as {
    householdCategory?: string;
    householdFrom?: string | null;
    needsLongTermCare?: boolean | null;
  };
  return {
    ...(said.householdCategory !== undefined && { householdCategory: said.householdCategory }),
    householdFrom: said.householdFrom ?? '',
    needsLongTermCare: careOf(said.needsLongTermCare),
    reason,
  };
}

interface FieldsProps {
  readonly typed: Typed;
  readonly type: (change: Partial<Typed>) => void;
  readonly shown: Faults;
}

function Fields({ typed, type, shown }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <FormField
        name="householdCategory"
        label={sayCode('field', 'householdCategory')}
        span={3}
        fault={shown.householdCategory}
      >
        {(control) => (
          <Select
            {...control}
            status={control['aria-invalid'] ? 'error' : ''}
            value={typed.householdCategory || null}
            options={HOUSEHOLD_CATEGORIES.map((value) => ({ value, label: sayCode('household', value) }))}
            onChange={(value: string) => type({ householdCategory: value })}
          />
        )}
      </FormField>
      <FormField
        name="householdFrom"
        label={sayCode('field', 'householdFrom')}
        span={3}
        isOptional
        fault={shown.householdFrom}
      >
        {(control) => (
          <Input
            {...control}
            status={control['aria-invalid'] ? 'error' : ''}
            value={typed.householdFrom}
            placeholder={t('case.household.fromHint')}
            maxLength={7}
            autoComplete="off"
            onChange={(event) => type({ householdFrom: event.target.value.trim() })}
          />
        )}
      </FormField>
      <FormField name="needsLongTermCare" label={sayCode('field', 'needsLongTermCare')} span={3}>
        {(control) => (
          <Select
            {...control}
            value={typed.needsLongTermCare}
            options={CARES.map((value) => ({ value, label: sayCode('care', value) }))}
            onChange={(value: Care) => type({ needsLongTermCare: value })}
          />
        )}
      </FormField>
    </>
  );
}

export function HouseholdForm({ person, onDone, onCancel, mending }: FormEnds & { person: PersonFacts }) {
  const { t } = useTranslation();
  const fresh = (): Typed => ({
    householdCategory: person.householdCategory ?? '',
    householdFrom: person.householdFrom ?? '',
    needsLongTermCare: careOf(person.needsLongTermCare),
    reason: '',
  });
  const typing = useTyping(mending, fresh, written);
  const { typed, type } = typing;
  const { householdCategory, householdFrom, needsLongTermCare } = typed;
  const isMonth = householdFrom === '' || isPlainMonth(householdFrom);
  const faults = {
    householdCategory: householdCategory ? undefined : t('case.household.faults.category'),
    householdFrom: isMonth ? undefined : t('case.household.faults.from'),
  };
  const care = needsLongTermCare === 'UNKNOWN' ? null : needsLongTermCare === 'YES';
  const household = {
    householdCategory,
    householdFrom: householdFrom || null,
    needsLongTermCare: care,
  };
  const args = () => editArgs(person.personId, { household }, typed.reason, mending);
  const form = useInlineForm({ command: 'person.edit', typing, faults, args, onDone, mending, written });
  return (
    <InlineForm
      title={t('case.household.title')}
      save={t('case.household.save')}
      form={form}
      onCancel={onCancel}
    >
      <Fields typed={typed} type={type} shown={form.shown} />
      <ReasonField
        label={t('case.bank.reason')}
        value={typed.reason}
        onChange={(reason) => type({ reason })}
      />
    </InlineForm>
  );
}
