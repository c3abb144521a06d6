/** Who is entitled to which subsidy in a month, and why. The two are judged apart (S004 art.4; 国发〔2015〕52号 二); every rule is asked, so
 *  that all reasons are said and not only the first, in the order of policy-packs §4: number and certificate, tekun, injury fee, custody,
 *  orphan, interface, election, scope, amount.
 *  EL1 a benefit that was not applied for is not judged; where nothing speaks against it, it is a lead.  EL2 another benefit counts from its
 *  first to its last month, both included; custody from the month after it began.  EL3 an unknown amount is a reason against paying, never 0.
 *  EL4 a month in whose middle dibao begins is one of dibao unless a pack says otherwise; where the month alone is known, no day of it is
 *  guessed to be the first (e.6 ∴).
 *  Elsewhere: amounts and scopes (policy-pack.ts), expiry (certificate-expiry.ts), who may decide (review.ts).                          */
import { addDays, type PlainDate, type PlainMonth, type WorkCalendar } from './calendar.ts';
import { parseCertificateNumber } from './certificate.ts';
import { type ExpiryFacts, type ExpiryRule, type ExpiryState, expiryPays } from './certificate-expiry.ts';
import { ADULT_AGE, ageOn, parseIdNumber } from './id-number.ts';
import { maskIdNumber } from './mask.ts';
import { exitEffectOf, type StopRule } from './exit.ts';
import { addMonths } from './month.ts';
import {
  type CellFacts,
  type DeFactoChildRule,
  type DivisionPack,
  type HouseholdRule,
  liftOf,
  livingHouseholds,
  nursingCovers,
  standardOf,
} from './policy-pack.ts';
import { type Benefit, BENEFITS } from './state.ts';

export interface OtherBenefit {
  readonly type: string;
  readonly from: PlainMonth;
  readonly to?: PlainMonth | null;
  /** Drawn in full (事实无人抚养儿童, policy-packs §4, N○). */
  readonly inFull?: boolean;
}

export interface CertificateFacts {
  readonly number: string;
  readonly disabilityClass: number;
  readonly grade: number;
  readonly componentClasses?: readonly number[];
  readonly issuedOn?: PlainDate | null;
  readonly expiresOn: PlainDate | null;
  readonly status: 'VALID' | 'EXPIRED' | 'FROZEN' | 'REVOKED' | 'RENEWING';
  readonly renewalAppliedOn?: PlainDate | null;
}

export type ElectionChoice = 'TWO_SUBSIDY' | 'OTHER';

/** What is known of a person in one month. */
export interface MonthFacts {
  readonly month: PlainMonth;
  readonly applied: readonly Benefit[];
  readonly idNumber: string;
  readonly birthDate: PlainDate;
  /** Division of the hukou, which decides and pays (国发52 三(一)). */
  readonly region: string;
  readonly urbanRural?: 'URBAN' | 'RURAL' | null;
  readonly certificate: CertificateFacts | null;
  /** Category of the month: that of its first day, or one that begins in it (e.6). */
  readonly household: string;
  /** Month, or day where it is known, on which that category began; absent where nobody said. */
  readonly householdFrom?: string | null;
  readonly otherBenefits: readonly OtherBenefit[];
  readonly elections: Readonly<Partial<Record<Benefit, ElectionChoice>>>;
  /** Custodial sentence (监禁刑); a suspended one or correction in the community is none (∴). */
  readonly custodyFrom: PlainDate | null;
  readonly custodyTo?: PlainDate | null;
  readonly diedOn?: PlainDate | null;
  readonly hasGuardian: boolean;
  readonly isIncapable?: boolean;
  /** Long-term care; unknown counts as yes, for the township ticks it (CN-LTC). */
  readonly needsLongTermCare?: boolean | null;
}

export interface JudgedBy {
  readonly packs: readonly DivisionPack[];
  readonly expiry?: ExpiryRule;
  readonly stop?: StopRule;
  readonly household?: HouseholdRule;
  readonly deFactoChild?: DeFactoChildRule;
  /** The working calendar; the program's own where it is absent. */
  readonly calendar?: WorkCalendar;
}

/** One rule asked of one benefit: what it looked at and whether it speaks against. */
export interface Finding {
  readonly rule: string;
  readonly source: string;
  readonly looked: Readonly<Record<string, string | number | boolean | null>>;
  /** Codes against; none where the rule is met. */
  readonly against: readonly string[];
}

export interface Judged {
  readonly eligible: boolean;
  /** Fen a month; 0 where not eligible, null where the amount is unknown. */
  readonly amountFen: number | null;
  readonly reasons: readonly string[];
  readonly standardId: string | null;
  readonly packId: string | null;
  readonly findings: readonly Finding[];
}

export interface Eligibility {
  readonly LIVING: Judged;
  readonly NURSING: Judged;
  readonly warnings: readonly string[];
}

