/** What an intake form says of a person so far, as it is looked up: the birth date stands in the number as soon as that many digits are
 *  typed. Pure. */
import { isPlainDate } from '#shared/domain/calendar.ts';
import { normaliseIdNumber, parseOldIdNumber } from '#shared/domain/id-number.ts';
import type { IntakeForm } from '../intake/form.ts';

export interface TypedPerson {
  readonly name: string;
  readonly idNumber: string;
  readonly birthDate: string | null;
  readonly village: number | null;
}

const BIRTH_DIGITS = /^\d{6}(\d{4})(\d{2})(\d{2})/;
const OLD_LENGTH = 15;
const NUMBER_LENGTH_MAX = 40;
const NAME_LENGTH_MAX = 50;

/** 1968-04-12 of 15040419680412…, or of an old number; null while it is not there or is no day. */
export function birthDateTyped(idNumber: string): string | null {
  const plain = normaliseIdNumber(idNumber);
  const old = plain.length === OLD_LENGTH ? parseOldIdNumber(plain) : null;
  if (old?.valid) return old.birthDate ?? null;
  const [, year, month, day] = BIRTH_DIGITS.exec(plain) ?? [];
  const date = `${year}-${month}-${day}`;
  return year && isPlainDate(date) ? date : null;
}

export function typedPersonOf({ name, idNumber, hukouVillage }: IntakeForm): TypedPerson {
  return {
    name: name.trim().slice(0, NAME_LENGTH_MAX),
    idNumber: idNumber.trim().slice(0, NUMBER_LENGTH_MAX),
    birthDate: birthDateTyped(idNumber),
    village: hukouVillage,
  };
}

/** Enough is typed to look: a number that is nearly whole, or a name with a birth date. */
export function isWorthLooking({ name, idNumber, birthDate }: TypedPerson): boolean {
  return normaliseIdNumber(idNumber).length >= OLD_LENGTH || (name !== '' && birthDate !== null);
}
