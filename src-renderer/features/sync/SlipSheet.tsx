/** A slip on paper: what goes with a stick, and what an applicant is given for an act that the county has received. Documents, so Chinese
 *  whatever the language of the screens; printed by the window itself.                                                */
import type { PacketRow } from '#shared/rpc/packet-shapes.ts';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { actPage } from '#shared/rpc/desk-shapes.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { dateOfInstant, sayCount, sayLongDate, sayTime } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Screen } from '../../ui/Screen.tsx';
import '../intake/paper.css';
import { kilobytes } from './numbers.ts';

const CHINESE = 'zh-CN';

interface Line {
  readonly label: string;
  readonly value: string;
}

interface SlipSheetProps {
  readonly title: string;
  /** What the sheet tells, as a table. */
  readonly children: ReactNode;
  readonly words: string;
  readonly signs: readonly string[];
  readonly onClose: () => void;
}

const longInstant = (instant: string): string =>
  `${sayLongDate(dateOfInstant(instant), CHINESE)} ${sayTime(instant)}`;

/** The sheet itself, with its head, what signs it and where it was printed. */
export function SlipSheet({ title, children, words, signs, onClose }: SlipSheetProps) {
  const me = useMe();
  const session = useSession();
  const print = (): void => window.print();
  useKeys([
    { key: 'Ctrl+P', label: t('sync.slip.print'), run: print },
    { key: 'F9', run: print },
    { key: 'Esc', label: t('sync.slip.back'), run: onClose },
  ]);
  if (!me || !session) return null;
  const foot = (
    <>
      <span className="push" />
      <ActButton keyName="Esc" onClick={onClose}>
        {t('sync.slip.back')}
      </ActButton>
      <ActButton main icon="printer" keyName="Ctrl+P" onClick={print}>
        {t('sync.slip.print')}
      </ActButton>
    </>
  );
  return (
    <Screen layout="plain" head={<PageHead ruled title={title} about="slip" />} foot={foot}>
      <div className="paper-desk" tabIndex={0}>
        <article className="paper" lang={CHINESE}>
          <header>
            <p className="paper-title">{title}</p>
          </header>
          {children}
          <p>{words}</p>
          <div className="paper-signs">
            <ul>
              {signs.map((sign) => (
                <li key={sign}>
                  {sign}
                  <span className="paper-rule" />
                </li>
              ))}
            </ul>
          </div>
          <footer>
            <span>
              {t('prints.slip.foot', {
                ...{ unit: me.unitName, who: me.personName, computer: me.computerName },
                when: longInstant(session.now),
              })}
            </span>
          </footer>
        </article>
      </div>
    </Screen>
  );
}

function LineTable({ lines }: { lines: readonly Line[] }) {
  return (
    <table className="paper-table slip-table">
      <tbody>
        {lines.map(({ label, value }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Four digits at a time, as they are read out. */
const inFours = (code: string): string => (code.match(/.{1,4}/g) ?? []).join(' ');

/** What goes with a stick. */
export function PacketSlip({ packet, onClose }: { packet: PacketRow; onClose: () => void }) {
  const me = useMe();
  const words = t('prints.packetSlip.words');
  const lines: Line[] = [
    { label: t('prints.packetSlip.serial'), value: String(packet.serial).padStart(4, '0') },
    { label: t('prints.packetSlip.unit'), value: me?.unitName ?? '' },
    { label: t('prints.packetSlip.computer'), value: me?.computerName ?? '' },
    { label: t('prints.packetSlip.madeAt'), value: longInstant(packet.madeAt) },
    {
      label: t('prints.packetSlip.acts'),
      value: t('prints.packetSlip.actsOf', { n: sayCount(packet.acts) }),
    },
    {
      label: t('prints.packetSlip.size'),
      value: t('prints.packetSlip.sizeOf', { kb: sayCount(kilobytes(packet.byteCount)) }),
    },
    { label: t('prints.packetSlip.checkCode'), value: inFours(packet.checkCode) },
  ];
  const signs = (['carrier', 'county', 'date'] as const).map((sign) => t(`prints.packetSlip.sign.${sign}`));
  return (
    <SlipSheet title={t('prints.packetSlip.title')} {...{ words, signs, onClose }}>
      <LineTable lines={lines} />
    </SlipSheet>
  );
}

type Act = z.infer<typeof actPage>;

/** What an applicant is given: the act has come to the county, under this number. */
export function ReceiptSlip({ act, onClose }: { act: Act; onClose: () => void }) {
  const lines: Line[] = [
    { label: t('prints.receiptSlip.who'), value: act.personName ?? '' },
    { label: t('prints.receiptSlip.what'), value: sayCode('action', act.name, CHINESE) },
    { label: t('prints.receiptSlip.madeAt'), value: longInstant(act.madeAt) },
    { label: t('prints.receiptSlip.receivedAt'), value: act.receivedAt ? longInstant(act.receivedAt) : '' },
    { label: t('prints.receiptSlip.receipt'), value: act.receipt ?? '' },
    { label: t('prints.receiptSlip.outcome'), value: t(`prints.receiptSlip.outcomes.${outcomeWord(act)}`) },
    { label: t('prints.receiptSlip.proof'), value: t(`prints.receiptSlip.proofs.${act.proof}`) },
  ];
  const signs = (['clerk', 'applicant', 'date'] as const).map((sign) => t(`prints.receiptSlip.sign.${sign}`));
  const words = t('prints.receiptSlip.words');
  return (
    <SlipSheet title={t('prints.receiptSlip.title')} {...{ words, signs, onClose }}>
      <LineTable lines={lines} />
    </SlipSheet>
  );
}

export function outcomeWord({
  outcome,
  place,
}: Pick<Act, 'outcome' | 'place'>): 'taken' | 'settling' | 'notTaken' {
  if (outcome.startsWith('applied')) return 'taken';
  if (outcome !== 'in-conflict') return 'notTaken';
  // Where nobody need settle anything any more, the county has it.
  return place === 'needs-you' ? 'settling' : 'taken';
}
