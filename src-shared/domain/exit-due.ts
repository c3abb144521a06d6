/** Which exit the facts of a person call for (dossier (f)): shown as a task to whoever decides, never done by itself (e.6, m.3 «task»).
 *  XD1 death before all else.  XD2 a certificate in grace, under renewal or held by a receipt calls for none.  XD3 a condition is lost when the
 *  rules say so for the month after this one, and an amount that is unknown is none.                                                     */
import type { Row } from '../records/rows.ts';
import { eligibilityOf } from './eligibility.ts';
import type { ExitReason } from './exit.ts';
import { excludedFrom, expiryOfPerson, receiptHoldsUntil } from './exit-ground.ts';
import { addMonths } from './month.ts';
import { judgedBy, type PolicyPack } from './pack.ts';
import { factsOfPerson } from './person-facts.ts';
import type { Benefit } from './state.ts';

/** Reasons that say that a condition is no longer met. */
const LOST = ['LIVING_HOUSEHOLD_NOT_COVERED', 'NURSING_GRADE_NOT_COVERED', 'LONG_TERM_CARE_NOT_NEEDED'];

export function exitDue(
  person: Row<'person'>,
  entitlement: Pick<Row<'entitlement'>, 'values'>,
  today: string,
  pack: PolicyPack,
): ExitReason | null {
  const { values } = person;
  const benefit = entitlement.values.benefit as Benefit;
  if (values.deathDate) return 'DEATH';
  if (values.custodyKind === 'CUSTODIAL' && values.custodyFrom && !values.custodyTo) return 'IMPRISONED';
  if (values.certificateStatus === 'REVOKED') return 'CERT_REVOKED';
  if (expiryOfPerson(person, today, pack).state === 'OVER') {
    const held = receiptHoldsUntil(person, pack);
    if (!held || held < today) return 'CERT_NOT_RENEWED';
  }
  const excluded = excludedFrom({ person, entitlement });
  if (excluded && excluded <= today.slice(0, 7)) return 'EXCLUSION';
  const month = addMonths(today.slice(0, 7), 1);
  const facts = factsOfPerson(values, { month, applied: [benefit], scope: person.scope });
  if (!facts) return null;
  return eligibilityOf(facts, judgedBy(pack))[benefit].reasons.some((reason) => LOST.includes(reason))
    ? 'CONDITION_LOST'
    : null;
}
