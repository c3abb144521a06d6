/** A desk whose line is down, a real hub beside it, a pretended centre behind that. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256Hex } from '#shared/base/canonical.ts';
import { instantText } from '#shared/base/clock.ts';
import { AUDIENCE_CLASSES } from '#shared/records/registry.ts';
import type { SyncRequest, SyncResponse } from '#shared/sync/frames.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import { openPacket, publicKeysOf, readPacketHeader, sealPacket } from '#shared/sync/seal.ts';
import { writeMeta } from '../identity.ts';
import { packetRows } from '../packets/packets.ts';
import { demoPerson, intakeArgs, NAREN, outcomeOf, TEST_DEVICE, TEST_KEY, TestDesk } from '../test-desk.ts';
import { keyOfCode, makeCode } from './code.ts';
import { Courier } from './courier.ts';
import type { HubPlace } from './hub-client.ts';
import { HubServer } from './hub-server.ts';
import { HubStore } from './hub-store.ts';
import { leftRows } from './left-packets.ts';

const HOST = '127.0.0.1';
const CENTRE_SECRET = new Uint8Array(32).fill(9);
const OTHER_SECRET = new Uint8Array(32).fill(8);
const HOUR_MS = 3_600_000;
let desk: TestDesk;
let folder: string;
let store: HubStore;
let server: HubServer;
let place: HubPlace | null;
let courier: Courier;
let isDown = true;
let told: string[];
let people = 500;

const target = () => ({ ...desk.target, clock: desk.clock, classes: [...AUDIENCE_CLASSES], key: TEST_KEY });
const left = () => leftRows(desk.statements, 10).map(({ serial, state, acts }) => ({ serial, state, acts }));
const pending = () => desk.rows("SELECT number FROM act WHERE outcome = 'pending'").length;
const round = async (): Promise<string | null> => {
  await courier.look();
  return courier.last?.code ?? null;
};

beforeEach(async () => {
  desk = new TestDesk();
  desk.confirmReference();
  const { sign, seal } = publicKeysOf(CENTRE_SECRET);
  desk.confirm(0, [
    { type: 'centre', id: 1, set: { signKey: sign, sealKey: seal, since: '2026-11-01T00:00:00.000Z' } },
  ]);
  writeMeta(desk.statements, 'last_received_at', instantText(desk.clock.now()));
  folder = mkdtempSync(join(tmpdir(), 'sumu-hub-'));
  store = await HubStore.open(folder, desk.clock);
  const key = keyOfCode(makeCode());
  server = await HubServer.start({
    ...{ host: HOST, port: 0, key: () => key, store, isOthers: () => false, onTaken: () => {} },
    look: () => ({ computerName: '民政办-1', line: 'offline' }),
  });
  place = { address: HOST, port: server.port, key };
  [isDown, told] = [true, []];
  courier = new Courier({
    ...{ target: target(), chance: { next: () => 0.5 }, place: () => place, isLineDown: () => isDown },
    ...{ onTaken: () => told.push('taken'), onChanged: () => told.push('changed') },
  });
});
afterEach(async () => {
  courier.stop();
  await server.close();
  desk.close();
  rmSync(folder, { recursive: true, force: true });
});

function takeIn(count: number): void {
  for (let one = 0; one < count; one += 1)
    desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson((people += 1))));
}

/** The centre's answer to a packet; by whom it is signed and for whom it is sealed may be wished. */
function answered(
  file: Uint8Array,
  { by = CENTRE_SECRET, to = TEST_KEY, device = TEST_DEVICE } = {},
): Uint8Array {
  const body = openPacket(file, publicKeysOf(TEST_KEY).sign, CENTRE_SECRET);
  const request = JSON.parse(brotliDecompressSync(body).toString()) as SyncRequest;
  const reply: SyncResponse = {
    protocol: PROTOCOL_VERSION,
    serverTime: '2026-11-02T03:00:00.000Z',
    outcomes: request.commands.map(({ number }) => outcomeOf(number)),
    ...{ signed: null, later: [], acts: null, withdrawn: [], scopes: [] },
  };
  const { serial } = readPacketHeader(file);
  return sealPacket({
    header: {
      ...{ kind: 'down', device, serial, answers: sha256Hex(file) },
      ...{ madeAt: '2026-11-02T03:00:00.000Z', acts: request.commands.length },
    },
    body: brotliCompressSync(JSON.stringify(reply)),
    receiver: publicKeysOf(to).seal,
    secret: by,
    once: new Uint8Array(32).fill(1),
  });
}

/** The centre answers what is at the hub. */
async function carried(wish = {}): Promise<void> {
  for (const { digest } of store.waiting()) {
    const file = (await store.bytesOf(digest)) as Buffer;
    await store.keepAnswer(digest, answered(file, wish));
  }
}

