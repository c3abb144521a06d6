/** Made-up people, thousands of them with fixed seeds: every number valid, none twice, the same again. */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../base/chance.ts';
import { parseBankAccount } from './bank-account.ts';
import { isPlainDate, isPlainMonth } from './calendar.ts';
import { parseCertificateNumber } from './certificate.ts';
import { type DemoPerson, makeDemoPerson } from './demo-people.ts';
import { DEMO_REGION, DEMO_VILLAGES } from './division.ts';
import { parseIdNumber } from './id-number.ts';

function makePeople(seed: number, count: number): DemoPerson[] {
  const { next } = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const village = DEMO_VILLAGES[index % DEMO_VILLAGES.length];
    return makeDemoPerson(next, village?.code ?? 0, index);
  });
}

const people = makePeople(20261122, 12_000);
const shareOf = (of: (person: DemoPerson) => boolean) => people.filter(of).length / people.length;

describe('DEMO2 every number', () => {
  test('of 12 000 people is valid and agrees with the person', () => {
    const regions = new Set([DEMO_REGION]);
    for (const person of people) {
      const { idNumber, sex, birthDate, disabilityClass, grade } = person;
      const id = parseIdNumber(idNumber, { today: '2026-11-22', regions, sex, birthDate });
      const certificate = parseCertificateNumber(person.certificateNumber, {
        idNumber,
        disabilityClass,
        grade,
      });
      const account = parseBankAccount(person.accountNumber);
      const faults = [...id.codes, ...id.warnings, ...certificate.codes, ...account.codes];
      const isWhole =
        id.normalized === idNumber &&
        /^62179999\d{11}$/.test(person.accountNumber) &&
        /^1(39|50)\d{8}$/.test(person.phone) &&
        (person.certificateExpiresOn === null || isPlainDate(person.certificateExpiresOn)) &&
        (person.householdFrom === null || isPlainMonth(person.householdFrom));
      if (faults.length > 0 || !isWhole) expect([person, faults]).toBe('without fault');
    }
  });

  test.each(['idNumber', 'phone', 'accountNumber', 'certificateNumber'] as const)(
    'no %s stands twice',
    (field) => {
      expect(new Set(people.map((person) => person[field])).size).toBe(people.length);
    },
  );

  test('no two identity numbers are alike even with a source that always says the same', () => {
    for (const constant of [0, 0.5, 0.999_999]) {
      const numbers = new Set<string>();
      for (let index = 0; index < 48_403; index += 1) {
        if (index % 7 < 2) numbers.add(makeDemoPerson(() => constant, 159999101001, index).idNumber);
      }
      expect(numbers.size).toBe(13_830);
    }
  });
});

describe('people', () => {
  test('the same seed makes the same people, another seed others', () => {
    expect(makePeople(5, 300)).toEqual(makePeople(5, 300));
    expect(makePeople(5, 300)).not.toEqual(makePeople(6, 300));
  });

  test('are mixed as a township would know them', () => {
    expect(shareOf((person) => person.ethnicity === '蒙古族')).toBeCloseTo(0.4, 1);
    expect(shareOf((person) => person.name.includes('·'))).toBeGreaterThan(0.02);
    expect(shareOf((person) => person.householdCategory === 'DIBAO')).toBeCloseTo(0.46, 1);
    expect(shareOf((person) => person.grade <= 2)).toBeCloseTo(0.58, 1);
    expect(shareOf((person) => person.birthDate > '2008-11-22')).toBeGreaterThan(0.05);
    expect(new Set(people.map((person) => person.disabilityClass)).size).toBe(7);
    expect(new Set(people.map((person) => person.householdCategory)).size).toBe(5);
    for (const { name } of people.slice(0, 2000))
      expect(name).toMatch(/^[\u4e00-\u9fff]+(·[\u4e00-\u9fff]+)?$/);
  });

  test('live where they are registered', () => {
    const person = makeDemoPerson(seededRandom(1).next, 159999102001, 0);
    expect(person).toMatchObject({
      hukouVillage: 159999102001,
      hukouKind: 'URBAN',
      accountHolder: person.name,
    });
    expect(person.hukouAddress).toMatch(/^东风镇东街社区\d+号$/);
  });

  test('are refused outside the demo and past the last index', () => {
    const { next } = seededRandom(1);
    expect(() => makeDemoPerson(next, 150404105203, 0)).toThrow(RangeError);
    expect(() => makeDemoPerson(next, 159999101001, 48_403)).toThrow(RangeError);
    expect(() => makeDemoPerson(next, 159999101001, -1)).toThrow(RangeError);
  });
});
