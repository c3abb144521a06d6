/** The sentence about the line on the sync page and in the status bar, against a desk of plain functions. */
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StatusBar } from './StatusBar.tsx';
import { type Desk, takeDesk } from '../../data/desk.ts';
import { queryClient, readAgain } from '../../data/live-query.ts';
import type { LinkStatus } from '../../data/session.ts';
import { followClock } from '../../ui/now.ts';
import { LinkLine } from '../../features/sync/LinkLine.tsx';

const NOW = Date.parse('2026-11-23T00:30:00.000Z');
const REST: LinkStatus = {
  ...{ state: 'online', since: null, lastReceivedAt: null, nextTryAt: null, waiting: 0, work: null },
  ...{
    oldestWaitingAt: null,
    needsYou: 0,
    sending: null,
    packVersion: '2026-07',
    trouble: null,
    firstSync: null,
  },
};
const sending = (waiting: number, secondsLeft: number): LinkStatus => ({
  ...REST,
  waiting,
  work: { doing: 'sending', bytesDone: 1, bytesTotal: null, bytesPerSecond: 2_000, secondsLeft },
});

let root: Root;
let link: LinkStatus;
let stop: () => void;
const trying = { isTrying: false, hasTried: false, tryNow: () => undefined };
const line = () => document.querySelector('.link-line p')?.textContent?.trim();
const bar = () => document.querySelector('.status-link')?.textContent;
const readOut = () => document.querySelector('.status-facts [role=status]')?.textContent;
const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
const tell = async (next: LinkStatus): Promise<void> => {
  link = next;
  await act(() => readAgain(['link']));
  await pass(0);
};

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers({ now: NOW });
  stop = followClock({ now: () => Date.now() });
  link = REST;
  takeDesk({
    link: { status: async () => link },
    session: { status: async () => ({ state: 'open', today: '2026-11-23', me: null, complete: true }) },
  } as unknown as Desk);
  root = createRoot(document.body);
  await act(async () =>
    root.render(
      <QueryClientProvider client={queryClient}>
        <LinkLine trying={trying} />
        <StatusBar />
      </QueryClientProvider>,
    ),
  );
  await pass(0);
});
afterEach(async () => {
  await act(async () => root.unmount());
  queryClient.clear();
  stop();
  vi.useRealTimers();
});

test('says what goes on and how long it takes, on the page and in the bar', async () => {
  expect([line(), bar()]).toEqual(['连着旗服务器。有新的自己传，不用守着这一页。', '已连上旗服务器']);
  await tell(sending(12, 37));
  expect(line()).toBe('正在上传 12 条，还要约 40 秒（线路很慢：每秒 2 千字节）。传着也能照常办。');
  expect(bar()).toBe('正在传 12 条 · 还要约 40 秒');
});

test('LW2 is read out when one thing has become another and stayed so, and not for each number', async () => {
  const heard = new Set<string | null | undefined>();
  const listen = new MutationObserver(() => heard.add(readOut()));
  listen.observe(document.body, { subtree: true, childList: true, characterData: true });
  for (let left = 60; left > 0; left -= 5) {
    await tell(sending(left, left));
    await pass(1_000);
    heard.add(readOut());
  }
  expect([...heard]).toEqual(['已连上旗服务器', '正在上传']);
  // A line that is cut and comes back within a moment is not told at all.
  await tell({
    ...REST,
    state: 'offline',
    work: { ...(sending(1, 1).work as object), doing: 'cut' } as LinkStatus['work'],
  });
  await pass(2_000);
  await tell(sending(1, 5));
  await pass(4_000);
  expect(readOut()).toBe('正在上传');
  listen.disconnect();
});

test('counts down to the next try, second by second', async () => {
  const nextTryAt = new Date(NOW + 18_000).toISOString();
  await tell({ ...REST, state: 'offline', since: '2026-11-23T00:12:00.000Z', nextTryAt });
  expect(line()).toBe('08:12 起连不上旗服务器。18 秒后再试。你照常办，不用守着这一页。');
  await pass(5_000);
  expect(line()).toContain('13 秒后再试');
  expect(document.querySelector('.link-line [role=status]')?.textContent).toBe('');
});
