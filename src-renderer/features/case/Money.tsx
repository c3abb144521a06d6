/** What is being paid: one line for each entitlement, with the month it runs from and the amount by the pack in force. */
import { Trans, useTranslation } from 'react-i18next';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { sayMoney, sayMonth } from '../../text/dates.ts';
import { Panel } from '../../ui/Panel.tsx';
import { CaseStateTag } from '../../ui/StateTag.tsx';

export function Money({ page: { entitlements } }: { page: CasePage }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('case.money.title')} note={t('case.money.note')}>
      {entitlements.length === 0 ? (
        <p className="quiet">{t('case.money.none')}</p>
      ) : (
        <ul className="entitlements">
          {entitlements.map(({ benefit, state, entitledFrom, monthlyFen, packVersion }) => (
            <li key={`${benefit} ${entitledFrom}`}>
              <b>{sayCode('benefit', benefit)}</b>
              <CaseStateTag state={state} />
              <span>{entitledFrom && t('case.money.from', { month: sayMonth(entitledFrom) })}</span>
              <span className="num">
                {monthlyFen === null ? (
                  t('case.money.unknownAmount')
                ) : (
                  <Trans
                    i18nKey="case.money.monthly"
                    values={{ yuan: sayMoney(monthlyFen) }}
                    components={{ b: <b /> }}
                  />
                )}
              </span>
              <span className="faint num">
                {packVersion && t('case.money.pack', { version: packVersion })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
