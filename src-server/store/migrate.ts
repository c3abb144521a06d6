/** Migrations of the central database: forward only, in the order of their numbers, from migrations/central.
 *
 *  MI1 each runs in a transaction of its own together with the row that says it ran: all of it or nothing.
 *  MI2 several servers may start at once: an advisory lock inside that transaction lets one at a time look and act.
 *  MI3 what ran must be the beginning of what this program knows. A database that a newer program has changed is refused.
 *  MI4 a released migration is never edited; a mistake gets a new number.                                                 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';

export interface Migration {
  readonly name: string;
  up(db: Kysely<unknown>): Promise<void>;
}

export class MigrationFault extends Error {
  override readonly name = 'MigrationFault';
}

const centralMigrations = join(import.meta.dirname, '..', '..', 'migrations', 'central');
const fileName = /^(\d{4}_[a-z0-9-]+)\.ts$/;
/** 'sumu' in ASCII: any number will do that no other program takes on the same database. */
const lockKey = 0x73756d75;

/** The migrations of a folder, by number. */
export async function readMigrations(folder: string = centralMigrations): Promise<Migration[]> {
  const names = readdirSync(folder)
    .map((file) => fileName.exec(file)?.[1])
    .filter((name) => name !== undefined)
    .sort();
  const numbers = new Set(names.map((name) => name.slice(0, 4)));
  if (numbers.size !== names.length) throw new MigrationFault(`two migrations in ${folder} have one number`);
  return Promise.all(
    names.map(async (name) => {
      const module = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as Omit<
        Migration,
        'name'
      >;
      return { name, up: module.up };
    }),
  );
}

/** kysely that sends everything through one connection, whose transaction the caller holds. */
function kyselyOnClient(client: pg.PoolClient): Kysely<unknown> {
  const single = {
    connect: async () => ({ query: client.query.bind(client), release: () => {} }),
    end: async () => {},
  };
  return new Kysely({ dialect: new PostgresDialect({ pool: single as unknown as pg.Pool }) });
}

async function readRan(client: pg.PoolClient): Promise<string[]> {
  await client.query(
    'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, ran_at timestamptz NOT NULL DEFAULT now())',
  );
  const answer = await client.query<{ name: string }>('SELECT name FROM migration ORDER BY name');
  return answer.rows.map((row) => row.name);
}

function checkRan(ran: readonly string[], known: readonly Migration[]): void {
  ran.forEach((name, index) => {
    if (known[index]?.name === name) return;
    throw new MigrationFault(
      `the database has run migration ${name}, which this program does not know in that place; use a newer program`,
    );
  });
}

/** Runs the next migration that is missing, if any, and says its name. */
async function runNext(pool: pg.Pool, known: readonly Migration[]): Promise<string | undefined> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    const ran = await readRan(client);
    checkRan(ran, known);
    const next = known[ran.length];
    if (next) {
      await next.up(kyselyOnClient(client));
      await client.query('INSERT INTO migration (name) VALUES ($1)', [next.name]);
    }
    await client.query('COMMIT');
    client.release();
    return next?.name;
  } catch (error) {
    // The connection goes too, and its transaction with it, whatever state it was in.
    client.release(true);
    throw error;
  }
}

/** Brings the database to the newest schema and says which migrations it ran. Safe to call from several servers at once. */
export async function migrate(pool: pg.Pool, migrations?: readonly Migration[]): Promise<string[]> {
  const known = migrations ?? (await readMigrations());
  const names: string[] = [];
  for (;;) {
    const name = await runNext(pool, known);
    if (name === undefined) return names;
    names.push(name);
  }
}
