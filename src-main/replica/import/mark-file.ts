/** Marks a file of either kind. Runs in the parser process.                                                           */
import { LAST_ROW } from './cell-address.ts';
import { FILE_LIMITS } from './file-fault.ts';
import { markCsv } from './mark-csv.ts';
import type { MarkOrder } from './mark-order.ts';
import { markWorkbook } from './mark-workbook.ts';
import type { FileKind } from './sheet.ts';

/** Marks come from whoever judged the rows, not from the file: a place that no sheet has is a mistake of ours. */
function checkPlaces({ marks, headerRows }: MarkOrder): void {
  for (const { row } of [...marks, ...headerRows])
    if (!Number.isInteger(row) || row < 1 || row > LAST_ROW) throw new RangeError(`row ${row}`);
  for (const { column } of marks) {
    const isPlace =
      column === null || (Number.isInteger(column) && column >= 0 && column < FILE_LIMITS.columns);
    if (!isPlace) throw new RangeError(`column ${column}`);
  }
}

/** A copy of the file with marks. Throws a FileFault. */
export async function markFile(bytes: Buffer, file: FileKind, order: MarkOrder): Promise<Uint8Array> {
  checkPlaces(order);
  return file === 'csv' ? markCsv(bytes, order) : markWorkbook(bytes, order);
}
