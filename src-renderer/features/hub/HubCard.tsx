/** 办公室中转, on the sync screen: where this computer's packets are, and what it carries for others. */
import { useState } from 'react';
import type { HubHere, HubLeft, HubThere } from '#shared/rpc/hub-shapes.ts';
import { desk } from '../../data/desk.ts';
import { readAgain, useLive } from '../../data/live-query.ts';
import { useSession } from '../../data/session.ts';
import { sayRefusal } from '../../text/codes.ts';
import { sayCount, sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { FaultLine } from './FaultLine.tsx';
import './hub.css';

function sayHub(place: NonNullable<HubThere['place']>, last: HubThere['last']): string {
  const name = { name: place.hubName };
  return last?.line ? t(`hub.card.line.${last.line}`, name) : t('hub.card.notYet', name);
}

function Left({ left }: { left: readonly HubLeft[] }) {
  const today = useSession()?.today ?? '';
  if (!left.length) return null;
  return (
    <>
      <ul className="hub-packets" aria-label={t('hub.card.title')}>
        {left.map(({ serial, acts, at, state, code }) => (
          <li key={serial}>
            {t('hub.card.left', {
              ...{ serial, n: sayCount(acts), at: sayInstant(at, today) },
              state: t(`hub.card.state.${state}`),
            })}
            {code && <div className="faint">{sayRefusal(code)}</div>}
          </li>
        ))}
      </ul>
      {left.some(({ waiting }) => waiting > 0) && <p className="faint">{t('hub.card.stay')}</p>}
    </>
  );
}

function There({ there, place }: { there: HubThere; place: NonNullable<HubThere['place']> }) {
  const [state, setState] = useState<'rest' | 'asking' | 'asked' | 'failed'>('rest');
  const ask = (): void => {
    setState('asking');
    void desk()
      .hub.ask()
      .then(({ code }) => setState(code ? 'rest' : 'asked'))
      .catch(() => setState('failed'))
      .finally(() => void readAgain(['hub', 'journal']));
  };
  const fault = state === 'failed' ? 'hub/failed' : (there.last?.code ?? undefined);
  return (
    <>
      <p>{sayHub(place, there.last)}</p>
      <p className="hub-acts">
        <ActButton icon="transfer" isBusy={state === 'asking'} onClick={ask}>
          {t(state === 'asking' ? 'hub.card.asking' : 'hub.card.ask')}
        </ActButton>
      </p>
      <p role="status">{state === 'asked' && t('hub.card.asked')}</p>
      <FaultLine code={state === 'asking' ? undefined : fault} />
      <Left left={there.left} />
    </>
  );
}

function Here({ waiting, fault, carryFault }: HubHere) {
  const words = waiting
    ? t('hub.card.hereWaiting', { n: sayCount(waiting) })
    : t(fault ? 'hub.card.hereFault' : 'hub.card.hereNone');
  return (
    <>
      <p>{words}</p>
      <FaultLine code={fault ?? (waiting ? (carryFault ?? undefined) : undefined)} />
    </>
  );
}

export function HubCard() {
  const there = useLive(['hub', 'journal'], ['hub.there'], () => desk().hub.there()).data;
  const here = useLive(['hub'], ['hub.here'], () => desk().hub.here()).data;
  if (!there || !here) return null;
  const isNone = !there.place && !here.isOn;
  return (
    <Panel shape="card" icon="transfer" title={t('hub.card.title')}>
      {here.isOn && <Here {...here} />}
      {there.place && <There there={there} place={there.place} />}
      {isNone && <p className="faint">{t('hub.card.none')}</p>}
      <TextLink onClick={() => goTo({ screen: 'settings' })}>{t('hub.card.set')}</TextLink>
    </Panel>
  );
}
