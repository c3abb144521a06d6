import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPacketHeader } from '#shared/sync/seal.ts';
import { HubStore } from './hub-store.ts';
import { sha256Of } from './protocol.ts';
import { answerTo, packetOf } from './test-packets.ts';

const DAY_MS = 86_400_000;
const clock = { nowMs: Date.UTC(2026, 10, 2), now: (): number => clock.nowMs };
let folder: string;
let store: HubStore;

const take = (bytes: Uint8Array, into = store) => into.take(bytes, readPacketHeader(bytes));
const opened = () => HubStore.open(folder, clock);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-hub-'));
  store = await opened();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('HB1 what was taken is there when the store is opened again, and its answer too', async () => {
  const [one, other] = [packetOf(21), packetOf(22, 7)];
  expect(await take(one)).toEqual({ state: 'held', code: null });
  clock.nowMs += 1;
  await take(other);
  const again = await opened();
  expect(again.waiting()).toMatchObject([
    { device: 21, serial: 1, acts: 2 },
    { device: 22, serial: 7, acts: 2 },
  ]);
  expect(await again.bytesOf(sha256Of(one))).toEqual(Buffer.from(one));
  const answer = answerTo(one, 21);
  await again.keepAnswer(sha256Of(one), answer);
  const third = await opened();
  expect(third.stateOf(sha256Of(one))).toEqual({ state: 'answered', code: null });
  expect(await third.bytesOf(sha256Of(one))).toEqual(Buffer.from(answer));
  expect(third.waiting()).toMatchObject([{ device: 22 }]);
});

test('HB3 the same packet twice, and twice at once, is one', async () => {
  const packet = packetOf(21);
  await Promise.all([take(packet), take(packet)]);
  await take(packet);
  expect(readdirSync(folder)).toHaveLength(1);
  await store.keepAnswer(sha256Of(packet), answerTo(packet, 21));
  expect(await take(packet)).toEqual({ state: 'answered', code: null });
  expect(readdirSync(folder)).toHaveLength(1);
});

test('HB6 a store that is full says so, and nothing goes for it', async () => {
  const small = await HubStore.open(folder, clock, { packets: 2 });
  await take(packetOf(21), small);
  await take(packetOf(22), small);
  await expect(take(packetOf(23), small)).rejects.toMatchObject({ code: 'hub/full' });
  expect(small.waiting()).toHaveLength(2);
  const tight = await HubStore.open(folder, clock, { bytes: 2 * packetOf(21).length });
  await expect(take(packetOf(23), tight)).rejects.toMatchObject({ code: 'hub/full' });
});

test('HB6 a desk has so many here: an answer that it never fetched gives way, a packet that waits does not', async () => {
  const small = await HubStore.open(folder, clock, { ofADesk: 2 });
  const [first, second, third] = [packetOf(21, 1), packetOf(21, 2), packetOf(21, 3)];
  await take(first, small);
  await take(second, small);
  await expect(take(third, small)).rejects.toMatchObject({ code: 'hub/full' });
  await take(packetOf(22), small);
  await small.keepAnswer(sha256Of(first), answerTo(first, 21));
  expect(await take(third, small)).toMatchObject({ state: 'held' });
  expect(small.stateOf(sha256Of(first))).toMatchObject({ state: 'unknown' });
  expect(small.stateOf(sha256Of(second))).toMatchObject({ state: 'held' });
});

test('HB10 a file that is not what its name says is as if it had been lost', async () => {
  const packet = packetOf(21);
  await take(packet);
  const [name] = readdirSync(folder);
  const damaged = Buffer.from(packet);
  damaged[200] = (damaged[200] as number) ^ 1;
  writeFileSync(join(folder, name as string), damaged);
  expect(await store.bytesOf(sha256Of(packet))).toBeNull();
  expect(store.stateOf(sha256Of(packet))).toEqual({ state: 'unknown', code: null });
  writeFileSync(join(folder, name as string), damaged);
  writeFileSync(join(folder, 'a letter'), 'hello');
  writeFileSync(join(folder, `${name}.part`), packet.subarray(0, 300));
  expect((await opened()).all()).toEqual([]);
  expect(readdirSync(folder)).toEqual(['a letter']);
});

test('HB1 a crash between laying down an answer and removing its packet leaves the answer', async () => {
  const packet = packetOf(21);
  await take(packet);
  const [name] = readdirSync(folder) as [string];
  const aside = join(tmpdir(), name);
  writeFileSync(aside, packet);
  await store.keepAnswer(sha256Of(packet), answerTo(packet, 21));
  renameSync(aside, join(folder, name));
  const again = await opened();
  expect(again.stateOf(sha256Of(packet))).toMatchObject({ state: 'answered' });
  expect(readdirSync(folder)).toHaveLength(1);
});

test('HB2 an answer to another packet is not kept as the answer to this', async () => {
  const [one, other] = [packetOf(21), packetOf(21, 2)];
  await take(one);
  await store.keepAnswer(sha256Of(one), answerTo(other, 21));
  expect(store.stateOf(sha256Of(one))).toEqual({ state: 'refused', code: 'packet/damaged' });
  expect((await opened()).stateOf(sha256Of(one))).toEqual({ state: 'refused', code: 'packet/damaged' });
});

test('what its desk took back is gone, and an answer that comes for it afterwards is not laid down', async () => {
  const packet = packetOf(21);
  await take(packet);
  await store.forget(sha256Of(packet));
  await store.keepAnswer(sha256Of(packet), answerTo(packet, 21));
  expect(readdirSync(folder)).toEqual([]);
});

test('HB6 answers that nobody fetched go after a month; what waits does not', async () => {
  const [one, other] = [packetOf(21), packetOf(22)];
  await take(one);
  await take(other);
  await store.keepAnswer(sha256Of(one), answerTo(one, 21));
  clock.nowMs += 29 * DAY_MS;
  expect((await opened()).all()).toHaveLength(2);
  clock.nowMs += 2 * DAY_MS;
  expect((await opened()).all()).toMatchObject([{ device: 22, kind: 'up' }]);
});
