/** Policy packs of many divisions and what they say for one person in one month. The texts fix a process but hardly an amount, so amounts,
 *  scopes and procedures are dated data of the unit that owns the level; a correction is a new version.
 *  PP1 the month that is paid for picks the rule, not the day of payment.  PP2 the longest region code of the person's hukou wins, per cell,
 *  not per document (国发〔2015〕52号 二(二)).  PP3 in one region the later `from` wins, then the higher version (国发〔2015〕52号 二(二), adjusted in time; ∴).  PP4 an unknown cell is AMOUNT_UNKNOWN, never 0 and
 *  never a neighbour's amount.  PP5 exclusions stand before any scope; only a lift with a document number takes one away (国发〔2015〕52号 二(四); ∴).
 *  Source: policy-packs §2 (∴ unless marked there). Elsewhere: whether a pack may be taken in (pack-check.ts).                          */
import { isPlainMonth, type PlainMonth } from './calendar.ts';
import type { Benefit } from './state.ts';

/** Monthly amount of a cell: everything that is left out holds for all. */
export interface Standard {
  readonly id: string;
  readonly benefit: Benefit;
  /** Fen a month. */
  readonly amountFen: number;
  readonly from: PlainMonth;
  /** Last month, included; open when absent. */
  readonly to?: PlainMonth | null;
  readonly grades?: readonly number[] | null;
  readonly classes?: readonly number[] | null;
  /** Whether a component of a multiple disability counts as its class; yes when absent (c.2). */
  readonly includesComponents?: boolean;
  readonly households?: readonly string[] | null;
  readonly urbanRural?: 'URBAN' | 'RURAL' | null;
  /** Whole years, both included. */
  readonly ageFrom?: number | null;
  readonly ageTo?: number | null;
  /** A level below may set less (policy-packs §2.4). */
  readonly guidanceOnly?: boolean;
}

/** Household categories that LIVING is for, from a month on; the list replaces that of a shorter region code. */
export interface LivingScope {
  readonly from?: PlainMonth;
  readonly households: readonly string[];
}

/** Grades and classes that NURSING is for; scopes of all levels add up, for a lower level may only widen. */
export interface NursingScope {
  readonly from?: PlainMonth;
  readonly to?: PlainMonth | null;
  readonly grades: readonly number[];
  readonly classes: readonly number[] | '*';
}

/** An exclusion that does not hold here, by the document that says so (policy-packs §2.5). */
export interface Lift {
  readonly exclusion: string;
  readonly benefits: readonly Benefit[];
  readonly from: PlainMonth;
  readonly documentNo: string;
}

export interface DivisionPack {
  readonly packId: string;
  /** Digits of the division without trailing zeros: '' for the whole country, '15', '1504', '150426'. */
  readonly region: string;
  readonly version: number;
  readonly documentNo?: string;
  readonly standards: readonly Standard[];
  readonly livingScope: readonly LivingScope[];
  readonly nursingScope: readonly NursingScope[];
  readonly lifts: readonly Lift[];
}

/** What a cell depends on, as the person's record has it in the month. */
export interface CellFacts {
  /** Hukou division, 12 digits or fewer. */
  readonly region: string;
  readonly grade?: number | null;
  readonly disabilityClass?: number | null;
  /** Classes of which a multiple disability consists. */
  readonly componentClasses?: readonly number[];
  readonly household?: string | null;
  readonly urbanRural?: 'URBAN' | 'RURAL' | null;
  readonly age?: number | null;
}

/** Numbers of the procedure pack. */
export interface HouseholdRule {
  /** Whether a month in whose middle dibao begins counts as one of dibao: true (e.6 ∴). */
  readonly gainMonthCounts: boolean;
}
export interface DeFactoChildRule {
  /** Whether a disabled child that draws the subsidy of 事实无人抚养儿童 in full is left out of LIVING: false (policy-packs §4, 民发〔2019〕62号, N○). */
  readonly fullSubsidyExcludesLiving: boolean;
}

/** The base of the whole country (国发〔2015〕52号 二(一), N◐): LIVING for dibao households, NURSING for grades 1 and 2; amounts are the
 *  provinces' matter.                                                                                                                  */
export const NATIONAL_PACK: DivisionPack = {
  packId: 'CN',
  region: '',
  version: 1,
  documentNo: '国发〔2015〕52号',
  standards: [],
  livingScope: [{ households: ['DIBAO'] }],
  nursingScope: [{ grades: [1, 2], classes: '*' }],
  lifts: [],
};

const MULTIPLE = 7;
const LEVEL_ENDS = [2, 4, 6, 9, 12];

/** Digits of a division code up to its own level, so that what lies in it begins with them (c.3). */
export function regionPrefix(code: string): string {
  const end = LEVEL_ENDS.find((length) => /^0*$/.test(code.slice(length)));
  return /^0*$/.test(code) ? '' : code.slice(0, end ?? code.length);
}

function holdsIn(range: { from?: PlainMonth; to?: PlainMonth | null }, month: PlainMonth): boolean {
  return (range.from ?? '') <= month && (!range.to || range.to >= month);
}

/** A limit fits only a known fact. */
function isIn<T>(list: readonly T[] | null | undefined, fact: T | null | undefined): boolean {
  return !list || (fact !== null && fact !== undefined && list.includes(fact));
}

