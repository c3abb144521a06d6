/** Papers' bytes to the centre and back, one file a request, known by the hash of its bytes. */
import { PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import { LinkError, readWhole, refusalOf } from '../sync/central-client.ts';

/** What the transfer needs of the centre. Both reject with LinkError when there was no answer, SessionEndedError, or CentralRefusal. */
export interface PaperCentre {
  put(sha256: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** Null when the centre has it not, or not for us. */
  get(sha256: string, signal: AbortSignal): Promise<Buffer | null>;
}

/** As long as the centre waits for a request. */
const TIMEOUT_MS = 300_000;

async function call(url: URL, init: RequestInit, signal: AbortSignal): Promise<Response> {
  try {
    const either = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    return await fetch(url, { ...init, signal: either, redirect: 'error' });
  } catch (error) {
    throw new LinkError('no answer', { cause: error });
  }
}

/** Papers over HTTP for one session; its token may become another one. */
export function httpPaperCentre(baseUrl: string, tokenNow: () => string): PaperCentre {
  const urlOf = (sha256: string) => new URL(`/api/paper/${sha256}`, baseUrl);
  const bearer = () => `Bearer ${tokenNow()}`;
  return {
    async put(sha256, bytes, signal) {
      const headers = { authorization: bearer(), 'content-type': 'application/octet-stream' };
      const body = new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
      const response = await call(urlOf(sha256), { method: 'PUT', headers, body }, signal);
      if (!response.ok) throw await refusalOf(response);
      await response.body?.cancel();
    },
    async get(sha256, signal) {
      const response = await call(urlOf(sha256), { headers: { authorization: bearer() } }, signal);
      if (response.status === 404) {
        await response.body?.cancel();
        return null;
      }
      if (!response.ok) throw await refusalOf(response);
      return readWhole(response, PAPER_LIMITS.fileBytes);
    },
  };
}
