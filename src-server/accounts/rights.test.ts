import { ROLES } from '#shared/domain/state.ts';
import { expect, test } from 'vitest';
import { classesOf, scopesOf } from './rights.ts';

const own = 159_999_101_000;
const county = 159_999_000_000;
const townships = [159_999_102_000, own];

test.each([
  ['TOWNSHIP_CLERK', own, [0, own]],
  ['TOWNSHIP_REVIEWER', own, [0, own]],
  ['COUNTY_FEDERATION_REVIEWER', county, [0, county, own, 159_999_102_000]],
  ['COUNTY_CIVIL_AFFAIRS_APPROVER', county, [0, county, own, 159_999_102_000]],
  ['SUPERVISOR', 159_900_000_000, [0, 159_900_000_000]],
] as const)('RI1 RI3 RI4 %s', (role, scope, scopes) => {
  expect(scopesOf(role, scope, townships)).toEqual(scopes);
});

test('RI2 only the federation is kept from money, and who holds no person', () => {
  const kept = ROLES.filter((role) => !classesOf(role).includes('money'));
  expect(kept).toEqual(['COUNTY_FEDERATION_REVIEWER', 'SUPERVISOR']);
  expect(classesOf('COUNTY_FEDERATION_REVIEWER')).toEqual(['case', 'health', 'identity']);
});
