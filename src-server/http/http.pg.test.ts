/** The HTTP server on a real port and a real database. The sync core is a stand-in that repeats what it was given. */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  brotliCompressSync,
  brotliDecompressSync,
  gunzipSync,
  gzipSync,
  zstdCompressSync,
  zstdDecompressSync,
} from 'node:zlib';
import type { SignInResponse } from '#shared/sync/access-frames.ts';
import type { OutcomeFrame, SyncRequest } from '#shared/sync/frames.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DEMO_PASSWORD } from '../accounts/demo-accounts.ts';
import { openTestAccess, type TestAccess } from '../accounts/test-access.ts';
import { StoreFault } from '../store/central-store.ts';
import { accessRoutes, type EnrolledComputer } from './access-routes.ts';
import { HTTP_LIMITS, type HttpServer, startHttpServer } from './server.ts';
import { type DeviceSession, type SyncHandlers, syncRoutes } from './sync-routes.ts';

const chunkHash = 'ab'.repeat(32);
let access: TestAccess;
let server: HttpServer;
const notes: string[] = [];
const computers: EnrolledComputer[] = [];
const calls: { session: DeviceSession; request: SyncRequest }[] = [];
/** What the stand-in does with the next request. */
let nextSync: (() => Promise<void>) | undefined;
let nextOutcomes: OutcomeFrame[] = [];

const handlers: SyncHandlers = {
  sync: async (session, request) => {
    calls.push({ session, request });
    await nextSync?.();
    const serverTime = new Date(access.ports.clock.now()).toISOString();
    return {
      protocol: 1,
      serverTime,
      outcomes: nextOutcomes,
      signed: null,
      later: [],
      acts: null,
      withdrawn: [],
      scopes: [],
    };
  },
  check: async () => ({ protocol: 1, compared: null, differ: [], doubtful: [], pages: [] }),
  chunk: async (_session, hash, from) =>
    hash === chunkHash ? { body: Buffer.from('a page').subarray(from), size: 6 } : null,
};

beforeAll(async () => {
  access = await openTestAccess();
  const listener = async (computer: EnrolledComputer): Promise<void> => void computers.push(computer);
  const routes = [...accessRoutes(access.ports, async () => [], listener), ...syncRoutes(handlers)];
  const note = (line: string): void => void notes.push(line);
  server = await startHttpServer({ host: '127.0.0.1', port: 0, routes, access: access.ports, note });
});

beforeEach(async () => {
  notes.length = 0;
  calls.length = 0;
  nextSync = undefined;
  nextOutcomes = [];
  await access.database.pool.query('TRUNCATE access.sign_in_failure');
});

afterAll(async () => {
  await server?.close();
  await access?.close();
});

interface Answer {
  readonly status: number;
  readonly json: unknown;
}

