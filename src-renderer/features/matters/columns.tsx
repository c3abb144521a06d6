/** Columns that several lists beside the files share. */
import type { Column } from '../../ui/list/columns.ts';
import { t } from '../../text/i18n.ts';

interface Somebody {
  readonly name: string;
  readonly village: string;
  readonly township: string;
}

export function nameColumn<Row extends { readonly name: string }>(): Column<Row> {
  return {
    key: 'name',
    title: t('matters.columns.name'),
    width: 130,
    cell: ({ name }) => <span className="name">{name}</span>,
  };
}

export function whoColumns<Row extends Somebody>(): readonly Column<Row>[] {
  return [
    nameColumn<Row>(),
    {
      key: 'place',
      title: t('matters.columns.place'),
      width: 230,
      cell: ({ village, township }) => [township, village].filter(Boolean).join(' '),
    },
  ];
}

export function textColumn<Row>(
  key: string,
  title: string,
  width: number | 'fill',
  cell: (row: Row) => string | null,
): Column<Row> {
  return { key, title, width, cell };
}
