/** A desk begins a sync: it goes on as the link moves, or from beginning to end in an hour of good line. */
import type { StepEntry } from '../step.ts';

export const syncStep: StepEntry = {
  name: 'sync',
  does: 'a desk begins a sync',
  weight: 16,
  // Counted where it goes on, in world.ts.
  reaches: ['a long reply pauses'],
  take: ({ desk }) => {
    desk.startSync();
    return desk.name;
  },
};

export const goodLineStep: StepEntry = {
  name: 'good-line',
  does: 'a desk syncs in an hour of good line, from beginning to end',
  weight: 7,
  take: async ({ world, desk }) => {
    desk.startSync();
    await world.drain();
    return desk.name;
  },
};
