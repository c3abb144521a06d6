/** The alerts of dossier (h) that the rosters themselves answer, for one person: what was paid, came back, or was never put on a roster, held
 *  against the rules that made it. The comparison asks them beside what other registers say (person-alerts.ts).
 *  What was paid before the rosters began counts as paid wherever a rule speaks of earlier payments: PY2 and PY3 (dossier e.11).
 *  PY1 AMOUNT_OFF_STANDARD: what stands for a month is not the standard of the month by the facts and packs of today. Less is no error where an
 *  older pack was in force, for the next roster pays the difference (roster-rows.ts RO3).  PY2 DUP_MONTH_PAYMENT, DUP_REGION_PAYMENT: one
 *  benefit and month twice (S004 art.12), in one county or in two. That another county pays is said by the centre's claim alone, so nothing
 *  else of the other county is known here, and nothing is shown.  PY3 ENTITLED_NOT_PAID: the rules give a row for a roster that the bank has
 *  answered, and there is none; a row that is held says its reason itself.  PY4 RETURNED_TWICE: sent back on two rosters, or as many as the pack says, nothing paid since.
 *  All but art.12 ∴. Points are the months.                                                                                             */
import type { Row } from '../records/rows.ts';
import { type AlertCode, type AlertRule, amountAlerts, type Payment, paymentAlerts } from './alert.ts';
import type { PlainMonth } from './calendar.ts';
import { cellFacts, type JudgedBy } from './eligibility.ts';
import { coveredMonthOf } from './entitlement.ts';
import { coveredIn, type RosterTerms } from './roster-calendar.ts';
import { addMonths, monthsFromTo } from './month.ts';
import { factsOfPerson } from './person-facts.ts';
import { pastLedger } from './past-payment.ts';
import { DROPPED, isBase, planRows } from './roster-plan.ts';
import type { Suspension } from './roster-rows.ts';
import { type Benefit, BENEFITS } from './state.ts';

const POINTS_MAX = 12;

export interface PaymentScene {
  /** Compared. */
  readonly month: PlainMonth;
  readonly by: JudgedBy;
  readonly rule: AlertRule;
  readonly packVersion: string;
  readonly terms: RosterTerms;
  /** The newest roster that the bank has answered; null where there is none. */
  readonly settled: {
    readonly month: PlainMonth;
    readonly firstMonth: PlainMonth;
    readonly sinceMonth: PlainMonth | null;
  } | null;
}

export interface Payments {
  readonly person: Row<'person'>;
  readonly entitlements: readonly Row<'entitlement'>[];
  /** Of the months looked back. */
  readonly rows: readonly Row<'rosterRow'>[];
  /** What was paid before the rosters began, of whatever month. */
  readonly past: readonly Row<'pastPayment'>[];
  /** Whether another record of this county draws the month under the same number. */
  readonly isDrawnByAnother: (benefit: Benefit, month: PlainMonth) => boolean;
}

export interface PaymentAlert {
  readonly code: AlertCode;
  readonly benefit: Benefit;
  readonly points: readonly PlainMonth[];
}

const counts = ({ values }: Row<'rosterRow'>): boolean =>
  values.result === 'PAID' || values.result === 'PENDING';

const alertIn = (code: AlertCode, benefit: Benefit, months: Iterable<PlainMonth>): PaymentAlert[] => {
  const points = [...new Set(months)].sort().slice(0, POINTS_MAX);
  return points.length ? [{ code, benefit, points }] : [];
};

type OfBenefit = (payments: Payments, benefit: Benefit, scene: PaymentScene) => PaymentAlert[];
const rowsOf = ({ rows }: Payments, benefit: Benefit): Row<'rosterRow'>[] =>
  rows.filter(({ values }) => values.benefit === benefit && values.result !== DROPPED);

/** The roster before the one that is due in a month. */
const newestBut = (month: PlainMonth, terms: RosterTerms): PlainMonth =>
  addMonths(coveredIn(month, terms), -1);

/** PY1, of the rosters of this month and the one before. */
const amounts: OfBenefit = (payments, benefit, { month, by, rule, packVersion, terms }) => {
  const { values: person, scope } = payments.person;
  const rows = rowsOf(payments, benefit).filter(({ values }) => values.kind !== 'HISTORY');
  const since = addMonths(month, 1 - rule.monthsLookedBack);
  const fresh = rows.filter(
    (row) =>
      counts(row) &&
      (row.values.rosterMonth ?? '') >= newestBut(month, terms) &&
      (row.values.month ?? '') >= since,
  );
  const off = [...new Set(fresh.map(({ values }) => values.month as string))].filter((paid) => {
    const ofMonth = rows.filter(({ values }) => values.month === paid);
    const amountFen = ofMonth.filter(counts).reduce((sum, { values }) => sum + (values.amountFen ?? 0), 0);
    const facts = factsOfPerson(person, { month: paid, applied: [benefit], scope });
    const found = facts && amountAlerts({ benefit, month: paid, amountFen }, cellFacts(facts), by.packs);
    if (!found?.alerts.includes('AMOUNT_OFF_STANDARD')) return false;
    const isLess = amountFen < (found.expectedFen ?? 0);
    return !isLess || ofMonth.filter(counts).every(({ values }) => values.packVersion === packVersion);
  });
  return alertIn('AMOUNT_OFF_STANDARD', benefit, off);
};

