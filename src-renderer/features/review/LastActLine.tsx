/** What the last judgement was and where it is now, in the place where it was made. */
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { t } from '../../text/i18n.ts';
import { FourBox } from '../../ui/FourBox.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import type { LastAct } from './use-review.ts';

export function LastActLine({ last }: { last: LastAct }) {
  const act = useLive(['journal'], ['journal.act', last.number], () =>
    desk().journal.act({ number: last.number }),
  ).data;
  return (
    <p className="last-act" role="status">
      <span>{t('review.done.line', { name: last.name, act: last.act })}</span>
      {act && <FourBox place={act.place} />}
      <TextLink onClick={() => goTo({ screen: 'case', personId: last.personId })}>
        {t('review.done.open')}
      </TextLink>
    </p>
  );
}
