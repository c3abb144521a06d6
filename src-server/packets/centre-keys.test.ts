/** CK: what the centre signs is what a replica believes, and nothing else. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { expect, test } from 'vitest';
import { publicKeysOf } from '#shared/sync/seal.ts';
import { signerOf } from './centre-keys.ts';

const SECRET = new Uint8Array(32).fill(3);
const isSignedBy = (key: string, text: string, signature: string) =>
  ed25519.verify(Buffer.from(signature, 'hex'), Buffer.from(text), Buffer.from(key, 'hex'), {
    zip215: false,
  });

const OTHER = new Uint8Array(32).fill(4);

test('RC2 a signed text is told from a changed one', () => {
  const { centre, signature } = signerOf({ id: 9, secret: SECRET })('乌民-20261122-000417');
  const { sign } = publicKeysOf(SECRET);
  expect(centre).toBe(9);
  expect(isSignedBy(sign, '乌民-20261122-000417', signature)).toBe(true);
  expect(isSignedBy(sign, '乌民-20261122-000418', signature)).toBe(false);
  expect(isSignedBy(publicKeysOf(OTHER).sign, '乌民-20261122-000417', signature)).toBe(false);
});
