/** Routes of papers' bytes. Up by tus 1.0.0 (creation, creation with upload, termination), so that a line that breaks goes on at the byte where it
 *  was; down with Range.
 *  PR1 a byte is taken only when a record that stands names its content, asked anew at every request; the whole is checked against its name and
 *  by its own first bytes before it counts, and what is not right leaves nothing.  PR2 absent and forbidden are one answer.  PR3 only so many
 *  bodies are held at a time; who comes too many is asked to come again.  PR4 a content that is here is not taken twice: creating its upload
 *  answers that it ends where it begins.  PR5 an upload is named by its content alone and is the asking desk's.
 *  Our own few lines and not a library's: sessions, codes and limits are those of every other route, and the pieces lie in the database. */
import { createHash } from 'node:crypto';
import { type Clock, instantText } from '#shared/base/clock.ts';
import { inspectKeptPaper } from '#shared/domain/paper-file.ts';
import { materialsFor, PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import { HttpRefusal } from '../http/refusal.ts';
import { type Reply, type Route, type SessionCall, sessionRoute } from '../http/route.ts';
import { withDevice } from '../http/sync-routes.ts';
import type { PaperArrivals } from './paper-arrivals.ts';
import type { PaperStore } from './paper-store.ts';
import type { UploadName, UploadStore } from './upload-store.ts';

const PATH = '/api/paper/';
export const UPLOADS_PATH = '/api/paper-upload';
const TUS = { 'Tus-Resumable': '1.0.0' };
const PIECE_TYPE = 'application/offset+octet-stream';
const hashName = /^[0-9a-f]{64}$/;
const wholeNumber = /^\d{1,10}$/;
const METADATA_MAX = 200;
/** Requests that bring bytes at the same time; each holds a piece of this many before it is written down. */
const bodiesMax = 32;
const PIECE_BYTES = 256 * 1024;

export interface PaperPorts {
  readonly store: PaperStore;
  readonly uploads: UploadStore;
  readonly arrivals: PaperArrivals;
  readonly clock: Clock;
}

function numberOf(value: string | string[] | undefined, field: string): number {
  if (typeof value !== 'string' || !wholeNumber.test(value))
    throw new HttpRefusal('request/invalid', { fields: [field] });
  return Number(value);
}

/** The content that a creation is about, from tus's own metadata: `sha256 <base64 of 64 hex digits>`. */
function hashOfMetadata(value: string | string[] | undefined): string {
  const packed =
    typeof value === 'string' && value.length <= METADATA_MAX ? /^sha256 (\S+)$/.exec(value) : null;
  const sha256 = Buffer.from(packed?.[1] ?? '', 'base64').toString('latin1');
  if (!hashName.test(sha256)) throw new HttpRefusal('request/invalid', { fields: ['Upload-Metadata'] });
  return sha256;
}

class Uploading {
  private bodies = 0;
  private readonly ports: PaperPorts;
  constructor(ports: PaperPorts) {
    this.ports = ports;
  }

  /** Where an upload stands: at its end when the content is here. Null when nothing was begun. Refuses what no record of the asker's names. */
  private async stand(call: SessionCall, sha256: string) {
    const { session } = call;
    const { scopes, deviceNumber: device } = withDevice(session);
    const { store, uploads } = this.ports;
    const place = hashName.test(sha256) ? await store.place(scopes, device, sha256) : 'unknown';
    if (place === 'unknown') throw new HttpRefusal('paper/not-found');
    const name: UploadName = { device, sha256 };
    if (place === 'here') {
      await this.ports.arrivals.inTurn(() => this.ports.arrivals.tell(sha256));
      const byteCount = await store.byteCount(sha256);
      return { name, upload: { byteCount, at: byteCount }, isHere: true };
    }
    return { name, upload: await uploads.find(name), isHere: false };
  }

  async create(call: SessionCall): Promise<Reply> {
    const sha256 = hashOfMetadata(call.headers['upload-metadata']);
    const byteCount = numberOf(call.headers['upload-length'], 'Upload-Length');
    if (byteCount > PAPER_LIMITS.fileBytes) throw new HttpRefusal('request/too-large');
    if (byteCount === 0) throw new HttpRefusal('paper/not-a-paper');
    const { name, upload, isHere } = await this.stand(call, sha256);
    const begun =
      isHere && upload
        ? upload
        : await this.ports.uploads.begin(name, byteCount, instantText(this.ports.clock.now()));
    const bringsBytes = call.headers['content-type'] === PIECE_TYPE && begun.at === 0;
    const at = bringsBytes ? await this.take(call, name, begun.byteCount, 0) : begun.at;
    return { status: 201, headers: { Location: `${UPLOADS_PATH}/${sha256}`, 'Upload-Offset': at } };
  }

  async look(call: SessionCall): Promise<Reply> {
    const { upload } = await this.stand(call, call.rest);
    if (!upload) throw new HttpRefusal('paper/not-found');
    return { status: 200, headers: { 'Upload-Offset': upload.at, 'Upload-Length': upload.byteCount } };
  }

  async patch(call: SessionCall): Promise<Reply> {
    if (call.headers['content-type'] !== PIECE_TYPE) throw new HttpRefusal('request/bad-encoding');
    const from = numberOf(call.headers['upload-offset'], 'Upload-Offset');
    const { name, upload, isHere } = await this.stand(call, call.rest);
    if (!upload) throw new HttpRefusal('paper/not-found');
    if (isHere || from !== upload.at) throw new HttpRefusal('paper/wrong-offset');
    const at = await this.take(call, name, upload.byteCount, from);
    return { status: 204, headers: { 'Upload-Offset': at } };
  }

  async drop(call: SessionCall): Promise<Reply> {
    const { name } = await this.stand(call, call.rest);
    if (!(await this.ports.uploads.drop(name))) throw new HttpRefusal('paper/not-found');
    return { status: 204 };
  }

  private async take(call: SessionCall, name: UploadName, byteCount: number, from: number): Promise<number> {
    if (Number(call.headers['content-length'] ?? 0) > byteCount - from)
      throw new HttpRefusal('request/too-large');
    if (this.bodies >= bodiesMax) throw new HttpRefusal('server/busy');
    this.bodies += 1;
    try {
      return await this.readPieces(call, name, byteCount, from);
    } finally {
      this.bodies -= 1;
    }
  }

  /** Writes down what comes, piece by piece; what came before a line broke too. The last piece counts only with the whole. */
  private async readPieces(call: SessionCall, name: UploadName, byteCount: number, from: number) {
    let at = from;
    let held: Buffer[] = [];
    let size = 0;
    const write = async (): Promise<void> => {
      const bytes = Buffer.concat(held);
      held = [];
      size = 0;
      if (!bytes.length) return;
      if (at + bytes.length === byteCount)
        await this.finish(name, at, bytes, withDevice(call.session).scopes);
      else if (!(await this.ports.uploads.append(name, at, bytes, instantText(this.ports.clock.now()))))
        throw new HttpRefusal('paper/wrong-offset');
      at += bytes.length;
    };
    try {
      for await (const part of call.readParts()) {
        if (at + size + part.length > byteCount) throw new HttpRefusal('request/too-large');
        held.push(part);
        size += part.length;
        if (size >= PIECE_BYTES) await write();
      }
    } catch (error) {
      // The line broke: what has come has come.
      if (!(error instanceof HttpRefusal)) await write();
      throw error;
    }
    await write();
    return at;
  }

  /** The last piece has come: checks the whole, keeps it, tells the records. What is not right goes, all of it. */
  private finish(name: UploadName, at: number, last: Buffer, scopes: readonly number[]): Promise<void> {
    const { store, uploads, arrivals } = this.ports;
    return arrivals.inTurn(async () => {
      const upload = await uploads.find(name);
      if (upload?.at !== at) throw new HttpRefusal('paper/wrong-offset');
      const bytes = Buffer.concat([await uploads.bytes(name), last]);
      const isIt = createHash('sha256').update(bytes).digest('hex') === name.sha256;
      const inspected = isIt ? inspectKeptPaper(bytes) : null;
      if (!inspected?.ok) {
        await uploads.drop(name);
        throw new HttpRefusal(isIt ? 'paper/not-a-paper' : 'paper/hash-mismatch');
      }
      // It may have been taken away while it came.
      if ((await store.place(scopes, name.device, name.sha256)) === 'unknown')
        throw new HttpRefusal('paper/not-found');
      await store.keep(name.sha256, inspected.shape.mediaType, bytes);
      await uploads.drop(name);
      await arrivals.tell(name.sha256);
    });
  }
}

/** Every step of tus, in its version and with its header on every answer that is given. */
function tusStep(step: (call: SessionCall) => Promise<Reply>) {
  return async (call: SessionCall): Promise<Reply> => {
    try {
      if (call.headers['tus-resumable'] !== '1.0.0') throw new HttpRefusal('paper/tus-version');
      const reply = await step(call);
      return { ...reply, headers: { ...TUS, ...reply.headers } };
    } catch (error) {
      if (!(error instanceof HttpRefusal) || error.status >= 500) throw error;
      const versions = { ...TUS, 'Tus-Version': '1.0.0' };
      // What is left of the body is not worth reading.
      const headers = error.code === 'request/too-large' ? { ...versions, Connection: 'close' } : versions;
      return { status: error.status, json: error.toFrame(), headers };
    }
  };
}

/** `bytes=from-to` of one range; null when the whole is asked for. */
function rangeOf(value: string | undefined): { from: number; to: number } | null {
  const found = /^bytes=(\d{1,10})-(\d{0,10})$/.exec(value ?? '');
  if (!found) return null;
  return { from: Number(found[1]), to: found[2] ? Number(found[2]) : PAPER_LIMITS.fileBytes };
}

function readRoute(store: PaperStore): Route {
  return sessionRoute({ method: 'GET', path: PATH }, async ({ session, rest, headers }) => {
    const { scopes, classes } = withDevice(session);
    const range = rangeOf(headers.range);
    const { from, to } = range ?? { from: 0, to: PAPER_LIMITS.fileBytes };
    const found = hashName.test(rest)
      ? await store.read(scopes, materialsFor(classes), rest, { from, count: to - from + 1 })
      : null;
    if (!found) throw new HttpRefusal('paper/not-found');
    if (!range) return { bytes: found.bytes };
    if (!found.bytes.length) throw new HttpRefusal('paper/wrong-range');
    const contentRange = `bytes ${from}-${from + found.bytes.length - 1}/${found.byteCount}`;
    return { status: 206, bytes: found.bytes, headers: { 'Content-Range': contentRange } };
  });
}

/** The routes of papers. */
export function paperRoutes(ports: PaperPorts): Route[] {
  const uploading = new Uploading(ports);
  const one = `${UPLOADS_PATH}/`;
  const rawBytesMax = PAPER_LIMITS.fileBytes;
  return [
    sessionRoute(
      { method: 'POST', path: UPLOADS_PATH, rawBytesMax },
      tusStep((call) => uploading.create(call)),
    ),
    sessionRoute(
      { method: 'HEAD', path: one },
      tusStep((call) => uploading.look(call)),
    ),
    sessionRoute(
      { method: 'PATCH', path: one, rawBytesMax },
      tusStep((call) => uploading.patch(call)),
    ),
    sessionRoute(
      { method: 'DELETE', path: one },
      tusStep((call) => uploading.drop(call)),
    ),
    readRoute(ports.store),
  ];
}
