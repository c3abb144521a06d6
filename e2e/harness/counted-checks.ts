/** A transport of row checks that keeps what it was asked. */
import type { Asking } from '../../src-main/replica/sync/check.ts';

/** Bytes that a check sends and hears, as texts. */
export function counting(transport: Asking): { transport: Asking; asked: unknown[]; chunks: string[] } {
  const [asked, chunks]: [unknown[], string[]] = [[], []];
  return {
    asked,
    chunks,
    transport: {
      ...transport,
      check: (request) => {
        asked.push(request);
        return transport.check(request);
      },
      chunk: (hash, from, onBytes) => {
        chunks.push(hash);
        return transport.chunk(hash, from, onBytes);
      },
    },
  };
}
