/** What waits for this desk, as the navigation and today's screen count it: one read each, so both always say the same. */
import type { z } from 'zod';
import { MUST_SETTLE } from '#shared/domain/conflict.ts';
import type { conflictItem, reviewItem } from '#shared/rpc/desk-shapes.ts';
import type { todayOverview } from '#shared/rpc/today-shapes.ts';
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

/** How many there are in a group of today's work. */
export function countOfGroup(
  { groups }: TodayOverview,
  name: TodayOverview['groups'][number]['group'],
): number {
  return groups.find(({ group }) => group === name)?.total ?? 0;
}

/** What is to be done today: overdue, due soon, returned, the rest that is this desk's turn, conflicts, and what needs the
 *  person. Waiting for others and certificates that run out are not theirs and not counted. */
export function countToday(overview: TodayOverview): number {
  const { overdue, soon, returned, conflicts, needsYou } = overview.counts;
  return overdue + soon + returned + countOfGroup(overview, 'mine') + conflicts + needsYou;
}

/** Conflicts that a person must settle. */
export function openConflicts(items: readonly ConflictItem[]): ConflictItem[] {
  return items.filter(({ kind, state }) => state === 'OPEN' && MUST_SETTLE.some((one) => one === kind));
}
