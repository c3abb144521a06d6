/** V4: an act that the centre cannot read yet goes on waiting, with those that share a record with it; everything else goes its way. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SyncRequest, SyncResponse } from '#shared/sync/frames.ts';
import { NAREN, NORTH, outcomeOf, TestDesk } from '../test-desk.ts';
import { LyingServerError } from './lies.ts';
import { syncUntilQuiet } from './exchange.ts';
import type { Transport } from './ports.ts';

let desk: TestDesk;
/** Acts that the centre is too old for. */
let unreadable: number[];
let requests: number[][];
let told: number | null;

beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
  desk.confirm(
    NORTH,
    [9, 10, 11].map((id) => ({ type: 'person', id, set: { name: '达木丁', phone: '13900000001' } })),
  );
  unreadable = [];
  requests = [];
  told = null;
});
afterEach(() => desk.close());

const callMe = (personId: number) =>
  desk.taken(NAREN, 'person.edit', { personId, contact: { phone: '13911112222', statedOn: '2026-11-02' } })
    .number;

/** An older centre: it takes all but the acts that it cannot read. */
const centre: Transport = {
  sync: async ({ commands }: SyncRequest): Promise<SyncResponse> => {
    const numbers = commands.map(({ number }) => number);
    requests.push(numbers);
    return {
      ...{ protocol: 1, serverTime: '2026-11-02T02:00:00.000Z', signed: null, acts: null },
      ...{ withdrawn: [], scopes: [] },
      outcomes: numbers
        .filter((number) => !unreadable.includes(number))
        .map((number) => outcomeOf(number, { outcome: 'refused', code: 'person/not-found' })),
      later: numbers.filter((number) => unreadable.includes(number)),
    };
  },
  chunk: async () => new Uint8Array(),
};
const sync = (pushBatchMax: number) =>
  syncUntilQuiet({ ...desk.target, pushBatchMax }, centre, {
    changed: () => undefined,
    sending: () => undefined,
    firstSync: () => undefined,
    putOff: (acts) => (told = acts),
  });
const waiting = () => desk.rows("SELECT number FROM act WHERE outcome = 'pending'").map((row) => row.number);

test('V4 it stays, those that share a record stay behind it, the others are received, and the sync ends', async () => {
  const acts = [9, 10, 9, 11, 10].map(callMe);
  unreadable = [1];
  await sync(2);
  expect(requests).toEqual([
    [1, 2],
    [4, 5],
  ]);
  expect(acts).toHaveLength(5);
  expect(waiting()).toEqual([1, 3]);
  expect(told).toBe(1);
});

test('V4 the next sync asks again, and a centre that was brought up to date takes them in their order', async () => {
  [9, 10, 9].map(callMe);
  unreadable = [1];
  await sync(2);
  unreadable = [];
  await sync(2);
  expect(requests.at(-1)).toEqual([1, 3]);
  expect([waiting(), told]).toEqual([[], 0]);
});

test('V4 a centre that puts off what it was not asked about is believed in nothing', async () => {
  callMe(9);
  const lying: Transport = {
    ...centre,
    sync: async (request) => ({ ...((await centre.sync(request)) as SyncResponse), later: [77] }),
  };
  const quiet = { changed: () => undefined, sending: () => undefined, firstSync: () => undefined };
  await expect(syncUntilQuiet(desk.target, lying, quiet)).rejects.toBeInstanceOf(LyingServerError);
  expect(waiting()).toEqual([1]);
});
