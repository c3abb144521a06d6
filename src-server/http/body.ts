/** Bodies of requests and replies: size, compression, JSON.
 *  BO1 a body is never held larger than its limit, packed or unpacked: a small bomb does not become a large one.
 *  BO2 what is asked for in Accept-Encoding is used when it saves something, the smallest first.
 *  BO3 who sends a packed body (#shared/sync/wire.ts) is answered in one; a reply that tells nothing is 204 and no body.   */
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import {
  BODY,
  fromWire,
  SQUEEZED_FROM_BYTES,
  toWire,
  UNPACKED_BYTES_MAX,
  WIRE_TYPE,
} from '#shared/sync/wire.ts';
import { HttpRefusal } from './refusal.ts';

const unpackers = {
  br: promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress),
  zstd: promisify<Buffer, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress),
  gzip: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip),
};
export type Encoding = keyof typeof unpackers;
const encodings = Object.keys(unpackers) as Encoding[];

/** Measured on real frames: a fraction of the time of the highest level for nearly its size. */
const brotliQuality = 5;
const packers: Readonly<Record<Encoding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) =>
    promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliCompress)(bytes, {
      params: { [zlib.constants.BROTLI_PARAM_QUALITY]: brotliQuality },
    }),
  zstd: (bytes) => promisify<Buffer, Buffer>(zlib.zstdCompress)(bytes),
  gzip: (bytes) => promisify<Buffer, Buffer>(zlib.gzip)(bytes),
};
/** Below this a packed answer is hardly smaller than its own headers. */
const packFromBytes = 600;

/** A request's bytes as they come (BO1). */
export async function* readParts(request: IncomingMessage, bytesMax: number): AsyncGenerator<Buffer> {
  if (request.headers['content-encoding'] !== undefined) throw new HttpRefusal('request/bad-encoding');
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw new HttpRefusal('request/too-large');
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > bytesMax) throw new HttpRefusal('request/too-large');
    yield part;
  }
}

async function readRaw(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bytesMax) throw new HttpRefusal('request/too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function unpack(raw: Buffer, encoding: string, bytesMax: number): Promise<Buffer> {
  if (encoding === 'identity') return raw;
  const unpacker = encodings.includes(encoding as Encoding) ? unpackers[encoding as Encoding] : undefined;
  if (!unpacker) throw new HttpRefusal('request/bad-encoding');
  try {
    return await unpacker(raw, { maxOutputLength: bytesMax });
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new HttpRefusal(isTooLarge ? 'request/too-large' : 'request/bad-encoding');
  }
}

/** Reads a request's bytes as they are, within their limit (BO1). */
export async function readBytes(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  if (request.headers['content-encoding'] !== undefined) throw new HttpRefusal('request/bad-encoding');
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw new HttpRefusal('request/too-large');
  return readRaw(request, bytesMax);
}

function kindOf(request: IncomingMessage): string | undefined {
  return request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
}

/** Whether a request came packed, and is answered so (BO3). */
export function isPacked(request: IncomingMessage): boolean {
  return kindOf(request) === WIRE_TYPE;
}

async function unpackWire(raw: Buffer, bytesMax: number): Promise<unknown> {
  const most = Math.min(bytesMax, UNPACKED_BYTES_MAX);
  const rest = raw.subarray(1);
  if (raw[0] !== BODY.plain && raw[0] !== BODY.squeezed) throw new HttpRefusal('request/bad-encoding');
  const bytes = raw[0] === BODY.plain ? rest : await unpack(rest, 'br', most);
  try {
    return fromWire(bytes);
  } catch {
    throw new HttpRefusal('request/bad-encoding');
  }
}

/** Reads a request's JSON, packed or not, within its limit (BO1). */
export async function readJson(request: IncomingMessage, bytesMax: number): Promise<unknown> {
  if (!isPacked(request) && kindOf(request) !== 'application/json') throw new HttpRefusal('request/not-json');
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw new HttpRefusal('request/too-large');
  const raw = await readRaw(request, bytesMax);
  if (isPacked(request)) return unpackWire(raw, bytesMax);
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const text = (await unpack(raw, encoding, bytesMax)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpRefusal('request/not-json');
  }
}

/** The encoding to answer in, from Accept-Encoding; undefined for none. */
export function chooseEncoding(accepted: string | undefined): Encoding | undefined {
  const names = (accepted ?? '')
    .toLowerCase()
    .split(',')
    .map((each) => each.split(';').map((part) => part.trim()))
    .filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? ''))
    .map(([name]) => name);
  return encodings.find((encoding) => names.includes(encoding));
}

export interface PackedBody {
  readonly bytes: Buffer;
  readonly encoding?: Encoding;
}

/** JSON of a reply, packed when it is worth it (BO2). */
export async function packJson(value: unknown, accepted: string | undefined): Promise<PackedBody> {
  const bytes = Buffer.from(JSON.stringify(value));
  const encoding = bytes.length < packFromBytes ? undefined : chooseEncoding(accepted);
  return encoding ? { bytes: await packers[encoding](bytes), encoding } : { bytes };
}

/** A packed body of a reply (BO3). */
export async function packWire(value: unknown, protocol?: number): Promise<Buffer> {
  const packed = Buffer.from(toWire(value, protocol));
  const squeezed = packed.length < SQUEEZED_FROM_BYTES ? packed : await packers.br(packed);
  const isSmaller = squeezed.length < packed.length;
  return Buffer.concat([
    Buffer.from([isSmaller ? BODY.squeezed : BODY.plain]),
    isSmaller ? squeezed : packed,
  ]);
}
