/** Routes of papers' bytes: up and down, one file a request.
 *  PR1 a body is read only when a record that stands names it; it is checked against its name and by its own first bytes.
 *  PR2 absent and forbidden are one answer.  PR3 only so many bodies are held at a time; who comes too many is asked to come again. */
import { createHash } from 'node:crypto';
import { inspectKeptPaper } from '#shared/domain/paper-file.ts';
import { materialsFor, PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import { HttpRefusal } from '../http/refusal.ts';
import { type Route, sessionRoute } from '../http/route.ts';
import { withDevice } from '../http/sync-routes.ts';
import type { PaperStore } from './paper-store.ts';

const PATH = '/api/paper/';
const hashName = /^[0-9a-f]{64}$/;
/** Bodies of 20 MB held at the same time. */
const bodiesMax = 8;

/** Takes a body in, or says why not. */
async function take(store: PaperStore, sha256: string, bytes: Buffer): Promise<void> {
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new HttpRefusal('paper/hash-mismatch');
  const inspected = inspectKeptPaper(bytes);
  if (!inspected.ok) throw new HttpRefusal('paper/not-a-paper');
  await store.keep(sha256, inspected.shape.mediaType, bytes);
}

function putRoute(store: PaperStore): Route {
  let bodies = 0;
  const place = { method: 'PUT', path: PATH, rawBytesMax: PAPER_LIMITS.fileBytes } as const;
  return sessionRoute(place, async ({ session, rest, readBytes }) => {
    const { scopes, deviceNumber } = withDevice(session);
    const found = hashName.test(rest) ? await store.place(scopes, deviceNumber, rest) : 'unknown';
    if (found === 'unknown') throw new HttpRefusal('paper/not-found');
    if (found === 'here') return { status: 204 };
    if (bodies >= bodiesMax) throw new HttpRefusal('server/busy');
    bodies += 1;
    try {
      await take(store, rest, await readBytes());
    } finally {
      bodies -= 1;
    }
    return { status: 204 };
  });
}

/** The routes of papers on a store. */
export function paperRoutes(store: PaperStore): Route[] {
  return [
    putRoute(store),
    sessionRoute({ method: 'GET', path: PATH }, async ({ session, rest }) => {
      const { scopes, classes } = withDevice(session);
      const bytes = hashName.test(rest) ? await store.read(scopes, materialsFor(classes), rest) : null;
      if (!bytes) throw new HttpRefusal('paper/not-found');
      return { bytes };
    }),
  ];
}
