/** The central server, put together: database, accounts, sync core, HTTP. main.ts runs one; tests start theirs from here.
 *  CE1 a database is brought to the newest schema before anybody is answered.   CE2 a world is seeded into an empty database
 *  only.   CE3 what fails while starting leaves no connection behind.                                                       */
import type { Clock } from '#shared/base/clock.ts';
import type pg from 'pg';
import type { AccessPorts, AccessTables } from './accounts/access-tables.ts';
import { seedDemoAccounts } from './accounts/demo-accounts.ts';
import { readDeviceAccounts } from './accounts/enrolment.ts';
import { createPasswordHasher, type PasswordCost } from './accounts/password.ts';
import type { World } from './arguments.ts';
import { accessRoutes } from './http/access-routes.ts';
import { type HttpLimits, type HttpServer, startHttpServer } from './http/server.ts';
import { type SyncHandlers, syncRoutes } from './http/sync-routes.ts';
import type { CentralStore } from './store/central-store.ts';
import { migrate } from './store/migrate.ts';
import { type DatabaseAddress, kyselyOn, openPool } from './store/pool.ts';
import { PostgresStore } from './store/postgres-store.ts';
import { exchange } from './sync/exchange.ts';

/** What comes from outside: the entry file hands in the real ones, a test its own. */
export interface CentralSurroundings {
  readonly clock: Clock;
  secretBytes(length: number): Buffer;
  /** Told what a person should know, a line at a time. */
  readonly note: (line: string) => void;
}

export interface CentralOptions extends CentralSurroundings {
  readonly address: DatabaseAddress;
  readonly host: string;
  readonly port: number;
  readonly world: World;
  readonly passwordCost?: PasswordCost;
  readonly limits?: HttpLimits;
}

export interface Central {
  readonly url: string;
  /** Answers what is under way, then closes everything it opened. */
  close(): Promise<void>;
}

/** SQL is written for this one and newer. */
const oldestVersion = 150_000;

export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault';
}

async function checkDatabase(pool: pg.Pool): Promise<void> {
  const sql = `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`;
  const answer = await pool.query<{ version: number; encoding: string }>(sql).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new DatabaseFault(
      `the database cannot be reached${code}: ${error instanceof Error ? error.message : ''}`,
    );
  });
  const [row] = answer.rows;
  if (!row || row.version < oldestVersion)
    throw new DatabaseFault('the database is older than PostgreSQL 15');
  if (row.encoding !== 'UTF8')
    throw new DatabaseFault(`the database keeps its texts as ${row.encoding}, not as UTF8`);
}

/** The sync core as the routes call it: who may act on a device is looked up at every request. */
function syncHandlers(store: CentralStore, { clock, db }: AccessPorts): SyncHandlers {
  return {
    sync: async ({ deviceNumber, scopes, classes }, request) => {
      const accounts = await readDeviceAccounts(db, deviceNumber);
      const open = accounts.filter((account) => account.disabledAt === undefined);
      const actors = new Map(open.map((account) => [account.accountId, account]));
      return exchange(store, clock, { device: deviceNumber, scopes, classes, actors }, request);
    },
    chunk: async ({ scopes, classes }, hash) => {
      const found = await store.readChunk(hash);
      return found && scopes.includes(found.scope) && classes.includes(found.audience) ? found.body : null;
    },
  };
}

async function seed(world: World, ports: AccessPorts, note: (line: string) => void): Promise<void> {
  if (world !== 'demo' || !(await seedDemoAccounts(ports))) return;
  note(
    'the empty database was filled with the made-up banner 乌兰淖尔旗; its accounts all have one well-known password',
  );
}

async function startOn(pool: pg.Pool, options: CentralOptions): Promise<HttpServer> {
  await checkDatabase(pool);
  await migrate(pool);
  const ports: AccessPorts = {
    db: kyselyOn<AccessTables>(pool),
    clock: options.clock,
    passwords: await createPasswordHasher(options.passwordCost),
    secretBytes: (length) => options.secretBytes(length),
  };
  await seed(options.world, ports, options.note);
  const store = new PostgresStore(pool);
  return startHttpServer({
    host: options.host,
    port: options.port,
    routes: [...accessRoutes(ports), ...syncRoutes(syncHandlers(store, ports))],
    access: ports,
    note: options.note,
    ...(options.limits ? { limits: options.limits } : {}),
  });
}

/** Starts the central server on a database. */
export async function startCentral(options: CentralOptions): Promise<Central> {
  const pool = openPool(options.address, { note: options.note });
  try {
    const http = await startOn(pool, options);
    const close = async (): Promise<void> => {
      await http.close();
      await pool.end();
    };
    return { url: http.url, close };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
