/** A history is a list of steps made from one seed before anything runs. Each step carries its own small seed and takes what it finds, so
 *  that any step can be left out when a failure is shortened, and a saved list replays without the generator.                      */
import type { Chance } from '#shared/base/chance.ts';

export interface Step {
  /** Name of a step of steps/. */
  readonly kind: string;
  readonly seed: number;
}

/** What a history is played with; a part of its seed's meaning. */
export interface Plan {
  readonly seed: number;
  /** Which mix it was drawn from; a saved history needs none. */
  readonly scenario?: string;
  /** Desks by name, of ALL_DESKS in people.ts. */
  readonly desks: readonly string[];
  /** Those of them whose program is two releases older than the others'. */
  readonly old?: readonly string[];
  /** The centre's program is the older one too, until it is brought up to date: what of the later one it cannot read. */
  readonly ahead?: 'protocol' | 'schema';
  /** Encrypted files that survive a crash, or memory. */
  readonly isOnDisk: boolean;
  /** Files are made on the spot and not copied from one that is ready: every write of theirs is looked at. */
  readonly isMadeHere?: true;
  /** People who come to the counter, one more every few forms; six when it is not said. */
  readonly people?: number;
  readonly steps: readonly Step[];
  /** People go on working after the storm until this many acts are made. */
  readonly actsMin: number;
}

export function pick<T>(chance: Chance, items: readonly T[]): T {
  const item = items[Math.floor(chance.next() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

export function smallSeed(chance: Chance): number {
  return Math.floor(chance.next() * 2 ** 31);
}
