/** Puts words beside the rows at fault in a copy of a CSV, in its own encoding, with its own separator. Runs in the parser
 *  process.
 *  MC1 rows without words stay as they are written, quotes and line ends too.  MC2 words that a spreadsheet could take for a
 *  formula are not one: an apostrophe stands before them.                                                             */
import { encodeText } from './csv-encode.ts';
import { decodeText } from './csv-text.ts';
import { FileFault } from './file-fault.ts';
import { planEdits } from './mark-plan.ts';
import type { MarkOrder } from './mark-order.ts';
import { type CsvRecord, csvRecords, csvRow, csvShapeOf, type Separator } from './read-csv.ts';
import type { SheetRow } from './sheet.ts';

const LINE_END = /(\r\n|\n|\r)$/;

function cellOf(text: string, separator: Separator): string {
  const plain = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return /["\r\n]|^\s|\s$/.test(plain) || plain.includes(separator)
    ? `"${plain.replaceAll('"', '""')}"`
    : plain;
}

/** Where the line end at `at` is over. */
function lineEndFrom(text: string, at: number): number {
  if (text[at] === '\r') return text[at + 1] === '\n' ? at + 2 : at + 1;
  return text[at] === '\n' ? at + 1 : at;
}

/** Where each cell of a written row begins; undefined when quotes stand where they should not. */
function cellStarts(row: string, separator: Separator, cells: number): number[] | undefined {
  const starts = [0];
  let isQuoted = false;
  for (let at = 0; at < row.length; at += 1) {
    if (row[at] === '"' && (isQuoted || at === starts.at(-1))) isQuoted = !isQuoted;
    else if (!isQuoted && row[at] === separator) starts.push(at + 1);
  }
  return starts.length === cells ? starts : undefined;
}

/** A written row with another text in one cell. */
function withCell(
  row: string,
  record: readonly string[],
  column: number,
  text: string,
  separator: Separator,
): string {
  const cell = cellOf(text, separator);
  if (column >= record.length) return row + separator.repeat(column - record.length + 1) + cell;
  const starts = cellStarts(row, separator, record.length);
  const start = starts?.[column];
  if (starts === undefined || start === undefined)
    return record.map((it, at) => (at === column ? cell : cellOf(it, separator))).join(separator);
  const next = starts[column + 1];
  return row.slice(0, start) + cell + (next === undefined ? '' : row.slice(next - 1));
}

/** A copy of a CSV with marks. Throws a FileFault. */
export async function markCsv(bytes: Buffer, order: MarkOrder): Promise<Buffer> {
  const { text, encoding, markBytes } = decodeText(bytes);
  const shape = csvShapeOf(text);
  const records: CsvRecord[] = [];
  const rows: SheetRow[] = [];
  for await (const record of csvRecords(text, shape)) {
    records.push(record);
    const row = csvRow(record.record, records.length);
    if (row) rows.push(row);
  }
  const edits = planEdits(0, order, { rows: [rows], merges: [] });
  const output = [text.slice(0, shape.start)];
  let from = shape.start;
  for (const [index, { record, raw }] of records.entries()) {
    const written = raw.replace(LINE_END, '');
    if (!text.startsWith(written, from)) throw new FileFault('FILE_UNUSUAL');
    const end = lineEndFrom(text, from + written.length);
    let row = written;
    for (const [column, { words }] of edits?.rows.get(index + 1)?.cells ?? []) {
      if (words !== undefined) row = withCell(row, record, column, words ?? '', shape.separator);
    }
    output.push(row, text.slice(from + written.length, end));
    from = end;
  }
  output.push(text.slice(from));
  return Buffer.concat([bytes.subarray(0, markBytes), encodeText(output.join(''), encoding)]);
}
