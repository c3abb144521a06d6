/** What a new pack of a division changes of what is in force, cell by cell, for who issues it and for who reads it afterwards: new standards, other
 *  amounts, what is there no more, other numbers of the procedure (policy-packs §1, §2.2, §5.1; preview before issuing ∴). Persons and money are counted elsewhere (the raise's
 *  own preview).                                                                                                                        */
import type { PlainMonth } from './calendar.ts';
import { addMonths } from './month.ts';
import { DEFAULT_PROCEDURE, type Procedure } from './pack.ts';
import { type IssuedPack, procedureOf } from './pack-book.ts';
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

/** A number of the procedure by its name, «spotCheck.perYear». */
export type ProcedureValue = string | number | boolean;
export interface NumberSet {
  readonly name: string;
  readonly value: ProcedureValue;
}

/** Every number of a procedure, in its order. */
export function numbersOf(procedure: Procedure): NumberSet[] {
  return Object.keys(DEFAULT_PROCEDURE).flatMap((part) =>
    Object.entries(procedure[part as keyof Procedure] as Readonly<Record<string, ProcedureValue>>).map(
      ([name, value]) => ({ name: `${part}.${name}`, value }),
    ),
  );
}

const partsOf = (packs: readonly (DivisionPack | IssuedPack)[]) =>
  packs
    .toSorted((a, b) => a.region.length - b.region.length)
    .map((pack) => ('procedure' in pack ? pack.procedure : undefined));

/** Numbers of the procedure that are others under a pack than before (PKB4). */
export function numbersChanged(
  pack: IssuedPack,
  before: readonly (DivisionPack | IssuedPack)[],
): { readonly name: string; readonly before: ProcedureValue; readonly after: ProcedureValue }[] {
  const after = [...before.filter(({ region }) => region !== pack.region), pack];
  const then = numbersOf(procedureOf(partsOf(after)));
  return numbersOf(procedureOf(partsOf(before))).flatMap(({ name, value }, at) => {
    const now = then[at]?.value ?? value;
    return now === value ? [] : [{ name, before: value, after: now }];
  });
}

/** The nearest division's pack that sets a number; undefined where none does. */
export function setterOf(
  name: string,
  packs: readonly (DivisionPack | IssuedPack)[],
): IssuedPack | undefined {
  const [part = '', field = ''] = name.split('.');
  return packs
    .toSorted((a, b) => b.region.length - a.region.length)
    .find((pack): pack is IssuedPack => {
      const own = 'procedure' in pack ? (pack.procedure as Readonly<Record<string, object>>) : undefined;
      return own?.[part] !== undefined && field in own[part];
    });
}
