/** 46 = 12 + 31 + 3. */
import type { ReactNode } from 'react';
import type { Place } from '#shared/rpc/desk-shapes.ts';
import { sayCount, sayDuration } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { FourBox } from '../../ui/FourBox.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { useNow } from '../../ui/now.ts';
import { addsUp, type Overview } from './numbers.ts';

interface PartProps {
  readonly n: number;
  readonly place?: Place;
  readonly note: ReactNode;
  readonly tone?: 'amber';
}

function Part({ n, place, note, tone }: PartProps) {
  return (
    <div className={tone ? `sync-number tone-${tone}` : 'sync-number'}>
      <b>{sayCount(n)}</b>
      {place ? <FourBox place={place} /> : <span className="sync-made">{t('sync.numbers.made')}</span>}
      <span className="faint">{note}</span>
    </div>
  );
}

function Sign({ children }: { children: string }) {
  return (
    <span className="sync-sign" aria-hidden="true">
      {children}
    </span>
  );
}

export function NumberStrip({ overview }: { overview: Overview }) {
  const now = useNow();
  const { made, waiting, received, needsYou, decided, oldestWaitingAt } = overview;
  const waitingNote = oldestWaitingAt
    ? t('sync.numbers.waitingNote', { duration: sayDuration(now - Date.parse(oldestWaitingAt)) })
    : t('sync.numbers.waitingNone');
  return (
    <>
      <div className="sync-numbers">
        <Part n={made} note={t('sync.numbers.madeNote')} />
        <Sign>=</Sign>
        <Part n={waiting} place="waiting" note={waitingNote} />
        <Sign>+</Sign>
        <Part
          n={received}
          place="received"
          note={t('sync.numbers.receivedNote', { decided: sayCount(decided) })}
        />
        <Sign>+</Sign>
        <Part
          n={needsYou}
          place="needs-you"
          note={t(needsYou > 0 ? 'sync.numbers.needsYouNote' : 'sync.numbers.needsYouNone')}
          tone={needsYou > 0 ? 'amber' : undefined}
        />
      </div>
      {!addsUp(overview) && (
        <p className="amber-line">
          <Icon name="alert" />
          <span>{t('sync.numbers.wrongSum')}</span>
        </p>
      )}
    </>
  );
}
