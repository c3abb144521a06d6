/** What is being paid: one line for each entitlement, with the month it runs from and the amount by the pack in force. */
import { Trans, useTranslation } from 'react-i18next';
import { TOWNSHIP_EXITS } from '#shared/domain/standing.ts';
import type { Role } from '#shared/domain/state.ts';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import { useMe } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayMoney, sayMonth } from '../../text/dates.ts';
import { Panel } from '../../ui/Panel.tsx';
import { CaseStateTag } from '../../ui/StateTag.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import type { ActFormName } from './acts.ts';
import type { CaseWork } from './use-case-work.ts';

type Entitlement = CasePage['entitlements'][number];

interface MoneyProps {
  readonly page: CasePage;
  readonly work: Pick<CaseWork, 'open'>;
}

export function Money({ page: { entitlements }, work }: MoneyProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t('case.money.title')} note={t('case.money.note')}>
      {entitlements.length === 0 ? (
        <p className="quiet">{t('case.money.none')}</p>
      ) : (
        <ul className="entitlements">
          {entitlements.map((one) => (
            <li key={one.entitlementId}>
              <Line one={one} />
              <Course one={one} work={work} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const isDrawnIn = (state: string): boolean => state === 'ACTIVE' || state === 'SUSPENDED';

/** What one subsidy is: since when, and while it is drawn how much a month, by which pack. */
function Line({ one: { benefit, state, entitledFrom, monthlyFen, packVersion } }: { one: Entitlement }) {
  const { t } = useTranslation();
  return (
    <>
      <b>{sayCode('benefit', benefit)}</b>
      <CaseStateTag state={state} />
      <span>{entitledFrom && t('case.money.from', { month: sayMonth(entitledFrom) })}</span>
      <span className="num">
        {!isDrawnIn(state) ? null : monthlyFen === null ? (
          t('case.money.unknownAmount')
        ) : (
          <Trans
            i18nKey="case.money.monthly"
            values={{ yuan: sayMoney(monthlyFen) }}
            components={{ b: <b /> }}
          />
        )}
      </span>
      <span className="faint num">
        {isDrawnIn(state) && packVersion && t('case.money.pack', { version: packVersion })}
      </span>
    </>
  );
}

/** Which acts a body may issue on a subsidy as it stands (dossier (b)). */
function formsOf({ state, proposal, due }: Entitlement, role: Role | undefined): ActFormName[] {
  const isDrawn = isDrawnIn(state);
  const forms: ActFormName[] = [];
  if (role === 'COUNTY_CIVIL_AFFAIRS_APPROVER') {
    if (state === 'ACTIVE') forms.push('suspend');
    if (state === 'SUSPENDED') forms.push('resume');
    if (isDrawn) forms.push('exit');
    if (state === 'EXITED') forms.push('reinstate');
    if (!isDrawn) forms.push('recoveryOpen');
  } else if (role === 'TOWNSHIP_REVIEWER' && proposal?.change === 'EXIT' && !proposal.isMine) {
    if ((TOWNSHIP_EXITS as readonly string[]).includes(proposal.reason ?? '')) forms.push('exit');
  }
  const isProposing = role !== 'COUNTY_CIVIL_AFFAIRS_APPROVER' && role !== 'COUNTY_FINANCE';
  if (isDrawn && !proposal && isProposing) forms.push('propose');
  const decides = forms.includes('exit') || role === 'COUNTY_CIVIL_AFFAIRS_APPROVER';
  if (proposal && !proposal.isMine && decides) forms.push('decline');
  return due && forms.includes('exit') ? ['exit', ...forms.filter((form) => form !== 'exit')] : forms;
}

/** How far its months go, what is proposed, and what may be done. */
function Course({ one, work }: { one: Entitlement; work: Pick<CaseWork, 'open'> }) {
  const { t } = useTranslation();
  const role = useMe()?.role;
  const { lastPayableMonth, exitReason, suspensions, proposal, due, entitlementId, overpaid } = one;
  return (
    <div className="entitlement-course">
      {lastPayableMonth && (
        <div>
          {t('acts.course.ended', {
            reason: sayCode('reason', exitReason),
            month: sayMonth(lastPayableMonth),
          })}
        </div>
      )}
      {suspensions.map(({ from, to, outcome, reason }) => (
        <div key={from}>
          {t('acts.course.waits', {
            from: sayMonth(from),
            to: to ? sayMonth(to) : t('acts.law.open'),
            reason: sayCode('reason', reason),
            outcome: sayCode('resumeOutcome', outcome),
          })}
        </div>
      ))}
      {proposal && (
        <div>
          {t('acts.course.proposed', {
            who: proposal.who,
            change: sayCode('standingChange', proposal.change),
            reason: sayCode('reason', proposal.reason),
            words: proposal.words,
          })}
        </div>
      )}
      {overpaid.length > 0 && (
        <div className="attention">
          {t('acts.course.overpaid', {
            n: overpaid.length,
            from: sayMonth(overpaid[0]?.month ?? ''),
            to: sayMonth(overpaid.at(-1)?.month ?? ''),
            yuan: sayMoney(overpaid.reduce((sum, { amountFen }) => sum + amountFen, 0)),
          })}
        </div>
      )}
      {due && <div className="attention">{t('acts.course.due', { reason: sayCode('reason', due) })}</div>}
      {formsOf(one, role).map((form) => (
        <TextLink key={form} onClick={() => work.open(form, entitlementId)}>
          {t(`acts.form.${form}.link`)}
        </TextLink>
      ))}
    </div>
  );
}
