/** The two kinds of row that most forms are made of: a line or some lines of text, and a choice of one. What a field is about and what is wrong
 *  with it is FormField.tsx. */
import { Input, Radio } from 'antd';
import { FormField } from './FormField.tsx';

interface RowProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly fault?: string | undefined;
  readonly span?: 1 | 2 | 3 | 4 | 5 | 6;
  readonly isOptional?: boolean;
}

interface TextRowProps extends RowProps {
  readonly most: number;
  readonly lines?: number;
  readonly onType: (value: string) => void;
}

export function TextRow({ name, label, value, fault, span = 6, isOptional = false, ...props }: TextRowProps) {
  const { most, lines = 1, onType } = props;
  return (
    <FormField {...{ name, label, span, isOptional }} {...(fault !== undefined && { fault })}>
      {(control) =>
        lines > 1 ? (
          <Input.TextArea
            {...control}
            rows={lines}
            value={value}
            maxLength={most}
            onChange={(event) => onType(event.target.value)}
          />
        ) : (
          <Input
            {...control}
            status={control['aria-invalid'] ? 'error' : ''}
            value={value}
            maxLength={most}
            autoComplete="off"
            onChange={(event) => onType(event.target.value)}
          />
        )
      }
    </FormField>
  );
}

interface ChoiceRowProps extends RowProps {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string) => void;
}

export function ChoiceRow({
  name,
  label,
  value,
  fault,
  span = 6,
  isOptional = false,
  ...props
}: ChoiceRowProps) {
  const { options, onChoose } = props;
  return (
    <FormField {...{ name, label, span, isOptional }} isGroup {...(fault !== undefined && { fault })}>
      {() => (
        <Radio.Group
          aria-label={label}
          value={value}
          options={[...options]}
          onChange={(event) => onChoose(String(event.target.value))}
        />
      )}
    </FormField>
  );
}

interface TextSpec<T> {
  readonly name: keyof T & string;
  readonly label: string;
  readonly most: number;
  readonly span?: 1 | 2 | 3 | 4 | 5 | 6;
  readonly lines?: number;
  readonly isOptional?: boolean;
}

interface TextRowsProps<T> {
  readonly typed: T;
  readonly type: (change: Partial<T>) => void;
  readonly shown: Readonly<Record<string, string | undefined>>;
  readonly rows: readonly TextSpec<T>[];
}

/** Lines of text one after the other, each under the name of what is typed into it. */
export function TextRows<T extends object>({ typed, type, shown, rows }: TextRowsProps<T>) {
  return rows.map((row) => (
    <TextRow
      key={row.name}
      {...row}
      value={String(typed[row.name])}
      fault={shown[row.name]}
      onType={(value) => type({ [row.name]: value } as Partial<T>)}
    />
  ));
}
