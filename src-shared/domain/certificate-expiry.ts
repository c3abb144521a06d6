/** What the expiry of a disability certificate does to a subsidy (dossier (f), «Certificate rule in full»).
 *  CX1 for six calendar months after expiry the subsidy goes on (S004 art.9(4)), the same day number, clamped to the month's end (∴).  CX2 who applied for
 *  renewal in time is paid until the federation decides, however long (S004 art.9(4)).  CX3 without it the exit is on the day after the six
 *  months, and the month in which they end is the last one paid (S004 art.9(4); ∴ for the month).                                                                    */
import { addDays, type PlainDate, type PlainMonth } from './calendar.ts';
import { addMonthsToDate } from './month.ts';

export interface ExpiryFacts {
  /** Null: valid for life. */
  readonly expiresOn: PlainDate | null;
  readonly renewalAppliedOn: PlainDate | null;
}

/** Numbers of the rule, of the procedure pack (policy-packs §5.1). */
export interface ExpiryRule {
  /** 6 (S004 art.9(4)). */
  readonly graceMonths: number;
  /** Whether the months of grace are paid: the text ends payment only after them; true ∴. */
  readonly payInGrace: boolean;
}

export const EXPIRY_RULE: ExpiryRule = { graceMonths: 6, payInGrace: true };

export type ExpiryState = 'VALID' | 'IN_GRACE' | 'RENEWING' | 'OVER';

export interface Expiry {
  readonly state: ExpiryState;
  /** Last day on which renewal can be applied for; null of a certificate without expiry. */
  readonly graceUntil: PlainDate | null;
  /** Day of the exit, when it has come. */
  readonly exitOn: PlainDate | null;
  readonly lastPaidMonth: PlainMonth | null;
}

/** How a certificate stands on a day. An application for renewal after that day is not known yet. */
export function expiryOn(day: PlainDate, facts: ExpiryFacts, rule: ExpiryRule = EXPIRY_RULE): Expiry {
  const { expiresOn } = facts;
  if (expiresOn === null) return { state: 'VALID', graceUntil: null, exitOn: null, lastPaidMonth: null };
  const graceUntil = addMonthsToDate(expiresOn, rule.graceMonths);
  const stays = (state: ExpiryState): Expiry => ({ state, graceUntil, exitOn: null, lastPaidMonth: null });
  if (day <= expiresOn) return stays('VALID');
  const { renewalAppliedOn } = facts;
  const isRenewing = renewalAppliedOn !== null && renewalAppliedOn <= day && renewalAppliedOn <= graceUntil;
  if (isRenewing) return stays('RENEWING');
  if (day <= graceUntil) return stays('IN_GRACE');
  const paidUntil = rule.payInGrace ? graceUntil : expiresOn;
  return {
    state: 'OVER',
    graceUntil,
    exitOn: addDays(graceUntil, 1),
    lastPaidMonth: paidUntil.slice(0, 7),
  };
}

/** Whether a month is paid as far as the expiry goes: the month in which it or the grace ends still is (CX3). */
export function expiryPays(
  month: PlainMonth,
  facts: ExpiryFacts,
  rule: ExpiryRule = EXPIRY_RULE,
): ExpiryState {
  const { expiresOn, renewalAppliedOn } = facts;
  if (expiresOn === null || month <= expiresOn.slice(0, 7)) return 'VALID';
  const graceUntil = addMonthsToDate(expiresOn, rule.graceMonths);
  if (renewalAppliedOn !== null && renewalAppliedOn <= graceUntil) return 'RENEWING';
  return rule.payInGrace && month <= graceUntil.slice(0, 7) ? 'IN_GRACE' : 'OVER';
}
