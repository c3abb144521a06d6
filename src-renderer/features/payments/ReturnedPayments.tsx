/** Payments that came back, as tasks of the township: correct the account on the case page, then say so; the months are paid with the next roster. */
import { useTranslation } from 'react-i18next';
import type { ReturnedPayment } from '#shared/rpc/payment-shapes.ts';
import { useIssue } from '../../data/issue.ts';
import { sayList } from '../../text/codes.ts';
import { sayMoney, sayMonth } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';

function ReturnedLine({ payment }: { payment: ReturnedPayment }) {
  const { t } = useTranslation();
  const { issue, isBusy, refusal } = useIssue('payment.accountCorrected');
  const { entitlementId, personId, name, village, benefit, bankReason, months, fen } = payment;
  const reason = t(`payments.bankReasons.${(bankReason ?? 'OTHER') as 'OTHER'}`);
  return (
    <li className="payments-returned">
      <TextLink onClick={() => goTo({ screen: 'case', personId })}>{name}</TextLink>{' '}
      <span className="faint">{village}</span> {t(`codes.benefit.${benefit as 'LIVING'}`)}{' '}
      {t('payments.returned.line', {
        reason,
        months: sayList(months.map((month) => sayMonth(month))),
        fen: sayMoney(fen),
      })}{' '}
      <ActButton size="small" isBusy={isBusy} onClick={() => void issue({ entitlementId, words: '' })}>
        {t('payments.returned.correct')}
      </ActButton>
      <RefusalLine code={refusal?.code} />
    </li>
  );
}

export function ReturnedPayments({ payments }: { payments: readonly ReturnedPayment[] }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t('payments.returned.title')}
      count={payments.length}
      {...(payments.length ? { tone: 'amber' as const } : {})}
    >
      {payments.length === 0 ? (
        <p className="faint">{t('payments.returned.none')}</p>
      ) : (
        <ul className="payments-list">
          {payments.map((payment) => (
            <ReturnedLine key={payment.entitlementId} payment={payment} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
