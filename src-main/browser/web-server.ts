/** The loopback (or classroom) server of the browser host: the built screens by HTTP, their calls by WebSocket on /rpc.
 *  WS1 a request whose Host is not this desk's own address is refused (DNS rebinding); so is a foreign Origin.
 *  WS2 a WebSocket needs its Origin and the launch token.  WS3 every answer carries the full policy of host/policy.ts.
 *  WS4 only GET and HEAD, only files that assets.ts finds.
 *  Elsewhere: what becomes of an accepted socket (sockets.ts).                                                       */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { readAsset } from '../host/assets.ts';
import { securityHeaders } from '../host/policy.ts';
import { offersToken, subprotocolOf } from './launch-token.ts';

export interface WebServerOptions {
  readonly root: string;
  readonly host: string;
  readonly port: number;
  readonly token: string;
  /** Whether the replica takes connections just now. */
  readonly isReady: () => boolean;
  readonly onSocket: (socket: WebSocket) => void;
}

export interface WebServer {
  /** `http://127.0.0.1:4711`, the address that was asked for. */
  readonly origin: string;
  close(): Promise<void>;
}

/** A roster workbook of 20 MB travels as base64 in one call (src-shared/rpc/desk.ts), with some room around it. */
const MESSAGE_MAX_BYTES = 32 * 1024 * 1024;
const RPC_PATH = '/rpc';
const HTTP_PORT = 80;

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);
const withPort = (host: string, port: number): string => (port === HTTP_PORT ? host : `${host}:${port}`);

/** The `Host` headers that are this desk. */
export function allowedHosts(host: string, port: number): ReadonlySet<string> {
  return new Set(['127.0.0.1', 'localhost', '[::1]', bracketed(host)].map((name) => withPort(name, port)));
}

/** Why a request is turned away before anything is read, or `undefined`. */
export function refusalOf(
  request: IncomingMessage,
  hosts: ReadonlySet<string>,
): 'host' | 'origin' | undefined {
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.has(host)) return 'host';
  if (origin !== undefined && origin !== `http://${host}`) return 'origin';
  return undefined;
}

const HEADERS = securityHeaders("'self'");

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(text);
}

/** A path that names a screen rather than a file gets the page; its router does the rest. */
const isScreen = (path: string): boolean => !(path.split('/').at(-1) ?? '').includes('.');

async function serve(request: IncomingMessage, response: ServerResponse, root: string): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const asset = await readAsset(root, isScreen(path) ? '/' : path);
  if (asset === undefined) return answer(response, 404, '没有这个文件');
  response.writeHead(200, { ...HEADERS, ...asset.headers, 'Content-Length': asset.body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : asset.body);
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function takeRequests(server: Server, hosts: () => ReadonlySet<string>, root: string): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (refusalOf(request, hosts()) !== undefined) return answer(response, 403, '拒绝访问');
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, '不支持');
    serve(request, response, root).catch(() => {
      if (response.headersSent) response.destroy();
      else answer(response, 500, '出错了');
    });
  });
}

function takeSockets(
  server: Server,
  hosts: () => ReadonlySet<string>,
  options: WebServerOptions,
): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_MAX_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => subprotocolOf(options.token),
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const isForeign = refusalOf(request, hosts()) !== undefined || request.headers.origin === undefined;
    const hasToken = offersToken(request.headers['sec-websocket-protocol'], options.token);
    if (isForeign || !hasToken) return refuseUpgrade(socket, '403 Forbidden');
    if (request.url !== RPC_PATH) return refuseUpgrade(socket, '404 Not Found');
    if (!options.isReady()) return refuseUpgrade(socket, '503 Service Unavailable');
    sockets.handleUpgrade(request, socket, head, options.onSocket);
  });
  return sockets;
}

export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const server = createServer();
  let hosts: ReadonlySet<string> = new Set();
  takeRequests(server, () => hosts, options.root);
  const sockets = takeSockets(server, () => hosts, options);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  hosts = allowedHosts(options.host, port);
  return {
    origin: `http://${withPort(bracketed(options.host), port)}`,
    close: async () => {
      sockets.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
