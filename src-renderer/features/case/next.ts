/** What the next step of a file is, for the person on the page: which act, in which words, and whether it needs a form.
 *  The replica names the command of this role's turn (domain/next-step.ts); here it is made sense of beside the file's
 *  materials: what is not complete cannot be accepted, so the notice or what was brought comes first.               */
import type { ApplicationView } from '#shared/rpc/desk-shapes.ts';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';

export type DirectAct =
  | 'application.accept'
  | 'application.enter'
  | 'application.sendToFederation'
  | 'application.requestSupplement'
  | 'application.forward'
  | 'application.openForwarded';
export type FormAct = 'application.supplement' | 'application.notifyRefusal';

/** `direct` is done by its button, `form` opens a form on the page, `review` leads to the review desk. */
export type NextAct =
  | { readonly kind: 'direct'; readonly command: DirectAct }
  | { readonly kind: 'form'; readonly command: FormAct }
  | { readonly kind: 'review'; readonly command: string }
  | { readonly kind: 'none' };

export function nextActOf({ nextStep, state, missing, noticeCount }: ApplicationView): NextAct {
  const { command } = nextStep;
  if (!command) return { kind: 'none' };
  if (command.startsWith('review.')) return { kind: 'review', command };
  if (command === 'application.accept' && missing.length > 0) {
    return state === 'SUBMITTED' && noticeCount === 0
      ? { kind: 'direct', command: 'application.requestSupplement' }
      : { kind: 'form', command: 'application.supplement' };
  }
  if (command === 'application.supplement' || command === 'application.notifyRefusal')
    return { kind: 'form', command };
  return { kind: 'direct', command: command as DirectAct };
}

/** Arguments of an act that needs no form. */
export function directArgs(command: DirectAct, { applicationId, missing }: ApplicationView): object {
  return command === 'application.requestSupplement' ? { applicationId, missing } : { applicationId };
}

const REVIEWS = ['passPreliminary', 'passFederation', 'determine', 'forwardReturn'] as const;

/** 'accept' of 'application.accept': the key of its words in text/zh/case.ts. */
export function verbOf<C extends DirectAct | FormAct>(
  command: C,
): C extends `application.${infer Verb}` ? Verb : never {
  return command.slice('application.'.length) as C extends `application.${infer Verb}` ? Verb : never;
}

/** The sentence of the next step, with its consequence. */
export function sayNext(application: ApplicationView, act: NextAct): string {
  const month = application.submittedOn ? sayMonth(application.submittedOn) : '';
  const missing = sayCodes('material', application.missing);
  if (act.kind === 'none') return sayWaiting(application);
  if (act.kind === 'review') {
    const known = REVIEWS.find((verb) => act.command === `review.${verb}`);
    return known ? t(`case.next.${known}`) : t('case.next.review');
  }
  const isResent = act.command === 'application.sendToFederation' && application.returnedBy === 'FEDERATION';
  return t(`case.next.${isResent ? 'resendToFederation' : verbOf(act.command)}`, { month, missing });
}

function sayWaiting({ nextStep, state }: ApplicationView): string {
  if (nextStep.waitsFor === 'nobody') return t('case.next.done');
  if (state === 'PRELIMINARY_REVIEW') return t('case.next.waitsReviewer');
  return t('case.next.waits', { whom: sayCode('whom', nextStep.waitsFor) });
}
