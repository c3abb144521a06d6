/** The first sync of scopes, and their second after a lost history: what is here already stays, the pages that differ are fetched and laid
 *  down in the order in which they are wanted, then the scope has a cursor.
 *  S9 rows go only by the word of a page on its range, or of a type said to be empty; where so many would go that it cannot be meant, nothing
 *  is laid down.  S10 what came of a chunk is kept (chunk-pieces.ts).  S11 a page that is here as the centre has it is not fetched.  */
import { createHash } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { isKnownType } from '#shared/records/rows.ts';
import { ChunkError, type PageColumns, readChunk } from '#shared/sync/chunk.ts';
import type { ChunkPage, ScopeFrame, SnapshotFrame } from '#shared/sync/frames.ts';
import { coversAll } from '#shared/sync/pages.ts';
import { ChunkPieces } from './chunk-pieces.ts';
import type { SyncProgress, SyncTarget, Transport } from './ports.ts';
import { type ComingPage, finishSnapshot, layDownPages } from './lay-pages.ts';
import { believed, GarbledReplyError, LyingServerError } from './lies.ts';
import { confirmedRows, isFresh, nameOfRows } from './own-pages.ts';

/** A screen that reads meanwhile sees the list grow in steps of so many rows; a cut loses no more, and an act waits no longer. Each step
 *  writes the pages of indexes anew that are filled in no order: a third of this costs a county's first sync a sixth more. */
export const TRANSACTION_ROWS_MAX = 6_000;
/** No page is near this; what is, is no page. */
const CHUNK_BYTES_MAX = 32 * 1024 * 1024;
/** On a line with a long way a page must not wait for the one before it. */
const FETCHES_AT_ONCE = 4;
/** A scope may lose so many rows, or such a share, without anybody wondering. */
const LOSS_ROWS_MAX = 1_000;
const LOSS_SHARE_MAX = 0.2;

export interface Wanted {
  readonly page: ChunkPage;
  /** The parts of it that are not here. */
  readonly missing: ChunkPage['parts'];
}

/** Each type that is spoken of is spoken of whole. */
function assertWhole(scope: number, { pages, empty }: SnapshotFrame): void {
  for (const type of new Set(pages.map((page) => page.type))) {
    const own = pages.filter((page) => page.type === type).sort((a, b) => a.first - b.first);
    if (!coversAll(own) || empty.includes(type))
      throw new LyingServerError(`scope ${scope}: pages of ${type} with gaps`);
  }
  const isBare = pages.some(({ rows, parts }) => rows > 0 && !parts.length);
  if (isBare) throw new LyingServerError(`scope ${scope}: a page without parts`);
}

/** S9: more rows would go than an office loses in a day. Whoever says so has lost them itself. */
function assertNoMassLoss({ statements }: SyncTarget, scope: number, { pages, empty }: SnapshotFrame): void {
  if (isFresh(statements, scope)) return;
  let [held, lost] = [0, 0];
  for (const type of new Set([...pages.map((page) => page.type), ...empty])) {
    if (!isKnownType(type)) continue;
    const [here = 0] = statements.pluck<number>(`SELECT count(*) FROM "${type}" WHERE scope = ?`, scope);
    const there = pages.filter((page) => page.type === type).reduce((sum, { rows }) => sum + rows, 0);
    held += here;
    lost += Math.max(0, here - there);
  }
  assertFewLost(scope, lost, held);
}

/** S9, in numbers. */
export function assertFewLost(scope: number, lost: number, held: number): void {
  if (lost > LOSS_ROWS_MAX && lost > held * LOSS_SHARE_MAX)
    throw new LyingServerError(`scope ${scope}: ${lost} of ${held} rows would disappear`);
}

/** Which parts of a page are to be fetched; null when it is here as it is there. */
export function wantedOf(
  { statements }: SyncTarget,
  scope: number,
  page: ChunkPage,
  fresh: boolean,
): Wanted | null {
  const { type, first, next, parts } = page;
  if (fresh || !isKnownType(type)) return page.rows ? { page, missing: parts } : null;
  const rows = confirmedRows(statements, scope, { type, first, next });
  if (!rows.length) return page.rows ? { page, missing: parts } : null;
  const missing = parts.filter(({ audience, hash }) => nameOfRows(scope, type, audience, rows) !== hash);
  return missing.length || !page.rows ? { page, missing } : null;
}

/** The text of a chunk, which is what its name says. */
function unpacked(hash: string, packed: Uint8Array): Buffer {
  let text: Buffer;
  try {
    text = brotliDecompressSync(packed, { maxOutputLength: CHUNK_BYTES_MAX });
  } catch (error) {
    throw new GarbledReplyError(`chunk ${hash} does not unpack`, { cause: error });
  }
  if (createHash('sha256').update(text).digest('hex') !== hash)
    throw new LyingServerError(`chunk ${hash} is not what its name says`);
  return text;
}

function read(hash: string, text: Buffer): PageColumns {
  try {
    return readChunk(JSON.parse(text.toString('utf8')));
  } catch (error) {
    const words = error instanceof ChunkError ? error.message : 'nobody can read it';
    throw new LyingServerError(`chunk ${hash}: ${words}`, { cause: error });
  }
}

