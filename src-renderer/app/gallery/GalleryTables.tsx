/** The two tables of the gallery: groups of a few rows, and a long one that is drawn as it comes into sight. */
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayMoney } from '../../text/dates.ts';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { LongList } from '../../ui/list/LongList.tsx';
import { Panel } from '../../ui/Panel.tsx';

interface Sample {
  readonly key: number;
  readonly fen: number;
}

const ROWS: readonly Sample[] = [1, 2, 3, 4].map((key) => ({ key, fen: key * 11_000 }));
const LONG = 3_400;
const UNREAD_FROM = 3_000;

export function GalleryTables() {
  const { t } = useTranslation();
  const [focused, setFocused] = useState(0);
  const onRange = useCallback(() => undefined, []);
  const columns: readonly Column<Sample>[] = [
    {
      key: 'name',
      title: t('gallery.columns.name'),
      width: 'fill',
      cell: ({ key }) => t('ui.table.row', { row: key }),
    },
    {
      key: 'amount',
      title: t('gallery.columns.amount'),
      width: 120,
      align: 'end',
      cell: ({ fen }) => sayMoney(fen),
    },
  ];
  return (
    <Panel title={t('gallery.list')}>
      <div className="gallery-tables">
        <ListTable
          label={t('gallery.list')}
          columns={columns}
          rowKey={({ key }) => key}
          groups={[
            { key: 'a', head: t('today.groups.overdue'), rows: ROWS.slice(0, 2) },
            { key: 'b', head: t('today.groups.soon'), rows: ROWS.slice(2), foot: t('today.more', { n: 1 }) },
          ]}
        />
        <LongList
          label={t('cases.tableLabel')}
          columns={columns}
          total={LONG}
          rowAt={(index) => (index < UNREAD_FROM ? { key: index + 1, fen: index * 100 } : undefined)}
          onRange={onRange}
          focused={focused}
          onFocused={setFocused}
        />
      </div>
    </Panel>
  );
}
