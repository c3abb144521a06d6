/** The judgement at the right: the body's questions, the reasons of a return, words, and the two acts. Offline a county desk
 *  only prepares. Four eyes: who did the step before looks but does not judge.                                     */
import { Input, Radio } from 'antd';
import { useId } from 'react';
import type { JudgingBody } from '#shared/domain/state.ts';
import { type Refusal, useIssue } from '../../data/issue.ts';
import { mendDraft, type Mending, useTyping } from '../../data/mend.ts';
import { useLink } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { useKeys } from '../../ui/keys.ts';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { Pane } from '../../ui/Screen.tsx';
import { useActWords } from './act-words.ts';
import { ForwardPane } from './ForwardPane.tsx';
import {
  type Answer,
  type Judgement,
  judgementAct,
  judgementBefore,
  NO_JUDGEMENT,
  questionsFor,
  REASONS_OF,
  type Verdict,
  verdictOf,
} from './judgement.ts';
import { Question } from './Question.tsx';
import type { ReviewDesk, ReviewFile } from './use-review.ts';

interface JudgePaneProps {
  readonly file: ReviewFile;
  readonly body: JudgingBody;
  readonly review: ReviewDesk;
  /** The act that is mended here. */
  readonly mending?: Mending | undefined;
}

const FEDERATION_MARK = 'J';

function Reasons({
  body,
  judgement,
  verdict,
  onChoose,
}: {
  readonly body: JudgingBody;
  readonly judgement: Judgement;
  readonly verdict: Verdict;
  readonly onChoose: (reason: string) => void;
}) {
  const legend = useId();
  const wait = body === 'CIVIL_AFFAIRS' ? 'review.judge.reasonWaitCivil' : 'review.judge.reasonWait';
  const mark = body === 'FEDERATION' ? FEDERATION_MARK : '';
  return (
    <fieldset className="judge-reasons">
      <legend id={legend}>
        {t(`review.judge.reason.${body}`)}{' '}
        <span className="faint">{verdict.open.length > 0 ? t('review.judge.reasonNote') : t(wait)}</span>
      </legend>
      <Radio.Group
        aria-labelledby={legend}
        value={judgement.reason}
        onChange={(event) => onChoose(event.target.value as string)}
      >
        {verdict.open.map((code) => (
          <Radio key={code} value={code}>
            <b>
              {mark}
              {REASONS_OF[body].indexOf(code) + 1}
            </b>{' '}
            {sayCode('reason', code)}
          </Radio>
        ))}
      </Radio.Group>
    </fieldset>
  );
}

/** Why the main act is off, in words; or that it is on. */
function stateWords(verdict: Verdict): string {
  if (verdict.leadsTo === 'return') {
    if (verdict.returnBlock === 'noReason') return t('review.judge.noReason');
    if (verdict.returnBlock === 'noWords') return t('review.judge.noWords');
    return verdict.returnBlock === null ? t('review.judge.ready') : '';
  }
  if (verdict.passBlock === 'unanswered') return t('review.judge.unanswered', { n: verdict.unanswered });
  if (verdict.passBlock === 'partWords') return t('review.judge.partWords');
  return verdict.passBlock === null ? t('review.judge.ready') : '';
}

function useJudging({ file, body, review, mending }: JudgePaneProps) {
  const { item, application } = file;
  const before = (): Judgement =>
    mending ? judgementBefore(body, application.benefits, mending.page) : NO_JUDGEMENT;
  const typing = useTyping(mending, () => NO_JUDGEMENT, before);
  const judgement = typing.typed;
  const verdict = verdictOf(body, application.benefits, judgement, item.blockedByFourEyes);
  const words = useActWords(body, item.township);
  const names = judgementAct(body, 'pass', { applicationId: 0, judged: '' }, NO_JUDGEMENT, []);
  const passing = useIssue(names.name);
  const returning = useIssue(
    judgementAct(body, 'return', { applicationId: 0, judged: '' }, NO_JUDGEMENT, []).name,
  );
  const act = async (kind: 'pass' | 'return'): Promise<void> => {
    const block = kind === 'pass' ? verdict.passBlock : verdict.returnBlock;
    if (block !== null || passing.isBusy || returning.isBusy) return;
    const { args } = judgementAct(
      body,
      kind,
      { applicationId: item.applicationId, judged: file.judged },
      judgement,
      verdict.approved,
    );
    await typing.autosave?.settle();
    const number = mending?.page.number;
    const beside = number === undefined ? {} : { draft: mendDraft(number), replaces: number };
    const result = await (kind === 'pass' ? passing : returning).issue(args, beside);
    if (result.ok)
      review.acted({ number: result.number, name: item.name, act: words(kind), personId: item.personId });
    else typing.autosave?.open();
  };
  const refusal: Refusal | undefined = passing.refusal ?? returning.refusal;
  return {
    judgement,
    judge: typing.type,
    verdict,
    words,
    act,
    refusal,
    isBusy: passing.isBusy || returning.isBusy,
  };
}

