/** Packets that came without a network: opened, judged like any request of their device, answered by a packet that only that device can
 *  open. Whoever carries a packet here reads nothing of it, and lends it no right: who acted stands in the centre's own records.
 *  PK1 nothing of it is read before its signature holds.  PK4 the same packet again gives the same outcomes and no second effect.
 *  PK5 scopes whose first sync would be due are left to a network: their pages are no matter for a stick. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { instantText } from '#shared/base/clock.ts';
import { type SyncRequest, syncRequest, type SyncResponse } from '#shared/sync/frames.ts';
import { replyFor, requestNow } from '#shared/sync/speak.ts';
import {
  openPacket,
  PacketError,
  type PacketHeader,
  publicKeysOf,
  readPacketHeader,
  sealPacket,
} from '#shared/sync/seal.ts';
import type { AccessPorts } from '../accounts/access-tables.ts';
import { readDeviceAccounts } from '../accounts/enrolment.ts';
import type { CentralStore } from '../store/central-store.ts';
import { exchange } from '../sync/exchange.ts';
import { type CentreKeys, signerOf } from './centre-keys.ts';

export interface PacketPorts {
  readonly store: CentralStore;
  readonly access: AccessPorts;
  readonly keys: CentreKeys;
}

/** Body unpacked: thousands of acts. */
const BODY_BYTES_MAX = 64 * 2 ** 20;
const BROTLI_QUALITY = 9;
const ONCE_BYTES = 32;

/** The device has no number here: enrolled at another centre, or after the day that this one was set back to. */
export class UnknownDeviceError extends Error {}

async function replicaKeyOf({ db }: AccessPorts, device: number): Promise<Uint8Array> {
  const row = await db
    .selectFrom('access.device')
    .select('replica_key')
    .where('number', '=', device)
    .executeTakeFirst();
  if (!row) throw new UnknownDeviceError();
  return row.replica_key;
}

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

/** Judges what a device sealed; what its people may is looked up now, as for every request. */
async function answerTo(ports: PacketPorts, request: SyncRequest): Promise<SyncResponse> {
  const { store, access, keys } = ports;
  const accounts = await readDeviceAccounts(access.db, request.device);
  const open = accounts.filter(({ disabledAt }) => disabledAt === undefined);
  const session = {
    device: request.device,
    scopes: open[0]?.scopes ?? [],
    classes: open[0]?.classes ?? [],
    actors: new Map(open.map((account) => [account.accountId, account])),
  };
  const reply = await exchange(store, access.clock, session, request, signerOf(keys));
  return { ...reply, scopes: reply.scopes.filter(({ snapshot }) => !snapshot) };
}

/** Takes a packet in and makes its answer. Throws PacketError or UnknownDeviceError, and nothing has changed. */
export async function takePacket(ports: PacketPorts, file: Uint8Array): Promise<Uint8Array> {
  const { access, keys } = ports;
  const header = readPacketHeader(file);
  if (header.kind !== 'up') throw new PacketError('not-for-us');
  const device = publicKeysOf(await replicaKeyOf(access, header.device));
  const request = requestIn(openPacket(file, device.sign, keys.secret), header);
  const reply = await answerTo(ports, request);
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  return sealPacket({
    header: {
      kind: 'down',
      device: header.device,
      serial: header.serial,
      madeAt: instantText(access.clock.now()),
      acts: reply.outcomes.length,
    },
    body: brotliCompressSync(JSON.stringify(replyFor(request.protocol, reply)), { params }),
    receiver: device.seal,
    secret: keys.secret,
    once: access.secretBytes(ONCE_BYTES),
  });
}
