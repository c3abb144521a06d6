/** Why an entry of history differs from the rules, in words. */
import { useTranslation } from 'react-i18next';
import type { PastDifference } from '#shared/domain/past-payment.ts';
import { sayCodes } from '../../text/codes.ts';
import { sayMoney, sayMonth } from '../../text/dates.ts';

export function usePastWords(): (difference: PastDifference) => string {
  const { t } = useTranslation();
  return ({ reason, from, to, owedFen, because }) =>
    t('payments.past.difference', {
      months:
        from === to ? sayMonth(from) : t('payments.past.span', { from: sayMonth(from), to: sayMonth(to) }),
      words: t(`payments.past.reason.${reason}`, {
        owed: owedFen === null ? '' : sayMoney(owedFen),
        because: sayCodes('reason', because),
      }),
    });
}
