/** Rare states that a run must reach, or it has proved less than it says («sometimes» assertions): what the steps of every scenario in use
 *  name, and what is nobody's step: each outcome, an act parked behind a parked one.                                              */
import { STEPS } from './steps/index.ts';

/** Reached by the engine's own doing; where it is counted stands beside it. */
const OF_THE_ENGINE: Readonly<Record<string, string>> = {
  applied: 'an outcome',
  'applied-with-difference': 'an outcome',
  refused: 'an outcome',
  'in-conflict': 'an outcome',
  parked: 'an outcome',
  'parked behind a parked': 'a reply',
  'first sync': 'a reply',
  'a waiting act no longer applies': 'a look at a desk',
  'work over rows of the county': 'a look at a desk',
};

export interface NeverReached {
  readonly state: string;
  readonly where: string;
}

export function rareStatesNever(seen: ReadonlyMap<string, number>): NeverReached[] {
  const wanted = [
    ...Object.entries(OF_THE_ENGINE).map(([state, where]) => ({ state, where })),
    ...STEPS.flatMap(({ name, reaches }) =>
      (reaches ?? []).map((state) => ({ state, where: `step ${name}` })),
    ),
  ];
  return wanted.filter(({ state }) => !seen.get(state));
}
