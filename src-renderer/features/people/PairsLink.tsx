/** How many pairs of this office's records look like one person, with the way to them. Not counted as work that must be done today. */
import { t } from '../../text/i18n.ts';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { usePairs } from './use-pairs.ts';
import './people.css';

export function PairsLink() {
  const pairs = usePairs();
  if (!pairs || pairs.length === 0) return null;
  return (
    <p className="pairs-link">
      {t('people.pairs.link', { n: pairs.length })}{' '}
      <TextLink onClick={() => goTo({ screen: 'people' })}>{t('people.pairs.linkAct')}</TextLink>
    </p>
  );
}
