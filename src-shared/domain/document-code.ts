/** The code of a document on paper: what its QR carries, and the short form that can be typed. Both name the document and the hash of what was
 *  printed, so that a paper can be held against the archive without trusting the paper.
 *  DC1 the hash covers kind, number, edition of the fixed words and every value on the sheet: a changed reason is another hash.
 *  DC2 values of health and of money are hashed with salt, so that who may not hold them cannot find them out by trying (PIPL 28 ∴).
 *  DC3 a code is looked up by id and, where a computer was found to be a copy and its acts got other ids, by number.
 *  Source: dossier (k) «QR (document id, hash)» ∴. */
import { canonicalJson, type Json, sha256Hex } from '../base/canonical.ts';

export type DocumentValue = string | readonly (readonly string[])[];
export type ContentPart = Readonly<Record<string, DocumentValue>>;

/** Everything on a sheet by the class of those who may hold it. */
export interface DocumentContent {
  readonly case: ContentPart;
  readonly identity: ContentPart;
  readonly health: ContentPart;
  readonly money: ContentPart;
}

export function documentHash(issued: {
  readonly kind: string;
  readonly number: string;
  readonly edition: number;
  readonly content: DocumentContent;
}): string {
  return sha256Hex(canonicalJson(issued as unknown as Json));
}

const MARK = 'SUMU1';
const SHORT_DIGITS = 12;

/** What the QR carries: upper case only, so that it is drawn in the dense alphanumeric mode. */
export function qrText(documentId: number, hash: string): string {
  return `${MARK}:${documentId}:${hash.toUpperCase()}`;
}

/** 9F3A-0C77-1234: printed beside the number, to be typed where nothing scans. */
export function shortCode(hash: string): string {
  return (hash.slice(0, SHORT_DIGITS).toUpperCase().match(/.{4}/g) ?? []).join('-');
}

export type ReadCode =
  | { readonly by: 'id'; readonly documentId: number; readonly hash: string }
  | { readonly by: 'number'; readonly number: string; readonly hash: string };

const QR = /^SUMU1:(\d{1,16}):([0-9A-F]{64})$/;
const TYPED = /^(\d{1,8}(?:-\d{8})?-\d{2,9})\s+([0-9A-F]{4})-?([0-9A-F]{4})-?([0-9A-F]{4})$/;

/** What a scanner typed, or a person from the paper: number, a space, the twelve signs. Null where it is neither. */
export function readCode(text: string): ReadCode | null {
  const clean = text.normalize('NFKC').trim().toUpperCase().replace(/[‐–—]/g, '-');
  const qr = QR.exec(clean);
  if (qr) return { by: 'id', documentId: Number(qr[1]), hash: (qr[2] as string).toLowerCase() };
  const typed = TYPED.exec(clean);
  if (!typed) return null;
  const [, number = '', ...parts] = typed;
  return { by: 'number', number, hash: parts.join('').toLowerCase() };
}

/** Whether a code is of this hash: the whole of it, or its first twelve signs. */
export function isOfHash(code: ReadCode, hash: string): boolean {
  return hash.startsWith(code.hash);
}
