/** What a screen says while not everything is here, and of rows that were held against the county's. */
import { QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Desk, takeDesk } from '../../data/desk.ts';
import { queryClient } from '../../data/live-query.ts';
import type { RowStatus } from '../../data/rows.ts';
import { PartialLine } from './PartialLine.tsx';
import { RowCheckLine } from './RowCheckLine.tsx';

let root: Root;
let box: HTMLElement;
let asked: number;
const WELL: RowStatus = {
  partial: null,
  check: { state: 'same', checkedAt: '2026-11-23T01:00:00.000Z', mended: null },
};

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  queryClient.clear();
  asked = 0;
  box = document.createElement('div');
  document.body.append(box);
  root = createRoot(box);
});
afterEach(async () => {
  await act(async () => root.unmount());
  box.remove();
});

async function shown(status: RowStatus, node: ReactNode): Promise<string> {
  takeDesk({
    session: { status: async () => ({ today: '2026-11-23', me: null, now: '2026-11-23T02:00:00.000Z' }) },
    rows: {
      status: async () => status,
      check: async () => {
        asked++;
        return {};
      },
    },
  } as unknown as Desk);
  await act(async () => root.render(<QueryClientProvider client={queryClient}>{node}</QueryClientProvider>));
  await act(async () => new Promise((resolve) => setTimeout(resolve, 20)));
  return box.textContent ?? '';
}

test.each([
  ['lists', '查不到不等于没有'],
  ['today', '还没下来的件和期限不在下面'],
  ['similar', '只和本机已有的人比过'],
  ['exports', '名单不全'],
] as const)('S3 of %s: how many people of how many, and what that means here', async (of, words) => {
  const partial = { people: 1_200, peopleTotal: 3_900 };
  const text = await shown({ ...WELL, partial }, <PartialLine of={of} />);
  expect(text).toMatch(/已有 1,200 人，共 3,900 人/);
  expect(text).toContain(words);
});

test('S3 while nobody knows how many there are, none is named; and where all is here, nothing is said', async () => {
  const partial = { people: 12, peopleTotal: null };
  expect(await shown({ ...WELL, partial }, <PartialLine of="lists" />)).toMatch(/已有 12 人。查不到/);
  queryClient.clear();
  expect(await shown(WELL, <PartialLine of="lists" />)).toBe('');
});

test.each([
  ['same', '本机资料一致'],
  ['differs', '没能自己改过来'],
  ['doubtful', '本机没有跟着改'],
] as const)('CH5 rows that are %s', async (state, words) => {
  expect(await shown({ ...WELL, check: { ...WELL.check, state } }, <RowCheckLine />)).toContain(words);
});

test('CH5 what was put right is said, and CH6 who wants to know asks', async () => {
  const mended = { at: '2026-11-23T01:00:00.000Z', rows: 2 };
  expect(await shown({ ...WELL, check: { ...WELL.check, mended } }, <RowCheckLine />)).toContain(
    '对出 2 条不一样',
  );
  await act(async () => box.querySelector('button')?.click());
  expect(asked).toBe(1);
});
