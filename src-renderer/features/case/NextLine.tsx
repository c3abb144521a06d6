/** The one next step of the newest file, why it came back if it did, and what became of the last press. */
import { useTranslation } from 'react-i18next';
import { bodyOf, ENDED_STATES } from '#shared/domain/state.ts';
import type { ApplicationView, CasePage } from '#shared/rpc/desk-shapes.ts';
import { useMe } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { NextStep } from '../../ui/NextStep.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { SavedLine } from './SavedLine.tsx';
import { type NextAct, sayNext, verbOf } from './next.ts';
import type { CaseWork } from './use-case-work.ts';

export function NextLine({ page, work }: { page: CasePage; work: CaseWork }) {
  const [application] = page.applications;
  return (
    <>
      {application ? <FileNext application={application} work={work} /> : <NoFile page={page} />}
      <RefusalLine code={work.refusalCode} />
      {work.saved !== undefined && <SavedLine act={work.saved} />}
    </>
  );
}

function useActWord(next: NextAct): string {
  const { t } = useTranslation();
  if (next.kind === 'none') return '';
  return next.kind === 'review' ? t('case.act.review') : t(`case.act.${verbOf(next.command)}`);
}

function FileNext({ application, work }: { application: ApplicationView; work: CaseWork }) {
  const { t } = useTranslation();
  const { next, act, isBusy, form } = work;
  const word = useActWord(next);
  const me = useMe();
  const isTownship = me !== undefined && bodyOf(me.role) === 'TOWNSHIP';
  const isAtCounter = isTownship && ['SUBMITTED', 'RESUBMITTED'].includes(application.state);
  const isOpenHere = isTownship && !(ENDED_STATES as readonly string[]).includes(application.state);
  const cannotFix =
    next.kind === 'direct' &&
    next.command === 'application.sendToFederation' &&
    application.returnedBy !== null;
  return (
    <NextStep
      quiet={!act}
      deadline={application.deadline}
      act={
        act && (
          <ActButton main keyName="F9" isBusy={isBusy} off={form !== undefined} onClick={act}>
            {word}
          </ActButton>
        )
      }
    >
      {application.returnedBy && application.reasonCode && <Returned application={application} />}
      {sayNext(application, next)}{' '}
      {isAtCounter && (
        <TextLink onClick={() => work.open('notAccept', application.applicationId)}>
          {t('acts.form.notAccept.link')}
        </TextLink>
      )}{' '}
      {isOpenHere && (
        <TextLink onClick={() => work.open('withdraw', application.applicationId)}>
          {t('acts.form.withdraw.link')}
        </TextLink>
      )}{' '}
      {cannotFix && (
        <TextLink onClick={() => work.open('notifyRefusal')}>{t('case.next.cannotFix')}</TextLink>
      )}
    </NextStep>
  );
}

function Returned({
  application: { returnedBy, reasonCode, reasonWords },
}: {
  application: ApplicationView;
}) {
  const { t } = useTranslation();
  return (
    <p className="returned-line">
      <b>
        {t('case.reasonLine', { body: sayCode('body', returnedBy), reason: sayCode('reason', reasonCode) })}
      </b>
      {reasonWords && <span>{t('case.reasonWords', { words: reasonWords })}</span>}
    </p>
  );
}

function NoFile({ page }: { page: CasePage }) {
  const { t } = useTranslation();
  const me = useMe();
  const isTownship = me?.role === 'TOWNSHIP_CLERK' || me?.role === 'TOWNSHIP_REVIEWER';
  const { personId } = page.person;
  return (
    <NextStep quiet>
      {t('case.next.noFile')}{' '}
      {isTownship && (
        <TextLink onClick={() => goTo({ screen: 'intake', personId })}>{t('case.next.startIntake')}</TextLink>
      )}
    </NextStep>
  );
}
