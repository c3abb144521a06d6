/** While a first sync is under way: that not everything is here, how much is, and what that means for what one looks at (SPEC S3). Nothing where
 *  all is here.                                                                                                          */
import { useRowStatus } from '../../data/rows.ts';
import { sayCount } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import './rows.css';

export function PartialLine({ of }: { readonly of: 'lists' | 'today' | 'similar' | 'exports' }) {
  const partial = useRowStatus()?.partial;
  if (!partial) return null;
  const { people, peopleTotal } = partial;
  return (
    <p className="partial-line" role="status">
      {peopleTotal === null
        ? t('rows.partial.begun', { people: sayCount(people) })
        : t('rows.partial.counted', { people: sayCount(people), total: sayCount(peopleTotal) })}
      {t(`rows.partial.${of}`)}
    </p>
  );
}
