/** A month out of those that may be: the browser's own control would say it in the browser's language. */
import { Select } from 'antd';
import { sayMonth } from '../../text/dates.ts';
import { FormField } from '../../ui/FormField.tsx';

interface MonthRowProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly months: readonly string[];
  readonly onChoose: (month: string) => void;
}

export function MonthRow({ name, label, value, months, onChoose }: MonthRowProps) {
  return (
    <FormField name={name} label={label}>
      {(control) => (
        <Select
          {...control}
          value={value}
          options={months.map((month) => ({ value: month, label: sayMonth(month) }))}
          onChange={onChoose}
        />
      )}
    </FormField>
  );
}
