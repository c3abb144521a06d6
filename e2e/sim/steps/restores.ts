/** A centre that is set back to a backup: commits that desks hold are gone, and numbers of devices may be. What the oracle wants of it is I12:
 *  once a desk has heard of it, it goes by nothing that is not in the new history, and what was lost waits again or is judged anew. */
import type { StepEntry } from '../step.ts';
import { HOUR } from '../world.ts';

export const backUpCentreStep: StepEntry = {
  name: 'back-up-centre',
  does: 'the centre’s database is copied',
  weight: 0,
  take: async ({ world }) => {
    world.backup = await world.centre.keep();
    return 'kept';
  },
};

export const setBackCentreStep: StepEntry = {
  name: 'set-back-centre',
  does: 'the centre is set back to its backup; what was in flight is gone',
  weight: 0,
  isTelling: true,
  reaches: ['centre set back', 'centre set back with work lost', 'a lost act waits again'],
  take: async ({ world }) => {
    if (!world.backup) return 'no backup';
    const before = world.centre.view().outcomes.size;
    await world.setBackCentre();
    await world.centre.refresh(false);
    const lost = before - world.centre.view().outcomes.size;
    world.count('centre set back');
    if (lost > 0) world.count('centre set back with work lost');
    world.now += HOUR;
    return `${lost} outcomes lost`;
  },
};
