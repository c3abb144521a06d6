/** Why a file as a whole cannot be imported: a code, whose sentence is in words/.
 *  Thrown inside the parser process and answered as a value by the session, never shown as it comes.
 *  FF1 what is kept is always everything, because a file that cannot be read whole is not read at all.
 *  Elsewhere: faults of single rows (check-rows.ts).                                                              */
export const FILE_LIMITS = {
  bytes: 20_000_000,
  inflatedBytes: 200_000_000,
  rows: 400_000,
  columns: 200,
  /** Of all rows together, empty ones left of a filled one counted too. */
  cells: 4_000_000,
  cellCharacters: 32_767,
  /** Of all cells together: one long text may be used by many cells, and cost nothing in the file. */
  allCharacters: 40_000_000,
} as const;

export type FileFaultCode =
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'FILE_OLD_XLS'
  | 'FILE_PASSWORD'
  | 'FILE_HTML'
  | 'FILE_NOT_WORKBOOK'
  | 'FILE_LOCK'
  | 'FILE_WORD'
  | 'FILE_PICTURE'
  | 'FILE_ODS'
  | 'FILE_XLSB'
  | 'FILE_XML_SHEET'
  | 'FILE_ENCODING'
  | 'FILE_QUOTES'
  | 'FILE_DAMAGED'
  | 'FILE_BOMB'
  | 'FILE_ENTITIES'
  | 'FILE_UNUSUAL'
  | 'FILE_TOO_MANY_ROWS'
  | 'FILE_TOO_MANY_COLUMNS'
  | 'FILE_CELL_TOO_LONG'
  | 'FILE_TOO_MUCH_TEXT'
  | 'FILE_TIME'
  | 'FILE_MEMORY'
  | 'FILE_PARSER'
  | 'NO_ROWS';

/** Where in the file, when that helps. */
export interface FaultPlace {
  readonly row?: number;
}

export class FileFault extends Error {
  readonly code: FileFaultCode;
  readonly place: FaultPlace;

  constructor(code: FileFaultCode, place: FaultPlace = {}) {
    super(code);
    this.name = 'FileFault';
    this.code = code;
    this.place = place;
  }
}
