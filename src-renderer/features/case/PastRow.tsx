/** What was paid to somebody before the rosters began, and what of it differs from the rules. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { sayList } from '../../text/codes.ts';
import { sayMoney, sayMonth } from '../../text/dates.ts';
import { FieldRow } from '../../ui/FieldRow.tsx';
import { usePastWords } from '../payments/past-words.ts';

export function PastRow({ personId, children }: { personId: number; children: ReactNode }) {
  const { t } = useTranslation();
  const say = usePastWords();
  const entries =
    useLive(['cases'], ['payments.pastOfPerson', personId], () => desk().payments.pastOfPerson({ personId }))
      .data ?? [];
  return (
    <FieldRow label={t('payments.past.ofPerson')}>
      {entries.length === 0 && t('acts.law.none')}
      {entries.map(
        ({ pastPaymentId, benefit, fromMonth, toMonth, amountFen, differences, explainedWords }) => (
          <div key={pastPaymentId}>
            {t('payments.past.entry', {
              ...{ benefit: t(`codes.benefit.${benefit as 'LIVING'}`), from: sayMonth(fromMonth) },
              ...{ to: sayMonth(toMonth), fen: sayMoney(amountFen) },
            })}
            {differences.length > 0 && (
              <div className="faint">
                {sayList([...differences.map(say), ...(explainedWords ? [explainedWords] : [])])}
              </div>
            )}
          </div>
        ),
      )}{' '}
      {children}
    </FieldRow>
  );
}
