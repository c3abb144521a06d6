/** What is looked up while somebody types. */
import { describe, expect, it } from 'vitest';
import { emptyForm } from '../intake/form.ts';
import { birthDateTyped, isWorthLooking, typedPersonOf } from './typed.ts';

describe('the birth date', () => {
  it.each([
    ['159999', null],
    ['1599991981022', null],
    ['15999919810226', '1981-02-26'],
    ['15999919810226007X', '1981-02-26'],
    ['159999 １９８１0226', '1981-02-26'],
    ['15999919811326007', null],
    ['15999919810231', null],
    ['159999810226007', '1981-02-26'],
    ['', null],
  ])('of %s: %s', (typed, date) => {
    expect(birthDateTyped(typed)).toBe(date);
  });
});

it('is looked up once there is enough to look for', () => {
  const of = (name: string, idNumber: string) =>
    isWorthLooking(typedPersonOf({ ...emptyForm('2026-11-23'), name, idNumber }));
  expect([of('', ''), of('包·萨日娜', ''), of('包·萨日娜', '159999')]).toEqual([false, false, false]);
  expect([of('包·萨日娜', '15999919810226'), of('', '159999810226007')]).toEqual([true, true]);
});

it('what is too long to be a name or a number is cut, not refused', () => {
  const typed = typedPersonOf({
    ...emptyForm('2026-11-23'),
    name: '名'.repeat(80),
    idNumber: '1'.repeat(80),
  });
  expect([typed.name.length, typed.idNumber.length]).toEqual([50, 40]);
});
