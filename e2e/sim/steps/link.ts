/** The link moves one packet: delivers, repeats, loses it, or a desk gives up waiting. */
import type { StepEntry } from '../step.ts';

export const linkStep: StepEntry = {
  name: 'link',
  does: 'the link delivers, repeats or loses one packet, mostly the oldest',
  weight: 60,
  reaches: ['packet lost', 'packet repeated', 'no longer awaited'],
  take: ({ world, chance }) => {
    const { fate, words } = world.link.move(chance);
    if (fate) world.count(fate);
    return words;
  },
};
