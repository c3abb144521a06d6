/** Judging again under a pack that came later (REEVALUATE, dossier m.3 «packs»): what becomes of an open file or of a running subsidy, old beside
 *  new, by the same rules with the two sets of packs.
 *  RE1 a line is made for each subsidy whose verdict or amount changes, and for no other: what it was, what it is, from which month, by which
 *  rule, article and document (∴).  RE2 nothing that was determined is undone by it: the unit is told and acts itself; months already paid
 *  are the roster's matter (policy-packs §2.7, ∴).  RE3 done again, or by two at once, it leaves one line (∴).
 *  Elsewhere: the job that walks a county's people (server/jobs/reevaluate.ts), differences of months already paid (roster-rows.ts).     */
import { z } from 'zod';
import type { PlainMonth } from './calendar.ts';
import { change, defineCommand, firstOf, refuse } from './command.ts';
import { eligibilityOf, type Finding, type Judged, type MonthFacts } from './eligibility.ts';
import { historyLine } from './history.ts';
import { judgedBy, type PolicyPack } from './pack.ts';
import { addMonths } from './month.ts';
import { idSchema } from './person.ts';
import type { DivisionPack } from './policy-pack.ts';
import { type Benefit, BENEFITS } from './state.ts';

export interface Rejudged {
  readonly benefit: Benefit;
  /** First month in which it differs. */
  readonly month: PlainMonth;
  readonly before: Judged;
  readonly after: Judged;
  /** The first rule that says something else, or AMOUNT. */
  readonly rule: string;
  /** What that rule goes back to; of an amount, the document that set it. */
  readonly article: string;
}

function beginnings({ standards, livingScope, nursingScope, lifts }: DivisionPack): PlainMonth[] {
  const ended = [...standards, ...nursingScope].flatMap(({ to }) => (to ? [addMonths(to, 1)] : []));
  const begun = [...standards, ...livingScope, ...nursingScope, ...lifts].flatMap(({ from }) => from ?? []);
  return [...begun, ...ended];
}

/** Months in which anything begins or ends in either set, and this month, from the first that counts on. */
export function monthsToCompare(
  before: PolicyPack,
  after: PolicyPack,
  span: { readonly from: PlainMonth; readonly now: PlainMonth },
): PlainMonth[] {
  const turns = [...before.divisions, ...after.divisions].flatMap(beginnings);
  return [...new Set([span.from, span.now, ...turns])].filter((month) => month >= span.from).sort();
}

function isSame(a: Judged, b: Judged): boolean {
  return a.eligible === b.eligible && a.amountFen === b.amountFen && a.reasons.join() === b.reasons.join();
}

/** The rule whose word is another now; where none says otherwise, the amount is. */
function changedRule(before: Judged, after: Judged): Pick<Finding, 'rule' | 'source'> {
  const was = new Map(before.findings.map(({ rule, against }) => [rule, against.join()]));
  const other = after.findings.find(
    ({ rule, against }) =>
      rule !== 'AMOUNT' && was.get(rule) !== undefined && was.get(rule) !== against.join(),
  );
  const amount = after.findings.find(({ rule }) => rule === 'AMOUNT');
  return other ?? amount ?? { rule: 'AMOUNT', source: '' };
}

/** What changes for each subsidy that counts, in the first month in which it does. `factsIn` gives null where the person cannot be judged. */
export function rejudged(
  factsIn: (month: PlainMonth) => MonthFacts | null,
  { before, after }: { readonly before: PolicyPack; readonly after: PolicyPack },
  months: readonly PlainMonth[],
): Rejudged[] {
  const found = new Map<Benefit, Rejudged>();
  for (const month of months) {
    const facts = factsIn(month);
    if (!facts) return [];
    const [was, is] = [eligibilityOf(facts, judgedBy(before)), eligibilityOf(facts, judgedBy(after))];
    for (const benefit of BENEFITS) {
      if (found.has(benefit) || !facts.applied.includes(benefit) || isSame(was[benefit], is[benefit]))
        continue;
      const { rule, source } = changedRule(was[benefit], is[benefit]);
      found.set(benefit, { benefit, month, before: was[benefit], after: is[benefit], rule, article: source });
    }
  }
  return [...found.values()];
}

/** The township has seen what a new pack changed, and says what it did about it. */
export const rejudgementAnswer = defineCommand({
  name: 'rejudgement.answer',
  version: 1,
  args: z.strictObject({ rejudgementId: idSchema, words: z.string().trim().max(300).default('') }),
  roles: ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'],
  target: ({ rejudgementId }) => ({ type: 'rejudgement', id: rejudgementId }),
  needs: ({ rejudgementId }) => [{ as: 'rejudgement', type: 'rejudgement', id: rejudgementId }],
  decide(records, { words }, context) {
    const row = firstOf(records, 'rejudgement', 'rejudgement');
    if (!row) return refuse('rejudgement/not-found');
    if (row.values.state !== 'OPEN') return refuse('rejudgement/answered');
    const { actor, madeAt } = context;
    const answer = { answeredBy: actor.accountId, answeredAt: madeAt, answerWords: words || null };
    return {
      changes: [
        change('rejudgement', row.id, { state: 'ANSWERED', ...answer }),
        historyLine(context, {
          personId: row.values.personId as number,
          applicationId: row.values.applicationId,
          action: 'rejudgement.answer',
          words: words || null,
        }),
      ],
    };
  },
});
