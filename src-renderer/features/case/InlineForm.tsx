/** A form in its place on the page: heading, fields in six columns, why the act was refused, and the two ways out. F9 does
 *  the act, Esc leaves. The focus starts in the first field, or at the one that a refusal points at, and goes to the first
 *  wrong one after a try. A form of an act that the county did not take says so at its top.                          */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssueResult } from '#shared/rpc/desk-shapes.ts';
import { type Issuing, useIssue } from '../../data/issue.ts';
import { fieldAt, mendDraft, type Mending, startOf, type Typing } from '../../data/mend.ts';
import { sayRefusal } from '../../text/codes.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { focusField, stepByEnter } from '../../ui/FormField.tsx';
import { useKeys } from '../../ui/keys.ts';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { MendLine } from '../mend/MendLine.tsx';

/** Sentences by field name; an empty map means the form is whole. */
export type Faults = Readonly<Record<string, string | undefined>>;

export interface FormEnds {
  readonly onDone: (act: number) => void;
  readonly onCancel: () => void;
  /** The act that this form mends. */
  readonly mending?: Mending | undefined;
}

export interface InlineFormState extends Issuing {
  /** Faults to show: a refusal at its field, others not before the first try. */
  readonly shown: Faults;
  /** The field that the refusal of the mended act points at. */
  readonly refusedAt: string | undefined;
  /** The refusal of the last try, where no field of the form is to blame. */
  readonly wholeRefusal: string | undefined;
  readonly mending: Mending | undefined;
  readonly submit: () => void;
}

interface FormUse<T> {
  readonly command: string;
  readonly typing: Typing<T>;
  readonly faults: Faults;
  readonly args: () => unknown;
  readonly onDone: (act: number) => void;
  readonly mending?: Mending | undefined;
  /** Reads what was written in a mended act: what a refusal was about. */
  readonly written?: (args: never) => Partial<T>;
}

/** A refusal, and what stood in its field when it came (ME2 in data/mend.ts). */
interface RefusedField {
  readonly field: string;
  readonly value: unknown;
  readonly code: string;
}

function mendedRefusal<T extends object>({ typing, mending, written }: FormUse<T>): RefusedField | undefined {
  const code = mending?.page.code;
  const field = fieldAt(mending?.page.path, Object.keys(typing.typed));
  if (!mending || !code || !field) return undefined;
  const was = startOf({ ...mending, kept: null }, typing.typed, written?.(mending.page.args as never) ?? {});
  return { field, code, value: (was as Record<string, unknown>)[field] };
}

/** Checks, then issues `command`; the focus goes to the first field at fault. */
export function useInlineForm<T extends object>(use: FormUse<T>): InlineFormState {
  const { command, typing, faults, args, onDone, mending } = use;
  const [hasTried, setTried] = useState(false);
  const [first] = useState(() => mendedRefusal(use));
  const [refused, setRefused] = useState(first);
  const issuing = useIssue(command);
  useEffect(() => {
    if (refused !== first && refused) focusField(refused.field);
  }, [refused, first]);
  const send = async (): Promise<void> => {
    await typing.autosave?.settle();
    const number = mending?.page.number;
    const beside = number === undefined ? {} : { draft: mendDraft(number), replaces: number };
    const answer: IssueResult = await issuing.issue(args(), beside);
    if (answer.ok) {
      onDone(answer.number);
      return;
    }
    const field = fieldAt(answer.path, Object.keys(typing.typed));
    const value = field && (typing.typed as Record<string, unknown>)[field];
    setRefused(field === undefined ? undefined : { field, value, code: answer.code });
    typing.autosave?.open();
  };
  const submit = (): void => {
    setTried(true);
    const firstWrong = Object.keys(faults).find((name) => faults[name]);
    if (firstWrong) focusField(firstWrong);
    else if (!issuing.isBusy) void send();
  };
  const stillSays =
    refused !== undefined && (typing.typed as Record<string, unknown>)[refused.field] === refused.value;
  return {
    ...issuing,
    shown: {
      ...(hasTried ? faults : {}),
      ...(stillSays && { [refused.field]: sayRefusal(refused.code) }),
    },
    refusedAt: first?.field,
    wholeRefusal: refused === undefined || refused === first ? issuing.refusal?.code : undefined,
    mending,
    submit,
  };
}

interface InlineFormProps {
  readonly title: string;
  readonly save: string;
  readonly form: InlineFormState;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

export function InlineForm({ title, save, form, onCancel, children }: InlineFormProps) {
  const { t } = useTranslation();
  const heading = useId();
  const section = useRef<HTMLElement>(null);
  const focusAt = useRef(form.refusedAt);
  useEffect(() => {
    if (focusAt.current !== undefined && focusField(focusAt.current)) return;
    // What came back is heard first; a number in the first field would stand there whole.
    const first = '.mend-line, [data-field] :is(input:not([disabled]), textarea)';
    section.current?.querySelector<HTMLElement>(first)?.focus();
  }, []);
  useKeys(
    [
      { key: 'F9', label: save, run: form.submit },
      { key: 'Esc', label: t('case.cancel'), run: onCancel },
    ],
    'over',
  );
  return (
    <section className="inline-form" aria-labelledby={heading} ref={section} onKeyDown={stepByEnter}>
      {form.mending && <MendLine page={form.mending.page} isAtField={form.refusedAt !== undefined} />}
      <h2 id={heading}>{title}</h2>
      <div className="form-grid">{children}</div>
      <RefusalLine code={form.wholeRefusal} />
      <div className="inline-form-acts">
        <ActButton main keyName="F9" isBusy={form.isBusy} onClick={form.submit}>
          {save}
        </ActButton>
        <ActButton keyName="Esc" onClick={onCancel}>
          {t('case.cancel')}
        </ActButton>
      </div>
    </section>
  );
}
