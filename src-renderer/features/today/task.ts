/** A row of today's work and where it is done: reviews on the review desk, everything else on the person's page. */
import { goTo } from '../../ui/route.ts';
import type { TodayOverview } from '../../data/work.ts';

export type TaskRow = TodayOverview['groups'][number]['rows'][number];
export type TaskGroup = TodayOverview['groups'][number]['group'];

const REVIEW_TASKS = ['preliminary', 'federationReview', 'determine'];

/** Opens the screen on which the row's task is done. */
export function openTask({ task, personId, applicationId, state }: TaskRow): void {
  const isReview = task.startsWith('review.') || REVIEW_TASKS.includes(task);
  const waitsForReview =
    state === 'PRELIMINARY_REVIEW' || state === 'FEDERATION_REVIEW' || state === 'DETERMINING';
  if (isReview && waitsForReview && applicationId) goTo({ screen: 'review', applicationId });
  else goTo({ screen: 'case', personId });
}
