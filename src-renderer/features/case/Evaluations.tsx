/** 民主评议 on the case page: each vote with its count once two people counted alike, and what comes next. Before that no ballots are shown, so
 *  that the second count is one (evaluation.ts, EV4, EV5).                                                                               */
import type { LawFacts } from '#shared/rpc/law-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { sayLongDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { TextLink } from '../../ui/TextLink.tsx';

type Evaluation = LawFacts['evaluations'][number];

function sayEvaluation({ heldOn, round, delegates, result, countedBy }: Evaluation): string {
  return [
    heldOn && sayLongDate(heldOn),
    t('acts.evaluation.round', { n: round }),
    result
      ? t('acts.evaluation.ballots', { ...result, delegates })
      : t('acts.evaluation.countedOnce', { who: countedBy ?? '' }),
    result && !result.quorumMet && t('acts.evaluation.noQuorum'),
    result && sayCode('reason', result.result),
  ]
    .filter(Boolean)
    .join(' · ');
}

interface EvaluationsProps {
  readonly evaluations: readonly Evaluation[];
  /** The newest file of the person; a vote is about one. */
  readonly applicationId: number | null;
  readonly isTownship: boolean;
  readonly open: (form: 'evaluationHold' | 'evaluationCount', subject?: number) => void;
}

export function Evaluations({ evaluations, applicationId, isTownship, open }: EvaluationsProps) {
  const [last] = evaluations.filter((each) => each.applicationId === applicationId);
  const isUndecided = last?.result?.result === 'NO_DECISION';
  const mayVote = !last || (isUndecided && last.mayVoteAgain);
  return (
    <>
      {evaluations.length === 0 && t('acts.law.none')}
      {evaluations.map((each) => (
        <div key={each.evaluationId}>{sayEvaluation(each)}</div>
      ))}
      {isUndecided && <div>{t(mayVote ? 'acts.evaluation.voteAgain' : 'acts.evaluation.visitAgain')}</div>}{' '}
      {isTownship && mayVote && (
        <TextLink onClick={() => open('evaluationHold')}>{t('acts.form.evaluationHold.link')}</TextLink>
      )}
      {isTownship && last && !last.result && !last.isMine && (
        <TextLink onClick={() => open('evaluationCount', last.evaluationId)}>
          {t('acts.form.evaluationCount.link')}
        </TextLink>
      )}
    </>
  );
}
