/** The daily bulletin counted from a log: what counts, where, and that the same log gives the same (dossier (i), S000). */
import { describe, expect, test } from 'vitest';
import {
  bulletinHash,
  bulletinRows,
  bulletinTotal,
  type CountedEntry,
  dayBefore,
  hourOf,
  TownshipCount,
  totalOf,
} from './bulletin.ts';

const T = 159999101000;
const count = (...entries: CountedEntry[]) => {
  const counting = new TownshipCount();
  counting.take(entries);
  return counting.numbers(T, 10);
};
const file = (id: number, more: object = {}): CountedEntry => [
  'application',
  id,
  'file',
  { personId: 1, appliedLiving: true, appliedNursing: true, ...more },
];
const state = (id: number, more: object): CountedEntry => ['application', id, 'state', { ...more }];

describe('BU1 BU3 what counts', () => {
  test.each<[string, CountedEntry[], Partial<ReturnType<typeof count>>]>([
    ['nothing', [], { entered: 0, reviewed: 0, determined: 0 }],
    [
      'an imported person by the benefits of the roster',
      [['person', 1, 'origin', { rosterBenefits: ['LIVING', 'NURSING'] }]],
      { entered: 2, reviewed: 0, determined: 0 },
    ],
    [
      'a record that was merged away',
      [
        ['person', 1, 'origin', { rosterBenefits: ['LIVING'] }],
        ['person', 1, 'merged', { mergedInto: 2 }],
      ],
      { entered: 0 },
    ],
    ['a file that was submitted', [file(1)], { entered: 0 }],
    [
      'a file that was entered',
      [file(1), state(1, { state: 'PRELIMINARY_PASSED', enteredOn: '2019-01-07' })],
      { entered: 2, reviewed: 0 },
    ],
    [
      'the same benefits by import and by file, once',
      [
        ['person', 1, 'origin', { rosterBenefits: ['LIVING', 'NURSING'] }],
        file(1),
        state(1, { enteredOn: '2019-01-07' }),
      ],
      { entered: 2 },
    ],
    [
      'a file that the federation passed',
      [
        file(1, { appliedNursing: false }),
        state(1, { enteredOn: '2019-01-07', federationPassedOn: '2019-01-08', state: 'DETERMINING' }),
      ],
      { entered: 1, reviewed: 1, determined: 0 },
    ],
    [
      'a determined file',
      [
        file(1),
        state(1, {
          enteredOn: '2019-01-07',
          federationPassedOn: '2019-01-08',
          determinedOn: '2019-01-09',
          state: 'APPROVED',
        }),
      ],
      { entered: 2, reviewed: 2, determined: 2 },
    ],
    [
      'a refused file waits for nobody',
      [file(1), state(1, { enteredOn: '2019-01-07', state: 'REFUSED' })],
      { reviewed: 2, determined: 2 },
    ],
    [
      'an entitlement',
      [['entitlement', 3, 'terms', { personId: 1, benefit: 'LIVING', state: 'ACTIVE' }]],
      { entered: 1, reviewed: 1, determined: 1 },
    ],
    [
      'findings that hold money back, while they are open',
      [
        ['finding', 1, 'about', { severity: 'BLOCK_ROSTER' }],
        ['finding', 1, 'work', { state: 'OPEN' }],
        ['finding', 2, 'about', { severity: 'VERIFY' }],
        ['finding', 2, 'work', { state: 'OPEN' }],
        ['finding', 3, 'about', { severity: 'BLOCK_ROSTER' }],
        ['finding', 3, 'work', { state: 'CLOSED' }],
      ],
      { blocks: 1 },
    ],
    [
      'conflicts, while they are open',
      [
        ['conflict', 1, 'settlement', { state: 'OPEN' }],
        ['conflict', 2, 'settlement', { state: 'OPEN' }],
        ['conflict', 2, 'settlement', { state: 'SETTLED' }],
      ],
      { openErrors: 1 },
    ],
    [
      'BU2 what moved away',
      [file(1), state(1, { enteredOn: '2019-01-07' }), ['application', 1, 'left', { to: 2 }]],
      { entered: 0 },
    ],
    ['what it knows nothing of', [['disclosure', 1, 'about', { rowCount: 3 }]], { entered: 0 }],
  ])('%s', (_what, entries, numbers) => expect(count(...entries)).toMatchObject(numbers));
});

const row = (township: number, determined: number, target = 10) => ({
  ...{ township, target, entered: 10, reviewed: 10, determined, blocks: 0, openErrors: 1 },
});

test('beside the day before: the change, the rate rounded down, no rate of nothing', () => {
  expect(bulletinRows([row(2, 10), row(1, 2, 3), row(3, 0, 0)], [row(1, 1, 3)])).toMatchObject([
    { township: 1, permille: 666, change: 1 },
    { township: 2, permille: 1_000, change: 10 },
    { township: 3, permille: null, change: 0 },
  ]);
  expect(totalOf([row(1, 2), row(2, 3)])).toEqual({
    target: 20,
    entered: 20,
    reviewed: 20,
    determined: 5,
    blocks: 0,
    openErrors: 2,
  });
});

test('the line below: sums, and the rate of the sums', () => {
  const rows = bulletinRows([row(1, 2, 3), row(2, 10)], [row(1, 1, 3)]);
  expect(bulletinTotal(rows)).toMatchObject({ target: 13, determined: 12, change: 11, permille: 923 });
  expect(bulletinTotal([])).toMatchObject({ target: 0, permille: null });
});

test('the same numbers have the same hash, one more determined another', () => {
  const rows = bulletinRows([row(1, 2)], []);
  const hash = bulletinHash('2019-01-07', '2019-01-07T09:00:00.000Z', rows);
  expect(bulletinHash('2019-01-07', '2019-01-07T09:00:00.000Z', bulletinRows([row(1, 2)], []))).toBe(hash);
  expect(bulletinHash('2019-01-07', '2019-01-07T09:00:00.000Z', bulletinRows([row(1, 3)], []))).not.toBe(
    hash,
  );
});

test.each([
  ['2019-01-07', 17, '2019-01-07T09:00:00.000Z'],
  ['2019-01-07', 0, '2019-01-06T16:00:00.000Z'],
  ['2019-01-01', 7, '2018-12-31T23:00:00.000Z'],
])('%s at %i in Asia/Shanghai', (day, hour, instant) => {
  expect(hourOf(day, hour)).toBe(instant);
  expect(Date.parse(instant) - Date.parse(dayBefore(instant))).toBe(86_400_000);
});

test('money of a month: what stands on its rows, held ones left out', () => {
  const counting = new TownshipCount();
  const row = (id: number, set: object): CountedEntry => [
    'rosterRow',
    id,
    'row',
    { month: '2018-12', kind: 'HISTORY', amountFen: 10_000, ...set },
  ];
  counting.take([
    row(1, {}),
    row(2, { kind: 'CURRENT' }),
    row(3, { heldReason: 'BLOCK' }),
    row(4, { month: '2018-11' }),
    row(5, { kind: 'ADJUST' }),
  ]);
  expect(counting.paid('2018-12')).toEqual({ fen: 20_000, rows: 2 });
  expect(counting.paid('2019-01')).toMatchObject({ fen: 0, rows: 0 });
});
