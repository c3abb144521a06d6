/** Papers' bytes at the centre, over real HTTP on a real database: who may bring them, who may have them, and what is not taken. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { exifWithPlace, madeUpJpeg, madeUpPdf } from '#shared/domain/made-up-papers.ts';
import { PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import {
  NORTH,
  PHOTO,
  PIECE,
  SOUTH,
  about,
  access,
  call,
  get,
  put,
  record,
  send,
  openPapers,
  clearPapers,
  closePapers,
  sha256Of,
  stored,
  tokens,
} from './test-papers.ts';

beforeAll(openPapers);
afterEach(clearPapers);
afterAll(closePapers);

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
