/** The embedded PostgreSQL, started for real. Owners are processes of their own where they are to be killed. Making a cluster is
 *  what takes long, so most tests start on a copy of one that was made and stopped beforehand.                               */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { findBinaries } from './binaries.ts';
import {
  type EmbeddedConnection,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded-postgres.ts';
import { isPostmasterOf } from './process-table.ts';
import { childOptions, serviceUser } from './service-user.ts';

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const goneWithinMs = 15_000;
const ownerProgram = `
  import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))};
  const server = await startEmbeddedPostgres({ dataFolder: process.argv[1] });
  console.log(JSON.stringify(server.connection));
  process.stdin.resume();
  process.stdin.once('end', async () => { await server.stop(); process.exit(0); });
`;

// Bringing a cluster to a busy disk can take its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let template: string;
let folder: string;
const cleanUp: (() => unknown)[] = [];

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'sumu-embedded-'));
  chmodSync(template, 0o711);
  await (await startEmbeddedPostgres({ dataFolder: join(template, 'data') })).stop();
});

afterAll(() => rmSync(template, { recursive: true, force: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-embedded-'));
  chmodSync(folder, 0o711);
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
});

afterEach(async () => {
  for (const each of cleanUp.splice(0).reverse()) await each();
});

/** A data folder whose cluster has been made already. */
function preparedData(): string {
  const data = join(folder, 'data');
  execFileSync('cp', ['-a', join(template, 'data'), data]);
  return data;
}

async function start(dataFolder: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataFolder });
  cleanUp.push(() => server.stop());
  return server;
}

