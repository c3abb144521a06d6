/** Signatures of policy packs and of their keys, and the book of packs that the rows of a side make. A key signs the packs of one division; its id
 *  is the beginning of the hash of the public key, so that no row can give a known id to another key (PKB1, PKI1).
 *  PKT1 a key counts when it is one of the first, or when a key that counts, of its own level or above, has signed it: so a new key takes the
 *  place of an old one, and a province brings its cities in (∴ SECURITY §1 row 7).  PKT2 a side that has written the first ones down
 *  believes no other first one, whatever the centre says; packs that only such a key signed are no packs, and what was there before stays. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, sha256Hex } from '../base/canonical.ts';
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

/** What vouches for a key: the id of the key that signed it, and the signature (128 hex digits). */
export interface KeyVoucher {
  readonly signedBy: string;
  readonly keySignature: string;
}

const keyTextOf = ({ region, unitName, publicKey }: Omit<PackKey, 'keyId'>): Uint8Array =>
  utf8ToBytes(canonicalJson({ keyRegion: region, publicKey, unitName }));

/** A key of the same level or above vouches for a key. */
export function vouchFor(key: Omit<PackKey, 'keyId'>, secret: Uint8Array): KeyVoucher {
  const keySignature = bytesToHex(ed25519.sign(keyTextOf(key), secret));
  return { signedBy: packKeyId(packPublicKey(secret)), keySignature };
}

export function isKeyVouched(key: PackKey, { keySignature }: KeyVoucher, by: PackKey): boolean {
  if (!key.region.startsWith(by.region)) return false;
  try {
    return ed25519.verify(hexToBytes(keySignature), keyTextOf(key), hexToBytes(by.publicKey), {
      zip215: false,
    });
  } catch {
    return false;
  }
}

const voucherOf = ({ values: { signedBy, keySignature } }: Row<'packKey'>): KeyVoucher | null =>
  signedBy !== null && keySignature !== null ? { signedBy, keySignature } : null;

/** Keys that stand for themselves: the first ones, which a side writes down. */
export function firstKeys(rows: readonly Row<'packKey'>[]): PackKey[] {
  return packKeysOf(rows.filter((row) => voucherOf(row) === null));
}

export interface KeyTrust {
  readonly trusted: readonly PackKey[];
  readonly refused: readonly PackKey[];
}

/** Which keys count (PKT1); `first` are those that this side has written down, null while it has none. */
export function keyTrustOf(rows: readonly Row<'packKey'>[], first: readonly PackKey[] | null): KeyTrust {
  const trusted = new Map((first ?? firstKeys(rows)).map((key) => [key.keyId, key]));
  const open = rows.flatMap((row) =>
    packKeysOf([row]).flatMap((key) => (trusted.has(key.keyId) ? [] : [{ key, voucher: voucherOf(row) }])),
  );
  for (let before = -1; before !== trusted.size; ) {
    before = trusted.size;
    for (const { key, voucher } of open) {
      const by = voucher && trusted.get(voucher.signedBy);
      if (by && isKeyVouched(key, voucher, by)) trusted.set(key.keyId, key);
    }
  }
  const refused = open.flatMap(({ key }) => (trusted.has(key.keyId) ? [] : [key]));
  return { trusted: [...trusted.values()], refused };
}

/** The packs of rows whose signatures hold under the keys that count; a row that cannot be read is none. */
export function packBookOf(rows: readonly Row<'pack'>[], trusted: readonly PackKey[]): PackBook {
  const signed = rows.flatMap(({ values: { content, keyId, signature } }) =>
    content !== null && typeof content === 'object' && keyId !== null && signature !== null
      ? [{ content: content as unknown as IssuedPack, keyId, signature }]
      : [],
  );
  return bookOf(signed, trusted, isPackSigned);
}
