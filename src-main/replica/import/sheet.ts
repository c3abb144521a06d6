/** A sheet as it travels from the parser process to the replica: text of each cell, and one letter a cell for what the
 *  file said it was. Workbooks and CSV give the same.
 *  SH1 a merged cell's text and kind stand in every cell it covers.  SH2 hidden and filtered rows, hidden columns and
 *  hidden sheets are read like the others, and marked.  SH3 a number of 2^53 and more is told with an exponent,
 *  «1.59999198001011E+17», whatever the file writes: its last digits are not known, and it must not look like an ID number. */
/** t text, n number, d date as 'YYYY-MM-DD', b boolean, e an error such as #N/A, ' ' nothing. */
export type CellKind = 't' | 'n' | 'd' | 'b' | 'e' | ' ';

export type FileKind = 'xlsx' | 'csv';

/** Kind e: a formula for which the file keeps no value. Nobody calculates here. */
export const NO_VALUE = '#NOVALUE';

export interface SheetRow {
  /** Number of the row as the clerk sees it, from 1. */
  readonly row: number;
  readonly texts: readonly string[];
  /** A letter for each of `texts`. */
  readonly kinds: string;
  /** Hidden by hand or filtered out. */
  readonly isHidden?: true;
}

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Rows with anything in them, in order. */
  readonly rows: readonly SheetRow[];
  /** From 0, in order. */
  readonly hiddenColumns: readonly number[];
}

/** Text of a column, '' where there is none. */
export function textAt(row: SheetRow, column: number | undefined): string {
  return column === undefined ? '' : (row.texts[column] ?? '');
}

export function kindAt(row: SheetRow, column: number | undefined): CellKind {
  return column === undefined ? ' ' : ((row.kinds[column] ?? ' ') as CellKind);
}
