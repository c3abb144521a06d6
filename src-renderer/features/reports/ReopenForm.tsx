/** 销号后重开: with the reason, which stays in the ledger. */
import { Input } from 'antd';
import { useState } from 'react';
import { useIssue } from '../../data/issue.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { TextLink } from '../../ui/TextLink.tsx';

export function ReopenForm({ rolloutId }: { rolloutId: number }) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { issue, isBusy, refusal } = useIssue('rollout.reopen');
  const submit = (): void => {
    if (!reason.trim() || isBusy) return;
    void issue({ rolloutId, reason: reason.trim() }).then(({ ok }) => ok && setOpen(false));
  };
  if (!isOpen) {
    return (
      <TextLink danger onClick={() => setOpen(true)}>
        {t('reports.rollout.reopen.link')}
      </TextLink>
    );
  }
  return (
    <div className="report-acts">
      <FormField name="reopenReason" label={t('reports.rollout.reopen.reason')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            value={reason}
            maxLength={300}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={submit}
          />
        )}
      </FormField>
      <ActButton danger isBusy={isBusy} off={!reason.trim()} onClick={submit}>
        {t('reports.rollout.reopen.act')}
      </ActButton>
      <ActButton onClick={() => setOpen(false)}>{t('reports.rollout.reopen.cancel')}</ActButton>
      <RefusalLine code={refusal?.code} />
    </div>
  );
}
