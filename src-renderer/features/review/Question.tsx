/** One question of a judgement: two answers, none chosen beforehand. Civil affairs' questions carry the trial amount. */
import { Radio } from 'antd';
import { useId } from 'react';
import { BENEFITS, type Benefit } from '#shared/domain/state.ts';
import { sayCodes } from '../../text/codes.ts';
import { sayMoney, sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import type { Answer, Question as QuestionOf } from './judgement.ts';
import type { ReviewFile } from './use-review.ts';

interface QuestionProps {
  readonly number: number;
  readonly question: QuestionOf;
  readonly file: ReviewFile;
  /** 给 / 不给 instead of 符合 / 不符合. */
  readonly isGiving: boolean;
  readonly answer: Answer | undefined;
  readonly onAnswer: (answer: Answer) => void;
}

/** What the benefit would be a month, by the packs in force and the month of application; where it is not due, every reason. */
function TrialAmount({ benefit, file }: { benefit: Benefit; file: ReviewFile }) {
  const judged = file.page.eligibility?.[benefit];
  const month = file.application.submittedOn?.slice(0, 7);
  if (!judged || !month || judged.amountFen === null) return t('review.judge.amountUnknown');
  if (!judged.eligible) return t('eligibility.against', { reasons: sayCodes('reason', judged.reasons) });
  return t('review.judge.amount', { yuan: sayMoney(judged.amountFen), month: sayMonth(month) });
}

export function Question({ number, question, file, isGiving, answer, onAnswer }: QuestionProps) {
  const legend = useId();
  const benefit = BENEFITS.find((one) => one === question.name);
  return (
    <fieldset className="judge-question">
      <legend id={legend}>
        <b>{number}</b> {t(`review.questions.${question.name}.title`)}
      </legend>
      <p className="quiet">
        {benefit ? (
          <TrialAmount benefit={benefit} file={file} />
        ) : (
          t(`review.questions.${question.name}.words`)
        )}
      </p>
      <Radio.Group
        aria-labelledby={legend}
        value={answer ?? null}
        onChange={(event) => onAnswer(event.target.value as Answer)}
        options={[
          { value: 'yes', label: t(isGiving ? 'review.judge.give' : 'review.judge.yes') },
          { value: 'no', label: t(isGiving ? 'review.judge.notGive' : 'review.judge.no') },
        ]}
      />
    </fieldset>
  );
}
