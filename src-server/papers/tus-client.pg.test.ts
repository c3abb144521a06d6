/** Uploads by the protocol's own client, tus-js-client, which knows nothing of ours: what it takes for tus is tus. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Upload } from 'tus-js-client';
import {
  access,
  clearPapers,
  closePapers,
  get,
  openPapers,
  PHOTO,
  record,
  server,
  sha256Of,
  stored,
  tokens,
} from './test-papers.ts';

beforeAll(openPapers);
afterEach(clearPapers);
afterAll(closePapers);

const LONG = Buffer.concat([PHOTO.subarray(0, -2), Buffer.alloc(300_000), PHOTO.subarray(-2)]);

interface Told {
  readonly requests: string[];
  /** Where it was stopped, and can go on. */
  readonly url: string | null;
  readonly error: Error | null;
}

/** Uploads until it is done, refused, or has sent so many pieces. */
function upload(
  bytes: Buffer,
  options: ConstructorParameters<typeof Upload>[1],
  piecesMax = Infinity,
): Promise<Told> {
  const { promise, resolve } = Promise.withResolvers<Told>();
  const requests: string[] = [];
  let pieces = 0;
  const end = (error: Error | null): void => resolve({ requests, url: upload.url, error });
  const upload: Upload = new Upload(bytes, {
    ...{ endpoint: `${server.url}/api/paper-upload`, chunkSize: 16 * 1024, retryDelays: null },
    headers: { authorization: `Bearer ${tokens.get('naren')}` },
    metadata: { sha256: sha256Of(bytes) },
    onBeforeRequest: (request) => void requests.push(request.getMethod()),
    onSuccess: () => end(null),
    onError: end,
    onChunkComplete: () => {
      pieces += 1;
      if (pieces >= piecesMax) void upload.abort().then(() => end(null));
    },
    ...options,
  });
  upload.start();
  return promise;
}

test('PA5 tus-js-client uploads in pieces, is stopped, and goes on where it was', async () => {
  await record(LONG);
  const first = await upload(LONG, { uploadDataDuringCreation: true }, 5);
  expect(first).toMatchObject({ error: null, requests: ['POST', 'PATCH', 'PATCH', 'PATCH', 'PATCH'] });
  const { rows } = await access.database.pool.query('SELECT at FROM paper_upload');
  expect(rows).toEqual([{ at: 5 * 16 * 1024 }]);
  const rest = await upload(LONG, { uploadUrl: first.url });
  expect(rest.error).toBeNull();
  expect(rest.requests).toEqual([
    'HEAD',
    ...Array<string>(Math.ceil(LONG.length / 16_384) - 5).fill('PATCH'),
  ]);
  expect((await get(LONG)).bytes.equals(LONG)).toBe(true);
});

test('PA6 tus-js-client hears that a content is here already', async () => {
  await record(LONG);
  await upload(LONG, {});
  expect(await upload(LONG, { uploadDataDuringCreation: true })).toMatchObject({
    error: null,
    requests: ['POST'],
  });
  expect(await stored()).toHaveLength(1);
});

test('PA7 tus-js-client is refused: no record, no session, bytes of another name', async () => {
  const refused = async (options: ConstructorParameters<typeof Upload>[1]) =>
    String((await upload(LONG, options)).error);
  expect(await refused({})).toContain('paper/not-found');
  await record(LONG);
  expect(await refused({ headers: {} })).toContain('session/missing');
  await record(PHOTO);
  expect(await refused({ metadata: { sha256: sha256Of(PHOTO) } })).toContain('paper/hash-mismatch');
  expect(await stored()).toEqual([]);
});
