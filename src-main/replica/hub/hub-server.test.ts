/** The hub's ear, by real HTTP: what a desk with the code gets, and what everybody else does. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PACKET_BYTES_MAX } from '#shared/rpc/packet-shapes.ts';
import { Challenges } from './challenges.ts';
import { keyOfCode, makeCode } from './code.ts';
import { askForAnswer, forgetPacket, type HubPlace, leavePacket, lookAtHub } from './hub-client.ts';
import { HubServer, type HubServerLimits } from './hub-server.ts';
import { HubStore } from './hub-store.ts';
import { HEADERS, HUB_TYPE, NO_PACKET, PATHS, proofOfQuestion, sha256Of } from './protocol.ts';
import { answerTo, packetOf } from './test-packets.ts';

const HOST = '127.0.0.1';
const OTHERS = 99;
const clock = { now: () => Date.UTC(2026, 10, 2) };
const key = keyOfCode(makeCode());
let folder: string;
let store: HubStore;
let server: HubServer;
let place: HubPlace;
let taken = 0;

async function start(limits: Partial<HubServerLimits> = {}): Promise<void> {
  await server?.close();
  server = await HubServer.start({
    ...{ host: HOST, port: 0, key: () => key, store, limits },
    look: () => ({ computerName: '民政办-1', line: 'online' }),
    isOthers: (device) => device === OTHERS,
    onTaken: () => (taken += 1),
  });
  place = { address: HOST, port: server.port, key };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-hub-'));
  store = await HubStore.open(folder, clock);
  taken = 0;
  await start();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Heard {
  readonly status: number;
  readonly code: string | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Record<string, unknown>;
}

/** A question as anybody might send it. */
function raw(
  path: string,
  headers: Record<string, string | number>,
  body: Uint8Array | string = '',
  method = 'POST',
): Promise<Heard> {
  const { promise, resolve, reject } = Promise.withResolvers<Heard>();
  const request = send(
    { host: HOST, port: server.port, path, method, headers: { 'content-length': body.length, ...headers } },
    (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const said = JSON.parse(Buffer.concat(parts).toString() || '{}') as Record<string, unknown>;
        resolve({
          status: response.statusCode ?? 0,
          code: said['code'] as string | undefined,
          headers: response.headers,
          body: said,
        });
      });
    },
  );
  request.once('error', reject);
  request.end(body);
  return promise;
}

async function challenge(): Promise<string> {
  const { body } = await raw(PATHS.challenge, { 'content-type': HUB_TYPE });
  return body['challenge'] as string;
}

async function proved(path: string, about: string, length: number, by = key) {
  const asked = { path, challenge: await challenge(), about, length };
  return {
    'content-type': HUB_TYPE,
    [HEADERS.challenge]: asked.challenge,
    [HEADERS.about]: about,
    [HEADERS.proof]: proofOfQuestion(by, asked),
  };
}

test('HB3 a desk leaves its packet, asks how far it is, and fetches the answer', async () => {
  expect(await lookAtHub(place)).toEqual({ computerName: '民政办-1', line: 'online' });
  const packet = packetOf(21);
  const digest = sha256Of(packet);
  expect(await askForAnswer(place, digest)).toEqual({ state: 'unknown', code: null });
  expect(await leavePacket(place, packet)).toEqual({ state: 'held', code: null });
  expect(await leavePacket(place, packet)).toEqual({ state: 'held', code: null });
  expect(taken).toBe(1);
  expect(await askForAnswer(place, digest)).toEqual({ state: 'held', code: null });
  const answer = answerTo(packet, 21);
  await store.keepAnswer(digest, answer);
  // As often as it is asked for: the first may have been lost on the way.
  expect(await askForAnswer(place, digest)).toEqual(Buffer.from(answer));
  expect(await askForAnswer(place, digest)).toEqual(Buffer.from(answer));
  await forgetPacket(place, digest);
  expect(await askForAnswer(place, digest)).toEqual({ state: 'unknown', code: null });
  expect(readdirSync(folder)).toEqual([]);
});

test('HB4 without the code nothing is told and nothing is taken', async () => {
  const stranger = { ...place, key: keyOfCode(makeCode()) };
  await expect(lookAtHub(stranger)).rejects.toMatchObject({ code: 'hub/wrong-code' });
  await expect(leavePacket(stranger, packetOf(21))).rejects.toMatchObject({ code: 'hub/wrong-code' });
  expect(await raw(PATHS.look, { 'content-type': HUB_TYPE })).toMatchObject({ code: 'hub/wrong-code' });
  expect(store.all()).toEqual([]);
});

