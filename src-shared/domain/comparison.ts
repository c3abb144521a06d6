/** The monthly comparison of what is paid with what other registers know (数据比对, S004 art.8; catalogue of dossier (h)). Every person is judged
 *  by the rules of eligibility with the facts of the registers laid over those of the office, so that no second notion of «entitled» exists.
 *  CO1 paid, but a register speaks against it: should stop (应退未退), with all reasons.  CO2 not paid although nothing speaks against it, no file
 *  is open and nothing was waived: should receive (应享未享; S004 art.8).  CO3 the seven points of Anlong's comparison (PEERS S27b).  CO4 a
 *  register that was not handed in says nothing: nobody is missing from a list that is not there.                                         */
import type { PlainDate, PlainMonth } from './calendar.ts';
import { expiryPays } from './certificate-expiry.ts';
import { parseCertificateNumber } from './certificate.ts';
import {
  type CertificateFacts,
  type Eligibility,
  eligibilityOf,
  expiryFacts,
  type JudgedBy,
  type MonthFacts,
  type OtherBenefit,
} from './eligibility.ts';
import { idNumberKey } from './id-number.ts';
import { type Benefit, BENEFITS } from './state.ts';

/** A line of the federation's holder list. */
export interface Holder {
  readonly idNumber: string;
  readonly name: string;
  readonly region: string;
  readonly birthDate: PlainDate;
  readonly certificate: CertificateFacts;
  readonly phone?: string | null;
  /** Household register as the list words it. */
  readonly hukou?: string | null;
}

/** What was handed in for a month; a register that is null was not. Keys are identity numbers as `idNumberKey` gives them. */
export interface Registers {
  readonly holders: ReadonlyMap<string, Holder> | null;
  readonly deaths: ReadonlyMap<string, PlainDate> | null;
  readonly custody: ReadonlyMap<string, PlainDate> | null;
  /** Household category of everybody in dibao, dibao-edge … or tekun; who is not in it has none. */
  readonly households: ReadonlyMap<string, string> | null;
  /** Benefits of other schemes: elderly, on duty, injury care fee, orphans. Who is not in it draws none. */
  readonly otherBenefits?: ReadonlyMap<string, readonly OtherBenefit[]> | null;
}

/** A person of the office. */
export interface Compared {
  readonly personId: number;
  readonly facts: Omit<MonthFacts, 'month' | 'applied'>;
  /** Drawn this month. */
  readonly paid: readonly Benefit[];
  readonly openFiles: readonly Benefit[];
  readonly waived: readonly Benefit[];
}

export type FindingCode =
  | 'SHOULD_STOP'
  | 'SHOULD_RECEIVE'
  | 'CERT_NOT_IN_FEDERATION_DB'
  | 'CERT_CLASS_MISMATCH'
  | 'CERT_GRADE_MISMATCH'
  | 'DEAD_STILL_HOLDER'
  | 'EXPIRED_STILL_HOLDER'
  | 'ALIVE_PAID_NOT_HOLDER'
  | 'NURSING_PAID_NOT_HOLDER'
  | 'NURSING_PAID_DEAD'
  | 'LIVING_PAID_NOT_HOLDER'
  | 'LIVING_PAID_DEAD';

export interface ComparisonFinding {
  readonly code: FindingCode;
  readonly idNumber: string;
  /** Null of somebody whom only a register knows. */
  readonly personId: number | null;
  readonly benefit: Benefit | null;
  readonly reasons: readonly string[];
}

type Found = Omit<ComparisonFinding, 'idNumber' | 'personId'>;

const found = (
  code: FindingCode,
  benefit: Benefit | null = null,
  reasons: readonly string[] = [],
): Found => ({
  ...{ code, benefit, reasons },
});

/** Since when is known of the office's own category alone. */
const householdIn = (facts: Compared['facts'], household: string) => ({
  household,
  householdFrom: household === facts.household ? (facts.householdFrom ?? null) : null,
});

/** The office's facts with what the registers know laid over them (CO4). */
function overlaid(facts: Compared['facts'], key: string, registers: Registers): Compared['facts'] {
  const { holders, deaths, custody, households, otherBenefits } = registers;
  return {
    ...facts,
    ...(holders && { certificate: holders.get(key)?.certificate ?? null }),
    ...(deaths && { diedOn: deaths.get(key) ?? null }),
    ...(custody && { custodyFrom: custody.get(key) ?? null }),
    ...(households && householdIn(facts, households.get(key) ?? 'NONE')),
    ...(otherBenefits && { otherBenefits: otherBenefits.get(key) ?? [] }),
  };
}

