/** Cases of who is entitled, how much, and when it ends: each asks the rule that the product asks. */
import type { PlainDate, PlainMonth } from '#shared/domain/calendar.ts';
import {
  accountAlerts,
  type AlertCode,
  amountAlerts,
  paymentAlerts,
  SEVERITY,
} from '#shared/domain/alert.ts';
import { expiryOn } from '#shared/domain/certificate-expiry.ts';
import { type Eligibility, eligibilityOf, type MonthFacts } from '#shared/domain/eligibility.ts';
import {
  amountsOf,
  firstPaymentOf,
  type MonthAmounts,
  rosterMonthOf,
  sumOf,
} from '#shared/domain/entitlement.ts';
import { exitEffectOf, type ExitReason, overpaidAfter } from '#shared/domain/exit.ts';
import { addMonths } from '#shared/domain/month.ts';
import { type DivisionPack, regionPrefix } from '#shared/domain/policy-pack.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import { factsOf, fenOf, yuanOf } from './read.ts';

type Input = Readonly<Record<string, unknown>>;
type Actual = Readonly<Record<string, unknown>>;

const inYuan = ({ month, LIVING, NURSING }: MonthAmounts): Actual => ({
  month,
  LIVING: yuanOf(LIVING),
  NURSING: yuanOf(NURSING),
});

export function eligibility(input: Input, packs: readonly DivisionPack[]): Actual {
  const judged: Eligibility = eligibilityOf(factsOf(input)(input.month as PlainMonth), { packs });
  const of = (benefit: Benefit): Actual => {
    const { eligible, amountFen, reasons, standardId } = judged[benefit];
    return { eligible, monthly: yuanOf(amountFen), reasons, standardId };
  };
  const { LIVING, NURSING } = judged;
  const total =
    LIVING.amountFen === null || NURSING.amountFen === null ? null : LIVING.amountFen + NURSING.amountFen;
  return {
    LIVING: of('LIVING'),
    NURSING: of('NURSING'),
    warnings: judged.warnings,
    monthlyTotal: yuanOf(total),
  };
}

export function backpay(input: Input, packs: readonly DivisionPack[]): Actual {
  const { submittedOn, approvedOn } = input.application as { submittedOn: PlainDate; approvedOn: PlainDate };
  const paid = firstPaymentOf(
    { submittedOn, decidedOn: approvedOn, cutoffDay: input.rosterCutoffDay as number },
    factsOf(input),
    { packs },
  );
  return {
    ...paid,
    backPayAmount: yuanOf(paid.backPayFen),
    currentMonthAmount: yuanOf(paid.currentMonthFen),
    firstPaymentTotal: yuanOf(paid.totalFen),
    perMonth: paid.perMonth.map(inYuan),
  };
}

export function backfill(input: Input, packs: readonly DivisionPack[]): Actual {
  const current = input.currentMonth as PlainMonth;
  const last = addMonths(current, -1);
  // What was paid is what the standard of the month was for the benefits drawn: nobody judges a paid month anew (e.11).
  const drawn = factsOf({ householdCategory: 'DIBAO', ...input });
  const history = amountsOf(input.paidFrom as PlainMonth, last, drawn, { packs });
  return {
    historyMonths: history.length,
    currentMonth: current,
    historyAmount: yuanOf(sumOf(history)),
    // Rows of history are never payable (e.11): no roster comes of them.
    rosterCreated: false,
  };
}

/** Events of the month named by the case, as facts of the months after it. */
const AFTER: Readonly<
  Record<string, (facts: MonthFacts, event: Readonly<Record<string, unknown>>) => MonthFacts>
> = {
  DIBAO_END: (facts) => ({ ...facts, household: 'NONE' }),
  GRADE_CHANGE: (facts, { grade }) => ({
    ...facts,
    certificate: facts.certificate && { ...facts.certificate, grade: Number(grade) },
  }),
};

/** A condition that is lost carries its month to the end (e.6): from the next one the person is judged by what is so now. */
export function change(input: Input, packs: readonly DivisionPack[]): Actual {
  const event = input.event as { type: string; on: PlainDate };
  const before = input.before as Record<Benefit, number>;
  const later = AFTER[event.type];
  if (!later) throw new Error(`no event ${event.type}`);
  const month = event.on.slice(0, 7);
  const next = exitEffectOf({ reason: 'CONDITION_LOST', on: event.on }).stopFromMonth;
  const applied = BENEFITS.filter((benefit) => before[benefit] > 0);
  const known = factsOf({ householdCategory: 'DIBAO', ...input, applied });
  const judged = eligibilityOf(later(known(next), event), { packs });
  const state = (benefit: Benefit): string => (judged[benefit].eligible ? 'ACTIVE' : 'EXITED');
  return {
    perMonth: [
      { month, ...before },
      { month: next, LIVING: yuanOf(judged.LIVING.amountFen), NURSING: yuanOf(judged.NURSING.amountFen) },
    ],
    living: state('LIVING'),
    nursing: state('NURSING'),
  };
}

interface RecoveryInput {
  readonly person: { readonly deathDate: PlainDate };
  readonly paidMonths: readonly PlainMonth[];
  readonly paidMonthly: number;
  readonly paymentCycle: 'MONTHLY' | 'QUARTERLY';
}

