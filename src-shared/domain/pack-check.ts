/** Whether a division's pack may be taken in (policy-packs §2.4, ∴). Asked when a pack arrives, of every cell that any of the packs names.
 *  PC1 a lower level may raise amounts and widen scopes, never go below the level above: PACK_BELOW_PARENT, unless the cell above is guidance
 *  only (国发〔2015〕52号 二(一), 二(二): 有条件的地方可以扩大).  PC2 two amounts of one pack for one cell from the same month are PACK_AMBIGUOUS.  PC3 a lift without a document number is none.
 *  PC4 a level above that is raised later cannot be refused: the pack below stays and its amounts count as before (policy-packs §2.2), but it is
 *  named to its unit until another one is issued (∴).                                                                                    */
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
  /** The rule above began after the one that it is held against: the pack was in order when it was issued (PC4). */
  readonly isRaisedLater?: boolean;
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

interface At {
  readonly benefit: Benefit;
  readonly month: PlainMonth;
  readonly cell: CellFacts;
}

/** What is wrong with one cell, given the packs above with and without the new one. */
function faultIn(
  above: readonly DivisionPack[],
  withPack: readonly DivisionPack[],
  at: At,
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

/** Month in which the pack's own rule for a cell began: the one that a later level above is held against (PC4). */
function beganIn(pack: DivisionPack, { benefit, month, cell }: At): PlainMonth {
  const own = standardOf([pack], benefit, month, cell);
  const amounts = own === 'AMOUNT_UNKNOWN' ? [] : [own.standard.from];
  const scopes = pack.livingScope.map(({ from }) => from ?? FIRST_MONTH).filter((from) => from <= month);
  return [...amounts, ...(benefit === 'LIVING' ? scopes : [])].sort().at(-1) ?? month;
}

/** Whether a cell has amounts, but no single one. */
function isDoubled(packs: readonly DivisionPack[], { benefit, month, cell }: At): boolean {
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
        if (!code) continue;
        const began = beganIn(pack, { benefit, month, cell });
        const isRaisedLater =
          code === 'PACK_BELOW_PARENT' &&
          began < month &&
          !faultIn(above, withPack, { benefit, month: began, cell });
        const key = `${code} ${benefit} ${month} ${isRaisedLater}`;
        if (!found.has(key))
          found.set(key, { code, month, benefit, cell, ...(isRaisedLater && { isRaisedLater }) });
      }
  return [...found.values()];
}

/** Where packs that are in force have fallen below a level that was raised after them (PC4): the pack, and its first such cells. */
export function fallenBelow(
  packs: readonly DivisionPack[],
): { readonly pack: DivisionPack; readonly faults: readonly PackFault[] }[] {
  return packs.flatMap((pack) => {
    const others = packs.filter((each) => each !== pack);
    const faults = faultsOfPack(pack, others).filter(({ code }) => code === 'PACK_BELOW_PARENT');
    return faults.length ? [{ pack, faults }] : [];
  });
}
