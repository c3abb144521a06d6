/** What a window takes the time to be: the desk's, whatever the computer says. */
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { followClock, setDeskTime, useNow } from './now.ts';

test('the time is the desk’s: its computer may live on another day', async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  let computer = Date.parse('2031-05-05T00:00:00Z');
  const stop = followClock({ now: () => computer });
  const root = createRoot(document.body);
  const Shown = () => String(new Date(useNow()).toISOString());
  await act(async () => root.render(createElement(Shown)));
  expect(document.body.textContent).toBe('2031-05-05T00:00:00.000Z');
  await act(async () => setDeskTime('2026-03-18T01:00:00.000Z'));
  expect(document.body.textContent).toBe('2026-03-18T01:00:00.000Z');
  computer += 60_000;
  await act(async () => setDeskTime('2026-03-18T01:01:00.000Z'));
  expect(document.body.textContent).toBe('2026-03-18T01:01:00.000Z');
  await act(async () => root.unmount());
  stop();
});
