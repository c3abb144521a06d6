/** The second program on small logs: what it is held to must be able to go red, row by row; and it knows nothing of the product. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addEntries, type LogEntry, type LogRecords, recount, standardBy } from './recount.ts';

const PLACE = 159_999_101_000;
const ENTITLEMENT = 7;
const terms = (more: object = {}): LogEntry => [
  ...(['entitlement', ENTITLEMENT, 'terms'] as const),
  {
    personId: 3,
    benefit: 'LIVING',
    entitledFrom: '2026-01',
    lastPayableMonth: null,
    suspensions: null,
    ...more,
  },
];
function row(id: number, month: string, amountFen: number, more: object = {}): LogEntry[] {
  const paid = { entitlementId: ENTITLEMENT, benefit: 'LIVING', month, kind: 'CURRENT', amountFen, ...more };
  return [
    ['rosterRow', id, 'row', paid],
    ['rosterRow', id, 'result', { result: 'PENDING' }],
    ['rosterRow', id, 'result', { result: 'PAID', ...more }],
  ];
}
/** Two months at 100 yuan and one at 110. */
const RIGHT = [
  terms(),
  ...row(11, '2026-01', 10_000),
  ...row(12, '2026-02', 10_000),
  ...row(13, '2026-03', 11_000),
];

function recounted(entries: readonly LogEntry[]) {
  const records: LogRecords = new Map();
  addEntries(records, PLACE, entries);
  const standard = standardBy([
    ['2016-01', 10_000],
    ['2026-03', 11_000],
  ]);
  const { paid, due, overpaid, faults } = recount({ records, until: '2026-03', standard });
  return { paid: paid['LIVING'], due: due['LIVING'], over: overpaid['LIVING'] ?? 0, faults };
}

test('what is right is found right', () => {
  expect(recounted(RIGHT)).toEqual({ paid: 31_000, due: 31_000, over: 0, faults: [] });
});

test.each<[string, LogEntry[], RegExp]>([
  [
    'a fen more',
    [...RIGHT, ['rosterRow', 12, 'row', { amountFen: 10_001 }]],
    /2026-02: paid 10001, owed 10000/,
  ],
  [
    'a fen less',
    [...RIGHT, ['rosterRow', 13, 'row', { amountFen: 10_999 }]],
    /2026-03: paid 10999, owed 11000/,
  ],
  [
    'a month twice',
    [...RIGHT, ...row(14, '2026-02', 10_000, { kind: 'BACK_PAY' })],
    /paid twice: 3 LIVING 2026-02/,
  ],
  ['a month lost', RIGHT.filter(([, id]) => id !== 12), /2026-02: paid 0, owed 10000/],
  [
    'a month that came back and was not issued again',
    [...RIGHT, ...row(12, '2026-02', 10_000, { result: 'RETURNED' })],
    /2026-02: paid 0, owed/,
  ],
  [
    'paid while the doubt was found true',
    [...RIGHT, terms({ suspensions: [{ from: '2026-02', to: '2026-02', outcome: 'FORFEITED' }] })],
    /2026-02: paid 10000, owed 0/,
  ],
  [
    'the raise not paid',
    [...RIGHT, ['rosterRow', 13, 'row', { amountFen: 10_000 }]],
    /2026-03: paid 10000, owed 11000/,
  ],
])('%s is a fault', (_what, entries, words) => {
  expect(recounted(entries).faults.join('; ')).toMatch(words);
});

test('what was paid past the last month is told apart, not lost', () => {
  expect(recounted([...RIGHT, terms({ lastPayableMonth: '2026-01' })])).toEqual({
    ...{ paid: 31_000, due: 10_000, over: 21_000, faults: [] },
  });
});

test('it imports the driver of the database and nothing of the product', () => {
  const source = readFileSync(new URL('./recount.ts', import.meta.url), 'utf8');
  const imports = [...source.matchAll(/\bfrom '([^']+)'|\bimport\(([^)]+)\)|^import '([^']+)'/gm)];
  expect(imports.map((found) => found[1] ?? found[2] ?? found[3])).toEqual(['pg']);
});
