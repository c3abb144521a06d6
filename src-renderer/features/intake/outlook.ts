/** What would follow if everything were complete today: which subsidies from which month and how much, with every reason, and the two next due
 *  days. A trial only; civil affairs decides. What cannot be computed says so and is never 0.                                          */
import { calendarOf } from '#shared/domain/calendar.ts';
import { deadlinesOf, type DueOn } from '#shared/domain/deadline.ts';
import { eligibilityOf, type Judged, type MonthFacts } from '#shared/domain/eligibility.ts';
import { judgedBy, type PolicyPack } from '#shared/domain/pack.ts';
import type { EligibilityView, JudgedView } from '#shared/rpc/eligibility-shapes.ts';

export interface Outlook {
  /** Month of application: entitlement begins with it. */
  readonly fromMonth: string;
  /** Null while what it leans on is not typed. */
  readonly eligibility: EligibilityView | null;
  /** Null when an amount is unknown, or nothing is judged yet. */
  readonly totalFen: number | null;
  readonly entryDue: DueOn | undefined;
  readonly sendDue: DueOn | undefined;
  readonly entryDays: number;
  readonly sendDays: number;
}

function view({ eligible, amountFen, reasons, findings }: Judged): JudgedView {
  const said = findings.map(({ rule, looked, against }) => ({ rule, looked, against: [...against] }));
  return { eligible, amountFen, reasons: [...reasons], findings: said };
}

/** Null while the packs are read. `facts` are null while the form lacks what the rules ask. */
export function outlookOf(
  form: { readonly submittedOn: string; readonly facts: Omit<MonthFacts, 'month'> | null },
  today: string,
  pack: PolicyPack | undefined,
): Outlook | null {
  if (!pack) return null;
  const due = deadlinesOf({ preliminaryPassedOn: today, enteredOn: today }, calendarOf(pack), pack);
  const month = form.submittedOn.slice(0, 7);
  const judged = form.facts && eligibilityOf({ ...form.facts, month }, judgedBy(pack));
  const amounts = judged ? [judged.LIVING.amountFen, judged.NURSING.amountFen] : [null];
  return {
    fromMonth: month,
    eligibility: judged && {
      ...{ month, packVersion: pack.version, warnings: [...judged.warnings], first: null },
      ...{ LIVING: view(judged.LIVING), NURSING: view(judged.NURSING) },
    },
    totalFen: amounts.includes(null) ? null : amounts.reduce<number>((sum, fen) => sum + (fen ?? 0), 0),
    entryDue: due.entryDue,
    sendDue: due.sendToFederationDue,
    entryDays: pack.deadlines.entry,
    sendDays: pack.deadlines.submitToFederation,
  };
}
