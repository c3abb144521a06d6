/** What the packs of a division give in a month, over everybody whom they are for: for the statistics of a city and above (dossier (l): «standards
 *  min/max/mean; raises, extensions», ∴; standards are set by each league or city and may have tiers, policy-packs §5).
 *  SF1 a cell counts with the standard that a person of it would be paid (policy-pack.ts standardOf, PP1–PP4), and only where the benefit is
 *  for them at all (国发〔2015〕52号 二(一)).  SF2 of several tiers each amount counts once, however many cells have it.  SF3 a month is
 *  one of a raise when a cell gets more than the month before, and one of an extension when a cell is in that was out.               */
import type { PlainMonth } from './calendar.ts';
import { addMonths } from './month.ts';
import { HOUSEHOLD_CATEGORIES } from './person.ts';
import {
  type CellFacts,
  type DivisionPack,
  livingHouseholds,
  nursingCovers,
  standardOf,
} from './policy-pack.ts';
import type { Benefit } from './state.ts';

const GRADES = [1, 2, 3, 4];
const CLASSES = [1, 2, 3, 4, 5, 6, 7];
const HUKOU = ['URBAN', 'RURAL'] as const;
const GROWN_UP = 40;

/** Every kind of person that a standard can tell apart: the ages are those at which one begins or ends. */
function kindsOf(packs: readonly DivisionPack[], region: string): CellFacts[] {
  const limits = packs.flatMap(({ standards }) =>
    standards.flatMap(({ ageFrom, ageTo }) => [ageFrom, ageTo]),
  );
  const ages = [...new Set([GROWN_UP, ...limits.filter((age): age is number => typeof age === 'number')])];
  return GRADES.flatMap((grade) =>
    CLASSES.flatMap((disabilityClass) =>
      HOUSEHOLD_CATEGORIES.flatMap((household) =>
        HUKOU.flatMap((urbanRural) =>
          ages.map((age) => ({ region, grade, disabilityClass, household, urbanRural, age })),
        ),
      ),
    ),
  );
}

/** Fen of every kind of person that a benefit is for in the month, by its place in the list of kinds; null where the amount is unknown. */
function cellsIn(
  packs: readonly DivisionPack[],
  benefit: Benefit,
  month: PlainMonth,
  region: string,
): ReadonlyMap<number, number | null> {
  const households = livingHouseholds(packs, region, month);
  const cells = new Map<number, number | null>();
  for (const [at, facts] of kindsOf(packs, region).entries()) {
    const isFor =
      benefit === 'LIVING' ? households.includes(facts.household ?? '') : nursingCovers(packs, month, facts);
    if (!isFor) continue;
    const found = standardOf(packs, benefit, month, facts);
    cells.set(at, found === 'AMOUNT_UNKNOWN' ? null : found.standard.amountFen);
  }
  return cells;
}

/** The amounts that somebody is paid in the month, each once, the smallest first (SF1, SF2). */
export function amountsInForce(
  packs: readonly DivisionPack[],
  benefit: Benefit,
  month: PlainMonth,
  region: string,
): number[] {
  const amounts = [...cellsIn(packs, benefit, month, region).values()].filter((fen) => fen !== null);
  return [...new Set(amounts)].sort((a, b) => a - b);
}

/** Whether a month brought more to somebody who drew before, and whether it brought somebody in (SF3). */
export function changesIn(
  packs: readonly DivisionPack[],
  benefit: Benefit,
  month: PlainMonth,
  region: string,
): { readonly isRaise: boolean; readonly isExtension: boolean } {
  const before = cellsIn(packs, benefit, addMonths(month, -1), region);
  const now = [...cellsIn(packs, benefit, month, region)];
  return {
    isRaise: now.some(([at, fen]) => (fen ?? 0) > (before.get(at) ?? Number.POSITIVE_INFINITY)),
    isExtension: now.some(([at]) => !before.has(at)),
  };
}
