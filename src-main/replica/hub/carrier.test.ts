import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPacketHeader } from '#shared/sync/seal.ts';
import { type Carried, Carrier } from './carrier.ts';
import { HubStore } from './hub-store.ts';
import { sha256Of } from './protocol.ts';
import { answerTo, packetOf } from './test-packets.ts';

const clock = { now: () => Date.now() };
let folder: string;
let store: HubStore;
let carrier: Carrier;
let isUp = true;
/** Serial numbers in the order in which they came to the centre. */
let brought: number[];
let centre: (bytes: Uint8Array) => Carried;

const take = (bytes: Uint8Array) => store.take(bytes, readPacketHeader(bytes));
const stateOf = (bytes: Uint8Array) => store.stateOf(sha256Of(bytes)).state;
const LATER: Carried = { kind: 'later', code: 'packet/no-line' };
const answers = (bytes: Uint8Array): Carried => ({ kind: 'answer', bytes: answerTo(bytes, 21) });

async function until(holds: () => boolean): Promise<void> {
  for (let tried = 0; tried < 400; tried += 1) {
    if (holds()) return;
    await sleep(10);
  }
  throw new Error('it never came');
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-hub-'));
  store = await HubStore.open(folder, clock);
  const mine: number[] = [];
  [isUp, brought, centre] = [true, mine, answers];
  carrier = new Carrier({
    ...{ store, isLineUp: () => isUp, isOthers: (device) => device === 99, onChanged: () => {}, pauseMs: 10 },
    carry: async (bytes) => {
      mine.push(readPacketHeader(bytes).serial);
      return centre(bytes);
    },
  });
});
afterEach(() => {
  carrier.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('HB2 what waits goes in the order in which it was taken, once the line stands', async () => {
  isUp = false;
  const packets = [1, 2, 3].map((serial) => packetOf(21, serial));
  for (const packet of packets) await take(packet);
  await sleep(60);
  expect(brought).toEqual([]);
  isUp = true;
  await until(() => packets.every((packet) => stateOf(packet) === 'answered'));
  expect(brought).toEqual([1, 2, 3]);
});

test('HB2 PK4 a packet whose answer was lost on the way goes again', async () => {
  centre = (bytes) => (brought.length < 3 ? LATER : answers(bytes));
  const packet = packetOf(21, 5);
  await take(packet);
  await until(() => stateOf(packet) === 'answered');
  expect(brought).toEqual([5, 5, 5]);
  expect(carrier.fault).toBeNull();
});

test('HB2 one that never gets through holds up no other', async () => {
  const stuck = packetOf(21, 1);
  centre = (bytes) => (readPacketHeader(bytes).serial === 1 ? LATER : answers(bytes));
  await take(stuck);
  const others = [packetOf(22, 2), packetOf(23, 3)];
  for (const packet of others) await take(packet);
  await until(() => others.every((packet) => stateOf(packet) === 'answered'));
  expect(stateOf(stuck)).toBe('held');
  expect(carrier.fault === null || carrier.fault === 'packet/no-line').toBe(true);
});

test('HB2 what the centre will never take is said so, and not brought again', async () => {
  centre = () => ({ kind: 'never', code: 'packet/unknown-device' });
  const packet = packetOf(21);
  await take(packet);
  await until(() => stateOf(packet) === 'refused');
  await sleep(60);
  expect(brought).toEqual([1]);
  expect(store.stateOf(sha256Of(packet)).code).toBe('packet/unknown-device');
});

test('HB2 once stopped, not even the packet that was being read is brought', async () => {
  const bytesOf = store.bytesOf.bind(store);
  const reading = Promise.withResolvers<void>();
  const isRead = Promise.withResolvers<void>();
  store.bytesOf = async (digest) => {
    reading.resolve();
    await isRead.promise;
    return await bytesOf(digest);
  };
  await take(packetOf(21));
  await reading.promise;
  carrier.stop();
  isRead.resolve();
  await sleep(60);
  expect(brought).toEqual([]);
});

test('HB9 what turns out to be of another office does not go to the county', async () => {
  const packet = packetOf(99);
  await take(packet);
  await until(() => stateOf(packet) === 'refused');
  expect(brought).toEqual([]);
  expect(store.stateOf(sha256Of(packet)).code).toBe('hub/other-office');
});