type Rule = {
  readonly name: string;
  readonly source: string;
  readonly benefits: readonly Benefit[];
  judge(facts: MonthFacts, benefit: Benefit, by: JudgedBy): Pick<Finding, 'looked' | 'against'>;
};

const CIRCLES = '国发〔2015〕52号';
/** Benefits that may be drawn beside both, for which no rule was found (policy-packs §4 ∴), and the household's dibao. */
const COMPATIBLE = ['DIBAO', 'TEMPORARY_AID', 'MEDICAL_AID', 'REHABILITATION_AID', 'PENSION'];
const LIKE: Readonly<Record<Benefit, readonly string[]>> = {
  LIVING: ['ELDER_LIVING', 'LIXIU_LIVING', 'ON_DUTY_LIVING'],
  NURSING: ['ELDER_NURSING', 'LIXIU_NURSING', 'ON_DUTY_NURSING'],
};
const CHILD = 'DE_FACTO_UNSUPPORTED_CHILD';
const EXCLUDING = ['TEKUN', 'INJURY_CARE_FEE', 'ORPHAN', CHILD];
const KNOWN = new Set<string>([...COMPATIBLE, ...LIKE.LIVING, ...LIKE.NURSING, ...EXCLUDING]);
/** What a form offers; OTHER is what no rule was found for. */
export const OTHER_BENEFIT_TYPES = [
  ...(['TEKUN', 'INJURY_CARE_FEE', 'ORPHAN', 'DE_FACTO_UNSUPPORTED_CHILD', 'ELDER_LIVING'] as const),
  ...(['ELDER_NURSING', 'LIXIU_LIVING', 'LIXIU_NURSING', 'ON_DUTY_LIVING', 'ON_DUTY_NURSING'] as const),
  ...(['PENSION', 'TEMPORARY_AID', 'MEDICAL_AID', 'REHABILITATION_AID', 'OTHER'] as const),
] as const;
/** What ends a subsidy with the month before its own first (section (f) EXCLUSION). */
export const EXCLUDING_BENEFITS: Readonly<Record<Benefit, readonly string[]>> = {
  LIVING: ['TEKUN', 'INJURY_CARE_FEE', 'ORPHAN'],
  NURSING: ['TEKUN', 'INJURY_CARE_FEE'],
};

function benefitsIn({ otherBenefits, month }: MonthFacts): OtherBenefit[] {
  return otherBenefits.filter(({ from, to }) => from <= month && (!to || to >= month));
}

const drawn = (facts: MonthFacts, type: string): boolean =>
  benefitsIn(facts).some((each) => each.type === type);

/** Age on the first day of the month: whoever comes of age in it is still protected. */
function ageIn({ birthDate, month }: MonthFacts): number {
  const first = `${month}-01`;
  return birthDate > first ? 0 : ageOn(birthDate, first);
}

export function cellFacts(facts: MonthFacts): CellFacts {
  const { certificate, region, household, urbanRural } = facts;
  return {
    ...{ region, household, urbanRural: urbanRural ?? null, age: ageIn(facts) },
    grade: certificate?.grade ?? null,
    disabilityClass: certificate?.disabilityClass ?? null,
    ...(certificate?.componentClasses ? { componentClasses: certificate.componentClasses } : {}),
  };
}

/** An exclusion that holds unless a pack lifts it by a document (PP5). */
function exclusion(
  code: string,
  source: string,
  benefits: readonly Benefit[],
  holds: (facts: MonthFacts, by: JudgedBy) => boolean,
): Rule {
  return {
    ...{ name: code, source, benefits },
    judge(facts, benefit, by) {
      const holdsHere = holds(facts, by);
      const lift = holdsHere ? liftOf(by.packs, code, benefit, facts) : undefined;
      return {
        looked: { holds: holdsHere, liftedBy: lift?.documentNo ?? null },
        against: holdsHere && !lift ? [code] : [],
      };
    },
  };
}

/** When renewal was applied for; a certificate that the federation is renewing was in time, whatever day it gives (S004 art.9(4)). */
export function expiryFacts({ expiresOn, renewalAppliedOn = null, status }: CertificateFacts): ExpiryFacts {
  return { expiresOn, renewalAppliedOn: renewalAppliedOn ?? (status === 'RENEWING' ? expiresOn : null) };
}

const expiryIn = (month: PlainMonth, certificate: CertificateFacts, by: JudgedBy): ExpiryState =>
  expiryPays(month, expiryFacts(certificate), by.expiry, by.calendar);

