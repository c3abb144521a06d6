/** Signatures of policy packs, and the book of packs that the rows of a side make. A key signs the packs of one division; its id is the beginning
 *  of the hash of the public key, so that no row can give a known id to another key (PKB1, PKI1).                                        */
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { sha256Hex } from '../base/canonical.ts';
import {
  bookOf,
  type IssuedPack,
  type PackBook,
  type PackKey,
  type SignedPack,
} from '../domain/pack-book.ts';
import { PACK_FILE_KIND, signedTextOf } from '../domain/pack-intake.ts';
import type { Row } from '../records/rows.ts';

const KEY_ID_DIGITS = 16;

export function packKeyId(publicKey: string): string {
  return sha256Hex(publicKey).slice(0, KEY_ID_DIGITS);
}

/** Public key of a pack key's secret of 32 bytes. */
export function packPublicKey(secret: Uint8Array): string {
  return bytesToHex(ed25519.getPublicKey(secret));
}

/** A pack as its unit issues it. */
export function signPack(content: IssuedPack, secret: Uint8Array): SignedPack {
  const signature = bytesToHex(ed25519.sign(utf8ToBytes(signedTextOf(content)), secret));
  return { content, keyId: packKeyId(packPublicKey(secret)), signature };
}

/** The file of a signed pack. */
export function packFileOf(pack: SignedPack): string {
  return `${JSON.stringify({ kind: PACK_FILE_KIND, ...pack }, null, 2)}\n`;
}

export function isPackSigned({ content, keyId, signature }: SignedPack, key: PackKey): boolean {
  if (keyId !== packKeyId(key.publicKey)) return false;
  try {
    const [text, publicKey] = [utf8ToBytes(signedTextOf(content)), hexToBytes(key.publicKey)];
    return ed25519.verify(hexToBytes(signature), text, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** Secret of a key file: 64 hex digits; null for anything else. */
export function packSecretOf(text: string): Uint8Array | null {
  const digits = text.trim();
  return /^[0-9a-f]{64}$/.test(digits) ? hexToBytes(digits) : null;
}

export function packKeysOf(rows: readonly Row<'packKey'>[]): PackKey[] {
  return rows.flatMap(({ values: { keyRegion, unitName, publicKey } }) =>
    publicKey === null
      ? []
      : [{ keyId: packKeyId(publicKey), region: keyRegion ?? '', unitName: unitName ?? '', publicKey }],
  );
}

/** The packs of rows whose signatures hold; a row that cannot be read is none. */
export function packBookOf(rows: readonly Row<'pack'>[], keys: readonly Row<'packKey'>[]): PackBook {
  const signed = rows.flatMap(({ values: { content, keyId, signature } }) =>
    content !== null && typeof content === 'object' && keyId !== null && signature !== null
      ? [{ content: content as unknown as IssuedPack, keyId, signature }]
      : [],
  );
  return bookOf(signed, packKeysOf(keys), isPackSigned);
}
