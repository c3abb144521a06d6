/** The form of one act on the case page, drawn from its list of fields (acts.ts). */
import { Checkbox, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { isPlainDate, isPlainMonth } from '#shared/domain/calendar.ts';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import { useTyping } from '../../data/mend.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { type ControlProps, FormField } from '../../ui/FormField.tsx';
import {
  ACT_FORMS,
  type About,
  type ActForm as Form,
  type ActFormName,
  type Field,
  type Typed,
} from './acts.ts';
import { type FormEnds, InlineForm, useInlineForm } from './InlineForm.tsx';

interface ActFormProps extends FormEnds {
  readonly name: ActFormName;
  readonly page: CasePage;
  readonly subject: number | undefined;
}

const YUAN = /^\d{1,7}(\.\d{1,2})?$/;

function faultOf({ kind, isOptional }: Field, value: Typed[string] | undefined): string | undefined {
  const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  if (isEmpty) return isOptional || kind === 'tick' ? undefined : t('acts.fault.empty');
  if (kind === 'date' && !isPlainDate(String(value))) return t('acts.fault.date');
  if (kind === 'month' && !isPlainMonth(String(value))) return t('acts.fault.month');
  if (kind === 'yuan' && !YUAN.test(String(value))) return t('acts.fault.yuan');
  return undefined;
}

interface ControlOf {
  readonly field: Field;
  readonly control: ControlProps;
  readonly value: Typed[string] | undefined;
  readonly change: (value: Typed[string]) => void;
}

function Control({ field, control, value, change }: ControlOf) {
  const { kind, table, options = [] } = field;
  const status = control['aria-invalid'] ? 'error' : '';
  if (kind === 'choice' || kind === 'choices') {
    const shown = options.map((each) => ({ value: each, label: table ? sayCode(table, each) : each }));
    return kind === 'choice' ? (
      <Select
        {...control}
        {...{ status, options: shown, allowClear: field.isOptional === true }}
        value={(value as string) || null}
        onChange={(chosen: string | undefined) => change(chosen ?? '')}
      />
    ) : (
      <Select
        {...control}
        {...{ status, options: shown, mode: 'multiple' as const }}
        value={[...((value as readonly string[] | undefined) ?? [])]}
        onChange={(chosen: string[]) => change(chosen)}
      />
    );
  }
  const text = { ...control, status, value: String(value ?? ''), autoComplete: 'off' } as const;
  if (kind === 'words')
    return (
      <Input.TextArea {...text} rows={2} maxLength={300} onChange={(event) => change(event.target.value)} />
    );
  const hints = { date: '2026-11-23', month: '2026-11', yuan: '100.00', text: '' } as const;
  return (
    <Input
      {...text}
      placeholder={hints[kind as keyof typeof hints]}
      maxLength={kind === 'text' ? 50 : 10}
      onChange={(event) => change(kind === 'text' ? event.target.value : event.target.value.trim())}
    />
  );
}

/** 到哪个月止 of a benefit on record says which. */
function labelOf(field: Field, page: CasePage): string {
  if (!field.labelKey) return sayCode('field', field.name);
  const known = page.law.otherBenefits[Number(field.name.slice(2))];
  return t(`acts.label.${field.labelKey}`, {
    benefit: sayCode('otherBenefit', known?.type),
    from: known ? sayMonth(known.from) : '',
  });
}

export function ActForm({ name, page, subject, onDone, onCancel, mending }: ActFormProps) {
  useTranslation();
  const me = useMe();
  const today = useSession()?.today ?? '';
  const about: About = { page, subject, today, role: me?.role ?? 'TOWNSHIP_CLERK' };
  const act: Form = ACT_FORMS[name];
  const fields = act.fields(about);
  const written = (args: Typed): Typed => args;
  const typing = useTyping<Typed>(mending, () => blank(fields, act.fresh?.(about)), written);
  const { typed, type } = typing;
  const form = useInlineForm({
    ...{ command: act.command, typing, onDone, mending },
    faults: Object.fromEntries(fields.map((field) => [field.name, faultOf(field, typed[field.name])])),
    args: () => act.args(typed, about),
  });
  return (
    <InlineForm
      title={t(`acts.form.${name}.title`)}
      save={t(`acts.form.${name}.save`)}
      form={form}
      onCancel={onCancel}
    >
      {fields.map((field) =>
        field.kind === 'tick' ? (
          <div key={field.name} className="form-field span-6" data-field={field.name}>
            <Checkbox
              checked={typed[field.name] === true}
              onChange={(event) => type({ [field.name]: event.target.checked })}
            >
              {sayCode('field', field.name)}
            </Checkbox>
          </div>
        ) : (
          <FormField
            key={field.name}
            name={field.name}
            label={labelOf(field, page)}
            span={field.kind === 'words' || field.kind === 'choices' ? 6 : 3}
            isOptional={field.isOptional === true}
            {...(form.shown[field.name] ? { fault: form.shown[field.name] as string } : {})}
          >
            {(control) => (
              <Control
                {...{ field, control, value: typed[field.name] }}
                change={(value) => type({ [field.name]: value })}
              />
            )}
          </FormField>
        ),
      )}
    </InlineForm>
  );
}

/** Every field is there from the start: what is typed of a mended act is laid over it. */
function blank(fields: readonly Field[], fresh: Typed = {}): Typed {
  const empty = ({ kind }: Field): Typed[string] => (kind === 'tick' ? false : kind === 'choices' ? [] : '');
  return { ...Object.fromEntries(fields.map((field) => [field.name, empty(field)])), ...fresh };
}