/** Fetches a chunk from where it stopped. What was kept and does not fit is forgotten, and all of it fetched once more. */
async function fetchChunk(transport: Transport, pieces: ChunkPieces, hash: string): Promise<Buffer> {
  const before = pieces.read(hash);
  let at = before.length;
  try {
    if (before.length) {
      try {
        return unpacked(hash, before);
      } catch {
        // Not whole yet.
      }
    }
    const rest = await transport.chunk(hash, before.length, (bytes) => {
      pieces.take(hash, at, bytes);
      at += bytes.length;
    });
    return unpacked(hash, before.length ? Buffer.concat([before, rest]) : rest);
  } catch (error) {
    const isWrong = error instanceof LyingServerError;
    if (isWrong || (error as { code?: unknown }).code === 'chunk/not-found') {
      pieces.forget(hash);
      if (before.length) return fetchChunk(transport, pieces, hash);
    } else pieces.save();
    throw error;
  }
}

/** Does some things at once, and lets all that has begun end before it fails. */
async function atOnce<T, U>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<U>,
  onFailure: () => void,
): Promise<U[]> {
  const results: U[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < items.length && !failures.length) {
      const at = next++;
      try {
        results[at] = await work(items[at] as T);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, one));
  if (!failures.length) return results;
  onFailure();
  throw failures[0];
}

export async function fetchPages(
  transport: Transport,
  pieces: ChunkPieces,
  scope: number,
  wanted: readonly Wanted[],
  onPart: (rows: number) => void = () => {},
): Promise<ComingPage[]> {
  const parts = wanted.flatMap(({ page, missing }) => missing.map((part) => ({ page, ...part })));
  // What others brought to its end after the first failed is kept too.
  const keep = (): void => pieces.save();
  const readPart = ({ page, audience, hash }: (typeof parts)[number], text: Buffer): PageColumns => {
    const body = read(hash, text);
    const isAsked = body.scope === scope && body.type === page.type && body.audience === audience;
    const isWithin = body.ids.every((id) => id >= page.first && (page.next === null || id < page.next));
    if (!isAsked || !isWithin || body.ids.length !== page.rows)
      throw new LyingServerError(`chunk ${hash} is of another page`);
    return body;
  };
  const fetchPart = async (part: (typeof parts)[number]) => {
    const text = await fetchChunk(transport, pieces, part.hash);
    onPart(part.page.rows);
    return { page: part.page, body: () => readPart(part, text) };
  };
  const bodies = await atOnce(parts, FETCHES_AT_ONCE, fetchPart, keep);
  return wanted.map(({ page }) => ({
    range: { type: page.type, first: page.first, next: page.next },
    hashes: page.parts.map(({ hash }) => hash),
    parts: () => bodies.filter((each) => each.page === page).map(({ body }) => body()),
  }));
}

/** Pages as they are laid down together: fewer transactions, for each writes the indexes' pages anew. */
function inTransactions(pages: readonly ChunkPage[]): ChunkPage[][] {
  const groups: ChunkPage[][] = [];
  let rows = 0;
  for (const page of pages) {
    const last = groups.at(-1);
    if (last && rows + page.rows <= TRANSACTION_ROWS_MAX) last.push(page);
    else {
      groups.push([page]);
      rows = 0;
    }
    rows += page.rows;
  }
  return groups;
}

/** How much is to be fetched of pages, before anybody knows their bytes. */
function partRows(pages: readonly ChunkPage[]): number {
  return pages.reduce((sum, { rows, parts }) => sum + rows * parts.length, 0);
}

const peopleIn = ({ pages }: SnapshotFrame): number =>
  pages.reduce((sum, { type, rows }) => sum + (type === 'person' ? rows : 0), 0);

/** Fetches and lays down what the snapshots of a reply say that is not here. */
export async function firstSync(
  target: SyncTarget,
  transport: Transport,
  frames: readonly ScopeFrame[],
  progress: SyncProgress,
): Promise<void> {
  const all = frames.flatMap(({ scope, epoch, snapshot }) => (snapshot ? [{ scope, epoch, snapshot }] : []));
  if (!all.length) return;
  const total = all.reduce((sum, { snapshot }) => sum + snapshot.rows, 0);
  let done = 0;
  /** Rows of the parts of pages that are not fetched yet, as far as is known. */
  let left = all.reduce((sum, { snapshot }) => sum + partRows(snapshot.pages), 0);
  const onPart = (rows: number): void => progress.fetched?.(rows, (left -= rows));
  progress.firstSync(done, total);
  const pieces = new ChunkPieces(target.statements);
  const names = all.flatMap(({ snapshot }) =>
    snapshot.pages.flatMap(({ parts }) => parts.map(({ hash }) => hash)),
  );
  pieces.keepOnly(names);
  const coming = new Map(all.map(({ scope, snapshot }) => [scope, peopleIn(snapshot)]));
  const anew = new Set(all.map(({ scope }) => scope).filter((scope) => !isFresh(target.statements, scope)));
  for (const { scope, epoch, snapshot } of all) {
    assertWhole(scope, snapshot);
    assertNoMassLoss(target, scope, snapshot);
    const fresh = isFresh(target.statements, scope);
    let doneHere = 0;
    for (const pages of inTransactions(snapshot.pages)) {
      const wanted = pages.flatMap((page) => wantedOf(target, scope, page, fresh) ?? []);
      left -= partRows(pages) - partRows(wanted.map(({ page, missing }) => ({ ...page, parts: missing })));
      const fetched = await fetchPages(transport, pieces, scope, wanted, onPart);
      const rows = pages.reduce((sum, page) => sum + page.rows, 0);
      doneHere += rows;
      done += rows;
      const state = { epoch, done: doneHere, total: snapshot.rows, fresh, coming, anew };
      if (fetched.length) believed(() => layDownPages(target, scope, fetched, state));
      progress.firstSync(done, total);
    }
    const { commit, chains, empty } = snapshot;
    believed(() => finishSnapshot(target, scope, { epoch, commit, chains, empty }));
    anew.delete(scope);
    progress.changed();
  }
  pieces.keepOnly([]);
}
