/** Whether a desk's rows are the centre's (SPEC CH). The desk says what its rows come to, range by range; the centre works the same out from its
 *  tables, at the same commit, and names what differs.
 *  CH1 both sums are of the rows as they lie.  CH3 what differs is told in pages that are read from the tables anew.  CH4 a range in which the
 *  centre's rows are not what its own log says is doubtful: no desk is told to take them over, the operator is told. */
import { isKnownType } from '#shared/records/rows.ts';
import type { AudienceClass, RecordTypeName } from '#shared/records/registry.ts';
import type { CheckRequest, CheckResponse, RangeSum } from '#shared/sync/frames.ts';
import type { PageRange } from '#shared/sync/pages.ts';
import { CHECK_ROWS_MAX, PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import { RowSum, Seen } from '#shared/sync/row-sums.ts';
import type { CentralSnapshot, CentralStore } from '../store/central-store.ts';
import { rowsOfLog } from './log-rows.ts';
import { forgetPages, type PageSettings, pagesOf, snapshotFrame } from './pages.ts';
import { knowsCursor } from './pull.ts';

/** A snapshot is held for no more rows than these (S7). */
const SLICE_ROWS = 2_000;
/** Of one request; the rest is asked for again. */
const REQUEST_ROWS_MAX = 60_000;
/** What a range of too many rows comes to: no sum is like it. */
const TOO_LONG = '';

export interface CheckSession {
  readonly device: number;
  readonly scopes: readonly number[];
  readonly classes: readonly AudienceClass[];
}

export interface CheckPorts {
  readonly store: CentralStore;
  readonly note: (line: string) => void;
  readonly pages: PageSettings;
}

/** The scope has gone on meanwhile, or its history is another one. */
class Moved extends Error {}

/** Reads at the commit of a cursor, in a snapshot of its own each time. */
class Standing {
  readonly scope: number;
  readonly commit: number;
  private readonly store: CentralStore;
  private readonly epoch: string;

  private constructor(store: CentralStore, { scope, commit }: CheckRequest['cursor'], epoch: string) {
    this.store = store;
    this.scope = scope;
    this.commit = commit;
    this.epoch = epoch;
  }

  static async of(
    { store }: CheckPorts,
    { scopes, classes }: CheckSession,
    { cursor }: CheckRequest,
  ): Promise<Standing | null> {
    if (!scopes.includes(cursor.scope)) return null;
    return store.snapshot(async (snapshot) => {
      const head = await snapshot.head(cursor.scope);
      const isHere = head?.head === cursor.commit && (await knowsCursor(snapshot, cursor, head, classes));
      return isHere ? new Standing(store, cursor, head.epoch) : null;
    });
  }

  read<T>(work: (snapshot: CentralSnapshot) => Promise<T>): Promise<T> {
    return this.store.snapshot(async (snapshot) => {
      const head = await snapshot.head(this.scope);
      if (head?.head !== this.commit || head.epoch !== this.epoch) throw new Moved();
      return work(snapshot);
    });
  }
}

async function sumOf(
  standing: Standing,
  seen: Seen,
  { type, first, next }: PageRange<string>,
): Promise<{ sum: string; rows: number }> {
  const sum = new RowSum();
  // Of a type that only a newer program knows nobody can have written here.
  let isMore = isKnownType(type);
  for (let after = first - 1; isMore; ) {
    const known = type as RecordTypeName;
    const read = await standing.read((snapshot) =>
      snapshot.readPage(standing.scope, known, after, SLICE_ROWS),
    );
    const rows = next === null ? read : read.filter(({ id }) => id < next);
    for (const row of rows) sum.add(seen.of(row));
    if (sum.rows > CHECK_ROWS_MAX) return { sum: TOO_LONG, rows: sum.rows };
    after = rows.at(-1)?.id ?? after;
    isMore = rows.length === SLICE_ROWS;
  }
  return { sum: sum.digits(), rows: sum.rows };
}

const rangeOf = ([type, first, next]: RangeSum): PageRange<string> => ({ type, first, next });

interface Differing {
  readonly place: number;
  readonly range: PageRange<string>;
  /** What the tables come to. */
  readonly sum: string;
}

/** Compares as many ranges as one request may read. */
async function compare(
  standing: Standing,
  seen: Seen,
  ranges: readonly RangeSum[],
): Promise<{ compared: number; differing: Differing[] }> {
  const differing: Differing[] = [];
  let [read, compared] = [0, 0];
  for (const [place, said] of ranges.entries()) {
    if (read > REQUEST_ROWS_MAX) break;
    const range = rangeOf(said);
    const { sum, rows } = await sumOf(standing, seen, range);
    read += rows;
    compared++;
    if (sum !== said[3]) differing.push({ place, range, sum });
  }
  return { compared, differing };
}

const overlap = (a: PageRange<string>, b: PageRange<string>): boolean =>
  a.type === b.type && (b.next === null || a.first < b.next) && (a.next === null || b.first < a.next);

/** Pages that hold the ranges, made from the tables as they are now. */
async function pagesWith(
  { store, pages: settings }: CheckPorts,
  { classes }: CheckSession,
  standing: Standing,
  ranges: readonly PageRange<string>[],
): Promise<CheckResponse['pages']> {
  if (!ranges.length) return [];
  const isAsked = (page: PageRange): boolean => ranges.some((range) => overlap(page, range));
  await forgetPages(store, standing.scope, isAsked);
  const set = await pagesOf(store, standing.scope, { ...settings, tailMax: 0 });
  if (set?.commit !== standing.commit) throw new Moved();
  return snapshotFrame({ ...set, pages: set.pages.filter(isAsked) }, {}, classes, true).pages;
}

async function compareAll(
  ports: CheckPorts,
  session: CheckSession,
  standing: Standing,
  { ranges, pages: wantsPages }: CheckRequest,
): Promise<CheckResponse> {
  const { scope } = standing;
  const { compared, differing } = await compare(standing, new Seen(session.classes), ranges);
  const answer = { protocol: PROTOCOL_VERSION, compared, differ: differing.map(({ place }) => place) };
  if (!wantsPages || !differing.length) return { ...answer, doubtful: [], pages: [] };
  const logged = await rowsOfLog(
    (work) => standing.read(work),
    { scope, commit: standing.commit, classes: session.classes },
    differing.map(({ range }) => range),
  );
  const doubtful = differing.filter(({ sum }, at) => sum !== TOO_LONG && logged[at]?.digits() !== sum);
  const sound = differing.filter((each) => !doubtful.includes(each));
  const names = (list: readonly Differing[]) =>
    list.map(({ range: { type, first, next } }) => `${type} ${first}–${next ?? ''}`).join(', ');
  if (doubtful.length)
    ports.note(`scope ${scope}: rows are not what the log says: ${names(doubtful)}; no desk takes them over`);
  if (sound.length)
    ports.note(`scope ${scope}: rows of desk ${session.device} differ: ${names(sound)}; sent to it again`);
  const pages = await pagesWith(
    ports,
    session,
    standing,
    sound.map(({ range }) => range),
  );
  return { ...answer, doubtful: doubtful.map(({ place }) => place), pages };
}

/** Answers one question. */
export async function check(
  ports: CheckPorts,
  session: CheckSession,
  request: CheckRequest,
): Promise<CheckResponse> {
  const moved = { protocol: PROTOCOL_VERSION, compared: null, differ: [], doubtful: [], pages: [] };
  const standing = await Standing.of(ports, session, request);
  if (!standing) return moved;
  try {
    return await compareAll(ports, session, standing, request);
  } catch (error) {
    if (error instanceof Moved) return moved;
    throw error;
  }
}
