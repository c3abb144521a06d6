/** A person's record as the rules of eligibility look at it in one month. What the record does not hold yet (other benefits, elections, custody)
 *  is taken as not there; what this replica may not hold makes the person one that cannot be judged here.                                  */
import type { Values } from '../records/rows.ts';
import type { PlainMonth } from './calendar.ts';
import type { CertificateFacts, MonthFacts } from './eligibility.ts';
import type { Benefit } from './state.ts';

const STATUSES: readonly CertificateFacts['status'][] = ['VALID', 'EXPIRED', 'FROZEN', 'REVOKED', 'RENEWING'];

function certificateOf(values: Values<'person'>): CertificateFacts | null {
  const { certificateNumber, disabilityClass, grade, certificateExpiresOn, certificateStatus } = values;
  if (!certificateNumber || disabilityClass === null || grade === null) return null;
  const status = STATUSES.find((each) => each === certificateStatus) ?? 'VALID';
  return { number: certificateNumber, disabilityClass, grade, expiresOn: certificateExpiresOn, status };
}

/** Null where the identity cannot be read here. The household category holds from its month on (e.6). */
export function factsOfPerson(
  values: Values<'person'>,
  at: { readonly month: PlainMonth; readonly applied: readonly Benefit[]; readonly scope: number },
): MonthFacts | null {
  const { idNumber, birthDate, householdCategory, householdFrom, hukouVillage, hukouKind } = values;
  if (!idNumber || !birthDate) return null;
  const hasBegun = !householdFrom || householdFrom <= at.month;
  return {
    ...{ month: at.month, applied: at.applied, idNumber, birthDate },
    region: String(hukouVillage ?? at.scope),
    urbanRural: hukouKind === 'URBAN' || hukouKind === 'RURAL' ? hukouKind : null,
    certificate: certificateOf(values),
    household: hasBegun ? (householdCategory ?? 'NONE') : 'NONE',
    ...{ otherBenefits: [], elections: {}, custodyFrom: null, hasGuardian: false },
    // An empty box says nothing: it is ticked for who needs care, and nobody is asked to say that somebody does not.
    needsLongTermCare: values.needsLongTermCare || null,
  };
}
