/** What a failed write means: the disk is full, or nothing may be written here. Both pass without our doing, and nothing was written: SQLite
 *  and the replacing of whole files see to that. Everything else is a bug or a broken disk, and stays the error it is. */
export type DiskFault = 'disk-full' | 'read-only';

/** SHMSIZE: the shared memory beside the log could not grow. */
const FULL = ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'];
const READ_ONLY = ['EROFS', 'EACCES', 'EPERM'];

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
