/** UC1: typing asks the replica one question at a time, and what is shown is always the answer to what it says. */
import { QueryClientProvider } from '@tanstack/react-query';
import { act, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Desk, takeDesk } from '../../data/desk.ts';
import { queryClient } from '../../data/live-query.ts';
import { type Cases, useCases } from './use-cases.ts';

interface Asked {
  readonly text: string;
  answer(total: number): Promise<void>;
}

let asked: Asked[];
let root: Root;
let seen: Cases;

function Shown({ text, onSeen }: { text: string; onSeen: (cases: Cases) => void }) {
  onSeen(useCases({ text }));
  return null;
}
const see = (cases: Cases): void => {
  seen = cases;
};
const show = (text: string) =>
  act(async () =>
    root.render(
      createElement(
        QueryClientProvider,
        { client: queryClient },
        createElement(Shown, { text, onSeen: see }),
      ),
    ),
  );
const shown = () => ({ text: seen.list?.filter.text, total: seen.list?.total, isCurrent: seen.isCurrent });

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  asked = [];
  const search = ({ text }: { text: string }) =>
    new Promise((resolve) => {
      const answer = (total: number) =>
        act(async () => {
          resolve({ total, all: 100_000, reading: 'name', milliseconds: 1, rows: [] });
          // The answer is told in a timer of its own.
          await new Promise((told) => setTimeout(told, 20));
        });
      asked.push({ text, answer });
    });
  takeDesk({ cases: { search } } as unknown as Desk);
  root = createRoot(document.body);
});
afterEach(async () => {
  await act(async () => root.unmount());
  queryClient.clear();
});

test('of keys pressed while the replica answers only the last is asked', async () => {
  await show('');
  await asked[0]?.answer(100_000);
  await show('乌');
  await show('乌云');
  await show('乌云其');
  expect(asked.map(({ text }) => text)).toEqual(['', '乌']);
  expect(shown()).toEqual({ text: '', total: 100_000, isCurrent: false });
  await asked[1]?.answer(900);
  expect(asked.map(({ text }) => text)).toEqual(['', '乌', '乌云其']);
  expect(shown()).toEqual({ text: '乌', total: 900, isCurrent: false });
  await asked[2]?.answer(40);
  expect(shown()).toEqual({ text: '乌云其', total: 40, isCurrent: true });
});

test('a text that was answered before is shown at once', async () => {
  await show('王');
  await asked[0]?.answer(9);
  await show('王芳');
  await asked[1]?.answer(1);
  await show('王');
  expect(shown()).toEqual({ text: '王', total: 9, isCurrent: true });
  expect(asked).toHaveLength(2);
});
