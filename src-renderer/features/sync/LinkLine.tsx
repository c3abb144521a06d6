/** What goes on over the line, in one sentence that says how far it is and how long it takes, and the button that tries it now. What came of
 *  a try is said in the same place. The sentence itself is not read out as it moves: the status bar tells what changes.         */
import { useState } from 'react';
import { desk } from '../../data/desk.ts';
import { type LinkStatus, useLink } from '../../data/session.ts';
import { sayCount } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { isLinked, sayLink } from '../../text/link.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { useSeconds } from '../../ui/now.ts';

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

function triedWords(link: LinkStatus): string {
  if (link.state !== 'offline') return t('sync.link.tried');
  if (isTroubled(link)) return t('sync.link.triedTroubled');
  return link.waiting > 0
    ? t('sync.link.triedLost', { waiting: sayCount(link.waiting) })
    : t('sync.link.triedNone');
}

export function LinkLine({ trying }: { trying: Trying }) {
  const link = useLink();
  const now = useSeconds(link?.state === 'offline');
  if (!link) return null;
  return (
    <div className="link-line">
      <Icon name={isLinked(link) ? 'link' : 'link-off'} />
      <p>
        {sayLink(link, now)} <span role="status">{trying.hasTried && triedWords(link)}</span>
      </p>
      <ActButton keyName="F5" isBusy={trying.isTrying} onClick={trying.tryNow}>
        {t(trying.isTrying ? 'sync.link.trying' : 'sync.link.tryNow')}
      </ActButton>
    </div>
  );
}
