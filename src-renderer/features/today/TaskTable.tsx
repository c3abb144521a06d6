/** The work in groups: overdue, due soon, returned, the rest that is this desk's turn. Long groups show their first rows. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../../ui/icon/Icon.tsx';
import { type ListGroup, ListTable } from '../../ui/list/ListTable.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useTaskColumns } from './use-task-columns.tsx';
import { openTask, type TaskGroup, type TaskRow } from './task.ts';

const SHOWN: Readonly<Record<TaskGroup, number>> = { overdue: 6, soon: 4, returned: 3, mine: 6 };
const ICONS: Readonly<Record<TaskGroup, IconName>> = {
  overdue: 'alert',
  soon: 'clock',
  returned: 'back',
  mine: 'pen',
};

interface TaskTableProps {
  readonly groups: readonly {
    readonly group: TaskGroup;
    readonly total: number;
    readonly rows: readonly TaskRow[];
  }[];
  readonly today: string;
}

export function TaskTable({ groups, today }: TaskTableProps) {
  const { t } = useTranslation();
  const [expanded, setExpanded] = useState<readonly TaskGroup[]>([]);
  const columns = useTaskColumns(today);
  const toggle = (group: TaskGroup): void =>
    setExpanded((now) => (now.includes(group) ? now.filter((one) => one !== group) : [...now, group]));
  const shownGroups = groups.map(({ group, total, rows }): ListGroup<TaskRow> => {
    const isExpanded = expanded.includes(group);
    const hidden = total - (isExpanded ? rows.length : SHOWN[group]);
    const canUnfold = total > SHOWN[group];
    return {
      key: group,
      rows: isExpanded ? rows : rows.slice(0, SHOWN[group]),
      head: (
        <>
          <span className={`task-icon is-${group}`}>
            <Icon name={ICONS[group]} />
          </span>
          <span>
            {t(`today.groups.${group}`)} {total}
          </span>
          {group === 'overdue' && <span className="faint">{t('today.overdueNote')}</span>}
        </>
      ),
      foot: canUnfold && (
        <>
          {hidden > 0 && <span>{t(isExpanded ? 'today.later' : 'today.more', { n: hidden })}</span>}
          <TextLink onClick={() => toggle(group)}>{t(isExpanded ? 'today.fold' : 'today.expand')}</TextLink>
        </>
      ),
    };
  });
  return (
    <ListTable
      label={t('today.tableLabel')}
      headless
      columns={columns}
      groups={shownGroups}
      rowKey={(row) => `${row.personId} ${row.applicationId} ${row.task}`}
      onOpen={openTask}
    />
  );
}
