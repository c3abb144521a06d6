/** The last look at a file before it is kept: what the window looked at is looked at again here, because a window is not to be believed; and
 *  of a PDF also what its packed parts hold. Nothing is decoded or run.
 *  CP1 packed parts are unpacked within a limit, part by part and in all.  CP2 this finds what stands in a PDF as its format says; it is a
 *  sieve, not a proof. So a PDF is never shown in the window either, only handed out. */
import { inflateSync } from 'node:zlib';
import {
  faultInPdfNames,
  inspectKeptPaper,
  type Inspected,
  type PaperFault,
} from '#shared/domain/paper-file.ts';
import { PAPER_LIMITS, type PaperMediaType } from '#shared/domain/paper-limits.ts';

const MIB = 1024 * 1024;
const PART_BYTES_MAX = 8 * MIB;
const ALL_BYTES_MAX = 32 * MIB;
/** A dictionary is looked for this far before its data. */
const DICTIONARY_BYTES = 2_048;
/** zlib's first byte for windows up to 32 KiB. */
const ZLIB_METHOD = 0x78;

/** Where the data of an object stream begins: of the many streams of a PDF the only ones with names in them. */
function* objectStreams(bytes: Buffer): Generator<number> {
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue;
    const dictionary = bytes.toString('latin1', Math.max(0, at - DICTIONARY_BYTES), at);
    const own = dictionary.slice(dictionary.lastIndexOf(' obj') + 1);
    if (!/\/(ObjStm|#)/.test(own)) continue;
    const isCarriageReturn = bytes[at + 6] === 0x0d;
    yield at + 7 + (isCarriageReturn ? 1 : 0);
  }
}

/** What the object streams of a PDF say against taking it. */
function faultInPackedParts(bytes: Buffer): PaperFault | null {
  let left = ALL_BYTES_MAX;
  for (const from of objectStreams(bytes)) {
    // Packed in another way, or in two: no writer does that, and we would not see inside.
    if ((bytes[from] ?? 0) !== ZLIB_METHOD) return 'paper/pdf-broken';
    let part: Buffer;
    try {
      part = inflateSync(bytes.subarray(from), { maxOutputLength: Math.min(PART_BYTES_MAX, left) });
    } catch {
      return 'paper/pdf-broken';
    }
    left -= part.length;
    const fault = faultInPdfNames(part);
    if (fault || left <= 0) return fault ?? 'paper/pdf-broken';
  }
  return null;
}

/** What the file is, or why it is not kept. */
export function checkPaper(bytes: Buffer): Inspected {
  const inspected = inspectKeptPaper(bytes);
  if (!inspected.ok || inspected.shape.mediaType !== 'application/pdf') return inspected;
  const code = faultInPackedParts(bytes);
  return code ? { ok: false, code } : inspected;
}

/** Type of a small picture that may stand for a large one in a grid; null for what is none. */
export function thumbnailType(bytes: Buffer): PaperMediaType | null {
  const inspected = bytes.length <= PAPER_LIMITS.thumbnailBytes ? inspectKeptPaper(bytes) : null;
  if (!inspected?.ok) return null;
  const { mediaType, width, height } = inspected.shape;
  const isSmall = mediaType !== 'application/pdf' && Math.max(width, height) <= PAPER_LIMITS.thumbnailEdge;
  return isSmall ? mediaType : null;
}
