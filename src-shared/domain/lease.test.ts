/** The lease: when it is over, and what goes on all the same. */
import { expect, test } from 'vitest';
import { COMMAND_NAMES } from './commands.ts';
import { goesOnWithoutLease, isLeaseOver, LEASE_DAYS } from './lease.ts';

const HEARD = '2026-03-01T02:00:00.000Z';
const after = (days: number, ms = 0) => Date.parse(HEARD) + days * 86_400_000 + ms;

test('LE1 45 days to the millisecond', () => {
  expect(isLeaseOver(HEARD, after(LEASE_DAYS))).toBe(false);
  expect(isLeaseOver(HEARD, after(LEASE_DAYS, 1))).toBe(true);
  expect(isLeaseOver(HEARD, after(-3))).toBe(false);
});

test('LE2 a desk that has only just begun is within it', () => {
  expect(isLeaseOver(null, after(1000))).toBe(false);
});

test('LE1 intake goes on; decisions, merging, moves and exports do not', () => {
  const goingOn = COMMAND_NAMES.filter(goesOnWithoutLease);
  expect(goingOn).toEqual(expect.arrayContaining(['application.submit', 'person.edit', 'paper.attach']));
  for (const name of COMMAND_NAMES.filter((each) => each.startsWith('review.')))
    expect(goesOnWithoutLease(name)).toBe(false);
  for (const name of ['disclosure.record', 'person.merge', 'person.move', 'conflict.settle'])
    expect(goesOnWithoutLease(name)).toBe(false);
});
