/** The port to the zip library: a zip with some entries replaced or added, the others taken over packed as they are, byte by
 *  byte. Pure, runs in the parser process.                                                                           */
import { crc32, deflateRawSync } from 'node:zlib';
import { Zip, type ZipInputFile } from 'fflate';
import { FileFault } from './file-fault.ts';
import { DEFLATED, packedBytes, readZipEntry, type ZipEntry } from './zip-directory.ts';

interface Packed {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
  readonly packed: Uint8Array;
  readonly time: Date;
}

/** As far as the library goes. */
const LAST_YEAR = 2_098;

/** Times of a zip are of no zone; the library writes them from local ones. */
function timeOf({ date, time }: { readonly date: number; readonly time: number }): Date {
  const [year, month, day] = [1980 + (date >> 9), (date >> 5) & 15, date & 31];
  if (year > LAST_YEAR || month > 12) return new Date(1980, 0, 1);
  return new Date(
    year,
    Math.max(1, month) - 1,
    Math.max(1, day),
    time >> 11,
    (time >> 5) & 63,
    (time & 31) * 2,
  );
}

function packedAnew(name: string, content: Buffer, time: Date): Packed {
  return { name, size: content.length, crc: crc32(content), packed: deflateRawSync(content), time };
}

/** Stored entries are deflated: with sizes behind the data, as the library writes them, not every program reads them. */
function takenOver(bytes: Buffer, entry: ZipEntry): Packed {
  const { name, size, crc, method } = entry;
  if (method !== DEFLATED) return packedAnew(name, readZipEntry(bytes, entry), timeOf(entry));
  return { name, size, crc, packed: packedBytes(bytes, entry), time: timeOf(entry) };
}

function addTo(zip: Zip, { name, size, crc, packed, time }: Packed): void {
  const file: ZipInputFile = {
    filename: name,
    size,
    crc,
    compression: DEFLATED,
    mtime: time,
    ondata: () => undefined,
  };
  zip.add(file);
  file.ondata?.(null, new Uint8Array(packed), true);
}

/** Entries in their order, those of `replaced` with new content, those of `added` behind them. */
export function repackZip(
  bytes: Buffer,
  entries: readonly ZipEntry[],
  replaced: ReadonlyMap<string, Buffer>,
  added: ReadonlyMap<string, Buffer>,
): Buffer {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw new FileFault('FILE_UNUSUAL');
    chunks.push(chunk);
  });
  for (const entry of entries) {
    const content = replaced.get(entry.name);
    addTo(zip, content ? packedAnew(entry.name, content, timeOf(entry)) : takenOver(bytes, entry));
  }
  const [first] = entries;
  for (const [name, content] of added)
    addTo(zip, packedAnew(name, content, timeOf(first ?? { date: 0, time: 0 })));
  zip.end();
  return Buffer.concat(chunks);
}
