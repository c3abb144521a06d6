/** Pages of first syncs at the centre. They are made when first asked for, kept with the commit at which they stood, and made again only where
 *  the log says that a row of theirs was written since; a page that says the same as before is not packed again.
 *  S5 a set of pages is the scope at one commit.  S6 a page none of whose rows was written is not read again; one that is there under its
 *  name is not packed again.  S7 making pages never holds a database snapshot for longer than a slice of rows, nor the thread for the packing.
 *  S12 making them does not end with the request that began it.
 *  S8 a chunk that nothing names is forgotten, after days in which a desk may still be fetching it. */
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import {
  AUDIENCE_CLASSES,
  type AudienceClass,
  RECORD_TYPE_NAMES,
  type RecordTypeName,
} from '#shared/records/registry.ts';
import type { Id } from '#shared/base/id.ts';
import type { Row } from '#shared/records/rows.ts';
import { ENDED_STATES } from '#shared/domain/state.ts';
import { chunkName, chunkText, classesOfType, columnsOfRows } from '#shared/sync/chunk.ts';
import type { ChunkPage, SnapshotFrame } from '#shared/sync/frames.ts';
import { cutPages, isInRange, type Page, type PageRange } from '#shared/sync/pages.ts';
import { PAGE_ROWS, SCHEMA_VERSION } from '#shared/sync/protocol.ts';
import type { CentralSnapshot, CentralStore, KeptPage, PageSet } from '../store/central-store.ts';

export interface PageSettings {
  readonly nowMs: number;
  /** Rows of a page, on average; a power of two. */
  readonly rowsAPage?: number;
  /** Commits after the pages that are sent as commits before the pages are made anew. */
  readonly tailMax?: number;
  /** Packs a page, beside the thread unless whoever calls knows better: the simulator has no time but its own. */
  readonly pack?: (text: string) => Promise<Uint8Array>;
  /** Ends when whoever asks would rather hear that there is nothing yet; without it they wait for the last page. */
  readonly patience?: () => Promise<void>;
}

/** Measured on made-up people: a third of the time of the highest level's for a sixth more bytes is 9; 5 takes a tenth more bytes still. */
const BROTLI_QUALITY = 9;
const SLICE_ROWS = 8_000;
const TAIL_COMMITS_MAX = 500;
const LOG_STEP = 1_000;
/** After more commits than this everything is read again: cheaper than the log. */
const LOG_COMMITS_MAX = 20_000;
const KEEP_MS = 3 * 86_400_000;
const compress = promisify(brotliCompress);

function packBeside(text: string): Promise<Uint8Array> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
  };
  return compress(text, { params });
}

interface Made {
  readonly page: KeptPage;
  readonly chunks: readonly {
    readonly hash: string;
    readonly audience: AudienceClass;
    readonly text: string;
  }[];
}

const isHole = ({ parts }: KeptPage): boolean => parts === null;
const holeOf = ({ type, first, next }: PageRange): KeptPage => ({
  ...{ type, first, next, rows: 0, newest: 0, open: 0, parts: null },
});

/** Ids that the log says were written after a commit; null when that is more than is worth reading. */
async function touchedSince(
  snapshot: CentralSnapshot,
  scope: number,
  from: number,
  to: number,
): Promise<Map<RecordTypeName, number[]> | null> {
  if (to - from > LOG_COMMITS_MAX) return null;
  const touched = new Map<RecordTypeName, number[]>();
  for (let at = from; at < to; at += LOG_STEP) {
    const parts = await snapshot.readLog(scope, AUDIENCE_CLASSES, at, Math.min(to, at + LOG_STEP));
    for (const [type, id] of parts.flatMap(({ entries }) => entries)) {
      const ids = touched.get(type as RecordTypeName) ?? [];
      ids.push(id);
      touched.set(type as RecordTypeName, ids);
    }
  }
  return touched;
}

/** The set as far as it still holds at a head: pages with a row that was written since are to be made. */
async function stillTrue(
  snapshot: CentralSnapshot,
  scope: number,
  head: { epoch: string; head: number },
  set: PageSet | null,
): Promise<KeptPage[]> {
  const nothing = () => RECORD_TYPE_NAMES.map((type) => holeOf({ type, first: 0, next: null }));
  const isOurs = set && set.epoch === head.epoch && set.schema === SCHEMA_VERSION && set.commit <= head.head;
  const touched = isOurs && (await touchedSince(snapshot, scope, set.commit, head.head));
  if (!isOurs || !touched) return nothing();
  return set.pages.map((page) => {
    const isTouched = touched.get(page.type)?.some((id) => isInRange(page, id)) ?? false;
    return isTouched && !isHole(page) ? holeOf(page) : page;
  });
}

function isOpenCase({ type, values }: Row): boolean {
  const { state } = values as { state?: string | null };
  if (type === 'conflict') return state === 'OPEN';
  return type === 'application' && !(ENDED_STATES as readonly (string | null | undefined)[]).includes(state);
}

