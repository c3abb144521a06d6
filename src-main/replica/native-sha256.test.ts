/** Node's own SHA-256 gives what the pure one gives. */
import { expect, test } from 'vitest';
import { sha256Hex } from '#shared/base/canonical.ts';

const TEXTS = [
  '',
  'abc',
  '苏木',
  '\u{1f984} half a pair: \ud83e',
  'x'.repeat(100_000),
  new Uint8Array([0, 255, 128]),
];

test('text and bytes', async () => {
  const pure = TEXTS.map(sha256Hex);
  expect(pure[1]).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  await import('./native-sha256.ts');
  expect(TEXTS.map(sha256Hex)).toEqual(pure);
});
