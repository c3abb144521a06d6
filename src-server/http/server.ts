/** HTTP server of the centre: takes a request, finds its route, its caller and its body, answers, and turns whatever goes wrong
 *  into a code. Plain node:http behind the county's TLS proxy.
 *  HS1 every answer that is not 2xx is `{code, message}`; nothing of a fault's inside leaves the process, it goes to the note.
 *  HS2 a slow or silent peer holds a connection only so long; a slow answer becomes 503 and may be asked for again.
 *  HS3 nothing is cached on the way.   HS4 closing answers what is under way, then cuts.
 *  HS5 a packed answer has no header but those without which it could not be read: on a thin line each is a part of a second. It answers
 *  a POST, which nobody caches, in a type that no browser shows.                                                        */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccessPorts } from '../accounts/access-tables.ts';
import { readSession } from '../accounts/session.ts';
import { StoreFault } from '../store/central-store.ts';
import { isPacked, packJson, packWire, readBytes, readJson, readParts } from './body.ts';
import { tellsNothing, WIRE_TYPE } from '#shared/sync/wire.ts';
import { HttpRefusal } from './refusal.ts';
import { type Call, type Caller, checkBody, findRoute, type Reply, type Route } from './route.ts';

export interface HttpLimits {
  /** A request's headers must be here within this. */
  readonly headersMs: number;
  /** A whole request must be here within this: villages have thin links. */
  readonly requestMs: number;
  /** An answer must be ready within this. */
  readonly answerMs: number;
  readonly keepAliveMs: number;
  /** How long closing waits for answers under way. */
  readonly closeMs: number;
}

export const HTTP_LIMITS: HttpLimits = {
  headersMs: 20_000,
  requestMs: 300_000,
  answerMs: 120_000,
  keepAliveMs: 65_000,
  closeMs: 10_000,
};

export interface HttpOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly routes: readonly Route[];
  readonly access: AccessPorts;
  readonly note: (line: string) => void;
  readonly limits?: HttpLimits;
}

export interface HttpServer {
  readonly url: string;
  close(): Promise<void>;
}

const sweepMs = 20;
const bearer = /^Bearer ([A-Za-z0-9_-]{20,100})$/;

async function readCaller(request: IncomingMessage, access: AccessPorts): Promise<Caller> {
  const token = bearer.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw new HttpRefusal('session/missing');
  const session = await readSession(access, token);
  if (!session) throw new HttpRefusal('session/ended');
  return { session, token };
}

async function answerWithin(route: Route, call: Call, withinMs: number): Promise<Reply> {
  const timer = new AbortController();
  const late = sleep(withinMs, undefined, { signal: timer.signal }).then(() => {
    throw new HttpRefusal('server/too-slow');
  });
  late.catch(() => {});
  try {
    return await Promise.race([route.answer(call), late]);
  } finally {
    timer.abort();
  }
}

/** Without the query, which no route has and a note must not repeat. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] as string;
}

async function answer(request: IncomingMessage, options: HttpOptions, limits: HttpLimits): Promise<Reply> {
  const path = pathOf(request);
  const { route, rest } = findRoute(options.routes, request.method ?? 'GET', path);
  const caller = route.asksForSession ? await readCaller(request, options.access) : undefined;
  const body = route.body
    ? checkBody(route.body.schema, await readJson(request, route.body.bytesMax))
    : undefined;
  const { rawBytesMax } = route;
  if (rawBytesMax === undefined)
    return answerWithin(route, { rest, caller, body, headers: request.headers }, limits.answerMs);
  // The bytes come while the answer is being made.
  const call = {
    ...{ rest, caller, headers: request.headers },
    readBytes: () => readBytes(request, rawBytesMax),
    readParts: () => readParts(request, rawBytesMax),
  };
  return answerWithin(route, call, limits.requestMs + limits.answerMs);
}

/** Any failure as a refusal; one that is ours is noted with its inside (HS1). */
function toRefusal(error: unknown, request: IncomingMessage, note: (line: string) => void): HttpRefusal {
  if (error instanceof HttpRefusal) {
    if (error.status >= 500) note(`${request.method} ${pathOf(request)}: ${error.code}`);
    return error;
  }
  const inside = error instanceof Error ? (error.stack ?? error.message) : String(error);
  note(`${request.method} ${pathOf(request)}: ${inside}`);
  return new HttpRefusal(error instanceof StoreFault ? 'server/busy' : 'server/fault');
}

/** HS5. Refusals are JSON whoever asked: a bare client must be able to read them. */
async function sendPacked(
  response: ServerResponse,
  reply: Readonly<Record<string, unknown>>,
  protocol?: number,
): Promise<void> {
  response.sendDate = false;
  // Whoever speaks HTTP/1.1 keeps a connection open without being told.
  response.removeHeader('Connection');
  response.setHeader('content-type', WIRE_TYPE);
  if (tellsNothing(reply)) {
    response.statusCode = 204;
    // Nobody reads the words beside the number; its own are eight bytes longer.
    response.statusMessage = 'OK';
    response.end();
    return;
  }
  const bytes = await packWire(reply, protocol);
  response.setHeader('content-length', bytes.length);
  response.end(bytes);
}

async function send(request: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> {
  if ('json' in reply && (reply.status ?? 200) === 200 && isPacked(request))
    return sendPacked(response, reply.json as Record<string, unknown>, reply.protocol);
  response.statusCode = reply.status ?? 200;
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if ('bytes' in reply) {
    response.setHeader('Content-Type', 'application/octet-stream');
    response.setHeader('Content-Length', reply.bytes.byteLength);
    response.end(reply.bytes);
  } else if ('json' in reply) {
    const { bytes, encoding } = await packJson(
      reply.json,
      request.headers['accept-encoding'] as string | undefined,
    );
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Vary', 'Accept-Encoding');
    if (encoding) response.setHeader('Content-Encoding', encoding);
    response.setHeader('Content-Length', bytes.length);
    response.end(bytes);
  } else {
    response.end();
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
  limits: HttpLimits,
): Promise<void> {
  try {
    await send(request, response, await answer(request, options, limits));
  } catch (error) {
    // The peer has gone: there is nobody to tell, and no fault of ours.
    if (response.destroyed || (request.destroyed && !request.complete)) return;
    const refusal = toRefusal(error, request, options.note);
    const { retryAfterSeconds } = refusal.details;
    if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', retryAfterSeconds);
    // What is left of an oversized body is not worth reading.
    if (refusal.code === 'request/too-large') response.setHeader('Connection', 'close');
    await send(request, response, { status: refusal.status, json: refusal.toFrame() });
  }
}

function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

async function close(server: Server, withinMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection under way now is kept alive by its peer afterwards, idle: look again until none is left.
  const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
  const timer = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(timer);
}

/** Starts to listen. Rejects with the system's error when the port is taken. */
export async function startHttpServer(options: HttpOptions): Promise<HttpServer> {
  const limits = options.limits ?? HTTP_LIMITS;
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: Math.min(limits.headersMs, 5_000),
    },
    (request, response) => {
      serve(request, response, options, limits).catch((error: unknown) => {
        options.note(`an answer could not be sent: ${String(error)}`);
        response.destroy();
      });
    },
  );
  const { address, family, port } = await listen(server, options.host, options.port);
  const name = family === 'IPv6' ? `[${address}]` : address;
  return { url: `http://${name}:${port}`, close: () => close(server, limits.closeMs) };
}
