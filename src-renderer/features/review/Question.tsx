/** One question of a judgement: two answers, none chosen beforehand. Civil affairs' questions carry the trial amount. */
import { Radio } from 'antd';
import { useId } from 'react';
import { monthlyAmount, packByVersion, packInForce } from '#shared/domain/pack.ts';
import { BENEFITS, type Benefit } from '#shared/domain/state.ts';
import { useLink, useSession } from '../../data/session.ts';
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

/** What the benefit would be a month, by the pack in force and the month of application. */
function TrialAmount({ benefit, file }: { benefit: Benefit; file: ReviewFile }) {
  const version = useLink()?.packVersion;
  const today = useSession()?.today;
  const pack = (version && packByVersion(version)) || (today && packInForce(today)) || undefined;
  const month = file.application.submittedOn?.slice(0, 7);
  const { grade, householdCategory } = file.page.person;
  const fen =
    pack && month ? monthlyAmount(pack, benefit, month, { grade, householdCategory }) : 'AMOUNT_UNKNOWN';
  if (fen === 'AMOUNT_UNKNOWN' || !month) return t('review.judge.amountUnknown');
  return t('review.judge.amount', { yuan: sayMoney(fen), month: sayMonth(month) });
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
