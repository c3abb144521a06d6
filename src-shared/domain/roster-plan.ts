/** What one entitlement gets on a roster that is being built: its rows with their amounts by the law of each month, what is held and why, and
 *  how it came onto the roster or went off it. The centre's builder and every preview ask this; the rules of months are roster-rows.ts, of
 *  amounts eligibility.ts, what holds a row back roster-hold.ts (dossier e.2–e.10).
 *  RP1 a row that cannot be paid is held with its reason; everybody else's goes on (e.3 ∴).  RP2 who is not entitled this month by the facts
 *  stands on the roster, held, until somebody has recorded the exit: nobody disappears unexplained.  RP3 an account is good again when it
 *  differs from the one that came back, or somebody confirmed it since (e.10).  RP4 a county that begins with these rosters pays nothing again
 *  that was paid the old way (e.11 ∴).  RP5 a month is owed once to a person, however many entitlements of the benefit they have had: one that
 *  ended, or one of a record that was merged into theirs (S000 唯一性).                                                          */
import type { Row, Values } from '../records/rows.ts';
import type { PlainMonth } from './calendar.ts';
import { coveredMonthOf } from './entitlement.ts';
import { cellFacts, eligibilityOf, type Judged, type JudgedBy } from './eligibility.ts';
import { factsOfPerson } from './person-facts.ts';
import { pastLedger } from './past-payment.ts';
import { mostOf, standardOf } from './policy-pack.ts';
import type { RosterTerms } from './roster-calendar.ts';
import { heldBack, type HeldCode, type InQuestion } from './roster-hold.ts';
import {
  dueRows,
  type LedgerRow,
  type Movement,
  type RowKind,
  type RowResult,
  type Standing,
  type Suspension,
} from './roster-rows.ts';
import type { Benefit } from './state.ts';

export interface PlannedRow {
  readonly month: PlainMonth;
  readonly kind: Exclude<RowKind, 'HISTORY'>;
  readonly amountFen: number;
  readonly standardId: string | null;
  readonly held: HeldCode | null;
  /** Codes that say more of why it is held. */
  readonly detail: readonly string[];
}

/** What the planning looks at in a row of the ledger. */
export const LEDGER_FIELDS = [
  ...(['rosterId', 'rosterMonth', 'month', 'kind', 'amountFen', 'result', 'resultOn'] as const),
  ...(['accountHolder', 'accountNumber'] as const),
] as const;
export interface LedgerEntry {
  readonly id: number;
  readonly values: Pick<Values<'rosterRow'>, (typeof LEDGER_FIELDS)[number]>;
}

export interface PlanInput extends InQuestion {
  readonly entitlement: Row<'entitlement'>;
  readonly person: Row<'person'>;
  /** Every row that was ever made for the entitlement, wherever it was paid. */
  readonly rows: readonly LedgerEntry[];
  /** Rows of the person's other entitlements of the benefit: what they pay is paid (RP5). */
  readonly others: readonly LedgerEntry[];
  /** What was paid to the person before the rosters began (PA1). */
  readonly past: readonly Row<'pastPayment'>[];
  readonly roster: {
    readonly id: number;
    readonly month: PlainMonth;
    readonly firstMonth: PlainMonth;
    /** The first month that the county pays by these rosters; null where that is this one. */
    readonly sinceMonth: PlainMonth | null;
  };
  /** By which day a decision gets into which roster (EN-M3). */
  readonly terms: RosterTerms;
  /** The roster before this one, or null. */
  readonly lastRosterId: number | null;
  readonly by: JudgedBy;
}

export interface Plan {
  readonly rows: readonly PlannedRow[];
  /** On the roster before; on this one. */
  readonly wasOn: boolean;
  readonly isOn: boolean;
  readonly movement: Movement | null;
}

/** What a row says that a later building took off its roster again. */
export const DROPPED = 'DROPPED';

export function isBase(row: { readonly values: Pick<Values<'rosterRow'>, 'kind'> }): boolean {
  return row.values.kind !== 'ADJUST';
}

