/** Correcting a number: checked as it is typed, issued when it is right, the focus at what is not. */
import { useState } from 'react';
import { useIssue } from '../../data/issue.ts';
import { sayRefusal } from '../../text/codes.ts';
import { focusField } from '../../ui/FormField.tsx';
import { type Correction, correctionArgs, NO_CORRECTION, readCorrection } from './correct.ts';

interface Asked {
  readonly personId: number;
  readonly conflictId: number | null;
  readonly today: string;
  readonly onDone: (number: number) => void;
}

export function useCorrection({ personId, conflictId, today, onDone }: Asked) {
  const [correction, setCorrection] = useState<Correction>(NO_CORRECTION);
  const [hasTried, setTried] = useState(false);
  const { issue, isBusy, refusal, clear } = useIssue('person.correctIdNumber');
  const reading = readCorrection(correction, today);
  const isAtNumber = refusal?.path?.includes('idNumber') === true;
  const submit = async (): Promise<void> => {
    if (isBusy) return;
    setTried(true);
    const wrong = (['idNumber', 'reason'] as const).find((field) => reading[field]);
    if (wrong) {
      focusField(wrong);
      return;
    }
    const result = await issue(correctionArgs(personId, correction, conflictId));
    if (result.ok) onDone(result.number);
    else if (result.path?.includes('idNumber')) focusField('idNumber');
  };
  const taken = (refusal?.detail as { personId?: number } | null | undefined)?.personId;
  return {
    correction,
    reading,
    hasTried,
    isBusy,
    submit,
    change: (next: Correction): void => {
      clear();
      setCorrection(next);
    },
    /** The sentence at the number, and elsewhere. */
    refusedNumber: isAtNumber && refusal ? sayRefusal(refusal.code) : undefined,
    refusalCode: isAtNumber ? undefined : refusal?.code,
    /** The record that has the number already. */
    takenBy: refusal?.code === 'person/id-number-taken' ? taken : undefined,
  };
}
