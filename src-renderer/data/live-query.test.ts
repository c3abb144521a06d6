import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Channel } from './channel.ts';
import { takeDesk, type Desk } from './desk.ts';
import {
  followChanges,
  forgetReads,
  gatherTopics,
  queryClient,
  readAgain,
  type Topic,
} from './live-query.ts';

function watched(client: QueryClient, key: string, topics: readonly Topic[], read: () => number): () => void {
  const observer = new QueryObserver(client, {
    queryKey: [key],
    queryFn: () => Promise.resolve(read()),
    meta: { topics },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return observer.subscribe(() => undefined);
}

async function* oneChange(): AsyncGenerator<{ topics: string[] }> {
  yield { topics: ['cases'] };
  await new Promise(() => undefined);
}

afterEach(() => {
  vi.useRealTimers();
  queryClient.clear();
});

describe('topics', () => {
  test('only what depends on a changed topic is read again', async () => {
    const client = new QueryClient();
    const reads = { cases: 0, link: 0, both: 0 };
    const stops = [
      watched(client, 'cases', ['cases'], () => ++reads.cases),
      watched(client, 'link', ['link'], () => ++reads.link),
      watched(client, 'both', ['cases', 'journal'], () => ++reads.both),
    ];
    await vi.waitFor(() => expect(reads).toEqual({ cases: 1, link: 1, both: 1 }));
    await vi.waitFor(() => expect(client.isFetching()).toBe(0));
    await readAgain(['journal'], client);
    expect(reads).toEqual({ cases: 1, link: 1, both: 2 });
    await readAgain(['cases', 'unknown-to-this-version'], client);
    expect(reads).toEqual({ cases: 2, link: 1, both: 3 });
    for (const stop of stops) stop();
  });

  test('LQ1 what was read stays while it is read again', async () => {
    const client = new QueryClient();
    let release: (value: number) => void = () => undefined;
    let first = true;
    const observer = new QueryObserver(client, {
      queryKey: ['slow'],
      meta: { topics: ['cases'] },
      queryFn: () => {
        if (!first) return new Promise<number>((resolve) => (release = resolve));
        first = false;
        return Promise.resolve(1);
      },
    });
    const stop = observer.subscribe(() => undefined);
    await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe(1));
    const again = readAgain(['cases'], client);
    expect(observer.getCurrentResult().data).toBe(1);
    release(2);
    await again;
    expect(observer.getCurrentResult().data).toBe(2);
    stop();
  });

  test('LQ4 a change during the first read is read after it', async () => {
    const client = new QueryClient();
    let reads = 0;
    const stop = watched(client, 'first', ['cases'], () => ++reads);
    await readAgain(['cases'], client);
    expect(reads).toBe(2);
    expect(client.getQueryData(['first'])).toBe(2);
    stop();
  });

  test('LQ2 a burst is gathered into one reading', () => {
    vi.useFakeTimers();
    const read = vi.fn<(topics: readonly string[]) => void>();
    const gather = gatherTopics(read, 50);
    for (let row = 0; row < 500; row++) gather(['cases', 'journal']);
    gather(['link']);
    expect(read).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60);
    expect(read.mock.calls).toEqual([[['cases', 'journal', 'link']]]);
    gather([]);
    gather(['cases']);
    vi.advanceTimersByTime(60);
    expect(read).toHaveBeenCalledTimes(2);
  });
});

test('another person finds nothing that was read for the one before', () => {
  const client = new QueryClient();
  client.setQueryData(['cases.open', 7], 'a page');
  client.setQueryData(['session.status'], 'locked');
  forgetReads(client);
  expect(client.getQueryData(['cases.open', 7])).toBeUndefined();
  expect(client.getQueryData(['session.status'])).toBe('locked');
});

describe('the stream of changes', () => {
  test('is followed on every new line, and everything shown is read again', async () => {
    let opened = (): void => undefined;
    let closed = (): void => undefined;
    const channel = new Channel({
      open: (open, close) => {
        opened = () => open({ call: () => Promise.reject(new Error('not called')) });
        closed = close;
      },
    });
    const watch = vi.fn<() => Promise<AsyncGenerator<{ topics: string[] }>>>(() =>
      Promise.resolve(oneChange()),
    );
    takeDesk({ watch } as unknown as Desk);
    let reads = 0;
    const stopWatching = watched(queryClient, 'shown', ['cases'], () => ++reads);
    await vi.waitFor(() => expect(reads).toBe(1));
    const stop = followChanges(channel);
    channel.start();
    opened();
    await vi.waitFor(() => expect(reads).toBeGreaterThanOrEqual(2));
    expect(watch).toHaveBeenCalledTimes(1);
    closed();
    await vi.waitFor(() => expect(channel.state).toBe('lost'));
    const before = reads;
    await vi.waitFor(() => {
      opened();
      expect(watch.mock.calls.length).toBeGreaterThanOrEqual(2);
    }, 2_000);
    await vi.waitFor(() => expect(reads).toBeGreaterThan(before));
    stop();
    stopWatching();
  });
});
