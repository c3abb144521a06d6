/** 全部回执: one line for every act that the county received, whatever it said of it; of all days or of one. Enter opens what became of the act,
 *  where its own slip is printed; Ctrl+P prints the list.                                                             */
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import type { ReceiptRow } from '#shared/rpc/desk-shapes.ts';
import { useSession } from '../../data/session.ts';
import { sayCount, sayDate, sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { FourBox } from '../../ui/FourBox.tsx';
import { useKeys } from '../../ui/keys.ts';
import type { Column } from '../../ui/list/columns.ts';
import { LongList } from '../../ui/list/LongList.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { goBack, goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { sayAct, sayTaken } from './act-words.ts';
import { ReceiptSheet } from './ReceiptSheet.tsx';
import { useReceipts } from './use-receipts.ts';

const EVERY_DAY = '';

function columnsOf(today: string): Column<ReceiptRow>[] {
  return [
    {
      key: 'receipt',
      title: t('sync.receipts.columns.receipt'),
      width: 190,
      cell: ({ receipt }) => <span className="num">{receipt}</span>,
    },
    {
      key: 'what',
      title: t('sync.receipts.columns.what'),
      width: 'fill',
      cell: (row) => <b>{sayAct(row)}</b>,
    },
    { key: 'who', title: t('sync.receipts.columns.who'), width: 90, cell: ({ who }) => who },
    {
      key: 'at',
      title: t('sync.receipts.columns.at'),
      width: 140,
      cell: ({ receivedAt }) => sayInstant(receivedAt, today),
    },
    { key: 'said', title: t('sync.receipts.columns.said'), width: 120, cell: sayTaken },
    {
      key: 'place',
      title: t('sync.receipts.columns.place'),
      width: 120,
      cell: ({ place }) => <FourBox place={place} />,
    },
  ];
}

function openReceipt({ number }: ReceiptRow): void {
  goTo({ screen: 'sync', act: number });
}

interface DayLineProps {
  readonly day: string | null;
  readonly list: ReturnType<typeof useReceipts>['list'];
  readonly range: { readonly from: number; readonly to: number };
}

function DayLine({ day, list, range }: DayLineProps) {
  const today = useSession()?.today ?? '';
  const total = list?.total ?? 0;
  const days = (list?.days ?? []).map((one) => ({
    value: one.day,
    label: t('sync.receipts.dayCount', { day: sayDate(one.day, today), n: sayCount(one.count) }),
  }));
  const position = {
    from: sayCount(range.from + 1),
    to: sayCount(Math.min(total, range.to + 1)),
    total: sayCount(total),
  };
  return (
    <div className="receipt-days">
      <span>{t('sync.receipts.day')}</span>
      <Select
        size="small"
        aria-label={t('sync.receipts.day')}
        value={day ?? EVERY_DAY}
        popupMatchSelectWidth={false}
        onChange={(value) =>
          goTo({ screen: 'sync', receipts: { day: value === EVERY_DAY ? null : value } }, true)
        }
        options={[{ value: EVERY_DAY, label: t('sync.receipts.everyDay') }, ...days]}
      />
      {total > 0 && <span className="push faint">{t('ui.list.position', position)}</span>}
    </div>
  );
}

export function ReceiptsView({ day }: { readonly day: string | null }) {
  const today = useSession()?.today ?? '';
  const { list, rowAt, onRange, range } = useReceipts(day);
  const [focused, setFocused] = useState(0);
  const [isOnPaper, setOnPaper] = useState(false);
  const columns = useMemo(() => columnsOf(today), [today]);
  const total = list?.total ?? 0;
  const print = (): void => setOnPaper(true);
  useKeys([
    { key: 'Ctrl+P', label: t('sync.receipts.print'), run: print, off: total === 0 },
    { key: 'Enter', label: t('sync.keys.open') },
    { key: 'Esc', label: t('sync.keys.back'), run: goBack },
  ]);
  if (isOnPaper) return <ReceiptSheet day={day} onClose={() => setOnPaper(false)} />;
  const head = (
    <>
      <PageHead
        before={<TextLink onClick={() => goTo({ screen: 'sync' })}>{t('sync.act.crumb')}</TextLink>}
        title={t('sync.receipts.every')}
        note={t('sync.receipts.note')}
        acts={
          <ActButton icon="printer" keyName="Ctrl+P" off={total === 0} onClick={print}>
            {t('sync.receipts.print')}
          </ActButton>
        }
      />
      <DayLine day={day} list={list} range={range} />
    </>
  );
  return (
    <Screen layout="plain" head={head}>
      {list && total === 0 && <EmptyLine>{t('sync.receipts.none')}</EmptyLine>}
      {list && total > 0 && (
        <LongList
          label={t('sync.receipts.every')}
          answerTo={day ?? EVERY_DAY}
          columns={columns}
          total={total}
          rowAt={rowAt}
          onRange={onRange}
          focused={Math.min(focused, total - 1)}
          onFocused={setFocused}
          onOpen={openReceipt}
        />
      )}
    </Screen>
  );
}
