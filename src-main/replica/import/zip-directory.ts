/** The directory of a zip, read with suspicion before any library sees the file. Pure, runs in the parser process.
 *  ZIP1 what the directory says must fit the file: offsets, lengths, number, the name at both places, no overlap, no name
 *  twice.  ZIP2 entries, sizes and
 *  ratios have limits.  ZIP3 an entry is inflated up to the size it declares and must then have that size and CRC, so a
 *  lying header costs nothing.
 *  Written here because zip libraries believe local headers, and inflate first and ask later.                       */
import { crc32, inflateRawSync } from 'node:zlib';
import { FILE_LIMITS, FileFault } from './file-fault.ts';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly dataStart: number;
  /** Of the last change, as the format packs them. */
  readonly date: number;
  readonly time: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCATOR64_SIGNATURE = 0x07064b50;
const END64_SIGNATURE = 0x06064b50;
const EXTRA64 = 1;
const END_SIZE = 22;
const LOCATOR64_SIZE = 20;
const END64_SIZE = 56;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const COMMENT_MAX = 0xffff;
const ZIP64_MARK_16 = 0xffff;
const ZIP64_MARK_32 = 0xffffffff;
const ENCRYPTED_FLAG = 1;
const STORED = 0;
export const DEFLATED = 8;

const ENTRIES_MAX = 2_000;
/** Sheets of the same words over and over reach 1:100; a bomb lives near 1:1000. */
const RATIO_MAX = 300;
const RATIO_MATTERS_FROM = 10_000_000;

function findEnd(bytes: Buffer): number {
  const last = bytes.length - END_SIZE;
  for (let at = last; at >= 0 && at >= last - COMMENT_MAX; at -= 1) {
    if (
      bytes.readUInt32LE(at) === END_SIGNATURE &&
      at + END_SIZE + bytes.readUInt16LE(at + 20) <= bytes.length
    )
      return at;
  }
  throw new FileFault('FILE_DAMAGED');
}

interface Listed extends ZipEntry {
  readonly localStart: number;
  readonly next: number;
}

/** Where the directory lies, and how many entries it has. */
interface Directory {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

function plainNumber(bytes: Buffer, at: number): number {
  if (at + 8 > bytes.length) throw new FileFault('FILE_DAMAGED');
  return Number(bytes.readBigUInt64LE(at));
}

/** Some programs write the long form for small files too. */
function findDirectory(bytes: Buffer): Directory {
  const end = findEnd(bytes);
  const [count, size, start] = [
    bytes.readUInt16LE(end + 10),
    bytes.readUInt32LE(end + 12),
    bytes.readUInt32LE(end + 16),
  ];
  if (count !== ZIP64_MARK_16 && size !== ZIP64_MARK_32 && start !== ZIP64_MARK_32)
    return { start, end: start + size, count };
  const locator = end - LOCATOR64_SIZE;
  if (locator < 0 || bytes.readUInt32LE(locator) !== LOCATOR64_SIGNATURE) throw new FileFault('FILE_DAMAGED');
  const end64 = plainNumber(bytes, locator + 8);
  if (end64 + END64_SIZE > locator || bytes.readUInt32LE(end64) !== END64_SIGNATURE)
    throw new FileFault('FILE_DAMAGED');
  const start64 = plainNumber(bytes, end64 + 48);
  return {
    start: start64,
    end: start64 + plainNumber(bytes, end64 + 40),
    count: plainNumber(bytes, end64 + 32),
  };
}

/** Numbers of an entry that stand in its long form because they are marked in the short one. */
function longNumbers(extra: Buffer, short: readonly number[]): number[] {
  if (!short.includes(ZIP64_MARK_32)) return [...short];
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== EXTRA64) continue;
    let next = at + 4;
    return short.map((number) => {
      if (number !== ZIP64_MARK_32) return number;
      next += 8;
      return plainNumber(extra, next - 8);
    });
  }
  throw new FileFault('FILE_DAMAGED');
}

