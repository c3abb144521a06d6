/** A sheet as it travels from the parser process to the replica: text of each cell, and one letter a cell for what the
 *  file said it was. Whoever reads another kind of file (CSV) gives the same.                                      */
/** t text, n number, d date as 'YYYY-MM-DD', b boolean, e an error such as #N/A, ' ' nothing. */
export type CellKind = 't' | 'n' | 'd' | 'b' | 'e' | ' ';

export interface SheetRow {
  /** Number of the row as the clerk sees it, from 1. */
  readonly row: number;
  readonly texts: readonly string[];
  /** A letter for each of `texts`. */
  readonly kinds: string;
}

export interface Sheet {
  readonly name: string;
  /** Rows with anything in them, in order. */
  readonly rows: readonly SheetRow[];
}

/** Text of a column, '' where there is none. */
export function textAt(row: SheetRow, column: number | undefined): string {
  return column === undefined ? '' : (row.texts[column] ?? '');
}

export function kindAt(row: SheetRow, column: number | undefined): CellKind {
  return column === undefined ? ' ' : ((row.kinds[column] ?? ' ') as CellKind);
}