function peopleOf(files: readonly Row[]): Id[] {
  return [...new Set(files.flatMap(({ values }) => (values as { personId?: Id | null }).personId ?? []))];
}

function madeOf(scope: number, { type, first, next, rows }: Page<Row>): Made {
  const chunks = classesOfType(type).map((audience) => {
    const text = chunkText(columnsOfRows({ scope, type, audience }, rows));
    return { audience, hash: chunkName(text), text };
  });
  const page: KeptPage = {
    ...{ type, first, next, rows: rows.length },
    newest: rows.reduce((newest, row) => Math.max(newest, ...Object.values(row.versions)), 0),
    open: rows.filter(isOpenCase).length,
    ...(type === 'application' && { openPeople: peopleOf(rows.filter(isOpenCase)) }),
    parts: rows.length ? chunks.map(({ audience, hash }) => ({ audience, hash })) : [],
  };
  return { page, chunks: rows.length ? chunks : [] };
}

/** Rows of a range, at most so many; whether that was all. Read in steps that grow, so that of the rows behind a short range few are read. */
async function readRange(
  snapshot: CentralSnapshot,
  scope: number,
  range: PageRange,
  { most, rowsAPage }: { most: number; rowsAPage: number },
): Promise<{ rows: Row[]; isAll: boolean }> {
  const rows: Row[] = [];
  for (let step = 2 * rowsAPage; ; step *= 2) {
    const limit = Math.min(step, most - rows.length);
    const read = await snapshot.readPage(scope, range.type, rows.at(-1)?.id ?? range.first - 1, limit);
    const own = read.filter(({ id }) => isInRange(range, id));
    rows.push(...own);
    if (own.length < limit) return { rows, isAll: true };
    if (rows.length >= most) return { rows, isAll: false };
  }
}

/** One slice: as many of the missing pages as take SLICE_ROWS. What is left stays missing. */
async function fill(
  snapshot: CentralSnapshot,
  scope: number,
  pages: readonly KeptPage[],
  rowsAPage: number,
): Promise<{ pages: KeptPage[]; made: Made[] }> {
  const [filled, made]: [KeptPage[], Made[]] = [[], []];
  let left = SLICE_ROWS;
  for (const page of pages) {
    if (!isHole(page) || left <= 0) {
      filled.push(page);
      continue;
    }
    const { rows, isAll } = await readRange(snapshot, scope, page, {
      most: Math.max(left, 4 * rowsAPage),
      rowsAPage,
    });
    left -= rows.length + 1;
    const cut = cutPages(page, rows, rowsAPage);
    // The last may go on past what was read; a page that does not end in so many rows is made as it is.
    const rest = isAll || cut.length === 1 ? null : cut.pop();
    const done = isAll || rest ? cut : [];
    const news = done.map((each) => madeOf(scope, each));
    made.push(...news);
    filled.push(...news.map((each) => each.page));
    if (rest) filled.push(holeOf(rest));
    if (!done.length) {
      // One page longer than a slice: cut where the slice ends.
      const next = (rows.at(-1) as Row).id + 1;
      const whole = madeOf(scope, { type: page.type, first: page.first, next, rows });
      made.push(whole);
      filled.push(whole.page, holeOf({ type: page.type, first: next, next: page.next }));
    }
  }
  return { pages: filled, made };
}

async function keep(
  store: CentralStore,
  scope: number,
  made: readonly Made[],
  { nowMs, pack = packBeside }: PageSettings,
): Promise<void> {
  const chunks = made.flatMap((each) => each.chunks);
  const here = await store.keepChunks(
    chunks.map(({ hash }) => hash),
    nowMs,
  );
  for (const { hash, audience, text } of chunks) {
    if (here.has(hash)) continue;
    await store.writeChunk({ hash, scope, audience, body: await pack(text) }, nowMs);
  }
}

const namesOf = (pages: readonly KeptPage[]) =>
  pages.flatMap(({ parts }) => parts?.map(({ hash }) => hash) ?? []);

/** Pages whose chunks are gone are made again. */
async function withoutLost(store: CentralStore, set: PageSet, nowMs: number): Promise<PageSet> {
  const here = await store.keepChunks(namesOf(set.pages), nowMs);
  const pages = set.pages.map((page) =>
    page.parts?.every(({ hash }) => here.has(hash)) === false ? holeOf(page) : page,
  );
  return { ...set, pages };
}

