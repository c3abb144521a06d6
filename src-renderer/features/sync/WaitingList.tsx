/** The queue in the order in which it is sent. Enter opens what became of an act. */
import { useMemo, useState } from 'react';
import type { ActRow } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { sayCount, sayDuration } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { FourBox } from '../../ui/FourBox.tsx';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { useNow } from '../../ui/now.ts';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { sayAct } from './act-words.ts';
import { kilobytes } from './numbers.ts';

const FEW = 6;
const MANY = 500;

function columnsAt(now: number): Column<ActRow>[] {
  return [
    {
      key: 'number',
      title: t('sync.columns.number'),
      width: 64,
      cell: ({ number }) => <span className="faint">{String(number).padStart(4, '0')}</span>,
    },
    { key: 'what', title: t('sync.columns.what'), width: 'fill', cell: (act) => <b>{sayAct(act)}</b> },
    {
      key: 'bytes',
      title: t('sync.columns.bytes'),
      width: 120,
      align: 'end',
      cell: ({ bytes }) => kilobytes(bytes).toLocaleString('en-US', { minimumFractionDigits: 1 }),
    },
    {
      key: 'waited',
      title: t('sync.columns.waited'),
      width: 130,
      cell: ({ madeAt }) => sayDuration(now - Date.parse(madeAt)),
    },
    {
      key: 'place',
      title: t('sync.columns.place'),
      width: 120,
      cell: ({ place }) => <FourBox place={place} />,
    },
  ];
}

export function WaitingList({ count }: { count: number }) {
  const now = useNow();
  const [isAll, setAll] = useState(false);
  const limit = isAll ? MANY : FEW;
  const acts = useLive(
    ['journal', 'link'],
    ['journal.acts', 'waiting', limit],
    () => desk().journal.acts({ place: 'waiting', offset: 0, limit }),
    { keepOld: true },
  ).data;
  const columns = useMemo(() => columnsAt(now), [now]);
  if (!acts) return null;
  const left = acts.total - acts.rows.length;
  const more = isAll ? t('sync.waiting.limited', { n: MANY }) : t('sync.waiting.more', { n: sayCount(left) });
  const note = (
    <>
      {t('sync.waiting.note')}{' '}
      {acts.total > FEW && (
        <TextLink onClick={() => setAll(!isAll)}>
          {isAll ? t('sync.waiting.fewer') : t('sync.waiting.all', { n: sayCount(acts.total) })}
        </TextLink>
      )}
    </>
  );
  return (
    <Panel title={t('sync.waiting.title')} count={count} note={count > 0 && note}>
      {count === 0 ? (
        <p className="faint">{t('sync.waiting.none')}</p>
      ) : (
        <ListTable
          label={t('sync.waiting.title')}
          columns={columns}
          groups={[{ key: 'waiting', rows: acts.rows, foot: left > 0 ? more : undefined }]}
          rowKey={({ number }) => number}
          onOpen={({ number }) => goTo({ screen: 'sync', act: number })}
        />
      )}
    </Panel>
  );
}
