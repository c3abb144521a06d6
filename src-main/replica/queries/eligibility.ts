/** Who is entitled and why, for the case page: the rules of the domain asked of what this computer holds of the person. */
import { benefitsOf } from '#shared/domain/application.ts';
import { eligibilityOf, type Judged, type MonthFacts } from '#shared/domain/eligibility.ts';
import { firstPaymentOf } from '#shared/domain/entitlement.ts';
import { factsOfPerson } from '#shared/domain/person-facts.ts';
import { calendarOf } from '#shared/domain/calendar.ts';
import { payableSince } from '#shared/domain/publicity.ts';
import { BENEFITS, ENDED_STATES } from '#shared/domain/state.ts';
import { judgedBy, type PolicyPack } from '#shared/domain/pack.ts';
import type { Row } from '#shared/records/rows.ts';
import type { EligibilityView, JudgedView } from '#shared/rpc/eligibility-shapes.ts';
import type { Reading } from './reading.ts';

function view({ eligible, amountFen, reasons, findings }: Judged): JudgedView {
  return {
    ...{ eligible, amountFen, reasons: [...reasons] },
    findings: findings.map(({ rule, looked, against }) => ({
      ...{ rule, looked: { ...looked }, against: [...against] },
    })),
  };
}

/** Of a file that is determined today, with its notice hung today where the first payment waits for it; null where that cannot be told. */
function firstView(submittedOn: string, facts: MonthFacts, today: string, pack: PolicyPack) {
  const at = { decidedOn: today, postedOn: today };
  const decidedOn = payableSince(at, calendarOf(pack), pack.publicity);
  if (decidedOn === null) return null;
  const { coveredMonth, backPayMonths, backPayFen, totalFen } = firstPaymentOf(
    { submittedOn, decidedOn, terms: pack.roster },
    (month) => ({ ...facts, month }),
    judgedBy(pack),
  );
  return { rosterMonth: coveredMonth, backPayMonths: [...backPayMonths], backPayFen, totalFen };
}

/** Of the month of the open file, for what it asks; without one of this month, for both. Null where no pack is in force or the identity is not
 *  held here.                                                                                                                             */
export function eligibilityView(
  reading: Reading,
  person: Row<'person'>,
  applications: readonly Row<'application'>[],
): EligibilityView | null {
  const { pack, today } = reading;
  const open = applications.find(
    ({ values }) => !(ENDED_STATES as readonly string[]).includes(values.state ?? ''),
  );
  const month = (open?.values.submittedOn ?? today).slice(0, 7);
  const applied = open ? benefitsOf(open.values) : BENEFITS;
  const facts = factsOfPerson(person.values, { month, applied, scope: person.scope });
  if (!pack || !facts) return null;
  const { LIVING, NURSING, warnings } = eligibilityOf(facts, judgedBy(pack));
  return {
    month,
    packVersion: pack.version,
    LIVING: view(LIVING),
    NURSING: view(NURSING),
    warnings: [...warnings],
    first: open?.values.submittedOn ? firstView(open.values.submittedOn, facts, today, pack) : null,
  };
}
