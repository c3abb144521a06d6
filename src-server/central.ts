/** The central server, put together: database, accounts, sync core, HTTP. main.ts runs one; tests start theirs from here.
 *  CE1 a database is brought to the newest schema before anybody is answered.   CE2 a world is seeded into an empty database
 *  only.   CE3 what fails while starting leaves no connection behind.                                                       */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, instantText } from '#shared/base/clock.ts';
import { CENTRE_DEVICE } from '#shared/base/id.ts';
import { DEMO_BANNER_CODE } from '#shared/domain/division.ts';
import { CLOSED_ACCOUNT } from '#shared/domain/state.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import type { SyncRequest, SyncResponse } from '#shared/sync/frames.ts';
import type pg from 'pg';
import type { AccessPorts, AccessTables } from './accounts/access-tables.ts';
import { demoColleagues, seedDemoAccounts } from './accounts/demo-accounts.ts';
import { readDeviceAccounts, readReplicaKey } from './accounts/enrolment.ts';
import { type ChangedAccount, changePost, type PostChange, type PostRefusal } from './accounts/posts.ts';
import { createPasswordHasher, type PasswordCost } from './accounts/password.ts';
import type { World } from './arguments.ts';
import { accessRoutes, type EnrolmentListener } from './http/access-routes.ts';
import { type HttpLimits, type HttpServer, startHttpServer } from './http/server.ts';
import { type SyncHandlers, syncRoutes } from './http/sync-routes.ts';
import { type CentreKeys, keysSealedTo, openCentreKeys, signerOf } from './packets/centre-keys.ts';
import { type JobKind, JobRunner } from './jobs/runner.ts';
import { packetRoutes } from './packets/packet-routes.ts';
import type { PacketPorts } from './packets/packets.ts';
import { keepHouseHourly, PaperArrivals } from './papers/paper-arrivals.ts';
import { paperRoutes } from './papers/paper-routes.ts';
import { PostgresUploadStore } from './papers/upload-store.ts';
import { PostgresPaperStore } from './papers/paper-store.ts';
import type { CentralStore } from './store/central-store.ts';
import { migrate } from './store/migrate.ts';
import { LOCKS, oneAtATime } from './store/one-at-a-time.ts';
import { type DatabaseAddress, kyselyOn, openPool } from './store/pool.ts';
import { PostgresStore } from './store/postgres-store.ts';
import { appendRecords, writeCommit } from './sync/append.ts';
import { check } from './sync/check.ts';
import { exchange, type Signer } from './sync/exchange.ts';
import type { SyncSession } from './sync/push.ts';
import { seedDemoPack } from './packs/demo-pack.ts';
import { regionRoutes } from './regions/routes.ts';
import { readPackBook } from './sync/packs.ts';
import { enterPackKey, type EnteredKey, type NewPackKey, takePack, type Taken } from './packs/take-pack.ts';
import { seedDemoWorld } from './world/demo.ts';
import { jobKinds } from './jobs/kinds.ts';

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
  /** The centre's own work; the product's kinds where nothing else is said. */
  readonly jobKinds?: (ports: { readonly store: CentralStore; readonly clock: Clock }) => JobKind[];
  /** Makes a new pair of the centre's keys (CK3). */
  readonly isNewKeyWished?: boolean;
}

export interface Central {
  readonly url: string;
  /** Closes or opens an account, or gives it another post; every replica is told. */
  changePost(change: PostChange): Promise<ChangedAccount | PostRefusal>;
  /** Takes a signed pack in from the text of its file; every replica gets it, and cases are judged again. */
  takePack(file: string): Promise<Taken>;
  /** Enters the public key of a unit that sets packs; its id. */
  enterPackKey(key: NewPackKey): Promise<EnteredKey>;
  /** Answers what is under way, then closes everything it opened. */
  close(): Promise<void>;
}

/** A desk hears nothing for no longer than this while the pages of its first sync are made; then it asks again. */
const PAGES_PATIENCE_MS = 15_000;
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

/** What the sync core is made of, for both ways in which acts come. */
interface SyncPorts {
  readonly store: CentralStore;
  readonly jobs: JobRunner;
  readonly note: CentralOptions['note'];
}

