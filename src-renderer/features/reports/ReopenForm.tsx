/** 销号后重开: with the reason, which stays in the ledger. */
import { useState } from 'react';
import { useIssue } from '../../data/issue.ts';
import { t } from '../../text/i18n.ts';
import { ReasonForm } from '../../ui/ReasonForm.tsx';
import { TextLink } from '../../ui/TextLink.tsx';

export function ReopenForm({ rolloutId }: { rolloutId: number }) {
  const [isOpen, setOpen] = useState(false);
  const { issue, isBusy, refusal } = useIssue('rollout.reopen');
  if (!isOpen)
    return (
      <TextLink danger onClick={() => setOpen(true)}>
        {t('reports.rollout.reopen.link')}
      </TextLink>
    );
  return (
    <ReasonForm
      name="reopenReason"
      label={t('reports.rollout.reopen.reason')}
      act={t('reports.rollout.reopen.act')}
      cancel={t('reports.rollout.reopen.cancel')}
      isBusy={isBusy}
      refusal={refusal?.code}
      onAct={(reason) => void issue({ rolloutId, reason }).then(({ ok }) => ok && setOpen(false))}
      onCancel={() => setOpen(false)}
    />
  );
}
