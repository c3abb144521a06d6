/** Papers' bytes to the centre and back, known by the hash of their bytes: up by tus 1.0.0, down with Range, a piece a request, so that a line
 *  that breaks costs a piece at most. Three requests of our own and not tus-js-client, which waits for ever on a line that fell silent (ADR 22). */
import { PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import { LinkError, refusalOf } from '../sync/central-client.ts';

/** A piece of a content, and how long all of it is. Shorter than was asked for when the line broke in the middle of it. */
export interface PaperPiece {
  readonly bytes: Buffer;
  readonly byteCount: number;
}

/** What the transfer needs of the centre. All reject with LinkError when there was no answer, SessionEndedError, or CentralRefusal. */
export interface PaperCentre {
  /** Begins an upload with its first piece; where it stands then: at its end when the centre has the content. */
  begin(sha256: string, byteCount: number, first: Uint8Array, signal: AbortSignal): Promise<number>;
  /** Where an upload stands; null when the centre knows of none. */
  offset(sha256: string, signal: AbortSignal): Promise<number | null>;
  /** Adds a piece; where the upload stands then. */
  append(sha256: string, at: number, piece: Uint8Array, signal: AbortSignal): Promise<number>;
  /** Null when the centre has it not, or not for us. */
  get(sha256: string, from: number, count: number, signal: AbortSignal): Promise<PaperPiece | null>;
}

/** As long as the centre waits for a request. */
const LONGEST_MS = 300_000;
/** How long an answer may take, beside what its piece takes on the slowest line that is one: a line that fell silent is given up. */
const SILENCE_MS = 60_000;
const SLOWEST_BYTES_PER_SECOND = 500;
const TUS = { 'tus-resumable': '1.0.0' };
const PIECE = { ...TUS, 'content-type': 'application/offset+octet-stream' };

/** Carries a request to the centre, as fetch does. */
export type Ask = (url: URL, init: RequestInit) => Promise<Response>;

/** Reads no more of an answer than comes within `withinMs` either. */
function callerBy(ask: Ask) {
  return async (url: URL, init: RequestInit, signal: AbortSignal, withinMs: number): Promise<Response> => {
    try {
      const either = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
      return await ask(url, { ...init, signal: either, redirect: 'error' });
    } catch (error) {
      throw new LinkError('no answer', { cause: error });
    }
  };
}

/** A number that a header says. */
function numberIn(text: string | null | undefined): number {
  const found = /^\d{1,10}$/.exec(text ?? '');
  if (!found) throw new LinkError('the answer does not say where the upload stands', { trouble: 'garbled' });
  return Number(found[0]);
}

async function offsetOf(response: Response): Promise<number> {
  if (!response.ok) throw await refusalOf(response);
  await response.body?.cancel();
  return numberIn(response.headers.get('upload-offset'));
}

/** What came of a piece; what a line that breaks leaves of it is kept, unless that is nothing. */
async function readPiece(response: Response, bytesMax: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of response.body ?? []) {
      size += part.length;
      if (size > bytesMax) break;
      parts.push(part);
    }
  } catch (error) {
    if (!size) throw new LinkError('nothing of the answer came', { cause: error });
  }
  if (size > bytesMax) throw new LinkError('the answer is longer than was asked for', { trouble: 'garbled' });
  return Buffer.concat(parts);
}

/** Papers over HTTP for one session; its token may become another one. */
export function httpPaperCentre(
  baseUrl: string,
  tokenNow: () => string,
  silenceMs = SILENCE_MS,
  ask: Ask = fetch,
): PaperCentre {
  const call = callerBy(ask);
  const within = (bytes: number) =>
    Math.min(LONGEST_MS, silenceMs + (bytes / SLOWEST_BYTES_PER_SECOND) * 1_000);
  const bearer = () => `Bearer ${tokenNow()}`;
  const uploadUrl = (sha256: string) => new URL(`/api/paper-upload/${sha256}`, baseUrl);
  const bodyOf = (bytes: Uint8Array) =>
    new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
  return {
    async begin(sha256, byteCount, first, signal) {
      const about = {
        'upload-length': String(byteCount),
        'upload-metadata': `sha256 ${Buffer.from(sha256).toString('base64')}`,
      };
      const headers = { authorization: bearer(), ...PIECE, ...about };
      const init = { method: 'POST', headers, body: bodyOf(first) };
      const url = new URL('/api/paper-upload', baseUrl);
      return offsetOf(await call(url, init, signal, within(first.length)));
    },
    async offset(sha256, signal) {
      const response = await call(
        uploadUrl(sha256),
        { method: 'HEAD', headers: { authorization: bearer(), ...TUS } },
        signal,
        within(0),
      );
      return response.status === 404 ? null : offsetOf(response);
    },
    async append(sha256, at, piece, signal) {
      const headers = { authorization: bearer(), ...PIECE, 'upload-offset': String(at) };
      const init = { method: 'PATCH', headers, body: bodyOf(piece) };
      const now = await offsetOf(await call(uploadUrl(sha256), init, signal, within(piece.length)));
      // Else the same piece would go up again and again.
      if (now <= at) throw new LinkError('the upload does not move', { trouble: 'garbled' });
      return now;
    },
    async get(sha256, from, count, signal) {
      const headers = { authorization: bearer(), range: `bytes=${from}-${from + count - 1}` };
      const response = await call(
        new URL(`/api/paper/${sha256}`, baseUrl),
        { headers },
        signal,
        within(count),
      );
      if (response.status === 404) {
        await response.body?.cancel();
        return null;
      }
      if (!response.ok) throw await refusalOf(response);
      const range = /^bytes (\d{1,10})-\d{1,10}\/(\d{1,10})$/.exec(
        response.headers.get('content-range') ?? '',
      );
      const byteCount = numberIn(range?.[2]);
      if (Number(range?.[1]) !== from || byteCount > PAPER_LIMITS.fileBytes) {
        await response.body?.cancel();
        throw new LinkError('another piece than was asked for', { trouble: 'garbled' });
      }
      return { bytes: await readPiece(response, count), byteCount };
    },
  };
}