async function call(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
  const response = await fetch(server.url + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
}

async function signIn(account: string): Promise<SignInResponse> {
  const { status, json } = await call('POST', '/api/session', { account, password: DEMO_PASSWORD });
  expect(status).toBe(201);
  return json as SignInResponse;
}

async function enrolled(account: string): Promise<{ token: string; device: number }> {
  const { token } = await signIn(account);
  const { json } = await call('POST', '/api/enrol', { computerName: '查干淖尔-01' }, token);
  return { token, device: (json as { device: number }).device };
}

function syncBody(device: number): SyncRequest {
  return {
    protocol: 1,
    schema: 1,
    device,
    checks: [],
    last: 0,
    commands: [],
    cursors: [],
    whole: [],
    bytesMax: 0,
  };
}

test('health says who answers and when, to anybody', async () => {
  const { status, json } = await call('GET', '/api/health');
  expect(status).toBe(200);
  expect(json).toEqual({ name: 'sumu', protocol: 1, time: '2026-11-02T01:00:00.000Z' });
});

test('signing in gives person, role and scope; signing out ends it', async () => {
  const { token, session } = await signIn('wangjianguo');
  expect(session).toMatchObject({
    personName: '王建国',
    role: 'TOWNSHIP_REVIEWER',
    scopes: [0, 159_999_101_000],
  });
  expect((await call('DELETE', '/api/session', undefined, token)).status).toBe(204);
  const after = await call('DELETE', '/api/session', undefined, token);
  expect(after).toMatchObject({ status: 401, json: { code: 'session/ended' } });
});

test('RO2 the same sign-in with another role in its body is refused, and nobody is signed in by it', async () => {
  const good = { account: 'naren', password: DEMO_PASSWORD };
  expect((await call('POST', '/api/session', good)).status).toBe(201);
  const sessions = async () =>
    (await access.database.pool.query('SELECT count(*) AS n FROM access.session')).rows[0].n;
  const before = await sessions();
  for (const extra of [
    { role: 'COUNTY_CIVIL_AFFAIRS_APPROVER' },
    { scopes: [0] },
    { unitId: 1 },
    { accountId: 1 },
  ]) {
    const answer = await call('POST', '/api/session', { ...good, ...extra });
    expect(answer).toMatchObject({
      status: 400,
      json: { code: 'request/unknown-field', fields: Object.keys(extra) },
    });
  }
  expect(await sessions()).toBe(before);
});

test('RO2 the same enrolment or sync with another role in its body is refused and does not reach the core', async () => {
  const { token, device } = await enrolled('naren');
  const role = 'COUNTY_CIVIL_AFFAIRS_APPROVER';
  const unknown = { status: 400, json: { code: 'request/unknown-field', fields: ['role'] } };
  expect(await call('POST', '/api/enrol', { computerName: 'x', role }, token)).toMatchObject(unknown);
  expect((await call('POST', '/api/sync', syncBody(device), token)).status).toBe(200);
  expect(await call('POST', '/api/sync', { ...syncBody(device), role }, token)).toMatchObject(unknown);
  expect(calls.map(({ session }) => session.role)).toEqual(['TOWNSHIP_CLERK']);
  expect(calls[0]?.session).toMatchObject({ deviceNumber: device, scopes: [0, 159_999_101_000] });
});

test('SE3 a wrong password is 401, a locked name 429 with the time to wait', async () => {
  const wrong = { account: 'saren', password: 'Wrong-password-1' };
  for (let attempt = 0; attempt < 5; attempt++) {
    expect(await call('POST', '/api/session', wrong)).toMatchObject({
      status: 401,
      json: { code: 'sign-in/refused' },
    });
  }
  const locked = await call('POST', '/api/session', { account: 'saren', password: DEMO_PASSWORD });
  expect(locked).toMatchObject({ status: 429, json: { code: 'sign-in/locked', retryAfterSeconds: 900 } });
});

test('EN2 a computer of another unit is refused with a code', async () => {
  const { device } = await enrolled('naren');
  const { token } = await signIn('gaomin');
  const answer = await call('POST', '/api/enrol', { computerName: 'x', device }, token);
  expect(answer).toMatchObject({ status: 403, json: { code: 'device/other-unit' } });
  const [first] = computers.splice(0).filter((each) => each.device === device);
  expect(first).toEqual({ device, computerName: '查干淖尔-01', unitName: '查干淖尔苏木民政办' });
});

test('SR1 a sync needs a session, a computer, and speaks only for that computer', async () => {
  expect(await call('POST', '/api/sync', syncBody(2))).toMatchObject({
    status: 401,
    json: { code: 'session/missing' },
  });
  const stale = await call('POST', '/api/sync', syncBody(2), 'x'.repeat(43));
  expect(stale).toMatchObject({ status: 401, json: { code: 'session/ended' } });
  const { token } = await signIn('naren');
  const bare = await call('POST', '/api/sync', syncBody(2), token);
  expect(bare).toMatchObject({ status: 403, json: { code: 'device/not-enrolled' } });
  const own = await enrolled('naren');
  const other = await call('POST', '/api/sync', syncBody(own.device + 1), own.token);
  expect(other).toMatchObject({ status: 403, json: { code: 'device/not-yours' } });
  expect(calls).toEqual([]);
});

test('chunks come as they are stored; what is not there or no hash is 404', async () => {
  const { token } = await enrolled('naren');
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/api/chunk/${chunkHash}`, { headers });
  expect([response.status, await response.text()]).toEqual([200, 'a page']);
  const rest = await fetch(`${server.url}/api/chunk/${chunkHash}`, {
    headers: { ...headers, range: 'bytes=2-' },
  });
  expect([rest.status, rest.headers.get('content-range'), await rest.text()]).toEqual([
    206,
    'bytes 2-5/6',
    'page',
  ]);
  for (const hash of ['00'.repeat(32), '../../etc/passwd', 'x']) {
    const answer = await call('GET', `/api/chunk/${hash}`, undefined, token);
    expect(answer.status).toBe(404);
  }
});

test('unknown addresses, methods and bodies each have their code', async () => {
  const expectCode = async (answer: Promise<Answer>, status: number, code: string): Promise<void> => {
    expect(await answer).toMatchObject({
      status,
      json: { code, message: expect.stringMatching(/[\u4e00-\u9fff]/) },
    });
  };
  await expectCode(call('GET', '/api/nothing'), 404, 'request/not-found');
  await expectCode(call('GET', '/api/chunk/'), 404, 'request/not-found');
  await expectCode(call('PUT', '/api/session', {}), 405, 'request/wrong-method');
  await expectCode(call('POST', '/api/session', '{"account":'), 415, 'request/not-json');
  await expectCode(call('POST', '/api/session', { account: 'naren' }), 400, 'request/invalid');
  await expectCode(call('POST', '/api/session', []), 400, 'request/invalid');
  await expectCode(
    call('POST', '/api/session', { account: 'x'.repeat(65), password: 'y' }),
    400,
    'request/invalid',
  );
  const plain = fetch(`${server.url}/api/session`, { method: 'POST', body: '{}' });
  expect((await plain).status).toBe(415);
});

/** One request by node:http, which packs and unpacks nothing by itself. */
function rawCall(
  path: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(server.url + path, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

const jsonType = { 'Content-Type': 'application/json' };

test.each([
  ['br', brotliCompressSync, brotliDecompressSync],
  ['gzip', gzipSync, gunzipSync],
  ['zstd', zstdCompressSync, zstdDecompressSync],
] as const)('BO2 %s both ways', async (encoding, pack, unpack) => {
  const { token, device } = await enrolled('naren');
  const outcome = { code: null, detail: null, scope: 0, commit: 1, receivedAt: '2026-11-02T01:00:00.000Z' };
  nextOutcomes = Array.from({ length: 50 }, (_, number) => ({
    ...outcome,
    number,
    outcome: 'applied',
    receipt: `R-${number}`,
  }));
  const headers = {
    ...jsonType,
    Authorization: `Bearer ${token}`,
    'Content-Encoding': encoding,
    'Accept-Encoding': `${encoding}, identity;q=0.5`,
  };
  const answer = await rawCall('/api/sync', headers, pack(Buffer.from(JSON.stringify(syncBody(device)))));
  expect([answer.status, answer.headers['content-encoding']]).toEqual([200, encoding]);
  expect(JSON.parse(unpack(answer.body).toString()).outcomes).toEqual(nextOutcomes);
  const plain = await rawCall('/api/health-none', jsonType, Buffer.from('{}'));
  expect(plain.headers['content-encoding']).toBe(undefined);
});

test('BO1 what is too large is refused, packed small or not; garbage and unknown packings too', async () => {
  const bomb = brotliCompressSync(
    Buffer.from(JSON.stringify({ account: 'a'.repeat(2 ** 21), password: 'b' })),
  );
  expect(bomb.length).toBeLessThan(2_000);
  const packed = await rawCall('/api/session', { ...jsonType, 'Content-Encoding': 'br' }, bomb);
  expect([packed.status, JSON.parse(packed.body.toString()).code]).toEqual([413, 'request/too-large']);
  const garbage = await rawCall(
    '/api/session',
    { ...jsonType, 'Content-Encoding': 'gzip' },
    randomBytes(100),
  );
  expect([garbage.status, JSON.parse(garbage.body.toString()).code]).toEqual([415, 'request/bad-encoding']);
  const unknown = await rawCall('/api/session', { ...jsonType, 'Content-Encoding': 'x' }, Buffer.from('{}'));
  expect([unknown.status, JSON.parse(unknown.body.toString()).code]).toEqual([415, 'request/bad-encoding']);
  const declared = { ...jsonType, 'Content-Length': String(2 ** 22) };
  // The server answers without reading on; whether the answer or the cut is seen first is the system's affair.
  const early = await rawCall('/api/session', declared, Buffer.alloc(2 ** 22)).catch((error: Error) => error);
  expect(early instanceof Error ? 413 : early.status).toBe(413);
});

test('HS1 a fault of ours tells its code and nothing of its inside', async () => {
  const { token, device } = await enrolled('naren');
  nextSync = () => Promise.reject(new Error('relation "secret_table" does not exist'));
  const fault = await call('POST', '/api/sync', syncBody(device), token);
  expect(fault).toMatchObject({ status: 500, json: { code: 'server/fault' } });
  expect(JSON.stringify(fault.json)).not.toMatch(/secret_table|\.ts|at /);
  expect(notes.join('\n')).toMatch(/POST \/api\/sync: .*secret_table/);
  nextSync = () => Promise.reject(new StoreFault('the database is restarting'));
  const busy = await call('POST', '/api/sync', syncBody(device), token);
  expect(busy).toMatchObject({ status: 503, json: { code: 'server/busy' } });
});

test('HS2 an answer that takes too long becomes 503, a request that does not come is cut', async () => {
  const limits = { ...HTTP_LIMITS, headersMs: 500, requestMs: 1_000, answerMs: 300 };
  const impatient = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: [...accessRoutes(access.ports, async () => []), ...syncRoutes(handlers)],
    access: access.ports,
    note: () => {},
    limits,
  });
  const { token, device } = await enrolled('naren');
  nextSync = () => sleep(600);
  const headers = { ...jsonType, Authorization: `Bearer ${token}` };
  const body = JSON.stringify(syncBody(device));
  const late = await fetch(`${impatient.url}/api/sync`, { method: 'POST', headers, body });
  expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([503, 'server/too-slow']);
  const { port } = new URL(impatient.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{',
  );
  const closed = new Promise<string>((resolve) => {
    let words = '';
    socket.on('data', (chunk) => (words += String(chunk)));
    socket.on('close', () => resolve(words));
  });
  expect(await closed).toMatch(/^HTTP\/1.1 408/);
  await impatient.close();
});

test('HS3 nothing is to be cached', async () => {
  const response = await fetch(`${server.url}/api/health`);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('x-powered-by')).toBe(null);
});

test('HS4 closing answers what is under way', async () => {
  const routes = syncRoutes(handlers);
  const other = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes,
    access: access.ports,
    note: () => {},
  });
  const { token, device } = await enrolled('naren');
  let begun = (): void => {};
  const isUnderWay = new Promise<void>((resolve) => (begun = resolve));
  nextSync = async () => {
    begun();
    await sleep(150);
  };
  const headers = { ...jsonType, Authorization: `Bearer ${token}` };
  const answer = fetch(`${other.url}/api/sync`, {
    method: 'POST',
    headers,
    body: JSON.stringify(syncBody(device)),
  });
  await isUnderWay;
  await Promise.all([other.close(), answer]);
  expect((await answer).status).toBe(200);
  await expect(fetch(`${other.url}/api/health`)).rejects.toThrow();
});