/** An owner in a process of its own, optionally as another user; `line` is its connection or its error. */
function startOwner(
  dataFolder: string,
  uid?: number,
): { child: ChildProcess; connection: Promise<EmbeddedConnection> } {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', ownerProgram, dataFolder], {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: '/',
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  cleanUp.push(async () => {
    child.stdin?.end();
    await ended(child);
  });
  let words = '';
  child.stderr?.on('data', (chunk) => (words += chunk));
  const connection = new Promise<EmbeddedConnection>((resolve, reject) => {
    child.stdout?.once('data', (chunk) => resolve(JSON.parse(String(chunk))));
    child.once('exit', () => reject(new Error(words)));
  });
  return { child, connection };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

async function query(connection: EmbeddedConnection, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...connection, ssl: false });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function postmasterPid(cluster: string): number {
  return Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function waitUntilGone(pid: number, cluster: string): Promise<boolean> {
  for (let waited = 0; waited < goneWithinMs && isPostmasterOf(pid, cluster); waited += 50) await sleep(50);
  return !isPostmasterOf(pid, cluster);
}

test('EP2 what was committed is there after a restart; settings are those of production', async () => {
  const data = preparedData();
  const first = await start(data);
  await query(first.connection, 'CREATE TABLE kept AS SELECT 42 AS n');
  await first.stop();
  const second = await start(data);
  expect(await query(second.connection, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  const names = "('fsync','listen_addresses','TimeZone','server_encoding','full_page_writes')";
  const settings = await query(
    second.connection,
    `SELECT name, setting FROM pg_settings WHERE name IN ${names}`,
  );
  expect(Object.fromEntries(settings.map((row) => [row['name'], row['setting']]))).toEqual({
    fsync: 'on',
    full_page_writes: 'on',
    listen_addresses: '',
    server_encoding: 'UTF8',
    TimeZone: 'UTC',
  });
});

test('EP4 the role of the server is no superuser; cluster and socket are closed to others', async () => {
  const data = preparedData();
  const server = await start(data);
  const [role] = await query(
    server.connection,
    'SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user',
  );
  expect(role).toEqual({ rolname: 'sumu', rolsuper: false, rolbypassrls: false });
  expect(statSync(join(data, 'cluster')).mode & 0o777).toBe(0o700);
  expect(statSync(server.connection.host).mode & 0o777).toBe(0o700);
});

test('EP1 a second starter is refused, in this process and in another, and stops nothing', async () => {
  const data = preparedData();
  const server = await start(data);
  const pid = postmasterPid(join(data, 'cluster'));
  await expect(startEmbeddedPostgres({ dataFolder: data })).rejects.toMatchObject({
    code: 'embedded/folder-in-use',
  });
  await expect(startOwner(data).connection).rejects.toThrow(/is in use by process/);
  expect(postmasterPid(join(data, 'cluster'))).toBe(pid);
  expect(await query(server.connection, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

test('EP2 kill -9 of the owner leaves no orphan, and the next owner finds every commit', async () => {
  const data = preparedData();
  const { child, connection } = startOwner(data);
  await query(await connection, 'CREATE TABLE kept AS SELECT 7 AS n');
  const pid = postmasterPid(join(data, 'cluster'));
  expect(isPostmasterOf(pid, join(data, 'cluster'))).toBe(true);
  child.kill('SIGKILL');
  await ended(child);
  const next = await start(data);
  expect(isPostmasterOf(pid, join(data, 'cluster'))).toBe(false);
  expect(await query(next.connection, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
});

const setprivWorks = spawnSync('setpriv', ['--pdeathsig', 'INT', 'true']).status === 0;
test.skipIf(!setprivWorks)(
  'EP2 a killed owner takes its postmaster along without anybody starting again',
  async () => {
    const data = preparedData();
    const { child, connection } = startOwner(data);
    await connection;
    const pid = postmasterPid(join(data, 'cluster'));
    child.kill('SIGKILL');
    expect(await waitUntilGone(pid, join(data, 'cluster'))).toBe(true);
  },
);

test('EP2 a postmaster that stayed behind without its owner is stopped by the next one', async () => {
  const data = preparedData();
  const cluster = join(data, 'cluster');
  const user = serviceUser();
  const { postgres } = await findBinaries(user);
  const settings = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${cluster}`];
  const orphan = spawn(postgres, ['-D', cluster, ...settings], { ...childOptions(user), stdio: 'ignore' });
  for (let waited = 0; waited < goneWithinMs && !existsSync(join(cluster, 'postmaster.pid')); waited += 20)
    await sleep(20);
  const next = await start(data);
  await ended(orphan);
  expect(await query(next.connection, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

test('EP2 a postmaster killed by kill -9 is recovered from, also when its number is taken by another program', async () => {
  const data = preparedData();
  const cluster = join(data, 'cluster');
  const first = await start(data);
  await query(first.connection, 'CREATE TABLE kept AS SELECT 9 AS n');
  const pidFile = readFileSync(join(cluster, 'postmaster.pid'), 'utf8');
  process.kill(postmasterPid(cluster), 'SIGKILL');
  expect(await first.ended).toBe('signal SIGKILL');
  await first.stop();
  const stranger = spawn('sleep', ['60'], { ...childOptions(serviceUser()), stdio: 'ignore' });
  cleanUp.push(() => stranger.kill('SIGKILL'));
  const taken = pidFile.replace(/^\d+/, String(stranger.pid));
  execFileSync('tee', [join(cluster, 'postmaster.pid')], {
    input: taken,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const next = await start(data);
  expect(stranger.exitCode ?? stranger.signalCode).toBe(null);
  expect(await query(next.connection, 'SELECT n FROM kept')).toEqual([{ n: 9 }]);
});

test('CL1 what an interrupted first start left behind is removed; another version is refused', async () => {
  const data = preparedData();
  cpSync(join(data, 'cluster', 'PG_VERSION'), join(data, 'cluster.new-broken', 'PG_VERSION'));
  execFileSync('sed', ['-i', 's/.*/12/', join(data, 'cluster', 'PG_VERSION')]);
  await expect(startEmbeddedPostgres({ dataFolder: data })).rejects.toMatchObject({
    code: 'embedded/other-version',
  });
  expect(existsSync(join(data, 'cluster.new-broken'))).toBe(false);
});

/** Why the tests of an ordinary user cannot run here, if they cannot. */
function obstacleForNobody(): string | undefined {
  if (!isRoot) return undefined;
  const answer = spawnSync(
    process.execPath,
    ['-e', `fs.readFileSync(${JSON.stringify(import.meta.filename)})`],
    {
      cwd: '/',
      uid: nobody,
      gid: nobody,
    },
  );
  return answer.status === 0 ? undefined : 'an ordinary user cannot read this clone';
}

describe('EP3 an ordinary user', () => {
  test('starts, restarts and keeps the data', async (context) => {
    const obstacle = obstacleForNobody();
    if (obstacle) context.skip(obstacle);
    const data = join(folder, 'data');
    chmodSync(folder, 0o1777);
    const uid = isRoot ? nobody : undefined;
    const first = startOwner(data, uid);
    await query(await first.connection, 'CREATE TABLE kept AS SELECT 5 AS n');
    first.child.stdin?.end();
    await ended(first.child);
    const second = startOwner(data, uid);
    expect(await query(await second.connection, 'SELECT n FROM kept')).toEqual([{ n: 5 }]);
    expect(statSync(join(data, 'cluster')).uid).toBe(uid ?? process.getuid?.());
    if (isRoot) {
      const refusal = { code: 'embedded/folder-unusable' };
      await expect(startEmbeddedPostgres({ dataFolder: data })).rejects.toMatchObject(refusal);
    }
  });
});

describe.skipIf(!isRoot)('EP3 root below a folder of mode 0700', () => {
  /** A data folder that the service user cannot reach, and the home that its cluster got. */
  async function startClosed(): Promise<{ data: string; server: EmbeddedPostgres; home: string }> {
    chmodSync(folder, 0o700);
    const data = join(folder, 'data');
    const server = await start(data);
    const home = dirname(server.connection.host);
    cleanUp.splice(-1, 0, () => rmSync(home, { recursive: true, force: true }));
    return { data, server, home };
  }

  test('HF1 HF2 the cluster lies elsewhere, and a data folder that was moved finds it again', async () => {
    const { data, server, home } = await startClosed();
    expect(home).toMatch(/^\/var\/lib\/sumu\/clusters\/[0-9a-f]{12}-/);
    await query(server.connection, 'CREATE TABLE kept AS SELECT 3 AS n');
    await server.stop();
    const moved = join(folder, 'moved');
    renameSync(data, moved);
    const again = await start(moved);
    expect(await query(again.connection, 'SELECT n FROM kept')).toEqual([{ n: 3 }]);
  });

  test('HF2 a copy of the data folder is refused', async () => {
    const { data, server } = await startClosed();
    await server.stop();
    const copy = join(folder, 'copy');
    cpSync(data, copy, { recursive: true });
    await expect(startEmbeddedPostgres({ dataFolder: copy })).rejects.toMatchObject({
      code: 'embedded/folder-copied',
    });
  });

  test('HF3 a data folder that was deleted and made again starts empty, and the left-over is named', async () => {
    const { data, server, home } = await startClosed();
    await query(server.connection, 'CREATE TABLE kept AS SELECT 3 AS n');
    await server.stop();
    rmSync(data, { recursive: true });
    const notes: string[] = [];
    const again = await startEmbeddedPostgres({ dataFolder: data, note: (line) => notes.push(line) });
    cleanUp.push(async () => {
      await again.stop();
      rmSync(dirname(again.connection.host), { recursive: true, force: true });
    });
    expect(await query(again.connection, "SELECT to_regclass('kept') AS kept")).toEqual([{ kept: null }]);
    expect(notes.join('\n')).toContain(home);
  });

  test('BI2 binaries that cannot be run in place are copied where they can', async () => {
    chmodSync(folder, 0o700);
    const user = serviceUser();
    const { postgres } = await findBinaries(user);
    const version = `0.${process.pid}`;
    cpSync(dirname(dirname(postgres)), join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
    const cached = await findBinaries(user, { folder, version });
    const cache = dirname(dirname(dirname(cached.postgres)));
    cleanUp.push(() => rmSync(cache, { recursive: true, force: true }));
    expect(cache).toContain(version);
    expect((await findBinaries(user, { folder, version })).postgres).toBe(cached.postgres);
  });
});
