/** The central server as people start it: a process of its own, on its embedded database and on one named by DATABASE_URL. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnrolResponse, SignInResponse } from '#shared/sync/access-frames.ts';
import { syncResponse } from '#shared/sync/frames.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/sync/protocol.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './accounts/demo-accounts.ts';
import { openTestDatabase } from './store/test-database.ts';

// Each start brings a whole server up, the first one fills its database with the demo.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let folder: string;
/** One data folder for all the tests, which start and end servers on it one after the other. */
let data: string;
const cleanUp: (() => unknown)[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-central-'));
  chmodSync(folder, 0o711);
  data = join(folder, 'data');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

afterEach(async () => {
  for (const each of cleanUp.splice(0).reverse()) await each();
});

interface Started {
  readonly child: ChildProcess;
  /** The address of the READY line; rejects with what was said when it ends before. */
  readonly url: Promise<string>;
  /** Exit code and all that was said. */
  readonly ended: Promise<{ code: number | null; out: string; words: string }>;
}

function start(words: readonly string[], databaseUrl = ''): Started {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  let [out, heard] = ['', ''];
  child.stderr?.on('data', (chunk) => (heard += String(chunk)));
  const ended = new Promise<{ code: number | null; out: string; words: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, out, words: heard }));
  });
  const url = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      out += String(chunk);
      const ready = /^READY (\S+)\n$/m.exec(out)?.[1];
      if (ready) resolve(ready);
    });
    void ended.then(({ words: said }) => reject(new Error(said)));
  });
  url.catch(() => {});
  cleanUp.push(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return { child, url, ended };
}

async function post<T>(url: string, body: unknown, token?: string): Promise<{ status: number; json: T }> {
  const headers = {
    'Content-Type': 'application/json',
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
  };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, json: (await response.json()) as T };
}

/** Signs in and enrols, as a desk does on its first day. */
async function firstDay(url: string): Promise<{ token: string; device: number }> {
  const who = { account: 'naren', password: DEMO_PASSWORD };
  const signedIn = await post<SignInResponse>(`${url}/api/session`, who);
  expect(signedIn).toMatchObject({ status: 201 });
  const { token } = signedIn.json;
  const enrolled = await post<EnrolResponse>(`${url}/api/enrol`, { computerName: '查干淖尔-01' }, token);
  expect(enrolled).toMatchObject({ status: 200 });
  return { token, device: enrolled.json.device };
}

async function sync(url: string, token: string, device: number): Promise<{ status: number; json: unknown }> {
  const body = {
    ...{ protocol: PROTOCOL_VERSION, schema: SCHEMA_VERSION, device, checks: [], last: 1_000_000 },
    ...{ commands: [], cursors: [], whole: [], bytesMax: 0 },
  };
  return post(`${url}/api/sync`, body, token);
}

test('MA1 a desk signs in, enrols and syncs; after SIGTERM and a new start it just goes on', async () => {
  const first = start(['--data', data, '--port', '0']);
  const url = await first.url;
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const { token, device } = await firstDay(url);
  const reply = await sync(url, token, device);
  expect(reply.status).toBe(200);
  expect(syncResponse.parse(reply.json).protocol).toBe(PROTOCOL_VERSION);
  first.child.kill('SIGTERM');
  const { code, out, words } = await first.ended;
  expect([code, out]).toEqual([0, `READY ${url}\n`]);
  expect(words).not.toMatch(/Error|at /);
  const second = start(['--data', data]);
  expect((await sync(await second.url, token, device)).status).toBe(200);
});

test('EP2 after kill -9 the next start finds who was signed in', async () => {
  const first = start(['--data', data]);
  const { token, device } = await firstDay(await first.url);
  first.child.kill('SIGKILL');
  await first.ended;
  const second = start(['--data', data]);
  expect((await sync(await second.url, token, device)).status).toBe(200);
});

test('MA2 a second server on one data folder, or on a taken port, says so in a line and ends with 1', async () => {
  const first = start(['--data', data]);
  const { port } = new URL(await first.url);
  const second = await start(['--data', data]).ended;
  expect(second).toMatchObject({ code: 1, out: '' });
  expect(second.words).toMatch(/^central: the data folder .* is in use by process \d+.*\n$/);
  const database = await openTestDatabase({ isMigrated: false });
  cleanUp.unshift(() => database.close());
  const third = await start(['--world', 'empty', '--port', port], database.url).ended;
  expect(third).toMatchObject({ code: 1, out: '' });
  expect(third.words).toContain('the port is taken');
  expect((await fetch(`${await first.url}/api/health`)).status).toBe(200);
});

test('MA2 a missing database and a wrong command line are said in words', async () => {
  const unreachable = await start([], 'postgresql://127.0.0.1:1/none').ended;
  expect(unreachable).toMatchObject({ code: 1, out: '' });
  expect(unreachable.words).toMatch(/^central: the database cannot be reached \(ECONNREFUSED\).*\n$/);
  expect(await start(['--data', folder, '--role', 'x']).ended).toMatchObject({ code: 2, out: '' });
});

test('CE1 CE2 two servers at once on one named database share it; one seeds it', async () => {
  const database = await openTestDatabase({ isMigrated: false });
  cleanUp.unshift(() => database.close());
  const servers = [start([], database.url), start([], database.url)];
  const [one, two] = await Promise.all(servers.map((server) => server.url));
  const { token, device } = await firstDay(one as string);
  expect(await sync(two as string, token, device)).toMatchObject({ status: 200 });
  const { rows } = await database.pool.query('SELECT count(*) AS n FROM access.account');
  expect(rows).toEqual([{ n: DEMO_ACCOUNTS.length }]);
});

test('an empty world has no accounts', async () => {
  const database = await openTestDatabase({ isMigrated: false });
  cleanUp.unshift(() => database.close());
  const url = await start(['--world', 'empty'], database.url).url;
  const answer = await post(`${url}/api/session`, { account: 'naren', password: DEMO_PASSWORD });
  expect(answer).toMatchObject({ status: 401, json: { code: 'sign-in/refused' } });
});

test('MA1 a server whose database ends says so and ends with 1', async () => {
  const server = start(['--data', data]);
  await server.url;
  const pid = Number(readFileSync(join(data, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGQUIT');
  const { code, words } = await server.ended;
  expect(code).toBe(1);
  expect(words).toMatch(/PostgreSQL ended/);
});
