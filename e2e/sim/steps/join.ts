/** A desk that was not there joins: its first sync is of logs that have grown, while the link goes on failing. */
import { ALL_DESKS, PAYING_DESK } from '../people.ts';
import { pick } from '../plan.ts';
import type { StepEntry } from '../step.ts';

/** Who is not there from the beginning never comes. */
const ONLY_AT_FIRST = ['civil-affairs-second', PAYING_DESK];

export const joinStep: StepEntry = {
  name: 'join',
  does: 'a desk joins with an empty file',
  weight: 0.5,
  reaches: ['first sync of a grown log'],
  take: ({ world, chance }) => {
    const away = Object.keys(ALL_DESKS).filter(
      (name) => !world.deskNamed(name) && !ONLY_AT_FIRST.includes(name),
    );
    if (!away.length) return 'everybody is there';
    const desk = world.addDesk(pick(chance, away));
    desk.startSync();
    world.count('first sync of a grown log');
    return desk.name;
  },
};
