/** The four ways to settle, as toggle buttons in a toolbar: arrows only move, Space chooses. None is chosen beforehand. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { isWritable } from '#shared/domain/conflict.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import type { ConflictPage } from '#shared/rpc/desk-shapes.ts';
import { t } from '../../text/i18n.ts';
import { tailOf } from './field-words.ts';
import { type Choice, thirdFields } from './settle.ts';
import type { SideView } from './sides.ts';

interface ChoicesProps {
  readonly page: ConflictPage;
  readonly sides: readonly SideView[];
  readonly chosen: Choice | null;
  readonly onChoose: (choice: Choice) => void;
}

interface Option {
  readonly choice: Choice;
  readonly words: string;
  readonly tail: string;
  readonly note: string;
}

/** A value can be taken over as it is; a step of the procedure is done anew by whoever has the person now. */
function forwardedOptions(page: ConflictPage, sides: readonly SideView[]): Option[] {
  const author = sides.find(({ side }) => side === 'mine')?.who ?? '';
  const isValue = isWritable(page.recordType as RecordTypeName, page.item.groupName);
  const take: Option = {
    ...{ choice: 'mine', tail: '', words: t('conflicts.forwarded.take', { who: author }) },
    note: t('conflicts.choices.otherKept'),
  };
  const leave: Option = {
    ...{ choice: 'theirs', tail: '', words: t('conflicts.forwarded.leave') },
    note: t(isValue ? 'conflicts.forwarded.leaveNote' : 'conflicts.forwarded.leaveStepNote'),
  };
  return isValue ? [take, leave] : [leave];
}

function optionsOf(page: ConflictPage, sides: readonly SideView[]): Option[] {
  const telling = page.fields.find(({ mine, theirs }) => mine !== theirs && /\d{2}$/.test(mine ?? ''));
  const fromSides = sides.map(({ side, title, who }): Option => {
    const isOwn = title === t('conflicts.sides.mine') || title === t('conflicts.sides.theirs');
    const ownWords = t(
      title === t('conflicts.sides.mine') ? 'conflicts.choices.mine' : 'conflicts.choices.theirs',
    );
    return {
      choice: side,
      words: isOwn ? ownWords : t('conflicts.choices.named', { who }),
      tail: telling ? tailOf(telling[side]) : '',
      note: t('conflicts.choices.otherKept'),
    };
  });
  const isForwarded = page.item.kind === 'forwarded';
  const third: Option[] = thirdFields(page.item.groupName)
    ? [
        {
          choice: 'third',
          words: t('conflicts.choices.third'),
          tail: '',
          note: t('conflicts.choices.thirdNote'),
        },
      ]
    : [];
  return [
    ...(isForwarded ? forwardedOptions(page, sides) : fromSides),
    ...third,
    {
      choice: 'later',
      words: t('conflicts.choices.later'),
      tail: '',
      note: t('conflicts.choices.laterNote'),
    },
  ];
}

export function Choices({ page, sides, chosen, onChoose }: ChoicesProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);
  const options = optionsOf(page, sides);
  const press = (event: KeyboardEvent): void => {
    // Enter would choose like Space; it only means «go on» elsewhere.
    if (event.key === 'Enter') event.preventDefault();
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(options.length - 1, focused + step));
    setFocused(next);
    bar.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div
      className="choices"
      role="toolbar"
      aria-label={t('conflicts.choices.label')}
      ref={bar}
      onKeyDown={press}
    >
      {options.map(({ choice, words, tail, note }, at) => (
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
            {tail}
            <span className="choice-note">{note}</span>
          </span>
        </button>
      ))}
    </div>
  );
}
