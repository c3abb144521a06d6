/** The one form of a notice's page: whatever is being done, its questions one after the other (forms.ts). */
import { Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { NoticePage } from '#shared/rpc/publicity-shapes.ts';
import { useTyping } from '../../data/mend.ts';
import { useMe, useSession } from '../../data/session.ts';
import { FormField } from '../../ui/FormField.tsx';
import { ChoiceRow, TextRow } from '../../ui/FormRows.tsx';
import { type FormEnds, InlineForm, useInlineForm } from '../case/InlineForm.tsx';
import {
  type Answers,
  argsOf,
  type Doing,
  faultOf,
  formOf,
  freshOf,
  isAsked,
  type NoticeField,
} from './forms.ts';

interface QuestionProps {
  readonly field: NoticeField;
  readonly typed: Answers;
  readonly fault: string | undefined;
  readonly onAnswer: (answer: string | boolean) => void;
}

function Question({ field, typed, fault, onAnswer }: QuestionProps) {
  const { name, label, span } = field;
  const value = String(typed[name] ?? '');
  const row = { name, label, span, value, fault, isOptional: field.fault === undefined };
  if (field.kind === 'text')
    return <TextRow {...row} most={field.most} lines={field.lines ?? 1} onType={onAnswer} />;
  if (field.kind === 'choice') return <ChoiceRow {...row} options={field.options} onChoose={onAnswer} />;
  if (field.kind === 'list')
    return (
      <FormField name={name} label={label} span={span}>
        {(control) => <Select {...control} value={value} options={[...field.options]} onChange={onAnswer} />}
      </FormField>
    );
  return (
    <div className="form-field span-6" data-field={name}>
      <Checkbox checked={typed[name] === true} onChange={(event) => onAnswer(event.target.checked)}>
        {label}
      </Checkbox>
      {fault && <div className="form-fault">{fault}</div>}
    </div>
  );
}

type NoticeFormProps = FormEnds & { readonly page: NoticePage; readonly doing: Doing };

export function NoticeForm({ page, doing, onDone, onCancel }: NoticeFormProps) {
  useTranslation();
  const today = useSession()?.today ?? '';
  const me = useMe()?.personName ?? '';
  const spec = formOf(doing, { page, today, me });
  const typing = useTyping<Answers>(
    undefined,
    () => freshOf(spec),
    () => ({}),
  );
  const { typed, type } = typing;
  const form = useInlineForm({
    ...{ command: spec.command, typing, onDone },
    faults: Object.fromEntries(spec.fields.map((field) => [field.name, faultOf(field, typed)])),
    args: () => argsOf(spec, typed),
  });
  return (
    <InlineForm title={spec.title} save={spec.save} form={form} onCancel={onCancel}>
      {spec.fields
        .filter((field) => isAsked(field, typed))
        .map((field) => (
          <Question
            key={field.name}
            field={field}
            typed={typed}
            fault={form.shown[field.name]}
            onAnswer={(answer) => type({ [field.name]: answer })}
          />
        ))}
    </InlineForm>
  );
}
