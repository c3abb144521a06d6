/** Cells that are left out cannot be worked out (dossier (l)): a table, and an attacker who solves every sum. */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../base/chance.ts';
import { type Counts, SMALL, type Suppressed, suppressTogether, withAllCells } from './small-cells.ts';

/** Every count of the table and its sums in one square, null where it is left out. */
const square = ({ cells, rowSums, columnSums, sum }: Suppressed): (number | null)[][] => [
  ...cells.map((row, at) => [...row, rowSums[at] ?? null]),
  [...columnSums, sum],
];

/** Which of the counts left out follow from the sums: those that Gauss determines, whatever the others are. */
function determined(shown: Suppressed): string[] {
  const table = square(shown);
  const unknown = table.flatMap((row, r) => row.flatMap((value, c) => (value === null ? [`${r} ${c}`] : [])));
  const lines = [
    ...table.map((row, r) => row.map((_, c) => ({ r, c, sign: c === row.length - 1 ? -1 : 1 }))),
    ...(table[0] ?? []).map((_, c) =>
      table.map((_row, r) => ({ r, c, sign: r === table.length - 1 ? -1 : 1 })),
    ),
  ];
  const rows = lines.map((line) =>
    unknown.map((name) => line.find(({ r, c }) => `${r} ${c}` === name)?.sign ?? 0),
  );
  let pivot = 0;
  for (let column = 0; column < unknown.length; column += 1) {
    const at = rows.findIndex((row, index) => index >= pivot && Math.abs(row[column] ?? 0) > 1e-9);
    if (at < 0) continue;
    [rows[pivot], rows[at]] = [rows[at] as number[], rows[pivot] as number[]];
    const lead = rows[pivot] as number[];
    const factor = lead[column] as number;
    rows[pivot] = lead.map((value) => value / factor);
    for (const [index, row] of rows.entries()) {
      const times = row[column] ?? 0;
      if (index !== pivot && times)
        rows[index] = row.map((value, k) => value - times * (rows[pivot]?.[k] ?? 0));
    }
    pivot += 1;
  }
  return rows.flatMap((row) => {
    const left = row.flatMap((value, k) => (Math.abs(value) > 1e-9 ? [unknown[k] as string] : []));
    return left.length === 1 ? left : [];
  });
}

test.each<[string, Counts, (number | null)[][]]>([
  [
    'nothing is small',
    [
      [9, 8],
      [7, 6],
    ],
    [
      [9, 8, 17],
      [7, 6, 13],
      [16, 14, 30],
    ],
  ],
  [
    'nobody is not few',
    [
      [9, 0],
      [7, 6],
    ],
    [
      [9, 0, 9],
      [7, 6, 13],
      [16, 6, 22],
    ],
  ],
  [
    'one small one takes three along',
    [
      [9, 2, 20],
      [7, 6, 30],
      [50, 60, 70],
    ],
    [
      [null, null, 20, 31],
      [null, null, 30, 43],
      [50, 60, 70, 180],
      [66, 68, 120, 254],
    ],
  ],
])('SC1 %s', (_what, counts, expected) => {
  expect(square(suppressTogether([counts])[0] as Suppressed)).toEqual(expected);
});

test('SC3 one and one beside a sum of two would both be one', () => {
  const shown = suppressTogether([
    [
      [1, 1, 40],
      [30, 30, 30],
    ],
  ])[0] as Suppressed;
  expect(shown.cells[0]).toEqual([null, null, null]);
});

test('SC4 a sum that one table leaves out, all do', () => {
  // The first has one row: only its sums can keep the small one company.
  const [first, second] = suppressTogether([
    [[3, 40]],
    [
      [3, 0],
      [0, 40],
    ],
  ]) as [Suppressed, Suppressed];
  expect([first.columnSums, first.sum]).toEqual([second.columnSums, second.sum]);
  expect(first.columnSums).toContain(null);
});

test('without suppression every cell stands', () => {
  expect(square(withAllCells([[1, 2]]))).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
});

describe('an attacker who solves all sums', () => {
  const random = seededRandom(20_261_123);
  const small = () => Math.floor(random.next() ** 3 * 40);
  const cases = Array.from({ length: 300 }, (_, at) => {
    const rows = 1 + Math.floor(random.next() * 8);
    const columns = 1 + Math.floor(random.next() * 5);
    return [at, Array.from({ length: rows }, () => Array.from({ length: columns }, small))] as const;
  });
  test.each(cases)('SC1 SC2 table %i', (_at, counts) => {
    const shown = suppressTogether([counts])[0] as Suppressed;
    const sums = square(withAllCells(counts));
    for (const [r, row] of square(shown).entries())
      for (const [c, value] of row.entries()) {
        const true_ = sums[r]?.[c] ?? 0;
        if (true_ > 0 && true_ < SMALL) expect(value).toBeNull();
        else if (value !== null) expect(value).toBe(true_);
      }
    expect(determined(shown)).toEqual([]);
  });
});
