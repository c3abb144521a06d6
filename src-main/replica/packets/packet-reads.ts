/** Packets and the office's hub, of the desk's contract. */
import type { implement } from '@orpc/server';
import type { deskContract } from '#shared/rpc/desk.ts';
import type { OpenDesk } from '../session.ts';
import type { Hub } from '../hub/hub.ts';

type Implementer = ReturnType<typeof implement<typeof deskContract>>;

/** `opened` throws while the desk is locked. */
export function packetReads(os: Implementer, hub: Hub, opened: () => OpenDesk) {
  const writer = () => opened().writer.call;
  return {
    packets: {
      write: os.packets.write.handler(() => writer().writePacket()),
      read: os.packets.read.handler(({ input }) => writer().readPacket(input)),
      list: os.packets.list.handler(() => writer().listPackets()),
    },
    hub: {
      here: os.hub.here.handler(() => hub.status(opened().me)),
      setUp: os.hub.setUp.handler(({ input }) => hub.setUp(input)),
      newCode: os.hub.newCode.handler(() => hub.newCode()),
      there: os.hub.there.handler(() => writer().hubThere()),
      join: os.hub.join.handler(({ input }) => writer().joinHub(input)),
      leave: os.hub.leave.handler(() => writer().leaveHub()),
      ask: os.hub.ask.handler(() => writer().askHub()),
    },
  };
}
