/** How much of a file may be read. Pure, runs in the parser process.
 *  SR1 limits hold while reading, over all sheets of a file together, before anything is kept.                       */
import { FILE_LIMITS, FileFault } from './file-fault.ts';
import type { SheetRow } from './sheet.ts';

export interface Budget {
  /** Throws a FileFault when a limit is passed. */
  spend(row: SheetRow): void;
}

export function createBudget(): Budget {
  let rows = 0;
  let cells = 0;
  let characters = 0;
  return {
    spend({ row, texts }) {
      if (texts.length > FILE_LIMITS.columns) throw new FileFault('FILE_TOO_MANY_COLUMNS', { row });
      rows += 1;
      cells += texts.length;
      for (const text of texts) {
        if (text.length > FILE_LIMITS.cellCharacters) throw new FileFault('FILE_CELL_TOO_LONG', { row });
        characters += text.length;
      }
      if (rows > FILE_LIMITS.rows) throw new FileFault('FILE_TOO_MANY_ROWS');
      if (cells > FILE_LIMITS.cells || characters > FILE_LIMITS.allCharacters)
        throw new FileFault('FILE_TOO_MUCH_TEXT');
    },
  };
}
