/** Route of packets: any computer with a session may bring one and takes the answer along.
 *  PR4 the bytes are read only after the caller is known, within their limit; what is no packet gets a code and changes nothing. */
import { PacketError, type PacketFault } from '#shared/sync/seal.ts';
import { HttpRefusal, type RefusalCode } from '../http/refusal.ts';
import { type Route, sessionRoute } from '../http/route.ts';
import { withDevice } from '../http/sync-routes.ts';
import { type PacketPorts, takePacket, UnknownDeviceError } from './packets.ts';

const PACKET_BYTES_MAX = 16 * 2 ** 20;

const CODES: Readonly<Record<PacketFault, RefusalCode>> = {
  'not-a-packet': 'packet/not-a-packet',
  damaged: 'packet/damaged',
  'not-for-us': 'packet/not-for-us',
};

function refusalOf(error: unknown): unknown {
  if (error instanceof PacketError) return new HttpRefusal(CODES[error.fault]);
  if (error instanceof UnknownDeviceError) return new HttpRefusal('packet/unknown-device');
  return error;
}

export function packetRoutes(ports: PacketPorts): Route[] {
  const place = { method: 'POST', path: '/api/packet', rawBytesMax: PACKET_BYTES_MAX } as const;
  return [
    sessionRoute(place, async ({ session, readBytes }) => {
      withDevice(session);
      const file = await readBytes();
      try {
        return { bytes: await takePacket(ports, file) };
      } catch (error) {
        throw refusalOf(error);
      }
    }),
  ];
}
