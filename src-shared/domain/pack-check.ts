/** Whether a division's pack may be taken in (policy-packs §2.4, ∴). Asked once when a pack arrives, of every cell that any of the packs names.
 *  PC1 a lower level may raise amounts and widen scopes, never go below the level above: PACK_BELOW_PARENT, unless the cell above is guidance
 *  only.  PC2 two amounts of one pack for one cell from the same month are PACK_AMBIGUOUS.  PC3 a lift without a document number is none.      */
import type { PlainMonth } from './calendar.ts';
import { DISABILITY_CLASSES, DISABILITY_GRADES } from './certificate.ts';
import {
  type CellFacts,
  type DivisionPack,
  livingHouseholds,
  nursingCovers,
  standardOf,
} from './policy-pack.ts';
import { type Benefit, BENEFITS } from './state.ts';

export type PackFaultCode = 'PACK_BELOW_PARENT' | 'PACK_AMBIGUOUS' | 'LIFT_WITHOUT_DOCUMENT';

export interface PackFault {
  readonly code: PackFaultCode;
  readonly month: PlainMonth | null;
  readonly benefit: Benefit | null;
  /** The cell in which it shows. */
  readonly cell: CellFacts | null;
}

/** Before any rule began. */
const FIRST_MONTH: PlainMonth = '2016-01';
const HOUSEHOLDS = ['DIBAO', 'DIBAO_EDGE', 'LOW_INCOME', 'EXPENDITURE_POOR', 'TEKUN', 'NONE'];

/** Values of one dimension at which some rule may change. */
function* cellsOf(region: string, packs: readonly DivisionPack[]): Generator<CellFacts> {
  const standards = packs.flatMap((pack) => pack.standards);
  const ages = new Set([0]);
  for (const { ageFrom, ageTo } of standards) {
    if (typeof ageFrom === 'number') ages.add(ageFrom);
    if (typeof ageTo === 'number') ages.add(ageTo + 1);
  }
  const sides = standards.some(({ urbanRural }) => urbanRural)
    ? (['URBAN', 'RURAL'] as const)
    : (['URBAN'] as const);
  for (const household of HOUSEHOLDS)
    for (const urbanRural of sides)
      for (const age of ages)
        for (const grade of DISABILITY_GRADES)
          for (const disabilityClass of DISABILITY_CLASSES)
            yield { region, household, urbanRural, age, grade, disabilityClass };
}

/** Months in which something begins, from the pack's own first on. */
function monthsOf(pack: DivisionPack, packs: readonly DivisionPack[]): PlainMonth[] {
  const begins = (each: DivisionPack): PlainMonth[] =>
    [...each.standards, ...each.livingScope, ...each.nursingScope].map(({ from }) => from ?? FIRST_MONTH);
  const [first = FIRST_MONTH] = begins(pack).sort();
  return [...new Set(packs.flatMap(begins))].filter((month) => month >= first).sort();
}

function covers(
  packs: readonly DivisionPack[],
  benefit: Benefit,
  month: PlainMonth,
  cell: CellFacts,
): boolean {
  return benefit === 'NURSING'
    ? nursingCovers(packs, month, cell)
    : livingHouseholds(packs, cell.region, month).includes(cell.household ?? '');
}

/** What is wrong with one cell, given the packs above with and without the new one. */
function faultIn(
  above: readonly DivisionPack[],
  withPack: readonly DivisionPack[],
  at: { readonly benefit: Benefit; readonly month: PlainMonth; readonly cell: CellFacts },
): PackFaultCode | null {
  const { benefit, month, cell } = at;
  const before = standardOf(above, benefit, month, cell);
  const now = standardOf(withPack, benefit, month, cell);
  if (now === 'AMOUNT_UNKNOWN')
    return before === 'AMOUNT_UNKNOWN' && !isDoubled(withPack, at) ? null : 'PACK_AMBIGUOUS';
  if (!covers(above, benefit, month, cell)) return null;
  if (!covers(withPack, benefit, month, cell)) return 'PACK_BELOW_PARENT';
  if (before === 'AMOUNT_UNKNOWN' || before.standard.guidanceOnly) return null;
  return now.standard.amountFen < before.standard.amountFen ? 'PACK_BELOW_PARENT' : null;
}

/** Whether a cell has amounts, but no single one. */
function isDoubled(
  packs: readonly DivisionPack[],
  { benefit, month, cell }: { benefit: Benefit; month: PlainMonth; cell: CellFacts },
): boolean {
  return packs.some((pack) =>
    pack.standards.some((only) => {
      const alone = [{ ...pack, standards: [only] }];
      return standardOf(alone, benefit, month, cell) !== 'AMOUNT_UNKNOWN';
    }),
  );
}

/** Faults of a pack over those that are in force, each once with the first cell that shows it; none: it may be taken in. */
export function faultsOfPack(pack: DivisionPack, others: readonly DivisionPack[]): PackFault[] {
  const above = others.filter(({ region }) => region !== pack.region && pack.region.startsWith(region));
  const same = others.filter(({ region, packId }) => region === pack.region && packId !== pack.packId);
  const withPack = [...above, ...same, pack];
  const found = new Map<string, PackFault>();
  if (pack.lifts.some(({ documentNo }) => documentNo.trim() === ''))
    found.set('lift', { code: 'LIFT_WITHOUT_DOCUMENT', month: null, benefit: null, cell: null });
  for (const month of monthsOf(pack, withPack))
    for (const benefit of BENEFITS)
      for (const cell of cellsOf(pack.region, withPack)) {
        const code = faultIn(above, withPack, { benefit, month, cell });
        const key = `${code} ${benefit} ${month}`;
        if (code && !found.has(key)) found.set(key, { code, month, benefit, cell });
      }
  return [...found.values()];
}
