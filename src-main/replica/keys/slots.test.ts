/** Password slots: what opens one, what a wrong password costs, how the file is kept. */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  afterFailure,
  makeSlot,
  openSlot,
  readSlots,
  type Slot,
  type SlotFile,
  writeSlots,
} from './slots.ts';

const KEY = new Uint8Array(32).fill(9);
const PASSWORD = 'sumu-demo-2026';
const NO_SECRET = new Uint8Array();
const SECRET = new Uint8Array(32).fill(1);
const DEVICE = 21;
let folder: string;
let plain: Slot;
let bound: Slot;

beforeAll(async () => {
  const input = { account: 'naren', personName: '娜仁', unitName: '民政办', password: PASSWORD, key: KEY };
  plain = await makeSlot({ ...input, device: DEVICE, deviceSecret: NO_SECRET });
  bound = await makeSlot({ ...input, device: DEVICE, deviceSecret: SECRET });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-slots-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (slots: Slot[]): SlotFile => ({
  version: 1,
  device: DEVICE,
  computerName: '查干淖尔-1号机',
  unitName: '民政办',
  slots,
});

test('the right password gives the key', async () => {
  expect(await openSlot(plain, PASSWORD, DEVICE, NO_SECRET)).toEqual(Buffer.from(KEY));
  expect(await openSlot(bound, PASSWORD, DEVICE, SECRET)).toEqual(Buffer.from(KEY));
});

describe('nothing else does', () => {
  const flipped = (text: string) => `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`;
  const wrong: [string, () => Promise<Buffer | null>][] = [
    ['another password', () => openSlot(plain, 'sumu-demo-2027', DEVICE, NO_SECRET)],
    ['an empty password', () => openSlot(plain, '', DEVICE, NO_SECRET)],
    ['the slot of another device', () => openSlot(plain, PASSWORD, DEVICE + 1, NO_SECRET)],
    [
      'the slot under another name',
      () => openSlot({ ...plain, account: 'saren' }, PASSWORD, DEVICE, NO_SECRET),
    ],
    ['a copied disk without the device secret', () => openSlot(bound, PASSWORD, DEVICE, NO_SECRET)],
    ['another device secret', () => openSlot(bound, PASSWORD, DEVICE, new Uint8Array(32).fill(2))],
    [
      'a changed wrapped key',
      () => openSlot({ ...plain, wrapped: flipped(plain.wrapped) }, PASSWORD, DEVICE, NO_SECRET),
    ],
    ['a changed salt', () => openSlot({ ...plain, salt: flipped(plain.salt) }, PASSWORD, DEVICE, NO_SECRET)],
  ];
  test.each(wrong)('%s', async (_what, open) => {
    expect(await open()).toBeNull();
  });
});

test('KS1 two slots of one key have nothing in common, and neither holds it', () => {
  expect(plain.wrapped).not.toBe(bound.wrapped);
  expect(plain.salt).not.toBe(bound.salt);
  expect(JSON.stringify([plain, bound])).not.toContain(Buffer.from(KEY).toString('base64').slice(0, 20));
  expect(JSON.stringify([plain, bound])).not.toContain(PASSWORD);
});

test('KS2 the file is replaced whole, for its owner alone, and leaves nothing beside it', () => {
  expect(readSlots(folder)).toBeNull();
  writeSlots(folder, fileOf([plain]));
  writeSlots(folder, fileOf([plain, bound]));
  expect(readSlots(folder)).toEqual(fileOf([plain, bound]));
  expect(readdirSync(folder)).toEqual(['slots.json']);
  expect(statSync(join(folder, 'slots.json')).mode & 0o777).toBe(0o600);
});

test.each([
  ['is no JSON', '{"version":1'],
  ['is of another version', JSON.stringify({ ...fileOf([]), version: 2 })],
  ['has a field that nobody knows', JSON.stringify({ ...fileOf([]), role: 'x' })],
])('a file that %s is not taken for ours', (_what, text) => {
  writeFileSync(join(folder, 'slots.json'), text);
  expect(() => readSlots(folder)).toThrow();
});

const MINUTE = 60_000;
test.each([
  [1, 0],
  [4, 0],
  [5, 1 * MINUTE],
  [6, 2 * MINUTE],
  [7, 4 * MINUTE],
  [10, 32 * MINUTE],
  [11, 60 * MINUTE],
  [40, 60 * MINUTE],
])('KS3 the %ith wrong password in a row costs %i ms', (failure, ms) => {
  const now = 1_000_000;
  const slot = afterFailure({ ...plain, failures: failure - 1 }, now);
  expect(slot.failures).toBe(failure);
  expect(slot.lockedUntilMs).toBe(ms ? now + ms : 0);
});
