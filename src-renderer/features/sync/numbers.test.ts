/** Numbers that add up, and estimates in words. */
import { describe, expect, it } from 'vitest';
import { addsUp, estimate, kilobytes, type Overview } from './numbers.ts';

const overview: Overview = {
  made: 46,
  waiting: 12,
  applied: 30,
  inConflict: 1,
  refused: 3,
  received: 31,
  needsYou: 3,
  refusedLeft: 2,
  receiptCount: 34,
  decided: 9,
  oldestWaitingAt: null,
  waitingBytes: 38_000,
  receipts: [],
  withdrawn: null,
  renamed: null,
};

describe('NUM1', () => {
  it('46 = 12 + 30 + 1 + 3 = 12 + 31 + 3', () => expect(addsUp(overview)).toBe(true));
  it('an act in two places, or in none, is seen', () => {
    expect(addsUp({ ...overview, waiting: 13 })).toBe(false);
    expect(addsUp({ ...overview, made: 47 })).toBe(false);
    expect(addsUp({ ...overview, inConflict: 2 })).toBe(false);
    expect(addsUp({ ...overview, refused: 2 })).toBe(false);
    expect(addsUp({ ...overview, decided: 32 })).toBe(false);
  });
});

describe('NUM2', () => {
  it.each([
    [38_000, '2g', { unit: 'seconds', n: 8 }],
    [38_000, '3g', { unit: 'instant' }],
    [38_000, 'fibre', { unit: 'instant' }],
    [5_400_000, '2g', { unit: 'minutes', n: 18 }],
    [0, '2g', { unit: 'instant' }],
  ] as const)('%d bytes on %s', (bytes, speed, expected) => expect(estimate(bytes, speed)).toEqual(expected));
  it.each([
    [0, 0],
    [12, 0.1],
    [1_800, 1.8],
    [3_410_000, 3_410],
  ])('%d bytes are %d kB', (bytes, kb) => expect(kilobytes(bytes)).toBe(kb));
});
