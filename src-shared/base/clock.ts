/** Time as an interface. Shared code never reads a clock; entry files hand one in, tests and the simulator hand in their own.
 *  Instants are UTC milliseconds; business dates are calendar dates in Asia/Shanghai (UTC+8 all year since 1992). */
export interface Clock {
  /** UTC milliseconds since 1970. */
  now(): number;
}

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** Calendar date 'YYYY-MM-DD' in Asia/Shanghai of an instant in UTC milliseconds. */
export function shanghaiDate(instantMs: number): string {
  return new Date(instantMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** Instant in UTC milliseconds as ISO text with milliseconds, the one form instants are stored in. */
export function instantText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}

/** A clock that starts at `instant` (ISO text) and runs like `base`, for classrooms whose cases play in a known month; `base` itself
 *  when no instant is given. */
export function startingAt(base: Clock, instant: string | null | undefined): Clock {
  if (!instant) return base;
  const offset = Date.parse(instant) - base.now();
  return { now: () => base.now() + offset };
}
