/** A workbook as its bytes say, for tests: unzipped by hand and cut up as text, so that nothing of the writer and no library's idea of a
 *  cell stands between the file and what is asserted. */
import { inflateRawSync } from 'node:zlib';

const LOCAL = 0x04034b50;

/** Every entry of a zip by its name. */
export function unzip(bytes: Buffer): Map<string, string> {
  const entries = new Map<string, string>();
  let at = 0;
  while (bytes.readUInt32LE(at) === LOCAL) {
    const packedSize = bytes.readUInt32LE(at + 18);
    const nameLength = bytes.readUInt16LE(at + 26);
    const start = at + 30 + nameLength + bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 30, at + 30 + nameLength);
    entries.set(name, inflateRawSync(bytes.subarray(start, start + packedSize)).toString('utf8'));
    at = start + packedSize;
  }
  return entries;
}

export interface RawCell {
  readonly place: string;
  readonly type: string | null;
  readonly style: number;
  /** Text of an inline string as Excel reads it, or the number as it is written. */
  readonly value: string;
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** The cells of the one sheet, row by row. */
export function rawRows(bytes: Buffer): RawCell[][] {
  const sheet = unzip(bytes).get('xl/worksheets/sheet1.xml') ?? '';
  return [...sheet.matchAll(/<row r="\d+">(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c r="([A-Z]+\d+)" s="(\d+)"(?: t="(\w+)")?>(.*?)<\/c>/gs)].map(
      ([, place = '', style = '', type, inner = '']) => ({
        place,
        type: type ?? null,
        style: Number(style),
        value: unescape(inner.replace(/<[^>]*>/g, '')),
      }),
    ),
  );
}
