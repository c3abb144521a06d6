/** The seed's figures at a hundredth, and a seeded year whose totals the log alone gives again (`npm run figures` for the whole). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BENEFITS } from '#shared/domain/state.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';
import { monthAtBank } from './bank.ts';
import { recountIn } from './recount.ts';
import { type Figures, LIVING, NURSING, runFigures } from './run.ts';

const SHARE = 0.01;
const RUN_MS = 240_000;
const RETURNED = 3;
let database: TestDatabase;
let figures: Figures;

beforeAll(async () => {
  database = await openTestDatabase();
  figures = await runFigures({ pool: database.pool, url: database.url, share: SHARE });
}, RUN_MS);
afterAll(() => database?.close());

test('five months at 100 yuan are the seed’s money', () => {
  expect(figures.fiveMonths).toEqual({
    LIVING: Math.round(LIVING * SHARE) * 50_000,
    NURSING: Math.round(NURSING * SHARE) * 50_000,
  });
});

test('no month of the year is paid twice, lost, or at another amount than its standard', () => {
  expect(figures.recount.faults).toEqual([]);
  for (const kind of ['BACK_PAY PAID', 'ADJUST PAID', 'REISSUE PAID', 'CURRENT RETURNED'])
    expect([kind, (figures.recount.kinds[kind] ?? 0) > 0]).toEqual([kind, true]);
});

test.each(BENEFITS)('what the rosters paid of %s is what the log says, to the fen', (benefit) => {
  const paid = figures.fiveMonths[benefit] + figures.year[benefit];
  expect(figures.recount.paid[benefit]).toBe(paid);
  expect((figures.recount.due[benefit] ?? 0) + (figures.recount.overpaid[benefit] ?? 0)).toBe(paid);
});

test('the bank’s file of a roster, answered by the bank, is read back to the fen', async () => {
  const { rosterId, townships, paidRows, paidFen } = figures.last;
  const { rows } = await database.pool.query<{ id: number; fen: number }>(
    `SELECT id, amount_fen AS fen FROM "rosterRow" WHERE roster_id = $1 AND result = 'PAID' ORDER BY id LIMIT ${RETURNED}`,
    [rosterId],
  );
  const returned = rows.map(({ id }) => id);
  const back = rows.reduce((sum, { fen }) => sum + fen, 0);
  const answer = await monthAtBank({ url: database.url, rosterId, townships, returned });
  expect(answer.read).toMatchObject({
    ...{ paidRows: paidRows - RETURNED, paidFen: paidFen - back, returnedFen: back, problemCount: 0 },
    returned: returned.map((rowId) => ({ rowId, reason: 'ACCOUNT_CLOSED' })),
  });
}, 60_000);

test('one row of the log changed by one fen is found, and where', async () => {
  const { until, standards } = figures.last;
  const changed = await database.pool.query(
    `UPDATE log SET payload = regexp_replace(payload, '"amountFen":10000', '"amountFen":10001')
     WHERE (scope, audience, commit) = (SELECT scope, audience, commit FROM log
       WHERE audience = 'case' AND payload LIKE '%"amountFen":10000%' ORDER BY scope, commit LIMIT 1)`,
  );
  expect(changed.rowCount).toBe(1);
  const again = await recountIn(database.pool, until, standards);
  expect(again.faults).toEqual([
    expect.stringMatching(/paid 10001, owed 10000$|paid 10001, owed 11000$|paid 11001/),
  ]);
  const sum = (of: Readonly<Record<string, number>>) =>
    BENEFITS.reduce((fen, each) => fen + (of[each] ?? 0), 0);
  expect(sum(again.paid)).toBe(sum(figures.recount.paid) + 1);
}, 60_000);
