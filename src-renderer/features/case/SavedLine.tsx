/** What became of the act just done, where it was done: saved, then where it is now, with the county's receipt once there is
 *  one. Follows the act itself, so it never says 待上传 of what has arrived.                                          */
import { useTranslation } from 'react-i18next';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { FourBox } from '../../ui/FourBox.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { MendedWords } from '../mend/MendedWords.tsx';

export function SavedLine({ act: number }: { act: number }) {
  const { t } = useTranslation();
  const act = useLive(['journal', 'link'], ['journal.act', number], () =>
    desk().journal.act({ number }),
  ).data;
  const mended = act?.replaces ?? null;
  if (act?.place === 'needs-you') {
    return (
      <p className="amber-line" role="status">
        <FourBox place={act.place} />
        <TextLink onClick={() => goTo({ screen: 'sync', act: number })}>{t('case.savedButLook')}</TextLink>
      </p>
    );
  }
  return (
    <p className="kept-line" role="status">
      <Icon name="check" />
      <span>{t('case.saved')}</span>
      {act && <FourBox place={act.place} />}
      {act?.receipt && <span>{t('case.history.receipt', { receipt: act.receipt })}</span>}
      {mended !== null && <MendedWords old={mended} />}
    </p>
  );
}
