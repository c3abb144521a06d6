/** Addresses of cells: «AB12» is column 27, row 12. Pure.                                                           */
import { FileFault } from './file-fault.ts';

const LETTER_BEFORE_A = 64;
const LETTERS = 26;
/** XFD. */
export const LAST_COLUMN = 16_383;
export const LAST_ROW = 1_048_576;

/** Column from 0 by its capital letters. Throws when a sheet has no such column. */
export function columnOf(letters: string): number {
  let column = 0;
  for (let at = 0; at < letters.length; at += 1)
    column = column * LETTERS + letters.charCodeAt(at) - LETTER_BEFORE_A;
  if (column < 1 || column > LAST_COLUMN + 1) throw new FileFault('FILE_DAMAGED');
  return column - 1;
}

export function lettersOf(column: number): string {
  const letter = String.fromCharCode(LETTER_BEFORE_A + 1 + (column % LETTERS));
  return column < LETTERS ? letter : lettersOf(Math.floor(column / LETTERS) - 1) + letter;
}

/** Column of an address that must lie in `row`. */
export function columnInRow(address: string, row: number): number {
  const match = /^([A-Z]{1,3})(\d{1,7})$/.exec(address);
  if (!match?.[1] || Number(match[2]) !== row) throw new FileFault('FILE_DAMAGED');
  return columnOf(match[1]);
}

/** Number of a row by its attribute; the next one when it has none. Rows come in order. */
export function rowNumber(written: string | undefined, previous: number): number {
  const row = written === undefined ? previous + 1 : Number(written);
  if (!Number.isInteger(row) || row <= previous || row > LAST_ROW) throw new FileFault('FILE_DAMAGED');
  return row;
}
