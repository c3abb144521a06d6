/** What is to be marked in a clerk's file, as it goes to the parser process. */
export interface WorkbookMark {
  /** Index of the sheet as it was read. */
  readonly sheet: number;
  /** Number of the row as the clerk sees it. */
  readonly row: number;
  /** From 0; null when no single cell is at fault. */
  readonly column: number | null;
  readonly words: string;
}

export interface HeaderRow {
  readonly sheet: number;
  readonly row: number;
}

export interface MarkOrder {
  readonly marks: readonly WorkbookMark[];
  /** Heading of the column of words: «苏木：要改的地方». */
  readonly heading: string;
  /** Headings by which a column of an earlier round is known, whatever the language it was made in. */
  readonly headingsBefore?: readonly string[];
  /** The row the heading goes into, sheet by sheet; without one, the fullest row above the first mark. */
  readonly headerRows: readonly HeaderRow[];
}
