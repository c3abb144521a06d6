/** Uploads that go on where they were, what the records say of their bytes, and what a hostile client gets. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { madeUpJpeg } from '#shared/domain/made-up-papers.ts';
import { PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import { ERASED_AFTER_DAYS } from './paper-arrivals.ts';
import { UPLOAD_KEPT_DAYS } from './upload-store.ts';
import {
  type Answer,
  NORTH,
  PHOTO,
  PIECE,
  SOUTH,
  TUS,
  about,
  access,
  arrivals,
  create,
  get,
  head,
  metadata,
  patch,
  put,
  record,
  send,
  openPapers,
  clearPapers,
  closePapers,
  server,
  sha256Of,
  stored,
  tokens,
} from './test-papers.ts';

beforeAll(openPapers);
afterEach(clearPapers);
afterAll(closePapers);

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
  expect((await create(PHOTO)).status).toBe(201);
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
    const { promise, resolve } = Promise.withResolvers<void>();
    const socket = halfOpen(photo, at, 1 + cut * 7_919);
    socket.once('close', resolve);
    setTimeout(() => socket.destroy(), 30);
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

test('PA6 what is here is not taken again: its upload ends where it begins, with the first piece and without', async () => {
  await record(PHOTO);
  await put(PHOTO);
  await record(PHOTO, { scope: SOUTH });
  expect(await arrivalOf(PHOTO)).toEqual(['arrived', 'awaited']);
  expect((await create(PHOTO, 'gaomin')).status).toBe(201);
  expect(await head(sha256Of(PHOTO), 'gaomin')).toMatchObject({ status: 200, offset: PHOTO.length });
  expect(await arrivalOf(PHOTO)).toEqual(['arrived', 'arrived']);
  expect(await stored()).toHaveLength(1);
});

test('PA6 a creation that finds its upload says where it stands, whatever it brought', async () => {
  await record(PHOTO);
  await create(PHOTO);
  await patch(sha256Of(PHOTO), 0, PHOTO.subarray(0, 500));
  const first = { ...PIECE, ...about(sha256Of(PHOTO), PHOTO.length) };
  const again = () => send('POST', '/api/paper-upload', 'naren', first, PHOTO.subarray(0, 700));
  expect(await again()).toMatchObject({ status: 201, offset: 500 });
  await patch(sha256Of(PHOTO), 500, PHOTO.subarray(500));
  expect(await again()).toMatchObject({ status: 201, offset: PHOTO.length });
  expect((await get(PHOTO)).bytes.equals(PHOTO)).toBe(true);
});

/** A request that says it brings the rest from a byte on, and brings so much of it. */
function halfOpen(bytes: Buffer, from: number, brought: number): Socket {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.write(
    `PATCH /api/paper-upload/${sha256Of(bytes)} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${tokens.get('naren')}\r\n` +
      `tus-resumable: 1.0.0\r\ncontent-type: application/offset+octet-stream\r\nupload-offset: ${from}\r\n` +
      `content-length: ${bytes.length - from}\r\n\r\n`,
  );
  socket.write(bytes.subarray(from, from + brought));
  return socket;
}

test('PR6 a line that fell silent in a piece: whoever asks next hears of every byte that came, and goes on there', async () => {
  await record(PHOTO);
  await create(PHOTO);
  const silent = halfOpen(PHOTO, 0, 777);
  // Until it is being read.
  await sleep(300);
  expect(await head(sha256Of(PHOTO))).toMatchObject({ status: 200, offset: 777 });
  expect(await patch(sha256Of(PHOTO), 777, PHOTO.subarray(777))).toMatchObject({ status: 204 });
  expect((await get(PHOTO)).bytes.equals(PHOTO)).toBe(true);
  silent.destroy();
});

test('PA6 two at once, and one twice: one wins at each byte, and it is kept once', async () => {
  await record(PHOTO);
  const name = sha256Of(PHOTO);
  await create(PHOTO);
  const piece = PHOTO.subarray(0, 900);
  const both = await Promise.all([patch(name, 0, piece), patch(name, 0, piece)]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
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
    [send('PATCH', `${path}/${name}`, 'naren', { ...TUS, 'upload-offset': '500' }), 400, 'request/invalid'],
    [send('PATCH', `${path}/${name}`, 'naren', PIECE, PHOTO), 400, 'request/invalid'],
    [patch(name, 500, PHOTO), 413, 'request/too-large'],
    [patch(name, PHOTO.length, PHOTO.subarray(0, 1)), 409, 'paper/wrong-offset'],
    [made({ ...about(name, PHOTO.length), 'upload-concat': 'partial' }), 400, 'request/invalid'],
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
