/** 公示: what hangs or has hung on the boards of this office's villages, what is to be done about it first; one notice; a new one (S004 art.6). */
import { useTranslation } from 'react-i18next';
import { bodyOf } from '#shared/domain/state.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import type { NoticeRow } from '#shared/rpc/publicity-shapes.ts';
import { useMe } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayDate, sayMonth } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { goTo, type Route } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { NewNotice } from './NewNotice.tsx';
import { NoticePage } from './NoticePage.tsx';
import { NoticeTag } from './NoticeTag.tsx';
import { useNotices } from './use-notices.ts';
import '../checks/checks.css';

function useColumns(today: string, isTownship: boolean): readonly Column<NoticeRow>[] {
  const { t } = useTranslation();
  const doing = (row: NoticeRow): string => {
    if (row.unsettledObjections && !isTownship)
      return t('publicity.todo.settle', { n: row.unsettledObjections });
    if (row.openObjections) return t('publicity.todo.objection', { n: row.openObjections });
    if (row.isOver) return t('publicity.todo.takeDown');
    return row.state === 'PREPARED' ? t('publicity.todo.post') : '';
  };
  return [
    {
      key: 'place',
      title: t('publicity.columns.place'),
      width: 180,
      cell: ({ placeName }) => <span className="name">{placeName}</span>,
    },
    {
      key: 'occasion',
      title: t('publicity.columns.occasion'),
      width: 130,
      cell: ({ occasion }) => sayCode('noticeOccasion', occasion),
    },
    {
      key: 'months',
      title: t('publicity.columns.months'),
      width: 190,
      cell: ({ fromMonth, toMonth }) =>
        fromMonth === toMonth ? sayMonth(toMonth) : `${sayMonth(fromMonth)}–${sayMonth(toMonth)}`,
    },
    {
      key: 'lines',
      title: t('publicity.columns.lines'),
      width: 80,
      align: 'end',
      cell: ({ entryCount }) => entryCount,
    },
    { key: 'state', title: t('publicity.columns.state'), width: 170, cell: (row) => <NoticeTag row={row} /> },
    {
      key: 'last',
      title: t('publicity.columns.lastDay'),
      width: 130,
      cell: ({ lastDay }) => (lastDay ? sayDate(lastDay, today) : ''),
    },
    { key: 'todo', title: t('publicity.columns.todo'), width: 'fill', cell: doing },
  ];
}

function NoticeList({ canMake }: { canMake: boolean }) {
  const { t } = useTranslation();
  const data = useNotices();
  const columns = useColumns(data?.today ?? '', canMake);
  const make = (): void => goTo({ screen: 'publicity', isNew: true });
  useKeys([
    { key: 'F9', label: t('publicity.make'), off: !canMake, run: make },
    { key: '↑↓', label: t('publicity.keys.choose') },
    { key: 'Enter', label: t('publicity.keys.open') },
  ]);
  const head = <PageHead ruled title={t('publicity.title')} note={t('publicity.note')} />;
  const foot = canMake && (
    <>
      <span className="push" />
      <ActButton main keyName="F9" icon="plus" onClick={make}>
        {t('publicity.make')}
      </ActButton>
    </>
  );
  return (
    <Screen layout="plain" head={head} foot={foot}>
      <div className="checks-body">
        {data && data.rows.length === 0 && (
          <EmptyLine>{t(canMake ? 'publicity.none' : 'publicity.noneHere')}</EmptyLine>
        )}
        {data && data.rows.length > 0 && (
          <ListTable
            label={t('publicity.title')}
            columns={columns}
            groups={[{ key: 'notices', rows: data.rows }]}
            rowKey={({ noticeId }) => noticeId}
            onOpen={({ noticeId }) => goTo({ screen: 'publicity', noticeId })}
          />
        )}
      </div>
    </Screen>
  );
}

export function PublicityScreen({
  noticeId,
  isNew,
}: Omit<Extract<Route, { screen: 'publicity' }>, 'screen'>) {
  const me = useMe();
  if (!me) return null;
  const isTownship = bodyOf(me.role) === 'TOWNSHIP';
  if (noticeId !== undefined) return <NoticePage key={noticeId} noticeId={noticeId} />;
  const unit = me.scopes.find((scope) => scope !== REFERENCE_SCOPE);
  if (isNew && isTownship && unit !== undefined) return <NewNotice unit={unit} />;
  return <NoticeList canMake={isTownship} />;
}
