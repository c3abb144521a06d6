/** A form in its place on the page: heading, fields in six columns, why the act was refused, and the two ways out. F9 does
 *  the act, Esc leaves. The focus starts in the first field and goes to the first wrong one after a try.           */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssueResult } from '#shared/rpc/desk-shapes.ts';
import { type Issuing, useIssue } from '../../data/issue.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { focusField, stepByEnter } from '../../ui/FormField.tsx';
import { useKeys } from '../../ui/keys.ts';
import { RefusalLine } from '../../ui/RefusalLine.tsx';

/** Sentences by field name; an empty map means the form is whole. */
export type Faults = Readonly<Record<string, string | undefined>>;

export interface FormEnds {
  readonly onDone: (act: number) => void;
  readonly onCancel: () => void;
}

export interface InlineFormState extends Issuing {
  /** Faults to show: none before the first try. */
  readonly shown: Faults;
  readonly submit: () => void;
}

/** Checks, then issues `command`; the focus goes to the first field at fault. */
export function useInlineForm(
  command: string,
  faults: Faults,
  args: () => unknown,
  onDone: (act: number) => void,
): InlineFormState {
  const [hasTried, setTried] = useState(false);
  const issuing = useIssue(command);
  const submit = (): void => {
    setTried(true);
    const firstWrong = Object.keys(faults).find((name) => faults[name]);
    if (firstWrong) {
      focusField(firstWrong);
      return;
    }
    if (issuing.isBusy) return;
    void issuing.issue(args()).then((answer: IssueResult) => {
      if (answer.ok) onDone(answer.number);
    });
  };
  return { ...issuing, shown: hasTried ? faults : {}, submit };
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
  useEffect(() => {
    section.current?.querySelector<HTMLElement>('input:not([disabled]), textarea')?.focus();
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
      <h2 id={heading}>{title}</h2>
      <div className="form-grid">{children}</div>
      <RefusalLine code={form.refusal?.code} />
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
