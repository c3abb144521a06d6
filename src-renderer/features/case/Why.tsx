/** Why: what the rules say of the person, from which month, when the present step is due, and who decides what. */
import { useTranslation } from 'react-i18next';
import type { ApplicationView, CasePage } from '#shared/rpc/desk-shapes.ts';
import { useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayDate, sayMonth } from '../../text/dates.ts';
import { Deadline } from '../../ui/Deadline.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { JudgedBenefits } from '../eligibility/JudgedBenefits.tsx';

export function Why({ page: { applications, eligibility } }: { page: CasePage }) {
  const { t } = useTranslation();
  const [application] = applications;
  return (
    <div className="why">
      {eligibility && (
        <Panel title={t('eligibility.title', { month: sayMonth(eligibility.month) })} icon="info">
          <JudgedBenefits eligibility={eligibility} />
        </Panel>
      )}
      {application ? <WhyFile application={application} /> : <p className="quiet">{t('case.why.noFile')}</p>}
      <Panel title={t('case.why.who')}>
        <p className="quiet">{t('case.why.whoWords')}</p>
      </Panel>
    </div>
  );
}

function WhyFile({ application }: { application: ApplicationView }) {
  const { t } = useTranslation();
  const today = useSession()?.today;
  const { submittedOn, benefits, deadline } = application;
  return (
    <>
      {submittedOn && (
        <Panel title={t('case.why.title', { month: sayMonth(submittedOn) })} icon="info">
          <p className="quiet">{t('case.why.words', { date: sayDate(submittedOn, today) })}</p>
        </Panel>
      )}
      <Panel title={t('case.why.benefits')}>
        <ul className="quiet">
          {benefits.map((benefit) => (
            <li key={benefit}>{sayCode('benefitFull', benefit)}</li>
          ))}
        </ul>
      </Panel>
      <Panel title={t('case.why.deadline')}>
        {deadline.kind === 'none' ? (
          <p className="quiet">{t('case.why.deadlineNone')}</p>
        ) : (
          <>
            <p>
              {deadline.step && <span className="quiet">{sayCode('task', deadline.step)} </span>}
              <Deadline deadline={deadline} today={today} />
            </p>
            <p className="quiet">{t('case.why.deadlineWords')}</p>
          </>
        )}
      </Panel>
    </>
  );
}
