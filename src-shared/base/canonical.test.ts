/** Canonical JSON: one text for one value. */
import { expect, test } from 'vitest';
import { canonicalJson, type Json, sha256Hex } from './canonical.ts';

const cases: [Json, string][] = [
  [
    { b: 1, a: { d: [3, { z: null, y: true }], c: '文' } },
    '{"a":{"c":"文","d":[3,{"y":true,"z":null}]},"b":1}',
  ],
  [{ gone: undefined, kept: null }, '{"kept":null}'],
  [[], '[]'],
  [{}, '{}'],
  ['a"b\n', '"a\\"b\\n"'],
  [-0, '0'],
  [159999101000, '159999101000'],
];

test.each(cases)('%j', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test('parsing the text and writing it again changes nothing', () => {
  for (const [value] of cases) {
    const text = canonicalJson(value);
    expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
  }
});

test('the hash is SHA-256 of UTF-8', () => {
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256Hex('苏木')).toBe(sha256Hex(new TextEncoder().encode('苏木')));
});
