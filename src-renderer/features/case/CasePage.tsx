/** The case page: who, the stations, one next step with its consequence, the facts, the subsidies, the whole history with
 *  computer and place, and at the right why. Corrections and the acts of the next step open in place, never over it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryKey } from '#shared/rpc/history-shapes.ts';
import type { CasePage as CasePageData } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { type Mending, useMending } from '../../data/mend.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import { goTo } from '../../ui/route.ts';
import { goPane, Pane, Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { DepartedPersonLine } from '../cases/DepartedLines.tsx';
import { DocumentsPanel, DueDocuments, useDocuments } from '../documents/DocumentsPanel.tsx';
import { DocumentSheet } from '../documents/DocumentSheet.tsx';
import { useMaking } from '../documents/use-making.ts';
import { EntryPane } from '../history/EntryPane.tsx';
import { GroupPane } from '../history/GroupPane.tsx';
import { HistoryPanel } from '../history/HistoryPanel.tsx';
import { HistorySheet } from '../history/HistorySheet.tsx';
import { type HistoryView, type Looking, useLooking } from '../history/use-history.ts';
import { keyOf } from '../history/words.ts';
import { MendLine } from '../mend/MendLine.tsx';
import { PapersPanel } from '../papers/PapersPanel.tsx';
import { CaseDuplicates } from '../people/CaseDuplicates.tsx';
import { UnlessMerged } from '../people/UnlessMerged.tsx';
import { CaseForm } from './CaseForm.tsx';
import { CaseHead } from './CaseHead.tsx';
import { ConflictLine } from './ConflictLine.tsx';
import { Facts } from './Facts.tsx';
import { LawPanel } from './LawPanel.tsx';
import { Money } from './Money.tsx';
import { NextLine } from './NextLine.tsx';
import { Recoveries } from './Recoveries.tsx';
import { Stations } from './Stations.tsx';
import { type CaseWork, useCaseWork } from './use-case-work.ts';
import { Why } from './Why.tsx';
import './case.css';

interface CasePageProps {
  readonly personId: number;
  /** The act that the page is opened to mend. */
  readonly mend?: number | undefined;
  /** The entry of the history that is open. */
  readonly entry?: EntryKey | undefined;
}

export function CasePage({ personId, mend, entry }: CasePageProps) {
  const { t } = useTranslation();
  const { data: page, isError } = useLive(['cases', 'conflicts', 'journal'], ['cases.open', personId], () =>
    desk().cases.open({ personId }),
  );
  const mending = useMending(mend);
  if (mending === undefined) return null;
  if (page) return <OpenCase page={page} mending={mending ?? undefined} entry={entry} />;
  if (page === undefined && !isError) return null;
  return (
    <div className="case-missing">
      {!isError && <DepartedPersonLine personId={personId} />}
      <EmptyLine act={<TextLink onClick={() => goTo({ screen: 'cases' })}>{t('case.missingAct')}</TextLink>}>
        {isError ? t('ui.readFailed') : t('case.missing')}
      </EmptyLine>
    </div>
  );
}

interface OpenCaseProps {
  readonly page: CasePageData;
  readonly mending: Mending | undefined;
  readonly entry: EntryKey | undefined;
}

function OpenCase({ page, mending, entry }: OpenCaseProps) {
  const { t } = useTranslation();
  const { personId } = page.person;
  const work = useCaseWork(page, mending);
  const looking = useLooking(entry);
  const [printed, setPrinted] = useState<Pick<HistoryView, 'filter' | 'order'>>();
  const making = useMaking();
  const [documentId, setDocumentId] = useState<number>();
  const documents = useDocuments(personId);
  const [application] = page.applications;
  useKeys([
    { key: 'F9', label: t('case.keys.next'), off: !work.act || work.form !== undefined, run: work.act },
    { key: 'F7', label: t('case.keys.why'), run: goPane },
    { key: 'Esc', label: t('case.keys.back') },
  ]);
  if (printed) {
    return <HistorySheet person={page.person} {...printed} onClose={() => setPrinted(undefined)} />;
  }
  if (making.open) return <DocumentSheet of={{ made: making.open }} onClose={making.close} />;
  if (documentId !== undefined)
    return <DocumentSheet of={{ documentId }} onClose={() => setDocumentId(undefined)} />;
  const head = (
    <div className="case-head">
      <CaseHead page={page} />
      {application && <Stations application={application} />}
      <UnlessMerged personId={page.person.personId}>
        <NextLine page={page} work={work} />
        <DueDocuments due={documents?.due.slice(0, 1) ?? []} onPrint={(due) => void making.due(page, due)} />
      </UnlessMerged>
    </div>
  );
  return (
    <Screen layout="file" head={head}>
      <div className="case-facts">
        <Facts page={page} onCorrect={work.open} onWho={looking.openGroup} />
        <LawPanel page={page} work={work} />
      </div>
      <div className="case-middle" tabIndex={0}>
        <ConflictLine conflicts={page.openConflicts} />
        <CaseDuplicates personId={page.person.personId} />
        <MendLineOfCase work={work} />
        <CaseForm page={page} work={work} />
        <Money page={page} work={work} />
        <Recoveries page={page} work={work} />
        <PapersPanel personId={personId} applicationId={application?.applicationId ?? null} />
        <DocumentsPanel page={page} making={making} onOpen={setDocumentId} />
        <HistoryPanel personId={personId} looking={looking} onPrint={setPrinted} />
      </div>
      <CasePane page={page} looking={looking} />
    </Screen>
  );
}

/** Beside the case: why; or, while something of its history is looked at, that. */
function CasePane({ page, looking }: { page: CasePageData; looking: Looking }) {
  const { t } = useTranslation();
  const { personId } = page.person;
  const { at } = looking;
  if (!at) {
    return (
      <Pane key="why" label={t('case.why.label')}>
        <Why page={page} />
      </Pane>
    );
  }
  return (
    <Pane key="look" label={t('history.entry.title')} startsOpen>
      {at.kind === 'entry' ? (
        <EntryPane key={keyOf(at.key)} personId={personId} entryKey={at.key} looking={looking} />
      ) : (
        <GroupPane key={at.group} personId={personId} group={at.group} looking={looking} />
      )}
    </Pane>
  );
}

/** The act to be mended, while its form is not open or it has none. */
function MendLineOfCase({ work }: { work: CaseWork }) {
  const { t } = useTranslation();
  const { mending, mendedForm } = work;
  if (!mending || (mendedForm && work.form === mendedForm)) return null;
  return (
    <MendLine
      page={mending.page}
      isAtField={false}
      acts={
        mendedForm && <TextLink onClick={() => work.open(mendedForm)}>{t('mend.line.openForm')}</TextLink>
      }
    />
  );
}
