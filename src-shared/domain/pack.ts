/** Policy packs: deadlines and monthly amounts as dated data, because the texts fix a process but hardly an amount.
 *  A pack is never edited in place; a correction is a new version. What an act meant is decided with the version it
 *  names, on every side alike.
 *  PACK1 the month being paid for picks the standard, not the day of payment.  PACK2 an unknown cell is AMOUNT_UNKNOWN,
 *  never 0 and never a neighbour's amount.  PACK3 of two standards that fit, the later `from` wins.
 *  Thin on purpose: one region. Elsewhere: eligibility and exclusions; inheritance from a higher region is not here yet. */
import { isPlainDate, isPlainMonth, type PlainDate, type PlainMonth } from './calendar.ts';
import type { Benefit } from './state.ts';

/** Working days from one step to the next. */
export interface PackDeadlines {
  /** From the preliminary pass to the entry in the system: 3 (S004 art.2; ∴ elsewhere than Chifeng). */
  readonly entry: number;
  /** To sending the package to the federation: 10 (S004 art.2; ∴ elsewhere). */
  readonly submitToFederation: number;
  /** What those days are counted from. Art.2 can be read both ways: PRELIMINARY_PASSED is the default ∴. */
  readonly submitAnchor: 'PRELIMINARY_PASSED' | 'ENTERED';
  /** Federation review: no text; 5 ∴ (T11). */
  readonly federationReview: number;
  /** From the federation's pass to the hand-over to civil affairs: 5 (S004 art.3; ∴ elsewhere). */
  readonly handToCivilAffairs: number;
  /** Determination by civil affairs: no text; 5 ∴ (T14). */
  readonly determine: number;
  /** Each hop of a returned file: no text; 2 ∴ (T13). */
  readonly returnHop: number;
  /** Reminder of an unanswered one-time notice: 10 ∴ (T3); never a refusal. */
  readonly supplementReminder: number;
}

export interface PackStandard {
  readonly id: string;
  readonly benefit: Benefit;
  /** Monthly amount in fen. */
  readonly amountFen: number;
  readonly from: PlainMonth;
  /** Last month, included; open when absent. */
  readonly to?: PlainMonth;
  /** Grades the amount is for; every grade when absent. */
  readonly grades?: readonly number[];
  /** Household categories the amount is for; every category when absent. */
  readonly households?: readonly string[];
}

export interface PolicyPack {
  readonly version: string;
  /** Division of 12 digits the pack is for. */
  readonly regionCode: number;
  /** First day on which acts are decided with this version. */
  readonly validFrom: PlainDate;
  readonly deadlines: PackDeadlines;
  readonly roster: {
    /** Both signatures before this day of the month: 25 (S004 art.4; ∴ elsewhere). */
    readonly dayOfMonth: number;
  };
  readonly exchange: {
    /** Federation's list of certificate holders: 15th (S004 art.8; ∴ elsewhere). */
    readonly holderListDay: number;
    /** Comparison report: 20th (S004 art.8; ∴ elsewhere). */
    readonly comparisonDay: number;
  };
  readonly standards: readonly PackStandard[];
}

/** What a monthly amount depends on, as the person's record holds it in that month. */
export interface AmountFacts {
  readonly grade?: number | null;
  readonly householdCategory?: string | null;
}

export type AmountUnknown = 'AMOUNT_UNKNOWN';

/** Made-up standards of the made-up banner: a raise from 100 to 110 yuan in 2026-07. LIVING for dibao households and
 *  NURSING for grades 1 and 2 are the national base (国发〔2015〕52号 二(一), N◐). No place pays by this table.        */
const DEMO_STANDARDS: readonly PackStandard[] = [
  {
    id: 'DEMO-LIV-2016',
    benefit: 'LIVING',
    amountFen: 10_000,
    from: '2016-01',
    to: '2026-06',
    households: ['DIBAO'],
  },
  { id: 'DEMO-LIV-2026', benefit: 'LIVING', amountFen: 11_000, from: '2026-07', households: ['DIBAO'] },
  {
    id: 'DEMO-NUR-2016',
    benefit: 'NURSING',
    amountFen: 10_000,
    from: '2016-01',
    to: '2026-06',
    grades: [1, 2],
  },
  { id: 'DEMO-NUR-2026', benefit: 'NURSING', amountFen: 11_000, from: '2026-07', grades: [1, 2] },
];

