/** What happened to this computer as such. It has another number than before: why, what became of what waited, and that there is nothing to
 *  do. Or the county took townships from it: which, when, that nothing was lost, whom to ask.                          */
import { useSession } from '../../data/session.ts';
import { sayCount, sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import type { Overview } from './numbers.ts';

export function RenamedLine({ renamed }: Pick<Overview, 'renamed'>) {
  const today = useSession()?.today ?? '';
  if (!renamed) return null;
  const { at, why, computerName, renumbered } = renamed;
  return (
    <p className="faint">
      {t(`sync.renamed.${why}`, { time: sayInstant(at, today), name: computerName })}
      {renumbered > 0 && t('sync.renamed.acts', { n: sayCount(renumbered) })}
      {t('sync.renamed.nothing')}
    </p>
  );
}

export function WithdrawnLine({ withdrawn }: Pick<Overview, 'withdrawn'>) {
  const today = useSession()?.today ?? '';
  if (!withdrawn) return null;
  return (
    <p className="amber-line">
      <Icon name="lock" />
      <span>
        {t('sync.withdrawn', {
          time: sayInstant(withdrawn.at, today),
          townships: withdrawn.townships.join(t('ui.list.joint')),
        })}
      </span>
    </p>
  );
}
