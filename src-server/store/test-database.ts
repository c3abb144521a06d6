/** Test databases: gives each test file a fresh database of its own, for tests only.
 *
 *  The server is the one that DATABASE_URL names; else the embedded one that the test run started once (test-server.ts); else,
 *  when a file is run without that, an embedded one of its own. Product code never imports this.                             */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedConnection, startEmbeddedPostgres } from './embedded/embedded-postgres.ts';
import { migrate } from './migrate.ts';
import { connectionConfig, openPool } from './pool.ts';

/** Set by test-server.ts for the processes that run the tests. */
export const testServerVariable = 'SUMU_TEST_SERVER_URL';

export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

export interface TestDatabase {
  /** As DATABASE_URL would have it. */
  readonly url: string;
  readonly pool: pg.Pool;
  /** Drops the database. */
  close(): Promise<void>;
}

/** As DATABASE_URL would have it. */
export function urlOf(connection: EmbeddedConnection): string {
  const { host, port, user, database } = connection;
  const settings = new URLSearchParams({ host, port: String(port), user, sslmode: 'disable' });
  return `postgresql:///${database}?${settings.toString()}`;
}

/** An embedded server whose data is removed when it stops. */
export async function startTestServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sumu-test-'));
  // Root's PostgreSQL runs as another user, who has to get through.
  chmodSync(folder, 0o711);
  const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'data'), durability: 'none' });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: urlOf(server.connection), stop };
}

async function findServer(): Promise<TestServer> {
  const url = process.env['DATABASE_URL'] || process.env[testServerVariable];
  return url ? { url, stop: async () => {} } : startTestServer();
}

async function runOn(url: string, sql: string): Promise<void> {
  const client = new pg.Client(connectionConfig(url));
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** What PostgreSQL says where one of its own workers (autovacuum) is in the database for a moment, which only a superuser may end. */
const MAY_NOT_END = '42501';
const DROP_TRIES = 40;
const DROP_PAUSE_MS = 250;

async function drop(url: string, name: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await runOn(url, `DROP DATABASE ${name} WITH (FORCE)`);
    } catch (error) {
      if ((error as { code?: string }).code !== MAY_NOT_END || tries === DROP_TRIES) throw error;
      await setTimeout(DROP_PAUSE_MS);
    }
  }
}

/** A fresh database, migrated unless told otherwise. Open it in beforeAll, close it in afterAll. */
export async function openTestDatabase(options: { isMigrated?: boolean } = {}): Promise<TestDatabase> {
  const server = await findServer();
  const name = `sumu_test_${randomBytes(8).toString('hex')}`;
  await runOn(server.url, `CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const pool = openPool(url.href);
  const close = async (): Promise<void> => {
    await pool.end();
    await drop(server.url, name);
    await server.stop();
  };
  try {
    if (options.isMigrated ?? true) await migrate(pool);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: url.href, pool, close };
}