/** The made-up pack of banner 159999. Its version names the month of its last change; it holds all months since 2016-01,
 *  so it answers for every file of the demo.                                                                          */
export const DEMO_PACK: PolicyPack = {
  version: '2026-07',
  regionCode: 159999000000,
  validFrom: '2016-01-01',
  deadlines: {
    entry: 3,
    submitToFederation: 10,
    submitAnchor: 'PRELIMINARY_PASSED',
    federationReview: 5,
    handToCivilAffairs: 5,
    determine: 5,
    returnHop: 2,
    supplementReminder: 10,
  },
  roster: { dayOfMonth: 25 },
  exchange: { holderListDay: 15, comparisonDay: 20 },
  standards: DEMO_STANDARDS,
};

const PACKS: readonly PolicyPack[] = [DEMO_PACK];

/** A pack is never taken away: an act that names it may come years later. */
export const PACK_VERSIONS: readonly string[] = PACKS.map(({ version }) => version);

/** The pack of exactly this version, or undefined: an unknown version is never replaced by another. */
export function packByVersion(version: string, packs: readonly PolicyPack[] = PACKS): PolicyPack | undefined {
  return packs.find((pack) => pack.version === version);
}

/** The pack new acts are decided with on a date: the latest `validFrom`, then the highest version. */
export function packInForce(date: PlainDate, packs: readonly PolicyPack[] = PACKS): PolicyPack | undefined {
  if (!isPlainDate(date)) throw new RangeError(`not a date: ${date}`);
  let best: PolicyPack | undefined;
  for (const pack of packs) {
    if (pack.validFrom > date) continue;
    const isLater =
      !best ||
      pack.validFrom > best.validFrom ||
      (pack.validFrom === best.validFrom && pack.version > best.version);
    if (isLater) best = pack;
  }
  return best;
}

/** A limited standard fits only a known fact: an unknown grade is in no list of grades. */
function fits(standard: PackStandard, benefit: Benefit, month: PlainMonth, facts: AmountFacts): boolean {
  if (standard.benefit !== benefit || standard.from > month) return false;
  if (standard.to !== undefined && standard.to < month) return false;
  if (standard.grades && !standard.grades.includes(facts.grade ?? 0)) return false;
  return !standard.households || standard.households.includes(facts.householdCategory ?? '');
}

/** The standard of a benefit for the month paid for. Two that fit with one `from` and unlike amounts are a fault of the
 *  pack and answer AMOUNT_UNKNOWN too (PACK2).                                                                       */
export function standardFor(
  pack: PolicyPack,
  benefit: Benefit,
  month: PlainMonth,
  facts: AmountFacts,
): PackStandard | AmountUnknown {
  if (!isPlainMonth(month)) throw new RangeError(`not a month: ${month}`);
  const fitting = pack.standards.filter((standard) => fits(standard, benefit, month, facts));
  const latest = fitting.reduce((from, standard) => (standard.from > from ? standard.from : from), '');
  const [first, ...others] = fitting.filter((standard) => standard.from === latest);
  if (!first || others.some((other) => other.amountFen !== first.amountFen)) return 'AMOUNT_UNKNOWN';
  return first;
}

/** Fen for one month of a benefit, or AMOUNT_UNKNOWN. Judges no exclusions: who is not entitled must not be asked for. */
export function monthlyAmount(
  pack: PolicyPack,
  benefit: Benefit,
  month: PlainMonth,
  facts: AmountFacts,
): number | AmountUnknown {
  const standard = standardFor(pack, benefit, month, facts);
  return standard === 'AMOUNT_UNKNOWN' ? standard : standard.amountFen;
}