/** Answers a request; the jobs hear where it made commits. */
async function answer(
  { store, jobs, note }: SyncPorts,
  clock: Clock,
  session: SyncSession,
  request: SyncRequest,
  sign: Signer,
): Promise<SyncResponse> {
  const reply = await exchange(store, clock, session, request, sign, note);
  jobs.wake(reply.outcomes.flatMap(({ commit, scope }) => (commit === null ? [] : [scope])));
  return reply;
}

/** The sync core as the routes call it: who may act on a device is looked up at every request. */
function syncHandlers(ports: SyncPorts, { clock, db }: AccessPorts, keys: CentreKeys): SyncHandlers {
  const { store, note } = ports;
  const sign = signerOf(keys);
  return {
    sync: async ({ deviceNumber, scopes, classes }, request) => {
      const accounts = await readDeviceAccounts(db, deviceNumber);
      const actors = new Map(accounts.map((account) => [account.accountId, account]));
      const pages = { patience: () => sleep(PAGES_PATIENCE_MS, undefined, { ref: false }) };
      const session = { device: deviceNumber, scopes, classes, actors, pages };
      return answer(ports, clock, session, request, sign);
    },
    check: ({ deviceNumber, scopes, classes }, request) =>
      check(
        { store, note, pages: { nowMs: clock.now() } },
        { device: deviceNumber, scopes, classes },
        request,
      ),
    chunk: async ({ scopes, classes }, hash, from) => {
      const found = await store.readChunk(hash, from);
      return found && scopes.includes(found.scope) && classes.includes(found.audience) ? found : null;
    },
  };
}

/** Packets as their route calls them: there is no session, so what a device's people may is looked up from their accounts. */
function packetPorts(ports: SyncPorts, { clock, db, secretBytes }: AccessPorts, pool: pg.Pool): PacketPorts {
  return {
    ...{ clock, secretBytes },
    keysSealedTo: (receiver) => keysSealedTo({ pool, clock }, receiver),
    replicaKeyOf: (device) => readReplicaKey(db, device),
    answer: async (request, keys) => {
      const accounts = await readDeviceAccounts(db, request.device);
      const open = accounts.filter(({ isClosed, isElsewhere }) => !isClosed && !isElsewhere);
      const actors = new Map(accounts.map((account) => [account.accountId, account]));
      const { scopes, classes } = open[0] ?? { scopes: [], classes: [] };
      const session = { device: request.device, scopes, classes, actors, isByPacket: true };
      return answer(ports, clock, session, request, signerOf(keys));
    },
  };
}

/** Makes what became of an account known to every replica (PO4). */
async function tellOfPost(
  store: CentralStore,
  clock: Clock,
  { accountId, role, unitName, unitScope }: ChangedAccount,
): Promise<void> {
  const at = instantText(clock.now());
  const meta = {
    device: CENTRE_DEVICE,
    actNumber: 0,
    actor: 0,
    body: 'CIVIL_AFFAIRS',
    madeAt: at,
    receivedAt: at,
  };
  await appendRecords(store, REFERENCE_SCOPE, meta, [
    { type: 'colleague', id: accountId, set: { role: role ?? CLOSED_ACCOUNT, unitName, unitScope } },
  ]);
}

/** Fills an empty database with the demo: accounts, then the banner. A seeding that was cut off is told of, never mended by guessing. */
async function seed(
  world: World,
  ports: AccessPorts,
  store: CentralStore,
  note: (line: string) => void,
): Promise<void> {
  if (world !== 'demo') return;
  const isEmpty = await seedDemoAccounts(ports);
  const isSeeded = await store.snapshot((snapshot) => snapshot.head(DEMO_BANNER_CODE));
  if (!isEmpty) {
    if (isSeeded) return seedDemoPack({ store, clock: ports.clock });
    if (!(await store.snapshot((snapshot) => snapshot.head(REFERENCE_SCOPE)))) return;
    throw new DatabaseFault(
      'the demo was cut off while it was being made: give it another folder or database',
    );
  }
  // Before there are divisions: nobody is there to be judged again.
  await seedDemoPack({ store, clock: ports.clock });
  await seedDemoWorld(store, ports.clock, await demoColleagues(ports));
  note(
    'the empty database was filled with the made-up banner 乌兰淖尔旗; its accounts all have one well-known password',
  );
}

