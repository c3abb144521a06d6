/** 复核: how far each village of the township is in the re-check of a month or a quarter, on the county's desks every village; and the tasks that came of checks. */
import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf } from '#shared/domain/state.ts';
import type { CheckTask, RecheckOverview, RecheckPlace } from '#shared/rpc/check-shapes.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayMonths } from '../../text/dates.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import type { Column } from '../../ui/list/columns.ts';
import { type ListGroup, ListTable } from '../../ui/list/ListTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TaskForm } from './TaskForm.tsx';
import { TaskTable } from './TaskTable.tsx';
import { useRecheck } from './use-checks.ts';

/** 18 / 40 人 */
function Progress({ active, answered }: Pick<RecheckPlace, 'active' | 'answered'>) {
  const { t } = useTranslation();
  const isDone = answered >= active;
  return (
    <span className={isDone ? 'progress is-done' : 'progress'}>
      <progress value={answered} max={Math.max(active, 1)} aria-label={t('checks.recheck.progress')} />
      {t('checks.recheck.of', { answered, active })}
    </span>
  );
}

function usePlaceColumns(): readonly Column<RecheckPlace>[] {
  const { t } = useTranslation();
  const stateOf = ({ isOpened, answered, active }: RecheckPlace): string => {
    if (answered >= active) return t('checks.recheck.done');
    return t(isOpened ? 'checks.recheck.under' : 'checks.recheck.notOpened');
  };
  return [
    {
      key: 'village',
      title: t('checks.columns.village'),
      width: 180,
      cell: ({ name }) => <span className="name">{name}</span>,
    },
    { key: 'state', title: t('checks.columns.state'), width: 130, cell: stateOf },
    {
      key: 'progress',
      title: t('checks.columns.answered'),
      width: 260,
      cell: (place) => <Progress {...place} />,
    },
    {
      key: 'tasks',
      title: t('checks.columns.tasks'),
      width: 'fill',
      cell: ({ openTasks }) => (openTasks ? t('checks.recheck.openTasks', { n: openTasks }) : ''),
    },
  ];
}

function useTownships(places: readonly RecheckPlace[]): ListGroup<RecheckPlace>[] {
  const townships = new Map<string, RecheckPlace[]>();
  for (const place of places)
    townships.set(place.township, [...(townships.get(place.township) ?? []), place]);
  return [...townships].map(([township, rows]) => {
    const sum = (of: 'active' | 'answered') => rows.reduce((total, row) => total + row[of], 0);
    return {
      key: township,
      rows,
      head: (
        <>
          <b>{township}</b> <Progress active={sum('active')} answered={sum('answered')} />
        </>
      ),
    };
  });
}

function MonthChoice({ month, lastMonth, spans }: Pick<RecheckOverview, 'month' | 'lastMonth' | 'spans'>) {
  const { t } = useTranslation();
  const shown = spans.some((span) => span.month === month) ? spans : [...spans, { month, lastMonth }];
  return (
    <label className="checks-month">
      {t('checks.recheck.month')}
      <Select
        size="small"
        aria-label={t('checks.recheck.month')}
        value={month}
        popupMatchSelectWidth={false}
        options={shown.map((span) => ({ value: span.month, label: sayMonths(span.month, span.lastMonth) }))}
        onChange={(value: string) => goTo({ screen: 'checks', tab: 'recheck', month: value }, true)}
      />
    </label>
  );
}

export function RecheckView({ head, month }: { head: ReactNode; month: string | undefined }) {
  const { t } = useTranslation();
  const me = useMe();
  const today = useSession()?.today ?? '';
  const shown = month ?? today.slice(0, 7);
  const data = useRecheck(shown);
  const [task, setTask] = useState<CheckTask>();
  const columns = usePlaceColumns();
  const groups = useTownships(data?.places ?? []);
  useKeys([
    { key: '↑↓', label: t('checks.keys.choose') },
    { key: 'Enter', label: t('checks.keys.open') },
  ]);
  const isTownship = me !== undefined && bodyOf(me.role) === 'TOWNSHIP';
  const open = ({ division }: RecheckPlace): void =>
    goTo({ screen: 'checks', tab: 'recheck', month: data?.month ?? shown, village: division });
  return (
    <Screen layout="plain" head={head}>
      <div className="checks-body">
        {task && (
          <TaskForm
            key={task.taskId}
            task={task}
            onDone={() => setTask(undefined)}
            onCancel={() => setTask(undefined)}
          />
        )}
        {data && isTownship && (
          <Panel
            title={t('checks.tasks.title')}
            icon="flag"
            count={data.tasks.length}
            note={t('checks.tasks.note')}
          >
            {data.tasks.length === 0 ? (
              <p className="faint">{t('checks.tasks.none')}</p>
            ) : (
              <TaskTable tasks={data.tasks} onOpen={setTask} />
            )}
          </Panel>
        )}
        <p className="checks-line">
          {data && <MonthChoice month={data.month} lastMonth={data.lastMonth} spans={data.spans} />}
          <span className="quiet">{t('checks.recheck.note')}</span>
        </p>
        {data && data.places.length === 0 && <EmptyLine>{t('checks.recheck.nobody')}</EmptyLine>}
        {data && data.places.length > 0 && (
          <ListTable
            label={t('checks.tabs.recheck')}
            columns={columns}
            groups={groups}
            rowKey={({ division }) => division}
            onOpen={open}
          />
        )}
      </div>
    </Screen>
  );
}
