/** A form drawn from its list of fields (fields.ts): on the case page, and over the lists beside the files. */
import { Checkbox, Input, Select } from 'antd';
import { isPlainDate, isPlainMonth } from '#shared/domain/calendar.ts';
import { useTyping } from '../../data/mend.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { type ControlProps, FormField } from '../../ui/FormField.tsx';
import type { Field, Typed } from './fields.ts';
import { type FormEnds, InlineForm, useInlineForm } from './InlineForm.tsx';

const COUNT = /^\d{1,4}$/;
const YUAN = /^\d{1,7}(\.\d{1,2})?$/;

function faultOf({ kind, isOptional }: Field, value: Typed[string] | undefined): string | undefined {
  const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  if (isEmpty) return isOptional || kind === 'tick' ? undefined : t('acts.fault.empty');
  if (kind === 'date' && !isPlainDate(String(value))) return t('acts.fault.date');
  if (kind === 'month' && !isPlainMonth(String(value))) return t('acts.fault.month');
  if (kind === 'yuan' && !YUAN.test(String(value))) return t('acts.fault.yuan');
  if (kind === 'count' && !COUNT.test(String(value))) return t('acts.fault.count');
  return undefined;
}

interface ControlOf {
  readonly field: Field;
  readonly control: ControlProps;
  readonly value: Typed[string] | undefined;
  readonly change: (value: Typed[string]) => void;
}

function Control({ field, control, value, change }: ControlOf) {
  const { kind, table, options = [], say } = field;
  const status = control['aria-invalid'] ? 'error' : '';
  if (kind === 'choice' || kind === 'choices') {
    const shown = options.map((each) => ({
      value: each,
      label: say?.(each) ?? (table ? sayCode(table, each) : each),
    }));
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
  const hints = { date: '2026-11-23', month: '2026-11', yuan: '100.00', count: '', text: '' } as const;
  return (
    <Input
      {...text}
      placeholder={hints[kind as keyof typeof hints]}
      maxLength={kind === 'text' ? 50 : 10}
      onChange={(event) => change(kind === 'text' ? event.target.value : event.target.value.trim())}
    />
  );
}

/** Every field is there from the start: what is typed of a mended act is laid over it. */
function blank(fields: readonly Field[], fresh: Typed = {}): Typed {
  const empty = ({ kind }: Field): Typed[string] => (kind === 'tick' ? false : kind === 'choices' ? [] : '');
  return { ...Object.fromEntries(fields.map((field) => [field.name, empty(field)])), ...fresh };
}

interface FieldsFormProps extends FormEnds {
  readonly command: string;
  readonly title: string;
  readonly save: string;
  readonly fields: readonly Field[];
  readonly fresh?: Typed | undefined;
  readonly args: (typed: Typed) => object;
  /** Words of a field whose name alone does not say them. */
  readonly labelOf?: (field: Field) => string;
}

export function FieldsForm(props: FieldsFormProps) {
  const { command, title, save, fields, fresh, args, onDone, onCancel, mending } = props;
  const labelOf = props.labelOf ?? ((field: Field) => sayCode('field', field.name));
  const written = (before: Typed): Typed => before;
  const typing = useTyping<Typed>(mending, () => blank(fields, fresh), written);
  const { typed, type } = typing;
  const form = useInlineForm({
    ...{ command, typing, onDone, mending },
    faults: Object.fromEntries(fields.map((field) => [field.name, faultOf(field, typed[field.name])])),
    args: () => args(typed),
  });
  return (
    <InlineForm title={title} save={save} form={form} onCancel={onCancel}>
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
            label={labelOf(field)}
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
