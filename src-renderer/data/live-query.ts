/** Reads that stay true: a screen names the topics it depends on, the replica's one `watch` stream says which topics
 *  changed, and only those are read again.
 *  LQ1 what is on the screen stays there, readable, while it is read again.  LQ2 a burst of changes (an import) is read
 *  once a tick, not once a row.  LQ3 after the line was lost everything shown is read again.  LQ4 a change that comes
 *  while something is being read for the first time is not lost.
 *  TanStack Query holds the answers; nothing is kept in a store and nothing is polled.                            */
import {
  keepPreviousData,
  QueryClient,
  type QueryKey,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Channel } from './channel.ts';
import { desk } from './desk.ts';

/** What can change, as the contract's `watch` names it. */
export type Topic =
  | 'session'
  | 'link'
  | 'cases'
  | 'review'
  | 'conflicts'
  | 'journal'
  | 'drafts'
  | 'papers'
  | 'imports'
  | 'hub';

const GATHER_MS = 80;
const WATCH_AGAIN_MS = 1_000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The replica is on this computer: whether there is a network says nothing about it.
      networkMode: 'always',
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 5 * 60_000,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
  },
});

export interface LiveOptions {
  /** False: not read yet (the form is not complete, the pane is closed). */
  readonly enabled?: boolean;
  /** True: while another key is read for the first time, the old one's answer stays (lists, never a person's page). */
  readonly keepOld?: boolean;
}

/** Reads `read()` now and whenever one of `topics` changed. `key` names the read and its input. */
export function useLive<T>(
  topics: readonly Topic[],
  key: QueryKey,
  read: (signal: AbortSignal) => Promise<T>,
  { enabled = true, keepOld = false }: LiveOptions = {},
): UseQueryResult<T> {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => read(signal),
    meta: { topics },
    enabled,
    placeholderData: keepOld ? keepPreviousData : undefined,
  });
}

/** Marks what depends on any of `topics` as old; what is on the screen is read again at once. */
export async function readAgain(topics: readonly string[], client: QueryClient = queryClient): Promise<void> {
  const isAffected = ({ meta }: { meta: Record<string, unknown> | undefined }): boolean =>
    (meta?.topics as readonly string[] | undefined)?.some((topic) => topics.includes(topic)) ?? false;
  const readFirst = client
    .getQueryCache()
    .findAll({ predicate: isAffected, fetchStatus: 'fetching' })
    .filter(({ state }) => state.data === undefined);
  await client.invalidateQueries({ predicate: isAffected });
  // A first read under way is joined, not begun again, and may have read before the change.
  if (readFirst.length > 0)
    await client.invalidateQueries({ predicate: (query) => readFirst.includes(query) });
}

/** Another person sits down: nothing that was read for the one before stays, their own sign-in excepted. */
export function forgetReads(client: QueryClient = queryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session.status' });
}

/** Gathers topics for a tick, then reads them again together. */
export function gatherTopics(
  readNow: (topics: readonly string[]) => void,
  gatherMs = GATHER_MS,
): (topics: readonly string[]) => void {
  const gathered = new Set<string>();
  return (topics) => {
    const isFirst = gathered.size === 0;
    for (const topic of topics) gathered.add(topic);
    if (!isFirst || gathered.size === 0) return;
    setTimeout(() => {
      const now = [...gathered];
      gathered.clear();
      readNow(now);
    }, gatherMs);
  };
}

/** Follows the replica's changes for the life of the window; once, from the entry file. */
export function followChanges(channel: Channel): () => void {
  const gather = gatherTopics((topics) => void readAgain(topics));
  let stopStream: (() => void) | undefined;
  const follow = async (): Promise<void> => {
    const controller = new AbortController();
    stopStream?.();
    stopStream = () => controller.abort();
    try {
      const changes = await desk().watch(undefined, { signal: controller.signal });
      for await (const { topics } of changes) gather(topics);
    } catch {
      // The line went, or the window did; a new line calls this again.
    }
    // The stream alone ended while the line lives: the replica let go of it.
    if (!controller.signal.aborted && channel.state === 'open')
      setTimeout(() => void follow(), WATCH_AGAIN_MS);
  };
  const stop = channel.onState((state) => {
    if (state !== 'open') return;
    void follow();
    void queryClient.invalidateQueries();
  });
  return () => {
    stop();
    stopStream?.();
  };
}
