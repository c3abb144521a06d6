/** What the screen 发放 reads. */
import type { PastOverview } from '#shared/rpc/past-shapes.ts';
import type {
  RaiseChoices,
  RosterPage,
  RosterRowView,
  RosterSheetInput,
  RosterSheetView,
} from '#shared/rpc/payment-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';

const TOPICS = ['cases', 'journal', 'session'] as const;
const ROWS_SHOWN = 200;

export type RosterViewName = 'held' | 'came' | 'went' | 'returned' | 'all';

export function usePayments() {
  return useLive(TOPICS, ['payments.overview'], () => desk().payments.overview()).data;
}

export function useRoster(rosterId: number | undefined): RosterPage | null | undefined {
  return useLive(
    TOPICS,
    ['payments.roster', rosterId],
    () => desk().payments.roster({ rosterId: rosterId as number }),
    { enabled: rosterId !== undefined },
  ).data;
}

export function useRosterRows(
  rosterId: number,
  view: RosterViewName,
): { total: number; rows: RosterRowView[] } | undefined {
  return useLive(
    TOPICS,
    ['payments.rows', rosterId, view],
    () => desk().payments.rows({ rosterId, view, offset: 0, limit: ROWS_SHOWN }),
    { keepOld: true },
  ).data;
}

export function useRaiseChoices(): RaiseChoices | undefined {
  return useLive(TOPICS, ['payments.raises'], () => desk().payments.raises()).data;
}

export function usePast(): PastOverview | undefined {
  return useLive(TOPICS, ['payments.past'], () => desk().payments.past()).data;
}

/** Null where this desk may not have the copy, or the rows are not made yet. */
export function useRosterSheet(input: RosterSheetInput): RosterSheetView | null | undefined {
  const { rosterId, copy, scope } = input;
  return useLive(TOPICS, ['payments.sheet', rosterId, copy, scope], () =>
    desk().payments.sheet({ rosterId, copy, scope }),
  ).data;
}
