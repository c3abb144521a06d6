/** The centre over HTTP: sign-in, enrolment, sync, chunks. Bodies go up in brotli and come down in what fetch unpacks by itself.
 *  Three kinds of failure: no answer (LinkError, retried), the session has ended (sign in again), a refusal with its code. */
import { brotliCompressSync, constants } from 'node:zlib';
import {
  enrolResponse,
  faultResponse,
  signInResponse,
  type EnrolResponse,
  type SignInResponse,
} from '#shared/sync/access-frames.ts';
import type { SyncRequest } from '#shared/sync/frames.ts';
import type { Transport } from './exchange.ts';

const ACCESS_TIMEOUT_MS = 8_000;
const SYNC_TIMEOUT_MS = 60_000;
const BROTLI_QUALITY = 5;

/** The centre did not answer, or not as a centre would. */
export class LinkError extends Error {}
/** The token is no longer good: a person has to sign in. */
export class SessionEndedError extends Error {}
/** The centre said no. */
export class CentralRefusal extends Error {
  readonly code: string;
  readonly retryAfterSeconds: number;
  constructor(code: string, retryAfterSeconds = 0) {
    super(code);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly token?: string;
  readonly timeoutMs: number;
}

export async function refusalOf(response: Response): Promise<Error> {
  const fault = faultResponse.safeParse(await response.json().catch(() => null));
  if (!fault.success || response.status >= 500) return new LinkError(`status ${response.status}`);
  if (fault.data.code === 'session/missing' || fault.data.code === 'session/ended')
    return new SessionEndedError();
  return new CentralRefusal(fault.data.code, fault.data.retryAfterSeconds);
}

async function call(baseUrl: string, { method, path, body, token, timeoutMs }: Call): Promise<Response> {
  const headers: Record<string, string> = { ...(token && { authorization: `Bearer ${token}` }) };
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
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
  } catch (error) {
    throw new LinkError('no answer', { cause: error });
  }
  if (!response.ok) throw await refusalOf(response);
  return response;
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new LinkError('the answer is not whole', { cause: error });
  }
}

/** Signs in; throws LinkError or CentralRefusal. */
export async function signInAtCentre(
  baseUrl: string,
  account: string,
  password: string,
): Promise<SignInResponse> {
  const parsed = signInResponse.safeParse(
    await json(
      await call(baseUrl, {
        method: 'POST',
        path: '/api/session',
        body: { account, password },
        timeoutMs: ACCESS_TIMEOUT_MS,
      }),
    ),
  );
  if (!parsed.success) throw new LinkError('the answer is not a session');
  return parsed.data;
}

/** Gives this computer its number, or attaches one more person to it. */
export async function enrolAtCentre(
  baseUrl: string,
  token: string,
  request: { computerName: string; device?: number },
): Promise<EnrolResponse> {
  const parsed = enrolResponse.safeParse(
    await json(
      await call(baseUrl, {
        method: 'POST',
        path: '/api/enrol',
        body: request,
        token,
        timeoutMs: ACCESS_TIMEOUT_MS,
      }),
    ),
  );
  if (!parsed.success) throw new LinkError('the answer is not an enrolment');
  return parsed.data;
}

/** Sync over HTTP for one session. */
export function httpTransport(baseUrl: string, token: string): Transport {
  return {
    async sync(request: SyncRequest) {
      return json(
        await call(baseUrl, {
          method: 'POST',
          path: '/api/sync',
          body: request,
          token,
          timeoutMs: SYNC_TIMEOUT_MS,
        }),
      );
    },
    async chunk(hash: string) {
      const response = await call(baseUrl, {
        method: 'GET',
        path: `/api/chunk/${hash}`,
        token,
        timeoutMs: SYNC_TIMEOUT_MS,
      });
      try {
        return new Uint8Array(await response.arrayBuffer());
      } catch (error) {
        throw new LinkError('the chunk is not whole', { cause: error });
      }
    },
  };
}
