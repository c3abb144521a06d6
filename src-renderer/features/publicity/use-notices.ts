/** What the desk of public notices reads; read again with every act and every sync. */
import type { z } from 'zod';
import type { candidateInput } from '#shared/rpc/publicity-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';

export function useNotices() {
  return useLive(['cases', 'session'], ['publicity.list'], () => desk().publicity.list()).data;
}

export function useNotice(noticeId: number) {
  return useLive(['cases', 'session'], ['publicity.open', noticeId], () =>
    desk().publicity.open({ noticeId }),
  ).data;
}

export type NoticeWanted = z.infer<typeof candidateInput>;

export function useCandidates(wanted: NoticeWanted, enabled: boolean) {
  return useLive(
    ['cases', 'session'],
    ['publicity.candidates', JSON.stringify(wanted)],
    () => desk().publicity.candidates(wanted),
    { enabled, keepOld: true },
  ).data;
}
