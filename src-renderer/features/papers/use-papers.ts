/** The papers of a person or photos of a notice, live: records come with the cases, bytes by themselves. */
import type { PaperView } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';

export interface Papers {
  readonly standing: readonly PaperView[];
  readonly removed: readonly PaperView[];
}

/** Undefined until they were read for the first time. */
export function usePapers(of: { personId: number } | { noticeId: number }): Papers | undefined {
  const { data } = useLive(['cases', 'papers'], ['papers.list', JSON.stringify(of)], () =>
    desk().papers.list(of),
  );
  if (!data) return undefined;
  return {
    standing: data.filter(({ removed }) => removed === null),
    removed: data.filter(({ removed }) => removed !== null),
  };
}
