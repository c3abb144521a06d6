/** Uploads of papers: @tus/server keeps the protocol (tus 1.0.0: creation, creation with upload, termination), over our own sessions, rows and
 *  refusals. Each request gets a server of its own whose store is the asker's: nothing else can be reached from it.
 *  PR1 a byte is taken only when a record that stands names its content, asked anew at every request; the whole is checked against its name and
 *  by its own first bytes before it counts, and what is not right leaves nothing.  PR3 only so many bodies are held at a time; who comes too many
 *  is asked to come again.  PR4 a content that is here is not taken twice: its upload ends where it begins.  PR5 an upload is named by its
 *  content alone and is the asking desk's.  PR6 one request at a time for an upload: a newer one ends the older with what has come. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  DataStore,
  ERRORS,
  type Lock,
  type Locker,
  Server,
  TUS_RESUMABLE,
  TUS_VERSION,
  Upload,
} from '@tus/server';
import { type Clock, instantText } from '#shared/base/clock.ts';
import { inspectKeptPaper } from '#shared/domain/paper-file.ts';
import { PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import { HttpRefusal } from '../http/refusal.ts';
import type { Reply, SessionCall } from '../http/route.ts';
import { withDevice } from '../http/sync-routes.ts';
import type { PaperArrivals } from './paper-arrivals.ts';
import type { PaperStore } from './paper-store.ts';
import type { UploadStore } from './upload-store.ts';

export const UPLOADS_PATH = '/api/paper-upload';
export const hashName = /^[0-9a-f]{64}$/;
/** Requests that bring bytes at the same time; each holds a piece of this many before it is written down. */
const bodiesMax = 32;
const PIECE_BYTES = 256 * 1024;
/** How long an older request may go on when a newer one for the same upload has come: its line is half open, or its bytes are all here. */
const OLDER_ENDS_MS = 1_000;
/** Of the library's headers, those that a desk reads; what is meant for browsers costs a thin line 300 bytes a piece. */
const TOLD = ['tus-resumable', 'location', 'upload-offset', 'upload-length', 'connection'];

export interface UploadPorts {
  readonly store: PaperStore;
  readonly uploads: UploadStore;
  readonly arrivals: PaperArrivals;
  readonly clock: Clock;
}

/** PR6, within this process; between several the rows decide (UP2). The library's own lock asks in a busy loop. */
class Turns {
  private readonly holders = new Map<
    string,
    { readonly ended: Promise<void>; readonly end: () => unknown }
  >();

  newLock(id: string): Lock {
    let done = () => {};
    return {
      lock: async (_signal, requestRelease) => {
        for (let older = this.holders.get(id); older; older = this.holders.get(id)) {
          older.end();
          await older.ended;
        }
        const { promise, resolve } = Promise.withResolvers<void>();
        this.holders.set(id, { ended: promise, end: requestRelease });
        done = () => {
          this.holders.delete(id);
          resolve();
        };
      },
      unlock: async () => done(),
    };
  }
}

