/** Figures of the bench: quantiles, one row of the table, the table itself. A row without a reference or a target says so with null. */

export interface Row {
  readonly id: string;
  readonly unit: string;
  readonly ours: number | null;
  readonly reference: number | null;
  readonly referenceName: string;
  /** ours ÷ reference. */
  readonly ratio: number | null;
  /** What is asked for, in words a reader can check: '≤ 3 × reference', '= 1'. */
  readonly target: string | null;
  /** Whether the target was met in this run; null when nothing could be measured. */
  readonly met: boolean | null;
  /** Everything measured, for whoever doubts the one number. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** The value below which `share` of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1));
  const found = sorted[at];
  if (found === undefined) throw new RangeError('no values');
  return found;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** How long something took by the wall, and how long this thread worked for it: on a shared machine the second tells more. */
export interface Took {
  readonly ms: number;
  readonly cpuMs: number;
}

export function stopwatch(): () => Took {
  const began = performance.now();
  const before = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(before);
    return { ms: performance.now() - began, cpuMs: (user + system) / 1000 };
  };
}

/** Others keep a process waiting so much that wall time says nothing of ours. */
const BUSY = 1.5;

/** Whether a time holds its target. On a busy machine a wall time above it is no verdict while what was worked lies below. */
export function isWithin(most: number, { ms, cpuMs }: { ms: number; cpuMs: number | null }, busy: number) {
  if (ms <= most) return true;
  return busy > BUSY && cpuMs !== null && cpuMs <= most ? null : false;
}

/** Three digits that mean something. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

export function ratioOf(ours: number, reference: number): number {
  return rounded(ours / reference);
}

const COLUMNS = ['what', 'ours', 'reference', 'ratio', 'target', 'met'] as const;

function cells(row: Row): string[] {
  const number = (value: number | null) => (value === null ? '–' : `${value} ${row.unit}`);
  return [
    row.id,
    number(row.ours),
    row.reference === null ? '–' : `${number(row.reference)} (${row.referenceName})`,
    row.ratio === null ? '–' : String(row.ratio),
    row.target ?? '–',
    row.met === null ? (row.target === null ? '–' : 'cannot be told here') : row.met ? 'yes' : 'NO',
  ];
}

/** The rows as lines of equal columns. */
export function table(rows: readonly Row[]): string {
  const lines = [[...COLUMNS], ...rows.map(cells)];
  const widths = COLUMNS.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
