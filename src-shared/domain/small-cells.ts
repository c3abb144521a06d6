/** Small cells of statistics (dossier (l): cells of fewer than five persons are suppressed outside civil affairs and the federation, ∴). A count that is
 *  left out must not be had from what stands beside it, so others are left out with it.
 *  SC1 every count from 1 to 4 is left out; 0 says that there is nobody and stays.  SC2 no count that is left out can be worked out from the
 *  sums of its rows and columns.  SC3 nor may what is left out of a line be seen to be fewer than five together.  SC4 tables of one month
 *  share their sums: a sum that one leaves out, all do.
 *  SC8 nor may two months give a small number away: a count that differs by 1 to 4 from the one that was last shown in its place is left out, and
 *  what is left out of a line may not be seen to have changed by so little together (differencing of releases: the handbooks of statistical
 *  disclosure control, ∴ as SC1). Every month from the first on counts as published, shown or not by its own month's rule. Limits: the months
 *  are counted from the records as they are now, so a month that was handed out before a late record came is not the one compared with; and
 *  tables over several dimensions are covered within their month alone.
 *  A table with its sums is one of two-way lines: a count is determined exactly where, of the graph of rows and columns whose edges are the counts
 *  left out, it is a bridge. So lines get company until none has one alone, and bridges get a way round.                              */
export const SMALL = 5;

/** Rows of columns, without sums. */
export type Counts = readonly (readonly number[])[];

export interface Suppressed {
  /** Null: left out. */
  readonly cells: readonly (readonly (number | null)[])[];
  readonly rowSums: readonly (number | null)[];
  readonly columnSums: readonly (number | null)[];
  readonly sum: number | null;
}

const add = (a: number, b: number): number => a + b;

/** With a row and a column of sums. */
function withSums(counts: Counts): number[][] {
  const rows = counts.map((row) => [...row, row.reduce(add, 0)]);
  const width = (counts[0]?.length ?? 0) + 1;
  const sums = Array.from({ length: width }, (_, column) =>
    rows.map((row) => row[column] ?? 0).reduce(add, 0),
  );
  return [...rows, sums];
}

interface Place {
  readonly row: number;
  readonly column: number;
}

type Known = readonly (readonly (number | null)[])[];

const isFew = (value: number): boolean => value !== 0 && Math.abs(value) < SMALL;

class Grid {
  readonly values: number[][];
  readonly hidden: boolean[][];
  readonly lastRow: number;
  readonly lastColumn: number;
  /** What was last shown of each, sums too; null: never anything (SC8). */
  readonly known: Known;

  constructor(counts: Counts, known: Known = []) {
    this.known = known;
    this.values = withSums(counts);
    this.lastRow = this.values.length - 1;
    this.lastColumn = (this.values[0]?.length ?? 1) - 1;
    this.hidden = this.values.map((line, row) =>
      line.map((value, column) => isFew(value) || isFew(value - (known[row]?.[column] ?? value))),
    );
  }

  value({ row, column }: Place): number {
    return this.values[row]?.[column] ?? 0;
  }
  /** How much it has changed since it was shown; null when it never was. */
  step(place: Place): number | null {
    const was = this.known[place.row]?.[place.column] ?? null;
    return was === null ? null : this.value(place) - was;
  }
  isHidden({ row, column }: Place): boolean {
    return this.hidden[row]?.[column] ?? false;
  }
  hide({ row, column }: Place): void {
    const line = this.hidden[row];
    if (line) line[column] = true;
  }
  isSum({ row, column }: Place): boolean {
    return row === this.lastRow || column === this.lastColumn;
  }

  lines(): Place[][] {
    const across = this.values.map((line, row) => line.map((_, column) => ({ row, column })));
    const down = (this.values[0] ?? []).map((_, column) =>
      this.values.map((_line, row) => ({ row, column })),
    );
    return [...across, ...down];
  }

  /** What costs least to leave out: a count before a sum, somebody before nobody, few before many. */
  cheapest(places: readonly Place[]): Place | undefined {
    const cost = (place: Place): number =>
      (this.isSum(place) ? 2e12 : 0) + (this.value(place) === 0 ? 1e12 : 0) + this.value(place);
    return places.filter((place) => !this.isHidden(place)).sort((a, b) => cost(a) - cost(b))[0];
  }
}

/** The sum of a line stands at its end. */
function lacksCompany(grid: Grid, line: readonly Place[]): boolean {
  const hidden = line.filter((place) => grid.isHidden(place));
  if (!hidden.length) return false;
  if (hidden.length === 1) return true;
  const end = line.at(-1);
  if (end !== undefined && grid.isHidden(end)) return false;
  if (hidden.map((place) => grid.value(place)).reduce(add, 0) < SMALL) return true;
  const steps = hidden.map((place) => grid.step(place));
  return !steps.includes(null) && isFew((steps as number[]).reduce(add, 0));
}

