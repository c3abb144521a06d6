/** A history is a list of steps made from one seed before anything runs. Each step carries its own small seed and takes what it finds, so
 *  that any step can be left out when a failure is shortened, and a saved list replays without the generator.                      */
import { type Chance, seededRandom } from '#shared/base/chance.ts';

export const STEP_KINDS = [
  /** Somebody at a desk does something. */
  'act',
  /** A desk begins a sync. */
  'sync',
  /** A desk syncs in an hour of good line, from beginning to end. */
  'good-line',
  /** The link moves one packet: delivers, repeats, loses or gives up waiting. */
  'link',
  /** The centre goes on with one piece of work that it held. */
  'centre',
  /** A desk's process is killed between two steps. */
  'crash',
  /** A desk's process will be killed in the middle of a later write. */
  'power-cut',
  /** The centre's process is killed: what was in flight is gone, what was committed stays. */
  'centre-crash',
  /** The centre's database fails in a later transaction. */
  'store-fault',
  /** A reply that the desk has had before arrives again. */
  'stale',
  /** Time passes. */
  'clock',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export interface Step {
  readonly kind: StepKind;
  readonly seed: number;
}

/** What a history is played with; a part of its seed's meaning. */
export interface Plan {
  readonly seed: number;
  /** Desks by name, of ALL_DESKS in people.ts. */
  readonly desks: readonly string[];
  /** Encrypted files that survive a crash, or memory. */
  readonly isOnDisk: boolean;
  readonly steps: readonly Step[];
  /** People go on working after the storm until this many acts are made. */
  readonly actsMin: number;
}

type Weights = readonly (readonly [StepKind, number])[];

const CALM: Weights = [
  ['act', 44],
  ['sync', 16],
  ['good-line', 7],
  ['link', 60],
  ['centre', 18],
  ['clock', 3],
  ['stale', 2],
  ['store-fault', 1],
  ['centre-crash', 1],
];
const STORM: Weights = [...CALM, ['crash', 4], ['power-cut', 5], ['centre-crash', 2], ['store-fault', 2]];

/** One history in this many lives in files and has crashes. */
const ON_DISK_ONE_IN = 3;
const STEPS_MIN = 220;
const STEPS_MORE = 200;
const ACTS_MIN = 40;
const LAYOUTS: readonly (readonly string[])[] = [
  ['north', 'federation', 'civil-affairs'],
  ['north', 'north-second', 'south'],
  ['north', 'north-second', 'federation', 'civil-affairs'],
  ['north', 'south', 'federation', 'civil-affairs'],
  ['north', 'north-second', 'south', 'federation', 'civil-affairs'],
];

export function pick<T>(chance: Chance, items: readonly T[]): T {
  const item = items[Math.floor(chance.next() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

function pickWeighted(chance: Chance, weights: Weights): StepKind {
  let left = chance.next() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of weights) {
    left -= weight;
    if (left < 0) return kind;
  }
  return 'link';
}

export function smallSeed(chance: Chance): number {
  return Math.floor(chance.next() * 2 ** 31);
}

/** The history of a seed. */
export function planOf(seed: number): Plan {
  const chance = seededRandom(seed);
  const isOnDisk = seed % ON_DISK_ONE_IN === 0;
  const desks = pick(chance, LAYOUTS);
  const count = STEPS_MIN + Math.floor(chance.next() * STEPS_MORE);
  const steps = Array.from({ length: count }, () => ({
    kind: pickWeighted(chance, isOnDisk ? STORM : CALM),
    seed: smallSeed(chance),
  }));
  return { seed, desks, isOnDisk, steps, actsMin: ACTS_MIN };
}
