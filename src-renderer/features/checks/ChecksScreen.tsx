/** 核查: the monthly re-check, spot checks, certificates that run out (S004 arts 7, 9(4)); a view each. */
import { useTranslation } from 'react-i18next';
import { bodyOf } from '#shared/domain/state.ts';
import { useMe } from '../../data/session.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { CHECKS_TABS, type ChecksTab, goTo, type Route } from '../../ui/route.ts';
import { TabBar } from '../../ui/TabBar.tsx';
import { CompareView } from '../compare/CompareView.tsx';
import { FindingsView } from '../compare/FindingsView.tsx';
import { useFindings } from '../compare/use-compare.ts';
import { RadarView } from './RadarView.tsx';
import { RecheckList } from './RecheckList.tsx';
import { RecheckView } from './RecheckView.tsx';
import { SpotPage } from './SpotPage.tsx';
import { SpotView } from './SpotView.tsx';
import { useDuties } from './use-checks.ts';
import './checks.css';

type ChecksProps = Omit<Extract<Route, { readonly screen: 'checks' }>, 'screen'>;

/** A township hands nothing over. */
const tabsFor = (isTownship: boolean): readonly ChecksTab[] =>
  CHECKS_TABS.filter((tab) => !isTownship || tab !== 'compare');

function useOpenFindings(): number {
  const { byCode = [] } = useFindings({ show: 'todo', offset: 0, limit: 1 }) ?? {};
  return byCode.reduce((sum, { count }) => sum + count, 0);
}

function ChecksHead({ tab, tabs }: { tab: ChecksTab; tabs: readonly ChecksTab[] }) {
  const { t } = useTranslation();
  const duties = useDuties() ?? [];
  const findings = useOpenFindings();
  const countOf = (...kinds: readonly string[]) =>
    duties.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { count }) => sum + count, 0);
  const counts: Readonly<Record<ChecksTab, number>> = {
    recheck: countOf('recheck', 'task'),
    spot: countOf('spot-check'),
    radar: countOf('certificate'),
    findings,
    compare: 0,
  };
  return (
    <>
      <PageHead title={t('checks.title')} note={t('checks.note')} />
      <TabBar
        label={t('checks.title')}
        tabs={tabs.map((name) => ({ name, word: t(`checks.tabs.${name}`), count: counts[name] }))}
        open={tab}
        onOpen={(next) => goTo({ screen: 'checks', tab: next }, true)}
      />
    </>
  );
}

export function ChecksScreen({ tab, month, village, spotCheckId, findingId }: ChecksProps) {
  const me = useMe();
  if (!me) return null;
  const isTownship = bodyOf(me.role) === 'TOWNSHIP';
  const open: ChecksTab = tab ?? (isTownship ? 'recheck' : 'spot');
  if (spotCheckId !== undefined) return <SpotPage key={spotCheckId} spotCheckId={spotCheckId} />;
  if (village !== undefined && month) return <RecheckList key={village} {...{ village, month }} />;
  const head = <ChecksHead tab={open} tabs={tabsFor(isTownship)} />;
  if (open === 'compare') return <CompareView head={head} />;
  if (open === 'findings') return <FindingsView key={findingId} head={head} findingId={findingId} />;
  if (open === 'radar') return <RadarView head={head} />;
  if (open === 'spot') return <SpotView head={head} />;
  return <RecheckView head={head} month={month} />;
}
