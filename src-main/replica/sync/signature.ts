/** Whether the centre signed a text, by Node's own Ed25519: every answer to work is checked, and that is twenty times quicker than the pure one of
 *  `#shared/sync/seal.ts`, which packets go by (ADR 21).
 *  RC2 what is no key or no signature at all has signed nothing. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** What stands before the 32 bytes of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const KEY = /^[0-9a-f]{64}$/;
const SIGNATURE = /^[0-9a-f]{128}$/;

/** The centre has one key in years, and few before it. */
const KEYS_KEPT = 16;
const keys = new Map<string, KeyObject>();

function keyOf(sign: string): KeyObject {
  let key = keys.get(sign);
  if (!key) {
    if (keys.size >= KEYS_KEPT) keys.clear();
    const der = Buffer.concat([SPKI, Buffer.from(sign, 'hex')]);
    key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    keys.set(sign, key);
  }
  return key;
}

/** `sign`: a public key of 64 hex digits; `signature`: 128 hex digits. */
export function isSignedBy(sign: string, text: string, signature: string): boolean {
  if (!KEY.test(sign) || !SIGNATURE.test(signature)) return false;
  return verify(null, Buffer.from(text), keyOf(sign), Buffer.from(signature, 'hex'));
}
