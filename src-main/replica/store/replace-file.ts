/** Replaces a small file whole: written aside, synced, renamed, the folder synced; or not at all. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolderNow } from './sync-folder.ts';

/** The whole text, however little the disk takes at a time, or an error. */
function writeSide(side: string, text: string): void {
  const handle = openSync(side, 'w', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** On a disk that is full the old one stays, and nothing beside it. */
export function replaceFile(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  const side = `${path}.new`;
  try {
    writeSide(side, text);
    renameSync(side, path);
  } catch (error) {
    rmSync(side, { force: true });
    throw error;
  }
  syncFolderNow(folder);
}
