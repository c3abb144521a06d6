/** Time passes, up to most of a day. */
import { HOUR } from '../world.ts';
import type { StepEntry } from '../step.ts';

export const clockStep: StepEntry = {
  name: 'clock',
  does: 'time passes',
  weight: 3,
  take: ({ world, chance }) => {
    world.now += Math.floor(chance.next() * 20 * HOUR);
    return new Date(world.now).toISOString();
  },
};
