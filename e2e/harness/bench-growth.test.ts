/** The bench finds what grows worse than linearly, and leaves noise alone. */
import { describe, expect, test } from 'vitest';
import {
  type AtSize,
  type Grown,
  growthRow,
  growthsOf,
  grownRow,
  isWorseThanLinear,
} from '../bench/growth.ts';

const SIZES = [1_000, 10_000, 100_000];
const grown = (of: (size: number) => number, more: Partial<Grown> = {}): Grown => ({
  ...{ name: 'a read', unit: 'ms', most: null },
  sizes: SIZES.map((size): AtSize => ({ size, values: [of(size), of(size), of(size)] })),
  ...more,
});
const isFound = (figure: Grown) => growthsOf(figure).some(isWorseThanLinear);

describe('growth', () => {
  test.each([
    ['constant', () => 30, false],
    ['logarithmic', (size: number) => 10 * Math.log2(size), false],
    ['linear', (size: number) => size / 100, false],
    ['n log n', (size: number) => (size * Math.log2(size)) / 1_000, false],
    ['n to the 1.2', (size: number) => size ** 1.2 / 100, true],
    ['quadratic', (size: number) => size ** 2 / 1_000_000, true],
    ['quadratic from the second step on', (size: number) => Math.max(5, size ** 2 / 10_000_000), true],
  ])('%s: worse than linear is %s', (_, of, isWorse) => {
    expect(isFound(grown(of))).toBe(isWorse);
  });

  test('below the floor everything is noise', () => {
    expect(isFound(grown((size) => (size === 100_000 ? 1.9 : 0.01)))).toBe(false);
  });

  test('the work of the process counts, not what others do to the machine', () => {
    const sizes = SIZES.map((size): AtSize => ({ size, values: [size ** 2], worked: [size / 1_000] }));
    expect(isFound(grown(() => 0, { sizes }))).toBe(false);
  });
});

describe('the rows', () => {
  test('a target missed is said so; on a busy machine with little work of ours nothing can be told', () => {
    const sizes = SIZES.map((size): AtSize => ({ size, values: [80], worked: [12] }));
    const figure = grown(() => 0, { sizes, most: 50 });
    expect(grownRow(figure, 1).met).toBe(false);
    expect(grownRow(figure, 4).met).toBeNull();
    expect(grownRow({ ...figure, most: 90 }, 4).met).toBe(true);
    expect(grownRow({ ...figure, most: 10 }, 4).met).toBe(false);
  });

  test('the last one is not met when a single figure grows too fast, whatever its target', () => {
    const fast = grown((size) => size ** 2 / 1_000_000, { most: 1_000_000 });
    expect(grownRow(fast, 4).met).toBe(false);
    expect(growthRow([grown(() => 3), fast]).met).toBe(false);
    expect(growthRow([grown(() => 3)]).met).toBe(true);
  });
});
