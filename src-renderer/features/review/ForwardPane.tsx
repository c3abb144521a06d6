/** The federation hands a refusal of civil affairs on to the township: the reason stands and is not the federation's to
 *  change.                                                                                                           */
import { Input } from 'antd';
import { useId } from 'react';
import { useIssue } from '../../data/issue.ts';
import { mendDraft, type Mending, useTyping } from '../../data/mend.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { useKeys } from '../../ui/keys.ts';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { Pane } from '../../ui/Screen.tsx';
import { useActWords } from './act-words.ts';
import type { ReviewDesk, ReviewFile } from './use-review.ts';

interface ForwardPaneProps {
  readonly file: ReviewFile;
  readonly review: ReviewDesk;
  /** The act that is mended here. */
  readonly mending?: Mending | undefined;
}

export function ForwardPane({ file, review, mending }: ForwardPaneProps) {
  const { item, application } = file;
  const { typed, type, autosave } = useTyping(
    mending,
    () => ({ words: '' }),
    ({ words = '' }: { words?: string }) => ({ words }),
  );
  const { words } = typed;
  const { issue, isBusy, refusal } = useIssue('review.forwardReturn');
  const act = useActWords('FEDERATION', item.township)('forward');
  const id = useId();
  const forward = async (): Promise<void> => {
    await autosave?.settle();
    const number = mending?.page.number;
    const beside = number === undefined ? {} : { draft: mendDraft(number), replaces: number };
    const result = await issue({ applicationId: item.applicationId, words: words.trim() }, beside);
    if (result.ok) review.acted({ number: result.number, name: item.name, act, personId: item.personId });
    else autosave?.open();
  };
  useKeys([{ key: 'F9', label: act, run: () => void forward() }]);
  const foot = (
    <ActButton main keyName="F9" isBusy={isBusy} onClick={() => void forward()}>
      {act}
    </ActButton>
  );
  return (
    <Pane label={t('review.judge.titleForward')} width="wide" startsOpen foot={foot}>
      <h2 className="judge-title">{t('review.judge.titleForward')}</h2>
      <p>{t('review.forward.words', { township: item.township })}</p>
      <FieldList>
        <FieldRow label={t('review.forward.reason')}>{sayCode('reason', application.reasonCode)}</FieldRow>
        <FieldRow label={t('review.forward.reasonWords')}>{application.reasonWords || undefined}</FieldRow>
      </FieldList>
      <label className="judge-words" htmlFor={id}>
        {t('review.judge.wordsOptional')}
      </label>
      <Input.TextArea
        id={id}
        rows={3}
        maxLength={300}
        value={words}
        onChange={(event) => type({ words: event.target.value })}
      />
      <RefusalLine code={refusal?.code} />
    </Pane>
  );
}
