/** Reads the rows of a sheet's XML, piece by piece. Pure, runs in the parser process.
 *  SC1 cells are read, not ranges: formats without content out to XFD1048576 are nothing.  SC2 rows and cells without an
 *  address follow the one before.  SC3 merged cells carry their first cell's text in every row that has any of its own.
 *  Elsewhere: what a cell holds (cell-value.ts), limits (sheet-budget.ts).                                         */
import { columnInRow, LAST_COLUMN, rowNumber } from './cell-address.ts';
import { type CellContext, type CellValue, type RawCell, readCell } from './cell-value.ts';
import { FILE_LIMITS, FileFault } from './file-fault.ts';
import type { SheetRow } from './sheet.ts';
import type { MergedCells, SheetFrame } from './sheet-frame.ts';
import { createTextGatherer } from './workbook-strings.ts';
import { createXmlScanner, isYes, type XmlAttributes, type XmlHandlers, xmlPieces } from './workbook-xml.ts';

/** A row being read: its cells with something in them, by column. */
interface OpenRow {
  readonly row: number;
  readonly isHidden: boolean;
  readonly cells: Map<number, CellValue>;
}

function closedRow({ row, isHidden, cells }: OpenRow): SheetRow {
  let width = 0;
  for (const column of cells.keys()) width = Math.max(width, column + 1);
  if (width > FILE_LIMITS.columns) throw new FileFault('FILE_TOO_MANY_COLUMNS', { row });
  const texts: string[] = [];
  let kinds = '';
  for (let column = 0; column < width; column += 1) {
    const cell = cells.get(column);
    texts.push(cell?.text ?? '');
    kinds += cell?.kind ?? ' ';
  }
  return isHidden ? { row, texts, kinds, isHidden } : { row, texts, kinds };
}

/** Fills merged cells, row after row (SC3). */
function createMergeFiller(merges: readonly MergedCells[]): (row: OpenRow) => void {
  let next = 0;
  let active: { readonly area: MergedCells; readonly first: CellValue | undefined }[] = [];
  return ({ row, cells }) => {
    active = active.filter(({ area }) => area.bottom >= row);
    for (let area = merges[next]; area && area.top <= row; area = merges[next]) {
      next += 1;
      const first = area.top === row ? cells.get(area.left) : undefined;
      if (first && area.bottom >= row) active.push({ area, first });
    }
    // More than one merged area for every column that is read: they overlap.
    if (active.length > FILE_LIMITS.columns) throw new FileFault('FILE_DAMAGED');
    for (const { area, first } of active) {
      for (let column = area.left; first && column <= area.right; column += 1) cells.set(column, first);
    }
  };
}

function isHiddenRow({ hidden, ht, customHeight }: XmlAttributes): boolean {
  return isYes(hidden) || (isYes(customHeight) && ht !== undefined && Number(ht) === 0);
}

const noCell = (): RawCell => ({ type: 'n', format: 0, value: undefined, inline: '', hasFormula: false });

/** Where the scanner is, by the elements that matter. */
function createRowHandlers(context: CellContext, take: (row: OpenRow) => void): XmlHandlers {
  const inline = createTextGatherer();
  let isInRows = false;
  let previous = 0;
  let row: OpenRow | null = null;
  let column = -1;
  let raw: RawCell | null = null;
  let isValue = false;
  let isInline = false;

  function openCell({ r, t = 'n', s }: XmlAttributes, { row: number }: OpenRow): void {
    column = r === undefined ? column + 1 : columnInRow(r, number);
    if (column > LAST_COLUMN) throw new FileFault('FILE_DAMAGED');
    raw = noCell();
    raw.type = t;
    raw.format = s === undefined ? 0 : Number(s);
  }
  function openInCell(name: string, cell: RawCell): void {
    if (name === 'v') {
      isValue = true;
      cell.value ??= '';
    } else if (name === 'is') isInline = true;
    else if (name === 'f') cell.hasFormula = true;
  }
  function closeCell(cell: RawCell, { cells }: OpenRow): void {
    cell.inline = inline.take();
    const value = readCell(cell, context);
    if (value.kind === ' ') cells.delete(column);
    else cells.set(column, value);
    raw = null;
  }
  return {
    open(name, attributes) {
      if (raw) {
        if (isInline) inline.open(name, attributes, false);
        else openInCell(name, raw);
      } else if (row) {
        if (name === 'c') openCell(attributes, row);
      } else if (name === 'row' && isInRows) {
        previous = rowNumber(attributes.r, previous);
        row = { row: previous, isHidden: isHiddenRow(attributes), cells: new Map() };
        column = -1;
      } else if (name === 'sheetData') isInRows = true;
    },
    close(name) {
      if (raw && row) {
        if (name === 'c') closeCell(raw, row);
        else if (name === 'v') isValue = false;
        else if (name === 'is') isInline = false;
        else inline.close(name);
      } else if (name === 'row' && row) {
        if (row.cells.size) take(row);
        row = null;
      } else if (name === 'sheetData') isInRows = false;
    },
    text(text) {
      if (!raw) return;
      if (isInline) inline.text(text);
      else if (isValue) raw.value += text;
    },
  };
}

/** Rows of a sheet with anything in them, as many at a time as one piece of XML gives. Throws a FileFault. */
export function* readSheetRows(
  sheet: Buffer,
  frame: SheetFrame,
  context: CellContext,
): Generator<SheetRow[]> {
  let rows: SheetRow[] = [];
  const fill = createMergeFiller(frame.merges);
  const scanner = createXmlScanner(
    createRowHandlers(context, (row) => {
      fill(row);
      rows.push(closedRow(row));
    }),
  );
  for (const piece of xmlPieces(sheet)) {
    scanner.write(piece);
    if (rows.length) yield rows;
    rows = [];
  }
  scanner.end();
  if (rows.length) yield rows;
}
