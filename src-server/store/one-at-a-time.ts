/** One at a time: work that of several servers on one database only one may do at once, such as filling an empty one.
 *  The lock is PostgreSQL's, held by a connection of its own: a server that dies lets go of it by dying.            */
import type pg from 'pg';

/** Any numbers will do that nothing else on the database takes. */
export const LOCKS = { seeding: 0x73656564, keys: 0x6b657973, papers: 0x70617065 } as const;

/** Runs `work` while no other server runs work under the same lock; waits for its turn. */
export async function oneAtATime<T>(pool: pg.Pool, lock: number, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lock]);
    return await work();
  } finally {
    // Closing the connection lets go of the lock, whatever state it is in.
    client.release(true);
  }
}
