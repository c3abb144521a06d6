/** If everything were complete and passed today: from which month, how much, and until when the next two steps are due.
 *  F7 opens the arithmetic.                                                                                         */
import { isCalendarMissing } from '#shared/domain/calendar.ts';
import type { DueOn } from '#shared/domain/deadline.ts';
import { usePack } from '../../data/packs.ts';
import { sayDate, sayDay, sayMoney, sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Panel } from '../../ui/Panel.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { JudgedBenefits } from '../eligibility/JudgedBenefits.tsx';
import { factsOf } from './checks.ts';
import { type Outlook, outlookOf } from './outlook.ts';
import type { Intake } from './use-intake.ts';

function DueLine({
  label,
  due,
  days,
  today,
}: {
  label: string;
  due: DueOn | undefined;
  days: number;
  today: string;
}) {
  const isMissing = isCalendarMissing(due);
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {isMissing && t('intake.outlook.noCalendar', { year: due.missingYear })}
        {!isMissing && due && (due.slice(0, 4) === today.slice(0, 4) ? sayDay(due) : sayDate(due, today))}
      </dd>
      <dd className="faint">{!isMissing && t('intake.outlook.days', { n: days })}</dd>
    </>
  );
}

function AmountWords({ outlook, isWaiting }: { outlook: Outlook; isWaiting: boolean }) {
  if (outlook.totalFen !== null) {
    return (
      <>
        <b>{sayMoney(outlook.totalFen)}</b> {t('ui.units.yuan')}
      </>
    );
  }
  return t(isWaiting ? 'intake.outlook.waiting' : 'intake.outlook.unknown');
}

interface OutlookCardProps {
  readonly intake: Intake;
  readonly today: string;
  readonly isWhyOpen: boolean;
  readonly onWhy: () => void;
}

export function OutlookCard({ intake, isWhyOpen, onWhy, today }: OutlookCardProps) {
  const { form, reading } = intake;
  const pack = usePack();
  const facts = factsOf(form, reading);
  const outlook = outlookOf({ submittedOn: form.submittedOn, facts }, today, pack);
  if (!outlook) return null;
  const isWaiting = facts === null;
  const missingYear = [outlook.entryDue, outlook.sendDue].find(isCalendarMissing)?.missingYear;
  return (
    <Panel shape="card" icon="clock" title={t('intake.outlook.title')}>
      <dl className="outlook">
        <dt>{t('intake.outlook.from')}</dt>
        <dd>
          <b>{sayMonth(outlook.fromMonth)}</b>
        </dd>
        <dd />
        <dt>{t('intake.outlook.amount')}</dt>
        <dd>
          <AmountWords outlook={outlook} isWaiting={isWaiting} />
        </dd>
        <dd className="faint">
          {!isWaiting && <TextLink onClick={onWhy}>{t('intake.outlook.why')} F7</TextLink>}
        </dd>
        <DueLine
          label={t('intake.outlook.entry')}
          due={outlook.entryDue}
          days={outlook.entryDays}
          today={today}
        />
        <DueLine
          label={t('intake.outlook.send')}
          due={outlook.sendDue}
          days={outlook.sendDays}
          today={today}
        />
      </dl>
      {isWhyOpen && outlook.eligibility && <JudgedBenefits eligibility={outlook.eligibility} />}
      {missingYear !== undefined && (
        <p className="faint">{t('intake.outlook.noCalendarWords', { year: missingYear })}</p>
      )}
      <p className="faint">{t('intake.outlook.trial')}</p>
    </Panel>
  );
}
