/** Random histories of a small county through the real acts and jobs: deaths told late, moves, newcomers, doubts, returned payments, a raise dated
 *  back, holds, findings and shared accounts (RH1–RH4), two records that turn out to be one person (MG1–MG4), rosters built twice, servers killed between two pages. In each, over the whole: no month of a person and benefit is paid twice or
 *  lost, and every roster's people balance. What is right is said by the second program (recount.ts), out of the log alone.              */
import { expect, test } from 'vitest';
import { seededRandom } from '#shared/base/chance.ts';
import { addMonths } from '#shared/domain/month.ts';
import { balances, type RosterPart } from '#shared/domain/roster-figures.ts';
import { BENEFITS } from '#shared/domain/state.ts';
import { TestCounty } from '../../src-server/jobs/test-county.ts';
import { MemoryStore } from '../../src-server/store/memory-store.ts';
import { addEntries, type LogEntry, type LogRecords, recount } from './recount.ts';
import { packWith } from './run.ts';
import { SeededMerges } from './merges.ts';
import { SeededYear } from './year.ts';
import { SeededQuestions } from './questions.ts';

const HISTORIES = Array.from({ length: 12 }, (_, at) => 7_000 + at);
const PEOPLE = 14;
const MONTHS = 9;
const FIRST = '2026-01';
const RAISED_FROM = '2026-04';
const RAISED_ON = '2026-06-01';
const BEFORE = packWith('2026-07', [{ from: '2016-01', amountFen: 10_000 }]);
const AFTER = packWith('2026-07', [
  { from: '2016-01', to: '2026-03', amountFen: 10_000 },
  { from: RAISED_FROM, amountFen: 12_300 },
]);
const QUESTIONED = ['HOLD', 'FINDING_OPEN', 'ACCOUNT_SHARED', 'CONFLICT_OPEN'];
const standard = (month: string) => (month < RAISED_FROM ? 10_000 : 12_300);

function recordsIn(store: MemoryStore): LogRecords {
  const records: LogRecords = new Map();
  for (const [scope, { log }] of store.contents().scopes)
    for (const { audience, entries } of log)
      if (audience === 'case') addEntries(records, scope, entries as never as LogEntry[]);
  return records;
}

test.each(HISTORIES)('history %i', async (seed) => {
  const random = seededRandom(seed);
  const store = new MemoryStore((scope) => `epoch-${scope}`);
  const county = new TestCounty(store, { townships: 3, today: `${FIRST}-05` });
  county.packOf = (date) => (date < RAISED_ON ? BEFORE : AFTER);
  await county.found();
  const receivers = [];
  for (const [at, scope] of county.townships.entries()) {
    const people = Array.from({ length: PEOPLE }, (_, index) => ({
      index: at * PEOPLE + index,
      benefits:
        random.next() < 0.4 ? BENEFITS : [BENEFITS[random.next() < 0.5 ? 0 : 1] as (typeof BENEFITS)[0]],
      from: FIRST,
    }));
    receivers.push(...(await county.lay(scope, people)));
  }
  const year = new SeededYear(county, receivers, PEOPLE * county.townships.length, seed);
  const questions = new SeededQuestions(county, receivers, seed);
  const merges = new SeededMerges(county, receivers, seed);
  let month = FIRST;
  let held = 0;
  const before = { LIVING: 0, NURSING: 0 };
  for (let at = 0; at < MONTHS; at++) {
    month = addMonths(FIRST, at);
    const isLast = at === MONTHS - 1;
    county.setDay(`${month}-03`);
    if (at > 0) await year.month(month, isLast);
    await questions.month(isLast);
    if (at > 0 && !isLast) await merges.month(month, (given, kept) => year.standsFor(given, kept));
    county.setDay(`${month}-06`);
    if (random.next() < 0.5) {
      await county.done('COUNTY_CIVIL_AFFAIRS_APPROVER', 'roster.build', { month });
      await county.work(1 + Math.floor(random.next() * 8));
      await county.work();
    }
    const roster = await county.send(month);
    const totals = roster.values.totals as unknown as RosterPart;
    for (const benefit of BENEFITS) {
      expect(balances(totals.identity[benefit])).toBe(true);
      // Who was on the roster before is who stood on it, whatever was built twice.
      if (at > 0) expect(totals.identity[benefit].last).toBe(before[benefit]);
      before[benefit] = totals.identity[benefit].current;
    }
    const all = await county.rows(roster.id);
    held += all.filter(({ values }) => QUESTIONED.includes(values.heldReason ?? '')).length;
    const rows = all.filter(({ values }) => values.result === 'PENDING');
    await county.settle(roster, year.drawReturned(rows, isLast));
  }
  const { faults, due, paid, overpaid } = recount({ records: recordsIn(store), until: month, standard });
  expect(faults).toEqual([]);
  expect(questions.raised).toBeGreaterThan(MONTHS);
  expect(held).toBeGreaterThan(0);
  expect([merges.merged > 0, merges.lostHolds]).toEqual([true, 0]);
  for (const benefit of BENEFITS) expect(paid[benefit]).toBe((due[benefit] ?? 0) + (overpaid[benefit] ?? 0));
});
