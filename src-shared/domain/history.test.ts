/** What a line of history says of the fields that its act wrote: their names, never their values, for history is of one class and they of others. */
import { expect, test } from 'vitest';
import { decideAs, ID_NUMBER, madeUpPerson, setsOf } from './made-up-file.ts';

const row = { name: '达木丁', idNumber: ID_NUMBER, hukouVillage: 159999101001, householdCategory: 'DIBAO' };
const ACCOUNT = '6217999900000000218';
const bank = {
  accountHolder: '达木丁',
  bankName: '农信社',
  accountNumber: ACCOUNT,
  accountKind: 'SOCIAL_CARD',
};
const register = (person: object, known: ReturnType<typeof madeUpPerson>[]) =>
  decideAs(
    'TOWNSHIP_CLERK',
    'person.register',
    { person, rosterBenefits: [], file: '名册.xlsx', row: 3 },
    { person: known },
  );
const detailsOf = (decision: Parameters<typeof setsOf>[0]) => setsOf(decision, 'history')[0]?.details;

test('a correction names what it changes, and not what its form only sent back', () => {
  const args = { personId: madeUpPerson().id, bank };
  const decision = decideAs('TOWNSHIP_CLERK', 'person.edit', args, { person: [madeUpPerson()] });
  expect(detailsOf(decision)).toEqual({ parts: ['bank'], fields: ['accountNumber'] });
  expect(JSON.stringify(setsOf(decision, 'history'))).not.toContain(ACCOUNT);
});

test('a roster row tells a new record from a corrected one', () => {
  expect(detailsOf(register(row, []))).toEqual({ file: '名册.xlsx', row: 3, isNew: true });
  expect(detailsOf(register({ ...row, householdCategory: 'NONE' }, [madeUpPerson()]))).toEqual({
    ...{ file: '名册.xlsx', row: 3 },
    fields: ['householdCategory'],
  });
});
