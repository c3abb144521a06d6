/** Sign-in lock: slows down whoever guesses passwords, by the name that was typed.
 *  SL1 five failures within 15 minutes lock the name for 15 minutes, the next lock lasts twice as long, up to a day.
 *  SL2 an attempt is counted before its password is looked at, so a hundred at once are not a hundred guesses; the right
 *  password clears the count.   SL3 unknown names are counted like known ones and tell nobody which exist.
 *  SL4 a lock outlives a restart and counts for all servers on the database.
 *  Anybody can lock a colleague out for a while this way; the desk's offline slot is not touched by it.                    */
import { sql } from 'kysely';
import type { AccessPorts, SignInFailureTable } from './access-tables.ts';

const failuresMax = 5;
export const LOCK_WINDOW_MS = 15 * 60_000;
const longestLockMs = 24 * 3_600_000;
/** After so long without a failure the next lock is a first one again. */
const forgetAfterMs = 2 * longestLockMs;

export type Attempt = Omit<SignInFailureTable, 'name'>;

/** What an attempt at `now` makes of the count: locked until when, or the count with this attempt as a failure. Pure. */
export function countAttempt(before: Attempt, now: number): { lockedUntil: number } | { after: Attempt } {
  if (before.locked_until > now) return { lockedUntil: before.locked_until };
  const isNewWindow = now - before.window_from >= LOCK_WINDOW_MS;
  const failures = isNewWindow ? 1 : before.failures + 1;
  const window_from = isNewWindow ? now : before.window_from;
  const locks = now - before.last_at >= forgetAfterMs ? 0 : before.locks;
  if (failures < failuresMax)
    return { after: { failures, window_from, locks, locked_until: 0, last_at: now } };
  const lockMs = Math.min(LOCK_WINDOW_MS * 2 ** locks, longestLockMs);
  return {
    after: { failures: 0, window_from: now, locks: locks + 1, locked_until: now + lockMs, last_at: now },
  };
}

/** Counts an attempt as failed before it is made (SL2); the instant until which the name is locked, if it is. */
export async function takeAttempt(ports: AccessPorts, name: string): Promise<number | undefined> {
  const now = ports.clock.now();
  const lockedUntil = await ports.db.transaction().execute(async (tx) => {
    const fresh = { name, failures: 0, window_from: now, locks: 0, locked_until: 0, last_at: now };
    await tx
      .insertInto('access.sign_in_failure')
      .values(fresh)
      .onConflict((on) => on.doNothing())
      .execute();
    const before = await tx
      .selectFrom('access.sign_in_failure')
      .select(['failures', 'window_from', 'locks', 'locked_until', 'last_at'])
      .where('name', '=', name)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const verdict = countAttempt(before, now);
    if ('lockedUntil' in verdict) return verdict.lockedUntil;
    await tx.updateTable('access.sign_in_failure').set(verdict.after).where('name', '=', name).execute();
    return undefined;
  });
  await forgetOld(ports, now);
  return lockedUntil;
}

/** Clears the count of a name after the right password. */
export async function clearAttempts(ports: AccessPorts, name: string): Promise<void> {
  await ports.db.deleteFrom('access.sign_in_failure').where('name', '=', name).execute();
}

/** Keeps made-up names from filling the table. Rows that somebody is counting at are left for the next time. */
async function forgetOld(ports: AccessPorts, now: number): Promise<void> {
  await sql`DELETE FROM access.sign_in_failure WHERE name IN (
    SELECT name FROM access.sign_in_failure WHERE last_at < ${now - forgetAfterMs} LIMIT 100 FOR UPDATE SKIP LOCKED
  )`.execute(ports.db);
}
