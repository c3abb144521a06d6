/** What the county's offices do with the payment roster of a month, drawn against what their desk shows: built, checked, locked, signed by two,
 *  handed to finance, answered by the bank; and what townships and civil affairs do to those who are paid. Wrong steps too, now and then. */
import { shanghaiDate } from '#shared/base/clock.ts';
import { addMonths, quarterEnd } from '#shared/domain/month.ts';
import { payableOf, type RosterPart } from '#shared/domain/roster-figures.ts';
import { BANK_REASONS, OPEN_STATES } from '#shared/domain/roster.ts';
import type { RosterSignature } from '#shared/domain/roster-state.ts';
import { bodyOf } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import { pick } from './plan.ts';
import { type DrawnAct, rowsOf, type Scene } from './scene.ts';

type Roster = Row<'roster'>;
type Drawn = Pick<DrawnAct, 'name' | 'args'> | null;

const NONSENSE_SHARE = 0.05;
const RETURNED_SHARE = 0.2;
const NO_HASH = 'f'.repeat(64);

const named = (roster: Roster, hash: string | null) => ({ rosterId: roster.id, hash: hash ?? NO_HASH });

function build({ chance, today }: Scene, rosters: readonly Roster[]): Drawn {
  const now = today.slice(0, 7);
  const last = rosters
    .map(({ values }) => values.month as string)
    .sort()
    .at(-1);
  // A month that is done, or lies before the last: refused, whatever it is.
  if (last && last >= now)
    return chance.next() < NONSENSE_SHARE
      ? { name: 'roster.build', args: { month: addMonths(last, -1) } }
      : null;
  const month = last && chance.next() < 0.5 ? addMonths(last, 1) : now;
  const isQuarter = quarterEnd(month) === month && chance.next() < 0.5;
  return { name: 'roster.build', args: { month, cycle: isQuarter ? 'QUARTERLY' : 'MONTHLY' } };
}

function hasSigned({ values }: Roster, body: string): boolean {
  const signatures = (values.signatures ?? []) as unknown as RosterSignature[];
  return signatures.some((signature) => signature.body === body && signature.hash === values.lockedHash);
}

/** What civil affairs do with the one that is open. */
function onOpen({ chance }: Scene, roster: Roster): Drawn {
  const { state, rowHash, lockedHash, month, cycle } = roster.values;
  const again = { name: 'roster.build', args: { month, cycle } };
  const reopen = { name: 'roster.reopen', args: { rosterId: roster.id, reason: '有一行要改' } };
  const other = chance.next();
  if (state === 'DRAFT') return other < 0.25 ? again : { name: 'roster.check', args: named(roster, rowHash) };
  if (state === 'CHECKED')
    return other < 0.12 ? again : { name: 'roster.lock', args: named(roster, rowHash) };
  if (other < 0.1) return reopen;
  if (state === 'SIGNED_BOTH') return { name: 'roster.submit', args: { rosterId: roster.id } };
  return hasSigned(roster, 'CIVIL_AFFAIRS') ? null : { name: 'roster.sign', args: named(roster, lockedHash) };
}

function ofCivilAffairs(scene: Scene, rosters: readonly Roster[]): Drawn {
  const open = rosters.find(({ values }) => OPEN_STATES.some((state) => state === values.state));
  if (!open) return build(scene, rosters);
  const isEarly = open.values.job && scene.chance.next() >= NONSENSE_SHARE;
  return isEarly ? null : onOpen(scene, open);
}

function ofFederation({ chance }: Scene, rosters: readonly Roster[]): Drawn {
  const locked = rosters.find(({ values }) => values.state === 'LOCKED' || values.state === 'SIGNED_ONE');
  if (!locked) return null;
  const isDone = hasSigned(locked, 'FEDERATION') && chance.next() >= NONSENSE_SHARE;
  return isDone ? null : { name: 'roster.sign', args: named(locked, locked.values.lockedHash) };
}

