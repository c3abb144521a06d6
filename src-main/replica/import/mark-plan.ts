/** What is to be written into a sheet, from the marks and from what an earlier round left there. Pure, runs in the parser
 *  process.
 *  MP1 words stand in one column right of everything in use, under their heading; a column that has the heading already is
 *  used again, and what stood in it goes.  MP2 rows that had words there lose their red, unless they are marked again.
 *  MP3 a fault in a merged cell is marked in its first cell, which is the one that shows.                            */
import { FILE_LIMITS, FileFault } from './file-fault.ts';
import type { CellEdit, SheetEdits } from './mark-sheet.ts';
import type { MarkOrder, WorkbookMark } from './mark-order.ts';
import { type SheetRow, textAt } from './sheet.ts';
import type { MergedCells } from './sheet-frame.ts';

/** A heading of an earlier round is looked for in so many rows. */
const HEADING_ROWS = 40;

/** What is known of a sheet before it is marked; rows as they are, nothing filled into merged cells. */
export interface SheetSurvey {
  readonly rows: Iterable<readonly SheetRow[]>;
  readonly merges: readonly MergedCells[];
}

interface Findings {
  /** First column right of all that have something in them. */
  readonly free: number;
  /** Row and column of an earlier round's heading. */
  readonly heading: { readonly row: number; readonly column: number } | null;
  /** Rows with words of an earlier round. */
  readonly worded: ReadonlySet<number>;
  /** The row with most cells among the first ones, should nobody say which is the header. */
  readonly fullest: number;
}

function lookThrough({ rows }: SheetSurvey, headings: ReadonlySet<string>, firstMark: number): Findings {
  const worded = new Set<number>();
  let heading: Findings['heading'] = null;
  let [free, fullest, most] = [0, 1, 0];
  for (const batch of rows) {
    for (const row of batch) {
      free = Math.max(free, row.texts.length);
      if (heading && textAt(row, heading.column) !== '') worded.add(row.row);
      if (heading || row.row > HEADING_ROWS) continue;
      const column = row.texts.findLastIndex((text) => headings.has(text.trim()));
      if (column >= 0) heading = { row: row.row, column };
      const cells = row.texts.filter((text) => text !== '').length;
      if (cells <= most || row.row >= firstMark) continue;
      most = cells;
      fullest = row.row;
    }
  }
  return { free, heading, worded, fullest };
}

function isCovered(merges: readonly MergedCells[], rows: ReadonlySet<number>, column: number): boolean {
  return merges.some(({ top, bottom, left, right }) => {
    if (column < left || column > right) return false;
    for (let row = top; row <= Math.min(bottom, top + FILE_LIMITS.rows); row += 1)
      if (rows.has(row)) return true;
    return false;
  });
}

/** First free column that no merged cell covers in any of the rows. */
function freeColumn(free: number, merges: readonly MergedCells[], rows: ReadonlySet<number>): number {
  let column = free;
  while (column < FILE_LIMITS.columns && isCovered(merges, rows, column)) column += 1;
  if (column >= FILE_LIMITS.columns) throw new FileFault('FILE_TOO_MANY_COLUMNS');
  return column;
}

interface Cell {
  readonly row: number;
  readonly column: number;
}

/** The first cell of the merged cells over a cell, or the cell itself (MP3). */
function createShownCell(merges: readonly MergedCells[]): (cell: Cell) => Cell {
  return (cell) => {
    const area = merges.find(
      ({ top, bottom, left, right }) =>
        top <= cell.row && cell.row <= bottom && left <= cell.column && cell.column <= right,
    );
    return area ? { row: area.top, column: area.left } : cell;
  };
}

interface Draft {
  clearsRed: boolean;
  readonly cells: Map<number, CellEdit>;
}

/** Words of each row, several on one row joined. */
function wordsByRow(marks: readonly WorkbookMark[]): Map<number, string> {
  const words = new Map<number, string>();
  for (const mark of marks) {
    const before = words.get(mark.row);
    words.set(mark.row, before === undefined ? mark.words : `${before} ${mark.words}`);
  }
  return words;
}

/** The edits of a sheet; null when there is nothing to mark and nothing to clear. */
export function planEdits(sheet: number, order: MarkOrder, survey: SheetSurvey): SheetEdits | null {
  const marks = order.marks.filter((mark) => mark.sheet === sheet);
  const headings = new Set([order.heading, ...(order.headingsBefore ?? [])].map((it) => it.trim()));
  const firstMark = Math.min(...marks.map(({ row }) => row));
  const { free, heading, worded, fullest } = lookThrough(survey, headings, firstMark);
  if (!marks.length && !heading) return null;
  const headerRow = order.headerRows.find((it) => it.sheet === sheet)?.row ?? fullest;
  const words = wordsByRow(marks);
  const column = heading?.column ?? freeColumn(free, survey.merges, new Set([headerRow, ...words.keys()]));

  const rows = new Map<number, Draft>();
  const draftOf = (row: number): Draft => {
    const draft = rows.get(row) ?? { clearsRed: false, cells: new Map<number, CellEdit>() };
    rows.set(row, draft);
    return draft;
  };
  const shown = createShownCell(survey.merges);
  for (const row of worded) {
    const draft = draftOf(row);
    draft.clearsRed = true;
    draft.cells.set(column, { words: null });
    for (const area of survey.merges) {
      if (area.top < row && row <= area.bottom) draftOf(area.top).cells.set(area.left, { fill: 'plain' });
    }
  }
  draftOf(heading?.row ?? headerRow).cells.set(column, { words: order.heading, isLikeItsNeighbour: true });
  for (const [row, said] of words) draftOf(row).cells.set(column, { words: said });
  for (const mark of marks) {
    if (mark.column === null || mark.column === column) continue;
    const cell = shown({ row: mark.row, column: mark.column });
    draftOf(cell.row).cells.set(cell.column, { fill: 'red' });
  }
  return { rows, newColumn: heading ? null : column };
}
