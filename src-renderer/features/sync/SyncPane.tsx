/** How long the queue takes on the links there are, and the latest receipts. */
import { useSession } from '../../data/session.ts';
import { sayCount, sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { HubCard } from '../hub/HubCard.tsx';
import { StickCard } from './StickCard.tsx';
import type { PacketRow } from '#shared/rpc/packet-shapes.ts';
import { type Estimate, estimate, kilobytes, LINK_SPEEDS, type LinkSpeed, type Overview } from './numbers.ts';

const RECEIPTS_SHOWN = 6;

function sayEstimate(one: Estimate): string {
  return one.unit === 'instant' ? t('sync.estimate.instant') : t(`sync.estimate.${one.unit}`, { n: one.n });
}

function HowLong({ overview }: { overview: Overview }) {
  const { waiting, waitingBytes } = overview;
  if (waiting === 0) {
    return (
      <Panel shape="card" icon="clock" title={t('sync.estimate.title')}>
        <p className="faint">{t('sync.estimate.nothing')}</p>
      </Panel>
    );
  }
  return (
    <Panel shape="card" icon="clock" title={t('sync.estimate.title')}>
      <p className="faint">
        {t('sync.estimate.note', { n: sayCount(waiting), kb: sayCount(kilobytes(waitingBytes)) })}
      </p>
      <dl className="speeds">
        {(Object.keys(LINK_SPEEDS) as LinkSpeed[]).map((speed) => (
          <div key={speed}>
            <dt>{t(`sync.estimate.speeds.${speed}`)}</dt>
            <dd>{sayEstimate(estimate(waitingBytes, speed))}</dd>
          </div>
        ))}
      </dl>
      <p className="faint">{t('sync.estimate.words', { time: sayEstimate(estimate(waitingBytes, '2g')) })}</p>
    </Panel>
  );
}

function Receipts({ overview }: { overview: Overview }) {
  const today = useSession()?.today ?? '';
  return (
    <Panel shape="card" icon="check" title={t('sync.receipts.title')}>
      {overview.receipts.length === 0 && <p className="faint">{t('sync.receipts.none')}</p>}
      <ul className="receipts">
        {overview.receipts.slice(0, RECEIPTS_SHOWN).map(({ receipt, at, acts }) => (
          <li key={`${receipt} ${at}`}>
            <span>{receipt}</span>
            <span className="faint">
              {sayInstant(at, today)} · {t('sync.receipts.acts', { n: sayCount(acts) })}
            </span>
          </li>
        ))}
      </ul>
      {overview.receiptCount > 0 && (
        <TextLink onClick={() => goTo({ screen: 'sync', receipts: { day: null } })}>
          {t('sync.receipts.all', { n: sayCount(overview.receiptCount) })}
        </TextLink>
      )}
    </Panel>
  );
}

interface SyncPaneProps {
  readonly overview: Overview;
  readonly onSlip: (packet: PacketRow) => void;
}

export function SyncPane({ overview, onSlip }: SyncPaneProps) {
  return (
    <>
      <HowLong overview={overview} />
      <StickCard waiting={overview.waiting} onSlip={onSlip} />
      <HubCard />
      <Receipts overview={overview} />
    </>
  );
}
