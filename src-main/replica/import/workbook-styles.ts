/** Which cell formats of a workbook show a number as a date. Pure, runs in the parser process.
 *  WS1 a format is judged by its letters outside quotes, brackets and escapes, so that «0.00_);[Red]» and «0"年"» stay
 *  numbers.  WS2 formats of the time alone are no dates; the built-in ones are, from day 1 on (sheet-dates.ts).       */
import { scanXml } from './workbook-xml.ts';

/** Built-in formats that show a date or a time, the Chinese ones 27–36 and 50–58 among them. */
function isBuiltInDate(format: number): boolean {
  return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 50 && format <= 58);
}

/** Elapsed hours, minutes or seconds: never a date. */
const ELAPSED = /\[(h+|m+|s+)\]/i;
/** Quoted words, escaped and stretched characters, and everything in brackets. */
const NOT_LETTERS = /"[^"]*"?|\\.|[_*].|\[[^\]]*\]?/g;
const GENERAL = /general|g\/通用格式|g\/标准/gi;
/** «ss.000» has digits and is a time. */
const PARTS_OF_SECONDS = /s\.0+/gi;

/** Whether a format code is one of a date. */
export function isDateFormat(code: string): boolean {
  // Sections for negative numbers and texts follow the first one.
  const [first = ''] = code.replace(NOT_LETTERS, '').split(';');
  const letters = first
    .replace(GENERAL, '')
    .replace(/am\/pm|a\/p/gi, '')
    .replace(PARTS_OF_SECONDS, 's');
  if (ELAPSED.test(code) || /[0#?@]/.test(letters)) return false;
  // Minutes and months are one letter: beside hours or seconds it is the minute.
  return /[ydeb]|aaa/i.test(letters) || (/m/i.test(letters) && !/[hs]/i.test(letters));
}

/** For each cell format, by its index, whether it shows a date. */
export function readDateFormats(part: Buffer | undefined): readonly boolean[] {
  const own = new Map<number, boolean>();
  const formats: number[] = [];
  let isInCells = false;
  if (part) {
    scanXml(part, {
      open(name, attributes) {
        if (name === 'numFmt')
          own.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''));
        else if (name === 'cellXfs') isInCells = true;
        else if (name === 'xf' && isInCells) formats.push(Number(attributes.numFmtId ?? 0));
      },
      close(name) {
        if (name === 'cellXfs') isInCells = false;
      },
    });
  }
  return formats.map((format) => own.get(format) ?? isBuiltInDate(format));
}
