/** A line for each column of a file, with its header, three of its values (numbers of people masked) and what it is taken for. For rosters and
 *  for registers of other bodies alike.                                                                                              */
import { Select } from 'antd';
import { t } from '../../text/i18n.ts';
import { columnLetters } from './columns-draft.ts';
import './imports.css';

export interface ShownColumn {
  readonly column: number;
  readonly header: string;
  readonly samples: readonly string[];
  readonly isHidden: boolean;
}

interface ColumnTableProps {
  readonly columns: readonly ShownColumn[];
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly fieldOf: (column: number) => string | null;
  readonly onChoose: (column: number, field: string | null) => void;
}

const NOT_USED = '';

function FieldChoice({ column, ...props }: Omit<ColumnTableProps, 'columns'> & { column: ShownColumn }) {
  const { choices, fieldOf, onChoose } = props;
  const field = fieldOf(column.column);
  const letters = columnLetters(column.column);
  return (
    <Select
      className={field === null ? 'field-choice is-unused' : 'field-choice'}
      aria-label={t('imports.mapping.choiceLabel', { column: letters, header: column.header })}
      value={field ?? NOT_USED}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      options={[{ value: NOT_USED, label: t('imports.mapping.notUsed') }, ...choices]}
      onChange={(value) => onChoose(column.column, value || null)}
    />
  );
}

export function ColumnTable({ columns, ...choosing }: ColumnTableProps) {
  return (
    <table className="column-table">
      <caption className="sr">{t('imports.mapping.tableLabel')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('imports.mapping.column')}</th>
          <th scope="col">{t('imports.mapping.header')}</th>
          <th scope="col">{t('imports.mapping.field')}</th>
          <th scope="col">{t('imports.mapping.samples')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => (
          <tr key={column.column} className={choosing.fieldOf(column.column) ? '' : 'is-unused'}>
            <td className="column-letters">{columnLetters(column.column)}</td>
            <th scope="row">
              {column.header || t('imports.mapping.noHeader')}
              {column.isHidden && <span className="faint"> {t('imports.mapping.hidden')}</span>}
            </th>
            <td>
              <FieldChoice column={column} {...choosing} />
            </td>
            <td className="column-samples">{column.samples.join(t('imports.mapping.between'))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