/** The uploads of one desk, as the library asks for them: by content. */
class DeskUploads extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination'];
  private readonly ports: UploadPorts;
  private readonly scopes: readonly number[];
  private readonly device: number;

  constructor(ports: UploadPorts, session: SessionCall['session']) {
    super();
    this.ports = ports;
    const { scopes, deviceNumber } = withDevice(session);
    this.scopes = scopes;
    this.device = deviceNumber;
  }

  /** Refuses what no record of the asker's names (PR1). */
  async mustBeNamed(sha256: string): Promise<'awaited' | 'here'> {
    const { store } = this.ports;
    const place = hashName.test(sha256) ? await store.place(this.scopes, this.device, sha256) : 'unknown';
    if (place === 'unknown') throw new HttpRefusal('paper/not-found');
    return place;
  }

  /** Where an upload stands: at its end when the content is here (PR4). Null when nothing was begun. */
  private async stand(sha256: string) {
    const { store, uploads, arrivals } = this.ports;
    if ((await this.mustBeNamed(sha256)) === 'awaited') return uploads.find(this.name(sha256));
    await arrivals.inTurn(() => arrivals.tell(sha256));
    const byteCount = await store.byteCount(sha256);
    return { byteCount, at: byteCount };
  }

  override async getUpload(sha256: string): Promise<Upload> {
    const stand = await this.stand(sha256);
    if (!stand) throw new HttpRefusal('paper/not-found');
    return new Upload({ id: sha256, size: stand.byteCount, offset: stand.at });
  }

  override async create(upload: Upload): Promise<Upload> {
    const { id, size = 0 } = upload;
    if (size === 0) throw new HttpRefusal('paper/not-a-paper');
    if ((await this.mustBeNamed(id)) === 'awaited')
      await this.ports.uploads.begin(this.name(id), size, this.now);
    return upload;
  }

  override async remove(sha256: string): Promise<void> {
    if (!(await this.ports.uploads.drop(this.name(sha256)))) throw new HttpRefusal('paper/not-found');
  }

  /** Writes down what comes, piece by piece. The last piece counts only with the whole. Where the upload stands then. */
  override async write(stream: Readable, sha256: string, from: number): Promise<number> {
    const stand = await this.getUpload(sha256);
    // A creation that found what it creates: the bytes that it brought are here, and its answer says where to go on.
    if (from === 0 && stand.offset > 0) {
      for await (const part of stream) void part;
      return stand.offset;
    }
    let at = from;
    let held: Buffer[] = [];
    let size = 0;
    const keep = async (): Promise<void> => {
      const bytes = Buffer.concat(held);
      held = [];
      size = 0;
      if (!bytes.length) return;
      if (at + bytes.length === stand.size) await this.finish(sha256, at, bytes);
      else if (!(await this.ports.uploads.append(this.name(sha256), at, bytes, this.now)))
        throw new HttpRefusal('paper/wrong-offset');
      at += bytes.length;
    };
    for await (const part of stream as AsyncIterable<Buffer>) {
      held.push(part);
      size += part.length;
      if (size >= PIECE_BYTES) await keep();
    }
    await keep();
    return at;
  }

  /** The last piece has come: checks the whole, keeps it, tells the records. What is not right goes, all of it. */
  private finish(sha256: string, at: number, last: Buffer): Promise<void> {
    const { store, uploads, arrivals } = this.ports;
    const name = this.name(sha256);
    return arrivals.inTurn(async () => {
      if ((await uploads.find(name))?.at !== at) throw new HttpRefusal('paper/wrong-offset');
      const bytes = Buffer.concat([await uploads.bytes(name), last]);
      const isIt = createHash('sha256').update(bytes).digest('hex') === sha256;
      const inspected = isIt ? inspectKeptPaper(bytes) : null;
      if (!inspected?.ok) {
        await uploads.drop(name);
        throw new HttpRefusal(isIt ? 'paper/not-a-paper' : 'paper/hash-mismatch');
      }
      // It may have been taken away while it came.
      await this.mustBeNamed(sha256);
      await store.keep(sha256, inspected.shape.mediaType, bytes);
      await uploads.drop(name);
      await arrivals.tell(sha256);
    });
  }

  lockerOf(turns: Turns): Locker {
    return { newLock: (sha256) => turns.newLock(`${this.device}/${sha256}`) };
  }

  private name(sha256: string) {
    return { device: this.device, sha256 };
  }

  private get now(): string {
    return instantText(this.ports.clock.now());
  }
}

/** What the library refuses, in the codes of every other route. */
function refusalOf(status: number, words: string): HttpRefusal {
  if (status === 412) return new HttpRefusal('paper/tus-version');
  if (status === 404) return new HttpRefusal('paper/not-found');
  if (status === 409) return new HttpRefusal('paper/wrong-offset');
  if (status === 413) return new HttpRefusal('request/too-large');
  // Its only other words are of headers that are missing or wrong, and of extensions that are not here.
  const fields = /^Invalid ([a-z- ]+)\n/.exec(words)?.[1]?.split(' ');
  return new HttpRefusal('request/invalid', fields && { fields });
}

