// @vitest-environment jsdom
import { afterEach, describe, expect, test } from 'vitest';
import { actFor, keyName, type KeySet, listenToKeys, shownKeys, useKeySets } from './keys.ts';

const press = (init: KeyboardEventInit & { keyCode?: number }): KeyboardEvent =>
  new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });

describe('names of keys', () => {
  test.each([
    [{ key: 'F9' }, 'F9'],
    [{ key: 'F6', shiftKey: true }, 'Shift+F6'],
    [{ key: 'p', ctrlKey: true }, 'Ctrl+P'],
    [{ key: '1', code: 'Digit1', altKey: true }, 'Alt+1'],
    [{ key: 'Escape' }, 'Esc'],
    [{ key: 'PageDown' }, 'PgDn'],
    [{ key: ' ' }, 'Space'],
  ])('%o is %s', (init, name) => expect(keyName(press(init))).toBe(name));

  test.each([[{ key: 'a' }], [{ key: '7' }], [{ key: '的' }], [{ key: 'Enter' }]])(
    'KB1 %o is none of ours',
    (init) => expect(keyName(press(init))).toBeUndefined(),
  );

  test('KB3 nothing while the input method composes', () => {
    expect(keyName(press({ key: 'F9', isComposing: true }))).toBeUndefined();
    expect(keyName(press({ key: 'Process', keyCode: 229 }))).toBeUndefined();
  });
});

describe('which act a key stands for', () => {
  const done: string[] = [];
  const act = (name: string) => () => void done.push(name);
  const sets: KeySet[] = [
    {
      owner: 'frame',
      level: 'frame',
      acts: [
        { key: 'Esc', run: act('back') },
        { key: 'F5', run: act('try') },
      ],
    },
    {
      owner: 'screen',
      level: 'screen',
      acts: [
        { key: 'F9', label: '受理', run: act('accept') },
        { key: '↑↓', label: '选' },
      ],
    },
    {
      owner: 'form',
      level: 'over',
      acts: [
        { key: 'F9', label: '存', run: act('save'), off: true },
        { key: 'Esc', run: act('close') },
      ],
    },
  ];

  test('the newest set that names a key decides', () => {
    expect(actFor(sets.slice(0, 2), 'Esc')?.run).toBe(sets[0]?.acts[0]?.run);
    expect(actFor(sets, 'Esc')?.run).toBe(sets[2]?.acts[1]?.run);
    expect(actFor(sets, 'F5')?.run).toBe(sets[0]?.acts[1]?.run);
  });

  test('an act that is off hides the one under it and does nothing', () =>
    expect(actFor(sets, 'F9')).toBeUndefined());

  test('the status bar shows the newest set with words, without what is off, three at most', () => {
    expect(shownKeys(sets).map(({ key }) => key)).toEqual(['F9', '↑↓']);
    const many = ['F2', 'F4', 'F7', 'F8'].map((key) => ({ key, label: key }));
    expect(shownKeys([{ owner: 'a', level: 'screen', acts: many }])).toHaveLength(3);
  });
});

describe('the listener', () => {
  let stop = (): void => undefined;
  afterEach(() => {
    stop();
    useKeySets.setState({ sets: [] });
  });

  test('KB2 what a browser would take never reaches it, with or without an act', () => {
    stop = listenToKeys();
    for (const init of [
      { key: 'F5' },
      { key: 'F3' },
      { key: 'F7' },
      { key: 's', ctrlKey: true },
      { key: 'k', ctrlKey: true },
    ]) {
      const event = press(init);
      window.dispatchEvent(event);
      expect(event.defaultPrevented, init.key).toBe(true);
    }
    const letter = press({ key: 't', ctrlKey: true });
    window.dispatchEvent(letter);
    expect(letter.defaultPrevented).toBe(false);
  });

  test('KB3 a key held down acts once; what a list took already is left alone', () => {
    let times = 0;
    useKeySets
      .getState()
      .put({ owner: 'screen', level: 'screen', acts: [{ key: 'F9', run: () => times++ }] });
    stop = listenToKeys();
    window.dispatchEvent(press({ key: 'F9' }));
    window.dispatchEvent(press({ key: 'F9', repeat: true }));
    const taken = press({ key: 'F9' });
    taken.preventDefault();
    window.dispatchEvent(taken);
    expect(times).toBe(1);
  });

  test('a set put again keeps its level, so the frame never covers a screen', () => {
    const { put } = useKeySets.getState();
    put({ owner: 'screen', level: 'screen', acts: [] });
    put({ owner: 'frame', level: 'frame', acts: [] });
    put({ owner: 'over', level: 'over', acts: [] });
    put({ owner: 'frame', level: 'frame', acts: [{ key: 'Esc' }] });
    expect(useKeySets.getState().sets.map(({ owner }) => owner)).toEqual(['frame', 'screen', 'over']);
  });
});
