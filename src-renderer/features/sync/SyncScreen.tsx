/** Sync: where everything is that was done on this computer. Four numbers that add up, what needs a person first, then what
 *  waits; at the right how long it takes and the latest receipts. `act` opens the page of one act.                 */
import { useState } from 'react';
import type { PacketRow } from '#shared/rpc/packet-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { t } from '../../text/i18n.ts';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { goBack } from '../../ui/route.ts';
import { Pane, Screen } from '../../ui/Screen.tsx';
import { ExportButton } from '../exports/ExportButton.tsx';
import { PartialLine } from '../rows/PartialLine.tsx';
import { RowCheckLine } from '../rows/RowCheckLine.tsx';
import { ActView } from './ActView.tsx';
import { LinkLine, useTryNow } from './LinkLine.tsx';
import { NeedsList } from './NeedsList.tsx';
import { NumberStrip } from './NumberStrip.tsx';
import { PacketSlip } from './SlipSheet.tsx';
import { ReceiptsView } from './ReceiptsView.tsx';
import { RenamedLine, WithdrawnLine } from './RenamedLine.tsx';
import { SyncPane } from './SyncPane.tsx';
import { WaitingList } from './WaitingList.tsx';
import './sync.css';

function SyncOverview() {
  const overview = useLive(['journal', 'link'], ['journal.overview'], () => desk().journal.overview()).data;
  const trying = useTryNow();
  const [slip, setSlip] = useState<PacketRow | null>(null);
  useKeys([
    { key: 'F5', label: t('sync.keys.tryNow'), run: trying.tryNow },
    { key: 'Enter', label: t('sync.keys.open') },
    { key: 'Esc', label: t('sync.keys.back'), run: goBack },
  ]);
  if (slip) return <PacketSlip packet={slip} onClose={() => setSlip(null)} />;
  const head = (
    <>
      <LinkLine trying={trying} />
      <PageHead
        title={t('sync.title')}
        note={t('sync.note')}
        acts={<ExportButton what={{ list: 'acts' }} off={!overview?.made} />}
      />
    </>
  );
  if (!overview)
    return (
      <Screen layout="plain" head={head}>
        {null}
      </Screen>
    );
  return (
    <Screen layout="pane" head={head}>
      <div className="sync-body">
        <NumberStrip overview={overview} />
        <WithdrawnLine withdrawn={overview.withdrawn} />
        <RenamedLine renamed={overview.renamed} />
        <PartialLine of="exports" />
        <RowCheckLine />
        <NeedsList count={overview.needsYou} />
        <WaitingList count={overview.waiting} />
      </div>
      <Pane label={t('sync.estimate.title')} width="wide">
        <SyncPane overview={overview} onSlip={setSlip} />
      </Pane>
    </Screen>
  );
}

interface SyncScreenProps {
  readonly act?: number | undefined;
  /** The list of all receipts, of one day or of all. */
  readonly receipts?: { readonly day: string | null } | undefined;
}

export function SyncScreen({ act, receipts }: SyncScreenProps) {
  if (receipts) return <ReceiptsView day={receipts.day} />;
  return act === undefined ? <SyncOverview /> : <ActView key={act} number={act} />;
}
