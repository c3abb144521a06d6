/** What is told of the line while the pages of a first sync come. */
import { expect, test } from 'vitest';
import { measured } from './measure.ts';
import { type LineWork, Pace, WorkCount } from './pace.ts';

/** Chunks of 10,000 bytes in four pieces, one a second. */
function lineOf() {
  const clock = { at: 1_000, now: () => clock.at };
  const told: LineWork[] = [];
  const pace = new Pace();
  const count = new WorkCount(pace);
  const transport = {
    sync: () => Promise.reject(new Error('not asked')),
    async chunk(_: string, from: number, onBytes: (bytes: Uint8Array) => void): Promise<Uint8Array> {
      const rest = new Uint8Array(10_000 - from);
      for (let at = 0; at < rest.length; at += 2_500) {
        clock.at += 1_000;
        onBytes(rest.subarray(at, at + 2_500));
      }
      return rest;
    },
  };
  const work = (one: LineWork): void => void told.push(one);
  return { count, told, asked: measured({ pace, clock }, transport, count, { waiting: () => 0, work }) };
}

test('a first sync tells its bytes as they come, how fast, and how long once a page is whole', async () => {
  const { asked, count, told } = lineOf();
  const heard: number[] = [];
  await asked.chunk('a', 0, ({ length }) => heard.push(length));
  expect(heard).toEqual([2_500, 2_500, 2_500, 2_500]);
  expect(told.map(({ doing, bytesDone }) => [doing, bytesDone])).toEqual(
    [0, 2_500, 5_000, 7_500, 10_000].map((bytes) => ['first-sync', bytes]),
  );
  expect(told.map(({ secondsLeft }) => secondsLeft)).toEqual([null, null, null, null, null]);
  expect(told.at(-1)).toMatchObject({ bytesPerSecond: 2_500, bytesTotal: null });
  count.pageRows(500, 1_000);
  await asked.chunk('b', 0, () => undefined);
  expect(told.slice(-4).map(({ bytesTotal, secondsLeft }) => [bytesTotal, secondsLeft])).toEqual([
    [30_000, 7],
    [30_000, 6],
    [30_000, 5],
    [30_000, 4],
  ]);
});

test('what was kept of a chunk counts for how long a page is, not for how fast the line is', async () => {
  const { asked, count, told } = lineOf();
  await asked.chunk('a', 7_500, () => undefined);
  count.pageRows(500, 500);
  await asked.chunk('b', 7_500, () => undefined);
  expect(told.at(-1)).toMatchObject({ bytesDone: 5_000, bytesPerSecond: 2_500, bytesTotal: 12_500 });
});