function certificateCodes(facts: MonthFacts, by: JudgedBy): string[] {
  const { certificate, month } = facts;
  if (!certificate) return ['CERT_MISSING'];
  const { codes } = parseCertificateNumber(certificate.number, {
    idNumber: facts.idNumber,
    disabilityClass: certificate.disabilityClass,
    grade: certificate.grade,
  });
  const found: string[] = [...codes];
  if (certificate.status === 'REVOKED' || certificate.status === 'FROZEN') found.push('CERT_NOT_VALID');
  const state = expiryIn(month, certificate, by);
  if (state === 'OVER') found.push('CERT_GRACE_OVER');
  if (state === 'CALENDAR_MISSING') found.push(state);
  return found;
}

const RULES: readonly Rule[] = [
  {
    name: 'ID_NUMBER',
    source: 'GB 11643-1999 (c.1)',
    benefits: BENEFITS,
    judge: ({ idNumber, month }) => {
      const lastDay = addDays(`${addMonths(month, 1)}-01`, -1);
      return {
        looked: { idNumber: maskIdNumber(idNumber) },
        against: parseIdNumber(idNumber, { today: lastDay }).codes,
      };
    },
  },
  {
    name: 'CERTIFICATE',
    source: `${CIRCLES} 三(一); S004 arts 1, 3, 9(4)`,
    benefits: BENEFITS,
    judge: (facts, _benefit, by) => ({
      looked: {
        disabilityClass: facts.certificate?.disabilityClass ?? null,
        status: facts.certificate?.status ?? null,
        expiresOn: facts.certificate?.expiresOn ?? null,
      },
      against: certificateCodes(facts, by),
    }),
  },
  exclusion(
    'TEKUN_EXCLUDED',
    `${CIRCLES} 二(四)`,
    BENEFITS,
    (facts) => facts.household === 'TEKUN' || drawn(facts, 'TEKUN'),
  ),
  exclusion('INJURY_CARE_FEE_EXCLUDED', `${CIRCLES} 二(四)`, BENEFITS, (facts) =>
    drawn(facts, 'INJURY_CARE_FEE'),
  ),
  exclusion(
    'IMPRISONED',
    'S004 art.9(3)',
    BENEFITS,
    ({ custodyFrom, custodyTo, month }, { stop }) =>
      custodyFrom !== null &&
      exitEffectOf({ reason: 'IMPRISONED', on: custodyFrom }, undefined, stop).lastPayableMonth < month &&
      (!custodyTo || month <= custodyTo.slice(0, 7)),
  ),
  exclusion(
    'DEATH',
    'S004 arts 9(1), 12',
    BENEFITS,
    ({ diedOn, month }) => Boolean(diedOn) && (diedOn ?? '').slice(0, 7) < month,
  ),
  exclusion('ORPHAN_LIVING_EXCLUDED', `${CIRCLES} 二(四)`, ['LIVING'], (facts) => drawn(facts, 'ORPHAN')),
  exclusion(
    'DE_FACTO_CHILD_LIVING_EXCLUDED',
    '民发〔2019〕62号 (N○, off unless a pack says so)',
    ['LIVING'],
    (facts, by) =>
      Boolean(by.deFactoChild?.fullSubsidyExcludesLiving) &&
      benefitsIn(facts).some(({ type, inFull }) => type === CHILD && inFull),
  ),
  {
    name: 'INTERFACE_UNKNOWN',
    source: 'policy-packs §4 (∴): a person decides',
    benefits: BENEFITS,
    judge: (facts) => {
      const unknown = benefitsIn(facts).find(({ type }) => !KNOWN.has(type));
      return {
        looked: { otherBenefit: unknown?.type ?? null },
        against: unknown ? ['INTERFACE_UNKNOWN'] : [],
      };
    },
  },
  {
    name: 'ELECTION',
    source: `${CIRCLES} 二(四)`,
    benefits: BENEFITS,
    judge: (facts, benefit) => {
      const other = benefitsIn(facts).find(({ type }) => LIKE[benefit].includes(type));
      const choice = facts.elections[benefit] ?? null;
      const against = !other || choice === 'TWO_SUBSIDY' ? null : (choice ?? 'NONE');
      const codes = { NONE: 'ELECTION_REQUIRED', OTHER: 'ELECTED_OTHER_BENEFIT' };
      return {
        looked: { otherBenefit: other?.type ?? null, choice },
        against: against ? [codes[against]] : [],
      };
    },
  },
  {
    name: 'LONG_TERM_CARE',
    source: `${CIRCLES} 二(一) (CN-LTC; a tick of the township)`,
    benefits: ['NURSING'],
    judge: ({ needsLongTermCare = null }) => ({
      looked: { needsLongTermCare },
      against: needsLongTermCare === false ? ['LONG_TERM_CARE_NOT_NEEDED'] : [],
    }),
  },
  {
    name: 'LIVING_SCOPE',
    source: `${CIRCLES} 二(一)`,
    benefits: ['LIVING'],
    judge: ({ household, region, month }, _benefit, { packs }) => {
      const covered = livingHouseholds(packs, region, month);
      return {
        looked: { household, covered: covered.join(' ') },
        against: covered.includes(household) ? [] : ['LIVING_HOUSEHOLD_NOT_COVERED'],
      };
    },
  },
  {
    name: 'NURSING_SCOPE',
    source: `${CIRCLES} 二(一)`,
    benefits: ['NURSING'],
    judge: (facts, _benefit, { packs }) => {
      const cell = cellFacts(facts);
      // Without a certificate the grade is unknown, and only that is said (dossier (o)).
      const covered = !facts.certificate || nursingCovers(packs, facts.month, cell);
      return {
        looked: { grade: cell.grade ?? null, disabilityClass: cell.disabilityClass ?? null },
        against: covered ? [] : ['NURSING_GRADE_NOT_COVERED'],
      };
    },
  },
];

