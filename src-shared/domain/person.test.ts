/** Persons: who may correct which part, and what a roster row does. */
import { describe, expect, test } from 'vitest';
import { isRefusal } from './command.ts';
import { decideAs, ID_NUMBER, madeUpPerson, setsOf } from './made-up-file.ts';
import { ROLES, type Role } from './state.ts';

const PARTS = {
  contact: { phone: '15000000003', statedOn: '2026-03-17' },
  bank: {
    accountHolder: '达木丁',
    bankName: '邮储银行',
    accountNumber: '6217999900000000218',
    accountKind: 'SOCIAL_CARD',
  },
  household: { householdCategory: 'NONE', householdFrom: null, needsLongTermCare: true },
  certificate: { certificateNumber: `${ID_NUMBER}43`, certificateExpiresOn: '2030-06-30' },
};
type Part = keyof typeof PARTS;
const edit = (role: Role, given: object, person = [madeUpPerson()]) =>
  decideAs(role, 'person.edit', { personId: madeUpPerson().id, ...given }, { person });

/** Dossier (b), permissions per action; S004 art.12: each department answers for its own data. */
const MAY: Readonly<Record<Role, readonly Part[]>> = {
  TOWNSHIP_CLERK: ['contact', 'bank', 'household'],
  TOWNSHIP_REVIEWER: ['contact', 'bank', 'household'],
  COUNTY_FEDERATION_REVIEWER: ['certificate'],
  COUNTY_CIVIL_AFFAIRS_APPROVER: ['contact', 'bank', 'household'],
  COUNTY_FINANCE: [],
  SUPERVISOR: [],
};
const table = ROLES.flatMap((role) =>
  (Object.keys(PARTS) as Part[]).map((part) => [role, part, MAY[role].includes(part)] as const),
);
test.each(table)('%s corrects %s: %s', (role, part, isAllowed) => {
  const decision = edit(role, { [part]: PARTS[part] });
  if (isAllowed) expect(setsOf(decision, 'person')).toHaveLength(1);
  else expect(decision).toEqual({ refusal: 'person/not-your-part', path: [part] });
});

describe('corrections', () => {
  test('a certificate brings class and grade with it', () => {
    expect(setsOf(edit('COUNTY_FEDERATION_REVIEWER', { certificate: PARTS.certificate }), 'person')).toEqual([
      {
        certificateNumber: `${ID_NUMBER}43`,
        disabilityClass: 4,
        grade: 3,
        certificateExpiresOn: '2030-06-30',
      },
    ]);
  });
  test('a phone number carries the day on which it was stated; a day to come is refused', () => {
    expect(setsOf(edit('TOWNSHIP_CLERK', { contact: PARTS.contact }), 'person')).toEqual([
      { phone: '15000000003', contactStatedOn: '2026-03-17' },
    ]);
    expect(edit('TOWNSHIP_CLERK', { contact: { ...PARTS.contact, statedOn: '2026-03-19' } })).toMatchObject({
      refusal: 'person/future-date',
    });
  });
  test('nothing to change, nobody to change, another one’s certificate: refused', () => {
    expect(edit('TOWNSHIP_CLERK', {})).toEqual({ refusal: 'person/nothing-to-change' });
    expect(edit('TOWNSHIP_CLERK', { contact: PARTS.contact }, [])).toEqual({ refusal: 'person/not-found' });
    const foreign = { certificateNumber: '15999920010504009142', certificateExpiresOn: null };
    expect(edit('COUNTY_FEDERATION_REVIEWER', { certificate: foreign })).toMatchObject({
      refusal: 'person/certificate',
    });
  });
  test('every correction leaves a line of history that names its parts', () => {
    expect(
      setsOf(edit('TOWNSHIP_CLERK', { contact: PARTS.contact, bank: PARTS.bank, reason: '来电' }), 'history'),
    ).toMatchObject([{ action: 'person.edit', words: '来电', details: { parts: ['contact', 'bank'] } }]);
  });
});

describe('a roster row', () => {
  const row = { name: '达木丁', idNumber: ID_NUMBER, hukouVillage: 159999101001, householdCategory: 'DIBAO' };
  const register = (person: object, known: ReturnType<typeof madeUpPerson>[] = []) =>
    decideAs(
      'TOWNSHIP_CLERK',
      'person.register',
      { person, rosterBenefits: ['LIVING'], file: '名册.xlsx', row: 3 },
      { person: known },
    );
  test('of a new person registers and claims them', () => {
    const decision = register(row);
    expect(setsOf(decision, 'person')).toMatchObject([
      { idNumber: ID_NUMBER, origin: 'IMPORT', rosterBenefits: ['LIVING'] },
    ]);
    expect(isRefusal(decision) ? [] : decision.claims).toMatchObject([
      { key: `person:${ID_NUMBER}`, take: true },
    ]);
  });
  test('that says nothing new changes nothing, not even history', () => {
    expect(register(row, [madeUpPerson()])).toEqual({ changes: [] });
  });
  test('that differs corrects what differs', () => {
    expect(setsOf(register({ ...row, householdCategory: 'NONE' }, [madeUpPerson()]), 'person')).toEqual([
      { householdCategory: 'NONE' },
    ]);
  });
});
