/** The port to the CSV library: rows of a text file with separators. Runs in the parser process.
 *  RC1 separator: what a first line «sep=;» says, else the one of comma, semicolon, tab and bar that cuts most lines into the
 *  same number of cells.  RC2 rows are counted as a spreadsheet shows them: a line end in quotes counts nothing, an empty line counts, the
 *  line «sep=;» does not.  RC3 every cell is text; ="0471", which keeps a number a text for Excel, is the text in it.
 *  Elsewhere: encodings (csv-text.ts), limits (sheet-budget.ts).                                                     */
import { Readable } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { decodeText } from './csv-text.ts';
import { FILE_LIMITS, FileFault } from './file-fault.ts';
import type { SheetRow } from './sheet.ts';
import { withoutUnseen } from './workbook-strings.ts';

export type Separator = ',' | ';' | '\t' | '|';

/** The one that comes first wins a draw. */
const SEPARATORS: readonly Separator[] = [',', ';', '\t', '|'];
const SEPARATOR_LINE = /^sep=([,;\t|])(\r\n|\n|\r|$)/i;
const LOOKED_AT_CHARACTERS = 100_000;
const LOOKED_AT_ROWS = 100;
const PIECE_CHARACTERS = 65_536;
const BATCH_ROWS = 500;

const LINE_ENDS = ['\r\n', '\n', '\r'];

function optionsFor(delimiter: Separator): Options {
  return {
    delimiter,
    record_delimiter: LINE_ENDS,
    relax_column_count: true,
    relax_quotes: true,
    raw: true,
    // A cell may be as long as it likes here: the budget tells which row it is in.
    max_record_size: 0,
  };
}

/** Cells of each row at the beginning of a text, quoted ones in one piece, as far as they can be counted without faults. */
function cellCounts(head: string, separator: Separator): number[] {
  const counts: number[] = [];
  let cells = 1;
  let isQuoted = false;
  let isCellStart = true;
  let hasContent = false;
  for (const letter of head) {
    if (letter === '"' && (isQuoted || isCellStart)) isQuoted = !isQuoted;
    else if (!isQuoted && letter === separator) cells += 1;
    else if (!isQuoted && (letter === '\n' || letter === '\r')) {
      if (hasContent) counts.push(cells);
      if (counts.length === LOOKED_AT_ROWS) return counts;
      cells = 1;
      hasContent = false;
    }
    isCellStart = letter === separator || letter === '\n' || letter === '\r';
    hasContent ||= letter.trim() !== '' && letter !== separator;
  }
  if (hasContent) counts.push(cells);
  return counts;
}

/** The number of cells that most rows have, rows of one cell apart, and how many rows have it. */
function commonWidth(counts: readonly number[]): { readonly rows: number; readonly cells: number } {
  const rowsOf = new Map<number, number>();
  for (const cells of counts) if (cells > 1) rowsOf.set(cells, (rowsOf.get(cells) ?? 0) + 1);
  let best = { rows: 0, cells: 1 };
  for (const [cells, rows] of rowsOf) {
    if (rows > best.rows || (rows === best.rows && cells > best.cells)) best = { rows, cells };
  }
  return best;
}

export interface CsvShape {
  readonly separator: Separator;
  /** Length of a line «sep=;» with its line end. */
  readonly start: number;
}

/** How a text is cut into cells (RC1). */
export function csvShapeOf(text: string): CsvShape {
  const said = SEPARATOR_LINE.exec(text);
  if (said) return { separator: said[1] as Separator, start: said[0].length };
  const head = text.slice(0, LOOKED_AT_CHARACTERS);
  let best: Separator = ',';
  let most = { rows: 0, cells: 1 };
  for (const separator of SEPARATORS) {
    const width = commonWidth(cellCounts(head, separator));
    if (width.rows < most.rows || (width.rows === most.rows && width.cells <= most.cells)) continue;
    best = separator;
    most = width;
  }
  return { separator: best, start: 0 };
}

function* pieces(text: string, start: number): Generator<string> {
  for (let at = start; at < text.length; at += PIECE_CHARACTERS) yield text.slice(at, at + PIECE_CHARACTERS);
}

/** The cells of a row, and the row as it is written, up to its line end. */
export interface CsvRecord {
  readonly record: readonly string[];
  readonly raw: string;
}

/** Every row of a text, the empty ones too. Throws a FileFault. */
export async function* csvRecords(text: string, { separator, start }: CsvShape): AsyncGenerator<CsvRecord> {
  const parser = parse(optionsFor(separator));
  try {
    yield* Readable.from(pieces(text, start)).pipe(parser) as AsyncIterable<CsvRecord>;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = parser.info.records + 1;
    throw new FileFault(error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'FILE_QUOTES' : 'FILE_DAMAGED', { row });
  }
}

function cellText(written: string): string {
  const text = withoutUnseen(written);
  return /^="[^"]*"$/.test(text) ? text.slice(2, -1) : text;
}

/** A row of the sheet; null when there is nothing in it. */
export function csvRow(record: readonly string[], row: number): SheetRow | null {
  const texts = record.map(cellText);
  while (texts.length && texts.at(-1)?.trim() === '') texts.pop();
  if (!texts.length) return null;
  if (texts.length > FILE_LIMITS.columns) throw new FileFault('FILE_TOO_MANY_COLUMNS', { row });
  const kinds = texts.map((text, at) => {
    if (text.trim() !== '') return 't';
    texts[at] = '';
    return ' ';
  });
  return { row, texts, kinds: kinds.join('') };
}

/** Rows with anything in them, in batches. Throws a FileFault. */
export async function* readCsv(bytes: Buffer): AsyncGenerator<SheetRow[]> {
  const { text } = decodeText(bytes);
  let rows: SheetRow[] = [];
  let number = 0;
  for await (const { record } of csvRecords(text, csvShapeOf(text))) {
    number += 1;
    const row = csvRow(record, number);
    if (row) rows.push(row);
    if (rows.length < BATCH_ROWS) continue;
    yield rows;
    rows = [];
  }
  if (rows.length) yield rows;
}
