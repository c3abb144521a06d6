/** The desk's side of uploads and fetches, over real HTTP, with a centre that lies, breaks off or is no centre: a clear failure of the line, never
 *  an end that is none. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import { CentralRefusal, LinkError, SessionEndedError } from '../sync/central-client.ts';
import { httpPaperCentre, type PaperCentre } from './paper-centre.ts';

const NAME = 'ab'.repeat(32);
const PIECE = Buffer.alloc(1_000, 7);
const { signal } = new AbortController();
let asked: IncomingMessage[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {};
let centre: PaperCentre;
const server = createServer((request, response) => {
  asked.push(request);
  request.resume().on('end', () => answer(request, response));
});

beforeEach(async () => {
  asked = [];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  centre = httpPaperCentre(`http://127.0.0.1:${port}`, () => 'token-of-now');
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const says = (status: number, headers: Record<string, string> = {}, body?: string | Buffer) => {
  answer = (_request, response) => void response.writeHead(status, headers).end(body);
};
const append = (at = 0) => centre.append(NAME, at, PIECE, signal);

const range = (from: number, to: number, of: number) => ({ 'Content-Range': `bytes ${from}-${to}/${of}` });

test('PA5 a piece goes as tus has it, and where the upload stands is the centre’s word', async () => {
  says(204, { 'Upload-Offset': '1500' });
  expect(await append(500)).toBe(1_500);
  expect([asked[0]?.method, asked[0]?.url, asked[0]?.headers]).toMatchObject([
    'PATCH',
    `/api/paper-upload/${NAME}`,
    {
      ...{ 'tus-resumable': '1.0.0', 'upload-offset': '500', 'content-length': '1000' },
      ...{ 'content-type': 'application/offset+octet-stream', authorization: 'Bearer token-of-now' },
    },
  ]);
  // Less than was sent: the line broke on its way, and the centre says so.
  says(204, { 'Upload-Offset': '777' });
  expect(await append(500)).toBe(777);
});

test.each([
  ['does not move', '500'],
  ['goes back', '499'],
  ['is no number', 'much'],
  ['is below nothing', '-1'],
  ['is part of a byte', '700.5'],
  ['is not told', ''],
])('PA7 an offset that %s is a garbled answer', async (_what, offset) => {
  says(204, offset ? { 'Upload-Offset': offset } : {});
  await expect(append(500)).rejects.toMatchObject({ trouble: 'garbled' });
});

test('PA7 a refusal is its code; an ended session is one; what is no centre is a failure of the line', async () => {
  const json = { 'content-type': 'application/json' };
  says(409, json, JSON.stringify({ code: 'paper/wrong-offset', message: '' }));
  await expect(append()).rejects.toThrow(CentralRefusal);
  says(401, json, JSON.stringify({ code: 'session/ended', message: '' }));
  await expect(append()).rejects.toThrow(SessionEndedError);
  says(200, { 'content-type': 'text/html' }, '<html>請先登錄校園網</html>');
  await expect(append()).rejects.toThrow(LinkError);
  says(302, { Location: 'http://127.0.0.1:9/' });
  await expect(append()).rejects.toThrow(LinkError);
});

test('TR4 an answer that breaks off, before its head or in its body, ends; so does what is stopped', async () => {
  answer = (_request, response) => void response.destroy();
  await expect(append()).rejects.toThrow(LinkError);
  answer = (_request, response) => {
    response.writeHead(400, { 'content-type': 'application/json', 'content-length': '500' });
    response.write('{"code":');
    setTimeout(() => response.destroy(), 20);
  };
  await expect(append()).rejects.toThrow();
  answer = () => {};
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(), 50);
  await expect(centre.append(NAME, 0, PIECE, stopping.signal)).rejects.toThrow(LinkError);
});

test('TR4 a line that fell silent is given up, before the head of an answer and in its body', async () => {
  const { port } = server.address() as AddressInfo;
  const impatient = httpPaperCentre(`http://127.0.0.1:${port}`, () => '', 100);
  answer = () => {};
  await expect(impatient.offset(NAME, signal)).rejects.toThrow(LinkError);
  answer = (_request, response) => {
    response.writeHead(206, { ...range(0, 19, 5_000), 'content-length': '20' });
    response.write(PIECE.subarray(0, 5));
  };
  expect((await impatient.get(NAME, 0, 20, signal))?.bytes).toHaveLength(5);
});

test('PA5 an upload that the centre does not know is none; one that it knows stands where it says', async () => {
  says(404);
  expect(await centre.offset(NAME, signal)).toBeNull();
  says(200, { 'Upload-Offset': '0', 'Upload-Length': '2000' });
  expect(await centre.offset(NAME, signal)).toBe(0);
});

test('PA8 a piece is what was asked for, or what a broken line left of it', async () => {
  const get = () => centre.get(NAME, 100, 1_000, signal);
  says(206, range(100, 1_099, 5_000), PIECE);
  expect(await get()).toEqual({ bytes: PIECE, byteCount: 5_000 });
  expect(asked[0]?.headers['range']).toBe('bytes=100-1099');
  answer = (_request, response) => {
    response.writeHead(206, { ...range(100, 1_099, 5_000), 'content-length': '1000' });
    response.write(PIECE.subarray(0, 333));
    setTimeout(() => response.destroy(), 100);
  };
  expect((await get())?.bytes).toHaveLength(333);
  says(404);
  expect(await get()).toBeNull();
});

test.each([
  ['begins elsewhere', range(0, 999, 5_000), PIECE],
  ['is longer than was asked for', range(100, 1_099, 5_000), Buffer.alloc(1_001)],
  ['is of more than a file may be', range(100, 1_099, PAPER_LIMITS.fileBytes + 1), PIECE],
  ['does not say what it is', {}, PIECE],
])('PA8 a piece that %s is a garbled answer', async (_what, headers, body) => {
  says(206, headers as Record<string, string>, body);
  await expect(centre.get(NAME, 100, 1_000, signal)).rejects.toMatchObject({ trouble: 'garbled' });
});
