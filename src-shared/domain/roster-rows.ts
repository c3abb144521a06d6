/** What one person's subsidy is owed on the roster of a month (发放清册, dossier e.2–e.10), read off its ledger: every row that was ever made for
 *  it. The ledger is only ever added to; nothing paid is rewritten.
 *  RO1 a month has at most one row that pays it and was not returned (S000 唯一性; S004 art.12).  RO2 what is unpaid from before is paid with the
 *  roster, month by month at that month's standard (S004 art.4).  RO3 a raise that is dated back gives a row of the difference for months paid
 *  by then, never less (policy-packs §2.7).  RO4 a returned payment is issued again once the account was corrected; until then all that is
 *  owed is held (e.10).  RO5 months of a suspension wait: paid when the doubt was unfounded, forfeited when it was not (e.7).  RO6 an unknown
 *  amount is held, never guessed.  RO7 history is never payable (e.11).  All but the articles ∴.                                          */
import type { PlainMonth } from './calendar.ts';
import { monthsFromTo } from './month.ts';

export type RowKind = 'CURRENT' | 'BACK_PAY' | 'REISSUE' | 'ADJUST' | 'HISTORY';
/** PENDING: on a roster that the bank has not answered. HELD: left out of the payment of its roster. */
export type RowResult = 'PENDING' | 'PAID' | 'RETURNED' | 'HELD';

export interface LedgerRow {
  readonly month: PlainMonth;
  readonly kind: RowKind;
  readonly amountFen: number;
  readonly result: RowResult;
}

export interface Suspension {
  readonly from: PlainMonth;
  /** Last month of the suspension; null while it lasts. */
  readonly to: PlainMonth | null;
  readonly outcome: 'OPEN' | 'UNFOUNDED' | 'FORFEITED';
}

/** One entitlement as far as months go. */
export interface Standing {
  readonly entitledFrom: PlainMonth;
  readonly lastPayableMonth: PlainMonth | null;
  readonly suspensions: readonly Suspension[];
  /** No payment to the account came back, or it was corrected since. */
  readonly isAccountGood: boolean;
}

export type HeldReason = 'AMOUNT_UNKNOWN' | 'ACCOUNT_RETURNED';

export interface DueRow {
  readonly month: PlainMonth;
  readonly kind: Exclude<RowKind, 'HISTORY'>;
  readonly amountFen: number;
  /** Why it waits; null: it is paid with this roster. */
  readonly held: HeldReason | null;
}

const BASE: readonly RowKind[] = ['CURRENT', 'BACK_PAY', 'REISSUE', 'HISTORY'];

const counts = ({ result }: LedgerRow): boolean => result === 'PENDING' || result === 'PAID';

function isWithheld(month: PlainMonth, suspensions: readonly Suspension[]): boolean {
  return suspensions.some(
    ({ from, to, outcome }) => outcome !== 'UNFOUNDED' && from <= month && (to === null || month <= to),
  );
}

/** The row that one month is owed, or none; `rows` are those of the month. */
function dueOf(
  month: PlainMonth,
  firstMonth: PlainMonth,
  rows: readonly LedgerRow[],
  amountFen: number,
): Omit<DueRow, 'held'> | null {
  const base = rows.find((row) => BASE.includes(row.kind) && counts(row));
  if (base?.kind === 'HISTORY') return null;
  // A difference that was paid stands, also where the payment that it was added to came back.
  const paid = rows.filter(counts).reduce((sum, row) => sum + row.amountFen, 0);
  if (amountFen <= paid) return null;
  if (!base) {
    const wasReturned = rows.some((row) => BASE.includes(row.kind) && row.result === 'RETURNED');
    const kind = wasReturned ? 'REISSUE' : month >= firstMonth ? 'CURRENT' : 'BACK_PAY';
    return { month, kind, amountFen: amountFen - paid };
  }
  return { month, kind: 'ADJUST', amountFen: amountFen - paid };
}

/** The months that a roster is for: one, or the three of a quarter (e.4). */
export interface RosterMonths {
  readonly month: PlainMonth;
  readonly firstMonth: PlainMonth;
}

/** Rows of a person and benefit for the roster of a month. `amountOf` gives the fen of a month by the packs and facts known now, 0 where
 *  nothing is due, null where the amount is unknown.                                                                                    */
export function dueRows(
  standing: Standing,
  ledger: readonly LedgerRow[],
  roster: PlainMonth | RosterMonths,
  amountOf: (month: PlainMonth) => number | null,
): DueRow[] {
  const { lastPayableMonth, entitledFrom, suspensions } = standing;
  const { month: rosterMonth, firstMonth } =
    typeof roster === 'string' ? { month: roster, firstMonth: roster } : roster;
  const last = lastPayableMonth !== null && lastPayableMonth < rosterMonth ? lastPayableMonth : rosterMonth;
  const byMonth = Map.groupBy(ledger, (row) => row.month);
  return monthsFromTo(entitledFrom, last).flatMap((month): DueRow[] => {
    if (isWithheld(month, suspensions)) return [];
    const amountFen = amountOf(month);
    const rows = byMonth.get(month) ?? [];
    const due = dueOf(month, firstMonth, rows, amountFen ?? 0);
    const isUnpaid = !rows.some((row) => BASE.includes(row.kind) && counts(row));
    if (amountFen === null && isUnpaid) {
      const kind = month >= firstMonth ? 'CURRENT' : 'BACK_PAY';
      return [{ month, kind, amountFen: 0, held: 'AMOUNT_UNKNOWN' }];
    }
    return due ? [{ ...due, held: standing.isAccountGood ? null : 'ACCOUNT_RETURNED' }] : [];
  });
}

export type Movement = 'NEW' | 'RESUMED' | 'EXITED' | 'SUSPENDED';

export interface RosterIdentity {
  readonly last: number;
  readonly added: number;
  readonly resumed: number;
  readonly exited: number;
  readonly suspended: number;
  readonly current: number;
  /** People who came or went without anything that says why: with one of them a roster is not locked. */
  readonly unexplained: readonly number[];
}

/** `last + new + resumed − exited − suspended = this` per benefit (e.3): who was on last month's roster, who is on this one, held or not, and
 *  what the records say of those who are on one alone.                                                                                  */
export function rosterIdentity(
  last: ReadonlySet<number>,
  current: ReadonlySet<number>,
  movementOf: (person: number) => Movement | null,
): RosterIdentity {
  const came = [...current].filter((person) => !last.has(person));
  const went = [...last].filter((person) => !current.has(person));
  const count = (people: readonly number[], movement: Movement): number =>
    people.filter((person) => movementOf(person) === movement).length;
  const explains = (people: readonly number[], ...movements: Movement[]): number[] =>
    people.filter((person) => !movements.includes(movementOf(person) as Movement));
  return {
    ...{ last: last.size, current: current.size },
    ...{ added: count(came, 'NEW'), resumed: count(came, 'RESUMED') },
    ...{ exited: count(went, 'EXITED'), suspended: count(went, 'SUSPENDED') },
    unexplained: [...explains(came, 'NEW', 'RESUMED'), ...explains(went, 'EXITED', 'SUSPENDED')],
  };
}
