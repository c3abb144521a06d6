/** Alerts on data that cannot be right (异常数据预警, S001 §3(3), which asks for them and gives no list: checks and severities ∴, dossier (h)).
 *  AL1 BLOCK_ROSTER holds the row, never the roster.  AL2 every code has one severity; history import blocks for nothing that only an old
 *  paper can have.  Elsewhere: who is entitled at all (eligibility.ts).                                                                    */
import type { PlainMonth } from './calendar.ts';
import { type CellFacts, type DivisionPack, standardOf } from './policy-pack.ts';
import type { Benefit } from './state.ts';

export type Severity = 'BLOCK_ROSTER' | 'VERIFY' | 'INFO';

export const SEVERITY = {
  DUP_BANK_ACCOUNT: 'BLOCK_ROSTER',
  DUP_REGION_PAYMENT: 'BLOCK_ROSTER',
  DUP_MONTH_PAYMENT: 'BLOCK_ROSTER',
  AMOUNT_OFF_STANDARD: 'BLOCK_ROSTER',
  AMOUNT_UNKNOWN: 'BLOCK_ROSTER',
} as const satisfies Record<string, Severity>;
export type AlertCode = keyof typeof SEVERITY;

/** So many people may share one account before somebody has to look. */
const ACCOUNT_PERSONS_MAX = 3;
const COUNTY_DIGITS = 6;

/** One account of people of different households, or of too many people. */
export function accountAlerts(use: { readonly persons: number; readonly households: number }): AlertCode[] {
  return use.households > 1 || use.persons > ACCOUNT_PERSONS_MAX ? ['DUP_BANK_ACCOUNT'] : [];
}

export interface Payment {
  /** Division that paid, 6 digits or more. */
  readonly region: string;
  readonly benefit: string;
  readonly month: PlainMonth;
}

/** One person's payments of the same benefit and month: in two counties (S004 art.12), or twice in one. */
export function paymentAlerts(payments: readonly Payment[]): AlertCode[] {
  const found = new Set<AlertCode>();
  payments.forEach((payment, at) => {
    for (const earlier of payments.slice(0, at)) {
      if (earlier.benefit !== payment.benefit || earlier.month !== payment.month) continue;
      const inOneCounty = earlier.region.slice(0, COUNTY_DIGITS) === payment.region.slice(0, COUNTY_DIGITS);
      found.add(inOneCounty ? 'DUP_MONTH_PAYMENT' : 'DUP_REGION_PAYMENT');
    }
  });
  return [...found];
}

/** A row whose amount is not the standard of its month. */
export function amountAlerts(
  row: { readonly benefit: Benefit; readonly month: PlainMonth; readonly amountFen: number },
  facts: CellFacts,
  packs: readonly DivisionPack[],
): { readonly alerts: AlertCode[]; readonly expectedFen: number | null } {
  const found = standardOf(packs, row.benefit, row.month, facts);
  if (found === 'AMOUNT_UNKNOWN') return { alerts: ['AMOUNT_UNKNOWN'], expectedFen: null };
  const expectedFen = found.standard.amountFen;
  return { alerts: expectedFen === row.amountFen ? [] : ['AMOUNT_OFF_STANDARD'], expectedFen };
}
