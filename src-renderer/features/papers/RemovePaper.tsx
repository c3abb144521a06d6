/** 撤下: why a paper is taken off the case. The record and the reason stay. */
import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperView } from '#shared/rpc/desk-shapes.ts';
import { useIssue } from '../../data/issue.ts';
import { useSession } from '../../data/session.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { focusField, FormField } from '../../ui/FormField.tsx';
import { useKeys } from '../../ui/keys.ts';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { sayPaper } from './say.ts';

const REASON_MAX = 300;

interface RemovePaperProps {
  readonly paper: PaperView;
  /** False when nothing was done. */
  readonly onEnd: (isRemoved: boolean) => void;
}

export function RemovePaper({ paper, onEnd }: RemovePaperProps) {
  const { t } = useTranslation();
  const today = useSession()?.today;
  const [reason, setReason] = useState('');
  const [hasTried, setTried] = useState(false);
  const { issue, isBusy, refusal } = useIssue('paper.remove');
  useEffect(() => void focusField('paperReason'), []);
  const submit = (): void => {
    setTried(true);
    if (!reason.trim()) {
      focusField('paperReason');
      return;
    }
    if (isBusy) return;
    void issue({ paperId: paper.paperId, reason: reason.trim() }).then(({ ok }) => {
      if (ok) onEnd(true);
    });
  };
  const title = t('papers.remove.title', { paper: sayPaper(paper, today) });
  const cancel = (): void => onEnd(false);
  useKeys(
    [
      { key: 'F9', label: t('papers.remove.act'), run: submit },
      { key: 'Esc', label: t('papers.remove.cancel'), run: cancel },
    ],
    'over',
  );
  return (
    <section className="paper-remove" aria-label={title}>
      <h3>{title}</h3>
      <FormField
        name="paperReason"
        label={t('papers.remove.reason')}
        fault={hasTried && !reason.trim() ? t('papers.remove.fault') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            value={reason}
            placeholder={t('papers.remove.hint')}
            maxLength={REASON_MAX}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </FormField>
      <RefusalLine code={refusal?.code} />
      <div className="paper-acts">
        <ActButton main keyName="F9" isBusy={isBusy} onClick={submit}>
          {t('papers.remove.act')}
        </ActButton>
        <ActButton keyName="Esc" onClick={cancel}>
          {t('papers.remove.cancel')}
        </ActButton>
      </div>
    </section>
  );
}
