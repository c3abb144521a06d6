/** Bulletins and counts from the centre's log: as of a commit, and the same when they are made again. */
import { expect, test } from 'vitest';
import { instantText } from '#shared/base/clock.ts';
import { DEMO_BANNER_CODE, DEMO_DIVISIONS } from '#shared/domain/division.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { appendRecords } from '../sync/append.ts';
import { BulletinCount, RolloutCount } from './rollout-count.ts';
import { centreMeta } from './work.ts';

const TOWNSHIP = 159999101000;
const HOUR_MS = 3_600_000;
/** 17:00 of 7 January 2019 in Asia/Shanghai. */
const HOUR = Date.UTC(2019, 0, 7, 9);

function county() {
  const store = new MemoryStore((scope) => `epoch-of-${scope}`);
  const clock = { at: HOUR + HOUR_MS, now: () => clock.at };
  const write = (atMs: number, scope: number, records: readonly WrittenRecord[]) =>
    appendRecords(store, scope, centreMeta(atMs), records);
  const divisions = DEMO_DIVISIONS.map(
    ({ code, name, parent }): WrittenRecord => ({
      type: 'division',
      id: code,
      set: { divisionName: name, parent },
    }),
  );
  const file = (id: number, set: object): WrittenRecord => ({
    type: 'application',
    id,
    set: { personId: id + 1, appliedLiving: true, appliedNursing: true, ...set },
  });
  const row = (type: 'bulletin' | 'rollout', id: number) =>
    store.transaction(
      [],
      async (tx) => (await tx.read(DEMO_BANNER_CODE, { type, id }))[0]?.values as Record<string, unknown>,
    );
  return { store, clock, write, divisions, file, row };
}

test('RC1 a bulletin is of its hour, and made again it is the same, whatever came since', async () => {
  const { store, clock, write, divisions, file, row } = county();
  await write(HOUR - 30 * HOUR_MS, REFERENCE_SCOPE, divisions);
  const targets = [{ township: TOWNSHIP, living: 2, nursing: 2 }];
  await write(HOUR - 30 * HOUR_MS, DEMO_BANNER_CODE, [
    { type: 'rollout', id: 1, set: { phase: 'CURRENT_ENTRY', targets, targetMonth: '2018-12' } },
  ]);
  await write(HOUR - 26 * HOUR_MS, TOWNSHIP, [
    file(100, {
      enteredOn: '2019-01-06',
      federationPassedOn: '2019-01-06',
      determinedOn: '2019-01-06',
      state: 'APPROVED',
    }),
  ]);
  await write(HOUR - HOUR_MS, TOWNSHIP, [file(200, { enteredOn: '2019-01-07' })]);
  await write(HOUR + 60_000, TOWNSHIP, [file(200, { determinedOn: '2019-01-07', state: 'APPROVED' })]);
  await write(clock.now(), DEMO_BANNER_CODE, [
    { type: 'bulletin', id: 2, set: { day: '2019-01-07', asOf: instantText(HOUR), state: 'COUNTING' } },
  ]);
  const job = new BulletinCount({ store, clock });
  const found = await job.find(null);
  expect(found).toEqual([{ scope: DEMO_BANNER_CODE, id: 2 }]);
  expect(await job.step({ scope: DEMO_BANNER_CODE, id: 2 })).toBe(false);
  const made = await row('bulletin', 2);
  const first = (made.rows as { township: number }[]).find(({ township }) => township === TOWNSHIP);
  expect(first).toMatchObject({
    target: 4,
    entered: 4,
    reviewed: 2,
    determined: 2,
    permille: 500,
    change: 0,
  });
  expect(made).toMatchObject({ state: 'MADE' });
  expect(await job.find([DEMO_BANNER_CODE])).toEqual([]);
  // Later everything is determined, and somebody moves away.
  await write(HOUR + 20 * HOUR_MS, TOWNSHIP, [file(300, { determinedOn: '2019-01-08', state: 'APPROVED' })]);
  await write(HOUR + 21 * HOUR_MS, DEMO_BANNER_CODE, [
    { type: 'bulletin', id: 2, set: { state: 'RECOUNTING' } },
  ]);
  await job.step({ scope: DEMO_BANNER_CODE, id: 2 });
  const again = await row('bulletin', 2);
  expect(again.remadeHash).toBe(made.hash);
  // Asked for by somebody who has nothing of the first one, a day later: byte for byte.
  await write(clock.now(), DEMO_BANNER_CODE, [
    { type: 'bulletin', id: 3, set: { day: '2019-01-07', asOf: instantText(HOUR), state: 'COUNTING' } },
  ]);
  clock.at += 24 * HOUR_MS;
  await job.step({ scope: DEMO_BANNER_CODE, id: 3 });
  const other = await row('bulletin', 3);
  expect(JSON.stringify(other.rows)).toBe(JSON.stringify(made.rows));
  expect(other).toMatchObject({ hash: made.hash, cut: made.cut });
});

test('the roll-out is counted as it stands, with the money of the target’s month', async () => {
  const { store, clock, write, divisions, file, row } = county();
  await write(HOUR, REFERENCE_SCOPE, divisions);
  const targets = [{ township: TOWNSHIP, living: 1, nursing: 1 }];
  await write(HOUR, DEMO_BANNER_CODE, [
    {
      type: 'rollout',
      id: 1,
      set: { phase: 'CURRENT_ENTRY', state: 'COUNTING', targets, targetMonth: '2018-12' },
    },
  ]);
  await write(HOUR, TOWNSHIP, [file(100, { determinedOn: '2019-01-06', state: 'APPROVED' })]);
  const job = new RolloutCount({ store, clock });
  await job.step({ scope: DEMO_BANNER_CODE, id: 1 });
  const { state, numbers } = await row('rollout', 1);
  expect(state).toBe('COUNTED');
  expect(numbers).toMatchObject({ systemFen: null, history: { months: 0, unreconciled: 36 } });
  expect(
    (numbers as { rows: { township: number }[] }).rows.find(({ township }) => township === TOWNSHIP),
  ).toMatchObject({ target: 2, determined: 2 });

  // What was paid outside the system in that month is the system's side of the sum; the history is held against finance month by month.
  const about = { personId: 101, benefit: 'LIVING', fromMonth: '2016-01', toMonth: '2018-12' };
  await write(HOUR, TOWNSHIP, [
    { type: 'pastPayment', id: 400, set: { ...about, amountFen: 10_000, state: 'RECONCILED' } },
  ]);
  const months = Array.from({ length: 36 }, (_, at) => `${2016 + Math.floor(at / 12)}-${(at % 12) + 1}`);
  const typed = months.map((each, at): WrittenRecord => {
    const month = each.replace(/-(\d)$/, '-0$1');
    return { type: 'pastMonth', id: 500 + at, set: { month, financeFen: at === 0 ? 9_999 : 10_000 } };
  });
  await write(HOUR, DEMO_BANNER_CODE, [...typed, { type: 'rollout', id: 1, set: { state: 'COUNTING' } }]);
  await job.step({ scope: DEMO_BANNER_CODE, id: 1 });
  expect((await row('rollout', 1)).numbers).toMatchObject({
    ...{ systemFen: 10_000, history: { months: 36, unreconciled: 1, fen: 360_000 } },
  });
});
