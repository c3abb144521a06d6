/** On what ground something is corrected; may stay empty, but what is written stands in the history for good. */
import { Input } from 'antd';
import { FormField } from '../../ui/FormField.tsx';

interface ReasonFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const REASON_MAX = 300;

export function ReasonField({ label, hint, value, onChange }: ReasonFieldProps) {
  return (
    <FormField name="reason" label={label} isOptional>
      {(control) => (
        <Input
          {...control}
          value={value}
          placeholder={hint}
          maxLength={REASON_MAX}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}
