/** At the top of a form that was opened again: what came back and when, whose it was, its receipt, and the ways out — to the act itself, or to
 *  leave it. What is wrong stands at its field; where the refusal is about the whole, its sentence stands here.                      */
import { type ReactNode, useState } from 'react';
import type { MendPage } from '#shared/rpc/mend-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useSession } from '../../data/session.ts';
import { sayRefusal } from '../../text/codes.ts';
import { sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import './mend.css';

interface MendLineProps {
  readonly page: MendPage;
  /** The refusal's sentence stands at a field of the form. */
  readonly isAtField: boolean;
  /** What to know besides. */
  readonly note?: string;
  /** More to do from here. */
  readonly acts?: ReactNode;
}

export function actNumber(number: number): string {
  return String(number).padStart(4, '0');
}

function headWords({ outcome, receivedAt, madeAt }: MendPage, today: string): string {
  const when = sayInstant(receivedAt ?? madeAt, today);
  if (outcome === 'parked' || outcome === 'quarantined') return t(`mend.line.${outcome}`, { when });
  return t('mend.line.refused', { when });
}

export function MendLine({ page, isAtField, note, acts }: MendLineProps) {
  const today = useSession()?.today ?? '';
  const [isLeaving, setLeaving] = useState(false);
  const { number, who, madeAt, receipt, code } = page;
  const facts = [
    t('mend.line.made', { number: actNumber(number), who, when: sayInstant(madeAt, today) }),
    receipt && t('mend.line.receipt', { receipt }),
  ].filter(Boolean);
  return (
    <section className="mend-line" aria-label={headWords(page, today)} tabIndex={-1}>
      <p>
        <Icon name="flag" /> <b>{headWords(page, today)}</b>{' '}
        <span className="quiet">{facts.join(' · ')}</span>
      </p>
      {!isAtField && code && <p>{sayRefusal(code)}</p>}
      <p className="mend-line-ways">
        <span>{note ?? t('mend.line.kept')}</span>
        {acts}
        <TextLink onClick={() => goTo({ screen: 'sync', act: number })}>{t('mend.line.see')}</TextLink>
        {!isLeaving && <TextLink onClick={() => setLeaving(true)}>{t('mend.line.aside')}</TextLink>}
      </p>
      {isLeaving && <Aside number={number} onStay={() => setLeaving(false)} />}
    </section>
  );
}

/** Leaving an act: what that means, before it is done. */
export function Aside({ number, onStay }: { number: number; onStay: () => void }) {
  const leave = async (): Promise<void> => {
    await desk().journal.dismiss({ number });
    goTo({ screen: 'sync', act: number });
    onStay();
  };
  return (
    <div className="mend-aside" role="group" aria-label={t('mend.aside.title')}>
      <p>{t('mend.aside.words')}</p>
      <ActButton size="small" onClick={() => void leave()}>
        {t('mend.aside.yes')}
      </ActButton>
      <ActButton size="small" onClick={onStay}>
        {t('mend.aside.no')}
      </ActButton>
    </div>
  );
}
