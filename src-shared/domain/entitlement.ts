/** From which month a subsidy is due and what the first roster pays of it (dossier e.1–e.3, e.10, e.11).
 *  EN-M1 entitled from the month of application, whole, even when that was its last day (S004 art.4; 国发〔2015〕52号 三(三)).  EN-M2 what is
 *  unpaid until the first roster is paid with it, each month at that month's standard (S004 art.4; ∴).  EN-M3 approved up to the cut-off
 *  day: this month's roster, later: the next (∴). Sync rule ids of the same letters are other rules.                                      */
import type { PlainDate, PlainMonth } from './calendar.ts';
import { eligibilityOf, type JudgedBy, type MonthFacts } from './eligibility.ts';
import { addMonths, monthsFromTo } from './month.ts';
import { coveredIn, dueMonthOf, type RosterTerms } from './roster-calendar.ts';
import { type DueRow, dueRows } from './roster-rows.ts';
import { type Benefit, BENEFITS } from './state.ts';

/** The roster that a decision of this day still gets into (EN-M3). */
export function rosterMonthOf(decidedOn: PlainDate, cutoffDay: number): PlainMonth {
  const month = decidedOn.slice(0, 7);
  return Number(decidedOn.slice(8, 10)) <= cutoffDay ? month : addMonths(month, 1);
}

/** The month whose money that roster carries (RK4). */
export function coveredMonthOf(decidedOn: PlainDate, terms: RosterTerms): PlainMonth {
  return coveredIn(rosterMonthOf(decidedOn, terms.dayOfMonth), terms);
}

/** Drawn in a month: begun, not ended before it, and not held back as a whole. */
export function isDrawnIn(
  drawn: {
    readonly state: string | null;
    readonly entitledFrom: PlainMonth | null;
    readonly lastPayableMonth: PlainMonth | null;
  },
  month: PlainMonth,
): boolean {
  const { state, entitledFrom, lastPayableMonth } = drawn;
  return state === 'ACTIVE' && (entitledFrom ?? '') <= month && (lastPayableMonth ?? month) >= month;
}

/** Fen of each benefit in a month: 0 where it is not due, null where its amount is unknown. */
export type MonthAmounts = { readonly month: PlainMonth } & Readonly<Record<Benefit, number | null>>;

export interface FirstPayment {
  readonly entitledFrom: PlainMonth;
  /** In which it is due. */
  readonly firstRosterMonth: PlainMonth;
  /** Whose money it carries. */
  readonly coveredMonth: PlainMonth;
  readonly backPayMonths: readonly PlainMonth[];
  readonly perMonth: readonly MonthAmounts[];
  /** Fen; null as soon as one amount is unknown: the roster waits. */
  readonly backPayFen: number | null;
  readonly currentMonthFen: number | null;
  readonly totalFen: number | null;
}

/** Amounts of the months from `first` to `last`, each judged by its own facts. */
export function amountsOf(
  first: PlainMonth,
  last: PlainMonth,
  factsOf: (month: PlainMonth) => MonthFacts,
  by: JudgedBy,
): MonthAmounts[] {
  return monthsFromTo(first, last).map((month) => {
    const { LIVING, NURSING } = eligibilityOf(factsOf(month), by);
    return { month, LIVING: LIVING.amountFen, NURSING: NURSING.amountFen };
  });
}

/** Fen of all rows together; null where one is unknown. */
function sumOf(rows: readonly DueRow[]): number | null {
  if (rows.some(({ held }) => held !== null)) return null;
  return rows.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

/** What the first roster pays after a decision: its own month and what is owed from before (EN-M2). The rows are those that the roster will have
 *  (dueRows), of somebody for whom nothing was ever paid.                                                                                  */
export function firstPaymentOf(
  decision: { readonly submittedOn: PlainDate; readonly decidedOn: PlainDate; readonly terms: RosterTerms },
  factsOf: (month: PlainMonth) => MonthFacts,
  by: JudgedBy,
): FirstPayment {
  const entitledFrom = decision.submittedOn.slice(0, 7);
  const covered = coveredMonthOf(decision.decidedOn, decision.terms);
  // Nothing is due yet of who applied in the month in which the roster of the one before is made.
  const coveredMonth = covered < entitledFrom ? entitledFrom : covered;
  const firstRosterMonth = dueMonthOf(coveredMonth, decision.terms);
  const perMonth = amountsOf(entitledFrom, coveredMonth, factsOf, by);
  const byMonth = new Map(perMonth.map((amounts) => [amounts.month, amounts]));
  const fresh = { entitledFrom, lastPayableMonth: null, suspensions: [], isAccountGood: true };
  const rows = BENEFITS.flatMap((benefit) =>
    dueRows(fresh, [], coveredMonth, (month) => byMonth.get(month)?.[benefit] ?? null),
  );
  const [before, current] = [
    rows.filter(({ kind }) => kind === 'BACK_PAY'),
    rows.filter(({ kind }) => kind === 'CURRENT'),
  ];
  return {
    ...{ entitledFrom, firstRosterMonth, coveredMonth, perMonth },
    backPayMonths: [...new Set(before.map(({ month }) => month))].sort(),
    backPayFen: sumOf(before),
    currentMonthFen: sumOf(current),
    totalFen: sumOf(rows),
  };
}
