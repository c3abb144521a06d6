/** A desk with 包·萨日娜 on it, once or twice: for the tests of what looks like one person. */
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { idCheckDigit } from '#shared/domain/id-number.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import type { Typed } from './duplicates.ts';
import { type Confirmed, demoPerson, personFields, type TestDesk, WANG } from '../test-desk.ts';

export const VILLAGE = 159999101001;
export const OTHER_VILLAGE = 159999101002;
export const numbered = (first17: string) => first17 + idCheckDigit(first17);
export const NUMBER = numbered('15999919810226007');
export const OTHER = numbered('15999919810226009');
export const THIRD = numbered('15999919810226013');
export const LEFT = 100;
export const RIGHT = 101;

/** 包·萨日娜, born 26 February 1981, and what is different about this record. */
export function sarina(given: Partial<DemoPerson> = {}): DemoPerson {
  const idNumber = given.idNumber ?? NUMBER;
  return {
    ...demoPerson(1),
    ...{ name: '包·萨日娜', idNumber, birthDate: '1981-02-26', sex: 'M', hukouVillage: VILLAGE },
    certificateNumber: `${idNumber}42`,
    ...given,
  };
}
export function record(
  id: number,
  given: Partial<DemoPerson> = {},
  more: Record<string, FieldValue> = {},
): Confirmed {
  return { type: 'person', id, set: { ...personFields(sarina(given)), ...more } };
}
export const typed = (given: Partial<Typed> = {}): Typed => ({
  ...{ name: '包·萨日娜', idNumber: '', birthDate: '1981-02-26', village: VILLAGE },
  ...given,
});
/** Merges two records, as the reviewer does. */
export function merge(desk: TestDesk, keptId = LEFT, givenId = RIGHT, take: string[] = []): void {
  desk.taken(WANG, 'person.merge', { keptId, givenId, take, reason: '登记了两次' });
}
