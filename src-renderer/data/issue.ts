/** Acts of a person: one command, given to the replica, which answers only when it is on the disk.
 *  IS1 one form is one act: its `formId` is made when the form opens and stays until the act is accepted, so that a second
 *  press, or a press after the line was lost, repeats the same act instead of making another.
 *  IS2 a refusal is a value with a code (text/zh/codes.ts has its sentence), never an exception.                     */
import { useCallback, useRef, useState } from 'react';
import type { IssueResult } from '#shared/rpc/desk-shapes.ts';
import { isLineLost } from './channel.ts';
import { desk } from './desk.ts';

export type Refusal = Extract<IssueResult, { ok: false }>;
export type Issued = Extract<IssueResult, { ok: true }>;

/** The draft that an accepted act replaces. */
export interface DraftName {
  readonly kind: string;
  readonly key: string;
}

/** A random name for one form, good also where the window is not a secure context (classroom network). */
export function newFormId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What an accepted act takes along in its transaction. */
export interface IssueBeside {
  readonly draft?: DraftName | undefined;
  /** Number of the refused act that it mends. */
  readonly replaces?: number | undefined;
}

export interface Issuing {
  /** Gives the act to the replica. Resolves with its answer; a lost line is the refusal `desk/no-answer`,
   *  a bug behind it `desk/fault`. */
  issue(args: unknown, beside?: IssueBeside): Promise<IssueResult>;
  readonly isBusy: boolean;
  readonly refusal: Refusal | undefined;
  /** The last accepted act of this form. */
  readonly issued: Issued | undefined;
  clear(): void;
}

/** One form's way to issue the command `name` ('person.edit', 'review.return' …). */
export function useIssue(name: string): Issuing {
  const form = useRef<{ readonly name: string; readonly id: string }>(undefined);
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<IssueResult>();
  const issue = useCallback(
    async (args: unknown, { draft, replaces }: IssueBeside = {}): Promise<IssueResult> => {
      // Another command is another act, even on the same screen.
      if (form.current?.name !== name) form.current = { name, id: newFormId() };
      const formId = form.current.id;
      setBusy(true);
      try {
        const result = await desk().command.issue({ name, args, formId, draft, replaces });
        // Saved before with other words (the answer was lost): what is typed now is another act.
        if (result.ok || result.code === 'command/form-already-saved') form.current = undefined;
        setAnswer(result);
        return result;
      } catch (error) {
        const refusal: Refusal = { ok: false, code: isLineLost(error) ? 'desk/no-answer' : 'desk/fault' };
        setAnswer(refusal);
        return refusal;
      } finally {
        setBusy(false);
      }
    },
    [name],
  );
  const clear = useCallback(() => setAnswer(undefined), []);
  return {
    issue,
    isBusy,
    refusal: answer?.ok === false ? answer : undefined,
    issued: answer?.ok ? answer : undefined,
    clear,
  };
}
