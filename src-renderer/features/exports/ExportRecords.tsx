/** 导出记录: every list that left this unit as a file, and on the county's desks those of its townships. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisclosureRow } from '#shared/rpc/export-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { useSession } from '../../data/session.ts';
import { sayCount, sayInstant } from '../../text/dates.ts';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ExportButton } from './ExportButton.tsx';
import { sayFilters } from './filter-words.ts';
import './exports.css';

const SHOWN = 100;

function useColumns(today: string): readonly Column<DisclosureRow>[] {
  const { t } = useTranslation();
  return useMemo(
    (): Column<DisclosureRow>[] => [
      {
        key: 'when',
        title: t('exports.records.columns.when'),
        width: 130,
        cell: ({ takenAt }) => sayInstant(takenAt, today),
      },
      {
        key: 'who',
        title: t('exports.records.columns.who'),
        width: 200,
        cell: ({ takenBy, unit }) => (
          <>
            <span className="name">{takenBy}</span> <span className="faint">{unit}</span>
          </>
        ),
      },
      {
        key: 'computer',
        title: t('exports.records.columns.computer'),
        width: 130,
        cell: ({ computer }) => computer,
      },
      {
        key: 'list',
        title: t('exports.records.columns.list'),
        width: 120,
        cell: ({ listName }) => listName && t(`exports.lists.${listName}`),
      },
      {
        key: 'filters',
        title: t('exports.records.columns.filters'),
        width: 'fill',
        cell: ({ filters }) => <span className="quiet">{sayFilters(filters)}</span>,
      },
      {
        key: 'rows',
        title: t('exports.records.columns.rows'),
        width: 70,
        align: 'end',
        cell: ({ rowCount }) => sayCount(rowCount),
      },
      {
        key: 'numbers',
        title: t('exports.records.columns.numbers'),
        width: 190,
        cell: ({ numbers, reason }) =>
          numbers === 'full'
            ? t('exports.records.full', { reason: reason ?? '' })
            : t('exports.records.masked'),
      },
      {
        key: 'serial',
        title: t('exports.records.columns.serial'),
        width: 190,
        cell: ({ serialNumber }) => serialNumber,
      },
    ],
    [t, today],
  );
}

export function ExportRecords() {
  const { t } = useTranslation();
  const columns = useColumns(useSession()?.today ?? '');
  const records = useLive(['journal', 'cases'], ['exports.list'], () =>
    desk().exports.list({ offset: 0, limit: SHOWN }),
  ).data;
  if (!records) return null;
  const { total, rows } = records;
  const more = total > rows.length && t('exports.records.more', { n: sayCount(total - rows.length) });
  return (
    <div className="export-records">
      <Panel
        title={t('exports.records.title')}
        icon="download"
        count={total}
        note={t('exports.records.note')}
      >
        <ExportButton what={{ list: 'disclosures' }} off={total === 0} />
        {total === 0 ? (
          <p className="faint">{t('exports.records.none')}</p>
        ) : (
          <div className="export-records-table">
            <ListTable
              label={t('exports.records.title')}
              columns={columns}
              groups={[{ key: 'records', rows, foot: more }]}
              rowKey={({ disclosureId }) => disclosureId}
            />
          </div>
        )}
      </Panel>
    </div>
  );
}
