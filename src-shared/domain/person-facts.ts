/** A person's record as the rules of eligibility look at it in one month: certificate, household, other benefits, choices, custody, death,
 *  guardian, care. What this replica may not hold makes the person one that cannot be judged here.                                        */
import type { Values } from '../records/rows.ts';
import type { PlainMonth } from './calendar.ts';
import type { CertificateFacts, ElectionChoice, MonthFacts, OtherBenefit } from './eligibility.ts';
import type { Benefit } from './state.ts';

const STATUSES: readonly CertificateFacts['status'][] = ['VALID', 'EXPIRED', 'FROZEN', 'REVOKED', 'RENEWING'];

function certificateOf(values: Values<'person'>): CertificateFacts | null {
  const { certificateNumber, disabilityClass, grade, certificateExpiresOn, certificateStatus } = values;
  const { renewalAppliedOn } = values;
  if (!certificateNumber || disabilityClass === null || grade === null) return null;
  const status = STATUSES.find((each) => each === certificateStatus) ?? 'VALID';
  const number = certificateNumber;
  return { number, disabilityClass, grade, expiresOn: certificateExpiresOn, status, renewalAppliedOn };
}

/** Correction in the community is no custody ((f) ∴). */
function custodyOf(values: Values<'person'>): Pick<MonthFacts, 'custodyFrom' | 'custodyTo'> {
  const isCustody = values.custodyKind === 'CUSTODIAL';
  return {
    custodyFrom: isCustody ? values.custodyFrom : null,
    custodyTo: isCustody ? values.custodyTo : null,
  };
}

function electionsOf({ elections }: Values<'person'>): MonthFacts['elections'] {
  const signed = (elections ?? []) as unknown as { benefit: Benefit; choice: ElectionChoice }[];
  return Object.fromEntries(signed.map(({ benefit, choice }) => [benefit, choice]));
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
    householdFrom,
    otherBenefits: (values.otherBenefits ?? []) as unknown as OtherBenefit[],
    elections: electionsOf(values),
    ...custodyOf(values),
    diedOn: values.deathDate,
    hasGuardian: values.guardianRelation === 'GUARDIAN',
    isIncapable: values.isIncapable === true,
    needsLongTermCare: values.needsLongTermCare,
  };
}
