/** The keyboard: which key does what now. A screen says `useKeys([...])`; the newest set wins, so a bar or pane that opens
 *  over a screen takes its keys and gives them back when it goes.
 *  KB1 only function keys, Ctrl, Alt+digit (and the key after the digits), Escape and paging: the Chinese input method is on all day and eats letters.
 *  KB2 keys that a browser would act on itself (F3, F5, F6, F7, Ctrl+P/S/E/K) never reach it.
 *  KB3 nothing is done while the input method composes, and a key held down acts once.
 *  The status bar shows the first three of the newest set that has any words to show.                                 */
import { useEffect, useId, useRef } from 'react';
import { create } from 'zustand';

/** As shown on a key cap: 'F9', 'Ctrl+P', 'Alt+1', 'Shift+F6', 'Esc', 'PgDn'. */
export type KeyName = string;

export interface KeyAct {
  readonly key: KeyName;
  /** Short verb for the status bar; without one the key works but is not shown. */
  readonly label?: string;
  /** Without it the entry is only a hint (arrows and Enter belong to the list itself). */
  readonly run?: () => void;
  /** Present but not possible now: shown nowhere and does nothing. */
  readonly off?: boolean;
}

/** The frame's keys give way to the screen's, the screen's to those of a bar, pane or dialog over it. */
export type KeyLevel = 'frame' | 'screen' | 'over';
const LEVELS: readonly KeyLevel[] = ['frame', 'screen', 'over'];

export interface KeySet {
  readonly owner: string;
  readonly level: KeyLevel;
  readonly acts: readonly KeyAct[];
}

interface KeyStore {
  readonly sets: readonly KeySet[];
  put(set: KeySet): void;
  remove(owner: string): void;
}

export const useKeySets = create<KeyStore>((set) => ({
  sets: [],
  put: (next) =>
    set(({ sets }) => {
      const at = sets.findIndex(({ owner }) => owner === next.owner);
      const all = at < 0 ? [...sets, next] : sets.with(at, next);
      return { sets: all.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)) };
    }),
  remove: (owner) => set(({ sets }) => ({ sets: sets.filter((one) => one.owner !== owner) })),
}));

const SHOWN_MAX = 3;
const RESERVED = new Set(['F1', 'F3', 'F5', 'F6', 'Shift+F6', 'F7', 'Ctrl+P', 'Ctrl+S', 'Ctrl+E', 'Ctrl+K']);
const NAMES: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ' ': 'Space',
};

/** The name of what was pressed, or undefined for what is never ours (letters, IME). */
export function keyName(event: KeyboardEvent): KeyName | undefined {
  if (event.isComposing || event.keyCode === 229) return undefined;
  const digit = event.code === 'Minus' ? '-' : /^Digit(\d)$/.exec(event.code)?.[1];
  if (event.altKey && digit) return `Alt+${digit}`;
  const isFunctionKey = /^F\d{1,2}$/.test(event.key);
  const named = NAMES[event.key];
  if (!isFunctionKey && !named && !event.ctrlKey) return undefined;
  const base = isFunctionKey ? event.key : (named ?? event.key.toUpperCase());
  return `${event.ctrlKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${base}`;
}

/** The act a key stands for now: the newest set that names it decides, even when it is off there. */
export function actFor(sets: readonly KeySet[], key: KeyName): KeyAct | undefined {
  for (const { acts } of sets.toReversed()) {
    const act = acts.find((one) => one.key === key && one.run !== undefined);
    if (act) return act.off ? undefined : act;
  }
  return undefined;
}

/** What the status bar shows: at most three, of the newest set with words. */
export function shownKeys(sets: readonly KeySet[]): readonly KeyAct[] {
  for (const { acts } of sets.toReversed()) {
    const shown = acts.filter(({ label, off }) => label && !off);
    if (shown.length > 0) return shown.slice(0, SHOWN_MAX);
  }
  return [];
}

/** Listens on the window; once, from the entry file. */
export function listenToKeys(target: Window = window): () => void {
  const press = (event: KeyboardEvent): void => {
    const key = keyName(event);
    if (key === undefined) return;
    const act = event.defaultPrevented ? undefined : actFor(useKeySets.getState().sets, key);
    if (act || RESERVED.has(key)) event.preventDefault();
    // A key that is held down acts once: the screen under it may already offer the next act.
    if (!event.repeat) act?.run?.();
  };
  target.addEventListener('keydown', press);
  return () => target.removeEventListener('keydown', press);
}

/** Registers keys while the caller is mounted. The list may be made anew on every render. */
export function useKeys(acts: readonly KeyAct[], level: KeyLevel = 'screen'): void {
  const owner = useId();
  const newest = useRef(acts);
  useEffect(() => {
    newest.current = acts;
  });
  const shape = JSON.stringify(
    acts.map(({ key, label, off, run }) => [key, label, off === true, run !== undefined]),
  );
  // `shape` stands for all that can be seen of the list: what an act does is looked up when its key is pressed.
  useEffect(() => {
    const stable = newest.current.map((act, at): KeyAct => {
      if (!act.run) return act;
      return { ...act, run: () => newest.current[at]?.run?.() };
    });
    useKeySets.getState().put({ owner, level, acts: stable });
  }, [owner, level, shape]);
  useEffect(() => () => useKeySets.getState().remove(owner), [owner]);
}
