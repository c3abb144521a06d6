/** 追缴: each case of money that has to come back, with what is left and the acts of whoever may (S004 art.12). */
import { useTranslation } from 'react-i18next';
import { bodyOf } from '#shared/domain/state.ts';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import type { LawFacts } from '#shared/rpc/law-shapes.ts';
import { usePack } from '../../data/packs.ts';
import { useMe } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayLongDate, sayMoney, sayMonth } from '../../text/dates.ts';
import { Panel } from '../../ui/Panel.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import type { ActFormName } from './acts.ts';
import type { CaseWork } from './use-case-work.ts';

type Recovery = LawFacts['recoveries'][number];
const OPEN = ['OPEN', 'NOTICED', 'PAYING'];

/** What a body may do about a case as it stands. */
function formsOf(
  { state, refusedOn, cause }: Recovery,
  body: string | undefined,
  isCreditReported: boolean,
): ActFormName[] {
  if (!OPEN.includes(state) || !body) return [];
  const isNoticed = state !== 'OPEN';
  const forms: ActFormName[] = [];
  if (body === 'TOWNSHIP' && !isNoticed) forms.push('recoveryNotice');
  if (body !== 'FEDERATION') forms.push('recoveryPayBack');
  if (body === 'TOWNSHIP' && isNoticed && !refusedOn) forms.push('recoveryRefused');
  if (body === 'CIVIL_AFFAIRS') forms.push('recoveryWriteOff');
  const mayReport = isCreditReported && refusedOn && cause !== 'DATA_ERROR';
  if (body === 'CIVIL_AFFAIRS' && mayReport) forms.push('recoveryCredit');
  return forms;
}

export function Recoveries({ page, work }: { page: CasePage; work: Pick<CaseWork, 'open'> }) {
  const { t } = useTranslation();
  const me = useMe();
  const isCreditReported = usePack()?.recovery.creditRecord ?? false;
  const { recoveries } = page.law;
  if (recoveries.length === 0) return null;
  const months = ({ months: all }: Recovery): string =>
    all.length > 1
      ? t('acts.law.months', { from: sayMonth(all[0] ?? ''), to: sayMonth(all.at(-1) ?? '') })
      : sayMonth(all[0] ?? '');
  return (
    <Panel title={t('acts.law.recoveries')}>
      <ul className="entitlements">
        {recoveries.map((each) => (
          <li key={each.recoveryId}>
            <b>{sayCode('recoveryState', each.state)}</b>
            <span>{sayCode('recoveryCause', each.cause)}</span>
            <span>{months(each)}</span>
            <span className="num">
              {t('acts.law.owed', { all: sayMoney(each.amountFen), owed: sayMoney(each.owedFen) })}
            </span>
            {each.refusedOn && <span>{t('acts.law.refused', { date: sayLongDate(each.refusedOn) })}</span>}
            <div className="entitlement-course">
              {formsOf(each, me && bodyOf(me.role), isCreditReported).map((form) => (
                <TextLink key={form} onClick={() => work.open(form, each.recoveryId)}>
                  {t(`acts.form.${form}.link`)}
                </TextLink>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
