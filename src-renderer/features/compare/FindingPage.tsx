/** One finding: what stands against or for the person, what was found out, and the next step of whoever may take it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPlainMonth } from '#shared/domain/calendar.ts';
import type { FindingList, FindingView } from '#shared/rpc/compare-shapes.ts';
import { useIssue } from '../../data/issue.ts';
import { useSession } from '../../data/session.ts';
import { sayCode, sayList } from '../../text/codes.ts';
import { sayDate, sayMonth } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { EvidenceRow } from './EvidencePaper.tsx';
import { AnswerForm } from './AnswerForm.tsx';
import { beginIntake } from './begin-intake.ts';
import { FindingTag } from './FindingTag.tsx';

interface PageProps {
  readonly finding: FindingView;
  readonly colleagues: FindingList['colleagues'];
  readonly onClose: () => void;
}

/** Codes in words; a year whose calendar is missing stands for itself. */
const sayPoint = (point: string): string => (/^\d{4}$/.test(point) ? point : sayCode('findingPoint', point));

function Facts({ finding }: { finding: FindingView }) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const on = (who: string | null, date: string | null): string =>
    [who, date && sayDate(date, today)].filter(Boolean).join(' ') || '—';
  const { firstSeenMonth: first, lastSeenMonth: last, timesSeen: n } = finding;
  return (
    <FieldList>
      <FieldRow label={t('compare.finding.idNumber')}>{finding.idMasked ?? '—'}</FieldRow>
      <FieldRow label={t('compare.findings.columns.village')}>{finding.village || finding.township}</FieldRow>
      <FieldRow label={t('compare.finding.list')}>
        {finding.list ? sayCode('findingList', finding.list) : '—'}
      </FieldRow>
      <FieldRow label={t('compare.finding.rests')}>
        {sayList(finding.points.map((point) => (isPlainMonth(point) ? sayMonth(point) : sayPoint(point)))) ||
          '—'}
      </FieldRow>
      <FieldRow label={t('compare.findings.columns.seen')}>
        {t('compare.finding.seen', { first: sayMonth(first), last: sayMonth(last), n })}
      </FieldRow>
      <FieldRow label={t('compare.findings.columns.due')}>
        {finding.dueOn ? sayDate(finding.dueOn, today) : '—'}
      </FieldRow>
      <FieldRow label={t('compare.finding.assigned')}>{finding.assignedTo ?? '—'}</FieldRow>
      <FieldRow label={t('compare.finding.outcome')} note={finding.evidence}>
        {finding.outcome ? sayCode('findingOutcome', finding.outcome) : '—'}
      </FieldRow>
      {finding.personId !== null && finding.paperId !== null && (
        <EvidenceRow personId={finding.personId} paperId={finding.paperId} />
      )}
      <FieldRow label={t('compare.finding.answeredBy')}>{on(finding.answeredBy, finding.visitedOn)}</FieldRow>
      <FieldRow label={t('compare.finding.closedBy')} note={finding.closeWords}>
        {on(finding.closedBy, finding.closedOn)}
      </FieldRow>
    </FieldList>
  );
}

/** Who is sent. */
function Assign({ finding, colleagues }: Pick<PageProps, 'finding' | 'colleagues'>) {
  const { t } = useTranslation();
  const issuing = useIssue('finding.assign');
  const assign = (assignedTo: number): void =>
    void issuing.issue({ findingId: finding.findingId, assignedTo });
  return (
    <p className="checks-line">
      <span className="quiet">{t('compare.finding.send')}</span>
      {colleagues.map(({ accountId, name }) => (
        <ActButton key={accountId} size="small" isBusy={issuing.isBusy} onClick={() => assign(accountId)}>
          {name}
        </ActButton>
      ))}
      <RefusalLine code={issuing.refusal?.code} />
    </p>
  );
}

/** Where what was found out leads: the person's page, or an intake. */
function Ways({ finding }: { finding: FindingView }) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const { personId, list } = finding;
  return (
    <p className="checks-line">
      {personId !== null && (
        <TextLink onClick={() => goTo({ screen: 'case', personId })}>{t('compare.finding.seeCase')}</TextLink>
      )}
      {list === 'SHOULD_RECEIVE' && finding.mayAnswer && (
        <TextLink onClick={() => void beginIntake(finding, today)}>{t('compare.finding.intake')}</TextLink>
      )}
      {list === 'SHOULD_STOP' && personId !== null && (
        <span className="faint">{t('compare.finding.stopThere')}</span>
      )}
    </p>
  );
}

function PageTop({ finding, onClose }: Omit<PageProps, 'colleagues'>) {
  const { t } = useTranslation();
  const { findingId, name, township, code, severity, state } = finding;
  return (
    <PageHead
      ruled
      about={findingId}
      before={<TextLink onClick={onClose}>{t('checks.tabs.findings')}</TextLink>}
      title={`${name ?? township} · ${sayCode('alert', code)}`}
      note={
        <>
          {sayCode('severity', severity)} <FindingTag state={state} />
        </>
      }
    />
  );
}

export function FindingPage({ finding, colleagues, onClose }: PageProps) {
  const { t } = useTranslation();
  const [isAnswering, setAnswering] = useState(false);
  const closing = useIssue('finding.close');
  const { findingId, mayAnswer, mayClose } = finding;
  const close = (): void => void closing.issue({ findingId, words: '' });
  const answer = (): void => setAnswering(true);
  useKeys([
    { key: 'F8', label: t('compare.finding.answer'), off: !mayAnswer || isAnswering, run: answer },
    ...(isAnswering ? [] : [{ key: 'F9', label: t('compare.finding.close'), off: !mayClose, run: close }]),
    ...(isAnswering ? [] : [{ key: 'Esc', label: t('compare.back'), run: onClose }]),
  ]);
  const foot = (mayAnswer || mayClose) && !isAnswering && (
    <>
      <RefusalLine code={closing.refusal?.code} />
      {finding.severity === 'BLOCK_ROSTER' && <span className="quiet">{t('compare.finding.fourEyes')}</span>}
      <span className="push" />
      {mayAnswer && (
        <ActButton keyName="F8" main={!mayClose} onClick={answer}>
          {t('compare.finding.answer')}
        </ActButton>
      )}
      {mayClose && (
        <ActButton main keyName="F9" isBusy={closing.isBusy} onClick={close}>
          {t('compare.finding.close')}
        </ActButton>
      )}
    </>
  );
  return (
    <Screen layout="plain" head={<PageTop finding={finding} onClose={onClose} />} foot={foot}>
      <div className="checks-body">
        <Ways finding={finding} />
        {mayAnswer && <Assign finding={finding} colleagues={colleagues} />}
        {isAnswering && <AnswerForm finding={finding} onDone={() => setAnswering(false)} />}
        <Facts finding={finding} />
      </div>
    </Screen>
  );
}
