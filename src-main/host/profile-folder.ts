/** The folder of one desk: replica, attachments, backups. Either host makes it and keeps it to its user.
 *  PF1 readable by its owner alone (0700).  PF2 a folder that was already in use by others and holds files is refused, not
 *  changed: a slip like `--profile ~` must not lock a person out of what is theirs.                                     */
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';

export type ProfileRefusal = 'not-a-folder' | 'not-ours' | 'open-to-others' | 'cannot-be-made';

const OTHERS = 0o077;

export function keepProfilePrivate(folder: string): ProfileRefusal | undefined {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'not-a-folder' : 'cannot-be-made';
  }
  const found = statSync(folder);
  if (process.getuid === undefined) return undefined; // Windows: the user's own folder is private by its access list.
  if (found.uid !== process.getuid()) return 'not-ours';
  if ((found.mode & OTHERS) === 0) return undefined;
  if (readdirSync(folder).length > 0) return 'open-to-others';
  chmodSync(folder, 0o700);
  return undefined;
}
