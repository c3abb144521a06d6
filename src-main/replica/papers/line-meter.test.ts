/** How large a piece of a paper may be, and which line is a poor one; and what a computer was told of it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestDesk } from '../test-desk.ts';
import { LineMeter, SMALLEST_PIECE_BYTES } from './line-meter.ts';
import { readLineMode, writeLineMode } from './line-mode.ts';

const KIB = 1024;
let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
});
afterEach(() => desk.close());

/** Carries whole pieces at a rate until their size no longer changes; the sizes. */
function sizesAt(meter: LineMeter, bytesASecond: number): number[] {
  const sizes = [meter.pieceBytes];
  for (let piece = 0; piece < 20; piece++) {
    meter.carried(meter.pieceBytes, (meter.pieceBytes / bytesASecond) * 1_000);
    if (meter.pieceBytes === sizes.at(-1)) break;
    sizes.push(meter.pieceBytes);
  }
  return sizes;
}

test('LM1 a line that has shown nothing is a poor one, and gets the smallest piece', () => {
  const meter = new LineMeter();
  expect([meter.bytesASecond, meter.isPoor, meter.pieceBytes]).toEqual([null, true, 16 * KIB]);
});

test.each([
  // 20 kbit/s, the field's worst; 128 kbit/s, where poor ends; 1 Mbit/s; an office's own net.
  [2_500, true, [16 * KIB]],
  [15_900, true, [16 * KIB, 31_800]],
  [16_000, false, [16 * KIB, 32_000]],
  [125_000, false, [16 * KIB, 64 * KIB, 250_000]],
  [12_500_000, false, [16 * KIB, 64 * KIB, 256 * KIB, 1_024 * KIB]],
])('LM2 at %i bytes a second: poor %s, pieces %j', (bytesASecond, isPoor, sizes) => {
  const meter = new LineMeter();
  expect([sizesAt(meter, bytesASecond), meter.isPoor]).toEqual([sizes, isPoor]);
  expect(meter.bytesASecond).toBe(bytesASecond);
});

test('LM1 LM2 a cut makes the next piece small again, what the line carries is remembered; a line that grows worse makes pieces smaller', () => {
  const meter = new LineMeter();
  sizesAt(meter, 125_000);
  meter.broke();
  expect([meter.pieceBytes, meter.bytesASecond]).toEqual([SMALLEST_PIECE_BYTES, 125_000]);
  meter.carried(16 * KIB, 131);
  expect(meter.pieceBytes).toBe(4 * SMALLEST_PIECE_BYTES);
  const before = meter.pieceBytes;
  for (let piece = 0; piece < 6; piece++) meter.carried(meter.pieceBytes, (meter.pieceBytes / 2_500) * 1_000);
  expect(meter.pieceBytes).toBeLessThan(before);
  expect(meter.isPoor).toBe(true);
});

test('LM1 an answer in no time at all is a good line, not an endless one', () => {
  const meter = new LineMeter();
  for (let piece = 0; piece < 20; piece++) meter.carried(meter.pieceBytes, 0);
  expect(meter.pieceBytes).toBe(1_024 * KIB);
});

test('TR5 the setting is kept with the file; what no program wrote is as if nothing had been set', () => {
  const { statements } = desk;
  expect(readLineMode(statements)).toBe('auto');
  for (const mode of ['never', 'always', 'auto'] as const) {
    writeLineMode(statements, mode);
    expect(readLineMode(statements)).toBe(mode);
  }
  statements.run("UPDATE meta SET value = 'sometimes' WHERE name = 'papers_line'");
  expect(readLineMode(statements)).toBe('auto');
});
