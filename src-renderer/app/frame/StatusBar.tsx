/** Status bar. Left: state of the link, what waits, last received, policy pack. Right: the three keys that matter here.
 *  It never blinks; what it says changes with the facts. Who hears the screen is told what changed once it has stood for a moment, not
 *  each number on the way.                                                                                        */
import { useTranslation } from 'react-i18next';
import { type LinkStatus, useLink, useSession } from '../../data/session.ts';
import { sayCount, sayDuration, sayInstant } from '../../text/dates.ts';
import { isLinked, sayLinkChange, sayLinkShort } from '../../text/link.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { shownKeys, useKeySets } from '../../ui/keys.ts';
import { useNow } from '../../ui/now.ts';
import { goTo } from '../../ui/route.ts';
import { useSettled } from '../../ui/use-settled.ts';

/** A line that is cut every few seconds is not told every few seconds. */
const STANDS_MS = 3_000;

function Waiting({ link }: { link: LinkStatus }) {
  const { t } = useTranslation();
  const now = useNow();
  const n = sayCount(link.waiting);
  if (link.waiting === 0) return t('frame.status.nothingWaiting');
  if (!link.oldestWaitingAt || link.state === 'online') return t('frame.status.waiting', { n });
  const duration = sayDuration(now - Date.parse(link.oldestWaitingAt));
  return t('frame.status.waitingOldest', { n, duration });
}

function LinkWords({ link, today }: { link: LinkStatus; today: string }) {
  const { t } = useTranslation();
  const said = useSettled(sayLinkChange(link), STANDS_MS);
  return (
    <>
      <b className="status-link">
        <Icon name={isLinked(link) ? 'link' : 'link-off'} />
        {sayLinkShort(link)}
      </b>
      <span role="status" className="sr">
        {said}
      </span>
      <span>
        <Waiting link={link} />
      </span>
      {link.needsYou > 0 && (
        <button type="button" className="text-link" onClick={() => goTo({ screen: 'sync' })}>
          {t('frame.status.needsYou', { n: link.needsYou })}
        </button>
      )}
      <span>
        {link.lastReceivedAt
          ? t('frame.status.received', { when: sayInstant(link.lastReceivedAt, today) })
          : t('frame.status.neverReceived')}
      </span>
      <span>{t('frame.status.pack', { version: link.packVersion })}</span>
    </>
  );
}

export function StatusBar() {
  const { t, i18n } = useTranslation();
  const link = useLink();
  const session = useSession();
  const sets = useKeySets((state) => state.sets);
  return (
    <footer className="status-bar" data-region aria-label={t('frame.regions.status')} tabIndex={-1}>
      <div className="status-facts">
        {/* In another language it is another sentence: what stands is not held back. */}
        {link && session && <LinkWords key={i18n.language} link={link} today={session.today} />}
      </div>
      <ul className="status-keys">
        {shownKeys(sets).map(({ key, label }) => (
          <li key={`${key} ${label}`}>
            {key} {label}
          </li>
        ))}
      </ul>
    </footer>
  );
}
