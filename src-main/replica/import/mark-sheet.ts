/** Writes marks into the XML of one sheet. Pure, runs in the parser process.
 *  MK1 only the cells in question change: their format, and the words beside their row; formulas and their values, merged
 *  cells, filters and everything around the rows stay as they are, letter by letter.  MK2 words are a text cell, never a
 *  formula; a cell with a formula is never written over.                                                             */
import { columnInRow, columnOf, lettersOf, rowNumber } from './cell-address.ts';
import { createColumnHandlers, type FormatOfColumn } from './mark-columns.ts';
import type { MarkStyles } from './mark-styles.ts';
import { isYes, type XmlAttributes, type XmlHandlers } from './workbook-xml.ts';
import { editXml, escapeXml, prefixOf, withAttributes, type XmlEditor } from './xml-edit.ts';

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

/** Handlers of the rows; `rowsLeft`: numbers of edited rows not yet met, in order. */
function createRowHandlers(tools: Tools, { rows }: SheetEdits): XmlHandlers {
  const { editor, styles } = tools;
  const rowsLeft = [...rows.keys()].sort((a, b) => a - b);
  let isInRows = false;
  let previous = 0;
  let above: ReadonlyMap<number, number> = new Map();
  let row: OpenRow | null = null;
  let cell: OpenCell | null = null;

  function startRow(number: number, format: number | undefined): OpenRow {
    const edits = rows.get(number);
    const waiting = [...(edits?.cells ?? NO_EDITS).keys()].sort((a, b) => a - b);
    return { number, edits, waiting, format, formats: new Map(), column: -1, lastFormat: 0 };
  }
  /** Rows of edits above `number` that the sheet does not have. */
  function missingRows(number: number, prefix: string): string {
    let xml = '';
    for (let next = rowsLeft[0]; next !== undefined && next < number; next = rowsLeft[0]) {
      rowsLeft.shift();
      const cells = missingCells(tools, startRow(next, undefined), prefix, Number.POSITIVE_INFINITY);
      if (cells) xml += `<${prefix}row r="${next}">${cells}</${prefix}row>`;
    }
    return xml;
  }
  function openRow({ r, s, customFormat }: XmlAttributes, isSelfClosing: boolean): void {
    previous = rowNumber(r, previous);
    const { tag, tagStart, tagEnd } = editor;
    const prefix = prefixOf(tag);
    editor.copyTo(tagStart);
    editor.insert(missingRows(previous, prefix));
    row = startRow(previous, isYes(customFormat) && s !== undefined ? Number(s) : undefined);
    if (rowsLeft[0] === previous) rowsLeft.shift();
    if (!row.edits) return;
    const cells = isSelfClosing ? missingCells(tools, row, prefix, Number.POSITIVE_INFINITY) : '';
    const open = withAttributes(tag, { spans: null });
    editor.insert(cells ? `${open.replace(/\s*\/>$/, '>')}${cells}</${prefix}row>` : open);
    editor.skipTo(tagEnd);
  }
  function openCell({ r, s }: XmlAttributes, open: OpenRow): void {
    const { tag, tagStart, tagEnd } = editor;
    const column = r === undefined ? open.column + 1 : columnInRow(r, open.number);
    const format = s === undefined ? 0 : Number(s);
    open.column = column;
    open.lastFormat = format;
    const { edits } = open;
    if (edits) {
      const prefix = prefixOf(tag);
      editor.copyTo(tagStart);
      editor.insert(missingCells(tools, open, prefix, column));
      if (open.waiting[0] === column) open.waiting.shift();
      const edit = edits.cells.get(column);
      const changed = newFormat(styles, format, edit, edits.clearsRed, above.get(column));
      open.formats.set(column, changed);
      if (edit?.words !== undefined) {
        const address = `${lettersOf(column)}${open.number}`;
        cell = { xml: cellXml(prefix, address, changed, edit.words), hasFormula: false };
        editor.hold(tagStart);
      } else if (changed !== format) {
        editor.insert(withAttributes(tag, { s: String(changed) }));
        editor.skipTo(tagEnd);
      }
    } else open.formats.set(column, format);
  }
  function closeCell({ xml, hasFormula }: OpenCell): void {
    if (!hasFormula) {
      editor.insert(xml);
      editor.skipTo(editor.tagEnd);
    }
    editor.hold(undefined);
    cell = null;
  }
  function closeRow(open: OpenRow): void {
    if (open.waiting.length) {
      editor.copyTo(editor.tagStart);
      editor.insert(
        missingCells(tools, open, prefixOf(editor.tag.replace('</', '<')), Number.POSITIVE_INFINITY),
      );
    }
    above = open.formats;
    row = null;
  }
  return {
    open(name, attributes, isSelfClosing) {
      if (cell) cell.hasFormula ||= name === 'f';
      else if (row) {
        if (name === 'c') openCell(attributes, row);
      } else if (name === 'row' && isInRows) openRow(attributes, isSelfClosing);
      else if (name === 'sheetData') isInRows = !isSelfClosing;
    },
    close(name) {
      if (name === 'c' && cell) closeCell(cell);
      else if (name === 'row' && row) closeRow(row);
      else if (name === 'sheetData' && isInRows) {
        isInRows = false;
        editor.copyTo(editor.tagStart);
        editor.insert(missingRows(Number.POSITIVE_INFINITY, prefixOf(editor.tag.replace('</', '<'))));
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
        rows.open?.(name, attributes, isSelfClosing);
      },
      close(name) {
        columns.close(name);
        rows.close?.(name);
      },
    };
  });
}
