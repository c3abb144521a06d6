/** What a sheet says around its rows: merged cells, which come behind the rows, and hidden columns, which come before them.
 *  Pure, runs in the parser process.
 *  SF1 the frame is the sheet's XML with its rows cut out, read first, so that rows can be handed on as they are read and
 *  merged cells filled at once.  SF2 what merged cells cover is cut at the columns that are read at all; merged cells
 *  that lie over each other are damage.                                                                              */
import { columnOf } from './cell-address.ts';
import { FILE_LIMITS, FileFault } from './file-fault.ts';
import { createXmlScanner, isYes, type XmlAttributes, xmlPieces } from './workbook-xml.ts';

export interface MergedCells {
  /** Rows from 1, columns from 0, ends included. */
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface SheetFrame {
  /** By their first row. */
  readonly merges: readonly MergedCells[];
  readonly hiddenColumns: readonly number[];
}

const ROWS = 'sheetData';
const MERGES_MAX = 200_000;
const RANGE = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/;

/** Whether the word at `at` is the name of a tag that begins with `start`, prefix or not. */
function tagStart(sheet: Buffer, at: number, start: '<' | '</'): number | undefined {
  const before = sheet.toString('latin1', Math.max(0, at - 66), at);
  const match = start === '<' ? /<(?:[\w.-]{1,63}:)?$/.exec(before) : /<\/(?:[\w.-]{1,63}:)?$/.exec(before);
  return match ? at - match[0].length : undefined;
}

/** The pieces of the sheet before and behind its rows; the whole when it has none (SF1). */
function cutOutRows(sheet: Buffer): Buffer[] {
  let opens = -1;
  do opens = sheet.indexOf(ROWS, opens + 1);
  while (opens >= 0 && tagStart(sheet, opens, '<') === undefined);
  if (opens < 0) return [sheet];
  const inside = sheet.indexOf('>', opens) + 1;
  if (inside === 0) throw new FileFault('FILE_DAMAGED');
  if (sheet[inside - 2] === '/'.charCodeAt(0)) return [sheet];
  let closes = sheet.length;
  let closing: number | undefined;
  do {
    closes = sheet.lastIndexOf(ROWS, closes - 1);
    closing = closes < 0 ? undefined : tagStart(sheet, closes, '</');
  } while (closes > opens && closing === undefined);
  if (closing === undefined) throw new FileFault('FILE_DAMAGED');
  return [sheet.subarray(0, inside), sheet.subarray(closing)];
}

/** Merged cells of a reference, cut at the last column that is read; undefined when they lie beyond it. */
function readMerge(reference: string | undefined): MergedCells | undefined {
  const match = RANGE.exec(reference ?? '');
  if (!match?.[1] || !match[2]) throw new FileFault('FILE_DAMAGED');
  const columns = [columnOf(match[1]), columnOf(match[3] ?? match[1])];
  const rows = [Number(match[2]), Number(match[4] ?? match[2])];
  const left = Math.min(...columns);
  if (left >= FILE_LIMITS.columns) return undefined;
  const right = Math.min(FILE_LIMITS.columns - 1, Math.max(...columns));
  return { top: Math.min(...rows), bottom: Math.max(...rows), left, right };
}

function addHiddenColumns({ hidden, width, min, max }: XmlAttributes, columns: Set<number>): void {
  if (!isYes(hidden) && !(width !== undefined && Number(width) === 0)) return;
  const last = Math.min(FILE_LIMITS.columns, Number(max));
  for (let column = Number(min); column <= last; column += 1) columns.add(column - 1);
}

/** Reads the frame of a sheet. Throws a FileFault. */
export function readSheetFrame(sheet: Buffer): SheetFrame {
  const merges: MergedCells[] = [];
  const columns = new Set<number>();
  const scanner = createXmlScanner({
    open(name, attributes) {
      if (name === 'col') addHiddenColumns(attributes, columns);
      if (name !== 'mergeCell') return;
      const merge = readMerge(attributes.ref);
      if (merge) merges.push(merge);
      if (merges.length > MERGES_MAX) throw new FileFault('FILE_DAMAGED');
    },
  });
  for (const part of cutOutRows(sheet)) for (const piece of xmlPieces(part)) scanner.write(piece);
  scanner.end();
  merges.sort((a, b) => a.top - b.top || a.left - b.left);
  return { merges, hiddenColumns: [...columns].sort((a, b) => a - b) };
}
