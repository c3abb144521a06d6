/** Chance as an interface. Shared code never draws by itself; entry files, tests and the demo data hand a source in. */
export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number;
}

/** A repeatable source: the same seed gives the same numbers on every machine (mulberry32). Not for secrets. `next` may
 *  be passed on alone.                                                                                               */
export function seededRandom(seed: number): Chance {
  let state = seed >>> 0;
  return {
    next: () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}