/** Makes a new computer's name known to every replica. */
function tellOfComputer(store: CentralStore, clock: Clock): EnrolmentListener {
  return async ({ device, computerName, unitName }) => {
    const at = instantText(clock.now());
    const meta = {
      device: CENTRE_DEVICE,
      actNumber: 0,
      actor: 0,
      body: 'CIVIL_AFFAIRS',
      madeAt: at,
      receivedAt: at,
    };
    await store.transaction([REFERENCE_SCOPE], async (tx) => {
      const known = await tx.read(REFERENCE_SCOPE, { type: 'computer', id: device });
      if (!known.length)
        await writeCommit(tx, REFERENCE_SCOPE, meta, [
          { type: 'computer', id: device, set: { computerName, unitName } },
        ]);
    });
  };
}

async function startOn(
  pool: pg.Pool,
  options: CentralOptions,
): Promise<{ http: HttpServer } & Omit<Central, 'url' | 'close'>> {
  await checkDatabase(pool);
  await migrate(pool);
  const ports: AccessPorts = {
    db: kyselyOn<AccessTables>(pool),
    clock: options.clock,
    passwords: await createPasswordHasher(options.passwordCost),
    secretBytes: (length) => options.secretBytes(length),
  };
  const store = new PostgresStore(pool);
  // A second server on an empty database waits until the first has filled it.
  await oneAtATime(pool, LOCKS.seeding, () => seed(options.world, ports, store, options.note));
  const { clock } = options;
  const secretBytes = (length: number): Buffer => options.secretBytes(length);
  const keys = await openCentreKeys({ pool, store, clock, secretBytes }, options.isNewKeyWished);
  const jobs = new JobRunner({ kinds: (options.jobKinds ?? jobKinds)({ store, clock }), note: options.note });
  const sync: SyncPorts = { store, jobs, note: options.note };
  const uploads = new PostgresUploadStore(pool);
  const papers = new PostgresPaperStore(pool);
  const arrivals = new PaperArrivals({ papers, store, uploads, clock });
  const http = await startHttpServer({
    host: options.host,
    port: options.port,
    routes: [
      ...accessRoutes(
        ports,
        (device, numbers) => store.spend(device, numbers),
        tellOfComputer(store, ports.clock),
      ),
      ...syncRoutes(syncHandlers(sync, ports, keys)),
      ...packetRoutes(packetPorts(sync, ports, pool)),
      ...regionRoutes({ pool, clock, packs: () => readPackBook(store) }),
      ...paperRoutes({ store: papers, uploads, arrivals, clock }),
    ],
    access: ports,
    note: options.note,
    ...(options.limits ? { limits: options.limits } : {}),
  });
  const endHouse = keepHouseHourly(arrivals, options.note);
  const close = async (): Promise<void> => {
    await http.close();
    await jobs.close();
    await endHouse();
  };
  const change = async (wanted: PostChange): Promise<ChangedAccount | PostRefusal> => {
    const changed = await changePost(ports, wanted);
    if (!('refused' in changed)) await tellOfPost(store, clock, changed);
    return changed;
  };
  const packs = { store, clock };
  const take = async (file: string): Promise<Taken> => {
    const taken = await takePack(packs, file);
    jobs.lookEverywhere();
    return taken;
  };
  return {
    http: { url: http.url, close },
    ...{ changePost: change, takePack: take, enterPackKey: (key) => enterPackKey(packs, key) },
  };
}

/** Starts the central server on a database. */
export async function startCentral(options: CentralOptions): Promise<Central> {
  const pool = openPool(options.address, { note: options.note });
  try {
    const { http, ...done } = await startOn(pool, options);
    const close = async (): Promise<void> => {
      await http.close();
      await pool.end();
    };
    return { url: http.url, close, ...done };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