/** The bank's answer to the rows as the desk holds them; a desk that does not hold them all has none to give. */
function settle({ chance, desk, today }: Scene, roster: Roster): Drawn {
  const rows = rowsOf(desk, 'rosterRow').filter(
    ({ values }) => values.rosterId === roster.id && values.result === 'PENDING',
  );
  const due = payableOf(roster.values.totals as unknown as RosterPart);
  if (rows.length !== due.rows) return null;
  const returned = rows.filter(() => chance.next() < RETURNED_SHARE);
  const fenOf = (of: readonly Row<'rosterRow'>[]) =>
    of.reduce((fen, { values }) => fen + (values.amountFen ?? 0), 0);
  const returnedFen = fenOf(returned);
  const isWrong = chance.next() < NONSENSE_SHARE;
  return {
    name: 'roster.settle',
    args: {
      ...{ rosterId: roster.id, paidOn: today, bankFileHash: 'b'.repeat(64), returnedFen },
      ...{ paidRows: rows.length - returned.length, paidFen: fenOf(rows) - returnedFen + (isWrong ? 1 : 0) },
      returned: returned.map(({ id }) => ({ rowId: id, reason: pick(chance, BANK_REASONS) })),
    },
  };
}

function ofFinance(scene: Scene, rosters: readonly Roster[]): Drawn {
  const paying = rosters.find(({ values }) => values.state === 'PAYING' && !values.job);
  if (paying) return settle(scene, paying);
  const sent = rosters.find(({ values }) => values.state === 'SUBMITTED_TO_FINANCE');
  return sent ? { name: 'roster.receive', args: named(sent, sent.values.lockedHash) } : null;
}

const STEPS_OF: Readonly<Record<string, (scene: Scene, rosters: readonly Roster[]) => Drawn>> = {
  CIVIL_AFFAIRS: ofCivilAffairs,
  FEDERATION: ofFederation,
  FINANCE: ofFinance,
};

/** The next step of a roster at one of the county's desks, or null where it is not its turn. */
export function drawRosterAct(scene: Scene): DrawnAct | null {
  const { account, desk } = scene;
  const drawn = STEPS_OF[bodyOf(account.role)]?.(scene, rowsOf(desk, 'roster'));
  return drawn ? { account, ...drawn } : null;
}

/** An account to which a payment came back is confirmed, or another one stated. */
export function drawCorrection({ chance, account, desk }: Scene): DrawnAct | null {
  const back = rowsOf(desk, 'entitlement').filter(({ values }) => values.accountReturnedOn);
  if (!back.length || bodyOf(account.role) !== 'TOWNSHIP') return null;
  const { id, values } = pick(chance, back);
  if (chance.next() < 0.5) return { account, name: 'payment.accountCorrected', args: { entitlementId: id } };
  const person = rowsOf(desk, 'person').find((each) => each.id === values.personId);
  const number = person?.values.accountNumber;
  if (!person || !number) return null;
  const bank = {
    ...{ accountHolder: person.values.name, bankName: '农信社', accountKind: 'SOCIAL_CARD' },
    accountNumber: `62179998${number.slice(8)}`,
  };
  return { account, name: 'person.edit', args: { personId: person.id, bank, reason: '换了银行卡' } };
}

/** What civil affairs decide about somebody who is paid: their subsidy is stopped, goes on, or ends. */
export function drawStanding({ chance, account, desk, today }: Scene): DrawnAct | null {
  const all = rowsOf(desk, 'entitlement').filter(
    ({ values }) => values.state === 'ACTIVE' || values.state === 'SUSPENDED',
  );
  if (!all.length || bodyOf(account.role) !== 'CIVIL_AFFAIRS') return null;
  const { id: entitlementId, values } = pick(chance, all);
  const month = addMonths(today.slice(0, 7), pick(chance, [-1, 0, 0, 1]));
  const of = { entitlementId, words: '入户核实' };
  const what = chance.next();
  if (values.state === 'SUSPENDED' && what < 0.7) {
    const outcome = pick(chance, ['UNFOUNDED', 'UNFOUNDED', 'FORFEITED']);
    return { account, name: 'entitlement.resume', args: { ...of, outcome, lastMonth: month } };
  }
  if (values.state === 'ACTIVE' && what < 0.6)
    return { account, name: 'entitlement.suspend', args: { ...of, reason: 'FACTS_IN_DOUBT', from: month } };
  const withheld = values.state === 'SUSPENDED' ? pick(chance, ['UNFOUNDED', 'FORFEITED']) : null;
  const on = shanghaiDate(Date.parse(`${today}T04:00:00Z`) - Math.floor(chance.next() * 40) * 86_400_000);
  return { account, name: 'entitlement.exit', args: { ...of, reason: 'LOCAL_RULE', on, withheld } };
}
