/** What a file is, read from its bytes and never from its name: type, width and height from the header, whether it is whole, whether it
 *  carries more than a picture (place and camera of a photo, something behind its end). Nothing is decoded here, so that a picture of
 *  30,000 × 30,000 pixels costs nothing to refuse. Asked three times: by the window before it decodes, by the replica before it keeps, by
 *  the centre before it takes (∴, SECURITY).
 *  PF1 only the four types of PAPER_MEDIA_TYPES pass.  PF2 a picture that is cut off, or has two frames' headers, does not pass.
 *  PF3 of a PDF it is asked that it is whole and open; what may be hidden in its packed parts is looked for by the replica. */
import { PAPER_LIMITS, type PaperMediaType } from './paper-limits.ts';

/** Why a file cannot be taken. Each has its sentence beside the refusals of commands. */
export const PAPER_FAULTS = [
  'paper/empty',
  'paper/too-large',
  'paper/too-many-pixels',
  'paper/damaged',
  'paper/heic',
  'paper/other-picture',
  'paper/office-file',
  'paper/web-page',
  'paper/not-a-paper',
  'paper/pdf-broken',
  'paper/pdf-locked',
  'paper/pdf-active',
  'paper/metadata-left',
  'paper/disk-full',
] as const;
export type PaperFault = (typeof PAPER_FAULTS)[number];

export interface PaperShape {
  readonly mediaType: PaperMediaType;
  /** Of a PDF 0. */
  readonly width: number;
  readonly height: number;
  /** Holds more than a picture: EXIF, XMP, comments, or bytes behind its end. */
  readonly hasMore: boolean;
}
export type Inspected =
  | { readonly ok: true; readonly shape: PaperShape }
  | { readonly ok: false; readonly code: PaperFault };

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly hasMore: boolean;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const START_OF_FRAME = new Set([
  0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
]);
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
/** JFIF, colour profile, Adobe's colour transform: what a decoder needs. All other application segments and comments say more. */
const PLAIN_SEGMENTS = new Set([0xe0, 0xe2, 0xee]);

/** Where the coded data of a scan ends: at the next marker that is not a stuffed byte, a restart or a fill. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0) {
    const next = bytes[at + 1] ?? -1;
    if (next < 0) return -1;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
    at = bytes.indexOf(0xff, at + (next === 0xff ? 1 : 2));
  }
  return -1;
}

/** A JPEG from its first marker to its end; null when it is not whole. */
function readJpeg(bytes: Uint8Array): Picture | null {
  const view = viewOf(bytes);
  let frame: { width: number; height: number } | null = null;
  let hasMore = false;
  let hasScan = false;
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END_OF_IMAGE)
      return frame && hasScan ? { ...frame, hasMore: hasMore || at + 2 < bytes.length } : null;
    if (at + 4 > bytes.length) return null;
    const length = view.getUint16(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    if (START_OF_FRAME.has(marker)) {
      if (frame || length < 8) return null;
      frame = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    if (marker === 0xfe || (marker >= 0xe0 && marker <= 0xef)) hasMore ||= !PLAIN_SEGMENTS.has(marker);
    if (marker === START_OF_SCAN) {
      if (!frame) return null;
      hasScan = true;
      at = endOfScan(bytes, end);
      if (at < 0) return null;
    } else at = end;
  }
  return null;
}

const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n';
const PNG_CHUNK_FRAME = 12;
/** Chunks that a decoder needs; all others say more. */
const PLAIN_CHUNKS = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'pHYs', 'bKGD'],
]);

