/** What a cell of a sheet's XML holds. Pure, runs in the parser process.
 *  SR2 a number stays what the file says: below 2^53 a whole one is written out, from there on with an exponent, so that an
 *  ID number that has lost its end does not look like one; fractions have the 15 digits that spreadsheets show.
 *  SR3 of a formula counts the value that is kept with it; without one it is an error, never calculated here.          */
import { FileFault } from './file-fault.ts';
import { type CellKind, NO_VALUE } from './sheet.ts';
import { dateOfIso, dateOfSerial } from './sheet-dates.ts';
import { plainText } from './workbook-strings.ts';

export interface CellValue {
  readonly kind: CellKind;
  readonly text: string;
}

/** A cell as it stands in the XML. */
export interface RawCell {
  /** Attribute t, 'n' when there is none. */
  type: string;
  /** Attribute s. */
  format: number;
  /** Content of <v>, undefined without one. */
  value: string | undefined;
  /** Text of <is>. */
  inline: string;
  hasFormula: boolean;
}

/** What all sheets of a workbook share. */
export interface CellContext {
  readonly strings: readonly string[];
  readonly dateFormats: readonly boolean[];
  readonly is1904: boolean;
}

const NOTHING: CellValue = { kind: ' ', text: '' };
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const NO_NUMBER: CellValue = { kind: 'e', text: '#NUM!' };

function textValue(text: string): CellValue {
  return text.trim() === '' ? NOTHING : { kind: 't', text };
}

/** A number as text (SR2). */
export function numberText(value: number): string {
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return value.toExponential().toUpperCase();
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
}

function numberValue(written: string, format: number, { dateFormats, is1904 }: CellContext): CellValue {
  const value = NUMBER.test(written) ? Number(written) : Number.NaN;
  if (!Number.isFinite(value)) return NO_NUMBER;
  if (!dateFormats[format]) return { kind: 'n', text: numberText(value) };
  const date = dateOfSerial(value, is1904);
  if (date === undefined) return NO_NUMBER;
  return date === null ? { kind: 'n', text: numberText(value) } : { kind: 'd', text: date };
}

function sharedText(index: string, strings: readonly string[]): string {
  const text = /^\d+$/.test(index) ? strings[Number(index)] : undefined;
  if (text === undefined) throw new FileFault('FILE_DAMAGED');
  return text;
}

/** The value of a cell. Throws a FileFault for a text that is not there. */
export function readCell(cell: RawCell, context: CellContext): CellValue {
  const { type, value, format } = cell;
  if (type === 'inlineStr') return textValue(cell.inline || plainText(value ?? ''));
  const written = (value ?? '').trim();
  if (written === '' && type !== 'str') return cell.hasFormula ? { kind: 'e', text: NO_VALUE } : NOTHING;
  switch (type) {
    case 's':
      return textValue(sharedText(written, context.strings));
    case 'str':
      if (value === undefined && cell.hasFormula) return { kind: 'e', text: NO_VALUE };
      return textValue(plainText(value ?? ''));
    case 'b':
      return { kind: 'b', text: written === '1' || written === 'true' ? 'TRUE' : 'FALSE' };
    case 'e':
      return { kind: 'e', text: plainText(written) };
    case 'd': {
      const date = dateOfIso(written);
      return date === undefined ? textValue(plainText(written)) : { kind: 'd', text: date };
    }
    case 'n':
      return numberValue(written, format, context);
    default:
      throw new FileFault('FILE_UNUSUAL');
  }
}
