/** Programs two releases apart in one history (V1–V8, I18), in the build. */
import { expect, test } from 'vitest';
import { playHistory } from '../history.ts';
import { planOf } from '../scenarios.ts';

const ROOMY_MS = 90_000;
const SHORT = 40;

test(
  'I18 V5 V6 seeds 1 and 2: old and new desks, some brought up to date in the middle of their work',
  async () => {
    const seen: Record<string, number> = {};
    for (const seed of [1, 2]) {
      const result = await playHistory(planOf(seed, 'ages', SHORT));
      expect(result.violations).toEqual([]);
      for (const [what, times] of Object.entries(result.seen)) seen[what] = (seen[what] ?? 0) + times;
    }
    expect(seen['updated']).toBeGreaterThan(0);
    expect(seen['visit.record']).toBeGreaterThan(0);
  },
  ROOMY_MS,
);

test(
  'V3 V4 I18 seeds 3 and 4: desks that are newer than their centre, until it is brought up to date too',
  async () => {
    const seen: Record<string, number> = {};
    for (const seed of [3, 4]) {
      const result = await playHistory(planOf(seed, 'ahead', SHORT));
      expect(result.violations).toEqual([]);
      for (const [what, times] of Object.entries(result.seen)) seen[what] = (seen[what] ?? 0) + times;
    }
    for (const state of [
      ...['an act put off', 'a newer program told to wait'],
      'a centre brought up to date with acts put off',
    ])
      expect(seen[state], state).toBeGreaterThan(0);
  },
  ROOMY_MS,
);
