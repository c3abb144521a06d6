/** Writes marks into the XML of one sheet. Pure, runs in the parser process.
 *  MK1 only the cells in question change: their format, and the words beside their row; formulas and their values, merged
 *  cells, filters and everything around the rows stay as they are, letter by letter.  MK2 words are a text cell, never a
 *  formula; a cell with a formula is never written over.                                                             */
import { columnInRow, columnOf, lettersOf, rowNumber } from './cell-address.ts';
import { createColumnHandlers, type FormatOfColumn } from './mark-columns.ts';
import type { MarkStyles } from './mark-styles.ts';
import { isYes, type XmlAttributes, type XmlHandlers } from './workbook-xml.ts';
import { closingPrefix, editXml, escapeXml, prefixOf, withAttributes, type XmlEditor } from './xml-edit.ts';

export interface CellEdit {
  readonly fill?: 'red' | 'plain';
  /** Words to stand in the cell; null clears it. */
  readonly words?: string | null;
  /** The format of the cell before it, for a heading that goes on with the header. */
  readonly isLikeItsNeighbour?: true;
}

export interface RowEdits {
  /** Red of an earlier round goes, where the row's edits do not say red again. */
  readonly clearsRed: boolean;
  /** By column. */
  readonly cells: ReadonlyMap<number, CellEdit>;
}

export interface SheetEdits {
  readonly rows: ReadonlyMap<number, RowEdits>;
  /** A column that had nothing in it before, to be made wide enough to be read. */
  readonly newColumn: number | null;
}

const NO_EDITS: ReadonlyMap<number, CellEdit> = new Map();

