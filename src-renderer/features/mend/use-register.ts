/** The form of a roster row that is mended: what is typed, what was refused and where, and registering it again. What is wrong the replica
 *  says, field by field: it judges by the same rules as the import.                                                  */
import { useEffect, useState } from 'react';
import type { Benefit } from '#shared/domain/state.ts';
import { useIssue } from '../../data/issue.ts';
import { fieldAt, mendDraft, type Mending, useTyping } from '../../data/mend.ts';
import { sayRefusal } from '../../text/codes.ts';
import { focusField } from '../../ui/FormField.tsx';
import {
  emptyRegister,
  registerArgs,
  type RegisterArgs,
  registerTyped,
  type RegisterTyped,
} from './register-form.ts';

interface Refused {
  readonly field: string | undefined;
  readonly value: unknown;
  readonly code: string;
}

export interface RegisterForm {
  readonly typed: RegisterTyped;
  readonly type: (change: Partial<RegisterTyped>) => void;
  readonly faultAt: (field: string) => string | undefined;
  readonly isRefusedAtField: boolean;
  readonly wholeRefusal: string | undefined;
  readonly isBusy: boolean;
  readonly submit: () => void;
  readonly file: string;
  readonly row: number;
  readonly rosterBenefits: readonly Benefit[];
}

const valueOf = (typed: object, field: string | undefined): unknown =>
  field === undefined ? undefined : (typed as Record<string, unknown>)[field];

export function useRegister(mending: Mending, onDone: (act: number) => void): RegisterForm {
  const { page } = mending;
  const args = page.args as RegisterArgs;
  const { typed, type, autosave } = useTyping(mending, emptyRegister, registerTyped);
  const fields = Object.keys(typed);
  const first = fieldAt(page.path, fields);
  const [refused, setRefused] = useState<Refused | undefined>(
    page.code === null || first === undefined
      ? undefined
      : { field: first, value: valueOf(registerTyped(args), first), code: page.code },
  );
  const { issue, isBusy } = useIssue('person.register');
  useEffect(() => {
    if (refused?.field !== undefined) focusField(refused.field);
  }, [refused]);
  const send = async (): Promise<void> => {
    await autosave?.settle();
    const answer = await issue(registerArgs(typed, args), {
      draft: mendDraft(page.number),
      replaces: page.number,
    });
    if (answer.ok) {
      onDone(answer.number);
      return;
    }
    const field = fieldAt(answer.path, fields);
    setRefused({ field, value: valueOf(typed, field), code: answer.code });
    autosave?.open();
  };
  const stillSays = refused?.field !== undefined && valueOf(typed, refused.field) === refused.value;
  return {
    ...{ typed, type, isBusy, file: args.file, row: args.row, rosterBenefits: args.rosterBenefits },
    faultAt: (field) => (stillSays && refused.field === field ? sayRefusal(refused.code) : undefined),
    isRefusedAtField: first !== undefined,
    wholeRefusal: refused && refused.field === undefined ? refused.code : undefined,
    submit: () => {
      if (!isBusy) void send();
    },
  };
}
