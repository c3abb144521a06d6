/** 统计: what the office looks at as a whole, one tab each. A new tab is a name in ui/route.ts, a line here and one in TABS_OF. */
import { bodyOf, type Body } from '#shared/domain/state.ts';
import { useMe } from '../../data/session.ts';
import { t } from '../../text/i18n.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { goTo, type ReportTab } from '../../ui/route.ts';
import { TabBar } from '../../ui/TabBar.tsx';
import { BulletinTab } from './BulletinTab.tsx';
import { OfficeDocuments } from './OfficeDocuments.tsx';
import { RegionTab } from './RegionTab.tsx';
import { RolloutTab } from './RolloutTab.tsx';
import { StatisticsView } from './StatisticsView.tsx';
import './reports.css';

const COUNTY: readonly ReportTab[] = ['statistics', 'rollout', 'bulletin', 'documents'];
const TABS_OF: Readonly<Record<Body, readonly ReportTab[]>> = {
  TOWNSHIP: ['statistics', 'documents'],
  FEDERATION: COUNTY,
  CIVIL_AFFAIRS: COUNTY,
  FINANCE: ['statistics', 'documents'],
  SUPERVISION: ['region'],
};

const TABS = {
  statistics: StatisticsView,
  region: RegionTab,
  rollout: RolloutTab,
  bulletin: BulletinTab,
  documents: OfficeDocuments,
} as const;

export function ReportsScreen({ tab }: { tab?: ReportTab | undefined }) {
  const me = useMe();
  if (!me) return null;
  const tabs = TABS_OF[bodyOf(me.role)];
  const open = tab && tabs.includes(tab) ? tab : (tabs[0] as ReportTab);
  const Tab = TABS[open];
  const head = (
    <>
      <PageHead title={t('reports.title')} />
      <TabBar
        label={t('reports.tabs.label')}
        tabs={tabs.map((name) => ({ name, word: t(`reports.tabs.${name}`) }))}
        open={open}
        onOpen={(next) => goTo({ screen: 'reports', tab: next }, true)}
      />
    </>
  );
  return <Tab key={open} head={head} />;
}