function readEntry(bytes: Buffer, at: number, { start, end }: Directory): Listed {
  if (at + ENTRY_SIZE > end || bytes.readUInt32LE(at) !== ENTRY_SIGNATURE)
    throw new FileFault('FILE_DAMAGED');
  const nameEnd = at + ENTRY_SIZE + bytes.readUInt16LE(at + 28);
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
  const next = extraEnd + bytes.readUInt16LE(at + 32);
  if (next > end) throw new FileFault('FILE_DAMAGED');
  if (bytes.readUInt16LE(at + 8) & ENCRYPTED_FLAG) throw new FileFault('FILE_PASSWORD');
  const short = [24, 20, 42].map((offset) => bytes.readUInt32LE(at + offset));
  const [size = 0, packedSize = 0, localStart = 0] = longNumbers(bytes.subarray(nameEnd, extraEnd), short);
  const name = bytes.subarray(at + ENTRY_SIZE, nameEnd);
  const entry = {
    name: name.toString('utf8').replaceAll('\\', '/'),
    method: bytes.readUInt16LE(at + 10),
    time: bytes.readUInt16LE(at + 12),
    date: bytes.readUInt16LE(at + 14),
    crc: bytes.readUInt32LE(at + 16),
    packedSize,
    size,
    localStart,
    next,
  };
  if (entry.method !== STORED && entry.method !== DEFLATED) throw new FileFault('FILE_UNUSUAL');
  return { ...entry, dataStart: dataStartOf(bytes, entry, name, start) };
}

/** `end`: where the directory begins; data must lie before it. */
function dataStartOf(
  bytes: Buffer,
  { localStart, packedSize }: { readonly localStart: number; readonly packedSize: number },
  name: Buffer,
  end: number,
): number {
  if (localStart + LOCAL_SIZE > end || bytes.readUInt32LE(localStart) !== LOCAL_SIGNATURE)
    throw new FileFault('FILE_DAMAGED');
  const nameEnd = localStart + LOCAL_SIZE + bytes.readUInt16LE(localStart + 26);
  const dataStart = nameEnd + bytes.readUInt16LE(localStart + 28);
  if (dataStart + packedSize > end || !bytes.subarray(localStart + LOCAL_SIZE, nameEnd).equals(name))
    throw new FileFault('FILE_DAMAGED');
  return dataStart;
}

function refuseBombs(entries: readonly Listed[]): void {
  let inflated = 0;
  for (const { size, packedSize } of entries) {
    inflated += size;
    if (size > RATIO_MATTERS_FROM && size > packedSize * RATIO_MAX) throw new FileFault('FILE_BOMB');
  }
  if (inflated > FILE_LIMITS.inflatedBytes) throw new FileFault('FILE_BOMB');
  let takenTo = 0;
  for (const entry of entries.toSorted((a, b) => a.localStart - b.localStart)) {
    if (entry.localStart < takenTo) throw new FileFault('FILE_BOMB');
    takenTo = entry.dataStart + entry.packedSize;
  }
}

/** Every entry of the directory. Throws a FileFault when it is not a sound zip within the limits. */
export function readZipDirectory(bytes: Buffer): ZipEntry[] {
  const directory = findDirectory(bytes);
  const { start, end, count } = directory;
  if (start > bytes.length || end > bytes.length) throw new FileFault('FILE_DAMAGED');
  if (count > ENTRIES_MAX) throw new FileFault('FILE_BOMB');
  const entries: Listed[] = [];
  let at = start;
  while (entries.length < count) {
    const entry = readEntry(bytes, at, directory);
    entries.push(entry);
    at = entry.next;
  }
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  if (names.size !== count || at !== end) throw new FileFault('FILE_DAMAGED');
  refuseBombs(entries);
  return entries;
}

function inflated(packed: Buffer, size: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    const isLarger = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new FileFault(isLarger ? 'FILE_BOMB' : 'FILE_DAMAGED');
  }
}

/** The bytes of an entry as they are packed. */
export function packedBytes(bytes: Buffer, { dataStart, packedSize }: ZipEntry): Buffer {
  return bytes.subarray(dataStart, dataStart + packedSize);
}

/** The content of an entry, checked against its declared size and CRC (ZIP3). */
export function readZipEntry(bytes: Buffer, entry: ZipEntry): Buffer {
  const packed = packedBytes(bytes, entry);
  const content = entry.method === STORED ? packed : inflated(packed, entry.size);
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw new FileFault('FILE_DAMAGED');
  return content;
}