test('HB7 what waits is left at the hub; the queue stays as it is until the answer is laid down', async () => {
  takeIn(3);
  expect(await round()).toBeNull();
  expect(left()).toEqual([{ serial: 1, state: 'held', acts: 3 }]);
  expect(pending()).toBe(3);
  expect(store.waiting()).toMatchObject([{ device: TEST_DEVICE, serial: 1, acts: 3 }]);
  // It is no packet of a stick.
  expect(packetRows(desk.statements, 5)).toEqual([]);
  await round();
  expect(store.all()).toHaveLength(1);
  await carried();
  await round();
  expect(pending()).toBe(0);
  expect(left()).toEqual([{ serial: 1, state: 'answered', acts: 3 }]);
  expect(told).toContain('taken');
  // Nothing stays behind at the hub.
  expect(store.all()).toEqual([]);
});

test.each([
  ['signed by somebody else', { by: OTHER_SECRET }],
  ['sealed for another desk', { to: OTHER_SECRET }],
  ['of another desk’s number', { device: TEST_DEVICE + 1 }],
])('HB7 PK8 an answer %s changes nothing, and is said in words', async (_what, wish) => {
  takeIn(2);
  await round();
  await carried(wish);
  const before = desk.contents();
  await round();
  expect(desk.contents()).toEqual(before);
  expect(pending()).toBe(2);
  expect(leftRows(desk.statements, 1)).toMatchObject([
    { state: 'refused', code: expect.stringMatching(/^packet\/(damaged|not-for-us)$/) },
  ]);
});

test('HB8 while its own line stands nothing goes by itself; what is at the hub is taken back when its acts went directly', async () => {
  takeIn(1);
  await round();
  isDown = false;
  desk.statements.run("UPDATE act SET outcome = 'applied', is_open = 0");
  await round();
  expect(left()).toMatchObject([{ serial: 1, state: 'direct' }]);
  expect(store.all()).toEqual([]);
});

test('HB10 what the hub has lost is written again', async () => {
  takeIn(2);
  await round();
  for (const { digest } of store.all()) await store.forget(digest);
  await round();
  expect(left()).toEqual([
    { serial: 2, state: 'held', acts: 2 },
    { serial: 1, state: 'lost', acts: 2 },
  ]);
});

test('HB11 a later packet has everything that waits; the one before is taken back', async () => {
  takeIn(2);
  await round();
  takeIn(1);
  await round();
  expect(left()).toEqual([
    { serial: 2, state: 'held', acts: 3 },
    { serial: 1, state: 'replaced', acts: 2 },
  ]);
  expect(store.waiting()).toMatchObject([{ serial: 2, acts: 3 }]);
  await carried();
  await round();
  expect(pending()).toBe(0);
});

test('HB2 what the county will never take is said, and goes again only when something new waits', async () => {
  takeIn(1);
  await round();
  for (const { digest } of store.all()) await store.refuse(digest, 'packet/unknown-device');
  await round();
  expect(leftRows(desk.statements, 1)).toMatchObject([{ state: 'refused', code: 'packet/unknown-device' }]);
  expect(pending()).toBe(1);
  await round();
  expect(store.all()).toEqual([]);
  // Unless a person says so.
  expect(await courier.now()).toBeNull();
  expect(store.waiting()).toMatchObject([{ serial: 2, acts: 1 }]);
});

test('HB6 a hub that takes nothing leaves no packet behind, and is said in words', async () => {
  takeIn(1);
  const full = await HubStore.open(folder, desk.clock, { packets: 0 });
  store.take = (bytes, header) => full.take(bytes, header);
  expect(await round()).toBe('hub/full');
  expect(left()).toEqual([]);
  expect(pending()).toBe(1);
  await server.close();
  expect(await round()).toBe('hub/no-answer');
  expect(left()).toEqual([]);
  place = null;
  expect(await courier.now()).toBe('hub/none-set');
});

test('HB8 after hours without a word of the county a packet goes for the news alone, and one is enough', async () => {
  await round();
  expect(left()).toEqual([]);
  desk.clock.nowMs += 5 * HOUR_MS;
  await round();
  expect(left()).toEqual([{ serial: 1, state: 'held', acts: 0 }]);
  await round();
  expect(left()).toHaveLength(1);
  await carried();
  await round();
  expect(left()).toEqual([{ serial: 1, state: 'answered', acts: 0 }]);
  desk.clock.nowMs += 3 * HOUR_MS;
  await round();
  expect(left()).toHaveLength(1);
  desk.clock.nowMs += 2 * HOUR_MS;
  await round();
  expect(left()).toHaveLength(2);
});