function onResponseError(_request: unknown, error: Error | { status_code: number; body: string }): never {
  if (error === ERRORS.ABORTED) throw new HttpRefusal('server/busy');
  if ('status_code' in error) throw refusalOf(Number(error.status_code), '');
  throw error;
}

/** The content that a creation is about, from tus's own metadata. */
function nameOf(_request: unknown, metadata?: Record<string, string | null>): string {
  const sha256 = metadata?.['sha256'] ?? '';
  if (!hashName.test(sha256)) throw new HttpRefusal('request/invalid', { fields: ['Upload-Metadata'] });
  return sha256;
}

/** A body, ended where its line broke, so that what has come is written down; what broke it is told afterwards. */
class Body {
  fault: Error | null = null;
  private readonly parts: AsyncIterable<Buffer>;
  constructor(parts: AsyncIterable<Buffer>) {
    this.parts = parts;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      yield* this.parts;
    } catch (error) {
      this.fault = error instanceof Error ? error : new Error('the line broke', { cause: error });
    }
  }
}

/** One request in the library's own form. */
function requestOf(method: string, call: SessionCall, body: Body | null): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(call.headers))
    if (typeof value === 'string') headers.set(name, value);
  return new Request(`http://centre${UPLOADS_PATH}/${call.rest}`, {
    ...{ method, headers },
    ...(body && { body: ReadableStream.from(body), duplex: 'half' }),
  });
}

/** Answers the requests of uploads. */
export class TusUploads {
  private readonly ports: UploadPorts;
  private readonly turns = new Turns();
  private bodies = 0;
  constructor(ports: UploadPorts) {
    this.ports = ports;
  }

  /** With tus's header on every answer that is given. */
  async answer(method: string, call: SessionCall): Promise<Reply> {
    try {
      return await this.within(method, call);
    } catch (error) {
      if (!(error instanceof HttpRefusal) || error.status >= 500) throw error;
      const headers = { 'Tus-Resumable': TUS_RESUMABLE, 'Tus-Version': TUS_VERSION.join(',') };
      // What is left of the body is not worth reading.
      const end = error.code === 'request/too-large' && { Connection: 'close' };
      return { status: error.status, json: error.toFrame(), headers: { ...headers, ...end } };
    }
  }

  /** PR3. */
  private async within(method: string, call: SessionCall): Promise<Reply> {
    const bringsBytes = (method === 'POST' || method === 'PATCH') && call.headers['content-length'] !== '0';
    if (!bringsBytes) return this.ask(method, call, null);
    if (this.bodies >= bodiesMax) throw new HttpRefusal('server/busy');
    this.bodies += 1;
    try {
      return await this.ask(method, call, new Body(call.readParts()));
    } finally {
      this.bodies -= 1;
    }
  }

  private async ask(method: string, call: SessionCall, body: Body | null): Promise<Reply> {
    const datastore = new DeskUploads(this.ports, call.session);
    const server = new Server({
      ...{ path: UPLOADS_PATH, relativeLocation: true, lockDrainTimeout: OLDER_ENDS_MS },
      ...{ datastore, locker: datastore.lockerOf(this.turns), maxSize: PAPER_LIMITS.fileBytes },
      ...{ namingFunction: nameOf, getFileIdFromRequest: () => call.rest, onResponseError },
      onIncomingRequest: async (_request, sha256) => void (await datastore.mustBeNamed(sha256)),
    });
    const answered = await server.handleWeb(requestOf(method, call, body));
    if (body?.fault) throw body.fault;
    const { status, headers } = answered;
    if (status >= 400) throw refusalOf(status, await answered.text());
    const told = TOLD.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    return { status, headers: Object.fromEntries(told) };
  }
}
