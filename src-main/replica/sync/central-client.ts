/** The centre over HTTP: sign-in, enrolment, sync, chunks. A sync is packed both ways (wire-body.ts) and goes its own slim way (wire-call.ts);
 *  other bodies go up in brotli and come down in what fetch unpacks by itself.
 *  Three kinds of failure: no answer of a centre (LinkError, retried), the session has ended (sign in again), a refusal with its code.
 *  CC1 an answer is read no further than the longest of its kind can be, packed or not.  CC2 a redirect is never followed: the token is for
 *  the centre alone.  CC3 what answers in the centre's place is told from silence, so that a person knows where to look. */
import { brotliCompressSync, constants } from 'node:zlib';
import {
  enrolResponse,
  faultResponse,
  type IncarnationRequest,
  incarnationResponse,
  type IncarnationResponse,
  signInResponse,
  type EnrolResponse,
  type SignInResponse,
} from '#shared/sync/access-frames.ts';
import { type RegionFigures, regionFigures, type RegionInput } from '#shared/rpc/statistics-shapes.ts';
import type { CheckRequest, SyncRequest } from '#shared/sync/frames.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import { readTolerantly } from '#shared/sync/tolerant.ts';
import { WIRE_TYPE } from '#shared/sync/wire.ts';
import { NOTHING_NEW, type Transport } from './ports.ts';
import { bodyOf, frameOf } from './wire-body.ts';
import { CutError, TooLongError, Wire, type WireAnswer } from './wire-call.ts';

const LIMITS = { accessTimeoutMs: 8_000, syncTimeoutMs: 60_000 };
export type ClientLimits = typeof LIMITS;
const BROTLI_QUALITY = 5;
const MIB = 1024 * 1024;
const ACCESS_BYTES_MAX = MIB;
/** The longest reply, which is packed: 500 commits. */
const SYNC_BYTES_MAX = 16 * MIB;
/** No page of 500 rows is near this. */
const CHUNK_BYTES_MAX = 16 * MIB;
const FAULT_BYTES_MAX = MIB;

/** `no-answer`: silence, or a line that broke. `busy`: it says that it cannot now. `garbled`: something answers that is no centre. */
export type LinkTrouble = 'no-answer' | 'busy' | 'garbled';

