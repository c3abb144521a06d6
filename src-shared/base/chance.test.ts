import { expect, test } from 'vitest';
import { seededRandom } from './chance.ts';

test('one seed gives one sequence, another seed another', () => {
  const draw = (seed: number) => Array.from({ length: 50 }, seededRandom(seed).next);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(new Set(draw(7)).size).toBe(50);
});

test('known numbers, so that saved seeds keep their meaning', () => {
  const { next } = seededRandom(1);
  expect([next(), next(), next()].map((it) => Math.floor(it * 2 ** 32))).toEqual([
    2693262067, 11749833, 2265367787,
  ]);
});

test('numbers lie in [0, 1) and fill it evenly', () => {
  const { next } = seededRandom(20261122);
  const buckets = new Array<number>(10).fill(0);
  for (let drawn = 0; drawn < 20_000; drawn += 1) {
    const it = next();
    expect(it >= 0 && it < 1).toBe(true);
    const bucket = Math.floor(it * 10);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  for (const count of buckets) expect(Math.abs(count - 2000)).toBeLessThan(200);
});
