/** The text of a file that may be a CSV, and the encoding it came in. Pure, runs in the parser process.
 *  CT1 an encoding is chosen by strict validation: a byte order mark, else UTF-8 when every byte fits, else GB18030 when
 *  every byte fits, else none.  CT2 a UTF-8 file that stops within a character is damaged, not GB18030.
 *  CT3 text with NUL or many other control characters is no text.                                                   */
import { isUtf8 } from 'node:buffer';
import { FileFault } from './file-fault.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
  /** Length of the byte order mark. */
  readonly markBytes: number;
}

const MARKS: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** Tab, line ends, form feed, and the Ctrl-Z that old programs write at the end. */
const CONTROLS = /[\u0001-\u0008\u000b\u000e-\u0019\u001b-\u001f]/g;
const CONTROLS_SHARE = 0.01;
/** As many may be a slip in any file. */
const CONTROLS_FEW = 4;
const CHARACTER_BYTES_MAX = 4;

function strictly(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not such text, or a Node built without the tables of this encoding: either way it cannot be read.
    return undefined;
  }
}

function decodeMarked(encoding: TextEncoding, bytes: Buffer): string {
  if (encoding !== 'utf-8' && bytes.length % 2 === 1) throw new FileFault('FILE_DAMAGED');
  const text =
    encoding === 'utf-16be' ? strictly('utf-16le', Buffer.from(bytes).swap16()) : strictly(encoding, bytes);
  if (text === undefined) throw new FileFault('FILE_DAMAGED');
  return text;
}

/** Whether only the last character is cut, after at least one whole character that is not ASCII (CT2). */
function isCutUtf8(bytes: Buffer): boolean {
  for (let cut = 1; cut < CHARACTER_BYTES_MAX && cut < bytes.length; cut += 1) {
    const isLead = (bytes[bytes.length - cut] ?? 0) >= 0xc2;
    const rest = bytes.subarray(0, bytes.length - cut);
    if (isLead && isUtf8(rest)) return rest.some((byte) => byte >= 0x80);
  }
  return false;
}

function decodeUnmarked(bytes: Buffer): { text: string; encoding: TextEncoding } {
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), encoding: 'utf-8' };
  if (bytes.includes(0)) throw new FileFault('FILE_NOT_WORKBOOK');
  if (isCutUtf8(bytes)) throw new FileFault('FILE_DAMAGED');
  const text = strictly('gb18030', bytes);
  if (text === undefined) throw new FileFault('FILE_ENCODING');
  return { text, encoding: 'gb18030' };
}

/** Decodes a file. Throws a FileFault. */
export function decodeText(bytes: Buffer): DecodedText {
  const mark = MARKS.find(([, start]) => start.every((byte, at) => bytes[at] === byte));
  const markBytes = mark?.[1].length ?? 0;
  const decoded = mark
    ? { text: decodeMarked(mark[0], bytes.subarray(markBytes)), encoding: mark[0] }
    : decodeUnmarked(bytes);
  const controls = decoded.text.match(CONTROLS)?.length ?? 0;
  if (decoded.text.includes('\0') || controls > Math.max(CONTROLS_FEW, decoded.text.length * CONTROLS_SHARE))
    throw new FileFault('FILE_NOT_WORKBOOK');
  return { ...decoded, markBytes };
}
