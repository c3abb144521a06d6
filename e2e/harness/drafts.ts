/** An intake that was begun on another day and left, as the draft that the screen finds again. */
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { MATERIAL_CODES } from '#shared/domain/state.ts';
import type { DeskLine } from './desk-line.ts';

interface Begun {
  readonly benefits: readonly ('LIVING' | 'NURSING')[];
  /** The day on which the papers came. */
  readonly submittedOn: string;
}

let keys = 0;

/** Puts a whole form in place; only F9 is left to press. */
export async function leaveDraft({ desk }: DeskLine, person: DemoPerson, begun: Begun): Promise<void> {
  keys += 1;
  const { name, idNumber, phone, hukouVillage, certificateNumber, certificateExpiresOn } = person;
  const { householdCategory, bankName, accountNumber, accountKind, grade } = person;
  const form = {
    ...{ name, idNumber, phone, hukouVillage, certificateNumber, householdCategory },
    ...{ bankName, accountNumber, accountKind, ...begun },
    certificateExpiresOn: certificateExpiresOn ?? '',
    isLongTerm: certificateExpiresOn === null,
    needsLongTermCare: grade <= 2,
    materials: MATERIAL_CODES,
    ...{ truth: true, privacyNotice: true },
  };
  const key = `begun-elsewhere-${process.pid}-${keys}`;
  await desk.draft.save({ kind: 'intake', key, body: JSON.stringify(form) });
}
