/** Cells that are left out cannot be worked out (dossier (l)): a table, and an attacker who solves every sum. */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../base/chance.ts';
import {
  type Counts,
  SMALL,
  type Suppressed,
  suppressMonths,
  suppressTogether,
  withAllCells,
} from './small-cells.ts';
import { suppressCross } from './small-cells-cross.ts';

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

describe('SC8 one month beside another', () => {
  const one = (...months: (readonly number[])[]) =>
    square(suppressMonths(months.map((row) => [[row, [50, 50]]]))[0] as Suppressed)[0];
  test.each<[string, (readonly number[])[], (number | null)[] | undefined]>([
    [
      'nothing changed',
      [
        [20, 30],
        [20, 30],
      ],
      [20, 30, 50],
    ],
    [
      'ten more',
      [
        [20, 30],
        [30, 30],
      ],
      [30, 30, 60],
    ],
    [
      'nobody any more, and there were many',
      [
        [20, 30],
        [0, 30],
      ],
      [0, 30, 30],
    ],
    [
      'two more: with the sums, and what would give them away',
      [
        [20, 30],
        [22, 30],
      ],
      [null, 30, null],
    ],
    [
      'the month after, they are still two more than was ever shown',
      [
        [20, 30],
        [22, 30],
        [22, 30],
      ],
      [null, 30, null],
    ],
    [
      'until they are five',
      [
        [20, 30],
        [22, 30],
        [25, 30],
      ],
      [25, 30, 55],
    ],
    [
      'three went and three came: as it was shown',
      [
        [20, 30],
        [17, 30],
        [20, 30],
      ],
      [20, 30, 50],
    ],
    [
      'two over, two back: the sum stands and gives neither away',
      [
        [20, 30],
        [22, 28],
      ],
      [null, null, 50],
    ],
  ])('%s', (_what, months, row) => expect(one(...months)).toEqual(row));

  const random = seededRandom(11);
  test.each(Array.from({ length: 60 }, (_, at) => at))('a year of random table %i', () => {
    const [rows, columns] = [2 + Math.floor(random.next() * 3), 2 + Math.floor(random.next() * 2)];
    let counts = Array.from({ length: rows }, () =>
      Array.from({ length: columns }, () => Math.floor(random.next() * 40)),
    );
    const months: Counts[][] = [];
    const last = new Map<string, number>();
    for (let month = 0; month < 12; month += 1) {
      months.push([counts]);
      const [shown] = suppressMonths(months) as [Suppressed];
      expect(determined(shown)).toEqual([]);
      for (const [r, row] of square(shown).entries())
        for (const [c, value] of row.entries()) {
          if (value === null) continue;
          const step = Math.abs(value - (last.get(`${r} ${c}`) ?? value));
          expect(step > 0 && step < SMALL).toBe(false);
          last.set(`${r} ${c}`, value);
        }
      counts = counts.map((row) =>
        row.map((value) => Math.max(0, value + Math.floor(random.next() * 13) - 6)),
      );
    }
  });
});

