/** This computer has another number than before: why, what became of what waited, and that there is nothing to do. */
import { useSession } from '../../data/session.ts';
import { sayCount, sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
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
