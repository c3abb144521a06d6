/** The queue of a reviewing desk and the file on the screen: which one is open, where the next one is, and what became of
 *  the last act.
 *  REV1 the file in hand stays when it leaves the queue under the reviewer; what was answered is not lost.  REV2 after an
 *  act the next file of the queue comes, in the queue's order.                                                       */
import { useCallback, useEffect, useState } from 'react';
import type { z } from 'zod';
import type { reviewFile } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { type ReviewItem, useReviewQueue } from '../../data/work.ts';

export type ReviewFile = z.infer<typeof reviewFile>;

export interface LastAct {
  readonly number: number;
  readonly name: string;
  readonly act: string;
  readonly personId: number;
}

export interface ReviewDesk {
  /** Undefined: not read yet. */
  readonly queue: readonly ReviewItem[] | undefined;
  readonly openId: number | undefined;
  /** Null: the file is not on this computer. */
  readonly file: ReviewFile | null | undefined;
  /** The open file is no longer in the queue. */
  readonly isGone: boolean;
  readonly last: LastAct | undefined;
  open(applicationId: number): void;
  step(by: 1 | -1): void;
  acted(last: LastAct): void;
}

/** The file after `openId` in the queue, or before it at the end; undefined when it was the only one. */
export function nextInQueue(queue: readonly ReviewItem[], openId: number): number | undefined {
  const at = queue.findIndex(({ applicationId }) => applicationId === openId);
  return (queue[at + 1] ?? queue[at - 1])?.applicationId;
}

export function useReviewDesk(wanted: number | undefined): ReviewDesk {
  const queue = useReviewQueue().data;
  const [chosen, setChosen] = useState(wanted);
  const [last, setLast] = useState<LastAct>();
  useEffect(() => setChosen(wanted), [wanted]);
  const openId = chosen ?? queue?.[0]?.applicationId;
  // The first file of the queue becomes the chosen one, so that a changing queue does not take it away (REV1).
  useEffect(() => {
    if (chosen === undefined && openId !== undefined) setChosen(openId);
  }, [chosen, openId]);
  const file = useLive(
    ['review', 'cases', 'journal', 'conflicts'],
    ['review.file', openId],
    () => desk().review.file({ applicationId: openId ?? 0 }),
    { enabled: openId !== undefined },
  ).data;

  const step = useCallback(
    (by: 1 | -1) => {
      const at = (queue ?? []).findIndex(({ applicationId }) => applicationId === openId);
      const next = queue?.[Math.max(0, at + by)];
      if (next) setChosen(next.applicationId);
    },
    [queue, openId],
  );
  const acted = useCallback(
    (done: LastAct) => {
      setLast(done);
      if (openId !== undefined) setChosen(nextInQueue(queue ?? [], openId));
    },
    [queue, openId],
  );
  const isInQueue = queue?.some(({ applicationId }) => applicationId === openId) ?? true;
  return {
    queue,
    openId,
    file,
    isGone: openId !== undefined && !isInQueue,
    last,
    open: setChosen,
    step,
    acted,
  };
}
