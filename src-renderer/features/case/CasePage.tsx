/** The case page: who, the stations, one next step with its consequence, the facts, the subsidies, the whole history with
 *  computer and place, and at the right why. Corrections and the acts of the next step open in place, never over it. */
import { useTranslation } from 'react-i18next';
import type { CasePage as CasePageData } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import { goTo } from '../../ui/route.ts';
import { goPane, Pane, Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { PapersPanel } from '../papers/PapersPanel.tsx';
import { CaseDuplicates } from '../people/CaseDuplicates.tsx';
import { UnlessMerged } from '../people/UnlessMerged.tsx';
import { CaseForm } from './CaseForm.tsx';
import { CaseHead } from './CaseHead.tsx';
import { ConflictLine } from './ConflictLine.tsx';
import { Facts } from './Facts.tsx';
import { History } from './History.tsx';
import { Money } from './Money.tsx';
import { NextLine } from './NextLine.tsx';
import { Stations } from './Stations.tsx';
import { useCaseWork } from './use-case-work.ts';
import { Why } from './Why.tsx';
import './case.css';

export function CasePage({ personId }: { personId: number }) {
  const { t } = useTranslation();
  const { data: page, isError } = useLive(['cases', 'conflicts', 'journal'], ['cases.open', personId], () =>
    desk().cases.open({ personId }),
  );
  if (page) return <OpenCase page={page} />;
  if (page === undefined && !isError) return null;
  return (
    <div className="case-missing">
      <EmptyLine act={<TextLink onClick={() => goTo({ screen: 'cases' })}>{t('case.missingAct')}</TextLink>}>
        {isError ? t('ui.readFailed') : t('case.missing')}
      </EmptyLine>
    </div>
  );
}

function OpenCase({ page }: { page: CasePageData }) {
  const { t } = useTranslation();
  const work = useCaseWork(page);
  const [application] = page.applications;
  useKeys([
    { key: 'F9', label: t('case.keys.next'), off: !work.act || work.form !== undefined, run: work.act },
    { key: 'F7', label: t('case.keys.why'), run: goPane },
    { key: 'Esc', label: t('case.keys.back') },
  ]);
  const head = (
    <div className="case-head">
      <CaseHead page={page} />
      {application && <Stations application={application} />}
      <UnlessMerged personId={page.person.personId}>
        <NextLine page={page} work={work} />
      </UnlessMerged>
    </div>
  );
  return (
    <Screen layout="file" head={head}>
      <div className="case-facts">
        <Facts page={page} onCorrect={work.open} />
      </div>
      <div className="case-middle" tabIndex={0}>
        <ConflictLine conflicts={page.openConflicts} />
        <CaseDuplicates personId={page.person.personId} />
        <CaseForm page={page} work={work} />
        <Money page={page} />
        <PapersPanel personId={page.person.personId} applicationId={application?.applicationId ?? null} />
        <History page={page} />
      </div>
      <Pane label={t('case.why.label')}>
        <Why page={page} />
      </Pane>
    </Screen>
  );
}
