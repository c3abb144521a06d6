/** 补录销号: how far the county is, by which numbers, what is missing, who signed; the target, the ledger, and both on paper. */
import { useState } from 'react';
import { bodyOf } from '#shared/domain/state.ts';
import type { RolloutPage, RolloutView } from '#shared/rpc/document-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useIssue } from '../../data/issue.ts';
import { useLive } from '../../data/live-query.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayCount, sayInstant, sayLongDate, sayMoney, sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { DocumentSheet, type NewDocument } from '../documents/DocumentSheet.tsx';
import { useOfficeDocuments } from './OfficeDocuments.tsx';
import { Ledger } from './Ledger.tsx';
import { ReopenForm } from './ReopenForm.tsx';
import { ReportTable } from './ReportTable.tsx';
import type { TabProps } from './tab.ts';
import { TargetForm, targetHeads } from './TargetForm.tsx';

const COLUMNS = ['target', 'entered', 'reviewed', 'determined', 'blocks', 'openErrors'] as const;

function Numbers({ rollout, page }: { rollout: RolloutView; page: RolloutPage }) {
  const today = useSession()?.today ?? '';
  const { numbers, financeFen } = rollout;
  if (!numbers) return <p className="quiet">{t('reports.rollout.numbers.none')}</p>;
  const nameOf = (code: number): string =>
    page.townships.find((each) => each.code === code)?.name ?? String(code);
  const sum = (column: (typeof COLUMNS)[number]): number =>
    numbers.rows.reduce((all, row) => all + row[column], 0);
  const finance = sayMoney(financeFen);
  return (
    <>
      <p className="faint">
        {t('reports.rollout.numbers.asOf', { at: sayInstant(numbers.asOf, today) })} ·{' '}
        {t('reports.rollout.numbers.unit')}
      </p>
      <ReportTable
        heads={[
          t('reports.rollout.numbers.township'),
          ...COLUMNS.map((column) => t(`reports.rollout.numbers.${column}`)),
        ]}
        rows={numbers.rows.map((row) => ({
          key: row.township,
          cells: [nameOf(row.township), ...COLUMNS.map((column) => sayCount(row[column]))],
        }))}
        sums={[t('reports.rollout.numbers.total'), ...COLUMNS.map((column) => sayCount(sum(column)))]}
      />
      <p>
        {numbers.systemFen === null
          ? t('reports.rollout.noMoney', { finance })
          : t('reports.rollout.money', { system: sayMoney(numbers.systemFen), finance })}
      </p>
      <p>
        {t('reports.rollout.history', {
          ...{ months: sayCount(numbers.history.months), yuan: sayMoney(numbers.history.fen) },
          open: sayCount(numbers.history.unreconciled),
        })}
      </p>
    </>
  );
}

/** The target as it is signed: nobody signs what they have not seen. */
function TargetTable({ rollout, page }: { rollout: RolloutView; page: RolloutPage }) {
  const { targets, liveOn, targetMonth, targetFen, financeFen } = rollout;
  const nameOf = (code: number): string =>
    page.townships.find((each) => each.code === code)?.name ?? String(code);
  const sum = (part: 'living' | 'nursing'): number => targets.reduce((all, each) => all + each[part], 0);
  return (
    <>
      <FieldList>
        <FieldRow label={t('reports.rollout.target.liveOn')}>{sayLongDate(liveOn)}</FieldRow>
        <FieldRow label={t('reports.rollout.target.month')}>{sayMonth(targetMonth)}</FieldRow>
        <FieldRow label={t('reports.rollout.target.yuan')}>{sayMoney(targetFen)}</FieldRow>
        <FieldRow label={t('reports.rollout.target.financeYuan')}>{sayMoney(financeFen)}</FieldRow>
      </FieldList>
      <ReportTable
        heads={targetHeads()}
        rows={targets.map(({ township, living, nursing }) => ({
          key: township,
          cells: [nameOf(township), sayCount(living), sayCount(nursing)],
        }))}
        sums={[t('reports.rollout.numbers.total'), sayCount(sum('living')), sayCount(sum('nursing'))]}
      />
    </>
  );
}

