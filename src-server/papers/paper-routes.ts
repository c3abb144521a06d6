/** Routes of papers' bytes: up by tus 1.0.0 (tus-uploads.ts), so that a line that breaks goes on at the byte where it was; down with Range.
 *  PR2 absent and forbidden are one answer. */
import { materialsFor, PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import { HttpRefusal } from '../http/refusal.ts';
import { type Route, sessionRoute } from '../http/route.ts';
import { withDevice } from '../http/sync-routes.ts';
import type { PaperStore } from './paper-store.ts';
import { hashName, TusUploads, type UploadPorts, UPLOADS_PATH } from './tus-uploads.ts';

const PATH = '/api/paper/';

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
export function paperRoutes(ports: UploadPorts): Route[] {
  const uploads = new TusUploads(ports);
  const one = `${UPLOADS_PATH}/`;
  const rawBytesMax = PAPER_LIMITS.fileBytes;
  const route = (place: {
    method: 'POST' | 'HEAD' | 'PATCH' | 'DELETE';
    path: string;
    rawBytesMax?: number;
  }) => sessionRoute(place, (call) => uploads.answer(place.method, call));
  return [
    route({ method: 'POST', path: UPLOADS_PATH, rawBytesMax }),
    route({ method: 'HEAD', path: one }),
    route({ method: 'PATCH', path: one, rawBytesMax }),
    route({ method: 'DELETE', path: one }),
    readRoute(ports.store),
  ];
}
