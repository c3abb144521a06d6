/** 发放: the county's rosters at the left, the one that is open at the right, with the acts of whoever sits here: civil affairs builds, checks, locks,
 *  signs and sends; the federation signs; finance pays and takes in the bank's answer; a township sees its rows and puts accounts right. */
import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { coveredIn, monthsToBuild } from '#shared/domain/roster-calendar.ts';
import { bodyOf, type Role } from '#shared/domain/state.ts';
import type { RosterBrief } from '#shared/rpc/payment-shapes.ts';
import { useIssue } from '../../data/issue.ts';
import { usePack } from '../../data/packs.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCount, sayMoney, sayMonth } from '../../text/dates.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TabBar } from '../../ui/TabBar.tsx';
import { MonthRow } from './MonthRow.tsx';
import { MainAct } from './MainAct.tsx';
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
    { key: 'month', title: t('payments.columns.month'), width: 104, cell: ({ month }) => sayMonth(month) },
    {
      key: 'state',
      title: t('payments.columns.state'),
      width: 'fill',
      cell: ({ state, job }) =>
        job ? t(`payments.jobs.${job as 'BUILD'}`) : t(`payments.states.${state as 'DRAFT'}`),
    },
    {
      key: 'pay',
      title: t('payments.columns.amount'),
      width: 116,
      align: 'end',
      cell: ({ payFen }) => sayMoney(payFen),
    },
  ];
}

/** Builds the roster of a month that has none yet, the earliest first, when none is on its way. */
function BuildLine({ rosters, today }: { rosters: readonly RosterBrief[]; today: string }) {
  const { t } = useTranslation();
  const { issue, isBusy, refusal } = useIssue('roster.build');
  const [isQuarterly, setQuarterly] = useState(rosters[0]?.cycle === 'QUARTERLY');
  const [chosen, setChosen] = useState('');
  const now = today.slice(0, MONTH_LENGTH);
  const cycle = isQuarterly ? 'QUARTERLY' : 'MONTHLY';
  const pack = usePack();
  const months = pack ? monthsToBuild(rosters[0]?.month ?? null, coveredIn(now, pack.roster), cycle) : [];
  const first = rosters.length ? months[0] : months.at(-1);
  const month = months.includes(chosen) ? chosen : first;
  const isOpen = rosters.some(({ state }) => OPEN_STATES.includes(state));
  if (isOpen) return null;
  return (
    <div className="payments-build">
      {months.length > 1 && (
        <MonthRow
          name="buildMonth"
          label={t('payments.buildMonth')}
          value={month ?? ''}
          months={months}
          onChoose={setChosen}
        />
      )}
      {month && (
        <MainAct
          word={t('payments.build', { month: sayMonth(month) })}
          isBusy={isBusy}
          onPress={() => void issue({ month, cycle })}
        />
      )}
      {rosters.length > 0 && months.length > 1 && (
        <p className="quiet">{t('payments.missed', { month: sayMonth(months[0] ?? now) })}</p>
      )}
      <Checkbox checked={isQuarterly} onChange={({ target }) => setQuarterly(target.checked)}>
        {t('payments.quarterly')}
      </Checkbox>
      <RefusalLine code={refusal?.code} />
    </div>
  );
}

const VIEWS = ['rosters', 'past'] as const;
type View = (typeof VIEWS)[number];

interface MonthsProps {
  readonly role: Role;
  readonly rosters: readonly RosterBrief[];
  readonly today: string;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** The rosters by month, what may be built, and the way to what was paid before. */
function Months({ role, rosters, today, view, onView }: MonthsProps) {
  const { t } = useTranslation();
  const columns = useColumns();
  const isApprover = role === 'COUNTY_CIVIL_AFFAIRS_APPROVER';
  return (
    <section className="payments-months" aria-label={t('payments.months')} data-region tabIndex={-1}>
      {isApprover && view === 'rosters' && <BuildLine rosters={rosters} today={today} />}
      {(isApprover || isOfTownship(role)) && (
        <TabBar
          label={t('payments.past.views')}
          tabs={VIEWS.map((name) => ({ name, word: t(`payments.past.view.${name}`) }))}
          open={view}
          onOpen={onView}
        />
      )}
      {rosters.length > 0 && (
        <ListTable
          label={t('payments.months')}
          columns={columns}
          groups={[{ key: 'months', rows: rosters }]}
          rowKey={(roster) => roster.rosterId}
          onOpen={(roster) => {
            onView('rosters');
            goTo({ screen: 'payments', rosterId: roster.rosterId }, true);
          }}
        />
      )}
    </section>
  );
}

const isOfTownship = (role: Role): boolean => bodyOf(role) === 'TOWNSHIP';

export function PaymentsScreen({ rosterId }: { rosterId?: number | undefined }) {
  const { t } = useTranslation();
  const me = useMe();
  const today = useSession()?.today ?? '';
  const overview = usePayments();
  const [sheet, setSheet] = useState<SheetChoice | null>(null);
  const [view, setView] = useState<View>('rosters');
  const rosters = overview?.rosters ?? [];
  const shown = rosters.find((roster) => roster.rosterId === rosterId) ?? rosters[0];
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
        <Months {...{ rosters, today, view }} role={me.role} onView={setView} />
        <div className="payments-open" tabIndex={0}>
          {view === 'past' ? (
            <PastPart role={me.role} />
          ) : (
            <>
              {me.role === 'COUNTY_CIVIL_AFFAIRS_APPROVER' && <RaisePart />}
              {isOfTownship(me.role) && <ReturnedPayments payments={overview.returned} />}
              {shown ? (
                <RosterPane
                  key={shown.rosterId}
                  rosterId={shown.rosterId}
                  role={me.role}
                  today={today}
                  onPrint={setSheet}
                />
              ) : (
                <EmptyLine>{t(isOfTownship(me.role) ? 'payments.noneHere' : 'payments.none')}</EmptyLine>
              )}
            </>
          )}
        </div>
      </div>
    </Screen>
  );
}
