/** Small cells of a table over two dimensions (dossier (l)), published beside the tables over each of them alone, whose counts are its sums.
 *  SC5 what the tables of one dimension leave out is settled before and by them alone: it is the same whichever two dimensions somebody asks for.
 *  SC6 nothing that is left out, here or there, can be worked out from all of them together; and of the counts of one dimension this table
 *  says nothing that their own tables do not say. So tables over other pairs, which share nothing with this one but those counts, give nothing
 *  away when they are laid beside it.  SC7 SC1 to SC3 hold here too.
 *  The sums are solved: which unknowns the equations determine does not depend on the counts. Where one is determined, something in an
 *  equation of it is left out too, until none is.                                                                                      */
import { type Counts, SMALL, type Suppressed, withAllCells } from './small-cells.ts';

/** A table over one of the two dimensions, as it is published, and the row of it that each row of the cross belongs to. */
export interface Within {
  readonly shown: Suppressed;
  readonly rowOf: readonly number[];
}

interface Unknown {
  readonly value: number;
  isHidden: boolean;
  /** Of the cross itself, which alone may be left out here. */
  readonly isOwn: boolean;
  readonly isSum: boolean;
}
/** Parts of which the last is the whole. */
type Equation = readonly number[];

/** Numbers of all places, and every sum between them. */
class System {
  readonly places: Unknown[] = [];
  readonly equations: Equation[] = [];
  readonly own: number[][];
  private lines: Equation[][] = [];

  constructor(counts: Counts, within: readonly Within[]) {
    const width = counts[0]?.length ?? 0;
    const all = withAllCells(counts);
    const sums = [...(within[0]?.shown.columnSums ?? []), within[0]?.shown.sum ?? null];
    const totals = sums.map((value) => this.place(value, false));
    this.equations.push(totals);
    this.own = counts.map((row, r) => [
      ...row.map((value) => this.place(value, true)),
      this.place(all.rowSums[r] ?? 0, true, true),
    ]);
    this.equations.push(...this.own);
    for (const { shown, rowOf } of within) {
      const margin = shown.cells.map((row, r) =>
        [...row, shown.rowSums[r] ?? null].map((value) => this.place(value, false)),
      );
      this.equations.push(...margin);
      for (let column = 0; column <= width; column += 1) {
        this.equations.push([...margin.map((row) => row[column] as number), totals[column] as number]);
        for (const [at, row] of margin.entries()) {
          const parts = this.own.flatMap((own, r) => (rowOf[r] === at ? [own[column] as number] : []));
          this.equations.push([...parts, row[column] as number]);
        }
      }
    }
  }

  /** A published place that is left out has no number here: what it is does not matter to whether it can be worked out. */
  private place(value: number | null, isOwn: boolean, isSum = false): number {
    const isSmall = isOwn && value !== null && value > 0 && value < SMALL;
    this.places.push({ value: value ?? 0, isHidden: value === null || isSmall, isOwn, isSum });
    return this.places.length - 1;
  }

  at(place: number): Unknown {
    return this.places[place] as Unknown;
  }

  /** The equations that a place stands in. */
  linesOf(place: number): readonly Equation[] {
    if (!this.lines.length) {
      this.lines = this.places.map(() => []);
      for (const parts of this.equations) for (const part of parts) this.lines[part]?.push(parts);
    }
    return this.lines[place] ?? [];
  }
}

const NEAR_NOTHING = 1e-7;

