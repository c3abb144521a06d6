/** A roster row goes into the form and comes out of it with nothing lost. */
import { expect, test } from 'vitest';
import { seededRandom } from '#shared/base/chance.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { personRegister } from '#shared/domain/person.ts';
import {
  emptyRegister,
  registerArgs,
  type RegisterArgs,
  registerTyped,
  type RegisterTyped,
} from './register-form.ts';

const demo = makeDemoPerson(seededRandom(5).next, 159999101001, 7);
const { accountHolder, bankName, accountNumber, accountKind } = demo;
const args = personRegister.args.parse({
  person: {
    ...{ name: demo.name, idNumber: demo.idNumber, ethnicity: demo.ethnicity, phone: demo.phone },
    ...{ residenceAddress: demo.residenceAddress, hukouVillage: demo.hukouVillage },
    ...{ hukouKind: demo.hukouKind, hukouAddress: demo.hukouAddress },
    ...{ certificateNumber: demo.certificateNumber, certificateExpiresOn: '2029-05-31' },
    ...{ householdCategory: 'DIBAO', householdFrom: '2025-03', needsLongTermCare: true },
    bank: { accountHolder, bankName, accountNumber, accountKind },
  },
  rosterBenefits: ['LIVING', 'NURSING'],
  file: '名册.xlsx',
  row: 12,
}) as RegisterArgs;
const filled = (from: RegisterArgs): RegisterTyped => ({ ...emptyRegister(), ...registerTyped(from) });

test('a whole row', () => {
  expect(registerArgs(filled(args), args)).toEqual(args);
});

test('a row with nothing but what is asked', () => {
  const { name, idNumber, hukouVillage } = demo;
  const bare = personRegister.args.parse({
    ...args,
    person: { name, idNumber, hukouVillage },
  }) as RegisterArgs;
  expect(registerArgs(filled(bare), bare)).toEqual(bare);
});
