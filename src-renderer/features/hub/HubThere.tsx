/** 没网时交给办公室的中转: the hub's address and code, typed once as they stand on its screen. */
import { Input } from 'antd';
import { useState } from 'react';
import { HUB_PORT, HUB_PORTS, type HubDone, type HubThere as There } from '#shared/rpc/hub-shapes.ts';
import { desk } from '../../data/desk.ts';
import { readAgain, useLive } from '../../data/live-query.ts';
import { useSession } from '../../data/session.ts';
import { sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { readAddress } from './address.ts';
import './hub.css';

const EXAMPLE = { example: `192.168.1.5:${HUB_PORT}` };

function Join({ onDone }: { onDone: (done: Promise<HubDone>) => Promise<void> }) {
  const [address, setAddress] = useState('');
  const [code, setCode] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const join = (): void => {
    const place = readAddress(address, HUB_PORT, HUB_PORTS);
    setWrong(!place);
    if (!place || isBusy) return;
    setBusy(true);
    void onDone(desk().hub.join({ ...place, code })).finally(() => setBusy(false));
  };
  return (
    <form className="hub-form" onSubmit={(event) => event.preventDefault()}>
      <FormField
        name="hubPlace"
        label={t('hub.there.address')}
        {...(isWrong && { fault: t('hub.there.addressFault', EXAMPLE) })}
        help={t('hub.there.addressHelp', EXAMPLE)}
      >
        {(control) => (
          <Input
            {...control}
            value={address}
            maxLength={60}
            autoComplete="off"
            onPressEnter={join}
            onChange={(event) => setAddress(event.target.value)}
          />
        )}
      </FormField>
      <FormField name="hubCode" label={t('hub.there.code')} help={t('hub.there.codeHelp')}>
        {(control) => (
          <Input
            {...control}
            value={code}
            inputMode="numeric"
            maxLength={60}
            autoComplete="off"
            onPressEnter={join}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </FormField>
      <ActButton icon="transfer" isBusy={isBusy} off={!address || !code} onClick={join}>
        {t('hub.there.join')}
      </ActButton>
    </form>
  );
}

function Joined({ place, onLeave }: { place: NonNullable<There['place']>; onLeave: () => void }) {
  const today = useSession()?.today ?? '';
  const { hubName: name, address, port, since } = place;
  return (
    <>
      <FieldList>
        <FieldRow label={t('hub.there.uses')} note={t('hub.there.since', { at: sayInstant(since, today) })}>
          {t('hub.there.usesValue', { name, address: `${address}:${port}` })}
        </FieldRow>
      </FieldList>
      <ActButton onClick={onLeave}>{t('hub.there.leave')}</ActButton>
    </>
  );
}

export function HubThere() {
  const there = useLive(['hub', 'session'], ['hub.there'], () => desk().hub.there()).data;
  const [code, setCode] = useState<string>();
  if (!there) return null;
  const done = async (work: Promise<HubDone>): Promise<void> => {
    setCode(undefined);
    const said = await work.then((answer) => answer.code).catch(() => 'hub/failed');
    setCode(said ?? undefined);
    await readAgain(['hub']);
  };
  return (
    <Panel title={t('hub.there.title')} icon="link">
      <p className="quiet">{t('hub.there.note')}</p>
      <p className="faint">{t('hub.there.notThisWay')}</p>
      {there.place ? (
        <Joined place={there.place} onLeave={() => void done(desk().hub.leave())} />
      ) : (
        <Join onDone={done} />
      )}
      <RefusalLine code={code} />
    </Panel>
  );
}
