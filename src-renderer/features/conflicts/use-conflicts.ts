/** The conflict inbox: what must be settled, what only wants a look, what was settled; which one is open; and the note of
 *  one that was put off.                                                                                             */
import { useCallback, useEffect, useState } from 'react';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { type ConflictItem, openConflicts, useConflicts } from '../../data/work.ts';

export const LATER_DRAFT = 'conflict-later';

export interface ConflictGroups {
  readonly open: readonly ConflictItem[];
  readonly look: readonly ConflictItem[];
  readonly settled: readonly ConflictItem[];
}

/** Every conflict stands in exactly one of the three. */
export function groupConflicts(items: readonly ConflictItem[]): ConflictGroups {
  const open = openConflicts(items);
  const rest = items.filter((item) => !open.includes(item));
  return {
    open,
    look: rest.filter(({ state }) => state !== 'SETTLED'),
    settled: rest.filter(({ state }) => state === 'SETTLED'),
  };
}

export interface Settled {
  readonly number: number;
  readonly words: string;
  readonly personId: number;
}

export function useInbox(wanted: number | undefined) {
  const { data } = useConflicts();
  const [chosen, setChosen] = useState(wanted);
  const [last, setLast] = useState<Settled>();
  useEffect(() => setChosen(wanted), [wanted]);
  const groups = data && groupConflicts(data);
  const all = groups ? [...groups.open, ...groups.look, ...groups.settled] : [];
  const openId = chosen ?? all[0]?.conflictId;
  useEffect(() => {
    if (chosen === undefined && openId !== undefined) setChosen(openId);
  }, [chosen, openId]);
  // Two records of one person have a view and a page of their own (features/people).
  const isDuplicate = all.find(({ conflictId }) => conflictId === openId)?.kind === 'duplicate';
  const page = useLive(
    ['conflicts', 'cases'],
    ['conflicts.open', openId],
    () => desk().conflicts.open({ conflictId: openId ?? 0 }),
    { enabled: openId !== undefined && groups !== undefined && !isDuplicate },
  ).data;
  const nextOpen = groups?.open.find(({ conflictId }) => conflictId !== openId)?.conflictId;
  const settled = useCallback(
    (done: Settled) => {
      setLast(done);
      if (nextOpen !== undefined) setChosen(nextOpen);
    },
    [nextOpen],
  );
  return { groups, openId, isDuplicate, page, last, open: setChosen, settled, nextOpen };
}

export type Inbox = ReturnType<typeof useInbox>;

/** What was written when this conflict was put off. */
export function useLaterNote(conflictId: number) {
  const key = String(conflictId);
  return useLive(['drafts'], ['draft.read', LATER_DRAFT, key], () =>
    desk().draft.read({ kind: LATER_DRAFT, key }),
  ).data;
}
