/** Ways to settle something, as toggle buttons in a toolbar: arrows only move, Space chooses. None is chosen beforehand. */
import { type KeyboardEvent, useRef, useState } from 'react';

export interface Toggle<Choice extends string> {
  readonly choice: Choice;
  readonly words: string;
  readonly note: string;
}

interface ToggleBarProps<Choice extends string> {
  readonly label: string;
  readonly toggles: readonly Toggle<Choice>[];
  readonly chosen: Choice | null;
  readonly onChoose: (choice: Choice) => void;
}

export function ToggleBar<Choice extends string>(props: ToggleBarProps<Choice>) {
  const { label, toggles, chosen, onChoose } = props;
  const bar = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);
  const press = (event: KeyboardEvent): void => {
    // Enter would choose like Space; it only means «go on» elsewhere.
    if (event.key === 'Enter') event.preventDefault();
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(toggles.length - 1, focused + step));
    setFocused(next);
    bar.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div className="choices" role="toolbar" aria-label={label} ref={bar} onKeyDown={press}>
      {toggles.map(({ choice, words, note }, at) => (
        <button
          key={choice}
          type="button"
          className="choice"
          aria-pressed={chosen === choice}
          tabIndex={at === focused ? 0 : -1}
          onFocus={() => setFocused(at)}
          onClick={() => onChoose(choice)}
        >
          <span className="choice-mark" aria-hidden="true" />
          <span>
            <b>{words}</b>
            <span className="choice-note">{note}</span>
          </span>
        </button>
      ))}
    </div>
  );
}
