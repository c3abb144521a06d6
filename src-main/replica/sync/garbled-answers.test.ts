/** What answers in the centre's place when it is not the centre: too long, packed to burst, never ending, of another kind. Real HTTP. The
 *  desk reads no more than it has to, gives up in time, and knows what to call it. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SyncRequest } from '#shared/sync/frames.ts';
import { httpTransport, LinkError, type LinkTrouble, signInAtCentre } from './central-client.ts';

const MIB = 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json' };
const REQUEST: SyncRequest = {
  ...{ protocol: 1, schema: 1, device: 21, checks: [], last: 0 },
  ...{ commands: [], cursors: [], whole: [], bytesMax: 0 },
};
let server: Server;
let url: string;
let answer: (response: ServerResponse) => void;
let written = 0;
const paths: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    paths.push(request.url ?? '');
    request.resume();
    request.once('end', () => answer(response));
  });
  server.on('connection', (socket: Socket) => {
    socket.on('close', () => {
      written += socket.bytesWritten;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  written = 0;
  paths.length = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const limits = { accessTimeoutMs: 400, syncTimeoutMs: 400 };
const sync = () => httpTransport(url, 'token-1').sync(REQUEST);
const chunk = () => httpTransport(url, 'token-1').chunk('ab'.repeat(32), 0, () => {});
const signIn = () => signInAtCentre(url, 'naren', 'sumu-demo-2026');

async function troubleOf(call: () => Promise<unknown>): Promise<LinkTrouble> {
  const error = await call().then(
    () => new Error('it was taken'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof LinkError)) throw error;
  return error.trouble;
}

/** Writes `parts` pieces of a mebibyte, as fast as they are taken, until nobody takes them. */
function pour(response: ServerResponse, parts: number, piece = Buffer.alloc(MIB, 0x20)): void {
  let left = parts;
  const more = (): void => {
    while (left-- > 0) {
      if (response.destroyed) return;
      if (!response.write(piece)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
}

describe('too long', () => {
  test('a body of 200 MB is cut where no reply of ours is that long', async () => {
    answer = (response) => pour(response.writeHead(200, JSON_TYPE), 200);
    const before = process.memoryUsage().rss;
    expect(await troubleOf(sync)).toBe('garbled');
    await expect.poll(() => written, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(written).toBeLessThan(80 * MIB);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MIB);
  });

  test('one that says how long it is is not read at all', async () => {
    answer = (response) => pour(response.writeHead(200, { ...JSON_TYPE, 'content-length': 500 * MIB }), 500);
    expect(await troubleOf(sync)).toBe('garbled');
    await expect.poll(() => written, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(written).toBeLessThan(16 * MIB);
  });

  test('200 kB that unpack to 200 MB are cut the same', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * MIB, 0x20));
    answer = (response) =>
      void response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(bomb);
    const before = process.memoryUsage().rss;
    expect(await troubleOf(sync)).toBe('garbled');
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MIB);
  });

  test.each([
    ['a sign-in', signIn, 4],
    ['a chunk', chunk, 40],
    ['a fault', sync, 4],
  ])('%s has a smaller measure', async (what, call, mib) => {
    const status = what === 'a fault' ? 409 : 200;
    const type = what === 'a chunk' ? { 'content-type': 'application/octet-stream' } : JSON_TYPE;
    answer = (response) => pour(response.writeHead(status, type), mib);
    expect(await troubleOf(call)).toBe('garbled');
  });
});

describe('never ending', () => {
  test('a byte now and then is given up in time', async () => {
    answer = (response) => {
      response.writeHead(200, JSON_TYPE);
      const timer = setInterval(() => response.write(' '), 50);
      response.once('close', () => clearInterval(timer));
    };
    const startedAt = performance.now();
    expect(await troubleOf(() => httpTransport(url, 't', limits).sync(REQUEST))).toBe('no-answer');
    expect(await troubleOf(() => signInAtCentre(url, 'naren', 'x', limits))).toBe('no-answer');
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  test('headers that never come are given up in time', async () => {
    answer = () => undefined;
    expect(await troubleOf(() => httpTransport(url, 't', limits).sync(REQUEST))).toBe('no-answer');
  });
});

const OTHERS: [string, (response: ServerResponse) => void, LinkTrouble][] = [
  [
    'a page of a portal with 200',
    (response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>请先登录网络</html>'),
    'garbled',
  ],
  [
    'the right words under the wrong type',
    (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('{}'),
    'garbled',
  ],
  [
    'JSON that breaks off',
    (response) => void response.writeHead(200, JSON_TYPE).end('{"protocol":1,'),
    'garbled',
  ],
  ['nothing at all', (response) => void response.writeHead(200, JSON_TYPE).end(), 'garbled'],
  [
    'what says it is packed and is not',
    (response) => void response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end('plain'),
    'garbled',
  ],
  ['another server’s 404', (response) => void response.writeHead(404).end('<h1>Not Found</h1>'), 'garbled'],
  ['a portal’s 403', (response) => void response.writeHead(403).end('<h1>请认证</h1>'), 'garbled'],
  ['a gateway’s 502', (response) => void response.writeHead(502).end('<h1>Bad Gateway</h1>'), 'busy'],
  [
    'a centre that is busy',
    (response) =>
      void response.writeHead(503, JSON_TYPE).end(JSON.stringify({ code: 'server/busy', message: '' })),
    'busy',
  ],
];
test.each(OTHERS)('%s is called what it is', async (_what, given, trouble) => {
  answer = given;
  expect(await troubleOf(sync)).toBe(trouble);
});

test.each([301, 302, 303, 307, 308])(
  'a redirect (%i) is not followed, and the token goes nowhere',
  async (status) => {
    answer = (response) => void response.writeHead(status, { location: `${url}/elsewhere` }).end();
    expect(await troubleOf(sync)).toBe('garbled');
    expect(paths).toEqual(['/api/sync']);
  },
);
