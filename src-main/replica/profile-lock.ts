/** One desk a profile: an exclusive transaction held on a tiny SQLite file for the life of the process. The operating system gives the lock
 *  back however the process dies, so there is no stale pid to judge (ADR 0005). */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** The lock, or null when another process holds the profile. Keep it referenced; closing it lets go. */
export function lockProfile(profile: string): Database.Database | null {
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  const db = new Database(join(profile, 'in-use.lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch {
    db.close();
    return null;
  }
}
