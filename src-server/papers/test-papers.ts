/** A centre with papers alone, over real HTTP on a real database, for its tests: records as the judge would have written them, and the steps of an
 *  upload. Product code never imports this. */
import { createHash } from 'node:crypto';
import { DEMO_TOWNSHIPS } from '#shared/domain/division.ts';
import { madeUpJpeg } from '#shared/domain/made-up-papers.ts';
import { openTestAccess, type TestAccess } from '../accounts/test-access.ts';
import { accessRoutes } from '../http/access-routes.ts';
import { type HttpServer, startHttpServer } from '../http/server.ts';
import { PostgresStore } from '../store/postgres-store.ts';
import { PaperArrivals } from './paper-arrivals.ts';
import { paperRoutes } from './paper-routes.ts';
import { PostgresPaperStore } from './paper-store.ts';
import { PostgresUploadStore } from './upload-store.ts';

export const [NORTH, SOUTH] = DEMO_TOWNSHIPS.map(({ code }) => code) as [number, number];
export const PHOTO = Buffer.from(madeUpJpeg(640, 480));
export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
export let access: TestAccess;
export let server: HttpServer;
export let papers = 0;
export let arrivals: PaperArrivals;
export const tokens = new Map<string, string>();

/** Before the tests of a file. */
export async function openPapers(): Promise<void> {
  access = await openTestAccess();
  const { pool } = access.database;
  const { clock } = access.ports;
  const uploads = new PostgresUploadStore(pool);
  const store = new PostgresStore(pool);
  // Their logs exist before there is a paper in them.
  await store.transaction([NORTH, SOUTH], async () => {});
  const contents = new PostgresPaperStore(pool);
  arrivals = new PaperArrivals({ papers: contents, store, uploads, clock });
  const ours = paperRoutes({ store: contents, uploads, arrivals, clock });
  const routes = [...accessRoutes(access.ports, async () => []), ...ours];
  const notes = { note: (line: string) => console.error(line) };
  server = await startHttpServer({ host: '127.0.0.1', port: 0, routes, access: access.ports, ...notes });
  for (const account of ['naren', 'gaomin', 'chenliqun', 'saren']) {
    const { token } = await access.signIn(account);
    tokens.set(account, token);
    const body = JSON.stringify({ computerName: `${account}-1` });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    await fetch(`${server.url}/api/enrol`, { method: 'POST', headers, body });
  }
}

/** After each of them. */
export async function clearPapers(): Promise<void> {
  await access.database.pool.query('TRUNCATE paper, paper_content, paper_upload CASCADE');
}

/** After all of them. */
export async function closePapers(): Promise<void> {
  await server?.close();
  await access?.close();
}

/** A record of a paper, as the judge would have written it. */
export async function record(
  bytes: Uint8Array,
  more: { scope?: number; material?: string; removed?: boolean } = {},
) {
  const { scope = NORTH, material = 'ID_COPY', removed = false } = more;
  await access.database.pool.query(
    'INSERT INTO paper (scope, id, person_id, material, sha256, removed_at) VALUES ($1, $2, 1, $3, $4, $5)',
    [scope, ++papers, material, sha256Of(bytes), removed ? '2026-11-02T00:00:00.000Z' : null],
  );
}

export interface Answer {
  readonly status: number;
  readonly code: string | null;
  readonly bytes: Buffer;
  readonly offset: number | null;
  readonly headers: Headers;
}

export async function send(
  method: string,
  path: string,
  account: string,
  headers: Record<string, string> = {},
  body?: Uint8Array,
): Promise<Answer> {
  const authorization = `Bearer ${tokens.get(account) ?? 'x'.repeat(43)}`;
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization, ...headers },
    ...(body && { body: new Uint8Array(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const code = response.ok || !bytes.length ? null : (JSON.parse(bytes.toString()) as { code: string }).code;
  const offset = response.headers.get('upload-offset');
  return {
    ...{ status: response.status, code, bytes, headers: response.headers },
    offset: offset === null ? null : Number(offset),
  };
}

export const call = (method: 'GET', name: string, account: string) =>
  send(method, `/api/paper/${name}`, account);
export const TUS = { 'tus-resumable': '1.0.0' };
export const PIECE = { ...TUS, 'content-type': 'application/offset+octet-stream' };
export const metadata = (name: string) => `sha256 ${Buffer.from(name).toString('base64')}`;
export const about = (name: string, length: number | string) => ({
  'upload-length': String(length),
  'upload-metadata': metadata(name),
});
/** A whole file in the request that creates its upload. */
export const put = (bytes: Uint8Array, account = 'naren', name = sha256Of(bytes)) =>
  send('POST', '/api/paper-upload', account, { ...PIECE, ...about(name, bytes.length) }, bytes);
export const create = (bytes: Uint8Array, account = 'naren', length: number | string = bytes.length) =>
  send('POST', '/api/paper-upload', account, { ...TUS, ...about(sha256Of(bytes), length) });
export const head = (name: string, account = 'naren') =>
  send('HEAD', `/api/paper-upload/${name}`, account, TUS);
export const patch = (name: string, at: number | string, piece: Uint8Array, account = 'naren') =>
  send('PATCH', `/api/paper-upload/${name}`, account, { ...PIECE, 'upload-offset': String(at) }, piece);
export const get = (bytes: Uint8Array, account = 'naren') => call('GET', sha256Of(bytes), account);
export const stored = async () =>
  (await access.database.pool.query('SELECT sha256, media_type, length(body) AS n FROM paper_content')).rows;
