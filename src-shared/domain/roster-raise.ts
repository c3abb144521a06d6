/** What a new set of packs will cost before a roster is built by it (提标测算; dossier e.5 ∴, policy-packs §2.7): the rows of a month by the packs in
 *  use beside those by the new ones, entitlement by entitlement, with the very function that makes the rows.
 *  RZ1 the month's own difference is what it costs each month from then on.  RZ2 the differences of earlier months, paid or owed, are the
 *  back-pay, and stand on the roster as ADJUST or in what is owed.  RZ3 what a row is held for does not lower the cost: it is owed. */
import type { PlainMonth } from './calendar.ts';
import { judgedBy, type PolicyPack } from './pack.ts';
import { type Plan, type PlanInput, planRows } from './roster-plan.ts';
import { type Benefit, BENEFITS } from './state.ts';

export interface RaiseOfBenefit {
  /** People whose month is another amount. */
  readonly persons: number;
  readonly monthlyFen: number;
  /** People and person-months with a difference from before. */
  readonly backPersons: number;
  readonly backMonths: number;
  readonly backFen: number;
}
export type RaiseFigures = Readonly<Record<Benefit, RaiseOfBenefit>> & {
  /** People with any difference, each once. */
  readonly persons: number;
};

const NOTHING: RaiseOfBenefit = { persons: 0, monthlyFen: 0, backPersons: 0, backMonths: 0, backFen: 0 };
export const NO_RAISE: RaiseFigures = { LIVING: NOTHING, NURSING: NOTHING, persons: 0 };

function fenByMonth({ rows }: Plan): Map<PlainMonth, number> {
  const sums = new Map<PlainMonth, number>();
  for (const { month, amountFen } of rows) sums.set(month, (sums.get(month) ?? 0) + amountFen);
  return sums;
}

/** What changes for one entitlement. */
export function raiseOfOne(
  input: Omit<PlanInput, 'by'>,
  { before, after }: { readonly before: PolicyPack; readonly after: PolicyPack },
): RaiseOfBenefit {
  const was = fenByMonth(planRows({ ...input, by: judgedBy(before) }));
  const is = fenByMonth(planRows({ ...input, by: judgedBy(after) }));
  const months = [...new Set([...was.keys(), ...is.keys()])];
  const more = months.map((month) => ({ month, fen: (is.get(month) ?? 0) - (was.get(month) ?? 0) }));
  const { firstMonth } = input.roster;
  const own = more.filter(({ month, fen }) => month >= firstMonth && fen !== 0);
  const back = more.filter(({ month, fen }) => month < firstMonth && fen !== 0);
  const sum = (of: typeof more) => of.reduce((total, { fen }) => total + fen, 0);
  return {
    ...{
      persons: own.length ? 1 : 0,
      monthlyFen: sum(own.filter(({ month }) => month === input.roster.month)),
    },
    ...{ backPersons: back.length ? 1 : 0, backMonths: back.length, backFen: sum(back) },
  };
}

function plus(a: RaiseOfBenefit, b: RaiseOfBenefit): RaiseOfBenefit {
  return {
    ...{ persons: a.persons + b.persons, monthlyFen: a.monthlyFen + b.monthlyFen },
    ...{ backPersons: a.backPersons + b.backPersons, backMonths: a.backMonths + b.backMonths },
    backFen: a.backFen + b.backFen,
  };
}

/** Townships together: nobody is in two. */
export function addRaises(parts: readonly RaiseFigures[]): RaiseFigures {
  return parts.reduce<RaiseFigures>(
    (sum, part) => ({
      LIVING: plus(sum.LIVING, part.LIVING),
      NURSING: plus(sum.NURSING, part.NURSING),
      persons: sum.persons + part.persons,
    }),
    NO_RAISE,
  );
}

/** What changes for the entitlements of a township. */
export function raiseOf(
  inputs: Iterable<Omit<PlanInput, 'by'>>,
  packs: { readonly before: PolicyPack; readonly after: PolicyPack },
): RaiseFigures {
  const people = new Set<number>();
  const sums: Record<Benefit, RaiseOfBenefit> = { LIVING: NOTHING, NURSING: NOTHING };
  for (const input of inputs) {
    const benefit = BENEFITS.find((each) => each === input.entitlement.values.benefit);
    const one = raiseOfOne(input, packs);
    if (!benefit || (!one.persons && !one.backPersons)) continue;
    people.add(input.person.id);
    sums[benefit] = plus(sums[benefit], one);
  }
  return { ...sums, persons: people.size };
}
