/** Made-up papers for tests, byte by byte: real small pictures and PDFs, and the ways in which they can be wrong. Product code never
 *  imports this. */

export function bytesOf(...parts: readonly (string | number | Uint8Array | readonly number[])[]): Uint8Array {
  const lists = parts.map((part) => (typeof part === 'number' ? [part] : part));
  const bytes = new Uint8Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    if (typeof list === 'string')
      for (let sign = 0; sign < list.length; sign++) bytes[at + sign] = list.charCodeAt(sign);
    else bytes.set(list, at);
    at += list.length;
  }
  return bytes;
}

const u16 = (value: number) => [value >> 8, value & 0xff];
const u32 = (value: number) => [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
const u32le = (value: number) => u32(value).reverse();

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

/** zlib's stored blocks: packed for a reader, plain for whoever looks. */
export function stored(bytes: Uint8Array): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += 65_535) {
    const part = bytes.subarray(at, at + 65_535);
    const isLast = at + 65_535 >= bytes.length ? 1 : 0;
    const { length } = part;
    blocks.push(bytesOf(isLast, u16(length).reverse(), u16(length ^ 0xffff).reverse(), part));
  }
  return bytesOf([0x78, 0x01], ...blocks, u32(adler32(bytes)));
}

export function pngChunk(name: string, body: Uint8Array): Uint8Array {
  const named = bytesOf(name, body);
  return bytesOf(u32(body.length), named, u32(crc32(named)));
}

/** A grey picture; `declared` lies about its size. `extra` stands before the data. */
export function madeUpPng(
  width: number,
  height: number,
  { declared = [width, height], extra = [] as readonly Uint8Array[] } = {},
): Uint8Array {
  const rows = new Uint8Array((width + 1) * height).map((_, at) => (at % (width + 1) ? (at * 7) % 256 : 0));
  const header = bytesOf(u32(declared[0] ?? 0), u32(declared[1] ?? 0), [8, 0, 0, 0, 0]);
  return bytesOf(
    '\x89PNG\r\n\x1a\n',
    pngChunk('IHDR', header),
    ...extra,
    pngChunk('IDAT', stored(rows)),
    pngChunk('IEND', new Uint8Array()),
  );
}

/** The simplest Huffman table there is: one code of one bit, for 0. */
function oneCode(kind: number): Uint8Array {
  return jpegSegment(0xc4, bytesOf(kind, 1, new Uint8Array(15), 0));
}

/** A grey baseline JPEG that decodes; `declared` lies about its size. `segments` stand after its start. */
export function madeUpJpeg(
  width = 8,
  height = 8,
  { declared = [width, height], segments = [] as readonly Uint8Array[] } = {},
): Uint8Array {
  const frame = bytesOf(8, u16(declared[1] ?? 0), u16(declared[0] ?? 0), [1, 1, 0x11, 0]);
  // Two bits a block: no difference, end of block.
  const bits = Math.ceil(width / 8) * Math.ceil(height / 8) * 2;
  const data = new Uint8Array(Math.ceil(bits / 8));
  if (bits % 8) data[data.length - 1] = 0xff >> (bits % 8);
  return bytesOf(
    [0xff, 0xd8],
    ...segments,
    jpegSegment(0xdb, bytesOf(0, new Uint8Array(64).fill(1))),
    jpegSegment(0xc0, frame),
    oneCode(0x00),
    oneCode(0x10),
    jpegSegment(0xda, bytesOf([1, 1, 0, 0, 63, 0])),
    data,
    [0xff, 0xd9],
  );
}

export function jpegSegment(marker: number, body: Uint8Array): Uint8Array {
  return bytesOf([0xff, marker], u16(body.length + 2), body);
}

/** EXIF with a place, as a phone writes it: 43°26′N 111°58′E, a camera's name, and how the picture is to be turned (1: not). */
export function exifWithPlace(orientation = 1): Uint8Array {
  const camera = 'SUMU TEST CAMERA\0';
  const ratios = (values: readonly number[]) =>
    bytesOf(...values.map((value) => bytesOf(u32(value), u32(1))));
  const entry = (tag: number, type: number, count: number, value: Uint8Array | readonly number[]) =>
    bytesOf(u16(tag), u16(type), u32(count), value);
  const cameraAt = 8 + 2 + 36 + 4;
  const gpsAt = cameraAt + camera.length + 1;
  const valuesAt = gpsAt + 2 + 48 + 4;
  const tiff = bytesOf(
    'MM',
    u16(42),
    u32(8),
    u16(3),
    entry(0x010f, 2, camera.length, u32(cameraAt)),
    entry(0x0112, 3, 1, [...u16(orientation), 0, 0]),
    entry(0x8825, 4, 1, u32(gpsAt)),
    u32(0),
    camera,
    0,
    u16(4),
    entry(1, 2, 2, bytesOf('N\0\0\0')),
    entry(2, 5, 3, u32(valuesAt)),
    entry(3, 2, 2, bytesOf('E\0\0\0')),
    entry(4, 5, 3, u32(valuesAt + 24)),
    u32(0),
    ratios([43, 26, 0]),
    ratios([111, 58, 0]),
  );
  return jpegSegment(0xe1, bytesOf('Exif\0\0', tiff));
}

/** A JPEG with one more segment behind its start. */
export function withSegment(jpeg: Uint8Array, segment: Uint8Array): Uint8Array {
  return bytesOf(jpeg.subarray(0, 2), segment, jpeg.subarray(2));
}

/** A lossless WebP of one point. */
export const MADE_UP_WEBP = bytesOf(
  ...['RIFF', u32le(26), 'WEBPVP8L', u32le(13)],
  [0x2f, 0, 0, 0, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xfe, 0x07, 0],
);

/** A WebP whose canvas claims a size; it holds one part of coded data. */
export function bigWebp(width: number, height: number): Uint8Array {
  const canvas = bytesOf([0, 0, 0, 0], u32le(width - 1).slice(0, 3), u32le(height - 1).slice(0, 3));
  const parts = bytesOf('VP8X', u32le(10), canvas, MADE_UP_WEBP.subarray(12));
  return bytesOf('RIFF', u32le(parts.length + 4), 'WEBP', parts);
}

/** A PDF of one empty page; `objects` come after it, `trailer` into the last dictionary. */
export function madeUpPdf({
  objects = [] as readonly string[],
  trailer = '',
  words = '',
  tail = '',
} = {}): Uint8Array {
  const bodies = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    `<< /Length ${words.length} >>\nstream\n${words}\nendstream`,
    ...objects,
  ];
  let text = '%PDF-1.4\n';
  const places = bodies.map((body, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return place;
  });
  const start = text.length;
  text += `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n`;
  for (const place of places) text += `${String(place).padStart(10, '0')} 00000 n \n`;
  text += `trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n${tail}`;
  return bytesOf(text);
}
