// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { followWindowHistory, goBack, goTo, useRoutes } from './route.ts';

const here = () => useRoutes.getState().trail.at(-1);
let stop = (): void => undefined;

beforeEach(() => {
  useRoutes.setState({ trail: [{ screen: 'today' }] });
  stop = followWindowHistory();
});
afterEach(() => stop());

describe('where the person is', () => {
  test('goes on, and back by the window’s own Back', async () => {
    goTo({ screen: 'cases' });
    goTo({ screen: 'case', personId: 7 });
    expect(here()).toEqual({ screen: 'case', personId: 7 });
    goBack();
    await vi.waitFor(() => expect(here()).toEqual({ screen: 'cases' }));
    goBack();
    await vi.waitFor(() => expect(here()).toEqual({ screen: 'today' }));
    goBack();
    expect(here()).toEqual({ screen: 'today' });
  });

  test('the same screen twice is one step; a replaced one leaves no way back', async () => {
    goTo({ screen: 'cases' });
    goTo({ screen: 'cases' });
    goTo({ screen: 'sync' }, true);
    expect(useRoutes.getState().trail).toEqual([{ screen: 'today' }, { screen: 'sync' }]);
    goBack();
    await vi.waitFor(() => expect(here()).toEqual({ screen: 'today' }));
  });
});
