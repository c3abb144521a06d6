/** 发放: the county's rosters at the left, the one that is open at the right, with the acts of whoever sits here: civil affairs builds, checks, locks,
 *  signs and sends; the federation signs; finance pays and takes in the bank's answer; a township sees its rows and puts accounts right. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterBrief } from '#shared/rpc/payment-shapes.ts';
import { useIssue } from '../../data/issue.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCount, sayMoney, sayMonth } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { PastPart } from './PastPart.tsx';
import { RaisePart } from './RaisePart.tsx';
import { ReturnedPayments } from './ReturnedPayments.tsx';
import { RosterPane } from './RosterPane.tsx';
import { RosterSheet, type SheetChoice } from './RosterSheet.tsx';
import { usePayments } from './use-payments.ts';
import './payments.css';

const OPEN_STATES = ['DRAFT', 'CHECKED', 'LOCKED', 'SIGNED_ONE', 'SIGNED_BOTH'];
const MONTH_LENGTH = 7;

function useColumns(): readonly Column<RosterBrief>[] {
  const { t } = useTranslation();
  return [
    { key: 'month', title: t('payments.columns.month'), width: 96, cell: ({ month }) => sayMonth(month) },
    {
      key: 'state',
      title: t('payments.columns.kind'),
      width: 'fill',
      cell: ({ state, job }) =>
        job ? t(`payments.jobs.${job as 'BUILD'}`) : t(`payments.states.${state as 'DRAFT'}`),
    },
    {
      key: 'pay',
      title: t('payments.columns.amount'),
      width: 110,
      align: 'end',
      cell: ({ payFen }) => sayMoney(payFen),
    },
  ];
}

/** Builds this month's roster, when none is on its way. */
function BuildLine({ rosters, today }: { rosters: readonly RosterBrief[]; today: string }) {
  const { t } = useTranslation();
  const { issue, isBusy, refusal } = useIssue('roster.build');
  const [isQuarterly, setQuarterly] = useState(rosters[0]?.cycle === 'QUARTERLY');
  const month = today.slice(0, MONTH_LENGTH);
  const isBuilt = rosters.some((roster) => roster.month === month);
  const isOpen = rosters.some(({ state }) => OPEN_STATES.includes(state));
  if (isBuilt || isOpen) return null;
  return (
    <div className="payments-build">
      <ActButton
        main
        isBusy={isBusy}
        onClick={() => void issue({ month, cycle: isQuarterly ? 'QUARTERLY' : 'MONTHLY' })}
      >
        {t('payments.build', { month: sayMonth(month) })}
      </ActButton>
      <label>
        <input
          type="checkbox"
          checked={isQuarterly}
          onChange={({ target }) => setQuarterly(target.checked)}
        />{' '}
        {t('payments.quarterly')}
      </label>
      <RefusalLine code={refusal?.code} />
    </div>
  );
}

export function PaymentsScreen({ rosterId }: { rosterId?: number | undefined }) {
  const { t } = useTranslation();
  const me = useMe();
  const today = useSession()?.today ?? '';
  const overview = usePayments();
  const columns = useColumns();
  const [sheet, setSheet] = useState<SheetChoice | null>(null);
  const [view, setView] = useState<'rosters' | 'past'>('rosters');
  const rosters = overview?.rosters ?? [];
  const shown = rosters.find((roster) => roster.rosterId === rosterId) ?? rosters[0];
  const isTownship = me?.role === 'TOWNSHIP_CLERK' || me?.role === 'TOWNSHIP_REVIEWER';
  const mayEnterPast = isTownship || me?.role === 'COUNTY_CIVIL_AFFAIRS_APPROVER';
  const head = (
    <PageHead
      ruled
      title={t('payments.title')}
      note={shown ? t('payments.persons', { n: sayCount(shown.persons) }) : t('payments.note')}
    />
  );
  if (sheet) return <RosterSheet choice={sheet} onClose={() => setSheet(null)} />;
  if (!me || !overview)
    return (
      <Screen layout="plain" head={head}>
        {null}
      </Screen>
    );
  return (
    <Screen layout="plain" head={head}>
      <div className="payments">
        <section className="payments-months" aria-label={t('payments.months')} data-region tabIndex={-1}>
          {me.role === 'COUNTY_CIVIL_AFFAIRS_APPROVER' && <BuildLine rosters={rosters} today={today} />}
          {mayEnterPast && (
            <div className="payments-views" role="group" aria-label={t('payments.past.views')}>
              {(['rosters', 'past'] as const).map((each) => (
                <ActButton key={each} size="small" off={each === view} onClick={() => setView(each)}>
                  {t(`payments.past.view.${each}`)}
                </ActButton>
              ))}
            </div>
          )}
          {rosters.length > 0 && (
            <ListTable
              label={t('payments.months')}
              columns={columns}
              groups={[{ key: 'months', rows: rosters }]}
              rowKey={(roster) => roster.rosterId}
              onOpen={(roster) => {
                setView('rosters');
                goTo({ screen: 'payments', rosterId: roster.rosterId }, true);
              }}
            />
          )}
        </section>
        <div className="payments-open" tabIndex={0}>
          {view === 'past' ? (
            <PastPart role={me.role} />
          ) : (
            <>
              {me.role === 'COUNTY_CIVIL_AFFAIRS_APPROVER' && <RaisePart />}
              {isTownship && <ReturnedPayments payments={overview.returned} />}
              {shown ? (
                <RosterPane
                  key={shown.rosterId}
                  rosterId={shown.rosterId}
                  role={me.role}
                  today={today}
                  onPrint={setSheet}
                />
              ) : (
                <EmptyLine>{t(isTownship ? 'payments.noneHere' : 'payments.none')}</EmptyLine>
              )}
            </>
          )}
        </div>
      </div>
    </Screen>
  );
}
