/** Why a file as a whole cannot be imported, in English: what happened, what is kept, what to do. */
import type { FaultPlace } from '../file-fault.ts';
import type { ImportWords } from './words.ts';

const KEPT = 'Nothing on this computer was changed.';
const SAVE_AGAIN = 'Open it in Excel or WPS, save it as .xlsx and import that.';
const SPLIT = 'Split it into several files and import them one by one.';

const at = (place: FaultPlace): string => (place.row ? `Row ${place.row} has` : 'It has');

export const enFaults: ImportWords['faults'] = {
  FILE_EMPTY: () => `This file is empty. ${KEPT} Check whether it is the file you meant.`,
  FILE_TOO_LARGE: () => `The file is larger than 20 MB and was not read. ${KEPT} ${SPLIT}`,
  FILE_OLD_XLS: () =>
    `This is the old format (.xls or .et), perhaps under the name .xlsx. ${KEPT} ${SAVE_AGAIN}`,
  FILE_PASSWORD: () =>
    `This workbook opens only with a password. ${KEPT} Save a copy without one and import that.`,
  FILE_HTML: () => `This file is a web page that has the name of a workbook. ${KEPT} ${SAVE_AGAIN}`,
  FILE_NOT_WORKBOOK: () => `This file is neither an .xlsx workbook nor a .csv table. ${KEPT} ${SAVE_AGAIN}`,
  FILE_LOCK: () =>
    `This is a temporary file that appears while a workbook is open, not the workbook itself. ${KEPT} Choose the one without “~$” in front of its name.`,
  FILE_WORD: () =>
    `This is a text document (Word or WPS Writer), not a table. ${KEPT} Choose a .xlsx or .csv table.`,
  FILE_PICTURE: () => `This is a picture or a PDF, not a table. ${KEPT} Choose a .xlsx or .csv table.`,
  FILE_ODS: () =>
    `This is an OpenDocument table (.ods). ${KEPT} Open it in WPS or LibreOffice, save it as .xlsx and import that.`,
  FILE_XLSB: () =>
    `This is a table in the binary format (.xlsb), even if its name says .xlsx. ${KEPT} ${SAVE_AGAIN}`,
  FILE_XML_SHEET: () =>
    `This is a table in XML (XML Spreadsheet 2003), even if its name says .xls. ${KEPT} ${SAVE_AGAIN}`,
  FILE_ENCODING: () => `The encoding of the text in this file is not known. ${KEPT} ${SAVE_AGAIN}`,
  FILE_QUOTES: (place) =>
    `${at(place)} a quotation mark that is never closed, so it is not clear where cells end. ${KEPT} Close it, or save the table as .xlsx and import that.`,
  FILE_DAMAGED: () =>
    `This file is not whole; perhaps it was not copied or downloaded to the end. ${KEPT} Copy it again; if it still cannot be read, open it in Excel or WPS and save a copy.`,
  FILE_BOMB: () =>
    `Unpacked, this file is larger than any roster could be; it was not read. ${KEPT} If you made it, save a copy and import that; if it was sent to you, ask where it comes from.`,
  FILE_ENTITIES: () =>
    `This file holds things that a workbook has no use for; it was not read. ${KEPT} Ask where it comes from first. ${SAVE_AGAIN}`,
  FILE_UNUSUAL: () =>
    `This workbook is written in an unusual way and could be read wrongly, so it was not read. ${KEPT} ${SAVE_AGAIN}`,
  FILE_TOO_MANY_ROWS: () => `The workbook has more than 400,000 rows and was not read. ${KEPT} ${SPLIT}`,
  FILE_TOO_MANY_COLUMNS: (place) =>
    `${at(place)} something beyond column 200; the workbook was not read. ${KEPT} Delete the columns at the right that are not needed and import again.`,
  FILE_CELL_TOO_LONG: (place) =>
    `${at(place)} a cell of more than 32,767 characters; the workbook was not read. ${KEPT} Check whether something else was pasted there.`,
  FILE_TOO_MUCH_TEXT: () => `The workbook holds too much text and was not read. ${KEPT} ${SPLIT}`,
  FILE_TIME: () => `Reading was stopped after 60 seconds. ${KEPT} ${SPLIT}`,
  FILE_MEMORY: () => `This workbook is too large for this computer. ${KEPT} ${SPLIT}`,
  FILE_PARSER: () =>
    `The program that reads workbooks ended before it was done. ${KEPT} Choose the file again; if that does not help, save a copy and import that.`,
  NO_ROWS: () =>
    `There is not a single row in this workbook. ${KEPT} Check whether it is the file you meant.`,
};
