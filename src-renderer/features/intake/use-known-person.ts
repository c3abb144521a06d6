/** Whether this computer already knows the person whose number was typed, and taking over what it knows. Looking at the
 *  full numbers is recorded by the replica, with its reason.                                                        */
import type { z } from 'zod';
import type { personBrief } from '#shared/rpc/desk-shapes.ts';
import { parseIdNumber } from '#shared/domain/id-number.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { t } from '../../text/i18n.ts';
import { type IntakeForm, pencilIn } from './form.ts';

export type PersonBrief = z.infer<typeof personBrief>;

export interface KnownPerson {
  /** Null: looked, nobody. Undefined: the number is not complete, or it is being looked up. */
  readonly person: PersonBrief | null | undefined;
}

/** Looks the person up as soon as the number is complete and right. */
export function useKnownPerson(typedNumber: string, today: string): KnownPerson {
  const { normalized } = parseIdNumber(typedNumber, { today });
  const idNumber = normalized ?? '';
  const found = useLive(
    ['cases'],
    ['cases.byIdNumber', idNumber],
    () => desk().cases.byIdNumber({ idNumber }),
    { enabled: normalized !== undefined },
  );
  return { person: normalized === undefined ? undefined : found.data };
}

/** The form with the empty fields filled in pencil from the register; null when it could not be read. */
export async function fillFromRegister(form: IntakeForm, personId: number): Promise<IntakeForm | null> {
  try {
    const [page, numbers] = await Promise.all([
      desk().cases.open({ personId }),
      desk().cases.reveal({ personId, reason: t('intake.same.fillReason') }),
    ]);
    if (!page || !numbers) return null;
    const withId = form.idNumber === '' ? { ...form, idNumber: numbers.idNumber ?? '' } : form;
    return pencilIn(withId, page.person, numbers);
  } catch {
    return null;
  }
}
