/** The federation hands a refusal of civil affairs on to the township: the reason stands and is not the federation's to
 *  change.                                                                                                           */
import { Input } from 'antd';
import { useId, useState } from 'react';
import { useIssue } from '../../data/issue.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { useKeys } from '../../ui/keys.ts';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { Pane } from '../../ui/Screen.tsx';
import { useActWords } from './act-words.ts';
import type { ReviewDesk, ReviewFile } from './use-review.ts';

export function ForwardPane({ file, review }: { file: ReviewFile; review: ReviewDesk }) {
  const { item, application } = file;
  const [words, setWords] = useState('');
  const { issue, isBusy, refusal } = useIssue('review.forwardReturn');
  const act = useActWords('FEDERATION', item.township)('forward');
  const id = useId();
  const forward = async (): Promise<void> => {
    const result = await issue({ applicationId: item.applicationId, words: words.trim() });
    if (result.ok) review.acted({ number: result.number, name: item.name, act, personId: item.personId });
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
        onChange={(event) => setWords(event.target.value)}
      />
      <RefusalLine code={refusal?.code} />
    </Pane>
  );
}
