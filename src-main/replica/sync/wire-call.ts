/** One packed request to the centre and its answer, over HTTP with no header but those that are needed: on a thin line each is a part of a
 *  second, and fetch sends nine of its own. A connection is kept for the next request.
 *  WC1 a line that is slow and alive is not cut: the time allowed grows with what was sent and with every byte that comes.
 *  WC2 a line on which nothing moves is given up, however it looks.  WC3 a kept connection that turns out dead is replaced at once, once:
 *  what it carried did no harm (J2), and no answer has begun.                                                                     */
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { WIRE_TYPE } from '#shared/sync/wire.ts';

/** Below this a line is not alive: 4 kbit/s. */
const SLOWEST_BYTES_PER_SECOND = 500;
const IDLE_SOCKETS = 2;

export interface WireAnswer {
  readonly status: number;
  readonly kind: string;
  /** Of the transfer: nothing of ours has one. */
  readonly encoding: string;
  readonly bytes: Buffer;
}

export interface WireCall {
  readonly url: URL;
  readonly token: string;
  readonly body: Buffer;
  /** How long nothing may move, beyond what the bytes of the request take on the slowest line. */
  readonly silenceMs: number;
  /** Of the answer's body. */
  readonly bytesMax: number;
  /** Bytes of the answer as they come. */
  readonly onBytes?: (bytes: number) => void;
}

/** The line broke, or went quiet, after somebody had picked up. */
export class CutError extends Error {}
/** The answer was longer than any of ours. */
export class TooLongError extends Error {}

/** What is known of one try. */
class Seen {
  wasKept = false;
  isConnected = false;
  hasAnswer = false;
}

function cutOf(error: unknown): unknown {
  return error instanceof TooLongError ? error : new CutError('the line was cut', { cause: error });
}

/** Connections to one centre. */
export class Wire {
  private readonly agents = {
    'http:': new HttpAgent({ keepAlive: true, maxFreeSockets: IDLE_SOCKETS }),
    'https:': new HttpsAgent({ keepAlive: true, maxFreeSockets: IDLE_SOCKETS }),
  };

  /** Rejects with CutError where somebody had picked up, else with whatever kept the line from standing. */
  async post(call: WireCall): Promise<WireAnswer> {
    const first = new Seen();
    try {
      return await this.once(call, first);
    } catch (error) {
      const { code } = error as { code?: unknown };
      const isDead = first.wasKept && !first.hasAnswer && (code === 'ECONNRESET' || code === 'EPIPE');
      if (!isDead) throw first.isConnected ? cutOf(error) : error;
    }
    const second = new Seen();
    return this.once(call, second).catch((error: unknown) => {
      throw second.isConnected ? cutOf(error) : error;
    });
  }

  private once(call: WireCall, seen: Seen): Promise<WireAnswer> {
    const { url, token, body } = call;
    const { promise, resolve, reject } = Promise.withResolvers<WireAnswer>();
    const isSecure = url.protocol === 'https:';
    const request = (isSecure ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      agent: this.agents[isSecure ? 'https:' : 'http:'],
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': WIRE_TYPE,
        'content-length': body.length,
      },
    });
    // HTTP/1.1 keeps connections open without being told.
    request.removeHeader('connection');
    const giveUp = (): void => void request.destroy(new Error('nothing moves on the line'));
    const sendingMs = (body.length / SLOWEST_BYTES_PER_SECOND) * 1_000;
    let timer = setTimeout(giveUp, call.silenceMs + sendingMs);
    const moved = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, ms);
    };
    request.once('error', reject);
    request.once('close', () => clearTimeout(timer));
    request.once('response', (response) => {
      seen.hasAnswer = true;
      readAnswer(response, call, moved).then(resolve, (error: unknown) => {
        request.destroy();
        reject(error as Error);
      });
    });
    request.once('socket', (socket) => {
      seen.wasKept = request.reusedSocket;
      seen.isConnected = !socket.connecting;
      // A kept one never connects again: what waited for that would pile up on it.
      if (!socket.connecting) return;
      socket.once('connect', () => {
        seen.isConnected = true;
      });
    });
    request.end(body);
    return promise;
  }
}

/** WC1: a byte now and then is no answer either, so that the time left is what the bytes so far have earned. */
async function readAnswer(
  response: IncomingMessage,
  { bytesMax, silenceMs, onBytes }: WireCall,
  moved: (ms: number) => void,
): Promise<WireAnswer> {
  const began = performance.now();
  const parts: Buffer[] = [];
  let length = 0;
  const earned = () => silenceMs + (length / SLOWEST_BYTES_PER_SECOND) * 1_000 - (performance.now() - began);
  if (Number(response.headers['content-length'] ?? 0) > bytesMax) throw new TooLongError();
  moved(earned());
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > bytesMax) throw new TooLongError();
    parts.push(part);
    onBytes?.(part.length);
    moved(Math.max(0, Math.min(earned(), silenceMs)));
  }
  const kind = response.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  const encoding = response.headers['content-encoding'] ?? 'identity';
  return { status: response.statusCode ?? 0, kind, encoding, bytes: Buffer.concat(parts, length) };
}
