/** A desk's process dies between two steps, or in the middle of a later write. What the disk itself may lose is durability/'s matter. */
import type { StepEntry } from '../step.ts';

export const crashStep: StepEntry = {
  name: 'crash',
  does: 'a desk’s process is killed between two steps',
  weight: 4,
  needsDisk: true,
  isTelling: true,
  reaches: ['crash', 'crash while syncing'],
  take: ({ world, desk }) => {
    if (!desk.isOnDisk) return 'not on disk';
    if (desk.isSyncing) world.count('crash while syncing');
    desk.crash();
    world.count('crash');
    return desk.name;
  },
};

export const powerCutStep: StepEntry = {
  name: 'power-cut',
  does: 'a desk’s process will be killed in the middle of a later write',
  weight: 5,
  needsDisk: true,
  // Counted where it is noticed, in history.ts.
  reaches: ['power cut'],
  take: ({ desk, chance }) => {
    if (!desk.isOnDisk) return 'not on disk';
    const after = Math.floor(chance.next() ** 2 * 120);
    desk.cutAfter(after);
    return `${desk.name} after ${after} statements`;
  },
};
