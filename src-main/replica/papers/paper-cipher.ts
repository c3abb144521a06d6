/** How a paper's bytes are kept on the disk: AES-256-GCM in parts of 64 KiB, each with its number and whether it is the last, so that a file
 *  that is cut, put together anew or exchanged for another does not open (STREAM). Every file has a key of its own, from the replica's key
 *  and the file's random name.
 *  PC1 nothing of a file is handed out unless all of it is genuine. */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

const HEADER = Buffer.from('SUMUPAP1');
const PART_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const KEY_BYTES = 32;
/** The last byte of the nonce says that nothing follows. */
const LAST = 1;

/** The file is not whole, not ours, or under another key. */
export class PaperFileError extends Error {}

/** Key of all papers of a replica. */
export function papersKey(replicaKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', replicaKey, '', 'sumu papers 1', KEY_BYTES));
}

function fileKey(key: Uint8Array, fileId: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, fileId, 'sumu paper 1', KEY_BYTES));
}

function nonceOf(part: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(part, NONCE_BYTES - 5);
  nonce[NONCE_BYTES - 1] = isLast ? LAST : 0;
  return nonce;
}

export function sealPaper(key: Uint8Array, fileId: string, bytes: Uint8Array): Buffer {
  const own = fileKey(key, fileId);
  const parts: Buffer[] = [HEADER];
  for (let at = 0, part = 0; at < bytes.length; at += PART_BYTES, part++) {
    const isLast = at + PART_BYTES >= bytes.length;
    const cipher = createCipheriv('aes-256-gcm', own, nonceOf(part, isLast));
    cipher.setAAD(HEADER);
    parts.push(cipher.update(bytes.subarray(at, at + PART_BYTES)), cipher.final(), cipher.getAuthTag());
  }
  return Buffer.concat(parts);
}

/** The bytes of a sealed file. Throws PaperFileError. */
export function openPaper(key: Uint8Array, fileId: string, sealed: Buffer): Buffer {
  if (sealed.length <= HEADER.length + TAG_BYTES || !sealed.subarray(0, HEADER.length).equals(HEADER))
    throw new PaperFileError('not a paper of ours');
  const own = fileKey(key, fileId);
  const parts: Buffer[] = [];
  const step = PART_BYTES + TAG_BYTES;
  for (let at = HEADER.length, part = 0; at < sealed.length; at += step, part++) {
    const end = Math.min(at + step, sealed.length);
    if (end - at <= TAG_BYTES) throw new PaperFileError('a part is too short');
    const decipher = createDecipheriv('aes-256-gcm', own, nonceOf(part, end === sealed.length));
    decipher.setAAD(HEADER);
    decipher.setAuthTag(sealed.subarray(end - TAG_BYTES, end));
    try {
      parts.push(decipher.update(sealed.subarray(at, end - TAG_BYTES)), decipher.final());
    } catch (error) {
      throw new PaperFileError('not genuine', { cause: error });
    }
  }
  return Buffer.concat(parts);
}
