/** What became of the intake, in the place where it was made: where it is now (four boxes, live), its document number, what
 *  is still to be brought, and the way to the next one.                                                             */
import { useState } from 'react';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { FourBox } from '../../ui/FourBox.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { useDocuments } from '../documents/DocumentsPanel.tsx';
import { DocumentSheet } from '../documents/DocumentSheet.tsx';
import { useMaking } from '../documents/use-making.ts';
import { MendedWords } from '../mend/MendedWords.tsx';
import { PapersPanel } from '../papers/PapersPanel.tsx';
import { type ActFacts, useActFacts } from './use-act-facts.ts';
import type { IntakeResult } from './use-intake.ts';

function DoneFacts({ result, facts }: { result: IntakeResult; facts: ActFacts }) {
  const { atCounter } = result;
  return (
    <FieldList>
      <FieldRow label={t('intake.done.where')}>{facts.act && <FourBox place={facts.act.place} />}</FieldRow>
      {atCounter !== 'KEEP' && (
        <FieldRow label={t('intake.done.document')}>
          {sayCode('document', atCounter === 'ACCEPT' ? 'ACCEPTANCE_NOTICE' : 'ONE_TIME_NOTICE')}{' '}
          {facts.documentNumber}
        </FieldRow>
      )}
      <FieldRow label={t('intake.done.act')}>{String(result.number).padStart(4, '0')}</FieldRow>
      <FieldRow label={t('intake.done.receipt')}>{facts.act?.receipt ?? t('intake.done.noReceipt')}</FieldRow>
      {result.reading.missing.length > 0 && (
        <FieldRow label={t('intake.done.missing')}>{sayCodes('material', result.reading.missing)}</FieldRow>
      )}
    </FieldList>
  );
}

/** The notice of this act on paper: to be issued, or issued already. */
function usePaper({ act, page, personId }: ActFacts) {
  const making = useMaking();
  const documents = useDocuments(personId);
  const [documentId, setDocumentId] = useState<number>();
  const lineId = act?.lineId ?? null;
  const issued = documents?.rows.find((row) => row.lineId === lineId && lineId !== null && !row.voided);
  const due = documents?.due.find((each) => each.lineId === lineId);
  const show = (): void => {
    if (issued) setDocumentId(issued.documentId);
    else if (due && page) void making.due(page, due);
  };
  const of = making.open ? { made: making.open } : documentId === undefined ? undefined : { documentId };
  const close = (): void => {
    making.close();
    setDocumentId(undefined);
  };
  return { show, isThere: Boolean(issued ?? due), sheet: of && <DocumentSheet of={of} onClose={close} /> };
}

interface IntakeDoneProps {
  readonly result: IntakeResult;
  readonly today: string;
  readonly onAgain: () => void;
}

export function IntakeDone({ result, today, onAgain }: IntakeDoneProps) {
  const facts = useActFacts(result);
  const paper = usePaper(facts);
  const { atCounter, form, reading } = result;
  const { personId } = facts;
  const isForElsewhere = atCounter === 'KEEP' && reading.isElsewhere;
  const mendedNumber = facts.act?.replaces ?? null;
  const openCase = (): void => {
    if (personId !== undefined) goTo({ screen: 'case', personId });
  };
  useKeys([
    {
      key: 'F9',
      label: t(isForElsewhere ? 'intake.done.forward' : 'intake.done.again'),
      run: isForElsewhere ? openCase : onAgain,
    },
    { key: 'Ctrl+P', label: t('intake.notice.print'), run: paper.show, off: !paper.isThere },
  ]);
  if (paper.sheet) return paper.sheet;
  const words = { name: form.name.trim(), n: reading.missing.length, date: sayDate(form.submittedOn, today) };
  const head = (
    <PageHead
      ruled
      title={t(`intake.done.title.${atCounter}`)}
      about={result.number}
      note={form.name.trim()}
    />
  );
  const foot = (
    <>
      <span className="push" />
      <ActButton onClick={openCase} off={personId === undefined}>
        {t('intake.done.open')}
      </ActButton>
      {paper.isThere && (
        <ActButton icon="printer" keyName="Ctrl+P" onClick={paper.show}>
          {t('intake.done.print')}
        </ActButton>
      )}
      {isForElsewhere ? (
        <ActButton main keyName="F9" onClick={openCase} off={personId === undefined}>
          {t('intake.done.forward')}
        </ActButton>
      ) : (
        <ActButton main keyName="F9" onClick={onAgain}>
          {t('intake.done.again')}
        </ActButton>
      )}
    </>
  );
  return (
    <Screen layout="plain" head={head} foot={foot}>
      <div className="intake-done">
        <p className="done-words">
          {t(isForElsewhere ? 'intake.done.elsewhere' : `intake.done.words.${atCounter}`, words)}
        </p>
        {mendedNumber !== null && <MendedWords old={mendedNumber} />}
        <DoneFacts result={result} facts={facts} />
        {personId !== undefined && (
          <PapersPanel personId={personId} applicationId={result.applicationId ?? null} />
        )}
      </div>
    </Screen>
  );
}