test('HB4 a question that was overheard serves nobody again, nor for another path, packet or length', async () => {
  const headers = await proved(PATHS.look, NO_PACKET, 0);
  expect(await raw(PATHS.look, headers)).toMatchObject({ status: 200 });
  expect(await raw(PATHS.look, headers)).toMatchObject({ status: 401, code: 'hub/stale' });
  const packet = packetOf(21);
  const other = packetOf(21, 2);
  const ofAnswer = await proved(PATHS.answer, sha256Of(packet), 0);
  expect(await raw(PATHS.forget, ofAnswer)).toMatchObject({ code: 'hub/wrong-code' });
  const about = { ...ofAnswer, [HEADERS.about]: sha256Of(other) };
  expect(await raw(PATHS.answer, about)).toMatchObject({ code: 'hub/wrong-code' });
  // The same proof with another body.
  const ofPacket = await proved(PATHS.packet, sha256Of(packet), packet.length);
  expect(await raw(PATHS.packet, ofPacket, other)).toMatchObject({ code: 'packet/damaged' });
  expect(store.all()).toEqual([]);
});

test('HB4 a challenge is spent once, lives a minute, and is made by this hub alone', () => {
  let now = 0;
  const ours = new Challenges(() => now);
  const [first, second, third] = [ours.make(), ours.make(), ours.make()];
  expect([ours.spend(first), ours.spend(first)]).toEqual([true, false]);
  now = 59_000;
  expect(ours.spend(second)).toBe(true);
  now = 61_000;
  expect(ours.spend(third)).toBe(false);
  expect(ours.spend(new Challenges(() => now).make())).toBe(false);
  expect(ours.spend(ours.make().replace(/^./, 'z'))).toBe(false);
  expect(ours.spend('')).toBe(false);
});

test('HB4 who answers at the hub’s address without knowing the code is not believed, whatever it says', async () => {
  const says = [
    JSON.stringify({ challenge: 'abc', state: 'held', code: null, computerName: '假的', line: 'online' }),
    JSON.stringify({ code: 'constructor' }),
    'no JSON',
    'x'.repeat(100_000),
  ];
  for (const [at, status] of [200, 403, 200, 200].entries()) {
    const impostor = createServer((_request, response) =>
      response.writeHead(status, { [HEADERS.proof]: 'f'.repeat(64) }).end(says[at]),
    );
    await new Promise<void>((resolve) => impostor.listen(0, HOST, resolve));
    const there = { ...place, port: (impostor.address() as AddressInfo).port };
    const asks = [
      () => lookAtHub(there),
      () => leavePacket(there, packetOf(21)),
      () => askForAnswer(there, NO_PACKET),
    ];
    for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: 'hub/not-ours' });
    impostor.closeAllConnections();
    await new Promise((resolve) => impostor.close(resolve));
    await expect(lookAtHub(there)).rejects.toMatchObject({ code: 'hub/no-answer' });
  }
});

