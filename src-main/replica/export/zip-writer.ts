/** Puts a zip together in memory, one entry after another, each compressed as it is written: a workbook of 100,000 rows is never whole in
 *  memory unpacked. Entries carry no time and no owner, so the same rows give the same bytes. */
import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';

const LEVEL = 6;
const UTF8_NAME = 0x0800;
const DEFLATED = 8;
const VERSION = 20;
/** 1 January 1980, the first day that the format knows. */
const NO_DATE = 0x0021;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Above this an archive needs the 64-bit form, which this one does not write. */
const SIZE_MAX = 0xffffffff;

interface Entry {
  readonly name: Buffer;
  readonly packed: readonly Buffer[];
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
}

/** What a local and a central header share. */
function commonHeader({ name, crc, packedSize, size }: Entry): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(VERSION, 0);
  header.writeUInt16LE(UTF8_NAME, 2);
  header.writeUInt16LE(DEFLATED, 4);
  header.writeUInt16LE(NO_DATE, 8);
  header.writeUInt32LE(crc, 10);
  header.writeUInt32LE(packedSize, 14);
  header.writeUInt32LE(size, 18);
  header.writeUInt16LE(name.length, 22);
  return header;
}

function mark(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}

export class ZipWriter {
  private readonly entries: Entry[] = [];

  /** Writes one entry; `parts` is asked for its texts as the compression takes them. */
  async add(name: string, parts: Iterable<string>): Promise<void> {
    const deflate = createDeflateRaw({ level: LEVEL });
    const packed: Buffer[] = [];
    deflate.on('data', (chunk: Buffer) => packed.push(chunk));
    const ended = new Promise<void>((resolve, reject) => deflate.once('end', resolve).once('error', reject));
    let crc = 0;
    let size = 0;
    for (const part of parts) {
      const bytes = Buffer.from(part, 'utf8');
      crc = crc32(bytes, crc);
      size += bytes.length;
      await taken(deflate, bytes);
    }
    deflate.end();
    await ended;
    const packedSize = packed.reduce((sum, chunk) => sum + chunk.length, 0);
    if (size > SIZE_MAX) throw new RangeError(`${name} is too large for a zip`);
    this.entries.push({ name: Buffer.from(name, 'utf8'), packed, crc, packedSize, size });
  }

  /** The whole archive. */
  finish(): Buffer {
    const body: Buffer[] = [];
    const directory: Buffer[] = [];
    let at = 0;
    for (const entry of this.entries) {
      const common = commonHeader(entry);
      const local = Buffer.concat([mark(LOCAL), common, entry.name]);
      const places = Buffer.alloc(16);
      places.writeUInt32LE(at, 12);
      directory.push(mark(CENTRAL), Buffer.from([VERSION, 0]), common, places.subarray(2), entry.name);
      body.push(local, ...entry.packed);
      at += local.length + entry.packedSize;
    }
    const central = Buffer.concat(directory);
    const end = Buffer.alloc(18);
    end.writeUInt16LE(this.entries.length, 4);
    end.writeUInt16LE(this.entries.length, 6);
    end.writeUInt32LE(central.length, 8);
    end.writeUInt32LE(at, 12);
    return Buffer.concat([...body, central, mark(END), end]);
  }
}

/** Resolves when the stream can take more. */
function taken(deflate: DeflateRaw, bytes: Buffer): Promise<void> {
  return deflate.write(bytes)
    ? Promise.resolve()
    : new Promise((resolve) => deflate.once('drain', () => resolve()));
}