/** The centre did not answer, or not as a centre would. */
export class LinkError extends Error {
  readonly trouble: LinkTrouble;
  /** The line stood, and broke with something on it. */
  readonly isCut: boolean;
  /** How long the centre asks to be left alone. */
  readonly retryAfterSeconds: number;
  constructor(
    message: string,
    options: ErrorOptions & {
      readonly trouble?: LinkTrouble;
      readonly isCut?: boolean;
      readonly retryAfterSeconds?: number;
    } = {},
  ) {
    super(message, options);
    this.trouble = options.trouble ?? 'no-answer';
    this.isCut = options.isCut ?? false;
    this.retryAfterSeconds = options.retryAfterSeconds ?? 0;
  }
}
/** The token is no longer good: a person has to sign in. */
export class SessionEndedError extends Error {}
/** The centre said no. */
export class CentralRefusal extends Error {
  readonly code: string;
  readonly retryAfterSeconds: number;
  /** It did not understand: its program is older than this one. */
  readonly isOlder: boolean;
  constructor(code: string, retryAfterSeconds = 0, isOlder = false) {
    super(code);
    this.isOlder = isOlder;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly token?: string;
  /** Of the whole call, where `signal` does not end it. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly headers?: Record<string, string>;
}

/** Unpacking that fails, as against a line that breaks: the first has a code of zlib's. */
function isPackedWrongly(error: unknown): boolean {
  for (let each = error; typeof each === 'object' && each !== null; each = (each as Error).cause) {
    const { code } = each as { code?: unknown };
    if (typeof code === 'string' && /^(Z_|ERR_BROTLI|ERR__ERROR)/.test(code)) return true;
  }
  return false;
}

/** The body, as long as it is no longer than `bytesMax` unpacked; leaving the loop lets go of the rest. */
export async function readWhole(
  response: Response,
  bytesMax: number,
  onBytes?: (bytes: Uint8Array) => void,
): Promise<Buffer> {
  const tooLong = () => new LinkError('the answer is longer than any of ours', { trouble: 'garbled' });
  const declared = Number(response.headers.get('content-length') ?? 0);
  if (declared > bytesMax) {
    await response.body?.cancel().catch(() => undefined);
    throw tooLong();
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of response.body ?? []) {
      size += part.length;
      if (size > bytesMax) throw tooLong();
      parts.push(part);
      onBytes?.(part);
    }
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError('the answer is not whole', {
      trouble: isPackedWrongly(error) ? 'garbled' : 'no-answer',
      cause: error,
    });
  }
  return Buffer.concat(parts, size);
}

function parsedOrNull(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

/** What an answer that is not 2xx means. */
export async function refusalOf(response: Response): Promise<Error> {
  return refusalIn(response.status, await readWhole(response, FAULT_BYTES_MAX));
}

function refusalIn(status: number, body: Buffer): Error {
  const fault = readTolerantly(faultResponse, parsedOrNull(body));
  if (!fault.ok || status >= 500)
    return new LinkError(`status ${status}`, {
      trouble: status >= 500 ? 'busy' : 'garbled',
      retryAfterSeconds: (fault.ok && fault.data.retryAfterSeconds) || 0,
    });
  if (fault.data.code === 'session/missing' || fault.data.code === 'session/ended')
    return new SessionEndedError();
  const { code, retryAfterSeconds, protocol = PROTOCOL_VERSION } = fault.data;
  return new CentralRefusal(code, retryAfterSeconds, protocol < PROTOCOL_VERSION);
}

async function call(baseUrl: string, given: Call): Promise<Response> {
  const { method, path, body, token } = given;
  const headers: Record<string, string> = {
    ...given.headers,
    ...(token && { authorization: `Bearer ${token}` }),
  };
  let packed: Buffer | undefined;
  if (body !== undefined) {
    packed = brotliCompressSync(JSON.stringify(body), {
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
    });
    headers['content-type'] = 'application/json';
    headers['content-encoding'] = 'br';
  }
  let response: Response;
  try {
    response = await fetch(new URL(path, baseUrl), {
      method,
      headers,
      ...(packed && { body: new Uint8Array(packed) }),
      signal: given.signal ?? AbortSignal.timeout(given.timeoutMs ?? LIMITS.syncTimeoutMs),
      redirect: 'manual',
    });
  } catch (error) {
    throw new LinkError('no answer', { cause: error });
  }
  if (!response.ok) throw await refusalOf(response);
  return response;
}

async function json(response: Response, bytesMax: number): Promise<unknown> {
  const kind = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (kind !== 'application/json') {
    await response.body?.cancel().catch(() => undefined);
    throw new LinkError(`the answer is ${kind ?? 'of no kind'}`, { trouble: 'garbled' });
  }
  const bytes = await readWhole(response, bytesMax);
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (error) {
    throw new LinkError('the answer is no JSON', { trouble: 'garbled', cause: error });
  }
}

/** Signs in; throws LinkError or CentralRefusal. */
export async function signInAtCentre(
  baseUrl: string,
  account: string,
  password: string,
  { accessTimeoutMs: timeoutMs }: ClientLimits = LIMITS,
): Promise<SignInResponse> {
  const body = { account, password };
  const response = await call(baseUrl, { method: 'POST', path: '/api/session', body, timeoutMs });
  const parsed = readTolerantly(signInResponse, await json(response, ACCESS_BYTES_MAX));
  if (!parsed.ok) throw new LinkError('the answer is not a session', { trouble: 'garbled' });
  return parsed.data;
}

/** Gives this computer its number, or attaches one more person to it. */
export async function enrolAtCentre(
  baseUrl: string,
  token: string,
  request: { computerName: string; device?: number },
  { accessTimeoutMs: timeoutMs }: ClientLimits = LIMITS,
): Promise<EnrolResponse> {
  const response = await call(baseUrl, {
    method: 'POST',
    path: '/api/enrol',
    body: request,
    token,
    timeoutMs,
  });
  const parsed = readTolerantly(enrolResponse, await json(response, ACCESS_BYTES_MAX));
  if (!parsed.ok) throw new LinkError('the answer is not an enrolment', { trouble: 'garbled' });
  return parsed.data;
}

/** What the answer to a sync says; a centre of another make may say it in JSON. */
function replyIn({ status, kind, encoding, bytes }: WireAnswer): unknown {
  if (status < 200 || status > 299) throw refusalIn(status, bytes);
  const isPacked = kind === WIRE_TYPE;
  if ((!isPacked && kind !== 'application/json') || encoding !== 'identity')
    throw new LinkError(`the answer is ${kind}, in ${encoding}`, { trouble: 'garbled' });
  if (isPacked && status === 204) return NOTHING_NEW;
  try {
    return isPacked ? frameOf(bytes) : (JSON.parse(bytes.toString('utf8')) as unknown);
  } catch (error) {
    throw new LinkError('the answer is no frame', { trouble: 'garbled', cause: error });
  }
}

/** How long nothing may move on the line. A centre that has only to say that there is nothing new says so soon; one that judges waits for
 *  others, and one that is asked for everything looks for it. */
function silenceMs({ commands, cursors }: SyncRequest, syncTimeoutMs: number): number {
  return commands.length || !cursors.length ? syncTimeoutMs : syncTimeoutMs / 3;
}

/** Hears of bytes only once so many have gone by. */
function passOver(bytes: number, onBytes: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
  let left = bytes;
  return (part) => {
    const rest = part.subarray(Math.min(left, part.length));
    left = Math.max(0, left - part.length);
    if (rest.length) onBytes(rest);
  };
}

/** A number of its own for a replica that is a copy, or a token bound to the number that it has. */
export async function incarnateAtCentre(
  baseUrl: string,
  token: string,
  request: IncarnationRequest,
  { syncTimeoutMs: timeoutMs }: ClientLimits = LIMITS,
): Promise<IncarnationResponse> {
  const response = await call(baseUrl, {
    method: 'POST',
    path: '/api/incarnation',
    body: request,
    token,
    timeoutMs,
  });
  const parsed = incarnationResponse.safeParse(await json(response, ACCESS_BYTES_MAX));
  if (!parsed.success) throw new LinkError('the answer is not a number', { trouble: 'garbled' });
  return parsed.data;
}

/** Statistics above the township. A count over a whole city takes longer than an answer about one person. */
export async function statisticsAtCentre(
  baseUrl: string,
  token: string,
  asked: RegionInput,
  { syncTimeoutMs: timeoutMs }: ClientLimits = LIMITS,
): Promise<RegionFigures> {
  const given = { method: 'POST', path: '/api/statistics', body: asked, token, timeoutMs } as const;
  const parsed = regionFigures.safeParse(await json(await call(baseUrl, given), ACCESS_BYTES_MAX));
  if (!parsed.success) throw new LinkError('the answer is no table of figures', { trouble: 'garbled' });
  return parsed.data;
}

/** Sync over HTTP for one session, over connections of its own unless it is given some; its token may become another one. */
export function httpTransport(
  baseUrl: string,
  tokenNow: string | (() => string),
  { syncTimeoutMs: timeoutMs }: ClientLimits = LIMITS,
  wire: Wire = new Wire(),
): Transport {
  const tokenOf = typeof tokenNow === 'string' ? () => tokenNow : tokenNow;
  const post = async (path: string, frame: object, silence: number, onBytes?: (bytes: number) => void) => {
    const url = new URL(path, baseUrl);
    const call = { url, token: tokenOf(), body: bodyOf(frame), silenceMs: silence, bytesMax: SYNC_BYTES_MAX };
    const answer = await wire.post({ ...call, ...(onBytes && { onBytes }) }).catch((error: unknown) => {
      const isTooLong = error instanceof TooLongError;
      const words = isTooLong ? 'the answer is longer than any of ours' : 'no answer';
      const isCut = error instanceof CutError;
      throw new LinkError(words, { trouble: isTooLong ? 'garbled' : 'no-answer', isCut, cause: error });
    });
    return replyIn(answer);
  };
  return {
    sync: (request: SyncRequest, onBytes?: (bytes: number) => void) =>
      post('/api/sync', request, silenceMs(request, timeoutMs), onBytes),
    // Rows are read, and pages made, before there is an answer.
    check: (request: CheckRequest) => post('/api/check', request, 2 * timeoutMs),
    async chunk(hash: string, from: number, onBytes: (bytes: Uint8Array) => void) {
      const silence = new AbortController();
      const timer = setTimeout(() => silence.abort(), timeoutMs);
      try {
        const response = await call(baseUrl, {
          ...{ method: 'GET', path: `/api/chunk/${hash}`, token: tokenOf(), signal: silence.signal },
          headers: from ? { range: `bytes=${from}-` } : {},
        });
        // Whoever stands in between may know nothing of parts: then all of it comes.
        const passedOver = from && response.status !== 206 ? from : 0;
        const heard = passOver(passedOver, onBytes);
        const whole = await readWhole(response, CHUNK_BYTES_MAX, (bytes) => {
          timer.refresh();
          heard(bytes);
        });
        return new Uint8Array(whole.subarray(passedOver));
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
