import { expect, test } from 'vitest';
import { type Attempt, countAttempt, LOCK_WINDOW_MS } from './sign-in-lock.ts';

const minuteMs = 60_000;
const start = Date.UTC(2026, 10, 2);
const fresh: Attempt = { failures: 0, window_from: start, locks: 0, locked_until: 0, last_at: start };

/** Attempts at these minutes after the start; for each the minute until which it was locked out, or 0 when it was let through. */
function run(minutes: readonly number[], before: Attempt = fresh): number[] {
  let state = before;
  return minutes.map((minute) => {
    const verdict = countAttempt(state, start + minute * minuteMs);
    if ('lockedUntil' in verdict) return (verdict.lockedUntil - start) / minuteMs;
    state = verdict.after;
    return 0;
  });
}

test('SL1 five failures lock for 15 minutes; the sixth attempt is let through only after that', () => {
  expect(run([0, 0, 0, 0, 0, 0, 14.9, 15])).toEqual([0, 0, 0, 0, 0, 15, 15, 0]);
});

test('SL1 failures that are spread wider than the window lock nothing', () => {
  expect(run([0, 4, 8, 12, 16, 20, 24, 28, 32])).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test('SL1 the next lock lasts twice as long, up to a day', () => {
  expect(run([0, 0, 0, 0, 0, 15, 15, 15, 15, 15, 16])).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 45]);
  const often = { ...fresh, failures: 4, locks: 20 };
  expect(run([0, 1], often)).toEqual([0, 24 * 60]);
});

test('SL1 after two days without a failure the next lock is a first one again', () => {
  const before = { ...fresh, locks: 3 };
  const later = 2 * 24 * 60;
  expect(run([later, later, later, later, later, later], before)).toEqual([0, 0, 0, 0, 0, later + 15]);
});

test('SL1 the window begins with the first failure in it', () => {
  const verdict = countAttempt({ ...fresh, failures: 4 }, start + LOCK_WINDOW_MS);
  expect(verdict).toMatchObject({
    after: { failures: 1, window_from: start + LOCK_WINDOW_MS, locked_until: 0 },
  });
});
