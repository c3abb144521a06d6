/** Who may be the person that is being typed: looked up when the hands rest, answers of what was typed before are left aside. What the clerk
 *  has said is somebody else stays out of the way for this form.                                                      */
import { useRef, useState } from 'react';
import { normaliseIdNumber } from '#shared/domain/id-number.ts';
import type { SimilarPerson } from '#shared/rpc/duplicate-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { t } from '../../text/i18n.ts';
import { useSettled } from '../../ui/use-settled.ts';
import type { IntakeForm } from '../intake/form.ts';
import type { Intake } from '../intake/use-intake.ts';
import { fillFromRegister } from '../intake/use-known-person.ts';
import { isWorthLooking, typedPersonOf } from './typed.ts';

const STILL_MS = 250;
const OLD_LENGTH = 15;

export type FillResult = 'filled' | 'fillFailed';

/** The form filled from a record; with `takesNumber` the record's number stands instead of the typed one. */
async function filledFrom(
  form: IntakeForm,
  personId: number,
  takesNumber: boolean,
): Promise<IntakeForm | null> {
  return fillFromRegister(takesNumber ? { ...form, idNumber: '' } : form, personId);
}

export function useSimilar(intake: Intake) {
  const [isntThem, setIsntThem] = useState<readonly number[]>([]);
  const [comparedId, setComparedId] = useState<number>();
  const [filled, setFilled] = useState<FillResult>();
  const wasAt = useRef<HTMLElement>(undefined);
  const typed = useSettled(JSON.stringify(typedPersonOf(intake.form)), STILL_MS);
  const person = JSON.parse(typed) as ReturnType<typeof typedPersonOf>;
  const isLooking = isWorthLooking(person);
  const found = useLive(['cases'], ['duplicates.similar', typed], () => desk().duplicates.similar(person), {
    enabled: isLooking,
  }).data;
  const all: readonly SimilarPerson[] = (isLooking && found) || [];
  const people = all.filter(({ personId }) => !isntThem.includes(personId));
  const compared = people.find(({ personId }) => personId === comparedId);
  const close = (): void => {
    setComparedId(undefined);
    // Back to where the hand was.
    const back = wasAt.current;
    requestAnimationFrame(() => back?.isConnected && back.focus());
  };
  return {
    people,
    /** Looked, and nobody is like this. */
    isNobody: isLooking && found?.length === 0,
    leftCount: all.length - people.length,
    compared,
    filled,
    compare: (personId: number): void => {
      if (document.activeElement instanceof HTMLElement) wasAt.current = document.activeElement;
      setComparedId(personId);
    },
    close,
    leave: (personId: number): void => {
      setIsntThem((now) => [...now, personId]);
      if (comparedId !== undefined) close();
    },
    lookAgain: (): void => setIsntThem([]),
    fill: async (personId: number, takesNumber: boolean): Promise<void> => {
      const next = await filledFrom(intake.form, personId, takesNumber);
      setFilled(next ? 'filled' : 'fillFailed');
      if (next) intake.replace(next);
      if (comparedId !== undefined) close();
    },
  };
}

export type Similar = ReturnType<typeof useSimilar>;

/** What the clerk may do about somebody similar, from how the numbers stand. */
export function waysOf(
  similar: SimilarPerson,
  typedNumber: string,
): ('is' | 'useTheirs' | 'useMine' | 'mend' | 'isnt')[] {
  if (similar.keptIn !== null) return ['isnt'];
  if (similar.ground === 'merged-id') return ['useTheirs', 'useMine', 'mend'];
  // The form takes no old number: the new one on record stands.
  const isOld = normaliseIdNumber(typedNumber).length === OLD_LENGTH;
  if (similar.ground === 'old-and-new-id' && isOld) return ['useTheirs', 'mend', 'isnt'];
  if (similar.ground === 'same-id' || similar.ground === 'old-and-new-id') return ['is', 'mend', 'isnt'];
  return typedNumber.trim() === '' ? ['is', 'isnt'] : ['useTheirs', 'useMine', 'isnt'];
}

export function sayWay(way: ReturnType<typeof waysOf>[number]): string {
  if (way === 'is' || way === 'isnt') return t(`people.similar.${way}`);
  return t(`people.sheet.${way}`);
}
