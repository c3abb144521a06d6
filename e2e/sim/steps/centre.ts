/** What happens at the centre: work goes on, the process dies, the database fails. */
import type { StepEntry } from '../step.ts';

export const centreStep: StepEntry = {
  name: 'centre',
  does: 'the centre goes on with one piece of work that it held',
  weight: 18,
  take: ({ world, chance }) => {
    world.centre.store.openOne(chance);
    return `${world.centre.store.holds} still held`;
  },
};

export const centreCrashStep: StepEntry = {
  name: 'centre-crash',
  does: 'the centre is killed: what was in flight is gone, what was committed stays',
  weight: 3,
  reaches: ['centre killed at work'],
  take: ({ world }) => {
    const broken = world.centre.crash();
    for (const call of broken) world.link.giveUp(call);
    world.link.loseAnswers();
    if (broken.length) world.count('centre killed at work');
    return 'killed';
  },
};

export const storeFaultStep: StepEntry = {
  name: 'store-fault',
  does: 'the centre’s database fails in a later transaction, before, in or after it',
  weight: 3,
  take: ({ world, chance }) => {
    const doors = Math.floor(chance.next() * 40);
    world.centre.store.failAfter(doors);
    return `after ${doors} operations`;
  },
};
