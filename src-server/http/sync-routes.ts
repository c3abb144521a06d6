/** Routes of sync: hand the sync core who is asking and what came, and nothing of HTTP.
 *  SR1 only a session with a computer may sync, and only as that computer.                                            */
import { syncRequest, type SyncRequest, type SyncResponse } from '#shared/sync/frames.ts';
import type { SessionContext } from '../accounts/session.ts';
import { HttpRefusal } from './refusal.ts';
import { type Route, sessionRoute } from './route.ts';

const syncBytesMax = 32 * 2 ** 20;
const chunkName = /^[0-9a-f]{64}$/;

/** A session that has enrolled a computer. */
export type DeviceSession = SessionContext & { readonly deviceNumber: number };

/** What the sync core offers (src-server/sync). */
export interface SyncHandlers {
  sync(session: DeviceSession, request: SyncRequest): Promise<SyncResponse>;
  /** A chunk of a first sync as it is stored, if this session may have it. */
  chunk(session: DeviceSession, hash: string): Promise<Uint8Array | null>;
}

/** The session, if it speaks for a computer. */
export function withDevice(session: SessionContext): DeviceSession {
  if (session.deviceNumber === undefined) throw new HttpRefusal('device/not-enrolled');
  return { ...session, deviceNumber: session.deviceNumber };
}

/** The routes of sync on a sync core. */
export function syncRoutes(handlers: SyncHandlers): Route[] {
  const body = { schema: syncRequest, bytesMax: syncBytesMax };
  return [
    sessionRoute({ method: 'POST', path: '/api/sync', body }, async ({ session, body: request }) => {
      const caller = withDevice(session);
      if (request.device !== caller.deviceNumber) throw new HttpRefusal('device/not-yours');
      return { json: await handlers.sync(caller, request) };
    }),
    sessionRoute({ method: 'GET', path: '/api/chunk/' }, async ({ session, rest }) => {
      const caller = withDevice(session);
      const bytes = chunkName.test(rest) ? await handlers.chunk(caller, rest) : null;
      if (!bytes) throw new HttpRefusal('chunk/not-found');
      return { bytes };
    }),
  ];
}
