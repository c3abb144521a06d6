/** The text of the search field in the top bar; the cases screen reads it.
 *  SEA1 a long number leaves the field when the person leaves the list, opens a case, or has not typed for half a minute: the top bar
 *  is in sight of whoever stands at the counter. The list keeps what it found.  SEA2 and the list says it by its last digits only. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { useRoute } from './route.ts';

const HIDDEN_AFTER_MS = 30_000;
const LONG_NUMBER = /\d{6}/;
const DIGITS_SAID = 4;

interface SearchStore {
  readonly text: string;
  /** The list still answers to the text, the field no longer shows it. */
  readonly isHidden: boolean;
  /** Enter was pressed: the list takes the focus once it shows what was found. */
  readonly isForList: boolean;
  setText(text: string): void;
  hide(): void;
  goToList(): void;
}

export const useSearch = create<SearchStore>((set) => ({
  text: '',
  isHidden: false,
  isForList: false,
  setText: (text) => set({ text, isHidden: false, isForList: false }),
  hide: () => set({ isHidden: true }),
  goToList: () => set({ isForList: true }),
}));

const plain = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '');

/** Whether a text holds a number that is a person's: ID, certificate, telephone, or most of one. */
export function isLongNumber(text: string): boolean {
  return LONG_NUMBER.test(plain(text));
}

/** A searched text as the list says it: of a long number the last digits (SEA2). */
export function sayText(text: string): string {
  return isLongNumber(text) ? `…${plain(text).slice(-DIGITS_SAID)}` : text;
}

/** Lets a long number out of sight (SEA1); for the search field. */
export function useHiddenNumbers(): void {
  const { text, isHidden, hide } = useSearch();
  const isInList = useRoute().screen === 'cases';
  useEffect(() => {
    if (isHidden || !isLongNumber(text)) return;
    if (!isInList) return hide();
    const timer = setTimeout(hide, HIDDEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, isHidden, isInList, hide]);
}
