/** RC2: Node's own Ed25519 believes what the pure one signed, and nothing else. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { expect, test } from 'vitest';
import { publicKeysOf, signingKeyOf } from '#shared/sync/seal.ts';
import { isSignedBy } from './signature.ts';

const [CENTRE, OTHER] = [new Uint8Array(32).fill(3), new Uint8Array(32).fill(4)];
const TEXT = '乌民-20261122-000417';
const signed = (text: string, secret = CENTRE) =>
  Buffer.from(ed25519.sign(Buffer.from(text), signingKeyOf(secret))).toString('hex');
const { sign } = publicKeysOf(CENTRE);

test('a signature of the key over this very text', () => {
  expect(isSignedBy(sign, TEXT, signed(TEXT))).toBe(true);
  expect(isSignedBy(sign, '', signed(''))).toBe(true);
});

const good = signed(TEXT);
const changed = (at: number) => `${good.slice(0, at)}${good[at] === '0' ? '1' : '0'}${good.slice(at + 1)}`;
/** The order of the group, added to the second half: the same signature in other bytes (RFC 8032 5.1.7 refuses it). */
function malleated(): string {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const half = Buffer.from(good.slice(64), 'hex').reverse().toString('hex');
  const more = (BigInt(`0x${half}`) + order).toString(16).padStart(64, '0');
  return good.slice(0, 64) + Buffer.from(more, 'hex').reverse().toString('hex');
}
test.each([
  ['another text', sign, `${TEXT}8`, good],
  ['another key', publicKeysOf(OTHER).sign, TEXT, good],
  ['somebody else', sign, TEXT, signed(TEXT, OTHER)],
  ['a digit of the first half', sign, TEXT, changed(7)],
  ['a digit of the second half', sign, TEXT, changed(100)],
  ['the same in other bytes', sign, TEXT, malleated()],
  ['a short one', sign, TEXT, good.slice(2)],
  ['a long one', sign, TEXT, `${good}00`],
  ['no digits at all', sign, TEXT, 'no signature'],
  ['a short key', sign.slice(2), TEXT, good],
  ['no key', '', TEXT, good],
  ['a key that is no point', 'ff'.repeat(32), TEXT, good],
])('%s is not signed', (_what, key, text, signature) => {
  expect(isSignedBy(key, text, signature)).toBe(false);
});
