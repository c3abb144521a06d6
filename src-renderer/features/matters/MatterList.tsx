/** One list beside the files: what it is for, its rows, and above them the form that is open. Enter does what the row asks. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { SavedLine } from '../case/SavedLine.tsx';

interface MatterListProps<Row> {
  readonly head: ReactNode;
  readonly label: string;
  readonly note: string;
  readonly none: string;
  /** Undefined: not read yet. */
  readonly data: { readonly total: number; readonly rows: readonly Row[] } | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => number;
  /** What Enter does, in words, where it does anything. */
  readonly enter?: string;
  readonly onOpen?: (row: Row) => void;
  readonly form?: ReactNode;
  readonly acts?: ReactNode;
  /** Number of the act made here last. */
  readonly saved?: number | undefined;
}

export function MatterList<Row>(props: MatterListProps<Row>) {
  const { t } = useTranslation();
  const { head, data, form, saved, onOpen, enter } = props;
  useKeys([{ key: 'Enter', label: enter ?? '', off: !enter || Boolean(form) }]);
  const left = data ? data.total - data.rows.length : 0;
  return (
    <Screen layout="plain" head={head}>
      <div className="checks-body">
        {saved !== undefined && <SavedLine act={saved} />}
        {form}
        <p className="checks-line">
          <span className="quiet">{props.note}</span>
          <span className="push" />
          {props.acts}
        </p>
        {data?.rows.length === 0 && <EmptyLine>{props.none}</EmptyLine>}
        {data && data.rows.length > 0 && (
          <ListTable
            label={props.label}
            columns={props.columns}
            groups={[{ key: 'all', rows: data.rows }]}
            rowKey={props.rowKey}
            {...(onOpen && { onOpen })}
          />
        )}
        {left > 0 && <p className="faint">{t('matters.more', { n: left })}</p>}
      </div>
    </Screen>
  );
}
