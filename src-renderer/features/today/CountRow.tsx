/** The counts in a row. The first four filter the list below, the others lead to their desk; zero stays visible. */
import { useTranslation } from 'react-i18next';
import { countOfGroup, type TodayOverview } from '../../data/work.ts';
import { Icon, type IconName } from '../../ui/icon/Icon.tsx';
import { goTo } from '../../ui/route.ts';
import type { TaskGroup } from './task.ts';

type CountName = keyof TodayOverview['counts'] | 'mine';

const COUNTS: readonly { readonly name: CountName; readonly icon: IconName; readonly group?: TaskGroup }[] = [
  { name: 'overdue', icon: 'alert', group: 'overdue' },
  { name: 'soon', icon: 'clock', group: 'soon' },
  { name: 'returned', icon: 'back', group: 'returned' },
  { name: 'mine', icon: 'pen', group: 'mine' },
  { name: 'conflicts', icon: 'fork' },
  { name: 'needsYou', icon: 'flag' },
  { name: 'expiring', icon: 'card' },
  { name: 'others', icon: 'hourglass' },
];

interface CountRowProps {
  readonly overview: TodayOverview;
  readonly only: TaskGroup | undefined;
  readonly onOnly: (group: TaskGroup | undefined) => void;
}

export function CountRow({ overview, only, onOnly }: CountRowProps) {
  const { t } = useTranslation();
  const go: Partial<Record<CountName, () => void>> = {
    conflicts: () => goTo({ screen: 'conflicts' }),
    needsYou: () => goTo({ screen: 'sync' }),
  };
  return (
    <ul className="count-row">
      {COUNTS.map(({ name, icon, group }) => {
        const act = group ? () => onOnly(only === group ? undefined : group) : go[name];
        const words = (
          <>
            <b className="count-number">
              {name === 'mine' ? countOfGroup(overview, name) : overview.counts[name]}
            </b>
            <span className="count-word">
              <Icon name={icon} />
              {t(`today.counts.${name}`)}
            </span>
          </>
        );
        return (
          <li key={name} className={`count-${name}`}>
            {act ? (
              <button type="button" aria-pressed={group ? only === group : undefined} onClick={act}>
                {words}
              </button>
            ) : (
              <div>{words}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