test('HB5 nothing that a browser sends is listened to', async () => {
  const headers = await proved(PATHS.look, NO_PACKET, 0);
  const refused: [Record<string, string>, string, number][] = [
    [{ ...headers, origin: `http://${HOST}:${server.port}` }, 'POST', 403],
    [{ ...headers, origin: 'null' }, 'POST', 403],
    [{ ...headers, 'sec-fetch-site': 'cross-site' }, 'POST', 403],
    [{ ...headers, host: 'evil.example' }, 'POST', 403],
    [{ ...headers, host: `localhost:${server.port}` }, 'POST', 403],
    [headers, 'GET', 405],
    [headers, 'OPTIONS', 405],
    [{ ...headers, 'content-type': 'text/plain' }, 'POST', 415],
    [{ ...headers, 'content-type': 'application/json' }, 'POST', 415],
    [{ ...headers, 'content-encoding': 'br' }, 'POST', 411],
  ];
  for (const [given, method, status] of refused) {
    const heard = await raw(PATHS.look, given, '', method);
    expect([method, given, heard.status, heard.code]).toEqual([method, given, status, 'hub/not-allowed']);
    expect(Object.keys(heard.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
  // And nothing of it had spent the challenge.
  expect(await raw(PATHS.look, headers)).toMatchObject({ status: 200 });
});

test('HB5 another path is not there, and no path takes what is not its own', async () => {
  expect(await raw('/api/sync', await proved('/api/sync', NO_PACKET, 0))).toMatchObject({ status: 404 });
  expect(await raw(PATHS.look, await proved(PATHS.look, NO_PACKET, 3), 'abc')).toMatchObject({ status: 413 });
});

test('HB6 garbage, a cut packet, an answer in a packet’s place: a code, and nothing is kept', async () => {
  const packet = packetOf(21);
  const cases: [Uint8Array, string][] = [
    [Buffer.from('一封信'), 'packet/not-a-packet'],
    [Buffer.alloc(70_000, 1), 'packet/not-a-packet'],
    [packet.subarray(0, 100), 'packet/damaged'],
    [answerTo(packet, 21), 'packet/not-for-us'],
  ];
  for (const [bytes, code] of cases) await expect(leavePacket(place, bytes)).rejects.toMatchObject({ code });
  expect(store.all()).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test('HB6 a packet that is too long is refused by its length, before a byte of it is read', async () => {
  const headers = await proved(PATHS.packet, NO_PACKET, PACKET_BYTES_MAX + 1);
  const more = { ...headers, 'content-length': PACKET_BYTES_MAX + 1, connection: 'close' };
  const { promise, resolve } = Promise.withResolvers<number>();
  const request = send(
    { host: HOST, port: server.port, path: PATHS.packet, method: 'POST', headers: more },
    (response) => resolve(response.statusCode ?? 0),
  );
  request.on('error', () => undefined);
  request.flushHeaders();
  expect(await promise).toBe(413);
  request.destroy();
});

test('HB9 a packet of another office is not taken', async () => {
  await expect(leavePacket(place, packetOf(OTHERS))).rejects.toMatchObject({ code: 'hub/other-office' });
  expect(store.all()).toEqual([]);
});

test('HB6 whoever guesses codes is left waiting, and so is whoever asks without end', async () => {
  await start({ wrongCodesAMinute: 3 });
  const stranger = { ...place, key: keyOfCode(makeCode()) };
  for (let guess = 0; guess < 3; guess += 1)
    await expect(lookAtHub(stranger)).rejects.toMatchObject({ code: 'hub/wrong-code' });
  await expect(lookAtHub(stranger)).rejects.toMatchObject({ code: 'hub/slow-down' });
  // The right one too, for this minute: a guess that would be right must not be told from a wrong one.
  await expect(lookAtHub(place)).rejects.toMatchObject({ code: 'hub/slow-down' });
  await start({ questionsAMinute: 5 });
  await lookAtHub(place);
  await lookAtHub(place);
  await expect(lookAtHub(place)).rejects.toMatchObject({ code: 'hub/slow-down' });
});

function opened(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('connect', () => resolve()));
}
function closed(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  socket.resume();
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

test('HB6 one that says a byte of its question now and then is cut in time; the others are served meanwhile', async () => {
  await start({ headersMs: 300, connectionsOfOne: 4 });
  const sockets = Array.from({ length: 3 }, () => connect(server.port, HOST));
  await Promise.all(sockets.map(opened));
  const ends = Promise.all(sockets.map(closed));
  for (const socket of sockets) socket.write('POST /hub/look HTTP/1.1\r\nx: ');
  const drip = setInterval(() => {
    for (const socket of sockets) if (!socket.destroyed) socket.write('a');
  }, 50);
  expect(await lookAtHub(place)).toMatchObject({ line: 'online' });
  expect(sockets.some((socket) => socket.destroyed)).toBe(false);
  await ends;
  clearInterval(drip);
});

test('HB6 one that opens a connection and says nothing is cut', async () => {
  await start({ idleMs: 200 });
  const socket = connect(server.port, HOST);
  await closed(socket);
});

test('HB6 a body that never ends is cut, and gives its place back', async () => {
  await start({ headersMs: 300, requestMs: 500, bodies: 1 });
  const packet = packetOf(21);
  const headers = await proved(PATHS.packet, sha256Of(packet), packet.length);
  const request = send({
    ...{ host: HOST, port: server.port, path: PATHS.packet, method: 'POST' },
    headers: { ...headers, 'content-length': packet.length },
  });
  const { promise: end, resolve } = Promise.withResolvers<void>();
  request.once('error', () => resolve());
  request.once('response', () => resolve());
  request.write(packet.subarray(0, 10));
  await sleep(100);
  await expect(leavePacket(place, packetOf(22))).rejects.toMatchObject({ code: 'hub/busy' });
  await end;
  await sleep(50);
  expect(await leavePacket(place, packetOf(22))).toMatchObject({ state: 'held' });
  expect(store.all()).toHaveLength(1);
});

test('HB6 one address has so many connections and no more', async () => {
  await start({ connectionsOfOne: 2 });
  const sockets = Array.from({ length: 4 }, () => connect(server.port, HOST));
  const ends = sockets.map(closed);
  await Promise.all([ends[2], ends[3]]);
  expect(sockets.slice(0, 2).map((socket) => socket.destroyed)).toEqual([false, false]);
  for (const socket of sockets) socket.destroy();
});