/** Months paid before the rosters began, each with the place where it is on record. */
function pastOf({ past }: Payments, benefit: Benefit): Payment[] {
  return past.flatMap((row) =>
    pastLedger([row], benefit).map(({ month }) => ({ region: String(row.scope), benefit, month })),
  );
}

/** PY2. A row that was held because somebody else has the month's claim is a second payment that did not happen. */
const twice: OfBenefit = (payments, benefit, { month, terms }) => {
  const found = new Map<AlertCode, PlainMonth[]>();
  const base = rowsOf(payments, benefit).filter(isBase);
  const past = pastOf(payments, benefit);
  for (const of of new Set([
    ...base.map(({ values }) => values.month as string),
    ...past.map((each) => each.month),
  ])) {
    const ofMonth = base.filter(({ values }) => values.month === of);
    const paid = ofMonth
      .filter(counts)
      .map(({ scope }): Payment => ({ region: String(scope), benefit, month: of }));
    paid.push(...past.filter((each) => each.month === of));
    const stopped = ofMonth.filter(
      ({ values }) =>
        values.heldReason === 'PAID_ELSEWHERE' && (values.rosterMonth ?? '') >= newestBut(month, terms),
    );
    for (const { scope } of stopped.slice(0, 1)) {
      const other = payments.isDrawnByAnother(benefit, of) ? String(scope) : '';
      for (const region of [String(scope), other]) paid.push({ region, benefit, month: of });
    }
    for (const code of paymentAlerts(paid)) found.set(code, [...(found.get(code) ?? []), of]);
  }
  return [...found].flatMap(([code, months]) => alertIn(code, benefit, months));
};

const isResumedLately = (suspensions: readonly Suspension[], owed: PlainMonth, since: PlainMonth): boolean =>
  suspensions.some(({ from, to }) => from <= owed && to !== null && owed <= to && to >= since);

/** PY3. A decision that came after the roster's cutoff, and a resumption after it was built, wait for the next one. */
const unpaid: OfBenefit = (payments, benefit, { settled, by, rule, terms }) => {
  if (!settled) return [];
  const { month } = settled;
  const since = addMonths(month, 1 - rule.monthsLookedBack);
  const rows = rowsOf(payments, benefit);
  const open = payments.entitlements.filter(({ values }) => {
    const { decidedOn } = values;
    const isDecided = decidedOn !== null && coveredMonthOf(decidedOn, terms) <= month;
    return values.benefit === benefit && values.state === 'ACTIVE' && isDecided;
  });
  const owed = open.flatMap(({ values, ...entitlement }) => {
    const from = (values.entitledFrom ?? since) > since ? (values.entitledFrom as string) : since;
    const own = rows.filter((row) => row.values.entitlementId === entitlement.id);
    if (monthsFromTo(from, month).every((of) => own.some((row) => counts(row) && row.values.month === of)))
      return [];
    const plan = planRows({
      entitlement: { ...entitlement, values: { ...values, entitledFrom: from } },
      ...{ person: payments.person, rows: own, past: payments.past, roster: { id: 0, ...settled } },
      others: rows.filter((row) => row.values.entitlementId !== entitlement.id),
      ...{ isConflictOpen: false, findings: [], isAccountShared: false, awaitsNotice: false },
      ...{ terms, lastRosterId: null, by },
    });
    const suspensions = (values.suspensions ?? []) as unknown as Suspension[];
    return plan.rows.filter(
      (row) =>
        row.kind !== 'ADJUST' &&
        row.amountFen > 0 &&
        !isResumedLately(suspensions, row.month, addMonths(month, -1)),
    );
  });
  const isSaid = (of: PlainMonth): boolean =>
    rows.some(
      ({ values }) =>
        values.month === of &&
        (values.rosterMonth ?? '') >= month &&
        (values.result === 'HELD' || values.result === 'RETURNED'),
    );
  return alertIn(
    'ENTITLED_NOT_PAID',
    benefit,
    owed.map((row) => row.month).filter((of) => !isSaid(of)),
  );
};

/** PY4. */
const returned: OfBenefit = (payments, benefit, { rule }) => {
  const rows = rowsOf(payments, benefit);
  const monthsOf = (result: string): string[] =>
    rows.filter(({ values }) => values.result === result).map(({ values }) => values.rosterMonth ?? '');
  const lastPaid = monthsOf('PAID').sort().at(-1) ?? '';
  const back = [...new Set(monthsOf('RETURNED'))].filter((month) => month > lastPaid);
  return back.length >= rule.returnsBack ? alertIn('RETURNED_TWICE', benefit, back) : [];
};

const RULES: readonly OfBenefit[] = [amounts, twice, unpaid, returned];

/** Everything that the rosters say of a person. */
export function alertsOfPayments(payments: Payments, scene: PaymentScene): PaymentAlert[] {
  return RULES.flatMap((rule) => BENEFITS.flatMap((benefit) => rule(payments, benefit, scene)));
}
