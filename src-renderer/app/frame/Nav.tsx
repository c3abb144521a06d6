/** Navigation: the role's desks in words, with the work that waits at each and their Alt+digit. The chosen one is a paper
 *  tab that joins the sheet. Counts are work to do, never «unread».                                                */
import { useTranslation } from 'react-i18next';
import { useLink } from '../../data/session.ts';
import { countToday, openConflicts, useConflicts, useReviewQueue, useToday } from '../../data/work.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { goTo, type Route, type ScreenName, useRoute } from '../../ui/route.ts';
import { type DeskEntry, deskKey, type DeskName } from '../desks.ts';

function useCounts(): Readonly<Partial<Record<DeskName, number>>> {
  const today = useToday().data;
  const queue = useReviewQueue().data;
  const conflicts = useConflicts().data;
  const link = useLink();
  return {
    today: today && countToday(today),
    review: queue?.length,
    conflicts: conflicts && openConflicts(conflicts).length,
    sync: link && link.waiting + link.needsYou,
  };
}

/** The desk a screen belongs to: a case page and a corrected number lie on the cases' desk, duplicates on that of the
 *  conflicts, the lists beside the files on today's. */
function deskOf(route: Route): ScreenName {
  const { screen } = route;
  if (screen === 'people') return route.correct === undefined ? 'conflicts' : 'cases';
  if (screen === 'register') return 'sync';
  if (screen === 'matters') return 'today';
  return screen === 'case' ? 'cases' : screen;
}

export function Nav({ desks }: { desks: readonly DeskEntry[] }) {
  const { t } = useTranslation();
  const counts = useCounts();
  const here = deskOf(useRoute());
  return (
    <nav className="nav" data-region aria-label={t('frame.regions.nav')} tabIndex={-1}>
      <ul>
        {desks.map(({ screen: target, icon, word }, at) => (
          <li key={target}>
            <button
              type="button"
              aria-current={here === target ? 'page' : undefined}
              onClick={() => goTo({ screen: target })}
            >
              <Icon name={icon} />
              <span className="nav-word">{t(`frame.desks.${word}`)}</span>
              {counts[target] ? <b className="nav-count">{counts[target]}</b> : null}
              <span className="nav-key" aria-hidden="true">
                {deskKey(at)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <ul className="nav-end">
        <li>
          <button
            type="button"
            aria-current={here === 'settings' ? 'page' : undefined}
            onClick={() => goTo({ screen: 'settings' })}
          >
            <Icon name="gear" />
            <span className="nav-word">{t('frame.desks.settings')}</span>
          </button>
        </li>
      </ul>
    </nav>
  );
}