/** CO3, as far as the person is on a list. */
function sevenPoints(
  paid: readonly Benefit[],
  key: string,
  month: PlainMonth,
  registers: Registers,
  by: JudgedBy,
): Found[] {
  const { holders, deaths } = registers;
  const holder = holders?.get(key);
  const isDead = (deaths?.get(key) ?? '9999-12').slice(0, 7) < month;
  const points: Found[] = [];
  if (holder && isDead) points.push(found('DEAD_STILL_HOLDER'));
  const expiry = holder
    ? expiryPays(month, expiryFacts(holder.certificate), by.expiry, by.calendar)
    : 'VALID';
  if (expiry === 'IN_GRACE' || expiry === 'OVER') points.push(found('EXPIRED_STILL_HOLDER'));
  const isMissing = holders !== null && !holder;
  if (isMissing && paid.length && !isDead) points.push(found('ALIVE_PAID_NOT_HOLDER'));
  for (const benefit of paid) {
    if (isMissing) points.push(found(`${benefit}_PAID_NOT_HOLDER`, benefit));
    if (isDead) points.push(found(`${benefit}_PAID_DEAD`, benefit));
  }
  return points;
}

/** Where the office's certificate is not the federation's. */
function certificateFindings(
  facts: Compared['facts'],
  holder: Holder | undefined,
  isKnown: boolean,
): Found[] {
  if (!facts.certificate || !isKnown) return [];
  if (!holder) return [found('CERT_NOT_IN_FEDERATION_DB')];
  const { disabilityClass, grade } = holder.certificate;
  const { codes } = parseCertificateNumber(facts.certificate.number, { disabilityClass, grade });
  return codes
    .filter((code) => code === 'CERT_CLASS_MISMATCH' || code === 'CERT_GRADE_MISMATCH')
    .map((code) => found(code));
}

/** CO1 and CO2 of one person. */
function rights(person: Compared, judged: Eligibility): Found[] {
  return BENEFITS.flatMap((benefit): Found[] => {
    const { eligible, reasons } = judged[benefit];
    // Whether the months of grace are over is not known: nobody is told to stop for it (CX4).
    const isOpen = !eligible && reasons.every((reason) => reason === 'CALENDAR_MISSING');
    if (person.paid.includes(benefit))
      return eligible || isOpen ? [] : [found('SHOULD_STOP', benefit, reasons)];
    const isTaken = person.openFiles.includes(benefit) || person.waived.includes(benefit);
    return eligible && !isTaken ? [found('SHOULD_RECEIVE', benefit)] : [];
  });
}

/** A holder whom the office does not know, as a person without anything. */
export function stranger({ idNumber, birthDate, region, certificate }: Holder): Compared {
  return {
    personId: 0,
    facts: {
      ...{ idNumber, birthDate, region, certificate, household: 'NONE', otherBenefits: [], elections: {} },
      ...{ custodyFrom: null, hasGuardian: false },
    },
    ...{ paid: [], openFiles: [], waived: [] },
  };
}

/** What the registers say of one person: against what is drawn, for what is not, and how the facts stand with them laid over (CO1–CO4). */
export interface PersonCompared {
  readonly findings: readonly ComparisonFinding[];
  readonly warnings: readonly string[];
  readonly facts: Compared['facts'];
}

export function comparePerson(
  person: Compared,
  registers: Registers,
  month: PlainMonth,
  by: JudgedBy,
): PersonCompared {
  const { idNumber } = person.facts;
  const key = idNumberKey(idNumber);
  const facts = overlaid(person.facts, key, registers);
  const judged = eligibilityOf({ ...facts, month, applied: BENEFITS }, by);
  const findings = [
    ...sevenPoints(person.paid, key, month, registers, by),
    ...certificateFindings(person.facts, registers.holders?.get(key), registers.holders !== null),
    ...rights(person, judged),
  ].map((finding) => ({ ...finding, idNumber, personId: person.personId || null }));
  return { findings, warnings: judged.warnings, facts };
}

/** The holders of the list whose number the office does not know. */
export function strangersOf(known: ReadonlySet<string>, { holders }: Registers): Holder[] {
  return [...(holders ?? [])].filter(([key]) => !known.has(key)).map(([, holder]) => holder);
}

/** Everything that the registers of a month say against, or for, the people of an office and those whom only the holder list knows. */
export function compare(
  people: readonly Compared[],
  registers: Registers,
  month: PlainMonth,
  by: JudgedBy,
): ComparisonFinding[] {
  const known = new Set(people.map(({ facts }) => idNumberKey(facts.idNumber)));
  return [...people, ...strangersOf(known, registers).map(stranger)].flatMap(
    (person) => comparePerson(person, registers, month, by).findings,
  );
}
