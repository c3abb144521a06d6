/** One desk a profile: an exclusive transaction held on a tiny SQLite file for the life of the process. The operating system gives the lock
 *  back however the process dies, so there is no stale pid to judge (ADR 0005). Where nothing can be written nothing can be locked either,
 *  and nobody can be in the way: the sign-in says what is wrong there. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { diskFaultAt } from './store/disk-fault.ts';

function tryLock(path: string): Database.Database | null {
  const db = new Database(path, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db.close();
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return null;
    throw error;
  }
}

/** The lock, or null when another process holds the profile. Keep it referenced; closing it lets go. */
export function lockProfile(profile: string): Database.Database | null {
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  try {
    return tryLock(join(profile, 'in-use.lock'));
  } catch (error) {
    if (diskFaultAt(profile) === null) throw error;
    return new Database(':memory:');
  }
}