/** Months that another entitlement of the person and benefit pays, as lines to which nothing is added: not the month, nor a raise of it (RP5). */
function paidByOthers({ others, roster }: PlanInput): LedgerRow[] {
  const earlier = others.filter((row) => isBase(row) && isOnWay(row) && row.values.rosterId !== roster.id);
  return ledgerOf(earlier).map((row) => ({ ...row, kind: 'HISTORY' }));
}

const isOnWay = ({ values }: LedgerEntry): boolean => values.result === 'PAID' || values.result === 'PENDING';

function ledgerOf(rows: readonly LedgerEntry[]): LedgerRow[] {
  return rows.map(({ values }) => ({
    month: values.month as string,
    kind: values.kind as RowKind,
    amountFen: values.amountFen ?? 0,
    result: values.result as RowResult,
  }));
}

/** RP3. */
export function isAccountGood(
  { accountReturnedOn }: Pick<Values<'entitlement'>, 'accountReturnedOn'>,
  person: Pick<Values<'person'>, 'accountNumber' | 'accountHolder'>,
  rows: readonly LedgerEntry[],
): boolean {
  if (!accountReturnedOn) return true;
  const returned = rows
    .filter(({ values }) => values.result === 'RETURNED' && values.resultOn === accountReturnedOn)
    .at(-1)?.values;
  const { accountNumber, accountHolder } = person;
  return Boolean(
    returned && (returned.accountNumber !== accountNumber || returned.accountHolder !== accountHolder),
  );
}

const sinceOf = ({ roster }: PlanInput): PlainMonth => roster.sinceMonth ?? roster.firstMonth;

/** Decided in time for a roster before the county's first one: paid the old way until then (RP4). */
function isTakenOver(input: PlanInput): boolean {
  const { decidedOn } = input.entitlement.values;
  return decidedOn !== null && coveredMonthOf(decidedOn, input.terms) < sinceOf(input);
}

/** The first month that these rosters owe: what was paid the old way is history, not back-pay (RP4). */
function payableFrom(input: PlanInput): PlainMonth {
  const entitledFrom = input.entitlement.values.entitledFrom as string;
  return isTakenOver(input) && entitledFrom < sinceOf(input) ? sinceOf(input) : entitledFrom;
}

/** Nothing was paid of the entitlement yet, nor is on its way (RH5). */
const isFirstPayment = (input: PlanInput): boolean => !isTakenOver(input) && !input.rows.some(isOnWay);

function standingOf(input: PlanInput): Standing {
  const { values } = input.entitlement;
  const suspensions = (values.suspensions ?? []) as unknown as Suspension[];
  return {
    entitledFrom: payableFrom(input),
    lastPayableMonth: values.lastPayableMonth,
    suspensions,
    isAccountGood: isAccountGood(values, input.person.values, input.rows),
  };
}

/** How the benefit is judged in a month, by the facts known now. */
function judgedIn({ entitlement, person, by }: PlanInput): (month: PlainMonth) => Judged | null {
  const benefit = entitlement.values.benefit as Benefit;
  const known = new Map<PlainMonth, Judged | null>();
  return (month) => {
    const found = known.get(month);
    if (found !== undefined) return found;
    const facts = factsOfPerson(person.values, { month, applied: [benefit], scope: person.scope });
    const judged = facts && eligibilityOf(facts, by)[benefit];
    known.set(month, judged);
    return judged;
  };
}

/** What stands on the ledger of each month, paid or on its way. */
function standingFen(rows: readonly LedgerEntry[]): Map<PlainMonth, number> {
  const sums = new Map<PlainMonth, number>();
  for (const { values } of rows.filter(isOnWay)) {
    const month = values.month as string;
    sums.set(month, (sums.get(month) ?? 0) + (values.amountFen ?? 0));
  }
  return sums;
}

