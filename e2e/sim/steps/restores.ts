/** A centre that is set back to a backup: commits that desks hold are gone, and numbers of devices may be. What the oracle wants of it is I12:
 *  once a desk has heard of it, it goes by nothing that is not in the new history, and what was lost waits again or is judged anew. Papers'
 *  bytes come back with their records, or stay as they are, or are those of an earlier backup. */
import type { Chance } from '#shared/base/chance.ts';
import type { StepEntry } from '../step.ts';
import { HOUR, type World } from '../world.ts';

const TOGETHER_SHARE = 0.6;
const AS_THEY_ARE_SHARE = 0.2;
/** Papers' bytes of the backup before the last. */
const earlier = new WeakMap<World, () => Promise<void>>();

/** How papers' bytes come back; null for those that stay as they are. */
function papersFor(world: World, chance: Chance): (() => Promise<void>) | null {
  const share = chance.next();
  if (share < TOGETHER_SHARE) return world.backup?.papers ?? null;
  world.count('papers of another instant than their records');
  return share < TOGETHER_SHARE + AS_THEY_ARE_SHARE ? null : (earlier.get(world) ?? null);
}

export const backUpCentreStep: StepEntry = {
  name: 'back-up-centre',
  does: 'the centre’s database is copied',
  weight: 0,
  take: async ({ world }) => {
    if (world.backup) earlier.set(world, world.backup.papers);
    world.backup = await world.centre.keep();
    return 'kept';
  },
};

export const setBackCentreStep: StepEntry = {
  name: 'set-back-centre',
  does: 'the centre is set back to its backup; what was in flight is gone',
  weight: 0,
  isTelling: true,
  reaches: [
    ...['centre set back', 'centre set back with work lost', 'a lost act waits again'],
    'papers of another instant than their records',
  ],
  take: async ({ world, chance }) => {
    if (!world.backup) return 'no backup';
    const before = world.centre.view().outcomes.size;
    await world.setBackCentre(papersFor(world, chance));
    await world.centre.refresh(false);
    const lost = before - world.centre.view().outcomes.size;
    world.count('centre set back');
    if (lost > 0) world.count('centre set back with work lost');
    world.now += HOUR;
    return `${lost} outcomes lost`;
  },
};
