/** Text back into the bytes of the encoding it came in. Pure, runs in the parser process.
 *  CE1 Node writes no GB18030; its table is turned round here, from what Node reads. Two bytes win over four.         */
import { FileFault } from './file-fault.ts';
import type { TextEncoding } from './csv-text.ts';

const LEAD_FIRST = 0x81;
const LEAD_LAST = 0xfe;
const TRAIL_FIRST = 0x40;
const DIGIT_FIRST = 0x30;
const SUPPLEMENTARY = 0x10000;
/** Number of four-byte sequences below the first one of a supplementary character. */
const SUPPLEMENTARY_FROM = 189_000;
const BASIC_SEQUENCES = 39_420;
const ASCII_END = 0x80;
const BYTES_MAX = 4;

function fourBytes(index: number): Buffer {
  return Buffer.from([
    LEAD_FIRST + Math.floor(index / 12_600),
    DIGIT_FIRST + (Math.floor(index / 1_260) % 10),
    LEAD_FIRST + (Math.floor(index / 10) % 126),
    DIGIT_FIRST + (index % 10),
  ]);
}

function createGb18030Encoder(): (text: string) => Buffer {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  const table = new Map<string, Buffer>();
  let hasFour = false;
  function learn(bytes: Buffer): void {
    try {
      const character = decoder.decode(bytes);
      if (!table.has(character)) table.set(character, bytes);
    } catch {
      // Not every sequence stands for something.
    }
  }
  for (let lead = LEAD_FIRST; lead <= LEAD_LAST; lead += 1)
    for (let trail = TRAIL_FIRST; trail <= LEAD_LAST; trail += 1) learn(Buffer.from([lead, trail]));

  function bytesOf(character: string, point: number): Buffer {
    if (point >= SUPPLEMENTARY) return fourBytes(point - SUPPLEMENTARY + SUPPLEMENTARY_FROM);
    const known = table.get(character);
    if (known) return known;
    if (!hasFour) for (let index = 0; index < BASIC_SEQUENCES; index += 1) learn(fourBytes(index));
    hasFour = true;
    const bytes = table.get(character);
    if (!bytes) throw new FileFault('FILE_ENCODING');
    return bytes;
  }
  return (text) => {
    const output = Buffer.alloc(text.length * 2 + BYTES_MAX);
    const pieces: Buffer[] = [];
    let end = 0;
    for (const character of text) {
      const point = character.codePointAt(0) ?? 0;
      if (point < ASCII_END) end = output.writeUInt8(point, end);
      else end += bytesOf(character, point).copy(output, end);
      // Few characters take four bytes for one unit of text: what is written is put aside before room runs out.
      if (end <= output.length - BYTES_MAX) continue;
      pieces.push(Buffer.from(output.subarray(0, end)));
      end = 0;
    }
    return Buffer.concat([...pieces, output.subarray(0, end)]);
  };
}

/** The bytes of a text, without a byte order mark. */
export function encodeText(text: string, encoding: TextEncoding): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'gb18030':
      return createGb18030Encoder()(text);
  }
}
