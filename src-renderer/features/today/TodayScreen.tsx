/** Today: what to do first (one card, one key), counts that filter, and the work in groups by how pressing it is. The
 *  right pane only explains: link, certificates that run out, files that wait for others.                          */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf } from '#shared/domain/state.ts';
import { useMe } from '../../data/session.ts';
import { countToday, type TodayOverview, useToday } from '../../data/work.ts';
import { sayDay } from '../../text/dates.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { goTo } from '../../ui/route.ts';
import { Pane, Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ExportButton } from '../exports/ExportButton.tsx';
import { PartialLine } from '../rows/PartialLine.tsx';
import { CountRow } from './CountRow.tsx';
import { FirstCard } from './FirstCard.tsx';
import { TodayPane } from './TodayPane.tsx';
import { openTask, type TaskGroup, type TaskRow } from './task.ts';
import { TaskTable } from './TaskTable.tsx';
import './today.css';

export function TodayScreen() {
  const { t } = useTranslation();
  const { data, isError } = useToday();
  const [only, setOnly] = useState<TaskGroup>();
  const next = data?.next ?? undefined;
  useKeys([
    { key: 'F8', label: t('today.keys.next'), off: !next, run: () => next && openTask(next) },
    { key: '↑↓', label: t('today.keys.choose') },
    { key: 'Enter', label: t('today.keys.open') },
  ]);
  if (!data) return isError ? <p className="today-main">{t('ui.readFailed')}</p> : null;
  const count = countToday(data);
  const head = (
    <PageHead
      title={sayDay(data.today)}
      note={count > 0 ? t('today.note', { n: count }) : t('today.nothing')}
      acts={
        <ExportButton
          what={{ list: 'today', group: only }}
          off={!data.groups.some(({ group, rows }) => rows.length > 0 && (!only || group === only))}
        />
      }
    />
  );
  return (
    <Screen layout="pane">
      <div className="today-main">
        {head}
        <PartialLine of="today" />
        {next && <FirstCard row={next} today={data.today} />}
        <CountRow overview={data} only={only} onOnly={setOnly} />
        <Work overview={data} only={only} />
      </div>
      <Pane label={t('today.pane')}>
        <TodayPane overview={data} />
      </Pane>
    </Screen>
  );
}

function Work({ overview, only }: { overview: TodayOverview; only: TaskGroup | undefined }) {
  const { t } = useTranslation();
  const me = useMe();
  // Its work is the rosters; it has no desk of cases.
  const isFinance = me !== undefined && bodyOf(me.role) === 'FINANCE';
  const groups = overview.groups.filter(({ group, total }) => total > 0 && (!only || group === only));
  if (groups.length === 0) {
    const { others } = overview.counts;
    const see = isFinance ? t('today.seePayments') : t('today.seeCases');
    return (
      <EmptyLine
        act={<TextLink onClick={() => goTo({ screen: isFinance ? 'payments' : 'cases' })}>{see}</TextLink>}
      >
        {isFinance && t('today.emptyFinance')}
        {!isFinance && (others > 0 ? t('today.empty', { n: others }) : t('today.emptyAll'))}
      </EmptyLine>
    );
  }
  return (
    <TaskTable
      groups={groups as readonly { group: TaskGroup; total: number; rows: readonly TaskRow[] }[]}
      today={overview.today}
    />
  );
}