/** The equations in reduced form over their unknowns, in the order given. */
function reduced(equations: readonly Equation[], unknowns: readonly number[]): Float64Array[] {
  const columnOf = new Map(unknowns.map((place, column) => [place, column]));
  const rows: Float64Array[] = equations.flatMap((parts) => {
    const row = new Float64Array(unknowns.length);
    parts.forEach((place, at) => {
      const column = columnOf.get(place);
      if (column !== undefined) row[column] = (row[column] ?? 0) + (at === parts.length - 1 ? -1 : 1);
    });
    return row.some(Boolean) ? [row] : [];
  });
  let pivot = 0;
  for (let column = 0; column < unknowns.length && pivot < rows.length; column += 1) {
    let best = pivot;
    for (let at = pivot + 1; at < rows.length; at += 1)
      if (Math.abs(rows[at]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = at;
    if (Math.abs(rows[best]?.[column] ?? 0) < NEAR_NOTHING) continue;
    [rows[pivot], rows[best]] = [rows[best] as Float64Array, rows[pivot] as Float64Array];
    clear(rows, pivot, column);
    pivot += 1;
  }
  return rows.slice(0, pivot);
}

function clear(rows: readonly Float64Array[], pivot: number, column: number): void {
  const lead = rows[pivot] as Float64Array;
  const factor = lead[column] as number;
  for (let k = column; k < lead.length; k += 1) lead[k] = (lead[k] as number) / factor;
  for (const [at, row] of rows.entries()) {
    const times = row[column] as number;
    if (at === pivot || Math.abs(times) < NEAR_NOTHING) continue;
    for (let k = column; k < row.length; k += 1) row[k] = (row[k] as number) - times * (lead[k] as number);
  }
}

const entriesOf = (row: Float64Array): number[] =>
  [...row.keys()].filter((column) => Math.abs(row[column] as number) > NEAR_NOTHING);

/** Places that follow from the others, and equations between counts of one dimension that only this table gives (SC6). */
function given(system: System): number[] {
  const hidden = [...system.places.keys()].filter((place) => system.at(place).isHidden);
  const own = hidden.filter((place) => system.at(place).isOwn);
  const margins = hidden.filter((place) => !system.at(place).isOwn);
  const unknowns = [...own, ...margins];
  const rows = reduced(system.equations, unknowns).map(entriesOf);
  const known = rows.flatMap((at) => (at.length === 1 ? [unknowns[at[0] as number] as number] : []));
  // Rows without a place of this table speak of the margins alone.
  const ofMargins = rows.filter(([first]) => first !== undefined && first >= own.length);
  const theirs = system.equations.filter((parts) => parts.every((place) => !system.at(place).isOwn));
  const before = reduced(theirs, margins).length;
  if (ofMargins.length > before) known.push(...ofMargins.flat().map((at) => unknowns[at] as number));
  return known;
}

/** What it costs to leave a place out: first the lines in which it would be the only one, for each asks for another; then a count before a sum,
 *  somebody before nobody, few before many.                                                                                            */
function costOf(system: System, place: number): number {
  const { value, isSum } = system.at(place);
  const lonely = system
    .linesOf(place)
    .filter((parts) => !parts.some((other) => other !== place && system.at(other).isHidden));
  return lonely.length * 1e13 + (isSum ? 2e12 : 0) + (value === 0 ? 1e12 : 0) + value;
}

/** Leaves out the cheapest place that stands in one of the equations; false when there is none. */
function hideBeside(system: System, equations: readonly Equation[]): boolean {
  const open = new Set(
    equations.flat().filter((place) => system.at(place).isOwn && !system.at(place).isHidden),
  );
  const priced = [...open].map((place) => ({ place, cost: costOf(system, place) }));
  const [cheapest] = priced.sort((one, other) => one.cost - other.cost);
  if (!cheapest) return false;
  system.at(cheapest.place).isHidden = true;
  return true;
}

/** Lines of which less than five is left out while their sum stands (SC3). */
function tooFew({ equations, places }: System): Equation[] {
  return equations.filter((parts) => {
    const whole = places[parts.at(-1) as number] as Unknown;
    const hidden = parts
      .slice(0, -1)
      .map((place) => places[place] as Unknown)
      .filter(({ isHidden }) => isHidden);
    if (!hidden.length || whole.isHidden || !hidden.every(({ isOwn }) => isOwn)) return false;
    return hidden.reduce((sum, { value }) => sum + value, 0) < SMALL;
  });
}

/** Places that are mended before everything is solved again: few, for what hides one often hides the next. */
const AT_ONCE = 0.1;

/** Hides beside some of the places that are known; true when something was. */
function hideMore(system: System, known: readonly number[]): boolean {
  const some = [...new Set(known)].slice(0, 1 + Math.floor(known.length * AT_ONCE));
  const isHidden = some.map((place) => hideBeside(system, system.linesOf(place))).some(Boolean);
  return isHidden || (known.length > 0 && hideBeside(system, system.equations));
}

const NOBODY = 1_000;

/** What a table of one dimension leaves out is left out here too in one and the same row of the other: whatever the hidden counts may be there, they
 *  may be here. The cheapest such row; what the sums of both ask for beyond it is found by solving.                                     */
function followMargin(system: System, { shown, rowOf }: Within, other: Within): void {
  const isGone = (row: number, column: number): boolean =>
    (column < (shown.cells[0]?.length ?? 0) ? shown.cells[row]?.[column] : shown.rowSums[row]) === null;
  const slices = other.shown.cells.map((_, slice) =>
    system.own.flatMap((row, r) =>
      other.rowOf[r] === slice ? row.filter((_place, column) => isGone(rowOf[r] as number, column)) : [],
    ),
  );
  const priced = slices.map((places) => {
    const costs = places.map((place) => system.at(place)).filter(({ isHidden }) => !isHidden);
    return { places, cost: costs.reduce((sum, { value }) => sum + (value || NOBODY), 0) };
  });
  const [cheapest] = priced.sort((one, another) => one.cost - another.cost);
  for (const place of cheapest?.places ?? []) system.at(place).isHidden = true;
}

export function suppressCross(counts: Counts, within: readonly [Within, Within]): Suppressed {
  const system = new System(counts, within);
  const [first, second] = within;
  followMargin(system, first, second);
  followMargin(system, second, first);
  for (let isDone = false; !isDone; ) {
    const few = tooFew(system);
    if (few.length) {
      isDone = !few.map((parts) => hideBeside(system, [parts])).some(Boolean);
      if (!isDone) continue;
    }
    isDone = !hideMore(system, given(system));
  }
  const value = (place: number): number | null => {
    const { isHidden, value: count } = system.at(place);
    return isHidden ? null : count;
  };
  const shown = system.own.map((row) => row.map(value));
  return {
    cells: shown.map((row) => row.slice(0, -1)),
    rowSums: shown.map((row) => row.at(-1) ?? null),
    columnSums: first.shown.columnSums,
    sum: first.shown.sum,
  };
}
