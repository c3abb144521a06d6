/** A person's history as the page shows it: which kind, which way round, how far; and what is looked at beside it. */
import { useCallback, useEffect, useState } from 'react';
import type { EntryKey, HistoryFilter } from '#shared/rpc/history-shapes.ts';
import { desk } from '../../data/desk.ts';
import { type Topic, useLive } from '../../data/live-query.ts';
import { keyOf } from './words.ts';

/** What history is made of. */
export const HISTORY_TOPICS: readonly Topic[] = ['cases', 'conflicts', 'journal', 'link', 'papers'];
const STEP = 60;
export const ENTRIES_MAX = 3_000;

export type HistoryOrder = 'newest' | 'oldest';

export function useHistory(personId: number) {
  const [filter, setFilter] = useState<HistoryFilter>('all');
  const [order, setOrder] = useState<HistoryOrder>('newest');
  const [limit, setLimit] = useState(STEP);
  const page = useLive(
    HISTORY_TOPICS,
    ['history.page', personId, filter, order, limit],
    () => desk().history.page({ personId, filter, order, offset: 0, limit }),
    { keepOld: true },
  ).data;
  const total = page?.counts[filter] ?? 0;
  return {
    page,
    filter,
    order,
    step: Math.min(STEP, total - (page?.entries.length ?? 0)),
    left: Math.max(0, total - (page?.entries.length ?? 0)),
    choose: (wanted: HistoryFilter) => {
      setFilter(wanted);
      setLimit(STEP);
    },
    turn: () => setOrder((now) => (now === 'newest' ? 'oldest' : 'newest')),
    more: () => setLimit((now) => Math.min(now + STEP, ENTRIES_MAX)),
  };
}

export type HistoryView = ReturnType<typeof useHistory>;

/** What the right pane explains instead of why: one entry, or who changed a group. */
export type Looked =
  | { readonly kind: 'entry'; readonly key: EntryKey }
  | { readonly kind: 'group'; readonly group: string };

export interface Looking {
  readonly at: Looked | undefined;
  readonly openEntry: (key: EntryKey) => void;
  readonly openGroup: (group: string) => void;
  readonly close: () => void;
}

/** Brings the focus back to the entry in the list, or to where the person was. */
function focusEntry(key: EntryKey): void {
  document.querySelector<HTMLElement>(`[data-entry="${keyOf(key)}"]`)?.focus();
}

export function useLooking(wanted: EntryKey | undefined): Looking {
  const [at, setAt] = useState<Looked | undefined>(wanted && { kind: 'entry', key: wanted });
  const [kind, id] = [wanted?.kind, wanted?.id];
  useEffect(() => {
    if (kind !== undefined && id !== undefined) setAt({ kind: 'entry', key: { kind, id } });
  }, [kind, id]);
  const openEntry = useCallback((key: EntryKey) => setAt({ kind: 'entry', key }), []);
  const openGroup = useCallback((group: string) => setAt({ kind: 'group', group }), []);
  const close = useCallback(() => {
    if (at?.kind === 'entry') focusEntry(at.key);
    else document.querySelector<HTMLElement>('h1')?.focus();
    setAt(undefined);
  }, [at]);
  return { at, openEntry, openGroup, close };
}
