/** 待办清单: the lists beside the files, a tab each: what this body has to tell, decide, follow up or hand on (S004 arts 8–13). */
import { useTranslation } from 'react-i18next';
import type { MatterKind } from '#shared/rpc/matter-shapes.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { goTo } from '../../ui/route.ts';
import { TabBar } from '../../ui/TabBar.tsx';
import '../checks/checks.css';
import { DelegationsView } from './DelegationsView.tsx';
import { LeadsView } from './LeadsView.tsx';
import { ExitsView, ForwardedView, RecoveriesView } from './SimpleViews.tsx';
import { ToldView } from './ToldView.tsx';
import { useMatterCounts } from './use-matters.ts';

const VIEWS = {
  told: ToldView,
  exits: ExitsView,
  leads: LeadsView,
  recoveries: RecoveriesView,
  forwarded: ForwardedView,
  delegations: DelegationsView,
} as const satisfies Record<MatterKind, unknown>;

export function MattersScreen({ tab }: { tab?: MatterKind | undefined }) {
  const { t } = useTranslation();
  const counts = useMatterCounts();
  const [first] = counts ?? [];
  if (!counts || !first) return null;
  const open = counts.some(({ kind }) => kind === tab) ? (tab as MatterKind) : first.kind;
  const View = VIEWS[open];
  const head = (
    <>
      <PageHead title={t('matters.title')} note={t('matters.note')} />
      <TabBar
        label={t('matters.title')}
        tabs={counts.map(({ kind, count }) => ({ name: kind, word: t(`matters.tabs.${kind}`), count }))}
        open={open}
        onOpen={(next) => goTo({ screen: 'matters', tab: next }, true)}
      />
    </>
  );
  return <View key={open} head={head} />;
}
