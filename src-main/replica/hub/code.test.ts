import { expect, test } from 'vitest';
import { keyOfCode, makeCode, readCode } from './code.ts';

const TRIES = 50;

test('HB4 a code is 24 digits, and none is another', () => {
  const codes = new Set(Array.from({ length: TRIES }, makeCode));
  expect(codes.size).toBe(TRIES);
  for (const code of codes) expect(code).toMatch(/^\d{24}$/);
});

test('HB4 it is read however it is set apart, in full width too', () => {
  const code = makeCode();
  const groups = code.match(/\d{4}/g) as string[];
  expect(readCode(groups.join(' '))).toBe(code);
  expect(readCode(` ${groups.join('-')} `)).toBe(code);
  expect(readCode([...code].map((digit) => String.fromCharCode(0xff10 + Number(digit))).join(''))).toBe(code);
});

test('HB4 one wrong digit, or two that changed places, are found; so is anything that is no code', () => {
  const code = makeCode();
  for (let at = 0; at < code.length; at += 1) {
    const other = String((Number(code[at]) + 1) % 10);
    expect(readCode(code.slice(0, at) + other + code.slice(at + 1))).toBeNull();
    const [here, next] = [code[at] as string, code[at + 1]];
    if (next && next !== here)
      expect(readCode(code.slice(0, at) + next + here + code.slice(at + 2))).toBeNull();
  }
  for (const text of ['', '1', `${code}0`, code.slice(1), 'a'.repeat(24), '١'.repeat(24)])
    expect(readCode(text)).toBeNull();
});

test('HB4 the key comes from every digit', () => {
  const [one, other] = [makeCode(), makeCode()];
  expect(keyOfCode(one)).toHaveLength(32);
  expect(keyOfCode(one).equals(keyOfCode(one))).toBe(true);
  expect(keyOfCode(one).equals(keyOfCode(other))).toBe(false);
});
