/** Routes of sync: hand the sync core who is asking and what came, and nothing of HTTP.
 *  SR1 only a session with a computer may sync, and only as that computer. SR2 whoever asks is answered in their own protocol.                                            */
import { z } from 'zod';
import {
  checkRequest,
  type CheckRequest,
  type CheckResponse,
  syncRequest,
  type SyncRequest,
  type SyncResponse,
} from '#shared/sync/frames.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import { protocolOf, replyFor, requestNow } from '#shared/sync/speak.ts';
import type { SessionContext } from '../accounts/session.ts';
import { HttpRefusal } from './refusal.ts';
import { type Route, sessionRoute } from './route.ts';

const syncBytesMax = 32 * 2 ** 20;
const checkBytesMax = 2 ** 20;
const chunkName = /^[0-9a-f]{64}$/;

/** A session that has enrolled a computer. */
export type DeviceSession = SessionContext & { readonly deviceNumber: number };

/** What the sync core offers (src-server/sync). */
export interface SyncHandlers {
  sync(session: DeviceSession, request: SyncRequest): Promise<SyncResponse>;
  /** Whether a desk's rows are the centre's. */
  check(session: DeviceSession, request: CheckRequest): Promise<CheckResponse>;
  /** A chunk of a first sync as it is stored, from a byte on, and how long all of it is; if whoever asks may have it. */
  chunk(
    session: DeviceSession,
    hash: string,
    from: number,
  ): Promise<{ readonly body: Uint8Array; readonly size: number } | null>;
}

/** The session, if it speaks for a computer. */
export function withDevice(session: SessionContext): DeviceSession {
  if (session.deviceNumber === undefined) throw new HttpRefusal('device/not-enrolled');
  return { ...session, deviceNumber: session.deviceNumber };
}

/** A request of an older protocol is read as one of ours; one of a newer cannot be, and is told so. */
function inOurProtocol(raw: unknown): unknown {
  if ((protocolOf(raw) ?? 0) > PROTOCOL_VERSION) throw new HttpRefusal('request/newer-protocol');
  return requestNow(raw);
}

/** The one form of a range that our desks ask for: from a byte to the end. */
function rangeIn(header: string | undefined): number | undefined {
  const from = /^bytes=(\d{1,12})-$/.exec(header ?? '')?.[1];
  return from === undefined ? undefined : Number(from);
}

/** The routes of sync on a sync core. */
export function syncRoutes(handlers: SyncHandlers): Route[] {
  const body = { schema: z.preprocess(inOurProtocol, syncRequest), bytesMax: syncBytesMax };
  return [
    sessionRoute({ method: 'POST', path: '/api/sync', body }, async ({ session, body: request }) => {
      const caller = withDevice(session);
      if (request.device !== caller.deviceNumber) throw new HttpRefusal('device/not-yours');
      const { protocol } = request;
      return { json: replyFor(protocol, await handlers.sync(caller, request)), protocol };
    }),
    sessionRoute(
      { method: 'POST', path: '/api/check', body: { schema: checkRequest, bytesMax: checkBytesMax } },
      async ({ session, body: request }) => {
        const caller = withDevice(session);
        if (request.device !== caller.deviceNumber) throw new HttpRefusal('device/not-yours');
        return { json: await handlers.check(caller, request), protocol: request.protocol };
      },
    ),
    sessionRoute({ method: 'GET', path: '/api/chunk/' }, async ({ session, rest, headers }) => {
      const caller = withDevice(session);
      const from = rangeIn(headers.range);
      const chunk = chunkName.test(rest) ? await handlers.chunk(caller, rest, from ?? 0) : null;
      if (!chunk || (from !== undefined && from >= chunk.size)) throw new HttpRefusal('chunk/not-found');
      if (from === undefined) return { bytes: chunk.body };
      const range = `bytes ${from}-${chunk.size - 1}/${chunk.size}`;
      return { status: 206, bytes: chunk.body, headers: { 'Content-Range': range } };
    }),
  ];
}