function judge(facts: MonthFacts, benefit: Benefit, by: JudgedBy): Judged {
  const findings = RULES.filter(({ benefits }) => benefits.includes(benefit)).map(
    ({ name, source, judge: ask }): Finding => ({ rule: name, source, ...ask(facts, benefit, by) }),
  );
  const found = standardOf(by.packs, benefit, facts.month, cellFacts(facts));
  const isInScope = findings.every(({ against }) => against.length === 0);
  if (isInScope) {
    const unknown = found === 'AMOUNT_UNKNOWN';
    findings.push({
      rule: 'AMOUNT',
      source: unknown ? 'policy-packs §2.6' : (found.pack.documentNo ?? found.pack.packId),
      looked: unknown ? {} : { standardId: found.standard.id, amountFen: found.standard.amountFen },
      against: unknown ? ['AMOUNT_UNKNOWN'] : [],
    });
  }
  const reasons = [...new Set(findings.flatMap(({ against }) => against))];
  const eligible = reasons.length === 0 && found !== 'AMOUNT_UNKNOWN';
  return {
    eligible,
    amountFen: eligible ? found.standard.amountFen : reasons.includes('AMOUNT_UNKNOWN') ? null : 0,
    reasons,
    standardId: eligible ? found.standard.id : null,
    packId: eligible ? found.pack.packId : null,
    findings,
  };
}

const NOT_APPLIED: Judged = {
  ...{ eligible: false, amountFen: 0, reasons: ['NOT_APPLIED'], standardId: null, packId: null },
  findings: [],
};

function warningsOf(facts: MonthFacts, judged: Readonly<Record<Benefit, Judged>>, by: JudgedBy): string[] {
  const warnings: string[] = [];
  for (const benefit of BENEFITS) {
    if (!facts.applied.includes(benefit)) {
      if (judge(facts, benefit, by).eligible) warnings.push(`SHOULD_RECEIVE_NOT_APPLIED:${benefit}`);
      continue;
    }
    const mayChoose = benefitsIn(facts).some(({ type }) => LIKE[benefit].includes(type));
    if (judged[benefit].eligible && mayChoose) warnings.push('ELECTION_RECORDED_OTHER_BENEFIT_MUST_STOP');
  }
  if ((ageIn(facts) < ADULT_AGE || facts.isIncapable) && !facts.hasGuardian)
    warnings.push('GUARDIAN_REQUIRED');
  const toppedUp = judged.LIVING.eligible || ['DIBAO', 'TEKUN'].includes(facts.household);
  if (drawn(facts, CHILD) && toppedUp) warnings.push('NOTIFY_CHILD_WELFARE_TOP_UP');
  const { certificate, month } = facts;
  if (certificate && expiryIn(month, certificate, by) === 'IN_GRACE') warnings.push('CERT_EXPIRED_IN_GRACE');
  return [...new Set(warnings)];
}

/** The facts as the month has them: one in whose middle dibao began is not of dibao where the pack says so (EL4). Tekun excludes by its own rule. */
function carried(facts: MonthFacts, by: JudgedBy): MonthFacts {
  const { household, householdFrom, month } = facts;
  if (!householdFrom) return facts;
  const from = householdFrom.slice(0, 7);
  const counts = household === 'TEKUN' || householdFrom === `${month}-01`;
  const gains = from === month && !counts && !(by.household?.gainMonthCounts ?? true);
  return from > month || gains ? { ...facts, household: 'NONE' } : facts;
}

/** Judges both subsidies for one month. Throws a RangeError when the month is none. */
export function eligibilityOf(given: MonthFacts, by: JudgedBy): Eligibility {
  const facts = carried(given, by);
  const of = (benefit: Benefit): Judged =>
    facts.applied.includes(benefit) ? judge(facts, benefit, by) : NOT_APPLIED;
  const judged = { LIVING: of('LIVING'), NURSING: of('NURSING') };
  return { ...judged, warnings: warningsOf(facts, judged, by) };
}
