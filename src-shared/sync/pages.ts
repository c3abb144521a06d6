/** Where pages of rows begin: a rule of the id alone, the same on every machine and at every time. A row that comes or goes changes the page
 *  that it is in and no other.
 *  S4 whether a page begins at an id depends on that id and nothing else. */
import type { Id } from '../base/id.ts';
import type { RecordTypeName } from '../records/registry.ts';
import { PAGE_ROWS } from './protocol.ts';

const COUNTERS = 2 ** 30;

/** Ids from `first` up to `next`, which is no longer in it; null to the end of all ids. */
export interface PageRange<T extends string = RecordTypeName> {
  readonly type: T;
  readonly first: number;
  readonly next: number | null;
}

/** Whether a page begins at this id. Ids stand close together, in steps: their bits are mixed first (the finisher of MurmurHash3). */
export function beginsPage(id: Id, rowsAPage: number = PAGE_ROWS): boolean {
  let mixed = (id % COUNTERS) ^ Math.imul(Math.floor(id / COUNTERS), 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) & (rowsAPage - 1)) === 0;
}

export function isInRange({ first, next }: Pick<PageRange, 'first' | 'next'>, id: Id): boolean {
  return id >= first && (next === null || id < next);
}

/** Whether ranges of one type, in order, hold every id there is, each once. */
export function coversAll(ranges: readonly Pick<PageRange, 'first' | 'next'>[]): boolean {
  return (
    ranges[0]?.first === 0 &&
    ranges.at(-1)?.next === null &&
    ranges.every((range, at) => at === 0 || ranges[at - 1]?.next === range.first)
  );
}

export interface Page<T> extends PageRange {
  readonly rows: readonly T[];
}

/** Cuts rows, which come in order of id, into the pages of a range; a range without rows is a page without rows. */
export function cutPages<T extends { readonly id: Id }>(
  range: PageRange,
  rows: readonly T[],
  rowsAPage: number = PAGE_ROWS,
): Page<T>[] {
  const starts = [0];
  rows.forEach(({ id }, at) => {
    if (at > 0 && beginsPage(id, rowsAPage)) starts.push(at);
  });
  const firstOf = (page: number) => (page === 0 ? range.first : (rows[starts[page] as number] as T).id);
  return starts.map((start, page) => ({
    type: range.type,
    first: firstOf(page),
    next: page + 1 < starts.length ? firstOf(page + 1) : range.next,
    rows: rows.slice(start, starts[page + 1]),
  }));
}
