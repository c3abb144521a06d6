/** When a subsidy ends, which month is the last one paid, and what was paid beyond it (dossier (f), e.6, e.8, e.9).
 *  EX1 death, move of the hukou, custody, waiver, loss of a condition: the month of the event is the last one paid (S004 arts 9, 10, 12; ∴ for
 *  the month).  EX2 where a quarter was paid as a quarter, the quarter of death is not recovered (S004 art.12).  EX3 what excludes (tekun,
 *  injury fee, an orphan's LIVING) ends it with the month before its own first month (国发〔2015〕52号 二(四); ∴ for the month).  EX4 what was paid
 *  after the last month is recovered, nothing else (S004 art.12).  EX5 where the text leaves the month open, a pack may end it with the month before
 *  the event (policy-packs §5.1 stop.effective, ∴).                                                                                      */
import type { PlainDate, PlainMonth } from './calendar.ts';
import { addMonths, monthsFromTo, quarterEnd } from './month.ts';

export const EXIT_REASONS = [
  'DEATH',
  'HUKOU_OUT',
  'IMPRISONED',
  'CERT_NOT_RENEWED',
  'LOCAL_RULE',
  'CONDITION_LOST',
  'EXCLUSION',
  'WAIVED',
  'CERT_REVOKED',
] as const;
export type ExitReason = (typeof EXIT_REASONS)[number];

export const STOP_EFFECTIVE = ['NEXT_MONTH', 'EVENT_MONTH'] as const;

/** From which month on a subsidy stops, where the text leaves the month open. */
export interface StopRule {
  /** The first month after the event, or the event's own: NEXT_MONTH (policy-packs §5.1 ∴). */
  readonly effective: (typeof STOP_EFFECTIVE)[number];
}
export const STOP_RULE: StopRule = { effective: 'NEXT_MONTH' };

/** Their month is an inference (dossier (f) ∴). */
const MONTH_LEFT_OPEN: readonly ExitReason[] = ['HUKOU_OUT', 'IMPRISONED', 'CONDITION_LOST', 'CERT_REVOKED'];

/** Whether the month in which it happens is paid no more. */
export function endsBefore(reason: ExitReason, { effective }: StopRule = STOP_RULE): boolean {
  return reason === 'EXCLUSION' || (effective === 'EVENT_MONTH' && MONTH_LEFT_OPEN.includes(reason));
}

export type Cycle = 'MONTHLY' | 'QUARTERLY';

export interface ExitEvent {
  readonly reason: ExitReason;
  /** Day on which it happened, took effect or was signed; of an exclusion the first day for which the other benefit is paid. */
  readonly on: PlainDate;
}

export interface ExitEffect {
  readonly reason: ExitReason;
  readonly lastPayableMonth: PlainMonth;
  readonly stopFromMonth: PlainMonth;
}

/** Whether the quarter was paid to its end; whoever came into it in its middle was paid from then on. */
function quarterWasPaid(month: PlainMonth, paid: readonly PlainMonth[]): boolean {
  return monthsFromTo(month, quarterEnd(month)).every((each) => paid.includes(each));
}

/** The payment of a quarter that was paid as one, or of none. */
export function quarterOf(day: PlainDate, isPaid: boolean): Parameters<typeof exitEffectOf>[1] {
  if (!isPaid) return { cycle: 'MONTHLY', paidMonths: [] };
  const end = quarterEnd(day.slice(0, 7));
  return { cycle: 'QUARTERLY', paidMonths: monthsFromTo(addMonths(end, -2), end) };
}

/** The last month whose payment stands. */
export function exitEffectOf(
  event: ExitEvent,
  payment: { readonly cycle: Cycle; readonly paidMonths: readonly PlainMonth[] } = {
    cycle: 'MONTHLY',
    paidMonths: [],
  },
  stop: StopRule = STOP_RULE,
): ExitEffect {
  const month = event.on.slice(0, 7);
  const byQuarter =
    event.reason === 'DEATH' && payment.cycle === 'QUARTERLY' && quarterWasPaid(month, payment.paidMonths);
  const last = endsBefore(event.reason, stop) ? addMonths(month, -1) : byQuarter ? quarterEnd(month) : month;
  return { reason: event.reason, lastPayableMonth: last, stopFromMonth: addMonths(last, 1) };
}

export interface PaidMonth {
  readonly month: PlainMonth;
  readonly amountFen: number;
}

export interface Overpaid {
  readonly months: readonly PaidMonth[];
  readonly amountFen: number;
}

/** What was paid after the last payable month, rows of one month together (EX4). */
export function overpaidAfter(lastPayableMonth: PlainMonth, paid: readonly PaidMonth[]): Overpaid {
  const fen = new Map<PlainMonth, number>();
  for (const { month, amountFen } of paid)
    if (month > lastPayableMonth) fen.set(month, (fen.get(month) ?? 0) + amountFen);
  const over = [...fen].map(([month, amountFen]) => ({ month, amountFen }));
  over.sort((a, b) => (a.month < b.month ? -1 : 1));
  return {
    months: over,
    amountFen: over.reduce((sum, { amountFen }) => sum + amountFen, 0),
  };
}
