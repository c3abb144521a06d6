/** What is being done on the case page: which form is open, the act of the next step, what became of it, and the act that the page
 *  was opened to mend.                                                                                               */
import { useCallback, useState } from 'react';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import type { MendPage } from '#shared/rpc/mend-shapes.ts';
import { useIssue } from '../../data/issue.ts';
import type { Mending } from '../../data/mend.ts';
import { goTo } from '../../ui/route.ts';
import { partToMend } from './edit-args.ts';
import { ACT_FORMS, type ActFormName } from './acts.ts';
import { directArgs, type NextAct, nextActOf } from './next.ts';

export type CaseFormName =
  | 'bank'
  | 'phone'
  | 'household'
  | 'certificate'
  | 'supplement'
  | 'notifyRefusal'
  | 'move'
  | ActFormName;

export interface CaseWork {
  readonly form: CaseFormName | undefined;
  /** `subject`: the entitlement, recovery or application that the form is about. */
  readonly open: (form: CaseFormName, subject?: number) => void;
  readonly subject: number | undefined;
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
  /** The act to be mended, until it is. */
  readonly mending: Mending | undefined;
  /** Its form; none for an act that its button alone makes. */
  readonly mendedForm: CaseFormName | undefined;
}

/** The command of a direct act; any name will do while there is none. */
function commandOf(next: NextAct): string {
  return next.kind === 'direct' ? next.command : 'application.accept';
}

const FORM_OF_PART = {
  contact: 'phone',
  bank: 'bank',
  household: 'household',
  certificate: 'certificate',
  life: 'life',
  otherBenefits: 'otherBenefits',
  elections: 'election',
  guardian: 'guardian',
  renewalReceiptOn: 'renewalReceipt',
} as const;

/** The form in which an act was made. */
export function caseFormOf({
  name,
  args,
  path,
}: Pick<MendPage, 'name' | 'args' | 'path'>): CaseFormName | undefined {
  if (name === 'application.supplement') return 'supplement';
  if (name === 'application.notifyRefusal') return 'notifyRefusal';
  if (name === 'person.move') return 'move';
  const own = (Object.keys(ACT_FORMS) as ActFormName[]).find((form) => ACT_FORMS[form].command === name);
  if (own && name !== 'person.edit') return own;
  const part = name === 'person.edit' ? partToMend(args, path) : undefined;
  return part && FORM_OF_PART[part];
}

/** What a mended act is about, beside the person. */
function subjectOf(args: unknown): number | undefined {
  const { entitlementId, recoveryId, applicationId } = (args ?? {}) as Readonly<Record<string, number>>;
  return entitlementId ?? recoveryId ?? applicationId;
}

export function useCaseWork({ applications }: CasePage, wanted: Mending | undefined): CaseWork {
  const [application] = applications;
  const next: NextAct = application ? nextActOf(application) : { kind: 'none' };
  const [mending, setMending] = useState(wanted);
  const mendedForm = mending && caseFormOf(mending.page);
  const [form, setForm] = useState<CaseFormName | undefined>(mendedForm);
  const [saved, setSaved] = useState<number>();
  const [subject, setSubject] = useState(mendedForm && subjectOf(mending?.page.args));
  const { issue, isBusy, refusal, clear } = useIssue(commandOf(next));
  const open = useCallback(
    (name: CaseFormName, about?: number) => {
      setSaved(undefined);
      setSubject(about);
      clear();
      setForm(name);
    },
    [clear],
  );
  const close = useCallback(() => setForm(undefined), []);
  const done = (number: number): void => {
    if (form === mendedForm) setMending(undefined);
    setForm(undefined);
    setSaved(number);
  };

  const act = (): void => {
    if (!application || next.kind === 'none' || isBusy) return;
    if (next.kind === 'review') goTo({ screen: 'review', applicationId: application.applicationId });
    else if (next.kind === 'form')
      open(next.command === 'application.supplement' ? 'supplement' : 'notifyRefusal');
    else {
      setSaved(undefined);
      const isMended = mending?.page.name === next.command;
      const beside = isMended ? { replaces: mending.page.number } : {};
      void issue(directArgs(next.command, application), beside).then((answer) => {
        setSaved(answer.ok ? answer.number : undefined);
        if (answer.ok && isMended) setMending(undefined);
      });
    }
  };
  return {
    form,
    subject,
    open,
    close,
    done,
    next,
    act: next.kind === 'none' ? undefined : act,
    isBusy,
    refusalCode: refusal?.code,
    saved,
    mending,
    mendedForm,
  };
}
