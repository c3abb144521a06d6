/** Figures taken at several sizes in one run, as rows of the table, and whether any of them grows worse than linearly. */
import { isWithin, median, quantile, ratioOf, rounded, type Row } from './figures.ts';

/** What was measured of one thing at one size. */
export interface AtSize {
  readonly size: number;
  readonly values: readonly number[];
  /** Milliseconds that the desk's process worked in each call; absent where the system does not tell. Growth goes by it: whoever else uses
   *  the machine then does not count. */
  readonly worked?: readonly number[] | undefined;
}

export interface Grown {
  readonly name: string;
  readonly unit: string;
  readonly sizes: readonly AtSize[];
  /** What the 95th percentile at the largest size is held to; null: only its growth is. */
  readonly most: number | null;
}

/** Below this a busy machine's noise is all one measures: smaller figures count as this. */
const FLOORS: Readonly<Record<string, number>> = { ms: 2, MB: 64 };
/** Ten times as many people are a third more in n log n, which an index is; the rest is noise. */
const SLACK = 1.35;

/** What a part of the bench gives. */
export interface Measured {
  readonly rows: readonly Row[];
  /** The figures among them whose growth the last row tells. */
  readonly grown: readonly Grown[];
}

export interface Growth {
  readonly from: number;
  readonly to: number;
  /** The figure at `to` by the figure at `from`, by how many times larger the size is: 1 is linear. */
  readonly share: number;
}

/** How the work of a call grows from each size to the next; where it is not known, how long it took. */
export function growthsOf({ unit, sizes }: Pick<Grown, 'unit' | 'sizes'>): Growth[] {
  const floor = FLOORS[unit] ?? 0;
  const isKnown = sizes.every(({ worked }) => worked?.length);
  const at = ({ values, worked }: AtSize) => Math.max(floor, median(isKnown && worked ? worked : values));
  return sizes.slice(1).flatMap((larger, index) => {
    const smaller = sizes[index];
    if (!smaller) return [];
    const share = at(larger) / at(smaller) / (larger.size / smaller.size);
    return [{ from: smaller.size, to: larger.size, share: rounded(share) }];
  });
}

export const isWorseThanLinear = ({ share }: Growth): boolean => share > SLACK;

const count = (size: number) => size.toLocaleString('en-US');
const p95 = (values: readonly number[]) => quantile(values, 0.95);
/** Whether a figure holds its target at the largest size. */
function isMet({ most, sizes }: Grown, busy: number): boolean | null {
  const largest = sizes.at(-1);
  if (most === null || !largest) return true;
  const cpuMs = largest.worked?.length ? p95(largest.worked) : null;
  return isWithin(most, { ms: p95(largest.values), cpuMs }, busy);
}

function rawOf({ size, values, worked }: AtSize): Record<string, number | null> {
  return {
    ...{ size, calls: values.length, p50: rounded(median(values)), p95: rounded(p95(values)) },
    max: rounded(Math.max(...values)),
    workedP50: worked?.length ? rounded(median(worked)) : null,
    workedP95: worked?.length ? rounded(p95(worked)) : null,
  };
}

/** The row of the largest size, against the size before. `busy`: by how much others kept this process waiting. */
export function grownRow(grown: Grown, busy: number): Row {
  const { name, unit, sizes, most } = grown;
  const [before, largest] = sizes.slice(-2);
  if (!before || !largest) throw new Error(`${name} was not measured at two sizes`);
  const growths = growthsOf(grown);
  const share = ratioOf(p95(largest.values), p95(before.values));
  return {
    id: `${name} at ${count(largest.size)}, p95`,
    unit,
    ours: rounded(p95(largest.values)),
    reference: rounded(p95(before.values)),
    referenceName: `at ${count(before.size)}`,
    ratio: share,
    target: most === null ? 'no worse than linear' : `≤ ${most} ${unit}, no worse than linear`,
    met: growths.some(isWorseThanLinear) ? false : isMet(grown, busy),
    raw: { busy, sizes: sizes.map(rawOf), growths },
  };
}

/** The last row: the worst growth of all. */
export function growthRow(all: readonly Grown[]): Row {
  const growths = all.flatMap((grown) => growthsOf(grown).map((growth) => ({ name: grown.name, ...growth })));
  const worst = growths.toSorted((a, b) => b.share - a.share);
  const [first] = worst;
  return {
    id: `worst growth of ${all.length} figures`,
    unit: '× linear',
    ours: first?.share ?? null,
    reference: null,
    referenceName: '',
    ratio: null,
    target: `≤ ${SLACK} × linear`,
    met: first ? !growths.some(isWorseThanLinear) : null,
    raw: {
      floors: FLOORS,
      slack: SLACK,
      worseThanLinear: growths.filter(isWorseThanLinear),
      worst: worst.slice(0, 5),
    },
  };
}
