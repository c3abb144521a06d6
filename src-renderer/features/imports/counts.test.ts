/** Numbers that add up, what is imported of them, and what a person makes of the columns. */
import { describe, expect, it } from 'vitest';
import {
  chooseField,
  chooseVillage,
  columnLetters,
  draftOf,
  include,
  isReady,
  missingIn,
  wishesOf,
} from './columns-draft.ts';
import {
  addsUp,
  importable,
  leftOf,
  type Preview,
  progressAddsUp,
  type Sighting,
  seenCount,
  seenRows,
  spansOf,
} from './counts.ts';
import { refuseFile } from './read-file.ts';

const counts = { total: 3_000, ready: 2_941, look: 36, wrong: 22, skipped: 1, before: 0 };
const sighting = (more: Partial<Sighting> = {}): Sighting => ({
  seen: new Set(),
  isAllSeen: false,
  leftOut: new Set(),
  ...more,
});

describe('a preview', () => {
  it('CNT1 3,000 = 2,941 + 36 + 22 + 1, and nothing is imported when it does not add up', () => {
    expect(addsUp(counts)).toBe(true);
    expect(importable({ ...counts, wrong: 21 }, sighting())).toBe(0);
  });
  it('CNT2 rows to look at are imported once seen, and without those left out', () => {
    expect(importable(counts, sighting())).toBe(2_941);
    const seen = new Set(Array.from({ length: 14 }, (_, at) => at * 10));
    expect(importable(counts, sighting({ seen }))).toBe(2_955);
    expect(importable(counts, sighting({ isAllSeen: true }))).toBe(2_977);
    expect(importable(counts, sighting({ isAllSeen: true, leftOut: new Set([3, 4]) }))).toBe(2_975);
    expect(seenCount(counts, sighting({ seen, leftOut: new Set([10, 999]) }))).toBe(15);
    expect(importable(counts, sighting({ seen, leftOut: new Set([10, 999]) }))).toBe(2_954);
  });
  it('what was seen is told as spans', () => {
    expect(spansOf([7, 3, 4, 5, 9])).toEqual([
      [3, 5],
      [7, 7],
      [9, 9],
    ]);
    expect(seenRows(counts, sighting({ isAllSeen: true }))).toBe('all');
    expect(seenRows({ ...counts, total: 5 }, sighting({ isAllSeen: true, leftOut: new Set([2]) }))).toEqual([
      [0, 1],
      [3, 4],
    ]);
    expect(seenRows(counts, sighting({ seen: new Set([1, 2, 3]), leftOut: new Set([2]) }))).toEqual([
      [1, 1],
      [3, 3],
    ]);
  });
});

describe('a run', () => {
  it('adds up at every step, and says what is left', () => {
    const parts = { done: 500, total: 2_977, imported: 480, unchanged: 17, refused: 3, unseen: 0 };
    const progress = { ...parts, finished: false, isGone: false };
    expect(progressAddsUp(progress)).toBe(true);
    expect(leftOf(progress)).toBe(2_477);
  });
});

describe('a file', () => {
  it('is refused unread only for its size: what it is the replica finds out', () => {
    expect([5_000, 20_000_001].map((size) => refuseFile({ size }))).toEqual([null, 'tooLarge']);
  });
});

const column = (at: number, header: string, field: string | null) => ({
  ...{ column: at, header, field, samples: [], isHidden: false },
});
const preview: Preview = {
  importId: 'x',
  fileName: 'x.xlsx',
  kind: 'xlsx',
  fields: [],
  villages: [],
  byCode: [],
  counts,
  sheets: [
    {
      ...{
        index: 0,
        name: '表',
        isHidden: false,
        isIncluded: true,
        headerRow: 2,
        lastHeaderRow: 2,
        topRows: [],
      },
      ...{ village: null, fault: null, isRemembered: false, hiddenRows: 0, counts },
      columns: [column(0, '姓名', 'name'), column(2, '证件', null), column(3, '身份证号', 'idNumber')],
    },
  ],
};

describe('columns', () => {
  it('DR1 a meaning stands in one column', () => {
    const draft = chooseField(draftOf(preview), 0, 2, 'idNumber');
    expect(wishesOf(draft)[0]?.columns).toEqual([
      { column: 0, field: 'name' },
      { column: 2, field: 'idNumber' },
      { column: 3, field: null },
    ]);
    expect(draft.isChanged).toBe(true);
  });
  it('DR2 what is missing is said; a village of the whole sheet will do', () => {
    const draft = draftOf(preview);
    const [sheet] = draft.sheets;
    expect(sheet && missingIn(sheet)).toEqual(['village']);
    const [ready] = chooseVillage(draft, 0, 159_999_101_002).sheets;
    expect(ready && isReady(ready)).toBe(true);
    const [off] = include(chooseVillage(draft, 0, 159_999_101_002), 0, false).sheets;
    expect(off && isReady(off)).toBe(false);
  });
  it('another header row lets the columns be found anew', () => {
    expect(wishesOf(draftOf(preview), { index: 0, row: 5 })[0]).toMatchObject({
      headerRow: 5,
      columns: null,
    });
  });
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('column %d is %s', (at, letters) => {
    expect(columnLetters(at)).toBe(letters);
  });
});
