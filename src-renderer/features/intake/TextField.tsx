/** A line of text in the intake form: its pencil mark, its fault, and nothing else of its own. */
import { Input } from 'antd';
import { t } from '../../text/i18n.ts';
import { FormField } from '../../ui/FormField.tsx';
import type { Intake } from './use-intake.ts';

type TextName = 'name' | 'bankName' | 'guardianName' | 'householdFrom';

interface TextFieldProps {
  readonly intake: Intake;
  readonly name: TextName;
  readonly span: 2 | 3;
  readonly maxLength: number;
  readonly isOptional?: boolean;
  readonly placeholder?: string;
  /** When the focus leaves: puts what was typed into its usual shape. */
  readonly onLeave?: () => void;
}

export function TextField(props: TextFieldProps) {
  const { intake, name, span, maxLength, isOptional = false, placeholder, onLeave } = props;
  return (
    <FormField
      name={name}
      label={t(`intake.fields.${name}`)}
      span={span}
      isOptional={isOptional}
      fault={intake.faultAt(name)}
    >
      {(control) => (
        <Input
          {...control}
          className={intake.isPencil(name) ? 'is-pencil' : ''}
          status={control['aria-invalid'] ? 'error' : ''}
          value={intake.form[name]}
          placeholder={placeholder}
          maxLength={maxLength}
          autoComplete="off"
          disabled={intake.phase !== 'typing'}
          onChange={(event) => intake.change({ [name]: event.target.value })}
          onBlur={onLeave}
        />
      )}
    </FormField>
  );
}