function giveCompany(grid: Grid): void {
  for (let isDone = false; !isDone; ) {
    isDone = true;
    for (const line of grid.lines()) {
      const more = lacksCompany(grid, line) ? grid.cheapest(line) : undefined;
      if (!more) continue;
      grid.hide(more);
      isDone = false;
    }
  }
}

/** Nodes that can be reached from a row by counts that are left out, `without` one of them. Rows are 0 …, columns stand behind them. */
function reached(grid: Grid, from: number, without: Place): Set<number> {
  const rows = grid.lastRow + 1;
  const seen = new Set([from]);
  const waiting = [from];
  while (waiting.length) {
    const node = waiting.pop() as number;
    const places =
      node < rows
        ? Array.from({ length: grid.lastColumn + 1 }, (_, column) => ({ row: node, column }))
        : Array.from({ length: rows }, (_, row) => ({ row, column: node - rows }));
    for (const place of places) {
      const isSame = place.row === without.row && place.column === without.column;
      const other = node < rows ? place.column + rows : place.row;
      if (isSame || seen.has(other) || !grid.isHidden(place)) continue;
      seen.add(other);
      waiting.push(other);
    }
  }
  return seen;
}

/** A way round the first bridge; false when there is none. */
function bypassBridge(grid: Grid): boolean {
  const rows = grid.lastRow + 1;
  const places = grid.lines().slice(0, rows).flat();
  for (const place of places) {
    if (!grid.isHidden(place)) continue;
    const side = reached(grid, place.row, place);
    if (side.has(place.column + rows)) continue;
    const between = places.filter(({ row, column }) => side.has(row) !== side.has(column + rows));
    const more = grid.cheapest(between);
    if (!more) continue;
    grid.hide(more);
    return true;
  }
  return false;
}

type Sums = ReadonlySet<number>;
const ALL = -1;

/** Leaves out, with sums that have to be left out whatever stands in this table: by column, `ALL` the sum of sums. */
function settle(grid: Grid, forced: Sums): void {
  for (const column of forced)
    grid.hide({ row: grid.lastRow, column: column === ALL ? grid.lastColumn : column });
  giveCompany(grid);
  while (bypassBridge(grid)) giveCompany(grid);
}

function hiddenSums(grid: Grid): number[] {
  return (grid.hidden[grid.lastRow] ?? []).flatMap((isHidden, column) =>
    isHidden ? [column === grid.lastColumn ? ALL : column] : [],
  );
}

function shown(grid: Grid): Suppressed {
  const rows = grid.values.map((line, row) =>
    line.map((value, column) => (grid.isHidden({ row, column }) ? null : value)),
  );
  const sums = rows.at(-1) ?? [];
  return {
    cells: rows.slice(0, -1).map((line) => line.slice(0, -1)),
    rowSums: rows.slice(0, -1).map((line) => line.at(-1) ?? null),
    columnSums: sums.slice(0, -1),
    sum: sums.at(-1) ?? null,
  };
}

function settleTogether(grids: readonly Grid[]): void {
  for (let forced = new Set<number>(); ; ) {
    for (const grid of grids) settle(grid, forced);
    const found = new Set(grids.flatMap(hiddenSums));
    if (found.size === forced.size) return;
    forced = found;
  }
}

/** What is known of a table once a month of it has been shown. */
function knownAfter(grid: Grid): Known {
  return grid.values.map((line, row) =>
    line.map((value, column) =>
      grid.isHidden({ row, column }) ? (grid.known[row]?.[column] ?? null) : value,
    ),
  );
}

/** Tables of one month after another, each with the same rows and columns: the last month as it may be shown (SC8). */
export function suppressMonths(months: readonly (readonly Counts[])[]): Suppressed[] {
  let grids: Grid[] = [];
  for (const tables of months) {
    const before = grids.map(knownAfter);
    grids = tables.map((counts, at) => new Grid(counts, before[at]));
    settleTogether(grids);
  }
  return grids.map(shown);
}

/** Tables of the same columns over the same people, so that their sums are the same (SC4). */
export function suppressTogether(tables: readonly Counts[]): Suppressed[] {
  return suppressMonths([tables]);
}

/** As they are, with their sums. */
export function withAllCells(counts: Counts): Suppressed {
  const grid = new Grid(counts);
  for (const row of grid.hidden) row.fill(false);
  return shown(grid);
}
