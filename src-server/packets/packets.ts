/** Packets that came without a network: opened, judged like any request of their device, answered by a packet that only that device can
 *  open. Whoever carries a packet here reads nothing of it, and lends it no right: who acted stands in the centre's own records.
 *  PK1 nothing of it is read before its signature holds.  PK4 the same packet again gives the same outcomes and no second effect.
 *  PK5 scopes whose first sync would be due are named and left to a network: their pages are no matter for a stick. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { sha256Hex } from '#shared/base/canonical.ts';
import { type Clock, instantText } from '#shared/base/clock.ts';
import { type ScopeFrame, type SyncRequest, syncRequest, type SyncResponse } from '#shared/sync/frames.ts';
import { replyFor, requestNow } from '#shared/sync/speak.ts';
import {
  openPacket,
  PacketError,
  type PacketHeader,
  publicKeysOf,
  readPacketHeader,
  sealPacket,
} from '#shared/sync/seal.ts';
import type { CentreKeys } from './centre-keys.ts';

export interface PacketPorts {
  readonly clock: Clock;
  /** The centre's keys that a packet is sealed to; null when they are none of ours (any more). */
  keysSealedTo(receiver: string): Promise<CentreKeys | null>;
  /** Key of a device's replica; null for a device that is not enrolled here. */
  replicaKeyOf(device: number): Promise<Uint8Array | null>;
  /** Judges the acts of a device's request and says what it has not seen, signed with keys that the device knows. */
  answer(request: SyncRequest, keys: CentreKeys): Promise<SyncResponse>;
  secretBytes(length: number): Uint8Array;
}

/** Body unpacked: thousands of acts. */
const BODY_BYTES_MAX = 64 * 2 ** 20;
const BROTLI_QUALITY = 9;
const ONCE_BYTES = 32;

/** The device has no number here: enrolled at another centre, or after the day that this one was set back to. */
export class UnknownDeviceError extends Error {}

function requestIn(body: Uint8Array, { device }: PacketHeader): SyncRequest {
  try {
    const text = brotliDecompressSync(body, { maxOutputLength: BODY_BYTES_MAX }).toString('utf8');
    const request = syncRequest.parse(requestNow(JSON.parse(text)));
    if (request.device !== device) throw new RangeError('acts of another device');
    return request;
  } catch (error) {
    throw new PacketError('damaged', { cause: error });
  }
}

/** PK5: that the scope begins anew is said all the same, for then no act may be closed by the cursor that the device has (IN9). */
const withoutPages = (frame: ScopeFrame): ScopeFrame =>
  frame.snapshot ? { ...frame, snapshot: { ...frame.snapshot, pages: [], empty: [] } } : frame;

/** Takes a packet in and makes its answer. Throws PacketError or UnknownDeviceError, and nothing has changed. */
export async function takePacket(ports: PacketPorts, file: Uint8Array): Promise<Uint8Array> {
  const header = readPacketHeader(file);
  if (header.kind !== 'up') throw new PacketError('not-for-us');
  const keys = await ports.keysSealedTo(header.receiver);
  if (!keys) throw new PacketError('not-for-us');
  const replicaKey = await ports.replicaKeyOf(header.device);
  if (!replicaKey) throw new UnknownDeviceError();
  const device = publicKeysOf(replicaKey);
  const request = requestIn(openPacket(file, device.sign, keys.secret), header);
  const reply = await ports.answer(request, keys);
  const body = { ...reply, scopes: reply.scopes.map(withoutPages) };
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  return sealPacket({
    header: {
      ...{ kind: 'down', device: header.device, serial: header.serial, answers: sha256Hex(file) },
      ...{ madeAt: instantText(ports.clock.now()), acts: reply.outcomes.length },
    },
    body: brotliCompressSync(JSON.stringify(replyFor(request.protocol, body)), { params }),
    receiver: device.seal,
    secret: keys.secret,
    once: ports.secretBytes(ONCE_BYTES),
  });
}
