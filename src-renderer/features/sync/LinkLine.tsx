/** How the link is, in one sentence, and the button that tries it now. What came of a try is said in the same place.  */
import { useState } from 'react';
import { desk } from '../../data/desk.ts';
import { type LinkStatus, useLink } from '../../data/session.ts';
import { sayCount, sayTime } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { sayTrouble } from '../../text/trouble.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';

export interface Trying {
  readonly isTrying: boolean;
  readonly hasTried: boolean;
  tryNow(): void;
}

/** One try at a time; the answer is the link's next state. */
export function useTryNow(): Trying {
  const [isTrying, setTrying] = useState(false);
  const [hasTried, setTried] = useState(false);
  const tryNow = (): void => {
    if (isTrying) return;
    setTrying(true);
    void desk()
      .link.tryNow()
      .catch(() => undefined)
      .finally(() => {
        setTrying(false);
        setTried(true);
      });
  };
  return { isTrying, hasTried, tryNow };
}

/** Something other than silence. */
function isTroubled({ trouble }: LinkStatus): boolean {
  return trouble !== null && trouble.kind !== 'no-answer';
}

function linkWords(link: LinkStatus): string {
  const { done = 0, total = 0 } = link.sending ?? link.firstSync ?? {};
  if (link.state === 'sending' || link.state === 'first-sync') {
    return t(`sync.link.${link.state}`, { done: sayCount(done), total: sayCount(total) });
  }
  if (link.state === 'online' && link.trouble?.kind === 'centre-older') return sayTrouble(link);
  if (link.state !== 'offline') return t(`sync.link.${link.state}`);
  const next = link.nextTryAt ? t('sync.link.nextAt', { time: sayTime(link.nextTryAt) }) : '';
  if (isTroubled(link)) return t('sync.link.troubled', { what: sayTrouble(link), next });
  return t('sync.link.offline', { next });
}

function triedWords(link: LinkStatus): string {
  if (link.state !== 'offline') return t('sync.link.tried');
  if (isTroubled(link)) return t('sync.link.triedTroubled');
  return link.waiting > 0
    ? t('sync.link.triedLost', { waiting: sayCount(link.waiting) })
    : t('sync.link.triedNone');
}

export function LinkLine({ trying }: { trying: Trying }) {
  const link = useLink();
  if (!link) return null;
  const isLinked = link.state === 'online' || link.state === 'sending' || link.state === 'first-sync';
  return (
    <div className="link-line">
      <Icon name={isLinked ? 'link' : 'link-off'} />
      <p>
        {linkWords(link)} <span role="status">{trying.hasTried && triedWords(link)}</span>
      </p>
      <ActButton keyName="F5" isBusy={trying.isTrying} onClick={trying.tryNow}>
        {t(trying.isTrying ? 'sync.link.trying' : 'sync.link.tryNow')}
      </ActButton>
    </div>
  );
}
