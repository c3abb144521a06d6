/** What is being done on the case page: which form is open, the act of the next step, and what became of it. */
import { useCallback, useState } from 'react';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import { useIssue } from '../../data/issue.ts';
import { goTo } from '../../ui/route.ts';
import { directArgs, type NextAct, nextActOf } from './next.ts';

export type CaseFormName = 'bank' | 'phone' | 'supplement' | 'notifyRefusal';

export interface CaseWork {
  readonly form: CaseFormName | undefined;
  readonly open: (form: CaseFormName) => void;
  readonly close: () => void;
  /** Called by a form whose act is on the disk, with the act's number. */
  readonly done: (act: number) => void;
  readonly next: NextAct;
  /** Does the next step, or opens its form; undefined when it is not this desk's turn. */
  readonly act: (() => void) | undefined;
  readonly isBusy: boolean;
  readonly refusalCode: string | undefined;
  /** Number of the act that was accepted last on this page, until the next one begins. */
  readonly saved: number | undefined;
}

/** The command of a direct act; any name will do while there is none. */
function commandOf(next: NextAct): string {
  return next.kind === 'direct' ? next.command : 'application.accept';
}

export function useCaseWork({ applications }: CasePage): CaseWork {
  const [application] = applications;
  const next: NextAct = application ? nextActOf(application) : { kind: 'none' };
  const [form, setForm] = useState<CaseFormName>();
  const [saved, setSaved] = useState<number>();
  const { issue, isBusy, refusal, clear } = useIssue(commandOf(next));
  const open = useCallback(
    (name: CaseFormName) => {
      setSaved(undefined);
      clear();
      setForm(name);
    },
    [clear],
  );
  const close = useCallback(() => setForm(undefined), []);
  const done = useCallback((number: number) => {
    setForm(undefined);
    setSaved(number);
  }, []);

  const act = (): void => {
    if (!application || next.kind === 'none' || isBusy) return;
    if (next.kind === 'review') goTo({ screen: 'review', applicationId: application.applicationId });
    else if (next.kind === 'form')
      open(next.command === 'application.supplement' ? 'supplement' : 'notifyRefusal');
    else {
      setSaved(undefined);
      void issue(directArgs(next.command, application)).then((answer) =>
        setSaved(answer.ok ? answer.number : undefined),
      );
    }
  };
  return {
    form,
    open,
    close,
    done,
    next,
    act: next.kind === 'none' ? undefined : act,
    isBusy,
    refusalCode: refusal?.code,
    saved,
  };
}