function Acts({ judging }: { judging: ReturnType<typeof useJudging> }) {
  const { verdict, words, act, isBusy } = judging;
  const isReturn = verdict.leadsTo === 'return';
  useKeys([
    { key: 'F4', label: words('return'), run: () => void act('return'), off: verdict.returnBlock !== null },
    { key: 'F9', label: words('pass'), run: () => void act('pass'), off: verdict.passBlock !== null },
  ]);
  return (
    <>
      <ActButton
        main={!isReturn}
        keyName="F9"
        off={verdict.passBlock !== null}
        isBusy={isBusy && !isReturn}
        onClick={() => void act('pass')}
      >
        {words('pass')}
      </ActButton>
      <ActButton
        main={isReturn}
        keyName="F4"
        off={verdict.returnBlock !== null}
        isBusy={isBusy && isReturn}
        onClick={() => void act('return')}
      >
        {words('return')}
      </ActButton>
    </>
  );
}

function wordsLabel(body: JudgingBody, verdict: Verdict): string {
  const isNeeded = (verdict.leadsTo === 'return' && body === 'TOWNSHIP') || verdict.passBlock === 'partWords';
  return t(isNeeded ? 'review.judge.wordsNeeded' : 'review.judge.wordsOptional');
}

function Judge(props: JudgePaneProps) {
  const { file, body } = props;
  const judging = useJudging(props);
  const { judgement, judge, verdict, refusal } = judging;
  const wordsId = useId();
  const isOffline = useLink()?.state === 'offline';
  const isBlocked = verdict.passBlock === 'fourEyes';
  const answer = (name: string, value: Answer): void =>
    judge({ answers: { ...judgement.answers, [name]: value } });
  return (
    <Pane label={t(`review.judge.title.${body}`)} width="wide" startsOpen foot={<Acts judging={judging} />}>
      <h2 className="judge-title">{t(`review.judge.title.${body}`)}</h2>
      {isBlocked && (
        <p className="amber-line">
          <Icon name="lock" />
          <span>{t('review.judge.fourEyes')}</span>
        </p>
      )}
      {questionsFor(body, file.application.benefits).map((question, at) => (
        <Question
          key={question.name}
          number={at + 1}
          question={question}
          file={file}
          isGiving={body === 'CIVIL_AFFAIRS'}
          answer={judgement.answers[question.name]}
          onAnswer={(value) => answer(question.name, value)}
        />
      ))}
      <Reasons body={body} judgement={judgement} verdict={verdict} onChoose={(reason) => judge({ reason })} />
      <label className="judge-words" htmlFor={wordsId}>
        {wordsLabel(body, verdict)}
      </label>
      <Input.TextArea
        id={wordsId}
        rows={2}
        maxLength={300}
        value={judgement.words}
        onChange={(event) => judge({ words: event.target.value })}
      />
      <p className="faint judge-state" role="status">
        {stateWords(verdict)}
        {isOffline && body !== 'TOWNSHIP' && ` ${t('review.judge.prepared')}`}
      </p>
      <RefusalLine code={refusal?.code} />
    </Pane>
  );
}

export function JudgePane(props: JudgePaneProps) {
  if (props.file.application.state === 'RETURNED_TO_FEDERATION' && props.body === 'FEDERATION') {
    return <ForwardPane file={props.file} review={props.review} mending={props.mending} />;
  }
  return <Judge {...props} />;
}
