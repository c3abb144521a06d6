/** Rows of a roster that somebody must look at: held, come, gone, returned. A row leads to the person's page, where its evidence is. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterRowView } from '#shared/rpc/payment-shapes.ts';
import { HELD_REASONS, type HeldCode } from '#shared/domain/roster-hold.ts';
import { sayCode, sayList } from '../../text/codes.ts';
import { sayCount, sayMoney, sayMonth } from '../../text/dates.ts';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { TabBar } from '../../ui/TabBar.tsx';
import { type RosterViewName, useRosterRows } from './use-payments.ts';

const VIEWS: readonly RosterViewName[] = ['held', 'came', 'went', 'returned', 'all'];

function useWhy(): (row: RosterRowView) => string {
  const { t } = useTranslation();
  const sayHeld = (reason: string) => t(`payments.held.${reason as HeldCode}`);
  const sayDetail = (heldReason: string, detail: string): string => {
    if (HELD_REASONS.some((each) => each === detail)) return sayHeld(detail);
    if (heldReason === 'HOLD') return detail;
    return sayCode(heldReason === 'FINDING_OPEN' ? 'alert' : 'reason', detail);
  };
  return ({ heldReason, heldDetail, bankReason, movement, result }) => {
    if (heldReason) {
      const words = sayHeld(heldReason);
      const detail = sayList(heldDetail.map((each) => sayDetail(heldReason, each)));
      return detail ? t('payments.heldWith', { words, detail }) : words;
    }
    if (bankReason) return t(`payments.bankReasons.${bankReason as 'OTHER'}`);
    if (movement) return t(`payments.movements.${movement as 'NEW'}`);
    return t(`payments.results.${result as 'PAID'}`);
  };
}

function useColumns(): readonly Column<RosterRowView>[] {
  const { t } = useTranslation();
  const why = useWhy();
  return [
    {
      key: 'name',
      title: t('payments.columns.name'),
      width: 112,
      cell: ({ name }) => <span className="name">{name}</span>,
    },
    {
      key: 'place',
      title: t('payments.columns.place'),
      width: 176,
      cell: ({ township, village }) => `${township} ${village}`,
    },
    {
      key: 'benefit',
      title: t('payments.columns.benefit'),
      width: 52,
      cell: ({ benefit }) => sayCode('benefitShort', benefit),
    },
    { key: 'month', title: t('payments.columns.month'), width: 92, cell: ({ month }) => sayMonth(month) },
    {
      key: 'kind',
      title: t('payments.columns.kind'),
      width: 80,
      cell: ({ kind }) => t(`payments.kinds.${kind as 'CURRENT'}`),
    },
    {
      key: 'amount',
      title: t('payments.columns.amount'),
      width: 82,
      align: 'end',
      cell: ({ amountFen }) => sayMoney(amountFen),
    },
    { key: 'why', title: t('payments.columns.why'), width: 'fill', cell: why },
  ];
}

export function RosterRows({ rosterId, state }: { rosterId: number; state: string }) {
  const { t } = useTranslation();
  const [view, setView] = useState<RosterViewName>(state === 'PARTLY_RETURNED' ? 'returned' : 'held');
  const columns = useColumns();
  const found = useRosterRows(rosterId, view);
  const rows = found?.rows ?? [];
  const more =
    found && found.total > rows.length && t('payments.more', { n: sayCount(found.total - rows.length) });
  return (
    <Panel title={t(`payments.views.${view}`)} count={found?.total ?? 0}>
      <TabBar
        label={t('payments.viewsLabel')}
        tabs={VIEWS.map((name) => ({ name, word: t(`payments.views.${name}`) }))}
        open={view}
        onOpen={setView}
      />
      {rows.length === 0 ? (
        <p className="faint">{t('payments.noRows')}</p>
      ) : (
        <ListTable
          label={t(`payments.views.${view}`)}
          columns={columns}
          groups={[{ key: view, rows, foot: more }]}
          rowKey={({ rowId }) => rowId}
          onOpen={({ personId }) => goTo({ screen: 'case', personId })}
        />
      )}
    </Panel>
  );
}
