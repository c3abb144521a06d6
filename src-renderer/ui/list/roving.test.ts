import { describe, expect, test } from 'vitest';
import { roving } from './roving.ts';

const view = { count: 10, groupStarts: [0, 3, 7], pageRows: 4 };
const key = (name: string, ctrlKey = false, altKey = false) => ({ key: name, ctrlKey, altKey });

describe('one focused row', () => {
  test.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['Home', 6, 0],
    ['End', 2, 9],
    ['PageDown', 2, 6],
    ['PageDown', 8, 9],
    ['PageUp', 2, 0],
  ])('%s from row %i goes to %i', (name, from, to) => expect(roving(key(name), from, view)).toEqual({ to }));

  test('Ctrl and an arrow go from group to group', () => {
    expect(roving(key('ArrowDown', true), 1, view)).toEqual({ to: 3 });
    expect(roving(key('ArrowDown', true), 8, view)).toEqual({ to: 8 });
    expect(roving(key('ArrowUp', true), 8, view)).toEqual({ to: 7 });
    expect(roving(key('ArrowUp', true), 0, view)).toEqual({ to: 0 });
  });

  test('Enter opens, Space previews; letters, Alt and paging of papers are not the list’s', () => {
    expect(roving(key('Enter'), 0, view)).toEqual({ act: 'open' });
    expect(roving(key(' '), 0, view)).toEqual({ act: 'preview' });
    expect(roving(key('a'), 0, view)).toBeUndefined();
    expect(roving(key('ArrowDown', false, true), 0, view)).toBeUndefined();
    expect(roving(key('PageDown', true), 0, view)).toBeUndefined();
    expect(roving(key('ArrowDown'), 0, { ...view, count: 0 })).toBeUndefined();
  });
});