/** The amount of a month. A paid one is judged again only where its standard has been raised: less is never taken back by a row (RO3). */
function amountOf(input: PlanInput, judged: (month: PlainMonth) => Judged | null) {
  const { entitlement, person, by } = input;
  const benefit = entitlement.values.benefit as Benefit;
  const paid = standingFen(input.rows);
  return (month: PlainMonth): number | null => {
    const stands = paid.get(month);
    if (stands !== undefined) {
      if (mostOf(by.packs, benefit, month) <= stands) return stands;
      const facts = factsOfPerson(person.values, { month, applied: [benefit], scope: person.scope });
      const found = facts && standardOf(by.packs, benefit, month, cellFacts(facts));
      if (!found || found === 'AMOUNT_UNKNOWN' || found.standard.amountFen <= stands) return stands;
    }
    const now = judged(month);
    return now ? now.amountFen : 0;
  };
}

function isSuspendedIn({ entitlement }: PlanInput, month: PlainMonth): boolean {
  const suspensions = (entitlement.values.suspensions ?? []) as unknown as Suspension[];
  return suspensions.some(
    ({ from, to, outcome }) => outcome !== 'UNFOUNDED' && from <= month && (!to || month <= to),
  );
}

function hasEndedBefore({ entitlement }: PlanInput, month: PlainMonth): boolean {
  const { lastPayableMonth } = entitlement.values;
  return lastPayableMonth !== null && lastPayableMonth < month;
}

/** Entitled in the month by its record, though not by the facts (RP2). */
function notEligibleRow(input: PlanInput, judged: Judged | null): PlannedRow[] {
  const { roster, entitlement, rows } = input;
  const { month } = roster;
  const isDue = (entitlement.values.entitledFrom as string) <= month && !hasEndedBefore(input, month);
  const isOnLedger = rows.some((row) => row.values.month === month && isOnWay(row));
  if (!isDue || isOnLedger || isSuspendedIn(input, month) || (judged && judged.amountFen !== 0)) return [];
  const detail = judged?.reasons ?? ['ID_MISSING'];
  return [{ month, kind: 'CURRENT', amountFen: 0, standardId: null, held: 'NOT_ELIGIBLE', detail }];
}

function movementOf(input: PlanInput, wasOn: boolean, isOn: boolean): Movement | null {
  const { roster, rows } = input;
  if (wasOn === isOn) return null;
  if (isOn) {
    const isKnown = rows.some(
      ({ values }) => values.kind !== 'HISTORY' && (values.rosterMonth ?? '') < roster.month,
    );
    return isKnown ? 'RESUMED' : 'NEW';
  }
  if (hasEndedBefore(input, roster.month)) return 'EXITED';
  return isSuspendedIn(input, roster.month) ? 'SUSPENDED' : null;
}

/** Whether the rows of a roster hold its own month, paid or held. */
function isOnRoster(rows: readonly LedgerEntry[], rosterId: number | null): boolean {
  return rows.some(
    (row) =>
      rosterId !== null &&
      row.values.rosterId === rosterId &&
      isBase(row) &&
      row.values.month === row.values.rosterMonth,
  );
}

/** Rows of one entitlement on a roster. */
export function planRows(input: PlanInput): Plan {
  const { roster } = input;
  const standing = input.rows.filter(({ values }) => values.result !== DROPPED);
  const before = { ...input, rows: standing.filter(({ values }) => values.rosterId !== roster.id) };
  const judged = judgedIn(input);
  const benefit = input.entitlement.values.benefit as Benefit;
  const due = dueRows(
    standingOf(before),
    [...ledgerOf(before.rows), ...paidByOthers(input), ...pastLedger(input.past, benefit)],
    { month: roster.month, firstMonth: roster.firstMonth },
    amountOf(before, judged),
  );
  const question = { ...input, awaitsNotice: input.awaitsNotice && isFirstPayment(before) };
  const rows: PlannedRow[] = due.map((row) => {
    const { held, detail } = heldBack(input.person, { benefit, month: row.month }, question);
    const also = row.held && held ? [held, ...detail] : detail;
    return {
      ...row,
      standardId: judged(row.month)?.standardId ?? null,
      ...{ held: row.held ?? held, detail: also },
    };
  });
  const all = [...rows, ...notEligibleRow(before, judged(roster.month))];
  const wasOn = isOnRoster(before.rows, input.lastRosterId);
  const isOn = all.some(({ kind, month }) => month === roster.month && kind !== 'ADJUST');
  return { rows: all, wasOn, isOn, movement: movementOf(before, wasOn, isOn) };
}
