/** «第 0001 条已改好重新交», beside the act that took its place; and the way to what was put off behind the old one. */
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { t } from '../../text/i18n.ts';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { actNumber } from './MendLine.tsx';

export function useFollowers(number: number, enabled = true) {
  return useLive(['journal'], ['journal.followers', number], () => desk().journal.followers({ number }), {
    enabled,
  });
}

export function MendedWords({ old }: { old: number }) {
  const followers = useFollowers(old).data ?? [];
  return (
    <span className="mended-line">
      <span>{t('mend.done', { old: actNumber(old) })}</span>
      {followers.length > 0 && (
        <TextLink onClick={() => goTo({ screen: 'sync', act: old })}>
          {t('mend.followers.left', { n: followers.length })}
        </TextLink>
      )}
    </span>
  );
}
