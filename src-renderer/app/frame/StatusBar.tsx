/** Status bar. Left: state of the link, what waits, last received, policy pack. Right: the three keys that matter here.
 *  It never blinks; what it says changes with the facts and is told politely to readers of the screen.             */
import { useTranslation } from 'react-i18next';
import { type LinkStatus, useLink, useSession } from '../../data/session.ts';
import { sayCount, sayDuration, sayInstant } from '../../text/dates.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { shownKeys, useKeySets } from '../../ui/keys.ts';
import { useNow } from '../../ui/now.ts';
import { goTo } from '../../ui/route.ts';

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
  const counted = link.state === 'first-sync' ? link.firstSync : link.sending;
  const done = sayCount(counted?.done ?? 0);
  const total = sayCount(counted?.total ?? 0);
  const isLinked = link.state === 'online' || link.state === 'sending' || link.state === 'first-sync';
  return (
    <>
      <b className="status-link" role="status">
        <Icon name={isLinked ? 'link' : 'link-off'} />
        {t(`frame.status.${link.state}`, { done, total })}
      </b>
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
  const { t } = useTranslation();
  const link = useLink();
  const session = useSession();
  const sets = useKeySets((state) => state.sets);
  return (
    <footer className="status-bar" data-region aria-label={t('frame.regions.status')} tabIndex={-1}>
      <div className="status-facts">{link && session && <LinkWords link={link} today={session.today} />}</div>
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
