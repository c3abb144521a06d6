/** What a new pack of a division changes of what is in force, cell by cell, for who issues it and for who reads it afterwards: new standards, other
 *  amounts, what is there no more (policy-packs §1, §2.2; preview before issuing ∴). Persons and money are counted elsewhere (the raise's
 *  own preview).                                                                                                                        */
import type { PlainMonth } from './calendar.ts';
import { addMonths } from './month.ts';
import type { IssuedPack } from './pack-book.ts';
import { type CellFacts, type DivisionPack, type Standard, standardOf } from './policy-pack.ts';
import type { Benefit } from './state.ts';

export interface CellChange {
  readonly benefit: Benefit;
  readonly month: PlainMonth;
  /** What the standard is for, as the pack limits it. */
  readonly standard: Standard;
  /** Null: unknown until then, or from then on. */
  readonly beforeFen: number | null;
  readonly afterFen: number | null;
}

/** One cell that a standard is for. */
function cellOf(region: string, standard: Standard): CellFacts {
  return {
    ...{ region, grade: standard.grades?.[0] ?? 1, disabilityClass: standard.classes?.[0] ?? 4 },
    ...{ household: standard.households?.[0] ?? 'DIBAO', urbanRural: standard.urbanRural ?? 'URBAN' },
    age: standard.ageFrom ?? standard.ageTo ?? 18,
  };
}

/** Changes in the order of month and benefit. `before` are the packs in force of every level, `pack` takes the place of its division's own. */
export function changesOfPack(pack: IssuedPack, before: readonly DivisionPack[]): CellChange[] {
  const after = [...before.filter(({ region }) => region !== pack.region), pack];
  const own = before.find(({ region }) => region === pack.region);
  const found: CellChange[] = [];
  for (const standard of [...pack.standards, ...(own?.standards ?? [])]) {
    const turns = [standard.from, ...(standard.to ? [addMonths(standard.to, 1)] : [])];
    for (const month of turns) {
      const cell = cellOf(pack.region, standard);
      const amount = (packs: readonly DivisionPack[]): number | null => {
        const at = standardOf(packs, standard.benefit, month, cell);
        return at === 'AMOUNT_UNKNOWN' ? null : at.standard.amountFen;
      };
      const [beforeFen, afterFen] = [amount(before), amount(after)];
      if (beforeFen !== afterFen)
        found.push({ benefit: standard.benefit, month, standard, beforeFen, afterFen });
    }
  }
  const key = ({ benefit, month, standard }: CellChange): string =>
    [
      month,
      benefit,
      standard.grades,
      standard.classes,
      standard.households,
      standard.urbanRural,
      standard.ageFrom,
    ].join('|');
  return [...new Map(found.map((change) => [key(change), change])).values()].sort((a, b) =>
    key(a) < key(b) ? -1 : 1,
  );
}
