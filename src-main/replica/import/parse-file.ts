/** From the bytes of a file to its sheets and rows, in the order in which they are sent. Runs in the parser process. */
import { FileFault } from './file-fault.ts';
import type { ParseAnswer } from './parser-messages.ts';
import { readCsv } from './read-csv.ts';
import type { FileKind } from './sheet.ts';
import { createBudget } from './sheet-budget.ts';
import { readSheetRows } from './sheet-cells.ts';
import { readSheetFrame } from './sheet-frame.ts';
import { openWorkbook } from './workbook-parts.ts';
import { readSharedStrings } from './workbook-strings.ts';
import { readDateFormats } from './workbook-styles.ts';

export type ParsedPiece = Extract<ParseAnswer, { readonly kind: 'sheet' | 'rows' }>;

function* parseWorkbook(bytes: Buffer): Generator<ParsedPiece> {
  const workbook = openWorkbook(bytes);
  const { stringsPath, stylesPath, is1904 } = workbook;
  const partAt = (path: string | undefined): Buffer | undefined => (path && workbook.read(path)) || undefined;
  const strings = readSharedStrings(partAt(stringsPath));
  const context = { strings, dateFormats: readDateFormats(partAt(stylesPath)), is1904 };
  const budget = createBudget();
  for (const { name, isHidden, path } of workbook.sheets) {
    const part = workbook.read(path);
    if (!part) throw new FileFault('FILE_DAMAGED');
    const frame = readSheetFrame(part);
    yield { kind: 'sheet', sheet: { name, isHidden, hiddenColumns: frame.hiddenColumns } };
    for (const rows of readSheetRows(part, frame, context)) {
      for (const row of rows) budget.spend(row);
      yield { kind: 'rows', rows };
    }
  }
}

async function* parseCsv(bytes: Buffer): AsyncGenerator<ParsedPiece> {
  const budget = createBudget();
  yield { kind: 'sheet', sheet: { name: '', isHidden: false, hiddenColumns: [] } };
  for await (const rows of readCsv(bytes)) {
    for (const row of rows) budget.spend(row);
    yield { kind: 'rows', rows };
  }
}

/** Throws a FileFault; what came before it does not count. */
export function parseFile(bytes: Buffer, file: FileKind): Iterable<ParsedPiece> | AsyncIterable<ParsedPiece> {
  return file === 'csv' ? parseCsv(bytes) : parseWorkbook(bytes);
}
