/** What is to be done about people out of re-checks and spot checks. Enter opens the form that closes the task. */
import { useTranslation } from 'react-i18next';
import type { CheckTask } from '#shared/rpc/check-shapes.ts';
import { useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';

/** 有变化：迁走了 */
export function sayTask({ kind, what, changeKind }: Pick<CheckTask, 'kind' | 'what' | 'changeKind'>): string {
  const words = sayCode(kind === 'recheck' ? 'recheckAnswer' : 'spotResult', what);
  return changeKind ? `${words} · ${sayCode('recheckChange', changeKind)}` : words;
}

export function TaskTable({
  tasks,
  onOpen,
}: {
  tasks: readonly CheckTask[];
  onOpen: (task: CheckTask) => void;
}) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const columns: readonly Column<CheckTask>[] = [
    {
      key: 'name',
      title: t('checks.columns.name'),
      width: 130,
      cell: ({ name }) => <span className="name">{name}</span>,
    },
    { key: 'village', title: t('checks.columns.village'), width: 150, cell: ({ village }) => village },
    {
      key: 'kind',
      title: t('checks.columns.from'),
      width: 100,
      cell: ({ kind }) => t(`checks.tasks.kinds.${kind}`),
    },
    { key: 'what', title: t('checks.columns.found'), width: 220, cell: sayTask },
    {
      key: 'words',
      title: t('checks.words'),
      width: 'fill',
      cell: ({ words }) => <span className="quiet">{words}</span>,
    },
    {
      key: 'by',
      title: t('checks.columns.by'),
      width: 170,
      cell: ({ by, checkedOn }) => `${by} ${sayDate(checkedOn, today)}`,
    },
  ];
  return (
    <ListTable
      label={t('checks.tasks.title')}
      columns={columns}
      groups={[{ key: 'tasks', rows: tasks }]}
      rowKey={({ kind, taskId }) => `${kind} ${taskId}`}
      onOpen={onOpen}
    />
  );
}
