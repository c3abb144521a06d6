/** Views of one screen side by side, each with its count of work to do. One stop of the Tab key; the arrows go from view to view, Home and End to
 *  the ends, and a view opens as it is reached. */
import type { KeyboardEvent } from 'react';

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly word: string;
  readonly count?: number | undefined;
}

interface TabBarProps<Name extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Name>[];
  readonly open: Name;
  readonly onOpen: (name: Name) => void;
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

export function TabBar<Name extends string>({ label, tabs, open, onOpen }: TabBarProps<Name>) {
  const at = tabs.findIndex(({ name }) => name === open);
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const next = STEPS[event.key]?.(at, tabs.length);
    const tab = next === undefined ? undefined : tabs[next];
    if (!tab || next === undefined) return;
    event.preventDefault();
    onOpen(tab.name);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <div className="tab-bar" role="tablist" aria-label={label} onKeyDown={press}>
      {tabs.map(({ name, word, count }) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={name === open}
          tabIndex={name === open ? 0 : -1}
          onClick={() => onOpen(name)}
        >
          {word}
          {count ? <b className="tab-count">{count}</b> : null}
        </button>
      ))}
    </div>
  );
}
