/** What would follow if everything were complete today: from which month, how much a month, and the two next due days.
 *  A trial only; civil affairs decides. What cannot be computed says so and is never 0.                            */
import { OFFICIAL_WORK_CALENDAR } from '#shared/domain/calendar.ts';
import { deadlinesOf, type DueOn } from '#shared/domain/deadline.ts';
import { monthlyAmount, packByVersion, packInForce, type PolicyPack } from '#shared/domain/pack.ts';
import type { Benefit } from '#shared/domain/state.ts';

export interface BenefitAmount {
  readonly benefit: Benefit;
  /** Null: the pack has no amount for these facts. */
  readonly fen: number | null;
}

export interface Outlook {
  /** Month of application: entitlement begins with it. */
  readonly fromMonth: string;
  readonly amounts: readonly BenefitAmount[];
  /** Null when any benefit has no amount. */
  readonly totalFen: number | null;
  readonly entryDue: DueOn | undefined;
  readonly sendDue: DueOn | undefined;
  readonly entryDays: number;
  readonly sendDays: number;
  readonly packVersion: string;
}

export interface OutlookFacts {
  readonly benefits: readonly Benefit[];
  readonly grade: number | null;
  readonly householdCategory: string | null;
  readonly submittedOn: string;
}

/** The monthly amount of each benefit in a month, by the facts of the person. */
export function trialAmounts(
  pack: PolicyPack,
  { benefits, grade, householdCategory }: Pick<OutlookFacts, 'benefits' | 'grade' | 'householdCategory'>,
  month: string,
): BenefitAmount[] {
  return benefits.map((benefit) => {
    const fen = monthlyAmount(pack, benefit, month, { grade, householdCategory });
    return { benefit, fen: fen === 'AMOUNT_UNKNOWN' ? null : fen };
  });
}

/** Null when no pack is in force. */
export function outlookOf(facts: OutlookFacts, today: string, packVersion?: string): Outlook | null {
  const pack = (packVersion && packByVersion(packVersion)) || packInForce(today);
  if (!pack) return null;
  const due = deadlinesOf({ preliminaryPassedOn: today, enteredOn: today }, OFFICIAL_WORK_CALENDAR, pack);
  const fromMonth = facts.submittedOn.slice(0, 7);
  const amounts = trialAmounts(pack, facts, fromMonth);
  const isKnown = amounts.length > 0 && amounts.every(({ fen }) => fen !== null);
  return {
    fromMonth,
    amounts,
    totalFen: isKnown ? amounts.reduce((sum, { fen }) => sum + (fen ?? 0), 0) : null,
    entryDue: due.entryDue,
    sendDue: due.sendToFederationDue,
    entryDays: pack.deadlines.entry,
    sendDays: pack.deadlines.submitToFederation,
    packVersion: pack.version,
  };
}
