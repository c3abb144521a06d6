/** A desk's program is brought up to date, over the file that the old one worked on (V6): what it kept is laid down, its waiting acts are decided
 *  again.                                                                                                                          */
import { pick } from '../plan.ts';
import type { StepEntry } from '../step.ts';

export const updateCentreStep: StepEntry = {
  name: 'update-centre',
  does: 'the centre is brought up to date, after some of its desks',
  weight: 0,
  take: ({ world }) => {
    if (!world.isCentreOld) return 'it is new';
    world.updateCentre();
    return 'brought up to date';
  },
};

export const updateStep: StepEntry = {
  name: 'update',
  does: 'an old desk is brought up to date in the middle of its work',
  weight: 0,
  needsDisk: true,
  isTelling: true,
  reaches: ['updated', 'updated with acts waiting', 'updated with something kept'],
  take: ({ world, chance }) => {
    const old = world.oldDesks.filter(({ isDead }) => !isDead);
    if (!old.length) return 'every program is new';
    const desk = pick(chance, old);
    world.count('updated');
    if (desk.countWaiting()) world.count('updated with acts waiting');
    if (desk.reading.get('SELECT 1 FROM kept LIMIT 1')) world.count('updated with something kept');
    world.update(desk);
    return desk.name;
  },
};
