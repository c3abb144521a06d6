/** The search field, and how long a number of a person stays in sight in it. */
import { act, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startOver, goTo, useRoutes } from '../../ui/route.ts';
import '../../text/i18n.ts';
import { isLongNumber, sayText, useSearch } from '../../ui/search.ts';
import { SearchField } from './SearchField.tsx';

const NUMBER = '159999198001010011';
let root: Root;
const field = () => document.querySelector('input') as HTMLInputElement;
const here = () => useRoutes.getState().trail.at(-1)?.screen;

/** Puts a value into the field as a browser does. */
function put(value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field(), value);
}
async function type(value: string, isComposing = false): Promise<void> {
  await act(async () => {
    put(value);
    field().dispatchEvent(new InputEvent('input', { bubbles: true, isComposing }));
  });
}

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers();
  startOver();
  useSearch.getState().setText('');
  root = createRoot(document.body);
  await act(async () => root.render(createElement(SearchField)));
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.useRealTimers();
});

describe('a long number', () => {
  test('leaves the field when a case is opened; the list keeps what it found', async () => {
    await type(NUMBER);
    expect({ screen: here(), shown: field().value }).toEqual({ screen: 'cases', shown: NUMBER });
    await act(async () => goTo({ screen: 'case', personId: 7 }));
    expect(field().value).toBe('');
    expect(useSearch.getState().text).toBe(NUMBER);
    await act(async () => goTo({ screen: 'cases' }));
    expect(field().value).toBe('');
  });

  test('leaves it when the person goes to another screen', async () => {
    await type('159999');
    await act(async () => goTo({ screen: 'today' }));
    expect(field().value).toBe('');
  });

  test('leaves it half a minute after the last key', async () => {
    await type('139000');
    await act(async () => vi.advanceTimersByTime(29_000));
    await type('13900000001');
    await act(async () => vi.advanceTimersByTime(29_999));
    expect(field().value).toBe('13900000001');
    await act(async () => vi.advanceTimersByTime(1));
    expect(field().value).toBe('');
    expect(useSearch.getState().text).toBe('13900000001');
  });

  test('typing again begins anew', async () => {
    await type(NUMBER);
    await act(async () => vi.advanceTimersByTime(30_000));
    await type('王');
    expect(field().value).toBe('王');
    expect(useSearch.getState()).toMatchObject({ text: '王', isHidden: false });
  });

  test('Escape lets the list go too', async () => {
    await type(NUMBER);
    await act(async () => vi.advanceTimersByTime(30_000));
    await act(async () =>
      field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
    );
    expect(useSearch.getState().text).toBe('');
  });

  test.each([
    ['159999', true],
    ['1599 9919', true],
    ['１５９９９９', true],
    ['0475-82123', true],
    ['东风 159999', true],
    ['5589', false],
    ['15999', false],
    ['王芳', false],
  ])('%s is one: %s', (text, isLong) => {
    expect(isLongNumber(text)).toBe(isLong);
    expect(sayText(text)).toBe(isLong ? `…${text.normalize('NFKC').replace(/[\s-]/g, '').slice(-4)}` : text);
  });
});

test('a name stays in the field', async () => {
  await type('王芳');
  await act(async () => vi.advanceTimersByTime(60_000));
  await act(async () => goTo({ screen: 'today' }));
  expect(field().value).toBe('王芳');
});

test('what an input method has not finished is shown and not searched for', async () => {
  await type("wang'fang", true);
  expect({ shown: field().value, text: useSearch.getState().text }).toEqual({ shown: "wang'fang", text: '' });
  await act(async () => {
    put('王芳');
    field().dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '王芳' }));
  });
  expect({ shown: field().value, text: useSearch.getState().text }).toEqual({ shown: '王芳', text: '王芳' });
});
