/** The pairs that look like one person: which one is open, and what was settled last. */
import { useCallback, useEffect, useState } from 'react';
import type { DuplicatePair } from '#shared/rpc/duplicate-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import type { Settled } from '../conflicts/use-conflicts.ts';

export type PairIds = readonly [left: number, right: number];

export function usePairs() {
  return useLive(['cases', 'conflicts'], ['duplicates.pairs'], () => desk().duplicates.pairs(), {
    keepOld: true,
  }).data;
}

export const idsOf = ({ leftId, rightId }: DuplicatePair): PairIds => [leftId, rightId];
export const isPair = (one: PairIds, other: PairIds | undefined): boolean =>
  other !== undefined && one.includes(other[0]) && one.includes(other[1]);

export function usePairDesk(wanted: PairIds | undefined) {
  const pairs = usePairs();
  const [chosen, setChosen] = useState<PairIds | undefined>(wanted);
  const [last, setLast] = useState<Settled>();
  const [left, right] = wanted ?? [];
  useEffect(() => {
    if (left !== undefined && right !== undefined) setChosen([left, right]);
  }, [left, right]);
  const first = pairs?.[0];
  const openIds = chosen ?? (first && idsOf(first));
  const page = useLive(
    ['cases', 'conflicts'],
    ['duplicates.open', openIds?.[0], openIds?.[1]],
    () => desk().duplicates.open({ leftId: openIds?.[0] ?? 0, rightId: openIds?.[1] ?? 0 }),
    { enabled: openIds !== undefined },
  ).data;
  const next = pairs?.find((pair) => !isPair(idsOf(pair), openIds));
  const settled = useCallback(
    (done: Settled) => {
      setLast(done);
      setChosen(next && idsOf(next));
    },
    [next],
  );
  return { pairs, openIds, page, last, open: setChosen, settled };
}

export type PairDesk = ReturnType<typeof usePairDesk>;
