/** The line between a desk and the centre, in the test's hands: an HTTP proxy in this process that can be cut, slowed, or told to
 *  hold back an answer that the centre has already given. What it passes on, it passes on byte for byte.
 *  FP1 cut means cut: open connections break, new ones are closed at once.  FP2 a held answer has left the centre in full: what
 *  the centre did for it stands, and the desk does not know.                                                                */
import { WIRE_TYPE } from '#shared/sync/wire.ts';
import { frameOf } from '../../src-main/replica/sync/wire-body.ts';
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

/** An answer on its way that the test has stopped. */
export interface HeldAnswer {
  readonly status: number;
  /** What the centre said. */
  json(): unknown;
  /** The desk never gets it. */
  drop(): void;
  pass(): void;
}

export interface FaultProxy {
  readonly url: string;
  /** Requests that reached the centre and were answered, by path. */
  answered(path: string): number;
  cut(): void;
  restore(): void;
  /** Every answer comes so much later. */
  delay(ms: number): void;
  /** Stops the next answer to a path; resolves when the centre has given it. */
  holdAnswer(path: string): Promise<HeldAnswer>;
  close(): Promise<void>;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function ask(target: string, incoming: IncomingMessage): Promise<Answer> {
  const body = await bodyOf(incoming);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { host: _, ...headers } = incoming.headers;
  const outgoing = send(new URL(incoming.url ?? '/', target), { method: incoming.method, headers }, resolve);
  outgoing.once('error', reject);
  outgoing.end(body);
  const response = await promise;
  return { status: response.statusCode ?? 502, headers: response.headers, body: await bodyOf(response) };
}

function unpack({ headers, body }: Answer): string {
  const encoding = headers['content-encoding'];
  if (encoding === 'br') return brotliDecompressSync(body).toString();
  if (encoding === 'gzip') return gunzipSync(body).toString();
  if (encoding === 'zstd') return zstdDecompressSync(body).toString();
  return body.toString();
}

function said(answer: Answer): unknown {
  const isPacked = answer.headers['content-type'] === WIRE_TYPE;
  return isPacked ? frameOf(answer.body) : JSON.parse(unpack(answer));
}

function give(response: ServerResponse, { status, headers, body }: Answer): void {
  const { 'transfer-encoding': _, connection: __, ...kept } = headers;
  response.writeHead(status, { ...kept, 'content-length': body.length });
  response.end(body);
}

class Line {
  readonly #target: string;
  readonly #sockets = new Set<Socket>();
  readonly #counts = new Map<string, number>();
  readonly #holds = new Map<string, (held: HeldAnswer) => void>();
  #isCut = false;
  #delayMs = 0;
  readonly server = createServer((request, response) => {
    this.#carry(request, response).catch(() => response.destroy());
  });

  constructor(target: string) {
    this.#target = target;
    this.server.on('connection', (socket) => {
      if (this.#isCut) return void socket.destroy();
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  async #carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const answer = await ask(this.#target, request);
    this.#counts.set(path, this.answered(path) + 1);
    if (this.#delayMs > 0) await sleep(this.#delayMs);
    const hold = this.#holds.get(path);
    if (!hold) return give(response, answer);
    this.#holds.delete(path);
    hold({
      status: answer.status,
      json: () => said(answer),
      drop: () => response.destroy(),
      pass: () => give(response, answer),
    });
  }

  answered(path: string): number {
    return this.#counts.get(path) ?? 0;
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  restore(): void {
    this.#isCut = false;
  }

  delay(ms: number): void {
    this.#delayMs = ms;
  }

  holdAnswer(path: string): Promise<HeldAnswer> {
    return new Promise((resolve) => this.#holds.set(path, resolve));
  }
}

/** Starts a line to the centre at `target`. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const line = new Line(target);
  await new Promise<void>((resolve) => line.server.listen(0, '127.0.0.1', resolve));
  const { port } = line.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    answered: (path) => line.answered(path),
    cut: () => line.cut(),
    restore: () => line.restore(),
    delay: (ms) => line.delay(ms),
    holdAnswer: (path) => line.holdAnswer(path),
    close: async () => {
      line.cut();
      await new Promise<void>((resolve) => line.server.close(() => resolve()));
    },
  };
}