/** Excel spells characters as _xHHHH_; a text that looks so must be spelt itself. */
function wordsXml(words: string): string {
  return escapeXml(words.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
}

/** The range that a sheet says it uses, with a column more. */
function widerRange(range: string, column: number): string {
  const match = /^([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)$/.exec(range);
  if (!match?.[3] || columnOf(match[3]) >= column) return range;
  return `${match[1]}${match[2]}:${lettersOf(column)}${match[4]}`;
}

/** A row being read. */
interface OpenRow {
  readonly number: number;
  readonly edits: RowEdits | undefined;
  /** Columns of edits not yet met, in order. */
  readonly waiting: number[];
  readonly format: number | undefined;
  /** Formats of its cells, by column. */
  readonly formats: Map<number, number>;
  column: number;
  lastFormat: number;
}

/** A cell that gets other words; written when it is known to hold no formula. */
interface OpenCell {
  readonly xml: string;
  hasFormula: boolean;
}

interface Tools {
  readonly editor: XmlEditor;
  readonly styles: MarkStyles;
  readonly formatOfColumn: FormatOfColumn;
}

function cellXml(prefix: string, address: string, format: number, words: string | null | undefined): string {
  const start = `<${prefix}c r="${address}"${format ? ` s="${format}"` : ''}`;
  if (words === null || words === undefined) return `${start}/>`;
  const text = `<${prefix}t xml:space="preserve">${wordsXml(words)}</${prefix}t>`;
  return `${start} t="inlineStr"><${prefix}is>${text}</${prefix}is></${prefix}c>`;
}

/** Cells of edits left of `before` that the row does not have. */
function missingCells(
  { styles, formatOfColumn }: Tools,
  row: OpenRow,
  prefix: string,
  before: number,
): string {
  let xml = '';
  for (let column = row.waiting[0]; column !== undefined && column < before; column = row.waiting[0]) {
    row.waiting.shift();
    const edit = row.edits?.cells.get(column);
    if (!edit || (edit.fill !== 'red' && typeof edit.words !== 'string')) continue;
    const base = row.format ?? formatOfColumn(column);
    const plain = edit.isLikeItsNeighbour ? row.lastFormat : 0;
    const format = edit.fill === 'red' ? styles.redOf(base) : plain;
    xml += cellXml(prefix, `${lettersOf(column)}${row.number}`, format, edit.words);
  }
  return xml;
}

function newFormat(
  styles: MarkStyles,
  format: number,
  edit: CellEdit | undefined,
  clears: boolean,
  above?: number,
): number {
  if (edit?.fill === 'red') return styles.redOf(format);
  return edit?.fill === 'plain' || clears ? styles.plainOf(format, above) : format;
}

/** Where the reading of the rows stands. */
interface Walk extends Tools {
  readonly rows: ReadonlyMap<number, RowEdits>;
  /** Numbers of edited rows not yet met, in order. */
  readonly rowsLeft: number[];
  isInRows: boolean;
  previous: number;
  /** Formats of the row above, by column. */
  above: ReadonlyMap<number, number>;
  row: OpenRow | null;
  cell: OpenCell | null;
}

function startRow({ rows }: Walk, number: number, format: number | undefined): OpenRow {
  const edits = rows.get(number);
  const waiting = [...(edits?.cells ?? NO_EDITS).keys()].sort((a, b) => a - b);
  return { number, edits, waiting, format, formats: new Map(), column: -1, lastFormat: 0 };
}

/** Rows of edits above `number` that the sheet does not have. */
function missingRows(walk: Walk, number: number, prefix: string): string {
  let xml = '';
  for (let next = walk.rowsLeft[0]; next !== undefined && next < number; next = walk.rowsLeft[0]) {
    walk.rowsLeft.shift();
    const cells = missingCells(walk, startRow(walk, next, undefined), prefix, Number.POSITIVE_INFINITY);
    if (cells) xml += `<${prefix}row r="${next}">${cells}</${prefix}row>`;
  }
  return xml;
}

function openRow(walk: Walk, { r, s, customFormat }: XmlAttributes, isSelfClosing: boolean): void {
  const { editor } = walk;
  const { tag, tagStart, tagEnd } = editor;
  const prefix = prefixOf(tag);
  const number = rowNumber(r, walk.previous);
  walk.previous = number;
  editor.copyTo(tagStart);
  editor.insert(missingRows(walk, number, prefix));
  const row = startRow(walk, number, isYes(customFormat) && s !== undefined ? Number(s) : undefined);
  walk.row = row;
  if (walk.rowsLeft[0] === number) walk.rowsLeft.shift();
  if (!row.edits) return;
  const cells = isSelfClosing ? missingCells(walk, row, prefix, Number.POSITIVE_INFINITY) : '';
  const open = withAttributes(tag, { spans: null });
  editor.insert(cells ? `${open.replace(/\s*\/>$/, '>')}${cells}</${prefix}row>` : open);
  editor.skipTo(tagEnd);
}

function openCell(walk: Walk, row: OpenRow, { r, s }: XmlAttributes): void {
  const { editor, styles, above } = walk;
  const column = r === undefined ? row.column + 1 : columnInRow(r, row.number);
  const format = s === undefined ? 0 : Number(s);
  row.column = column;
  row.lastFormat = format;
  row.formats.set(column, format);
  if (!row.edits) return;
  const { tag, tagStart, tagEnd } = editor;
  const prefix = prefixOf(tag);
  editor.copyTo(tagStart);
  editor.insert(missingCells(walk, row, prefix, column));
  if (row.waiting[0] === column) row.waiting.shift();
  const edit = row.edits.cells.get(column);
  const changed = newFormat(styles, format, edit, row.edits.clearsRed, above.get(column));
  row.formats.set(column, changed);
  if (edit?.words !== undefined) {
    const address = `${lettersOf(column)}${row.number}`;
    walk.cell = { xml: cellXml(prefix, address, changed, edit.words), hasFormula: false };
    editor.hold(tagStart);
  } else if (changed !== format) {
    editor.insert(withAttributes(tag, { s: String(changed) }));
    editor.skipTo(tagEnd);
  }
}

function closeCell(walk: Walk, { xml, hasFormula }: OpenCell): void {
  const { editor } = walk;
  if (!hasFormula) {
    editor.insert(xml);
    editor.skipTo(editor.tagEnd);
  }
  editor.hold(undefined);
  walk.cell = null;
}

function closeRow(walk: Walk, row: OpenRow): void {
  const { editor } = walk;
  if (row.waiting.length) {
    editor.copyTo(editor.tagStart);
    editor.insert(missingCells(walk, row, closingPrefix(editor), Number.POSITIVE_INFINITY));
  }
  walk.above = row.formats;
  walk.row = null;
}

function createRowHandlers(
  tools: Tools,
  { rows }: SheetEdits,
): Required<Pick<XmlHandlers, 'open' | 'close'>> {
  const rowsLeft = [...rows.keys()].sort((a, b) => a - b);
  const start = { isInRows: false, previous: 0, above: new Map(), row: null, cell: null };
  const walk: Walk = { ...tools, rows, rowsLeft, ...start };
  const { editor } = tools;
  return {
    open(name, attributes, isSelfClosing) {
      if (walk.cell) walk.cell.hasFormula ||= name === 'f';
      else if (walk.row) {
        if (name === 'c') openCell(walk, walk.row, attributes);
      } else if (name === 'row' && walk.isInRows) openRow(walk, attributes, isSelfClosing);
      else if (name === 'sheetData') walk.isInRows = !isSelfClosing;
    },
    close(name) {
      if (name === 'c' && walk.cell) closeCell(walk, walk.cell);
      else if (name === 'row' && walk.row) closeRow(walk, walk.row);
      else if (name === 'sheetData' && walk.isInRows) {
        walk.isInRows = false;
        editor.copyTo(editor.tagStart);
        editor.insert(missingRows(walk, Number.POSITIVE_INFINITY, closingPrefix(editor)));
      }
    },
  };
}

/** The sheet's XML with its edits. Throws a FileFault. */
export function markSheet(part: Buffer, edits: SheetEdits, styles: MarkStyles): Buffer {
  return editXml(part, (editor) => {
    const columns = createColumnHandlers(editor, edits.newColumn);
    const rows = createRowHandlers({ editor, styles, formatOfColumn: columns.formatOf }, edits);
    return {
      open(name, attributes, isSelfClosing) {
        const { newColumn } = edits;
        if (name === 'dimension' && newColumn !== null && attributes.ref !== undefined) {
          editor.copyTo(editor.tagStart);
          editor.insert(withAttributes(editor.tag, { ref: widerRange(attributes.ref, newColumn) }));
          editor.skipTo(editor.tagEnd);
        }
        columns.open(name, attributes, isSelfClosing);
        rows.open(name, attributes, isSelfClosing);
      },
      close(name) {
        columns.close(name);
        rows.close(name);
      },
    };
  });
}