describe('tables over two dimensions beside those of one (SC5–SC7)', () => {
  /** What anybody can read: each published number is an equation over the counts of single people's cells, and so is every sum of them. */
  interface Said {
    readonly parts: readonly number[];
    readonly value: number | null;
  }
  const random = seededRandom(20_261_124);
  const upTo = (most: number) => 1 + Math.floor(random.next() * most);

  /** Columns of a count over three dimensions, flattened; two of the dimensions are crossed, then another two. */
  function county() {
    const sizes = [1 + upTo(3), 1 + upTo(3), 1 + upTo(2)] as const;
    const columns = upTo(3);
    const count = sizes[0] * sizes[1] * sizes[2];
    const atoms = Array.from({ length: count }, () =>
      Array.from({ length: columns }, () => Math.floor(random.next() ** 3 * 30)),
    );
    const of = (atom: number, dimension: number): number =>
      [atom % sizes[0], Math.floor(atom / sizes[0]) % sizes[1], Math.floor(atom / (sizes[0] * sizes[1]))][
        dimension
      ] as number;
    return { sizes, columns, atoms, of };
  }
  type County = ReturnType<typeof county>;

  /** The atoms that each row of a table over some dimensions counts. */
  function rowsOf({ sizes, atoms, of }: County, dimensions: readonly number[]): number[][] {
    const total = dimensions.reduce((all, dimension) => all * (sizes[dimension] as number), 1);
    const rows = Array.from({ length: total }, (): number[] => []);
    atoms.forEach((_, atom) => {
      const row = dimensions.reduceRight(
        (at, dimension) => at * (sizes[dimension] as number) + of(atom, dimension),
        0,
      );
      rows[row]?.push(atom);
    });
    return rows;
  }
  const countsOf = ({ atoms, columns }: County, rows: readonly number[][]): number[][] =>
    rows.map((row) =>
      Array.from({ length: columns }, (_, c) => row.reduce((sum, atom) => sum + (atoms[atom]?.[c] ?? 0), 0)),
    );

  function saidBy({ columns, atoms }: County, rows: readonly number[][], shown: Suppressed): Said[] {
    const cell = (of: readonly number[], c: number) =>
      c < columns
        ? of.map((atom) => atom * columns + c)
        : of.flatMap((atom) => Array.from({ length: columns }, (_, k) => atom * columns + k));
    const all = atoms.map((_, atom) => atom);
    return square(shown).flatMap((row, r) =>
      row.map((value, c) => ({ value, parts: cell(rows[r] ?? all, c) })),
    );
  }

  /** Numbers left out that are a sum of multiples of numbers that stand: an attacker with every table before them. */
  function workedOut(said: readonly Said[], unknowns: number): number {
    const basis: { lead: number; row: Float64Array }[] = [];
    const rest = (parts: readonly number[]): Float64Array => {
      const row = new Float64Array(unknowns);
      for (const part of parts) row[part] = 1;
      for (const { lead, row: of } of basis) {
        const times = row[lead] as number;
        if (times)
          for (let k = 0; k < unknowns; k += 1) row[k] = (row[k] as number) - times * (of[k] as number);
      }
      return row;
    };
    const leadOf = (row: Float64Array): number => row.findIndex((value) => Math.abs(value) > 1e-7);
    for (const { parts, value } of said) {
      if (value === null) continue;
      const row = rest(parts);
      const lead = leadOf(row);
      if (lead < 0) continue;
      const factor = row[lead] as number;
      basis.push({ lead, row: row.map((each) => each / factor) });
    }
    return said.filter(({ value, parts }) => value === null && leadOf(rest(parts)) < 0).length;
  }

  const PAIRS = [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const;
  test.each(Array.from({ length: 300 }, (_, at) => [at, county()] as const))(
    'SC1 SC6 all pairs of county %i beside each other',
    (_at, given) => {
      const singles = [0, 1, 2].map((dimension) => rowsOf(given, [dimension]));
      const shown = suppressTogether(singles.map((rows) => countsOf(given, rows)));
      const said = singles.flatMap((rows, dimension) => saidBy(given, rows, shown[dimension] as Suppressed));
      for (const [a, b] of PAIRS) {
        const rows = rowsOf(given, [a, b]);
        const counts = countsOf(given, rows);
        const within = (dimension: number) => ({
          shown: shown[dimension] as Suppressed,
          rowOf: rows.map(([atom]) => given.of(atom as number, dimension)),
        });
        const cross = suppressCross(counts, [within(a), within(b)]);
        const small = (value: number) => value > 0 && value < SMALL;
        for (const [r, row] of counts.entries())
          for (const [c, value] of row.entries())
            expect(cross.cells[r]?.[c]).toBe(small(value) || cross.cells[r]?.[c] === null ? null : value);
        said.push(...saidBy(given, rows, cross));
      }
      expect(workedOut(said, given.atoms.length * given.columns)).toBe(0);
    },
  );

  test('what is not small stands', () => {
    const rows = [
      [20, 30],
      [40, 50],
      [60, 70],
      [80, 90],
    ];
    const [one, two] = suppressTogether([
      [
        [60, 80],
        [140, 160],
      ],
      [
        [80, 100],
        [120, 140],
      ],
    ]) as [Suppressed, Suppressed];
    const cross = suppressCross(rows, [
      { shown: one, rowOf: [0, 0, 1, 1] },
      { shown: two, rowOf: [0, 1, 0, 1] },
    ]);
    expect(cross.cells).toEqual(rows);
  });
});
