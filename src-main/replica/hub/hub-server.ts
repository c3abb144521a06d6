/** The hub's ear on the office's network: a very small HTTP server that takes sealed packets from desks that know the office's code, and nothing else.
 *  HB4 a question counts only with its proof, over a challenge of this server that is spent by it; every answer to one is proved likewise.
 *  HB5 whatever a browser would send is turned away before anything of it is read: another Host, an Origin, another method or type.
 *  HB6 sizes, rates, connections and times are bounded; the body of a stranger is never read.
 *  HB9 a packet of another office is not taken. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { PACKET_BYTES_MAX } from '#shared/rpc/packet-shapes.ts';
import { PacketError, type PacketHeader, readPacketHeader } from '#shared/sync/seal.ts';
import { Challenges } from './challenges.ts';
import type { HubStore } from './hub-store.ts';
import {
  DIGEST,
  HEADERS,
  HUB_TYPE,
  type HubLook,
  HubRefusal,
  type HubState,
  isSameProof,
  PATHS,
  proofOfAnswer,
  proofOfQuestion,
  type Question,
  sha256Of,
} from './protocol.ts';
import { Rates } from './rates.ts';

export interface HubServerLimits {
  readonly headersMs: number;
  /** A whole packet must be here within this. */
  readonly requestMs: number;
  readonly idleMs: number;
  readonly connections: number;
  readonly connectionsOfOne: number;
  /** Packets that are being read at the same time. */
  readonly bodies: number;
  readonly questionsAMinute: number;
  readonly wrongCodesAMinute: number;
}

const HUB_SERVER_LIMITS: HubServerLimits = {
  ...{ headersMs: 10_000, requestMs: 120_000, idleMs: 20_000 },
  ...{ connections: 64, connectionsOfOne: 8, bodies: 3 },
  ...{ questionsAMinute: 300, wrongCodesAMinute: 10 },
};
const HEADER_BYTES_MAX = 8_192;
const CHECK_MS = 1_000;

export interface HubServerSettings {
  readonly host: string;
  readonly port: number;
  /** Of the code that counts now. */
  readonly key: () => Buffer;
  readonly store: HubStore;
  readonly look: () => HubLook;
  /** Known to be of another office. */
  readonly isOthers: (device: number) => boolean;
  readonly onTaken: () => void;
  readonly limits?: Partial<HubServerLimits>;
}

interface Answer {
  readonly status: number;
  readonly body: Uint8Array;
  readonly isPacket?: boolean;
}

const json = (value: unknown, status = 200): Answer => ({ status, body: Buffer.from(JSON.stringify(value)) });
const oneHeader = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

async function readBody(request: IncomingMessage, length: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > length) throw new HubRefusal('hub/too-large', 413);
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

function headerOf(bytes: Uint8Array): PacketHeader {
  let header: PacketHeader;
  try {
    header = readPacketHeader(bytes);
  } catch (error) {
    throw new HubRefusal(error instanceof PacketError ? `packet/${error.fault}` : 'packet/damaged', 422);
  }
  if (header.kind !== 'up') throw new HubRefusal('packet/not-for-us', 422);
  return header;
}

export class HubServer {
  private readonly settings: HubServerSettings;
  private readonly limits: HubServerLimits;
  private readonly challenges = new Challenges();
  private readonly questions: Rates;
  private readonly wrong: Rates;
  private readonly sockets = new Map<string, number>();
  private readonly server: Server;
  private bodies = 0;
  private host = '';

  private constructor(settings: HubServerSettings) {
    this.settings = settings;
    this.limits = { ...HUB_SERVER_LIMITS, ...settings.limits };
    this.questions = new Rates(this.limits.questionsAMinute);
    this.wrong = new Rates(this.limits.wrongCodesAMinute);
    this.server = createServer(
      {
        ...{ headersTimeout: this.limits.headersMs, requestTimeout: this.limits.requestMs },
        ...{ maxHeaderSize: HEADER_BYTES_MAX, keepAliveTimeout: this.limits.idleMs },
        connectionsCheckingInterval: Math.min(CHECK_MS, this.limits.headersMs),
      },
      (request, response) => void this.serve(request, response).catch(() => response.destroy()),
    );
    this.server.maxConnections = this.limits.connections;
    this.server.setTimeout(this.limits.idleMs, (socket) => socket.destroy());
    this.server.on('connection', (socket) => this.count(socket));
    this.server.on('clientError', (_error, socket) => socket.destroy());
    this.server.on('upgrade', (_request, socket) => socket.destroy());
  }

