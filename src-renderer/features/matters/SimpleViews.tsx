/** The lists whose acts are on the case page, or nowhere here: exits proposed or due (S004 art.9), money to come back (art.12), files sent on to the
 *  place of the hukou (art.13). */
import type { ReactNode } from 'react';
import type { ExitRow, ForwardedRow, RecoveryRow } from '#shared/rpc/matter-shapes.ts';
import { useSession } from '../../data/session.ts';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import { sayDate, sayMoney } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { goTo } from '../../ui/route.ts';
import { nameColumn, textColumn, whoColumns } from './columns.tsx';
import { MatterList } from './MatterList.tsx';
import { useExits, useForwarded, useRecoveries } from './use-matters.ts';

const openCase = ({ personId }: { readonly personId: number }): void => goTo({ screen: 'case', personId });
const joined = (parts: readonly (string | null | undefined)[]): string => parts.filter(Boolean).join(' · ');

function sayExit({ change, reason, words, who, on }: ExitRow, today: string): string {
  const why = reason && sayCode('reason', reason);
  if (!change) return t('matters.exits.due', { reason: why ?? '' });
  const what = joined([sayCode('standingChange', change), why]);
  return t('matters.exits.proposed', {
    what,
    who: who ?? '',
    date: on ? sayDate(on, today) : '',
    words: words ?? '',
  });
}

export function ExitsView({ head }: { head: ReactNode }) {
  const today = useSession()?.today ?? '';
  return (
    <MatterList
      head={head}
      label={t('matters.tabs.exits')}
      note={t('matters.exits.note')}
      none={t('matters.exits.none')}
      data={useExits()}
      columns={[
        ...whoColumns<ExitRow>(),
        textColumn<ExitRow>('benefit', t('matters.columns.benefit'), 110, ({ benefit }) =>
          sayCode('benefit', benefit),
        ),
        textColumn<ExitRow>('state', t('matters.columns.state'), 90, ({ state }) => sayCode('state', state)),
        textColumn<ExitRow>('what', t('matters.columns.what'), 'fill', (row) => sayExit(row, today)),
      ]}
      rowKey={({ entitlementId }) => entitlementId}
      enter={t('matters.openCase')}
      onOpen={openCase}
    />
  );
}

export function RecoveriesView({ head }: { head: ReactNode }) {
  const today = useSession()?.today ?? '';
  const day = (on: string | null): string => (on ? sayDate(on, today) : '');
  return (
    <MatterList
      head={head}
      label={t('matters.tabs.recoveries')}
      note={t('matters.recoveries.note')}
      none={t('matters.recoveries.none')}
      data={useRecoveries()}
      columns={[
        ...whoColumns<RecoveryRow>(),
        textColumn<RecoveryRow>('cause', t('matters.columns.cause'), 170, ({ cause }) =>
          sayCode('recoveryCause', cause),
        ),
        textColumn<RecoveryRow>('state', t('matters.columns.state'), 100, ({ state }) =>
          sayCode('recoveryState', state),
        ),
        {
          ...{ key: 'owed', title: t('matters.columns.owed'), width: 120, align: 'end' },
          cell: ({ owedFen }) => <span className="num">{sayMoney(owedFen)}</span>,
        },
        textColumn<RecoveryRow>(
          'days',
          t('matters.columns.course'),
          'fill',
          ({ openedOn, noticedOn, refusedOn }) =>
            joined([
              openedOn && t('matters.recoveries.opened', { date: day(openedOn) }),
              noticedOn && t('matters.recoveries.noticed', { date: day(noticedOn) }),
              refusedOn && t('matters.recoveries.refused', { date: day(refusedOn) }),
            ]),
        ),
      ]}
      rowKey={({ recoveryId }) => recoveryId}
      enter={t('matters.openCase')}
      onOpen={openCase}
    />
  );
}

export function ForwardedView({ head }: { head: ReactNode }) {
  const today = useSession()?.today ?? '';
  const day = (on: string | null): string => (on ? sayDate(on, today) : '');
  return (
    <MatterList
      head={head}
      label={t('matters.tabs.forwarded')}
      note={t('matters.forwarded.note')}
      none={t('matters.forwarded.none')}
      data={useForwarded()}
      columns={[
        nameColumn<ForwardedRow>(),
        textColumn<ForwardedRow>('to', t('matters.columns.to'), 160, ({ to }) => to),
        textColumn<ForwardedRow>('benefit', t('matters.columns.benefit'), 130, ({ benefits }) =>
          sayBenefits(benefits),
        ),
        textColumn<ForwardedRow>('submitted', t('matters.columns.submitted'), 130, ({ submittedOn }) =>
          day(submittedOn),
        ),
        textColumn<ForwardedRow>('forwarded', t('matters.columns.forwarded'), 130, ({ forwardedOn }) =>
          day(forwardedOn),
        ),
        textColumn<ForwardedRow>('slip', t('matters.columns.slip'), 'fill', ({ slipNumber }) => slipNumber),
        textColumn<ForwardedRow>('state', t('matters.columns.state'), 150, ({ state }) =>
          sayCode('state', state),
        ),
        textColumn<ForwardedRow>('since', t('matters.columns.since'), 130, ({ stateSince }) =>
          day(stateSince),
        ),
      ]}
      rowKey={({ forwardingId }) => forwardingId}
    />
  );
}