export function recovery(input: Input): Actual {
  const { person, paidMonths, paidMonthly, paymentCycle } = input as unknown as RecoveryInput;
  const effect = exitEffectOf({ reason: 'DEATH', on: person.deathDate }, { cycle: paymentCycle, paidMonths });
  const over = overpaidAfter(
    effect.lastPayableMonth,
    paidMonths.map((month) => ({ month, amountFen: fenOf(paidMonthly) })),
  );
  return {
    lastEntitledMonth: effect.lastPayableMonth,
    overpaidMonths: over.months,
    recoverAmount: yuanOf(over.amountFen),
    state: 'EXITED',
    exitReason: effect.reason,
  };
}

function exited(reason: ExitReason, on: PlainDate, asOf: PlainDate): Actual {
  if (on > asOf) return { state: 'ACTIVE', pay: true };
  const { lastPayableMonth, stopFromMonth } = exitEffectOf({ reason, on });
  return { state: 'EXITED', exitReason: reason, lastPaidMonth: lastPayableMonth, stopFromMonth };
}

export function exit(input: Input): Actual {
  const asOf = input.asOf as PlainDate;
  if (input.waiver) {
    const { benefits, signedOn } = input.waiver as { benefits: readonly Benefit[]; signedOn: PlainDate };
    const { lastPayableMonth } = exitEffectOf({ reason: 'WAIVED', on: signedOn });
    const state = (benefit: Benefit): string =>
      benefits.includes(benefit) && signedOn <= asOf ? 'WAIVED' : 'ACTIVE';
    return {
      LIVING: state('LIVING'),
      NURSING: state('NURSING'),
      lastPaidMonth: Object.fromEntries(benefits.map((benefit) => [benefit, lastPayableMonth])),
    };
  }
  if (input.hukouMovedOutOn) {
    const effect = exited('HUKOU_OUT', input.hukouMovedOutOn as PlainDate, asOf);
    return { ...effect, newPlaceMayStartFrom: effect.stopFromMonth };
  }
  if (input.custodialSentenceFrom)
    return exited('IMPRISONED', input.custodialSentenceFrom as PlainDate, asOf);
  if (input.deathDate) return exited('DEATH', input.deathDate as PlainDate, asOf);
  const expiry = expiryOn(asOf, {
    expiresOn: input.certificateExpiresOn as PlainDate,
    renewalAppliedOn: (input.renewalAppliedOn as PlainDate | null) ?? null,
  });
  const isOver = expiry.state === 'OVER';
  return {
    ...{
      graceUntil: expiry.graceUntil,
      exitOn: expiry.exitOn,
      pay: !isOver,
      state: isOver ? 'EXITED' : 'ACTIVE',
    },
    alerts: expiry.state === 'IN_GRACE' ? ['CERT_EXPIRED_IN_GRACE'] : [],
    ...(expiry.lastPaidMonth && {
      exitReason: 'CERT_NOT_RENEWED',
      lastPaidMonth: expiry.lastPaidMonth,
      stopFromMonth: addMonths(expiry.lastPaidMonth, 1),
    }),
  };
}

const CUTOFF_DAY = 25;

/** A returned row is paid again beside the roster's own month (e.10). */
export function returned(input: Input, packs: readonly DivisionPack[]): Actual {
  const entry = input.entry as { month: PlainMonth; amount: number; result: string; benefit?: Benefit };
  const corrected = rosterMonthOf(input.correctedOn as PlainDate, CUTOFF_DAY);
  const named = input.nextRoster as PlainMonth;
  const roster = named > corrected ? named : corrected;
  const known = factsOf({ householdCategory: 'DIBAO', ...input });
  const judged = (month: PlainMonth) => eligibilityOf(known(month), { packs });
  const benefit =
    entry.benefit ??
    (['NURSING', 'LIVING'] as const).find(
      (each) => judged(entry.month)[each].amountFen === fenOf(entry.amount),
    );
  const currentFen = benefit ? judged(roster)[benefit].amountFen : null;
  return {
    entryState: entry.result,
    reissueOnRoster: roster,
    rosterAmount: currentFen === null ? null : yuanOf(currentFen + fenOf(entry.amount)),
    // A returned payment says nothing about the entitlement.
    subsidyState: 'ACTIVE',
  };
}

const severityOf = (alerts: readonly AlertCode[]): string | null => (alerts[0] ? SEVERITY[alerts[0]] : null);

export function alert(input: Input, packs: readonly DivisionPack[]): Actual {
  if (input.account) {
    const alerts = accountAlerts(input as unknown as { persons: number; households: number });
    return { alerts, severity: severityOf(alerts) };
  }
  if (input.payments) {
    const payments = input.payments as { region: string; month: PlainMonth; benefit?: string }[];
    const alerts = paymentAlerts(payments.map((each) => ({ ...each, benefit: each.benefit ?? '' })));
    return { alerts, severity: severityOf(alerts) };
  }
  const {
    region,
    grade = null,
    disabilityClass = null,
    householdCategory = 'DIBAO',
  } = input as {
    region: string;
    grade?: number;
    disabilityClass?: number;
    householdCategory?: string;
  };
  const { benefit, month, amount } = input as { benefit: Benefit; month: PlainMonth; amount: number };
  const { alerts, expectedFen } = amountAlerts(
    { benefit, month, amountFen: fenOf(amount) },
    { region: regionPrefix(region), grade, disabilityClass, household: householdCategory },
    packs,
  );
  return { alerts, expectedAmount: yuanOf(expectedFen), severity: severityOf(alerts) };
}
