/** 比对: what was handed in for the month, the run, and what came of earlier ones (S004 art.8). The federation hands over its holder list here and
 *  reads what the comparison answered; civil affairs runs it and writes down that it was reported to the city. */
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterKind } from '#shared/domain/register.ts';
import type { CompareOverview, ComparisonView } from '#shared/rpc/compare-shapes.ts';
import { useIssue } from '../../data/issue.ts';
import { useSession } from '../../data/session.ts';
import { sayCount, sayDate } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { RegisterTable, RunTable } from './CompareTables.tsx';
import { HandOver } from './HandOver.tsx';
import { ReportSheet } from './ReportSheet.tsx';
import { runComparison, useOverview, useRun } from './use-compare.ts';

/** What is due this month, and by when. */
function Due({ overview }: { overview: CompareOverview }) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const { holderListDue, comparisonDue, reminderFederation, reminderComparison } = overview.dates;
  if (!holderListDue) return <p className="quiet">{t('compare.noPack')}</p>;
  const remind = (due: string | null): string =>
    due ? t('compare.remind', { date: sayDate(due, today) }) : t('compare.noCalendar');
  return (
    <p className="quiet">
      {t('compare.due', {
        list: sayDate(holderListDue, today),
        listRemind: remind(reminderFederation),
        run: sayDate(comparisonDue, today),
        runRemind: remind(reminderComparison),
      })}
    </p>
  );
}

function Progress() {
  const { t } = useTranslation();
  const { step, isBusy, refusal } = useRun();
  if (refusal) return <RefusalLine code={refusal} />;
  if (!isBusy && step?.kind !== 'done') return null;
  const words = (): string => {
    if (step?.kind === 'writing') return t('compare.run.writing', { done: step.done, total: step.total });
    if (step?.kind === 'done')
      return t('compare.run.done', {
        persons: sayCount(step.persons),
        raised: sayCount(step.raised),
        again: sayCount(step.seenAgain),
      });
    return t('compare.run.reading', { done: sayCount(step?.kind === 'reading' ? step.done : 0) });
  };
  return (
    <p className="quiet" role="status">
      {words()}
    </p>
  );
}

/** The newest run that is finished and not reported. */
function unreported({ mayRun, runs }: CompareOverview): ComparisonView | undefined {
  const [newest] = runs;
  return mayRun && newest?.state === 'DONE' && !newest.reportedOn ? newest : undefined;
}

function Report({ run }: { run: ComparisonView }) {
  const { t } = useTranslation();
  const issuing = useIssue('comparison.report');
  const report = (): void => void issuing.issue({ comparisonId: run.comparisonId, words: '' });
  useKeys([{ key: 'F7', label: t('compare.runs.report'), run: report }]);
  return (
    <p className="checks-line">
      <RefusalLine code={issuing.refusal?.code} />
      <ActButton keyName="F7" isBusy={issuing.isBusy} onClick={report}>
        {t('compare.runs.report')}
      </ActButton>
    </p>
  );
}

interface DeskProps {
  readonly head: ReactNode;
  readonly overview: CompareOverview;
  readonly onHand: (kind: RegisterKind) => void;
  readonly onReport: (run: ComparisonView) => void;
}

function CompareDesk({ head, overview, onHand, onReport }: DeskProps) {
  const { t } = useTranslation();
  const isBusy = useRun((state) => state.isBusy);
  const { mayRun, mayHandOver, month, runs } = overview;
  const [first] = mayHandOver;
  const run = (): void => void runComparison(month);
  const handOver = (): void => {
    if (first) onHand(first);
  };
  useKeys([
    { key: 'F8', label: t('compare.handOver.open'), off: !first, run: handOver },
    { key: 'F9', label: t('compare.run.act'), off: !mayRun || isBusy, run },
    { key: 'Enter', label: t('compare.keys.open') },
  ]);
  const toReport = unreported(overview);
  const foot = first && (
    <>
      <Progress />
      <span className="push" />
      <ActButton icon="page" keyName="F8" main={!mayRun} onClick={handOver}>
        {t('compare.handOver.open')}
      </ActButton>
      {mayRun && (
        <ActButton main keyName="F9" isBusy={isBusy} onClick={run}>
          {t('compare.run.act')}
        </ActButton>
      )}
    </>
  );
  return (
    <Screen layout="plain" head={head} foot={foot}>
      <div className="checks-body">
        <Due overview={overview} />
        <RegisterTable overview={overview} onOpen={onHand} />
        <RunTable runs={runs} onOpen={onReport} />
        {toReport && <Report key={toReport.comparisonId} run={toReport} />}
      </div>
    </Screen>
  );
}

export function CompareView({ head }: { head: ReactNode }) {
  const overview = useOverview();
  const [handing, setHanding] = useState<RegisterKind>();
  const [report, setReport] = useState<ComparisonView>();
  if (!overview) return null;
  if (handing !== undefined)
    return <HandOver overview={overview} first={handing} onClose={() => setHanding(undefined)} />;
  if (report !== undefined) return <ReportSheet run={report} onClose={() => setReport(undefined)} />;
  return <CompareDesk head={head} overview={overview} onHand={setHanding} onReport={setReport} />;
}
