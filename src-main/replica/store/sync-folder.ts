/** The names of a folder on the disk: without this a power cut could take back a rename. Windows has no such call (it says EPERM) and writes
 *  names through by itself.                                                                                                     */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';

const HAS_NO_CALL = process.platform === 'win32';

/** Throws what the disk says. */
export async function syncFolder(path: string): Promise<void> {
  if (HAS_NO_CALL) return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The same for who cannot wait. */
export function syncFolderNow(path: string): void {
  if (HAS_NO_CALL) return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
