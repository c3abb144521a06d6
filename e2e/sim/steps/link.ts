/** The link: moves one packet, goes half open, hands out the answer of another request. */
import { pick } from '../plan.ts';
import type { StepEntry } from '../step.ts';

export const linkStep: StepEntry = {
  name: 'link',
  does: 'the link delivers, repeats or loses one packet, mostly the oldest',
  weight: 60,
  reaches: ['packet lost', 'page lost', 'packet repeated', 'no longer awaited'],
  take: ({ world, chance }) => {
    const { fate, words } = world.link.move(chance);
    if (fate) world.count(fate);
    return words;
  },
};

export const halfOpenStep: StepEntry = {
  name: 'half-open',
  does: 'a request gets through, its answer never does, and neither side notices for hours',
  weight: 2,
  reaches: ['half open'],
  take: ({ world, chance }) => {
    const words = world.link.goHalfOpen(chance);
    if (!words) return 'nothing goes up';
    world.count('half open');
    return words;
  },
};

export const longWaitStep: StepEntry = {
  name: 'long-wait',
  does: 'a desk has waited long enough and gives up',
  weight: 4,
  take: ({ world, desk }) => {
    world.link.hangUp(desk.name);
    return desk.name;
  },
};

export const mixedUpStep: StepEntry = {
  name: 'mixed-up',
  does: 'a desk that waits is handed the answer to an earlier request of its own',
  weight: 2,
  isTelling: true,
  reaches: ['answer to another request'],
  take: ({ world, desk, chance }) => {
    const replies = world.replies.get(desk.name) ?? [];
    if (!replies.length || desk.isDead) return `${desk.name}: none`;
    desk.isLiedTo = true;
    if (!world.link.misdeliver(desk.name, pick(chance, replies))) {
      desk.isLiedTo = false;
      return `${desk.name} does not wait`;
    }
    world.count('answer to another request');
    return desk.name;
  },
};
