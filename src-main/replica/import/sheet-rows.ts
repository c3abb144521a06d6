/** The port to the spreadsheet library: the only file that knows exceljs reads our workbooks.
 *  Runs in the parser process on parts that workbook-parts.ts has checked.
 *  SR1 limits on rows, columns and text hold while reading, before anything is kept.  SR2 a number stays what the file
 *  says: a long one is not made to look like an ID number again.
 *  The streaming reader knows neither merged cells nor hidden rows, and of an inline text in several fonts it gives the
 *  last piece only; whatever replaces it has to give the same SheetRows.                                           */
import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { FILE_LIMITS, FileFault } from './file-fault.ts';
import type { CellKind, SheetRow } from './sheet.ts';
import type { WorkbookParts } from './workbook-parts.ts';

interface ReadCell {
  readonly kind: CellKind;
  readonly text: string;
}

const NOTHING: ReadCell = { kind: ' ', text: '' };

/** Excel writes characters that XML cannot hold as _x000D_. */
function plainText(text: string): string {
  return text.replace(/_x([0-9A-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function readObject(value: object): ReadCell {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime())
      ? { kind: 'e', text: '#NUM!' }
      : { kind: 'd', text: value.toISOString().slice(0, 10) };
  }
  if ('richText' in value && Array.isArray(value.richText)) {
    const pieces = value.richText as { text?: string | null }[];
    return { kind: 't', text: plainText(pieces.map((piece) => piece.text ?? '').join('')) };
  }
  if ('error' in value) return { kind: 'e', text: String(value.error) };
  // A formula: the value that was kept with it, never a calculation of our own.
  if ('result' in value) return readValue(value.result);
  return NOTHING;
}

function readValue(value: unknown): ReadCell {
  if (typeof value === 'string') return value === '' ? NOTHING : { kind: 't', text: plainText(value) };
  if (typeof value === 'number') {
    return Number.isNaN(value) ? { kind: 'e', text: '#VALUE!' } : { kind: 'n', text: String(value) };
  }
  if (typeof value === 'boolean') return { kind: 'b', text: value ? 'TRUE' : 'FALSE' };
  return typeof value === 'object' && value !== null ? readObject(value) : NOTHING;
}

/** Counts over the whole workbook, so that many small sheets are no way around. */
function createBudget() {
  let rows = 0;
  let characters = 0;
  return {
    spend(row: SheetRow): void {
      rows += 1;
      characters += row.texts.reduce((sum, text) => sum + text.length, 0);
      if (rows > FILE_LIMITS.rows) throw new FileFault('FILE_TOO_MANY_ROWS');
      if (characters > FILE_LIMITS.allCharacters) throw new FileFault('FILE_TOO_MUCH_TEXT');
    },
  };
}

function readRow(row: ExcelJS.Row, previous: number): SheetRow | null {
  const number = Number.isInteger(row.number) ? row.number : previous + 1;
  const texts: string[] = [];
  const kinds: string[] = [];
  row.eachCell((cell, column) => {
    const { kind, text } = readValue(cell.value);
    if (text.trim() === '') return;
    if (column > FILE_LIMITS.columns) throw new FileFault('FILE_TOO_MANY_COLUMNS', { row: number });
    if (text.length > FILE_LIMITS.cellCharacters) throw new FileFault('FILE_CELL_TOO_LONG', { row: number });
    while (texts.length < column) {
      texts.push('');
      kinds.push(' ');
    }
    texts[column - 1] = text;
    kinds[column - 1] = kind;
  });
  return texts.length ? { row: number, texts, kinds: kinds.join('') } : null;
}

/** What the library throws about a broken sheet is told as damage; our own faults pass. */
function asFault(error: unknown): FileFault {
  return error instanceof FileFault ? error : new FileFault('FILE_DAMAGED');
}

/** Rows of every visible sheet, sheet by sheet, in batches. Throws a FileFault. */
export async function* readSheetRows(
  parts: WorkbookParts,
  batchRows: number,
): AsyncGenerator<{ sheet: number; rows: SheetRow[] }> {
  const budget = createBudget();
  try {
    const workbook = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from(parts.chunks), {
      worksheets: 'emit',
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
      entries: 'ignore',
    });
    let sheet = 0;
    for await (const worksheet of workbook) {
      let rows: SheetRow[] = [];
      let previous = 0;
      for await (const row of worksheet) {
        const read = readRow(row, previous);
        previous = read?.row ?? previous + 1;
        if (!read) continue;
        budget.spend(read);
        rows.push(read);
        if (rows.length < batchRows) continue;
        yield { sheet, rows };
        rows = [];
      }
      if (rows.length) yield { sheet, rows };
      sheet += 1;
    }
  } catch (error) {
    throw asFault(error);
  }
}
