/** Sizes of pieces: small where a line is slow or was cut lately, growing on a good one. */
import { expect, test } from 'vitest';
import { Pace, type Passed, PIECE_BYTES, WorkCount } from './pace.ts';

const of = (more: Partial<Passed>): Passed => ({
  ...{ sentBytes: 0, receivedBytes: 300, acts: 0, commits: 0, ms: 100 },
  ...more,
});
/** A piece of the full size over a line of so many bytes a second. */
function full(pace: Pace, bytesPerSecond: number): void {
  const sentBytes = pace.pieceBytes;
  pace.passed(of({ sentBytes, acts: 10, ms: 800 + (sentBytes / bytesPerSecond) * 1_000 }));
}

test('a line that nobody knows yet is given the benefit of the doubt, a good one more and more', () => {
  const pace = new Pace();
  expect(pace.pieceBytes).toBe(PIECE_BYTES.first);
  for (let times = 0; times < 9; times++) full(pace, 1_000_000);
  expect(pace.pieceBytes).toBe(PIECE_BYTES.most);
});

test('LP1 on 20 kbit/s a piece is 16 KB at most, whatever it was before', () => {
  const pace = new Pace();
  for (let times = 0; times < 20; times++) {
    full(pace, 2_500);
    expect(pace.pieceBytes).toBeLessThanOrEqual(PIECE_BYTES.poor);
  }
  expect(pace.pieceBytes).toBeGreaterThanOrEqual(4_096);
});

test('LP1 LP2 a cut brings it to 16 KB, each further one makes it a quarter, and it grows again when nothing breaks', () => {
  const pace = new Pace();
  const sizes = Array.from({ length: 7 }, () => {
    pace.cut();
    return pace.pieceBytes;
  });
  expect(sizes).toEqual([16_384, 4_096, 1_024, 1_024, 1_024, 1_024, 1_024]);
  for (let times = 0; times < 3; times++) full(pace, 1_000_000);
  expect(pace.pieceBytes).toBe(8_192);
  for (let times = 0; times < 20; times++) full(pace, 1_000_000);
  expect(pace.pieceBytes).toBe(PIECE_BYTES.most);
});

test('small talk says nothing of how large a piece may be', () => {
  const pace = new Pace();
  for (let times = 0; times < 2; times++) pace.cut();
  for (let times = 0; times < 50; times++) pace.passed(of({}));
  expect(pace.pieceBytes).toBe(4_096);
  expect(pace.bytesPerSecond).toBeNull();
});

test('what is left is told in bytes and seconds once the line is known, and not before', () => {
  const pace = new Pace();
  const count = new WorkCount(pace);
  expect(count.state(100, 0)).toEqual({
    ...{ doing: 'sending', bytesDone: 0, bytesTotal: null, bytesPerSecond: null, secondsLeft: null },
  });
  count.passed(of({ sentBytes: 4_000, receivedBytes: 1_000, acts: 100, commits: 50, ms: 2_000 }));
  expect(count.state(50, 0)).toEqual({
    ...{ doing: 'sending', bytesDone: 5_000, bytesTotal: 7_000, bytesPerSecond: 2_500, secondsLeft: 1 },
  });
  count.arrived(500);
  expect(count.state(0, 100)).toMatchObject({ doing: 'fetching', bytesDone: 5_500, bytesTotal: 7_000 });
});

test('pages of a first sync: bytes as they come, and how long it takes as soon as one of them is whole', () => {
  const count = new WorkCount(new Pace());
  count.pageBegins(1_000);
  count.pageArrived(500);
  expect(count.pagesState(1_500)).toEqual({
    ...{ doing: 'first-sync', bytesDone: 500, bytesTotal: null, bytesPerSecond: null, secondsLeft: null },
  });
  count.pageArrived(3_500);
  expect(count.pagesState(3_000)).toMatchObject({ bytesPerSecond: 2_000, secondsLeft: null });
  // 4,000 of its 5,000 bytes came now; the rest was kept from before a cut.
  count.pageIsWhole(4_000, 5_000);
  count.pageRows(100, 200);
  expect(count.pagesState(3_000)).toMatchObject({ bytesDone: 4_000, bytesTotal: 14_000, secondsLeft: 5 });
  count.pageArrived(1_000);
  expect(count.pagesState(3_500)).toMatchObject({ bytesDone: 5_000, bytesTotal: 14_000, secondsLeft: 5 });
});

test('pieces that are too small to tell the width of the line tell how long it takes all the same', () => {
  const count = new WorkCount(new Pace());
  count.passed(of({ sentBytes: 900, receivedBytes: 100, acts: 9, ms: 2_000 }));
  expect(count.state(90, 0)).toMatchObject({ bytesPerSecond: null, bytesTotal: 10_000, secondsLeft: 18 });
});
