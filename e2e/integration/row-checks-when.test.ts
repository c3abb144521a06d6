/** CH6: when a desk holds its rows against the county's, and what it writes down and says of it. */
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LinkError } from '../../src-main/replica/sync/central-client.ts';
import { RowChecks, rowCheckView, scopesToCheck } from '../../src-main/replica/sync/row-checks.ts';
import { NORTH, type TestDesk, TEST_DEVICE } from '../../src-main/replica/test-desk.ts';
import { counting } from '../harness/counted-checks.ts';
import { personId, SmallCounty } from '../harness/small-county.ts';

const PEOPLE = 200;
const county = new SmallCounty();
let desk: TestDesk;

beforeAll(async () => {
  await county.fill(PEOPLE);
  desk = await county.syncedDesk();
}, 60_000);
afterAll(() => county.close());

describe('CH6 when', () => {
  const clock = { nowMs: Date.UTC(2026, 10, 3, 2), now: (): number => clock.nowMs };
  const checksOf = (transport = county.transport()) => {
    const counted = counting(transport);
    const ports = { target: desk.target, transport: counted.transport, clock };
    const told: string[] = [];
    const checks = new RowChecks({
      ...ports,
      rest: () => setImmediate(),
      changed: () => told.push('changed'),
    });
    return { checks, asked: counted.asked, told };
  };

  test('once a day, after a first sync, and when somebody asks', async () => {
    const { checks, asked } = checksOf();
    desk.statements.run('UPDATE cursor SET checked_at = NULL');
    await checks.run();
    expect(asked).toHaveLength(2);
    await checks.run();
    clock.nowMs += 60_000;
    await checks.run();
    expect(asked).toHaveLength(2);
    clock.nowMs += 86_400_000;
    await checks.run();
    expect(asked).toHaveLength(4);
    checks.askNow();
    await checks.run();
    expect(asked).toHaveLength(6);
    expect(scopesToCheck(desk.statements, TEST_DEVICE, clock.nowMs)).toEqual([]);
    expect(scopesToCheck((await county.syncedDesk()).statements, TEST_DEVICE, clock.nowMs)).toEqual([
      0,
      NORTH,
    ]);
  });

  test('what was mended is written down, without a value of anybody', async () => {
    const { checks, told } = checksOf();
    desk.statements.run("UPDATE person SET name = '错' WHERE id = ?", personId(3));
    checks.askNow();
    await checks.run();
    const [entry] = desk.rows('SELECT * FROM row_check ORDER BY serial DESC LIMIT 1');
    expect(entry).toMatchObject({ scope: NORTH, result: 'mended' });
    expect(JSON.parse(entry?.detail as string)).toMatchObject({
      type: 'person',
      rows: 1,
      ids: [personId(3)],
    });
    expect(entry?.detail).not.toContain('错');
    expect(told).toEqual(['changed']);
    expect(rowCheckView(desk.statements)).toMatchObject({ state: 'same', mended: { rows: 1 } });
  });

  test('what cannot be mended is said until it is well again', async () => {
    const honest = county.transport();
    const { checks } = checksOf({
      ...honest,
      check: async (request) => ({ ...((await honest.check(request)) as object), differ: [0] }),
    });
    checks.askNow();
    await checks.run();
    expect(rowCheckView(desk.statements).state).toBe('differs');
    const well = checksOf();
    well.checks.askNow();
    await well.checks.run();
    expect(rowCheckView(desk.statements)).toMatchObject({ state: 'same' });
  });

  test('a line that fails, or a centre that knows no such question, keeps nothing from its work', async () => {
    const { asked, checks } = checksOf({
      ...county.transport(),
      check: () => Promise.reject(new LinkError('no answer')),
    });
    checks.askNow();
    await checks.run();
    await checks.run();
    expect(asked).toHaveLength(1);
    clock.nowMs += 10 * 60_000;
    await checks.run();
    expect(asked).toHaveLength(2);
    expect(rowCheckView(desk.statements)).toMatchObject({ state: 'same', checkedAt: null });
    const { check: _none, ...without } = county.transport();
    const ports = { target: desk.target, transport: without, clock, rest: () => setImmediate() };
    await new RowChecks({ ...ports, changed: () => {} }).run();
  });
});
