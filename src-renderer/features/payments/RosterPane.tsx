/** One roster: where it is on its way, what it adds up to, whether people came and went with a reason, and its rows. */
import { useTranslation } from 'react-i18next';
import { type Benefit, BENEFITS, type Role } from '#shared/domain/state.ts';
import type { RosterPage } from '#shared/rpc/payment-shapes.ts';
import { sayCount, sayDate, sayMoney, sayMonth } from '../../text/dates.ts';
import { Panel } from '../../ui/Panel.tsx';
import { BankPart } from './BankPart.tsx';
import { PrintPart } from './PrintPart.tsx';
import { RosterActs } from './RosterActs.tsx';
import { RosterRows } from './RosterRows.tsx';
import type { SheetChoice } from './RosterSheet.tsx';
import { useRoster } from './use-payments.ts';

function Figures({ roster }: { roster: RosterPage }) {
  const { t } = useTranslation();
  const { figures } = roster;
  if (!figures) return null;
  const line = (benefit: Benefit) => {
    const of = figures[benefit];
    return (
      <tr key={benefit}>
        <th scope="row">{t(`codes.benefit.${benefit}`)}</th>
        <td>{sayCount(of.persons)}</td>
        <td>{sayCount(of.rows)}</td>
        <td>{sayMoney(of.currentFen)}</td>
        <td>{sayMoney(of.backFen)}</td>
        <td>{sayMoney(of.adjustFen)}</td>
        <td>{sayMoney(of.payFen)}</td>
        <td>{t('payments.figures.heldOf', { persons: of.heldPersons, rows: of.heldRows })}</td>
      </tr>
    );
  };
  const titles = ['benefit', 'persons', 'rows', 'current', 'back', 'adjust', 'pay', 'held'] as const;
  return (
    <Panel title={t('payments.figures.title')}>
      <table className="payments-figures">
        <thead>
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col">
                {t(`payments.figures.${title}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {BENEFITS.map(line)}
          <tr>
            <th scope="row">{t('payments.figures.all')}</th>
            <td>{sayCount(roster.persons)}</td>
            <td colSpan={4} />
            <td>{sayMoney(roster.payFen)}</td>
            <td />
          </tr>
        </tbody>
      </table>
      <p className="quiet">{t('payments.figures.capital', { words: roster.capital })}</p>
    </Panel>
  );
}

type Identity = NonNullable<RosterPage['identity']>[Benefit];

function counted({ last, added, resumed, exited, suspended, current }: Identity) {
  const [of, plus, again] = [sayCount(last), sayCount(added), sayCount(resumed)];
  const [gone, stopped, now] = [sayCount(exited), sayCount(suspended), sayCount(current)];
  return { last: of, added: plus, resumed: again, exited: gone, suspended: stopped, current: now };
}

function IdentityLines({ roster }: { roster: RosterPage }) {
  const { t } = useTranslation();
  const { identity } = roster;
  if (!identity) return null;
  const unexplained = BENEFITS.reduce((sum, benefit) => sum + identity[benefit].unexplained, 0);
  return (
    <Panel title={t('payments.identity.title')} {...(roster.balances ? {} : { tone: 'seal' as const })}>
      {BENEFITS.map((benefit) => (
        <p key={benefit}>
          <b>{t(`codes.benefit.${benefit}`)}</b> {t('payments.identity.line', counted(identity[benefit]))}
        </p>
      ))}
      <p>
        {roster.balances
          ? t('payments.identity.balances')
          : t('payments.identity.unexplained', { n: unexplained })}
      </p>
    </Panel>
  );
}

function Signing({ roster }: { roster: RosterPage }) {
  const { t } = useTranslation();
  const { matches, signatures, rowHash, lockedHash } = roster;
  const hash = lockedHash ?? rowHash;
  if (!hash) return null;
  const state = matches === null ? 'unknown' : matches ? 'matches' : 'differs';
  return (
    <Panel title={t('payments.hash.title')}>
      <p className="payments-hash">{t('payments.hash.words', { hash })}</p>
      <p>{t(`payments.hash.${state}`)}</p>
      {signatures.length === 0 && <p className="faint">{t('payments.signatures.none')}</p>}
      {signatures.map(({ body, by, on }) => (
        <p key={body}>
          {t('payments.signatures.line', {
            body: t(`payments.bodies.${body as 'FEDERATION'}`),
            ...{ by, date: sayDate(on) },
          })}
        </p>
      ))}
    </Panel>
  );
}

const TOWNSHIP_COLUMNS = ['name', 'persons', 'pay', 'held'] as const;

function Townships({ roster }: { roster: RosterPage }) {
  const { t } = useTranslation();
  if (!roster.townships.length) return null;
  return (
    <Panel title={t('payments.townships')}>
      <table className="payments-figures">
        <thead>
          <tr>
            {TOWNSHIP_COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`payments.townshipColumns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {roster.townships.map(({ scope, name, persons, payFen, heldRows }) => (
            <tr key={scope}>
              <th scope="row">{name}</th>
              <td>{sayCount(persons)}</td>
              <td>{sayMoney(payFen)}</td>
              <td>{sayCount(heldRows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface RosterPaneProps {
  readonly rosterId: number;
  readonly role: Role;
  readonly today: string;
  readonly onPrint: (choice: SheetChoice) => void;
}

export function RosterPane({ rosterId, role, today, onPrint }: RosterPaneProps) {
  const { t } = useTranslation();
  const roster = useRoster(rosterId);
  if (!roster) return null;
  const { progress, dueOn, reopenReason, state } = roster;
  return (
    <div className="payments-roster">
      <h2 className="payments-title">
        {sayMonth(roster.month)} · {t(`payments.states.${state as 'DRAFT'}`)}
      </h2>
      {progress && (
        <p role="status">{progress.of ? t('payments.working', { ...progress }) : t('payments.queued')}</p>
      )}
      {dueOn && ['DRAFT', 'CHECKED', 'LOCKED', 'SIGNED_ONE', 'SIGNED_BOTH'].includes(state) && (
        <p className="quiet">{t('payments.due', { date: sayDate(dueOn, today) })}</p>
      )}
      {reopenReason && state === 'DRAFT' && (
        <p className="quiet">{t('payments.reopened', { reason: reopenReason })}</p>
      )}
      <RosterActs roster={roster} role={role} />
      {role === 'COUNTY_FINANCE' && <BankPart roster={roster} today={today} />}
      {roster.settled && (
        <p>
          {t('payments.bank.settled', {
            ...{ date: roster.paidOn ? sayDate(roster.paidOn) : '', rows: roster.settled.rows },
            ...{ fen: sayMoney(roster.settled.fen), returnedRows: roster.settled.returnedRows },
            returnedFen: sayMoney(roster.settled.returnedFen),
          })}
        </p>
      )}
      <Figures roster={roster} />
      <IdentityLines roster={roster} />
      <Signing roster={roster} />
      <PrintPart roster={roster} role={role} onPrint={onPrint} />
      <Townships roster={roster} />
      <RosterRows rosterId={roster.rosterId} state={state} />
    </div>
  );
}