/** The pages of a scope, whole, no more than a tail of commits behind its log. Null when it has no log. */
export async function pagesOf(
  store: CentralStore,
  scope: number,
  settings: PageSettings,
): Promise<PageSet | null> {
  const { nowMs, rowsAPage = PAGE_ROWS, tailMax = TAIL_COMMITS_MAX } = settings;
  for (;;) {
    const kept = await store.readPages(scope);
    const set = kept && (await withoutLost(store, kept, nowMs));
    const step = await store.snapshot(async (snapshot) => {
      const head = await snapshot.head(scope);
      if (!head) return null;
      const isNear = set && set.epoch === head.epoch && set.schema === SCHEMA_VERSION;
      const behind = isNear ? head.head - set.commit : -1;
      if (set && behind >= 0 && behind <= tailMax && !set.pages.some(isHole)) return { set, made: null };
      const { pages, made } = await fill(
        snapshot,
        scope,
        await stillTrue(snapshot, scope, head, set),
        rowsAPage,
      );
      const revision = set?.revision ?? 0;
      return { set: { revision, epoch: head.epoch, schema: SCHEMA_VERSION, commit: head.head, pages }, made };
    });
    if (!step || !step.made) return step?.set ?? null;
    await keep(store, scope, step.made, settings);
    const isWritten = await store.writePages(scope, step.set);
    if (isWritten && !step.set.pages.some(isHole))
      await store.collectChunks(scope, namesOf(step.set.pages), nowMs - KEEP_MS);
  }
}

const underWay = new WeakMap<CentralStore, Map<number, Promise<PageSet | null>>>();

/** The pages of a scope, made once however many ask at a time; null when there are none yet. What is not made within the patience of whoever
 *  asks goes on being made, and is there when they ask again (S12). */
export async function pagesSoon(
  store: CentralStore,
  scope: number,
  settings: PageSettings,
): Promise<PageSet | null> {
  if (!settings.patience) return pagesOf(store, scope, settings);
  const making = underWay.get(store) ?? new Map<number, Promise<PageSet | null>>();
  underWay.set(store, making);
  let made = making.get(scope);
  if (!made) {
    made = pagesOf(store, scope, settings).finally(() => making.delete(scope));
    // Who asked may have gone by the time it fails; who asks next begins anew.
    made.catch(() => undefined);
    making.set(scope, made);
  }
  return Promise.race([made, settings.patience().then(() => null)]);
}

/** Pages that are to be read from the tables anew, whatever the log says of them. Whoever else writes the set now makes them anew too late: they
 *  are asked for again. */
export async function forgetPages(
  store: CentralStore,
  scope: number,
  isToGo: (page: PageRange) => boolean,
): Promise<void> {
  const set = await store.readPages(scope);
  if (set)
    await store.writePages(scope, {
      ...set,
      pages: set.pages.map((page) => (isToGo(page) && !isHole(page) ? holeOf(page) : page)),
    });
}

/** How many people of each page have an open file. */
function openIn(pages: readonly KeptPage[]): Map<KeptPage, number> {
  const people = pages.filter(({ type }) => type === 'person').sort((a, b) => a.first - b.first);
  const ids = new Set(pages.flatMap(({ openPeople }) => openPeople ?? []));
  const open = new Map<KeptPage, number>();
  for (const id of ids) {
    let [from, to] = [0, people.length - 1];
    while (from < to) {
      const middle = (from + to + 1) >> 1;
      if ((people[middle] as KeptPage).first <= id) from = middle;
      else to = middle - 1;
    }
    const page = people[from];
    if (page) open.set(page, (open.get(page) ?? 0) + 1);
  }
  return open;
}

/** Pages in the order in which they are wanted: of every type first those with the most open cases, or the most people who have one, then those
 *  written last. */
function inOrder(pages: readonly KeptPage[]): KeptPage[] {
  const people = openIn(pages);
  const share = (page: KeptPage) =>
    Math.round(((people.get(page) ?? page.open) / Math.max(page.rows, 1)) * 8);
  const ranked = RECORD_TYPE_NAMES.flatMap((type) => {
    const own = pages.filter((page) => page.type === type);
    own.sort((a, b) => share(b) - share(a) || b.newest - a.newest || a.first - b.first);
    return own.map((page, at) => ({ page, place: at / own.length }));
  });
  return ranked.sort((a, b) => a.place - b.place).map(({ page }) => page);
}

/** What a desk of some classes is told of a set. `withEmpty`: of pages without rows too, where their type has none at all. */
export function snapshotFrame(
  { commit, pages }: Pick<PageSet, 'commit' | 'pages'>,
  chains: SnapshotFrame['chains'],
  classes: readonly string[],
  withEmpty = false,
): SnapshotFrame {
  const listed = inOrder(
    pages.filter(({ type }) => classesOfType(type).some((each) => classes.includes(each))),
  );
  const known = new Set(listed.filter(({ rows }) => withEmpty || rows > 0).map(({ type }) => type));
  const toFrame = ({ type, first, next, rows, parts }: KeptPage): ChunkPage => ({
    ...{ type, first, next, rows },
    parts: (parts ?? []).filter(({ audience }) => classes.includes(audience)),
  });
  return {
    ...{ commit, chains },
    rows: listed.reduce((sum, { rows }) => sum + rows, 0),
    pages: listed.filter(({ type }) => known.has(type)).map(toFrame),
    empty: [...new Set(listed.map(({ type }) => type))].filter((type) => !known.has(type)),
  };
}
