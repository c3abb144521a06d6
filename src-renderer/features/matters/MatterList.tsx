/** One list beside the files: what it is for, its rows, and above them the form that is open. Enter does what the row asks: opens it elsewhere,
 *  or the form that the list has for a row. */
import { type ComponentProps, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { FieldsForm } from '../case/FieldsForm.tsx';
import { SavedLine } from '../case/SavedLine.tsx';

/** A form of one row. */
export type FormOf = Omit<ComponentProps<typeof FieldsForm>, 'onDone' | 'onCancel'>;

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
  /** The form of a row, where Enter opens one here. */
  readonly formOf?: (row: Row) => FormOf;
  readonly form?: ReactNode;
  readonly acts?: ReactNode;
  /** Number of the act made here last. */
  readonly saved?: number | undefined;
}

export function MatterList<Row>(props: MatterListProps<Row>) {
  const { t } = useTranslation();
  const { head, data, formOf, enter } = props;
  const [chosen, setChosen] = useState<{ readonly row: Row }>();
  const [done, setDone] = useState<number>();
  const close = (): void => setChosen(undefined);
  const onDone = (act: number): void => {
    setDone(act);
    close();
  };
  const ownForm = chosen && formOf && (
    <FieldsForm key={props.rowKey(chosen.row)} {...formOf(chosen.row)} onDone={onDone} onCancel={close} />
  );
  const form = props.form ?? ownForm;
  const saved = props.saved ?? done;
  const onOpen = props.onOpen ?? (formOf && ((row: Row) => setChosen({ row })));
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
