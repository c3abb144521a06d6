/** The same story on the real store. */
import { afterAll, expect, test } from 'vitest';
import { closeStores } from '../store-named.ts';
import { tellStory } from './three-weeks.ts';

const ROOMY_MS = 120_000;
afterAll(closeStores);

test(
  'three weeks of three offices without a line, on PostgreSQL',
  async () => {
    const { acts, violations } = await tellStory(2, 'postgres', () => {});
    expect(violations).toEqual([]);
    expect(acts).toBeGreaterThan(400);
  },
  ROOMY_MS,
);