function readPng(bytes: Uint8Array): Picture | null {
  const view = viewOf(bytes);
  let at = PNG_SIGNATURE.length;
  if (bytes.length < at + 25 || textAt(bytes, at + 4, 4) !== 'IHDR' || view.getUint32(at) !== 13) return null;
  const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
  let hasMore = false;
  let hasData = false;
  while (at + PNG_CHUNK_FRAME <= bytes.length) {
    const name = textAt(bytes, at + 4, 4);
    const end = at + PNG_CHUNK_FRAME + view.getUint32(at);
    if (end > bytes.length) return null;
    hasMore ||= !PLAIN_CHUNKS.has(name);
    hasData ||= name === 'IDAT';
    if (name === 'IEND') return hasData ? { ...size, hasMore: hasMore || end < bytes.length } : null;
    at = end;
  }
  return null;
}

/** Width and height in one part of a WebP; null for a part that has none. */
function webpSize(bytes: Uint8Array, name: string, at: number): { width: number; height: number } | null {
  const view = viewOf(bytes);
  if (name === 'VP8X' && at + 10 <= bytes.length) {
    const three = (from: number) => view.getUint16(from, true) + ((bytes[from + 2] ?? 0) << 16) + 1;
    return { width: three(at + 4), height: three(at + 7) };
  }
  if (name === 'VP8 ' && at + 10 <= bytes.length)
    return { width: view.getUint16(at + 6, true) & 0x3fff, height: view.getUint16(at + 8, true) & 0x3fff };
  if (name === 'VP8L' && at + 5 <= bytes.length) {
    const bits = view.getUint32(at + 1, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return null;
}

function readWebp(bytes: Uint8Array): Picture | null {
  const view = viewOf(bytes);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) return null;
  let size = { width: 0, height: 0 };
  let hasMore = end < bytes.length;
  let hasData = false;
  let at = 12;
  while (at + 8 <= end) {
    const name = textAt(bytes, at, 4);
    const length = view.getUint32(at + 4, true);
    if (at + 8 + length > end) return null;
    const found = webpSize(bytes, name, at + 8);
    if (found)
      size = { width: Math.max(size.width, found.width), height: Math.max(size.height, found.height) };
    hasData ||= name === 'VP8 ' || name === 'VP8L' || name === 'ANMF';
    hasMore ||= !['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP'].includes(name);
    at += 8 + length + (length % 2);
  }
  return hasData ? { ...size, hasMore } : null;
}

const PDF_TAIL_BYTES = 1_024;
const codesOf = (signs: string) => new Set(Array.from(signs, (sign) => sign.charCodeAt(0)));
/** Bytes that end a name. */
const ENDS_NAME = codesOf('\0\t\n\f\r ()<>[]{}/%');

/** Names of a PDF that do something by themselves, bring another file along, or lock it. */
const ACTIVE_NAMES = new Set(['JavaScript', 'Launch', 'RichMedia', 'EmbeddedFile', 'EmbeddedFiles']);
const NAME_BYTES_MAX = 60;
const SLASH = 0x2f;
/** How the names begin; a sign may be written as `#` and its number. */
const FIRST_SIGNS = codesOf('EJLR#');
const SECOND_SIGNS = codesOf('nmai#01234567');

/** The name that begins at a slash, its `#xx` undone. */
function nameAt(bytes: Uint8Array, slash: number): string {
  let end = slash + 1;
  while (end < bytes.length && end - slash < NAME_BYTES_MAX && !ENDS_NAME.has(bytes[end] as number)) end++;
  return textAt(bytes, slash + 1, end - slash - 1).replace(/#([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** What a PDF's names say against taking it; null when nothing does. Also asked of its parts that were unpacked. */
export function faultInPdfNames(bytes: Uint8Array): 'paper/pdf-locked' | 'paper/pdf-active' | null {
  for (let at = bytes.indexOf(SLASH); at >= 0; at = bytes.indexOf(SLASH, at + 1)) {
    // Spares reading the names that cannot be one of those.
    if (!FIRST_SIGNS.has(bytes[at + 1] ?? 0) || !SECOND_SIGNS.has(bytes[at + 2] ?? 0)) continue;
    const name = nameAt(bytes, at);
    if (name === 'Encrypt') return 'paper/pdf-locked';
    if (ACTIVE_NAMES.has(name)) return 'paper/pdf-active';
  }
  return null;
}

/** Whether a PDF ends as it should, with nothing behind, and its end names a place inside it. */
function endsWell(bytes: Uint8Array): boolean {
  const from = Math.max(0, bytes.length - PDF_TAIL_BYTES);
  const tail = textAt(bytes, from, PDF_TAIL_BYTES);
  const end = /startxref\s+(\d{1,10})\s+%%EOF[\s\0]*$/.exec(tail);
  if (!end) return false;
  const at = Number(end[1]);
  const there = at < bytes.length ? textAt(bytes, at, 30) : '';
  return /^\s*(xref|\d+\s+\d+\s+obj)/.test(there);
}

function inspectPdf(bytes: Uint8Array): Inspected {
  const code = faultInPdfNames(bytes) ?? (endsWell(bytes) ? null : 'paper/pdf-broken');
  if (code) return { ok: false, code };
  return { ok: true, shape: { mediaType: 'application/pdf', width: 0, height: 0, hasMore: false } };
}

function inspectPicture(mediaType: PaperMediaType, picture: Picture | null): Inspected {
  if (!picture || picture.width < 1 || picture.height < 1) return { ok: false, code: 'paper/damaged' };
  if (picture.width * picture.height > PAPER_LIMITS.pixels)
    return { ok: false, code: 'paper/too-many-pixels' };
  return { ok: true, shape: { mediaType, ...picture } };
}

const HEIC_BRANDS = /^(hei[cmsx]|hev[cmsx]|mif1|msf1)/;
const SNIFFED_BYTES = 1_024;

/** What a file is that is none of ours, so that its sentence can help. */
function strange(bytes: Uint8Array): PaperFault {
  const start = textAt(bytes, 0, Math.min(bytes.length, SNIFFED_BYTES));
  if (start.slice(4, 8) === 'ftyp') {
    if (HEIC_BRANDS.test(start.slice(8, 12))) return 'paper/heic';
    return start.slice(8, 12) === 'avif' ? 'paper/other-picture' : 'paper/not-a-paper';
  }
  if (/^(GIF8|BM|II\*\0|MM\0\*|\xff\x0a|\0\0\0\x0cJXL|\0\0\0\x0cjP)/.test(start))
    return 'paper/other-picture';
  if (start.startsWith('PK\x03\x04') || start.startsWith('\xd0\xcf\x11\xe0')) return 'paper/office-file';
  if (start.includes('%PDF-')) return 'paper/pdf-broken';
  if (/<(svg|html|body|script|!doctype|\?xml)/i.test(start)) return 'paper/web-page';
  return 'paper/not-a-paper';
}

/** Looks at a file as it was chosen. Pictures may carry more than a picture: the window draws them anew before they are kept. */
export function inspectPaper(bytes: Uint8Array): Inspected {
  if (!bytes.length) return { ok: false, code: 'paper/empty' };
  if (bytes.length > PAPER_LIMITS.fileBytes) return { ok: false, code: 'paper/too-large' };
  const start = textAt(bytes, 0, 12);
  if (start.startsWith('\xff\xd8\xff')) return inspectPicture('image/jpeg', readJpeg(bytes));
  if (start.startsWith(PNG_SIGNATURE)) return inspectPicture('image/png', readPng(bytes));
  if (start.startsWith('RIFF') && start.endsWith('WEBP'))
    return inspectPicture('image/webp', readWebp(bytes));
  if (/^%PDF-[12]\.\d/.test(start)) return inspectPdf(bytes);
  return { ok: false, code: strange(bytes) };
}

/** Looks at a file as it is to be kept: nothing but the picture. */
export function inspectKeptPaper(bytes: Uint8Array): Inspected {
  const inspected = inspectPaper(bytes);
  return inspected.ok && inspected.shape.hasMore ? { ok: false, code: 'paper/metadata-left' } : inspected;
}
