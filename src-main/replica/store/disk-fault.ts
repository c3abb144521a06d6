/** What a failed write means: the disk is full, or nothing may be written here. Both pass without our doing, and nothing was written: SQLite
 *  and the replacing of whole files see to that. Everything else is a bug or a broken disk, and stays the error it is. */
import { accessSync, constants, statfsSync } from 'node:fs';

export type DiskFault = 'disk-full' | 'read-only';

/** SHMSIZE: the shared memory beside the log could not grow. */
const FULL = ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'];
const READ_ONLY = ['EROFS', 'EACCES', 'EPERM'];

/** Less than SQLite needs to open a file at all. */
const LEAST_BYTES = 64 * 1024;

/** What stands in the way of writing into a folder. SQLite says of both only that it cannot open a file there. */
export function diskFaultAt(folder: string): DiskFault | null {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    return diskFaultOf(error);
  }
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < LEAST_BYTES ? 'disk-full' : null;
}

/** Also of an error that crossed a thread, which keeps its code and not its class, and of one that was wrapped. */
export function diskFaultOf(error: unknown): DiskFault | null {
  for (let each = error; typeof each === 'object' && each !== null; each = (each as Error).cause) {
    const { code } = each as { code?: unknown };
    if (typeof code !== 'string') continue;
    if (FULL.includes(code)) return 'disk-full';
    if (READ_ONLY.includes(code) || code.startsWith('SQLITE_READONLY')) return 'read-only';
  }
  return null;
}
