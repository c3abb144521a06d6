/** The clock of an entry file: the computer's, or one that starts at a given instant — for classrooms whose cases play in a known month. */
import type { Clock } from '#shared/base/clock.ts';

/** `instant` is ISO text, or null for the computer's own time. */
export function startAt(instant: string | null): Clock {
  const offset = instant ? Date.parse(instant) - Date.now() : 0;
  return { now: () => Date.now() + offset };
}
