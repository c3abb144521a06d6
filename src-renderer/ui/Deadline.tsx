/** When something is due: the word first, then the date. Overdue is seal with a triangle, within three working days amber
 *  with a clock, later plain. What cannot be computed says so and is never 0.                                         */
import type { DeadlineView } from '#shared/rpc/desk-shapes.ts';
import { sayDeadline } from '../text/codes.ts';
import { sayDate } from '../text/dates.ts';
import { t } from '../text/i18n.ts';
import { Icon, type IconName } from './icon/Icon.tsx';

const ICONS: Readonly<Record<DeadlineView['kind'], IconName | undefined>> = {
  none: undefined,
  overdue: 'alert',
  today: 'clock',
  soon: 'clock',
  later: undefined,
  'not-computable': 'info',
};

interface DeadlineProps {
  readonly deadline: DeadlineView;
  readonly today?: string;
  /** False: the word alone, where the date stands elsewhere. */
  readonly withDate?: boolean;
}

export function Deadline({ deadline, today, withDate = true }: DeadlineProps) {
  if (deadline.kind === 'none') return null;
  const icon = ICONS[deadline.kind];
  const date = deadline.dueOn ? sayDate(deadline.dueOn, today) : '';
  return (
    <span className={`deadline is-${deadline.kind}`}>
      {icon && <Icon name={icon} />}
      <b>{sayDeadline(deadline)}</b>
      {withDate && date && (
        <span className="date">{deadline.kind === 'overdue' ? t('ui.deadline.wasDue', { date }) : date}</span>
      )}
    </span>
  );
}
