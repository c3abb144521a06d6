/** A list as a CSV file, for banks whose programs take no workbook. CV1 every value stands in quotes, and a text that a program might take for a
 *  formula gets an apostrophe before it; digits of accounts stay as they are.  CV2 GB18030 as such programs expect it, or UTF-8 with its
 *  mark.  CV3 the head is one line, and there are no notes and no totals: these files are read by machines.                             */
import { encodeText } from '../import/csv-encode.ts';
import type { CellKind, CellValue } from './cells.ts';
import type { WriteWorkbook } from './workbook.ts';

const FORMULA_LIKE = /^["'\s]*[=+\-@＝＋－＠]|^[\t\r\n]/;
const MARK = '\uFEFF';
const FEN_PER_YUAN = 100;

function cell(kind: CellKind, value: CellValue): string {
  if (value === null) return '""';
  const text =
    kind === 'money' && typeof value === 'number' ? (value / FEN_PER_YUAN).toFixed(2) : String(value);
  const safe = typeof value === 'string' && FORMULA_LIKE.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""').replace(/[\r\n]+/g, ' ')}"`;
}

export function csvWriter(file: 'gb18030' | 'utf8'): WriteWorkbook {
  return async (book) => {
    const lines = [book.columns.map(({ title }) => cell('text', title)).join(',')];
    for (let index = 0; index < book.rowCount; index++)
      lines.push(
        book
          .row(index)
          .map((value, at) => cell(book.columns[at]?.kind ?? 'text', value))
          .join(','),
      );
    const text = `${lines.join('\r\n')}\r\n`;
    return file === 'utf8' ? encodeText(MARK + text, 'utf-8') : encodeText(text, 'gb18030');
  };
}
