/** Holding the rows of a scope against the centre's, and mending what differs (SPEC CH). Sums of the rows in few ranges go up; of a range that
 *  differs the sums of its pages; of pages that differ the centre says the names, and those are fetched and laid down.
 *  CH2 what is laid down is laid under the open acts, which stay as they are in the queue; a page is of the commit where the cursor stands, or
 *  it is not laid down.  CH5 whatever still differs afterwards is said, and nothing is laid down a second time.                         */
import type { FieldValue } from '#shared/records/registry.ts';
import { isKnownType } from '#shared/records/rows.ts';
import {
  type CheckRequest,
  checkResponse,
  type CheckResponse,
  type ChunkPage,
  type RangeSum,
} from '#shared/sync/frames.ts';
import type { PageRange } from '#shared/sync/pages.ts';
import { CHECK_RANGES_MAX, PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import { canonicalJson } from '#shared/base/canonical.ts';
import { readTolerantly } from '#shared/sync/tolerant.ts';
import { countPending } from '../acts.ts';
import { ChunkPieces } from './chunk-pieces.ts';
import { cursorFrames } from './cursors.ts';
import { assertFewLost, fetchPages, wantedOf } from './first-sync.ts';
import { mendPages } from './lay-pages.ts';
import { believed, GarbledReplyError, LyingServerError } from './lies.ts';
import { confirmedRows } from './own-pages.ts';
import { sumsOf, sumsOfScope, sumsWithin, type Summing } from './own-sums.ts';
import { NOTHING_NEW, type SyncTarget, type Transport } from './ports.ts';

/** Ids that are written down of a page that was mended. */
const NAMED_MAX = 50;

export type Asking = Required<Pick<Transport, 'check' | 'chunk'>> & Transport;

/** What was mended, for the record: which rows, never what they say. */
export interface Mended {
  readonly type: string;
  readonly first: number;
  readonly next: number | null;
  readonly rows: number;
  readonly ids: readonly number[];
}

export interface Checking {
  readonly target: SyncTarget;
  readonly transport: Asking;
  readonly scope: number;
  /** Lets others have their turn. */
  readonly rest: () => Promise<void>;
  /** Called in the transaction of the page. */
  readonly mended: (what: Mended) => void;
}

/** moved: the centre's log went on meanwhile. later: acts wait, and go first. doubtful: the centre does not vouch for its own rows. */
export type Checked = 'same' | 'mended' | 'differs' | 'doubtful' | 'moved' | 'later';

const summing = ({ target, rest }: Checking): Summing => ({
  ...{ statements: target.statements, classes: target.classes, rest },
});

const rangeOf = ([type, first, next]: RangeSum): PageRange<string> => ({ type, first, next });
const isWithin = (page: PageRange<string>, ranges: readonly RangeSum[]): boolean =>
  ranges.some(
    ([type, first, next]) =>
      type === page.type && (next === null || page.first < next) && (page.next === null || first < page.next),
  );

/** The scope stands at another commit, here or there. */
class Moved extends Error {}

interface Answer {
  readonly differ: RangeSum[];
  readonly doubtful: RangeSum[];
  readonly pages: ChunkPage[];
}

function parse(raw: unknown): CheckResponse {
  const parsed = readTolerantly(checkResponse, raw);
  if (!parsed.ok) throw new GarbledReplyError('what came is no answer to a check');
  return parsed.data;
}

async function askOnce(
  { target, transport, scope }: Checking,
  cursor: CheckRequest['cursor'],
  ranges: readonly RangeSum[],
  pages: boolean,
): Promise<Answer & { compared: number }> {
  const { device } = target;
  const request = { protocol: PROTOCOL_VERSION, device, cursor, ranges: [...ranges], pages };
  const raw = await transport.check(request);
  const said = raw === NOTHING_NEW ? null : parse(raw);
  if (!said || said.compared === null) throw new Moved();
  const { compared, differ, doubtful } = said;
  const isTrue =
    compared > 0 &&
    compared <= ranges.length &&
    differ.every((place) => place < compared) &&
    doubtful.every((place) => differ.includes(place));
  if (!isTrue) throw new LyingServerError(`scope ${scope}: an answer to another check`);
  const named = (places: readonly number[]) => places.map((place) => ranges[place] as RangeSum);
  return { compared, differ: named(differ), doubtful: named(doubtful), pages: said.pages };
}

/** Asks about all ranges, in as many requests as the centre takes for them. */
async function ask(checking: Checking, commit: number, ranges: readonly RangeSum[], pages = false) {
  const answer: Answer = { differ: [], doubtful: [], pages: [] };
  for (let at = 0; at < ranges.length; ) {
    const cursor = cursorNow(checking);
    if (cursor?.commit !== commit) throw new Moved();
    const part = await askOnce(checking, cursor, ranges.slice(at, at + CHECK_RANGES_MAX), pages);
    at += part.compared;
    answer.differ.push(...part.differ);
    answer.doubtful.push(...part.doubtful);
    answer.pages.push(...part.pages.filter((page) => !answer.pages.some((each) => isSame(each, page))));
  }
  return answer;
}

const isSame = (a: ChunkPage, b: ChunkPage): boolean => a.type === b.type && a.first === b.first;

function cursorNow({ target, scope }: Checking): CheckRequest['cursor'] | undefined {
  return cursorFrames(target.statements, target.classes).find((cursor) => cursor.scope === scope);
}

/** Each confirmed row of a page as text. */
function textsOf({ target, scope }: Checking, { type, first, next }: ChunkPage): Map<number, string> {
  if (!isKnownType(type)) return new Map();
  const rows = confirmedRows(target.statements, scope, { type, first, next });
  return new Map(
    rows.map(({ id, values, versions }) => [
      id,
      canonicalJson([values as Record<string, FieldValue>, versions]),
    ]),
  );
}

function assertNoMassLoss({ target, scope }: Checking, pages: readonly ChunkPage[]): void {
  let [held, lost] = [0, 0];
  for (const type of new Set(pages.map((page) => page.type))) {
    if (!isKnownType(type)) continue;
    const count = (first: number, next: number | null) =>
      target.statements.pluck<number>(
        `SELECT count(*) FROM "${type}" WHERE scope = ? AND id BETWEEN ? AND ?`,
        ...[scope, first, (next ?? Number.MAX_SAFE_INTEGER) - 1],
      )[0] ?? 0;
    held += count(0, null);
    for (const { first, next, rows } of pages.filter((page) => page.type === type))
      lost += Math.max(0, count(first, next) - rows);
  }
  assertFewLost(scope, lost, held);
}

async function mendPage(checking: Checking, commit: number, page: ChunkPage): Promise<void> {
  const { target, transport, scope, mended } = checking;
  const wanted = wantedOf(target, scope, page, false);
  if (!wanted) return;
  const pieces = new ChunkPieces(target.statements);
  const coming = await fetchPages(transport, pieces, scope, [wanted]);
  const before = textsOf(checking, page);
  const note = (): void => {
    const after = textsOf(checking, page);
    const ids = [...new Set([...before.keys(), ...after.keys()])].filter(
      (id) => before.get(id) !== after.get(id),
    );
    const { type, first, next } = page;
    mended({ type, first, next, rows: ids.length, ids: ids.slice(0, NAMED_MAX) });
  };
  const isDone = believed(() => mendPages(target, scope, commit, coming, note));
  if (!isDone) throw new Moved();
}

/** Sums of the pages of ranges. */
async function sumsOfPages(checking: Checking, ranges: readonly RangeSum[]): Promise<RangeSum[]> {
  const sums: RangeSum[] = [];
  for (const range of ranges)
    sums.push(...(await sumsWithin(summing(checking), checking.scope, rangeOf(range))));
  return sums;
}

async function mend(checking: Checking, commit: number, coarse: readonly RangeSum[]): Promise<Checked> {
  const { scope, target } = checking;
  const { differ, doubtful, pages } = await ask(checking, commit, await sumsOfPages(checking, coarse), true);
  if (!differ.length) return 'same';
  if (!pages.every((page) => isWithin(page, differ)))
    throw new LyingServerError(`scope ${scope}: pages that nobody asked for`);
  assertNoMassLoss(checking, pages);
  for (const [at, page] of pages.entries()) {
    // Acts go first; but a page a time there is always, or nothing would ever be mended where acts wait for a newer centre.
    if (at > 0 && countPending(target.statements)) return 'later';
    await mendPage(checking, commit, page);
  }
  new ChunkPieces(target.statements).keepOnly([]);
  const sound = differ.filter((range) => !doubtful.includes(range));
  const again = await ask(checking, commit, await sumsOf(summing(checking), scope, sound.map(rangeOf)));
  if (again.differ.length) return 'differs';
  return doubtful.length ? 'doubtful' : 'mended';
}

/** Holds one scope against the centre's. Rejects when the line fails or the centre says what cannot be. */
export async function checkScope(checking: Checking): Promise<Checked> {
  const cursor = cursorNow(checking);
  if (!cursor) return 'moved';
  try {
    const { commit } = cursor;
    const { differ } = await ask(checking, commit, await sumsOfScope(summing(checking), checking.scope));
    return differ.length ? await mend(checking, commit, differ) : 'same';
  } catch (error) {
    if (error instanceof Moved) return 'moved';
    throw error;
  }
}
