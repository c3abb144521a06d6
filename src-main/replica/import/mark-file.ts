/** Marks a file of either kind. Runs in the parser process. */
import { FileFault } from './file-fault.ts';
import type { MarkOrder } from './mark-workbook.ts';
import type { FileKind } from './sheet.ts';

export function markFile(bytes: Buffer, file: FileKind, order: MarkOrder): Promise<Uint8Array> {
  void [bytes, file, order];
  return Promise.reject(new FileFault('FILE_UNUSUAL'));
}