  /** Rejects with the system's error when it cannot listen there. */
  static async start(settings: HubServerSettings): Promise<HubServer> {
    const hub = new HubServer(settings);
    await new Promise<void>((resolve, reject) => {
      hub.server.once('error', reject);
      hub.server.listen(settings.port, settings.host, () => {
        hub.server.off('error', reject);
        resolve();
      });
    });
    hub.host = `${settings.host}:${hub.port}`;
    return hub;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  /** One that opens connection after connection keeps nobody else out (HB6). */
  private count(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const open = (this.sockets.get(address) ?? 0) + 1;
    this.sockets.set(address, open);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      const left = (this.sockets.get(address) ?? 1) - 1;
      if (left > 0) this.sockets.set(address, left);
      else this.sockets.delete(address);
    });
    if (open > this.limits.connectionsOfOne) socket.destroy();
  }

  /** HB5, and the bounds that hold for everybody; the length of the body. */
  private lookAt(request: IncomingMessage): number {
    const { host, origin } = request.headers;
    const isOfAPage = origin !== undefined || request.headers['sec-fetch-site'] !== undefined;
    if (host !== this.host || isOfAPage) throw new HubRefusal('hub/not-allowed', 403);
    if (request.method !== 'POST') throw new HubRefusal('hub/not-allowed', 405);
    if (request.headers['content-type'] !== HUB_TYPE) throw new HubRefusal('hub/not-allowed', 415);
    if (!this.questions.count(request.socket.remoteAddress ?? '')) throw new HubRefusal('hub/slow-down', 429);
    const said = oneHeader(request, 'content-length');
    const isPlain =
      request.headers['transfer-encoding'] === undefined && request.headers['content-encoding'] === undefined;
    if (!isPlain || !/^\d{1,9}$/.test(said)) throw new HubRefusal('hub/not-allowed', 411);
    const most = request.url === PATHS.packet ? PACKET_BYTES_MAX : 0;
    if (Number(said) > most) throw new HubRefusal('hub/too-large', 413);
    return Number(said);
  }

  /** HB4. */
  private proved(request: IncomingMessage, length: number): Question {
    const address = request.socket.remoteAddress ?? '';
    if (this.wrong.isOver(address)) throw new HubRefusal('hub/slow-down', 429);
    const [challenge, about] = [oneHeader(request, HEADERS.challenge), oneHeader(request, HEADERS.about)];
    const asked = { path: request.url ?? '', challenge, about, length };
    const due = proofOfQuestion(this.settings.key(), asked);
    if (!isSameProof(oneHeader(request, HEADERS.proof), due) || !DIGEST.test(about)) {
      this.wrong.count(address);
      throw new HubRefusal('hub/wrong-code', 401);
    }
    if (!this.challenges.spend(challenge)) throw new HubRefusal('hub/stale', 401);
    return asked;
  }

  private async take(request: IncomingMessage, { about, length }: Question): Promise<HubState> {
    const { store, isOthers, onTaken } = this.settings;
    const known = store.stateOf(about);
    if (known.state !== 'unknown') return known;
    if (this.bodies >= this.limits.bodies) throw new HubRefusal('hub/busy', 503);
    this.bodies += 1;
    try {
      const bytes = await readBody(request, length);
      if (bytes.length !== length || sha256Of(bytes) !== about) throw new HubRefusal('packet/damaged', 422);
      const header = headerOf(bytes);
      if (isOthers(header.device)) throw new HubRefusal('hub/other-office', 403);
      const state = await store.take(bytes, header);
      onTaken();
      return state;
    } finally {
      this.bodies -= 1;
    }
  }

  private async answerTo(request: IncomingMessage, asked: Question): Promise<Answer> {
    const { store, look } = this.settings;
    switch (asked.path) {
      case PATHS.look:
        return json(look());
      case PATHS.packet:
        return json(await this.take(request, asked));
      case PATHS.answer: {
        const { state } = store.stateOf(asked.about);
        const bytes = state === 'answered' ? await store.bytesOf(asked.about) : null;
        return bytes ? { status: 200, body: bytes, isPacket: true } : json(store.stateOf(asked.about), 202);
      }
      case PATHS.forget:
        await store.forget(asked.about);
        return json(store.stateOf(asked.about));
      default:
        throw new HubRefusal('hub/not-found', 404);
    }
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let asked: Question | null = null;
    let answer: Answer;
    try {
      const length = this.lookAt(request);
      const isFirst = request.url === PATHS.challenge;
      asked = isFirst ? null : this.proved(request, length);
      answer = asked ? await this.answerTo(request, asked) : json({ challenge: this.challenges.make() });
    } catch (error) {
      // The peer has gone, or was cut.
      if (response.destroyed) return;
      const { code, status } =
        error instanceof HubRefusal ? error : ({ code: 'hub/failed', status: 500 } as const);
      answer = json({ code }, status);
    }
    this.send(request, response, asked, answer);
  }

  private send(
    request: IncomingMessage,
    response: ServerResponse,
    asked: Question | null,
    { status, body, isPacket = false }: Answer,
  ): void {
    response.writeHead(status, {
      ...{ 'Content-Type': isPacket ? HUB_TYPE : 'application/json', 'Content-Length': body.length },
      ...{ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' },
      ...(asked && { [HEADERS.proof]: proofOfAnswer(this.settings.key(), asked, status, body) }),
      // What is left of a body that was not read is not worth reading.
      ...(!request.complete && { Connection: 'close' }),
    });
    response.end(body);
  }
}
