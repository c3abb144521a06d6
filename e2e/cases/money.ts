/** Cases of who is entitled and to how much: each asks the rule that the product asks. */
import { calendarOf, type PlainDate, type PlainMonth } from '#shared/domain/calendar.ts';
import { cellFacts, type Eligibility, eligibilityOf, type MonthFacts } from '#shared/domain/eligibility.ts';
import { firstPaymentOf, type MonthAmounts, rosterMonthOf } from '#shared/domain/entitlement.ts';
import { exitEffectOf } from '#shared/domain/exit.ts';
import { addMonths, monthsFromTo } from '#shared/domain/month.ts';
import { standardOf } from '#shared/domain/policy-pack.ts';
import { payableSince } from '#shared/domain/publicity.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import { z } from 'zod';
import { date, factsOf, month as monthSchema } from './facts.ts';
import { type CasePacks, fenOf, yuanOf } from './read.ts';

type Input = Readonly<Record<string, unknown>>;
type Actual = Readonly<Record<string, unknown>>;

const inYuan = ({ month, LIVING, NURSING }: MonthAmounts): Actual => ({
  month,
  LIVING: yuanOf(LIVING),
  NURSING: yuanOf(NURSING),
});

export function eligibility(input: Input, by: CasePacks): Actual {
  const judged: Eligibility = eligibilityOf(factsOf(input)(monthSchema.parse(input.month)), by);
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

const CUTOFF_DAY = 25;
const application = z.object({ submittedOn: date, approvedOn: date });
const notice = z.object({ postedOn: date.nullable().default(null) });

export function backpay(input: Input, by: CasePacks): Actual {
  const { submittedOn, approvedOn } = application.parse(input.application);
  const { postedOn } = notice.parse(input.notice ?? {});
  const decidedOn = payableSince(
    { decidedOn: approvedOn, postedOn },
    calendarOf(by.procedure),
    by.procedure.publicity,
  );
  // Held until a notice has ended: nothing is paid yet (e.3).
  if (decidedOn === null)
    return { entitledFrom: submittedOn.slice(0, 7), firstRosterMonth: null, held: 'NOT_PUBLICISED' };
  const { roster } = by.procedure;
  const paid = firstPaymentOf(
    {
      submittedOn,
      decidedOn,
      terms: { ...roster, dayOfMonth: Number(input.rosterCutoffDay ?? roster.dayOfMonth) },
    },
    factsOf(input),
    by,
  );
  return {
    ...paid,
    backPayAmount: yuanOf(paid.backPayFen),
    currentMonthAmount: yuanOf(paid.currentMonthFen),
    firstPaymentTotal: yuanOf(paid.totalFen),
    perMonth: paid.perMonth.map(inYuan),
  };
}

/** What was paid is the standard of its month for the benefits drawn: nobody judges a paid month anew, and what an old paper lacks is flagged
 *  and kept (e.11).                                                                                                                      */
export function backfill(input: Input, { packs }: CasePacks): Actual {
  const current = monthSchema.parse(input.currentMonth);
  const drawn = factsOf({ householdCategory: 'DIBAO', ...input });
  const months = monthsFromTo(monthSchema.parse(input.paidFrom), addMonths(current, -1));
  const amounts = months.flatMap((month) =>
    drawn(month).applied.map((benefit) => standardOf(packs, benefit, month, cellFacts(drawn(month)))),
  );
  const fen = amounts.map((found) => (found === 'AMOUNT_UNKNOWN' ? null : found.standard.amountFen));
  return {
    historyMonths: months.length,
    currentMonth: current,
    historyAmount: fen.includes(null)
      ? null
      : yuanOf(fen.reduce<number>((sum, each) => sum + (each ?? 0), 0)),
    // Rows of history are never payable (e.11): no roster comes of them.
    rosterCreated: false,
  };
}

type Event = Readonly<Record<string, unknown>> & { readonly type: string; readonly on: PlainDate };

const graded = (facts: MonthFacts, { grade, newGrade, to, disabilityClass }: Event): MonthFacts => ({
  ...facts,
  certificate: facts.certificate && {
    ...facts.certificate,
    // The number of the new certificate says what the new certificate does.
    number: '',
    grade: Number(newGrade ?? grade ?? to ?? facts.certificate.grade),
    disabilityClass: Number(disabilityClass ?? facts.certificate.disabilityClass),
  },
});
const housed = (facts: MonthFacts, event: Event): MonthFacts => ({
  ...facts,
  household: String(event.category ?? event.householdCategory ?? event.to ?? 'NONE'),
  householdFrom: event.on,
});
const dibao = (facts: MonthFacts, { on }: Event): MonthFacts => ({
  ...facts,
  household: 'DIBAO',
  householdFrom: on,
});
/** What is so after an event that the case names. */
const AFTER: Readonly<Record<string, (facts: MonthFacts, event: Event) => MonthFacts>> = {
  DIBAO_END: (facts) => ({ ...facts, household: 'NONE' }),
  DIBAO_LOST: (facts) => ({ ...facts, household: 'NONE' }),
  DIBAO_START: dibao,
  DIBAO_GAINED: dibao,
  HOUSEHOLD_CHANGE: housed,
  GRADE_CHANGE: graded,
  GRADE_IMPROVED: graded,
  GRADE_WORSENED: graded,
};

/** A condition that is lost carries its month to the end (e.6): from the next one the person is judged by what is so now. What comes into scope
 *  is a lead and needs an application: not applied for, it is not paid.                                                                  */
export function change(input: Input, by: CasePacks): Actual {
  const event = input.event as Event;
  const before = input.before as Record<Benefit, number>;
  const later = AFTER[event.type];
  if (!later) throw new Error(`no event ${event.type}`);
  const month = date.parse(event.on).slice(0, 7);
  const lost = { reason: 'CONDITION_LOST', on: event.on } as const;
  const next = exitEffectOf(lost, undefined, by.procedure.stop).stopFromMonth;
  const applied = BENEFITS.filter((benefit) => before[benefit] > 0);
  const known = factsOf({ householdCategory: 'DIBAO', ...input, applied });
  const facts = later(known(next), event);
  const judged = eligibilityOf(withNumber(facts), by);
  const state = (benefit: Benefit): string | null =>
    !applied.includes(benefit) ? null : judged[benefit].eligible ? 'ACTIVE' : 'EXITED';
  // Applied for at once, a lead is paid from the first month that the rules allow (e.6).
  const isPaid = (benefit: Benefit, of: PlainMonth): boolean =>
    eligibilityOf(withNumber({ ...later(known(of), event), applied: [benefit] }), by)[benefit].eligible;
  const leads = BENEFITS.filter((benefit) => !applied.includes(benefit)).flatMap((benefit) => {
    const first = [month, next].find((of) => isPaid(benefit, of));
    return first ? [[benefit, first] as const] : [];
  });
  return {
    payableFrom: Object.fromEntries(leads),
    perMonth: [
      { month, ...before },
      { month: next, LIVING: yuanOf(judged.LIVING.amountFen), NURSING: yuanOf(judged.NURSING.amountFen) },
    ],
    ...{ living: state('LIVING'), nursing: state('NURSING'), warnings: judged.warnings },
    lastPaidMonth: month,
    stopFromMonth: next,
  };
}

/** The certificate number that goes with the class and grade of the facts. */
function withNumber(facts: MonthFacts): MonthFacts {
  const { certificate, idNumber } = facts;
  if (!certificate || certificate.number !== '') return facts;
  const number = `${idNumber}${certificate.disabilityClass}${certificate.grade}`;
  return { ...facts, certificate: { ...certificate, number } };
}

const entrySchema = z.object({
  month: monthSchema,
  amount: z.number(),
  result: z.string(),
  benefit: z.enum(BENEFITS).optional(),
});

/** A returned row is paid again beside the roster's own month, once the account is corrected (e.10). */
export function returned(input: Input, by: CasePacks): Actual {
  const entry = entrySchema.parse(input.entry);
  const known = factsOf({ householdCategory: 'DIBAO', ...input });
  const named = input.nextRoster === undefined ? '' : monthSchema.parse(input.nextRoster);
  const isCorrected = typeof input.correctedOn === 'string';
  const earliest = isCorrected ? rosterMonthOf(date.parse(input.correctedOn), CUTOFF_DAY) : named;
  const roster = named > earliest ? named : earliest;
  const judged = (month: PlainMonth) => eligibilityOf(known(month), by);
  const then = judged(entry.month);
  const both = (then.LIVING.amountFen ?? 0) + (then.NURSING.amountFen ?? 0);
  const one = (['NURSING', 'LIVING'] as const).find((each) => then[each].amountFen === fenOf(entry.amount));
  const isBoth = !entry.benefit && !one && both === fenOf(entry.amount);
  const paid = isBoth ? BENEFITS : [entry.benefit ?? one].filter((each) => each !== undefined);
  const fen = roster && paid.length ? paid.map((benefit) => judged(roster)[benefit].amountFen) : [null];
  const currentFen = fen.includes(null) ? null : fen.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  const againFen = isCorrected ? fenOf(entry.amount) : 0;
  return {
    entryState: entry.result,
    reissueOnRoster: isCorrected ? roster : null,
    rosterAmount: currentFen === null ? null : yuanOf(currentFen + againFen),
    // A returned payment says nothing about the entitlement.
    subsidyState: 'ACTIVE',
  };
}
