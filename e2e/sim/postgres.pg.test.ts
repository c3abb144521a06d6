/** The same seeds on the real store: PostgreSQL does what memory does, in the same words, with the same doors and faults (I14, CS1–CS3). */
import { afterAll, expect, test } from 'vitest';
import { playHistory } from './history.ts';
import { planOf } from './scenarios.ts';
import { closeStores, openStoreNamed } from './store-named.ts';

const ROOMY_MS = 120_000;
const SHORT = 40;

afterAll(closeStores);

test.each([
  [2, 'storm'],
  [5, 'storm'],
  [7, 'kills'],
  [3, 'long-queues'],
] as const)(
  'I14 seed %i of %s is on PostgreSQL what it is in memory',
  async (seed, scenario) => {
    const plan = planOf(seed, scenario, SHORT);
    const real = await playHistory(plan, { openStore: openStoreNamed('postgres') });
    expect(real.violations).toEqual([]);
    const plain = await playHistory(plan);
    expect(real.trace).toEqual(plain.trace);
  },
  ROOMY_MS,
);
