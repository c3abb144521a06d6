/** Papers' bytes at the centre, over real HTTP on a real database: who may bring them, who may have them, and what is not taken. */
import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DEMO_TOWNSHIPS } from '#shared/domain/division.ts';
import { exifWithPlace, madeUpJpeg, madeUpPdf } from '#shared/domain/made-up-papers.ts';
import { PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import { openTestAccess, type TestAccess } from '../accounts/test-access.ts';
import { accessRoutes } from '../http/access-routes.ts';
import { type HttpServer, startHttpServer } from '../http/server.ts';
import { PostgresStore } from '../store/postgres-store.ts';
import { ERASED_AFTER_DAYS, PaperArrivals } from './paper-arrivals.ts';
import { paperRoutes } from './paper-routes.ts';
import { PostgresPaperStore } from './paper-store.ts';
import { UPLOAD_KEPT_DAYS, UploadStore } from './upload-store.ts';

const [NORTH, SOUTH] = DEMO_TOWNSHIPS.map(({ code }) => code) as [number, number];
const PHOTO = Buffer.from(madeUpJpeg(640, 480));
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
let access: TestAccess;
let server: HttpServer;
let papers = 0;
let arrivals: PaperArrivals;
const tokens = new Map<string, string>();

beforeAll(async () => {
  access = await openTestAccess();
  const { pool } = access.database;
  const { clock } = access.ports;
  const uploads = new UploadStore(pool);
  const store = new PostgresStore(pool);
  // Their logs exist before there is a paper in them.
  await store.transaction([NORTH, SOUTH], async () => {});
  arrivals = new PaperArrivals({ pool, store, uploads, clock });
  const papers = paperRoutes({ store: new PostgresPaperStore(pool), uploads, arrivals, clock });
  const routes = [...accessRoutes(access.ports, async () => []), ...papers];
  const notes = { note: (line: string) => console.error(line) };
  server = await startHttpServer({ host: '127.0.0.1', port: 0, routes, access: access.ports, ...notes });
  for (const account of ['naren', 'gaomin', 'chenliqun', 'saren']) {
    const { token } = await access.signIn(account);
    tokens.set(account, token);
    const body = JSON.stringify({ computerName: `${account}-1` });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    await fetch(`${server.url}/api/enrol`, { method: 'POST', headers, body });
  }
});
afterEach(() => access.database.pool.query('TRUNCATE paper, paper_content, paper_upload CASCADE'));
afterAll(async () => {
  await server?.close();
  await access?.close();
});

/** A record of a paper, as the judge would have written it. */
async function record(
  bytes: Uint8Array,
  more: { scope?: number; material?: string; removed?: boolean } = {},
) {
  const { scope = NORTH, material = 'ID_COPY', removed = false } = more;
  await access.database.pool.query(
    'INSERT INTO paper (scope, id, person_id, material, sha256, removed_at) VALUES ($1, $2, 1, $3, $4, $5)',
    [scope, ++papers, material, sha256Of(bytes), removed ? '2026-11-02T00:00:00.000Z' : null],
  );
}

interface Answer {
  readonly status: number;
  readonly code: string | null;
  readonly bytes: Buffer;
  readonly offset: number | null;
  readonly headers: Headers;
}

async function send(
  method: string,
  path: string,
  account: string,
  headers: Record<string, string> = {},
  body?: Uint8Array,
): Promise<Answer> {
  const authorization = `Bearer ${tokens.get(account) ?? 'x'.repeat(43)}`;
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization, ...headers },
    ...(body && { body: new Uint8Array(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const code = response.ok || !bytes.length ? null : (JSON.parse(bytes.toString()) as { code: string }).code;
  const offset = response.headers.get('upload-offset');
  return {
    ...{ status: response.status, code, bytes, headers: response.headers },
    offset: offset === null ? null : Number(offset),
  };
}

const call = (method: 'GET', name: string, account: string) => send(method, `/api/paper/${name}`, account);
const TUS = { 'tus-resumable': '1.0.0' };
const PIECE = { ...TUS, 'content-type': 'application/offset+octet-stream' };
const metadata = (name: string) => `sha256 ${Buffer.from(name).toString('base64')}`;
const about = (name: string, length: number | string) => ({
  'upload-length': String(length),
  'upload-metadata': metadata(name),
});
/** A whole file in the request that creates its upload. */
const put = (bytes: Uint8Array, account = 'naren', name = sha256Of(bytes)) =>
  send('POST', '/api/paper-upload', account, { ...PIECE, ...about(name, bytes.length) }, bytes);
const create = (bytes: Uint8Array, account = 'naren', length: number | string = bytes.length) =>
  send('POST', '/api/paper-upload', account, { ...TUS, ...about(sha256Of(bytes), length) });
const head = (name: string, account = 'naren') => send('HEAD', `/api/paper-upload/${name}`, account, TUS);
const patch = (name: string, at: number | string, piece: Uint8Array, account = 'naren') =>
  send('PATCH', `/api/paper-upload/${name}`, account, { ...PIECE, 'upload-offset': String(at) }, piece);
const get = (bytes: Uint8Array, account = 'naren') => call('GET', sha256Of(bytes), account);
const stored = async () =>
  (await access.database.pool.query('SELECT sha256, media_type, length(body) AS n FROM paper_content')).rows;

test('a photo goes up and comes down as it was, for the township and for its county', async () => {
  await record(PHOTO);
  expect(await put(PHOTO)).toMatchObject({ status: 201, offset: PHOTO.length });
  for (const account of ['naren', 'chenliqun', 'saren']) {
    const answer = await get(PHOTO, account);
    expect([answer.status, answer.bytes.equals(PHOTO)]).toEqual([200, true]);
  }
  expect(await stored()).toEqual([{ sha256: sha256Of(PHOTO), media_type: 'image/jpeg', n: PHOTO.length }]);
});

test('PS1 without a record nobody may bring it, nor under a record of another township', async () => {
  expect(await put(PHOTO)).toMatchObject({ status: 404, code: 'paper/not-found' });
  await record(PHOTO, { scope: SOUTH });
  expect(await put(PHOTO)).toMatchObject({ status: 404, code: 'paper/not-found' });
  expect(await stored()).toEqual([]);
  expect((await put(PHOTO, 'gaomin')).status).toBe(201);
});

test('PR2 absent, of another township, taken away, no hash at all: word for word one answer', async () => {
  await record(PHOTO, { scope: SOUTH });
  await put(PHOTO, 'gaomin');
  const gone = Buffer.from(madeUpPdf());
  await record(gone);
  await put(gone);
  expect((await get(gone)).status).toBe(200);
  await access.database.pool.query(
    "UPDATE paper SET removed_at = '2026-11-02T00:00:00.000Z' WHERE scope = $1",
    [NORTH],
  );
  const answers = await Promise.all([
    get(PHOTO),
    get(gone),
    call('GET', '0'.repeat(64), 'naren'),
    call('GET', '..%2f..%2fetc%2fpasswd', 'naren'),
    call('GET', `${sha256Of(PHOTO)}' OR 1=1 --`, 'naren'),
  ]);
  for (const { status, bytes } of answers)
    expect([status, bytes.toString()]).toEqual([404, answers[0]?.bytes.toString()]);
  expect((await get(PHOTO, 'gaomin')).status).toBe(200);
});

test('PS2 a bank card is handed to those who may see money, not to the federation', async () => {
  await record(PHOTO, { material: 'BANK_ACCOUNT' });
  await put(PHOTO);
  expect((await get(PHOTO, 'chenliqun')).code).toBe('paper/not-found');
  expect((await get(PHOTO, 'saren')).status).toBe(200);
  await record(PHOTO, { material: 'OTHER' });
  expect((await get(PHOTO, 'chenliqun')).status).toBe(200);
});

test('the same content a second time is kept once', async () => {
  await record(PHOTO);
  await record(PHOTO, { scope: SOUTH });
  expect([(await put(PHOTO)).status, (await put(PHOTO, 'gaomin')).status]).toEqual([201, 201]);
  expect(await stored()).toHaveLength(1);
});

const MUCH = Buffer.concat([PHOTO, randomBytes(PAPER_LIMITS.fileBytes)]);
const WITH_PLACE = Buffer.from(madeUpJpeg(8, 8, { segments: [exifWithPlace()] }));
const PAGE = Buffer.from('<html><script>alert(1)</script></html>');
test.each([
  ['what is not what its name says', PHOTO, sha256Of(PAGE), 400, 'paper/hash-mismatch'],
  ['a web page', PAGE, sha256Of(PAGE), 400, 'paper/not-a-paper'],
  ['a photo that says where it was taken', WITH_PLACE, sha256Of(WITH_PLACE), 400, 'paper/not-a-paper'],
  ['nothing', Buffer.alloc(0), sha256Of(Buffer.alloc(0)), 400, 'paper/not-a-paper'],
  ['more than 20 MB', MUCH, sha256Of(MUCH), 413, 'request/too-large'],
])('PR1 %s is not taken, though a record names it', async (_what, bytes, name, status, code) => {
  await access.database.pool.query(
    "INSERT INTO paper (scope, id, material, sha256) VALUES ($1, 1, 'OTHER', $2)",
    [NORTH, name],
  );
  // What is too long is answered without being read: the answer or the cut may be seen first.
  const answer = await put(bytes, 'naren', name).catch(() => ({ status: 413, code: 'request/too-large' }));
  expect(answer).toMatchObject({ status, code });
  expect(await stored()).toEqual([]);
});

test('20 MB to the byte are taken and come back', async () => {
  const head = PHOTO.subarray(0, -2);
  // Coded data may be as long as it likes: zeros are coded data.
  const bytes = Buffer.concat([
    head,
    Buffer.alloc(PAPER_LIMITS.fileBytes - PHOTO.length),
    PHOTO.subarray(-2),
  ]);
  await record(bytes);
  expect((await put(bytes)).status).toBe(201);
  expect((await get(bytes)).bytes.equals(bytes)).toBe(true);
});

test('without a session, or packed, nothing is read', async () => {
  await record(PHOTO);
  expect(await put(PHOTO, 'nobody')).toMatchObject({ code: 'session/ended' });
  expect(await call('GET', sha256Of(PHOTO), 'nobody')).toMatchObject({ code: 'session/ended' });
  const name = sha256Of(PHOTO);
  const packed = { ...PIECE, ...about(name, PHOTO.length), 'content-encoding': 'gzip' };
  const answer = await send('POST', '/api/paper-upload', 'naren', packed, PHOTO);
  expect(answer).toMatchObject({ status: 415, code: 'request/bad-encoding' });
  expect(await stored()).toEqual([]);
});

test('a computer that was never enrolled neither brings nor has', async () => {
  await record(PHOTO);
  tokens.set('bare', (await access.signIn('naren')).token);
  expect(await put(PHOTO, 'bare')).toMatchObject({ status: 403, code: 'device/not-enrolled' });
  expect(await get(PHOTO, 'bare')).toMatchObject({ status: 403, code: 'device/not-enrolled' });
});

const arrivalOf = async (bytes: Uint8Array) =>
  (
    await access.database.pool.query(
      'SELECT arrived_at IS NOT NULL AS arrived, erased_at IS NOT NULL AS erased FROM paper WHERE sha256 = $1 ORDER BY scope, id',
      [sha256Of(bytes)],
    )
  ).rows.map(({ arrived, erased }) => (erased ? 'erased' : arrived ? 'arrived' : 'awaited'));
const halves = async () => (await access.database.pool.query('SELECT at FROM paper_upload')).rows;

test('PA5 an upload goes on where it was, in any pieces; the records hear of it in the log of their scopes', async () => {
  await record(PHOTO);
  await record(PHOTO, { scope: SOUTH });
  const name = sha256Of(PHOTO);
  expect(await create(PHOTO)).toMatchObject({ status: 201, offset: 0 });
  for (let at = 0; at < PHOTO.length; ) {
    expect(await head(name)).toMatchObject({ status: 200, offset: at });
    expect(await arrivalOf(PHOTO)).toEqual(['awaited', 'awaited']);
    const answer = await patch(name, at, PHOTO.subarray(at, at + 1_111));
    expect(answer.status).toBe(204);
    at = answer.offset ?? 0;
  }
  expect((await get(PHOTO)).bytes.equals(PHOTO)).toBe(true);
  expect(await arrivalOf(PHOTO)).toEqual(['arrived', 'arrived']);
  const { rows } = await access.database.pool.query(
    "SELECT DISTINCT scope FROM log WHERE payload LIKE '%arrivedAt%' ORDER BY scope",
  );
  expect(rows.map(({ scope }) => Number(scope))).toEqual([NORTH, SOUTH]);
  expect([await halves(), await head(name)]).toMatchObject([[], { status: 200, offset: PHOTO.length }]);
});

test('PA5 a line cut at any byte of a piece loses nothing that had come', async () => {
  const photo = Buffer.concat([PHOTO.subarray(0, -2), Buffer.alloc(1_500_000), PHOTO.subarray(-2)]);
  await record(photo);
  const name = sha256Of(photo);
  await create(photo);
  let at = 0;
  let gained = 0;
  for (let cut = 0; at < photo.length && cut < 60; cut++) {
    const { port } = new URL(server.url);
    const { promise, resolve } = Promise.withResolvers<void>();
    const socket = connect(Number(port), '127.0.0.1');
    const rest = photo.subarray(at);
    socket.on('error', () => {});
    socket.once('close', resolve);
    socket.write(
      `PATCH /api/paper-upload/${name} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${tokens.get('naren')}\r\ntus-resumable: 1.0.0\r\n` +
        `content-type: application/offset+octet-stream\r\nupload-offset: ${at}\r\ncontent-length: ${rest.length}\r\n\r\n`,
    );
    socket.write(rest.subarray(0, 1 + cut * 7_919), () => setTimeout(() => socket.destroy(), 30));
    await promise;
    const before = at;
    // A machine that is busy may not have read any of it.
    for (let tried = 0; tried < 40 && at === before; tried++) {
      await sleep(10);
      at = (await head(name)).offset ?? 0;
    }
    expect(at).toBeGreaterThanOrEqual(before);
    if (at > before) gained += 1;
  }
  expect(gained).toBeGreaterThan(3);
  expect((await get(photo)).bytes.equals(photo)).toBe(true);
});

test('PA6 what is here is not taken again: creating says at once that it ends where it begins', async () => {
  await record(PHOTO);
  await put(PHOTO);
  await record(PHOTO, { scope: SOUTH });
  expect(await arrivalOf(PHOTO)).toEqual(['arrived', 'awaited']);
  expect(await create(PHOTO, 'gaomin')).toMatchObject({ status: 201, offset: PHOTO.length });
  expect(await arrivalOf(PHOTO)).toEqual(['arrived', 'arrived']);
  expect(await stored()).toHaveLength(1);
});

test('PA6 two at once, and one twice: one wins at each byte, and it is kept once', async () => {
  await record(PHOTO);
  const name = sha256Of(PHOTO);
  await create(PHOTO);
  const piece = PHOTO.subarray(0, 900);
  const both = await Promise.all([patch(name, 0, piece), patch(name, 0, piece)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  await Promise.all([1, 2, 3].map(() => patch(name, 900, PHOTO.subarray(900))));
  expect(await stored()).toHaveLength(1);
});

test('PA7 a hostile client changes nothing and hears a clear code', async () => {
  await record(PHOTO);
  await record(PHOTO, { scope: SOUTH });
  const name = sha256Of(PHOTO);
  await create(PHOTO);
  await patch(name, 0, PHOTO.subarray(0, 500));
  const path = '/api/paper-upload';
  const made = (headers: Record<string, string>) => send('POST', path, 'naren', { ...TUS, ...headers });
  const answers: [Promise<Answer>, number, string | null][] = [
    [send('POST', path, 'naren', about(name, 9)), 412, 'paper/tus-version'],
    [made(about(name, '-1')), 400, 'request/invalid'],
    [made(about(name, '1e9')), 400, 'request/invalid'],
    [made(about(name, PAPER_LIMITS.fileBytes + 1)), 413, 'request/too-large'],
    [made(about(name, 0)), 400, 'paper/not-a-paper'],
    [made({ 'upload-length': '9', 'upload-defer-length': '1' }), 400, 'request/invalid'],
    [made({ ...about(name, 9), 'upload-metadata': `sha256 ${'A'.repeat(9_000)}` }), 400, 'request/invalid'],
    [made({ ...about(name, 9), 'upload-metadata': metadata('../../etc/passwd') }), 400, 'request/invalid'],
    [made(about('0'.repeat(64), 9)), 404, 'paper/not-found'],
    [patch(name, 0, PHOTO), 409, 'paper/wrong-offset'],
    [patch(name, '500abc', PHOTO), 400, 'request/invalid'],
    [patch(name, 500, PHOTO.subarray(500), 'gaomin'), 404, 'paper/not-found'],
    [patch('..%2f..%2fetc%2fpasswd', 0, PHOTO), 404, 'paper/not-found'],
    [patch('0'.repeat(64), 0, PHOTO), 404, 'paper/not-found'],
    [send('DELETE', `${path}/${name}`, 'gaomin', TUS), 404, 'paper/not-found'],
    [
      send('PATCH', `${path}/${name}`, 'naren', { ...TUS, 'upload-offset': '500' }),
      415,
      'request/bad-encoding',
    ],
  ];
  for (const [answer, status, code] of answers) expect(await answer).toMatchObject({ status, code });
  expect((await head(name, 'gaomin')).status).toBe(404);
  expect(await head(name)).toMatchObject({ status: 200, offset: 500 });
  expect(await stored()).toEqual([]);
});

test('PA7 a body without an end is cut off at the length that was told; other bytes under the name leave nothing', async () => {
  await record(PHOTO);
  const name = sha256Of(PHOTO);
  await create(PHOTO);
  async function* endless() {
    for (;;) yield Buffer.alloc(64 * 1024, 7);
  }
  const answer = fetch(`${server.url}/api/paper-upload/${name}`, {
    method: 'PATCH',
    headers: { ...PIECE, authorization: `Bearer ${tokens.get('naren')}`, 'upload-offset': '0' },
    body: endless(),
    duplex: 'half',
  } as never).then(
    ({ status }) => status,
    () => 413,
  );
  expect(await answer).toBe(413);
  expect(await patch(name, 0, Buffer.alloc(PHOTO.length, 7))).toMatchObject({ code: 'paper/hash-mismatch' });
  expect([await stored(), await halves(), (await head(name)).status]).toEqual([[], [], 404]);
  expect(await arrivalOf(PHOTO)).toEqual(['awaited']);
});

test('UP3 a half that nobody went on with for a week goes, a younger one stays; one may be taken back', async () => {
  await record(PHOTO);
  await create(PHOTO);
  access.advance((UPLOAD_KEPT_DAYS - 1) * 86_400_000);
  await arrivals.keepHouse();
  expect(await halves()).toHaveLength(1);
  access.advance(2 * 86_400_000);
  await arrivals.keepHouse();
  expect(await halves()).toEqual([]);
});

test('PA8 part of a file comes by Range; beyond its end there is nothing', async () => {
  await record(PHOTO);
  await put(PHOTO);
  const part = (range: string) =>
    send('GET', `/api/paper/${sha256Of(PHOTO)}`, 'naren', { range: `bytes=${range}` });
  const parts = [await part('0-99'), await part('100-')];
  expect(parts.map(({ status }) => status)).toEqual([206, 206]);
  expect(parts[0]?.headers.get('content-range')).toBe(`bytes 0-99/${PHOTO.length}`);
  expect(Buffer.concat(parts.map(({ bytes }) => bytes)).equals(PHOTO)).toBe(true);
  expect(await part(`${PHOTO.length}-`)).toMatchObject({ status: 416, code: 'paper/wrong-range' });
});

test('I16 over attaching, removing, uploading, dying between and keeping house in any order: what a record says of its bytes is so', async () => {
  const { pool } = access.database;
  for (let seed = 1; seed <= 12; seed++) {
    const next = seeded(seed);
    const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;
    const contents = [1, 2, 3].map((number) => Buffer.from(madeUpJpeg(8 + number + 10 * seed, 8)));
    for (let step = 0; step < 40; step++) {
      const bytes = pick(contents);
      const move = pick(['attach', 'remove', 'upload', 'upload', 'half', 'die', 'days', 'house']);
      if (move === 'attach') await record(bytes, { scope: pick([NORTH, SOUTH]) });
      else if (move === 'remove')
        await pool.query(
          `UPDATE paper SET removed_at = $2 WHERE (scope, id) IN
             (SELECT scope, id FROM paper WHERE sha256 = $1 AND removed_at IS NULL ORDER BY id LIMIT 1)`,
          [sha256Of(bytes), new Date(access.ports.clock.now()).toISOString()],
        );
      else if (move === 'upload') await put(bytes, pick(['naren', 'gaomin']));
      else if (move === 'half') {
        await create(bytes);
        await patch(sha256Of(bytes), 0, bytes.subarray(0, 50));
      } else if (move === 'die' && next() < 0.5)
        // Between keeping and telling.
        await pool.query('UPDATE paper SET arrived_at = NULL WHERE sha256 = $1 AND removed_at IS NULL', [
          sha256Of(bytes),
        ]);
      else if (move === 'days') access.advance(pick([1, 20, ERASED_AFTER_DAYS + 1]) * 86_400_000);
      else if (move === 'house') await arrivals.keepHouse();
      await keepsItsWord(seed, step);
    }
    await arrivals.keepHouse();
    const { rows } = await pool.query(
      `SELECT 1 FROM paper p LEFT JOIN paper_content c USING (sha256)
       WHERE (p.removed_at IS NULL AND (p.arrived_at IS NOT NULL) <> (c.sha256 IS NOT NULL))
          OR (p.arrived_at IS NOT NULL AND p.erased_at IS NULL AND c.sha256 IS NULL)`,
    );
    expect([seed, rows]).toEqual([seed, []]);
    await pool.query('TRUNCATE paper, paper_content, paper_upload CASCADE');
  }
}, 60_000);

/** I16: what is said to have arrived is here, under its own hash. */
async function keepsItsWord(seed: number, step: number): Promise<void> {
  const { pool } = access.database;
  const unresolved = await pool.query(
    `SELECT p.sha256 FROM paper p LEFT JOIN paper_content c USING (sha256)
     WHERE p.arrived_at IS NOT NULL AND p.erased_at IS NULL AND c.sha256 IS NULL`,
  );
  const wrong = await pool.query(
    "SELECT sha256 FROM paper_content WHERE sha256 <> encode(sha256(body), 'hex')",
  );
  expect([seed, step, unresolved.rows, wrong.rows]).toEqual([seed, step, [], []]);
}

/** One seed, one history. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
