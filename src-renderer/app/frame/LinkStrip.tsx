/** The calm strip above the sheet: offline since when, what goes on, what cannot. Amber after seven days without contact.
 *  It says a fact and therefore cannot be closed. The same place tells of the first sync, of a sign-in that is needed,
 *  and of a replica that does not answer.                                                                          */
import { useTranslation } from 'react-i18next';
import { LEASE_DAYS } from '#shared/domain/lease.ts';
import type { Role } from '#shared/domain/state.ts';
import { type LinkStatus, useChannelState, useLink, useMe } from '../../data/session.ts';
import { sayCount } from '../../text/dates.ts';
import { sayTrouble } from '../../text/trouble.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { useNow } from '../../ui/now.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { goTo } from '../../ui/route.ts';

const DAY_MS = 86_400_000;
const STALE_DAYS = 7;
/** So long before the lease ends it is spoken of. */
const LEASE_TOLD_DAYS = 15;

/** What needs a person, at this computer or at the county: it will not pass by itself. */
const LASTING = ['contradicts', 'refused', 'disk-full', 'read-only', 'fault'];

function OfflineWords({ link, role }: { link: LinkStatus; role: Role }) {
  const { t } = useTranslation();
  const isTownship = role === 'TOWNSHIP_CLERK' || role === 'TOWNSHIP_REVIEWER';
  if (role === 'SUPERVISOR')
    return (
      <p>
        <b>{t('frame.strip.notConnected')}</b>
        {sayTrouble(link)}
        {t('frame.strip.supervision')}
      </p>
    );
  return (
    <p>
      <b>{t('frame.strip.offline')}</b>
      <span className="strip-more">
        {sayTrouble(link)}
        {t(isTownship ? 'frame.strip.township' : 'frame.strip.county')}
      </span>
      <b>{t('frame.strip.cannotHead')}</b>
      {t(isTownship ? 'frame.strip.cannotTownship' : 'frame.strip.cannotCounty')}
      <span className="strip-more">{t('frame.strip.kept')}</span>
    </p>
  );
}

function useStaleDays(link: LinkStatus | undefined): number {
  const now = useNow();
  return link?.lastReceivedAt ? Math.floor((now - Date.parse(link.lastReceivedAt)) / DAY_MS) : 0;
}

export function LinkStrip() {
  const { t } = useTranslation();
  const channel = useChannelState();
  const link = useLink();
  const me = useMe();
  const staleDays = useStaleDays(link);
  const isStale = staleDays >= STALE_DAYS;
  if (channel === 'lost') {
    return (
      <div className="link-strip is-amber" role="status">
        <Icon name="alert" />
        <p>
          <b>{t('ui.lost.title')}</b>
          {t('ui.lost.words')}
        </p>
      </div>
    );
  }
  if (!link || !me) return null;
  if (link.state === 'first-sync' || link.state === 'sign-in-needed') return <ReceivingStrip link={link} />;
  if (link.state !== 'offline' && !isStale) return null;
  const isAmber = isStale || (link.trouble !== null && LASTING.includes(link.trouble.kind));
  return (
    <div className={isAmber ? 'link-strip is-amber' : 'link-strip'} role="status">
      <Icon name={isAmber ? 'alert' : 'link-off'} />
      {isStale && <StaleWords days={staleDays} />}
      {link.state === 'offline' && <OfflineWords link={link} role={me.role} />}
    </div>
  );
}

/** How long the county was not heard, and what that stops: near the end of the lease, and after it (domain/lease.ts). */
function StaleWords({ days }: { days: number }) {
  const { t } = useTranslation();
  const left = LEASE_DAYS - days;
  if (left < 0)
    return (
      <p>
        <b>{t('frame.strip.leaseOver', { days })}</b>
        {t('frame.strip.leaseGoesOn')}
      </p>
    );
  return (
    <p>
      <b>{t('frame.strip.stale', { days })}</b>
      {left <= LEASE_TOLD_DAYS && t('frame.strip.leaseSoon', { left })}
    </p>
  );
}

function ReceivingStrip({ link }: { link: LinkStatus }) {
  const { t } = useTranslation();
  if (link.state === 'sign-in-needed') {
    return (
      <div className="link-strip" role="status">
        <Icon name="link-off" />
        <p>
          <b>{t('frame.strip.signIn')}</b>
          {t('frame.strip.signInWords')}{' '}
          <TextLink onClick={() => goTo({ screen: 'settings' })}>{t('frame.strip.signInAct')}</TextLink>
        </p>
      </div>
    );
  }
  const { done = 0, total = 0 } = link.firstSync ?? {};
  return (
    <div className="link-strip">
      <Icon name="download" />
      <p>
        {/* How far it is moves, and is not read out each time. */}
        <b role="status">{t('frame.strip.firstSync')}</b> ·{' '}
        {total > 0 && t('frame.strip.firstSyncCount', { done: sayCount(done), total: sayCount(total) })}
        {t('frame.strip.firstSyncWords')}
      </p>
    </div>
  );
}
