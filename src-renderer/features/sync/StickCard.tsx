/** «没网？用 U 盘送»: three sentences and both directions. */
import { useRef } from 'react';
import type { PacketRow } from '#shared/rpc/packet-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { useSession } from '../../data/session.ts';
import { sayCount, sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { type StickState, useStick } from './use-stick.ts';

const PACKETS_SHOWN = 3;
const STEPS = ['write', 'carry', 'back'] as const;

function sayState(state: StickState): string | null {
  switch (state.at) {
    case 'writing':
      return t('sync.stick.busyWriting');
    case 'reading':
      return t('sync.stick.busyReading');
    case 'written':
      return t('sync.stick.written', { serial: state.packet.serial, n: sayCount(state.packet.acts) });
    case 'read': {
      const { read } = state;
      if (read.kind === 'answer')
        return t('sync.stick.answer', {
          ...{ serial: read.serial, n: sayCount(read.outcomes), fresh: sayCount(read.fresh) },
        });
      const computer = read.computerName ?? t('sync.stick.unknownComputer');
      return t('sync.stick.carried', { computer, serial: read.serial, n: sayCount(read.acts) });
    }
    default:
      return null;
  }
}

function sayPacket({ serial, madeAt, acts, waiting, answeredAt }: PacketRow, today: string): string {
  const state =
    waiting > 0
      ? t('sync.stick.waitingFor', { n: sayCount(waiting) })
      : t(answeredAt ? 'sync.stick.answered' : 'sync.stick.allIn');
  return t('sync.stick.last', { serial, at: sayInstant(madeAt, today), n: sayCount(acts), state });
}

function Packets({ onSlip }: { onSlip: (packet: PacketRow) => void }) {
  const today = useSession()?.today ?? '';
  const packets = useLive(['journal'], ['packets.list'], () => desk().packets.list()).data;
  if (!packets?.length) return null;
  return (
    <ul className="packets">
      {packets.slice(0, PACKETS_SHOWN).map((packet) => (
        <li key={packet.serial}>
          <span className="faint">{sayPacket(packet, today)}</span>{' '}
          <TextLink onClick={() => onSlip(packet)}>{t('sync.stick.slip')}</TextLink>
        </li>
      ))}
    </ul>
  );
}

export function StickCard({ waiting, onSlip }: { waiting: number; onSlip: (packet: PacketRow) => void }) {
  const { state, write, read } = useStick();
  const input = useRef<HTMLInputElement>(null);
  const said = sayState(state);
  return (
    <Panel shape="card" icon="usb" title={t('sync.stick.title')}>
      <ol className="stick-steps">
        {STEPS.map((step) => (
          <li key={step}>{t(`sync.stick.steps.${step}`, { n: sayCount(waiting) })}</li>
        ))}
      </ol>
      <p className="faint">{t('sync.stick.note')}</p>
      <input
        ref={input}
        type="file"
        accept=".sumu"
        aria-label={t('sync.stick.readLabel')}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) read(file);
          event.target.value = '';
        }}
      />
      <p className="stick-acts">
        <ActButton icon="usb" isBusy={state.at === 'writing'} onClick={write}>
          {t('sync.stick.writeWords')}
        </ActButton>
        <ActButton isBusy={state.at === 'reading'} onClick={() => input.current?.click()}>
          {t('sync.stick.readWords')}
        </ActButton>
      </p>
      <p role="status" className="stick-said">
        {said}
      </p>
      <RefusalLine code={state.at === 'refused' ? state.code : undefined} />
      <Packets onSlip={onSlip} />
    </Panel>
  );
}
