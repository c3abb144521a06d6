/** What waits for this desk, as the navigation and today's screen count it: one read each, so both always say the same. */
import type { z } from 'zod';
import type { conflictItem, reviewItem, todayOverview } from '#shared/rpc/desk-shapes.ts';
import { desk } from './desk.ts';
import { useLive } from './live-query.ts';

export type TodayOverview = z.infer<typeof todayOverview>;
export type ReviewItem = z.infer<typeof reviewItem>;
export type ConflictItem = z.infer<typeof conflictItem>;

export function useToday() {
  return useLive(['cases', 'review', 'conflicts', 'journal', 'session'], ['today.overview'], () =>
    desk().today.overview(),
  );
}

export function useReviewQueue() {
  return useLive(['cases', 'review', 'session'], ['review.queue'], () => desk().review.queue());
}

export function useConflicts() {
  return useLive(['conflicts', 'cases', 'session'], ['conflicts.list'], () => desk().conflicts.list());
}

/** What is to be done today: overdue, due soon, returned, conflicts, and what needs the person. Waiting for others and
 *  certificates that run out are not theirs and not counted. */
export function countToday({ counts }: TodayOverview): number {
  return counts.overdue + counts.soon + counts.returned + counts.conflicts + counts.needsYou;
}

/** Conflicts that a person must settle. */
export function openConflicts(items: readonly ConflictItem[]): ConflictItem[] {
  return items.filter(({ kind, state }) => state === 'OPEN' && (kind === 'ask' || kind === 'duplicate'));
}
