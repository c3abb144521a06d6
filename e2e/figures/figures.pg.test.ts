/** The seed's figures at a hundredth, and a seeded year whose totals the log alone gives again (`npm run figures` for the whole). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BENEFITS } from '#shared/domain/state.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';
import { type Figures, LIVING, NURSING, runFigures } from './run.ts';

const SHARE = 0.01;
const RUN_MS = 240_000;
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
