/** What a file is by its first bytes, whatever its name says, before anything of it is opened. Pure; runs in the replica.
 *  FS1 a kind that cannot be read is told by its own name, so that the clerk knows what to save anew.
 *  FS2 what is neither a zip nor one of these kinds may be text; whether it is one shows when it is decoded (csv-text.ts). */
import { type FaultPlace, FILE_LIMITS, type FileFaultCode } from './file-fault.ts';
import type { FileKind } from './sheet.ts';

export interface FaultAnswer {
  readonly ok: false;
  readonly code: FileFaultCode;
  readonly place: FaultPlace;
}

export function faultAnswer(code: FileFaultCode, place: FaultPlace = {}): FaultAnswer {
  return { ok: false, code, place };
}

const OLE_MAGIC = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ZIP_MAGIC = [Buffer.from('PK\x03\x04'), Buffer.from('PK\x05\x06'), Buffer.from('PK\x07\x08')];
const HEAD_BYTES = 4_096;
const LOCK_FILE_BYTES = 165;
const LOCK_NAME_MAX = 54;
const BLANKS = new Set([0x00, 0x09, 0x0a, 0x0d, 0x1a, 0x20, 0xef, 0xbb, 0xbf, 0xfe, 0xff]);

/** Streams of a compound file, by what they say it is; the first that is there counts. */
const OLE_KINDS: readonly (readonly [string, FileFaultCode])[] = [
  ['EncryptedPackage', 'FILE_PASSWORD'],
  ['Workbook', 'FILE_OLD_XLS'],
  ['Book', 'FILE_OLD_XLS'],
  ['WordDocument', 'FILE_WORD'],
];

/** PNG, JPEG, GIF, BMP, TIFF, WebP, HEIC and PDF; latin1. */
const PICTURE =
  /^(\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp|%PDF-)/s;
const HTML = /<(!doctype\s+html|html|head|body|meta|title|style|table|tr|div|script)\b/i;
const XML_SHEET = /urn:schemas-microsoft-com:office:spreadsheet|progid="Excel\.Sheet"/i;
const OPEN_DOCUMENT = /<office:document\b/;
/** A web page in one file, as Excel saves it. */
const MHTML = /^MIME-Version:|^Content-Type: multipart\/related/im;
/** ,name,computer,20.11.2026 09:00,file:///…; — the lock file of LibreOffice. */
const OFFICE_LOCK = /^,[^,\n]*,[^,\n]*,\d\d\.\d\d\.\d{4} \d\d:\d\d,file:/;

function textHead(file: Buffer): string {
  const head = file.subarray(0, HEAD_BYTES);
  const isWide = head[0] === 0xff && head[1] === 0xfe;
  return isWide ? head.toString('utf16le', 2) : head.toString('latin1').replace(/^\xef\xbb\xbf/, '');
}

/** Excel's ~$ file: the length of a name, the name, blanks, and the name again in wide letters. */
function isLockFile(file: Buffer): boolean {
  const [length = 0] = file;
  return file.length === LOCK_FILE_BYTES && length <= LOCK_NAME_MAX && file.readUInt16LE(55) === length;
}

function faultOfText(head: string): FileFaultCode | null {
  if (PICTURE.test(head)) return 'FILE_PICTURE';
  if (OFFICE_LOCK.test(head)) return 'FILE_LOCK';
  if (MHTML.test(head)) return 'FILE_HTML';
  if (!/^\s*</.test(head)) return null;
  if (XML_SHEET.test(head)) return 'FILE_XML_SHEET';
  if (OPEN_DOCUMENT.test(head)) return 'FILE_ODS';
  return HTML.test(head) ? 'FILE_HTML' : 'FILE_NOT_WORKBOOK';
}

/** The kind of a file, or why it cannot be read. */
export function sightOf(bytes: Uint8Array): FileKind | FaultAnswer {
  if (bytes.length > FILE_LIMITS.bytes) return faultAnswer('FILE_TOO_LARGE');
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.every((byte) => BLANKS.has(byte))) return faultAnswer('FILE_EMPTY');
  if (file.indexOf(OLE_MAGIC) === 0) {
    const kind = OLE_KINDS.find(([stream]) => file.includes(Buffer.from(`${stream}\0`, 'utf16le')));
    return faultAnswer(kind?.[1] ?? 'FILE_NOT_WORKBOOK');
  }
  if (ZIP_MAGIC.some((magic) => magic.subarray(0, file.length).equals(file.subarray(0, magic.length))))
    return 'xlsx';
  if (isLockFile(file)) return faultAnswer('FILE_LOCK');
  const code = faultOfText(textHead(file));
  return code ? faultAnswer(code) : 'csv';
}
