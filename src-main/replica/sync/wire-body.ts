/** Bodies of a sync on the desk's side: packed, squeezed where that saves something, and back. A body is made once, however often it is
 *  asked how long it is. WB1 a body is unpacked no further than the longest of its kind can be.                                   */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { BODY, fromWire, SQUEEZED_FROM_BYTES, toWire, UNPACKED_BYTES_MAX } from '#shared/sync/wire.ts';

/** Of 500 acts it leaves a seventh less than level 5 or 9 in the time of level 9, some 11 ms; the last level takes twice as long for two in a
 *  hundred less (ADR 15). */
const BROTLI_QUALITY = 10;

const made = new WeakMap<object, Buffer>();

function make(value: object): Buffer {
  const packed = toWire(value);
  if (packed.length >= SQUEEZED_FROM_BYTES) {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: packed.length,
    };
    const squeezed = brotliCompressSync(packed, { params });
    if (squeezed.length < packed.length) return Buffer.concat([Buffer.from([BODY.squeezed]), squeezed]);
  }
  return Buffer.concat([Buffer.from([BODY.plain]), packed]);
}

/** The body of a frame that nobody changes any more. */
export function bodyOf(frame: object): Buffer {
  const body = made.get(frame) ?? make(frame);
  made.set(frame, body);
  return body;
}

/** What a body says. Throws on one that is not of ours. */
export function frameOf(body: Uint8Array): unknown {
  const rest = body.subarray(1);
  if (body[0] === BODY.plain) return fromWire(rest);
  if (body[0] !== BODY.squeezed) throw new Error('a body of another form');
  return fromWire(brotliDecompressSync(rest, { maxOutputLength: UNPACKED_BYTES_MAX }));
}
