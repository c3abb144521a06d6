/** The file in the middle: who, what was said before, what the machine compared, what this body may not judge, and how the
 *  file came here.                                                                                                   */
import { DEMANDS_PAPERS } from '#shared/domain/paper-demand.ts';
import { useEffect, useRef } from 'react';
import type { JudgingBody } from '#shared/domain/state.ts';
import type { HistoryRow } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import { dateOfInstant, sayDate, sayStamp } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FourBox } from '../../ui/FourBox.tsx';
import { Icon, type IconName } from '../../ui/icon/Icon.tsx';
import { MaskedNumber } from '../../ui/MaskedNumber.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { JudgedBenefits } from '../eligibility/JudgedBenefits.tsx';
import { PaperStrip } from '../papers/PaperStrip.tsx';
import { type Comparison, comparisonsFor } from './compare.ts';
import type { ReviewDesk, ReviewFile } from './use-review.ts';

const HISTORY_SHOWN = 6;
const VERDICT_ICONS: Readonly<Record<Comparison['verdict'], IconName | undefined>> = {
  ok: 'check',
  bad: 'alert',
  look: 'eye',
  none: undefined,
};

interface FileViewProps {
  readonly file: ReviewFile;
  readonly body: JudgingBody;
  readonly review: ReviewDesk;
  readonly today: string;
}

function Who({ file, body }: Pick<FileViewProps, 'file' | 'body'>) {
  const { person } = file.page;
  const heading = useRef<HTMLHeadingElement>(null);
  // Focus comes to the next file after an act, not away from whoever is still in the queue.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  const show = async (reason: string): Promise<string | null> => {
    const numbers = await desk().cases.reveal({ personId: person.personId, reason });
    return numbers?.idNumber ?? null;
  };
  return (
    <header className="file-who">
      <h2 ref={heading} tabIndex={-1}>
        {person.name}
      </h2>
      <span>
        {sayCode('sex', person.sex)} · {t('ui.units.age', { age: person.age ?? 0 })} ·{' '}
        <MaskedNumber
          label={t('review.file.idNumber')}
          masked={person.idNumberMasked}
          onShow={show}
          asksReason={body !== 'TOWNSHIP'}
        />{' '}
        · {t('review.file.applied', { benefits: sayBenefits(file.application.benefits) })}
      </span>
      <span className="push">
        <FourBox place={file.application.place} />
        <TextLink onClick={() => goTo({ screen: 'case', personId: person.personId })}>
          {t('review.file.openCase')}
        </TextLink>
      </span>
    </header>
  );
}

/** The opinion of the step before, with its words: they decide better than a stamp. */
function StepBefore({ rows, today }: { rows: readonly HistoryRow[]; today: string }) {
  const row = rows.findLast(
    ({ action }) => action.startsWith('review.') || action.startsWith('application.'),
  );
  if (!row) return null;
  const facts = {
    action: sayCode('action', row.action),
    date: sayDate(dateOfInstant(row.at), today),
    who: row.who,
    words: row.words ?? '',
  };
  return <p className="quiet">{t(row.words ? 'review.file.beforeWords' : 'review.file.before', facts)}</p>;
}

function CompareTable({ lines }: { lines: readonly Comparison[] }) {
  return (
    <table className="compare">
      <caption className="sr">{t('review.file.compare')}</caption>
      <thead>
        <tr>
          {(['item', 'said', 'against', 'verdict'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`review.file.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const icon = VERDICT_ICONS[line.verdict];
          return (
            <tr key={line.item} className={`is-${line.verdict}`}>
              <th scope="row">{t(`review.items.${line.item}`)}</th>
              <td>{line.said}</td>
              <td>{line.against}</td>
              <td className="verdict">
                {icon && <Icon name={icon} />} {line.words}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Locked({ body }: { body: JudgingBody }) {
  return (
    <p className="locked-line">
      <Icon name="lock" />
      <span>
        <b>{t(`review.locked.${body}`)}</b>
        {t(`review.locked.${body}_WORDS`)}
      </span>
    </p>
  );
}

/** 初审不通过：等级不在范围，“证上是三级” */
function sayRow({ action, reasonCode, words }: HistoryRow): string {
  const act = sayCode('action', action);
  const judged = reasonCode
    ? t('review.file.historyReason', { action: act, reason: sayCode('reason', reasonCode) })
    : act;
  return words ? t('review.file.historyWords', { action: judged, words }) : judged;
}

function History({ rows, personId }: { rows: readonly HistoryRow[]; personId: number }) {
  return (
    <div className="file-history">
      <h3>{t('review.file.history')}</h3>
      {rows.length === 0 && <p className="faint">{t('review.file.noHistory')}</p>}
      <ol>
        {rows
          .toReversed()
          .slice(0, HISTORY_SHOWN)
          .map((row) => (
            <li key={row.lineId}>
              <span className="faint">{sayStamp(row.at)}</span>
              <span>
                <TextLink
                  onClick={() => goTo({ screen: 'case', personId, entry: { kind: 'line', id: row.lineId } })}
                >
                  {sayRow(row)}
                </TextLink>
                <span className="faint"> {row.who}</span>
              </span>
              <span className="faint">{row.device}</span>
            </li>
          ))}
      </ol>
    </div>
  );
}

export function FileView({ file, body, review, today }: FileViewProps) {
  const { page, application } = file;
  // The papers stand above with their dates.
  const rows = page.history
    .filter(({ action }) => !action.startsWith('paper.'))
    .sort((a, b) => a.at.localeCompare(b.at));
  return (
    <article className="file" data-region tabIndex={-1} aria-label={page.person.name}>
      <Who file={file} body={body} />
      <StepBefore rows={rows} today={today} />
      {review.isGone && (
        <p className="amber-line" role="status">
          <Icon name="eye" />
          <span>{t('review.gone')}</span>
          <ActButton size="small" onClick={() => review.step(1)}>
            {t('review.goneAct')}
          </ActButton>
        </p>
      )}
      <CompareTable lines={comparisonsFor(body, { person: page.person, application, today })} />
      {page.eligibility && (
        <details className="why">
          <summary>{t('review.why')}</summary>
          <JudgedBenefits eligibility={page.eligibility} />
        </details>
      )}
      <PaperStrip
        personId={page.person.personId}
        applicationId={application.applicationId}
        isDemanded={DEMANDS_PAPERS.includes(application.nextStep.command ?? '')}
      />
      <Locked body={body} />
      <History rows={rows} personId={page.person.personId} />
    </article>
  );
}