function classFits(
  classes: readonly number[] | null | undefined,
  facts: CellFacts,
  includesComponents: boolean,
): boolean {
  if (isIn(classes, facts.disabilityClass)) return true;
  const components = facts.disabilityClass === MULTIPLE && includesComponents ? facts.componentClasses : [];
  return (components ?? []).some((component) => isIn(classes, component));
}

function ageFits({ ageFrom, ageTo }: Standard, age: number | null | undefined): boolean {
  if ((ageFrom ?? null) === null && (ageTo ?? null) === null) return true;
  return typeof age === 'number' && age >= (ageFrom ?? 0) && age <= (ageTo ?? Number.POSITIVE_INFINITY);
}

function cellFits(standard: Standard, facts: CellFacts): boolean {
  return (
    isIn(standard.grades, facts.grade) &&
    classFits(standard.classes, facts, standard.includesComponents ?? true) &&
    isIn(standard.households, facts.household) &&
    (!standard.urbanRural || standard.urbanRural === facts.urbanRural) &&
    ageFits(standard, facts.age)
  );
}

/** The packs of a region and of all that it lies in, the nearest first, then the highest version. */
function packsOver(packs: readonly DivisionPack[], region: string): DivisionPack[] {
  return packs
    .filter((pack) => region.startsWith(pack.region))
    .sort((a, b) => b.region.length - a.region.length || b.version - a.version);
}

export interface StandardFound {
  readonly standard: Standard;
  readonly pack: DivisionPack;
}

/** The standard of a cell for the month that is paid for (PP1–PP3). Two of one region, month and version that differ are a fault of the
 *  pack and answer AMOUNT_UNKNOWN too (PP4).                                                                                            */
export function standardOf(
  packs: readonly DivisionPack[],
  benefit: Benefit,
  month: PlainMonth,
  facts: CellFacts,
): StandardFound | 'AMOUNT_UNKNOWN' {
  if (!isPlainMonth(month)) throw new RangeError(`not a month: ${month}`);
  const fitting = packsOver(packs, facts.region).flatMap((pack) =>
    pack.standards
      .filter((each) => each.benefit === benefit && holdsIn(each, month) && cellFits(each, facts))
      .map((standard) => ({ standard, pack })),
  );
  const order = (a: StandardFound, b: StandardFound): number =>
    b.pack.region.length - a.pack.region.length ||
    (a.standard.from < b.standard.from ? 1 : a.standard.from > b.standard.from ? -1 : 0) ||
    b.pack.version - a.pack.version;
  const [first, ...others] = fitting.sort(order);
  if (!first) return 'AMOUNT_UNKNOWN';
  const unlike = others.some(
    (other) => order(first, other) === 0 && other.standard.amountFen !== first.standard.amountFen,
  );
  return unlike ? 'AMOUNT_UNKNOWN' : first;
}

const mostTables = new WeakMap<readonly DivisionPack[], Map<string, number>>();

/** The most that any standard of a benefit gives anybody in a month: whoever was paid so much cannot have been raised. */
export function mostOf(packs: readonly DivisionPack[], benefit: Benefit, month: PlainMonth): number {
  const table = mostTables.get(packs) ?? new Map<string, number>();
  mostTables.set(packs, table);
  const key = `${benefit} ${month}`;
  let most = table.get(key);
  if (most === undefined) {
    const standards = packs.flatMap((pack) => pack.standards);
    const amounts = standards.filter((each) => each.benefit === benefit && holdsIn(each, month));
    most = Math.max(0, ...amounts.map(({ amountFen }) => amountFen));
    table.set(key, most);
  }
  return most;
}

/** Household categories that LIVING is for: those of the longest region code that says anything, then of the latest month (policy-packs §1). */
export function livingHouseholds(
  packs: readonly DivisionPack[],
  region: string,
  month: PlainMonth,
): readonly string[] {
  for (const pack of packsOver(packs, region)) {
    const begun = pack.livingScope.filter((scope) => holdsIn(scope, month));
    const [latest] = begun.sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1));
    if (latest) return latest.households;
  }
  return [];
}

/** Whether NURSING is for this grade and class: any level's scope, or a standard that names it. */
export function nursingCovers(packs: readonly DivisionPack[], month: PlainMonth, facts: CellFacts): boolean {
  return packsOver(packs, facts.region).some(
    (pack) =>
      pack.nursingScope.some(
        (scope) =>
          holdsIn(scope, month) &&
          isIn(scope.grades, facts.grade) &&
          (scope.classes === '*' || classFits(scope.classes, facts, true)),
      ) ||
      pack.standards.some(
        (standard) =>
          standard.benefit === 'NURSING' &&
          Boolean(standard.grades ?? standard.classes) &&
          holdsIn(standard, month) &&
          cellFits(standard, facts),
      ),
  );
}

/** The lift that takes an exclusion away in a region and month, if there is one (PP5). */
export function liftOf(
  packs: readonly DivisionPack[],
  exclusion: string,
  benefit: Benefit,
  at: { readonly region: string; readonly month: PlainMonth },
): Lift | undefined {
  return packsOver(packs, at.region)
    .flatMap((pack) => pack.lifts)
    .find(
      (lift) =>
        lift.exclusion === exclusion &&
        lift.benefits.includes(benefit) &&
        lift.from <= at.month &&
        lift.documentNo.trim() !== '',
    );
}