/** What is to be done now: count, sign, go on. */
function Acts({ rollout }: { rollout: RolloutView }) {
  const count = useIssue('rollout.count');
  const sign = useIssue('rollout.sign');
  const advance = useIssue('rollout.advance');
  const { rolloutId, hash, unmet, isCounting, needsSignatures, mineIsSigned, next, phase } = rollout;
  const isReady = unmet.length === 0 && !isCounting;
  const main = (): void => {
    if (!isReady) return;
    if (needsSignatures) void (!mineIsSigned && sign.issue({ rolloutId, hash }));
    else if (next) void advance.issue({ rolloutId });
  };
  useKeys([
    {
      key: 'F9',
      label: t(needsSignatures ? 'reports.rollout.sign' : 'reports.rollout.count'),
      run: main,
      off: !isReady,
    },
  ]);
  const refusal = count.refusal ?? sign.refusal ?? advance.refusal;
  return (
    <>
      {unmet.length > 0 && (
        <p>
          {t('reports.rollout.left')} {unmet.map((each) => t(`reports.rollout.unmet.${each}`)).join(' · ')}
        </p>
      )}
      {isReady && next && <p>{t('reports.rollout.ready')}</p>}
      {rollout.isHistoryChanged && (
        <p className="amber-line">
          <Icon name="alert" />
          <span>{t('reports.rollout.historyChanged')}</span>
        </p>
      )}
      {isCounting && <p role="status">{t('reports.rollout.counting')}</p>}
      {rollout.signatures.length > 0 && (
        <p>
          {t('reports.rollout.signatures', {
            who: rollout.signatures.map(({ body, who }) => `${sayCode('body', body)} ${who}`).join(' · '),
          })}{' '}
          {mineIsSigned && t('reports.rollout.signed')}
        </p>
      )}
      <div className="report-acts">
        {phase !== 'NOT_STARTED' && (
          <ActButton isBusy={count.isBusy} off={isCounting} onClick={() => void count.issue({ rolloutId })}>
            {t('reports.rollout.count')}
          </ActButton>
        )}
        {needsSignatures && (
          <ActButton main keyName="F9" isBusy={sign.isBusy} off={!isReady || mineIsSigned} onClick={main}>
            {t('reports.rollout.sign')}
          </ActButton>
        )}
        {!needsSignatures && next && (
          <ActButton main keyName="F9" isBusy={advance.isBusy} off={!isReady} onClick={main}>
            {t('reports.rollout.advance', { phase: t(`reports.rollout.phases.${next}`) })}
          </ActButton>
        )}
      </div>
      <RefusalLine code={refusal?.code} />
    </>
  );
}

function Standing({ rollout, page }: { rollout: RolloutView; page: RolloutPage }) {
  const me = useMe();
  const [isTyping, setTyping] = useState(false);
  const { phase, phaseSince, due } = rollout;
  const isBureau = me !== undefined && bodyOf(me.role) === 'CIVIL_AFFAIRS';
  if (isTyping) return <TargetForm page={page} onEnd={() => setTyping(false)} />;
  return (
    <>
      <p>
        <b>{t('reports.rollout.now', { phase: t(`reports.rollout.phases.${phase}`) })}</b>{' '}
        <span className="faint">
          {phaseSince && t('reports.rollout.since', { date: sayLongDate(phaseSince) })}
        </span>
      </p>
      {due.current && (
        <p>
          {t('reports.rollout.due', { current: sayLongDate(due.current), history: sayLongDate(due.history) })}
        </p>
      )}
      {phase === 'NOT_STARTED' && isBureau && (
        <div className="report-acts">
          <ActButton onClick={() => setTyping(true)}>{t('reports.rollout.target.change')}</ActButton>
        </div>
      )}
      <Acts rollout={rollout} />
      {isBureau && /SIGNED_OFF$|^HISTORY/.test(phase) && <ReopenForm rolloutId={rollout.rolloutId} />}
      {phase === 'NOT_STARTED' ? (
        <Panel title={t('reports.rollout.target.title')}>
          <TargetTable rollout={rollout} page={page} />
        </Panel>
      ) : (
        <Panel title={t('reports.rollout.numbers.title')}>
          <Numbers rollout={rollout} page={page} />
        </Panel>
      )}
    </>
  );
}

function NotBegun({ isBureau, onOpen }: { isBureau: boolean; onOpen: () => void }) {
  useKeys([{ key: 'F9', label: t('reports.rollout.target.open'), off: !isBureau, run: onOpen }]);
  return (
    <>
      <p>{t('reports.rollout.none')}</p>
      {isBureau && (
        <div className="report-acts">
          <ActButton main keyName="F9" onClick={onOpen}>
            {t('reports.rollout.target.open')}
          </ActButton>
        </div>
      )}
    </>
  );
}

export function RolloutTab({ head }: TabProps) {
  const me = useMe();
  const page = useLive(['cases', 'journal', 'link'], ['rollout.page'], () => desk().rollout.page()).data;
  const office = useOfficeDocuments();
  const [isTyping, setTyping] = useState(false);
  const [sheet, setSheet] = useState<NewDocument>();
  if (sheet) return <DocumentSheet of={{ made: sheet }} onClose={() => setSheet(undefined)} />;
  if (!page || !me)
    return (
      <Screen layout="plain" head={head}>
        {null}
      </Screen>
    );
  const { rollout } = page;
  const isBureau = bodyOf(me.role) === 'CIVIL_AFFAIRS';
  return (
    <Screen layout="plain" head={head}>
      <div className="report-page" tabIndex={0}>
        {!rollout && !isTyping && <NotBegun isBureau={isBureau} onOpen={() => setTyping(true)} />}
        {!rollout && isTyping && <TargetForm page={page} onEnd={() => setTyping(false)} />}
        {rollout && (
          <>
            <Standing rollout={rollout} page={page} />
            <Ledger rollout={rollout} nextNumber={office?.nextNumber} onPrint={setSheet} />
          </>
        )}
      </div>
    </Screen>
  );
}
