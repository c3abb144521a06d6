/** 46 = 12 + 31 + 1 + 2: every act of this computer, by what the county has said of it. */
import type { ReactNode } from 'react';
import { sayCount, sayDuration } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { FourBox } from '../../ui/FourBox.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { useNow } from '../../ui/now.ts';
import { addsUp, type Overview } from './numbers.ts';

interface PartProps {
  readonly n: number;
  readonly title: ReactNode;
  readonly note: ReactNode;
  readonly tone?: 'amber' | undefined;
}

function Part({ n, title, note, tone }: PartProps) {
  return (
    <div className={tone ? `sync-number tone-${tone}` : 'sync-number'}>
      <b>{sayCount(n)}</b>
      <span className="sync-made">{title}</span>
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

/** What is left to look at, beside a number that only says how many there were. */
function leftNote(n: number, none: string, some: string): string {
  return n > 0 ? some : none;
}

export function NumberStrip({ overview }: { overview: Overview }) {
  const now = useNow();
  const { made, waiting, applied, inConflict, refused, refusedLeft, decided, oldestWaitingAt } = overview;
  const waitingNote = oldestWaitingAt
    ? t('sync.numbers.waitingNote', { duration: sayDuration(now - Date.parse(oldestWaitingAt)) })
    : t('sync.numbers.waitingNone');
  const refusedNote = refused === 0 ? t('sync.numbers.none') : t('sync.numbers.refusedSeen');
  return (
    <>
      <div className="sync-numbers">
        <Part n={made} title={t('sync.numbers.made')} note={t('sync.numbers.madeNote')} />
        <Sign>=</Sign>
        <Part n={waiting} title={<FourBox place="waiting" />} note={waitingNote} />
        <Sign>+</Sign>
        <Part
          n={applied}
          title={<FourBox place="received" />}
          note={t('sync.numbers.receivedNote', { decided: sayCount(decided) })}
        />
        <Sign>+</Sign>
        <Part
          n={inConflict}
          title={t('sync.numbers.inConflict')}
          note={leftNote(inConflict, t('sync.numbers.none'), t('sync.numbers.inConflictNote'))}
          tone={inConflict > 0 ? 'amber' : undefined}
        />
        <Sign>+</Sign>
        <Part
          n={refused}
          title={t('sync.numbers.refused')}
          note={leftNote(
            refusedLeft,
            refusedNote,
            t('sync.numbers.refusedNote', { n: sayCount(refusedLeft) }),
          )}
          tone={refusedLeft > 0 ? 'amber' : undefined}
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
