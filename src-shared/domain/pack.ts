/** Policy packs in force: the versions of everything that is data (deadlines, rosters, amounts, scopes), because the texts fix a process but
 *  hardly an amount (policy-packs §1, §2.3). A pack is never edited in place; a correction is a new version. What an act meant is decided with the version it names, on
 *  every side alike.  PACK1 the version in force on a day is the one that began last: what was earlier gives way (S004 art.14).  PACK2 an unknown version is never replaced by another.
 *  Elsewhere: what the divisions' packs say for one person in one month (policy-pack.ts).                                                 */
import { EVALUATION_RULE, type EvaluationRule } from './evaluation-tally.ts';
import { ALERT_RULE, type AlertRule } from './alert.ts';
import { calendarOf, isPlainDate, type PlainDate, type PlainMonth } from './calendar.ts';
import type { CalendarYear } from './calendar-data.ts';
import { EXPIRY_RULE, type ExpiryRule } from './certificate-expiry.ts';
import { STOP_RULE, type StopRule } from './exit.ts';
import type { JudgedBy } from './eligibility.ts';
import {
  type CellFacts,
  type DivisionPack,
  NATIONAL_PACK,
  standardOf,
  type DeFactoChildRule,
  type HouseholdRule,
} from './policy-pack.ts';
import { PUBLICITY_RULE, type PublicityRule } from './publicity.ts';
import { SPOT_CHECK_RULE, type SpotCheckRule } from './spot-sample.ts';
import { ROSTER_TERMS, type RosterTerms } from './roster-calendar.ts';
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

export const RECHECK_CYCLES = ['MONTHLY', 'QUARTERLY'] as const;
export type RecheckCycle = (typeof RECHECK_CYCLES)[number];

export interface PolicyPack {
  readonly version: string;
  /** Division of 12 digits the pack is for. */
  readonly regionCode: number;
  /** First day on which acts are decided with this version. */
  readonly validFrom: PlainDate;
  readonly deadlines: PackDeadlines;
  readonly roster: RosterTerms;
  readonly exchange: {
    /** Federation's list of certificate holders: 15th (S004 art.8; ∴ elsewhere). */
    readonly holderListDay: number;
    /** Comparison report: 20th (S004 art.8; ∴ elsewhere). */
    readonly comparisonDay: number;
  };
  readonly expiry: ExpiryRule;
  readonly publicity: PublicityRule;
  readonly recheck: {
    /** How often every village is re-checked: each month (S004 art.7); by the quarter only elsewhere (policy-packs §5.1 ∴). */
    readonly cycle: RecheckCycle;
  };
  readonly spotCheck: SpotCheckRule;
  readonly alerts: AlertRule;
  readonly evaluation: EvaluationRule;
  readonly stop: StopRule;
  readonly household: HouseholdRule;
  readonly deFactoChild: DeFactoChildRule;
  readonly recovery: {
    /** Whether a refusal to give money back goes to the personal credit record: as S004 art.12 has it in Chifeng; elsewhere false ∴. */
    readonly creditRecord: boolean;
  };
  /** Years of the working calendar that packs bring beside the program's own (CAL4). */
  readonly calendar?: Readonly<Record<number, CalendarYear>>;
  /** What each division set, from the whole country down. */
  readonly divisions: readonly DivisionPack[];
}

/** What a pack says of the steps, beside amounts and scopes. */
export type Procedure = Omit<PolicyPack, 'version' | 'regionCode' | 'validFrom' | 'divisions' | 'calendar'>;

/** What holds where no division set anything else (policy-packs §5.1, ∴ outside Chifeng). */
export const DEFAULT_PROCEDURE: Procedure = {
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
  roster: ROSTER_TERMS,
  exchange: { holderListDay: 15, comparisonDay: 20 },
  expiry: EXPIRY_RULE,
  publicity: PUBLICITY_RULE,
  recheck: { cycle: 'MONTHLY' },
  spotCheck: SPOT_CHECK_RULE,
  alerts: ALERT_RULE,
  evaluation: EVALUATION_RULE,
  stop: STOP_RULE,
  household: { gainMonthCounts: true },
  deFactoChild: { fullSubsidyExcludesLiving: false },
  recovery: { creditRecord: false },
};

/** What eligibility is judged by under a set of packs. */
export function judgedBy(pack: PolicyPack): JudgedBy {
  const { divisions: packs, expiry, stop, household, deFactoChild } = pack;
  return { packs, expiry, stop, household, deFactoChild, calendar: calendarOf(pack) };
}

/** Made-up standards of the made-up banner: a raise from 100 to 110 yuan in 2026-07. LIVING for dibao households and
 *  NURSING for grades 1 and 2 are the national base (国发〔2015〕52号 二(一), N◐). No place pays by this table.        */
export const DEMO_STANDARDS: DivisionPack['standards'] = [
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
  ...DEFAULT_PROCEDURE,
  recovery: { creditRecord: true },
  divisions: [
    NATIONAL_PACK,
    {
      ...{ packId: '159999', region: '159999', version: 1, livingScope: [], nursingScope: [], lifts: [] },
      standards: DEMO_STANDARDS,
    },
  ],
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

/** Fen for one month of a benefit in the pack's own division, or AMOUNT_UNKNOWN. Judges no exclusions: who is not entitled must not be asked
 *  for (eligibility.ts).                                                                                                                 */
export function monthlyAmount(
  pack: PolicyPack,
  benefit: Benefit,
  month: PlainMonth,
  facts: { readonly grade?: number | null; readonly householdCategory?: string | null },
): number | 'AMOUNT_UNKNOWN' {
  const cell: CellFacts = {
    region: String(pack.regionCode),
    grade: facts.grade ?? null,
    household: facts.householdCategory ?? null,
  };
  const found = standardOf(pack.divisions, benefit, month, cell);
  return found === 'AMOUNT_UNKNOWN' ? found : found.standard.amountFen;
}
