/** 这台电脑给办公室中转: switched on at one address by somebody who may; its code to be typed at the others; what it carries for whom. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { HUB_PORTS, type HubDone, type HubHere as Here } from '#shared/rpc/hub-shapes.ts';
import { desk } from '../../data/desk.ts';
import { readAgain, useLive } from '../../data/live-query.ts';
import { useSession } from '../../data/session.ts';
import { sayCount, sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { FaultLine } from './FaultLine.tsx';
import './hub.css';

const GROUP = /\d{4}/g;

function sayNow({ waiting, taken }: Here): string {
  if (waiting > 0) return t('hub.here.waiting', { n: sayCount(waiting) });
  return t(taken.length ? 'hub.here.carried' : 'hub.here.listening');
}

/** Runs a change of the hub; what it said. */
function useChange() {
  const [code, setCode] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const change = (work: () => Promise<HubDone>): void => {
    if (isBusy) return;
    setBusy(true);
    setCode(undefined);
    void work()
      .then((done) => setCode(done.code ?? undefined))
      .catch(() => setCode('hub/failed'))
      .finally(() => {
        setBusy(false);
        void readAgain(['hub']);
      });
  };
  return { code, isBusy, change };
}

type Change = ReturnType<typeof useChange>;

function Open({ here, change, isBusy }: { here: Here } & Pick<Change, 'change' | 'isBusy'>) {
  const { addresses } = here;
  const [address, setAddress] = useState(here.address ?? addresses[0] ?? '');
  const [port, setPort] = useState(String(here.port));
  const typed = Number(port);
  const isPort = Number.isInteger(typed) && typed >= HUB_PORTS.from && typed <= HUB_PORTS.to;
  const chosen = addresses.includes(address) ? address : (addresses[0] ?? '');
  return (
    <form className="hub-form" onSubmit={(event) => event.preventDefault()}>
      <FormField name="hubAddress" label={t('hub.here.address')}>
        {(control) => (
          <Select
            {...control}
            value={chosen}
            options={addresses.map((value) => ({ value, label: value }))}
            onChange={setAddress}
          />
        )}
      </FormField>
      <FormField name="hubPort" label={t('hub.here.port')} help={t('hub.here.portHelp', HUB_PORTS)}>
        {(control) => (
          <Input
            {...control}
            value={port}
            inputMode="numeric"
            maxLength={5}
            autoComplete="off"
            onChange={(event) => setPort(event.target.value.trim())}
          />
        )}
      </FormField>
      <ActButton
        icon="transfer"
        isBusy={isBusy}
        off={!isPort || !chosen}
        onClick={() => change(() => desk().hub.setUp({ isOn: true, address: chosen, port: typed }))}
      >
        {t('hub.here.open')}
      </ActButton>
    </form>
  );
}

function Taken({ taken }: Pick<Here, 'taken'>) {
  const today = useSession()?.today ?? '';
  if (!taken.length) return null;
  return (
    <ul className="hub-packets" aria-label={t('hub.taken.title')}>
      {taken.map(({ device, serial, computerName, acts, at, state }) => (
        <li key={`${device} ${serial}`}>
          {t('hub.taken.line', {
            ...{ computer: computerName ?? t('hub.taken.unknownComputer'), serial, n: sayCount(acts) },
            ...{ at: sayInstant(at, today), state: t(`hub.taken.${state}`) },
          })}
        </li>
      ))}
    </ul>
  );
}

function Opened({ here, change, isBusy }: { here: Here } & Pick<Change, 'change' | 'isBusy'>) {
  const today = useSession()?.today ?? '';
  const { address, port, code, by, at, mayChange } = here;
  return (
    <>
      <FieldList>
        <FieldRow label={t('hub.here.place')}>
          <span className="num">{`${address}:${port}`}</span>
        </FieldRow>
        <FieldRow label={t('hub.here.code')} note={t('hub.here.codeNote')}>
          <b className="num hub-code">{code?.match(GROUP)?.join(' ')}</b>
        </FieldRow>
        <FieldRow label={t('hub.here.openedBy')}>
          {t('hub.here.by', { name: by ?? '', at: at ? sayInstant(at, today) : '' })}
        </FieldRow>
        <FieldRow label={t('hub.here.state')}>
          <span role="status">{here.fault ? '' : sayNow(here)}</span>
        </FieldRow>
      </FieldList>
      <FaultLine code={here.fault} />
      <Taken taken={here.taken} />
      {mayChange && (
        <p className="hub-acts">
          <ActButton isBusy={isBusy} onClick={() => change(() => desk().hub.newCode())}>
            {t('hub.here.newCode')}
          </ActButton>
          <ActButton
            isBusy={isBusy}
            onClick={() => change(() => desk().hub.setUp({ isOn: false, address: address ?? '', port }))}
          >
            {t('hub.here.close')}
          </ActButton>
          <span className="faint">{t('hub.here.newCodeNote')}</span>
        </p>
      )}
    </>
  );
}

export function HubHere() {
  const here = useLive(['hub', 'session'], ['hub.here'], () => desk().hub.here()).data;
  const { code, isBusy, change } = useChange();
  if (!here) return null;
  return (
    <Panel title={t('hub.here.title')} icon="transfer">
      <p className="quiet">{t('hub.here.note')}</p>
      {here.isOn && <Opened here={here} change={change} isBusy={isBusy} />}
      {!here.isOn && here.mayChange && <Open here={here} change={change} isBusy={isBusy} />}
      {!here.isOn && !here.mayChange && <p className="faint">{t('hub.here.notYours')}</p>}
      {/* A hub that is on says itself what is wrong with it. */}
      <RefusalLine code={here.fault ? undefined : code} />
    </Panel>
  );
}
