/** The token that a page must show before it may open a WebSocket: made anew at each start of the desk, handed to the
 *  browser in the URL's fragment (which no server, log or Referer sees) and offered back as the WebSocket's subprotocol.
 *  LT1 compared in constant time.  LT2 never written to disk.                                                        */
import { createHash, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;
const PROTOCOL_PREFIX = 'sumu.';

/** `random` is crypto.randomBytes, or a test's. */
export function makeLaunchToken(random: (size: number) => Uint8Array): string {
  return Buffer.from(random(TOKEN_BYTES)).toString('base64url');
}

const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();

/** Whether the request's `Sec-WebSocket-Protocol` is exactly our one subprotocol with this token. */
export function offersToken(header: string | undefined, token: string): boolean {
  return timingSafeEqual(digest(header ?? ''), digest(PROTOCOL_PREFIX + token));
}

export function subprotocolOf(token: string): string {
  return PROTOCOL_PREFIX + token;
}
