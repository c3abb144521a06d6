/** A chosen, pasted or dropped file as the text that the contract carries. What kind of file it is the replica finds out. */
const FILE_BYTES_MAX = 20_000_000;

/** What the dialog offers first; any other file can be chosen, and is told what it is. */
export const OFFERED = '.xlsx,.xlsm,.csv,.txt';

export type FileRefusal = 'tooLarge';

/** Why a file is not even read; null when it may be. */
export function refuseFile({ size }: { readonly size: number }): FileRefusal | null {
  return size > FILE_BYTES_MAX ? 'tooLarge' : null;
}
