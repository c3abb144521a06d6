/** A reply that the desk has had before arrives again, outside of any request. */
import { PowerCut } from '../fused-statements.ts';
import { pick } from '../plan.ts';
import type { StepEntry } from '../step.ts';

export const staleStep: StepEntry = {
  name: 'stale',
  does: 'a reply that the desk has had before arrives again',
  weight: 2,
  isTelling: true,
  reaches: ['old reply taken', 'old reply refused'],
  take: ({ world, desk, chance }) => {
    const replies = world.replies.get(desk.name) ?? [];
    if (desk.isSyncing || desk.isDead || !replies.length) return `${desk.name}: none`;
    try {
      const isTaken = desk.takeStale(pick(chance, replies));
      world.count(isTaken ? 'old reply taken' : 'old reply refused');
      return `${desk.name} ${isTaken ? 'took it' : 'refused it'}`;
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      return `${desk.name} killed`;
    }
  },
};
