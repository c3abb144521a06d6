/** The centre over HTTP when it is not what it should be: a real server of node:http that gives each kind of wrong answer. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SyncRequest } from '#shared/sync/frames.ts';
import { WIRE_TYPE } from '#shared/sync/wire.ts';
import {
  CentralRefusal,
  enrolAtCentre,
  httpTransport,
  LinkError,
  SessionEndedError,
  signInAtCentre,
} from './central-client.ts';
import { frameOf } from './wire-body.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;
let server: Server;
let url: string;
let answer: Answer;
const asked: { method: string; path: string; headers: IncomingMessage['headers']; body: Buffer }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      asked.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => asked.splice(0));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const json =
  (status: number, body: unknown): Answer =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const REQUEST: SyncRequest = {
  ...{ protocol: 1, schema: 1, device: 21, checks: [], last: 0 },
  ...{ commands: [], cursors: [], whole: [], bytesMax: 0 },
};
const sync = () => httpTransport(url, 'token-1').sync(REQUEST);
const chunk = () => httpTransport(url, 'token-1').chunk('ab'.repeat(32), 0, () => {});
const signIn = () => signInAtCentre(url, 'naren', 'sumu-demo-2026');
const enrol = () => enrolAtCentre(url, 'token-1', { computerName: '查干淖尔-1号机' });

test('a request goes up packed, with the token, and the reply comes back as it is', async () => {
  answer = json(200, { hello: '苏木' });
  expect(await sync()).toEqual({ hello: '苏木' });
  const [{ method, path, headers, body } = { method: '', path: '', headers: {}, body: Buffer.alloc(0) }] =
    asked;
  expect([method, path]).toEqual(['POST', '/api/sync']);
  // W4: nothing else, for each header costs a part of a second on a thin line.
  expect(headers).toEqual({
    host: new URL(url).host,
    authorization: 'Bearer token-1',
    'content-type': WIRE_TYPE,
    'content-length': String(body.length),
  });
  expect(frameOf(body)).toEqual(REQUEST);
});

const NO_ANSWER: [string, Answer][] = [
  ['answers 500', json(500, { code: 'server/fault', message: 'x' })],
  ['answers 503 in HTML', (_request, response) => void response.writeHead(503).end('<h1>busy</h1>')],
  ['answers 404 without a code', (_request, response) => void response.writeHead(404).end('not here')],
  ['hangs up', (request) => void request.socket.destroy()],
  [
    'hangs up in the middle',
    (request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"protocol":1,');
      setTimeout(() => request.socket.destroy(), 20);
    },
  ],
  ['sends garbage', (_request, response) => void response.writeHead(200).end('\u0000\u0001 not json')],
  [
    'sends a portal’s page',
    (_request, response) => void response.writeHead(200).end('<html>请先登录</html>'),
  ],
  [
    'says it is packed and is not',
    (_request, response) => void response.writeHead(200, { 'content-encoding': 'br' }).end('plain text'),
  ],
  [
    'sends somewhere else',
    (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
  ],
];
describe('no answer of a centre', () => {
  test.each(NO_ANSWER)(
    'when it %s: sync, sign-in and enrolment are faults of the link',
    async (_what, given) => {
      answer = given;
      for (const call of [sync, signIn, enrol]) await expect(call()).rejects.toBeInstanceOf(LinkError);
    },
  );

  test('when nobody listens', async () => {
    const nobody = 'http://127.0.0.1:9';
    await expect(httpTransport(nobody, 't').sync(REQUEST)).rejects.toBeInstanceOf(LinkError);
    await expect(signInAtCentre(nobody, 'naren', 'x')).rejects.toBeInstanceOf(LinkError);
  });

  test.each([
    ['an empty object', {}],
    ['a list', []],
    ['a session without an expiry', { token: 't', session: {} }],
    [
      'a role that does not exist',
      { token: 't', expiresAt: '2026-11-02T00:00:00Z', session: { role: 'KING' } },
    ],
  ])('a reply of another shape (%s) signs nobody in', async (_what, body) => {
    answer = json(200, body);
    await expect(signIn()).rejects.toBeInstanceOf(LinkError);
    await expect(enrol()).rejects.toBeInstanceOf(LinkError);
  });

  test('a chunk that is cut off is no chunk', async () => {
    answer = (request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('abc');
      setTimeout(() => request.socket.destroy(), 20);
    };
    await expect(chunk()).rejects.toBeInstanceOf(LinkError);
  });
});

test.each(['session/missing', 'session/ended'])('%s asks for a new sign-in', async (code) => {
  answer = json(401, { code, message: 'x' });
  await expect(sync()).rejects.toBeInstanceOf(SessionEndedError);
});

test('a refusal keeps its code and the time to wait', async () => {
  answer = json(429, { code: 'sign-in/locked', message: 'x', retryAfterSeconds: 90 });
  const refusal = await signIn().catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(CentralRefusal);
  expect(refusal).toMatchObject({ code: 'sign-in/locked', retryAfterSeconds: 90 });
});

test('a chunk comes as it was kept', async () => {
  answer = (_request, response) => void response.writeHead(200).end(Buffer.from([1, 2, 3]));
  expect([...(await chunk())]).toEqual([1, 2, 3]);
  expect(asked[0]?.path).toBe(`/api/chunk/${'ab'.repeat(32)}`);
});
