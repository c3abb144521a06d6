/** Where pages begin. */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../base/chance.ts';
import { makeId } from '../base/id.ts';
import { beginsPage, coversAll, cutPages, type Page } from './pages.ts';

const ALL = { type: 'person', first: 0, next: null } as const;
const ROWS_A_PAGE = 64;
const chance = seededRandom(5);
/** Ids as three desks make them, in steps of a command's block. */
const IDS = [21, 22, 40].flatMap((device) =>
  Array.from({ length: 1_500 }, (_, at) => makeId(device, (at + 1) * 128 + Math.floor(chance.next() * 4))),
);
const rowsOf = (ids: readonly number[]) => [...ids].sort((a, b) => a - b).map((id) => ({ id: id as never }));
const cut = (ids: readonly number[]) => cutPages(ALL, rowsOf(ids), ROWS_A_PAGE);
const asText = ({ first, next, rows }: Page<{ id: number }>) =>
  JSON.stringify([first, next, rows.map(({ id }) => id)]);

test('S4 pages hold every id there is, each once, and are near the size they are meant to be', () => {
  const pages = cut(IDS);
  expect(coversAll(pages)).toBe(true);
  expect(pages.flatMap(({ rows }) => rows)).toEqual(rowsOf(IDS));
  const mean = IDS.length / pages.length;
  expect(mean).toBeGreaterThan(ROWS_A_PAGE / 2);
  expect(mean).toBeLessThan(ROWS_A_PAGE * 2);
});

describe('S4 a row that comes or goes changes its own page', () => {
  const pages = cut(IDS);
  const changes = Array.from({ length: 200 }, () => Math.floor(chance.next() * IDS.length));
  test.each([
    ['goes', (at: number) => IDS.filter((_, other) => other !== at)],
    ['comes', (at: number) => [...IDS, (IDS[at] as number) + 5]],
  ])('%s', (_what, change) => {
    const before = new Set(pages.map(asText));
    for (const at of changes) {
      const id = (IDS[at] as number) + 5;
      const isBoundary = beginsPage(IDS[at] as never, ROWS_A_PAGE) || beginsPage(id as never, ROWS_A_PAGE);
      const news = cut(change(at)).filter((page) => !before.has(asText(page)));
      // Where it begins a page, the one before it ends elsewhere too.
      expect(news.length).toBeLessThanOrEqual(isBoundary ? 2 : 1);
    }
  });
});

test('S4 a range that is cut for itself is cut as the whole was', () => {
  const pages = cut(IDS);
  const [third] = pages.slice(2, 3);
  const [fifth] = pages.slice(5, 6);
  const range = { ...ALL, first: third?.first as number, next: fifth?.next as number };
  const rows = rowsOf(IDS).filter(({ id }) => id >= range.first && id < range.next);
  expect(cutPages(range, rows, ROWS_A_PAGE).map(asText)).toEqual(pages.slice(2, 6).map(asText));
});
