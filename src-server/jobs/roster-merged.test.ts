/** Money of somebody who was registered twice, and a history that is signed off, through the real acts and jobs on the store in memory
 *  (merged-money.ts MG1–MG4; past-acts.ts PH2).                                                                                          */
import { beforeEach, expect, test } from 'vitest';
import type { Row } from '#shared/records/rows.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { COUNTY, type Receiver, TestCounty } from './test-county.ts';

let county: TestCounty;
let given: Receiver;
const FEDERATION = 'COUNTY_FEDERATION_REVIEWER';

beforeEach(async () => {
  county = new TestCounty(new MemoryStore((scope) => `epoch-${scope}`));
  await county.found();
  const here = county.townships[1] as number;
  [given] = (await county.lay(here, [{ index: 3, benefits: ['LIVING'], from: '2026-01' }])) as [Receiver];
});

const brief = (rows: readonly Row<'rosterRow'>[]) =>
  rows
    .map(({ values: v }) =>
      `${v.benefit} ${v.month} ${v.kind} ${v.amountFen} ${v.result} ${v.heldReason ?? ''}`.trim(),
    )
    .sort();
const codeOf = async (acted: ReturnType<TestCounty['act']>) => (await acted).code;

test('RP5 MG1–MG4 under two records and two numbers: what either was paid is paid, what holds either holds both', async () => {
  await county.settle(await county.send('2026-01'));
  const { scope, personId: givenId } = given;
  const ended = { state: 'EXITED', exitReason: 'WAIVED', lastPayableMonth: '2026-01' };
  const hold = { body: 'FEDERATION', by: 1, since: '2026-01-20', reason: '在核' };
  const before = {
    benefit: 'LIVING',
    fromMonth: '2025-12',
    toMonth: '2025-12',
    amountFen: 9_000,
    state: 'EXPLAINED',
  };
  await county.write(scope, [
    { type: 'entitlement', id: given.entitlements.LIVING as number, set: ended },
    { type: 'pastPayment', id: 901, set: { personId: givenId, ...before } },
    { type: 'person', id: givenId, set: { holds: [hold] } },
  ]);
  county.setDay('2026-02-05');
  const second = { index: 77, benefits: ['LIVING'] as const, from: '2025-11', decidedOn: '2026-02-03' };
  const [kept] = (await county.lay(scope, [second])) as [Receiver];
  const args = { keptId: kept.personId, givenId, take: [], reason: '登记了两次' };
  await county.done('TOWNSHIP_CLERK', 'person.merge', args, scope);
  const mine = async (month: string) =>
    brief(
      (await county.rows((await county.settle(await county.send(month))).id)).filter(
        ({ values }) => values.personId === kept.personId,
      ),
    );
  expect(await mine('2026-02')).toEqual([
    'LIVING 2025-11 BACK_PAY 10000 HELD HOLD',
    'LIVING 2026-02 CURRENT 10000 HELD HOLD',
  ]);
  county.setDay('2026-03-05');
  const lift = { personId: kept.personId, reason: '核完了' };
  expect(await codeOf(county.act('TOWNSHIP_CLERK', 'person.liftHold', lift, scope))).toBe(
    'person/hold-of-another-body',
  );
  await county.done(FEDERATION, 'person.liftHold', lift, scope);
  expect(await mine('2026-03')).toEqual([
    'LIVING 2025-11 BACK_PAY 10000 PAID',
    'LIVING 2026-02 BACK_PAY 10000 PAID',
    'LIVING 2026-03 CURRENT 10000 PAID',
  ]);
  const period = { benefit: 'LIVING', fromMonth: '2026-01', toMonth: '2026-01', amountFen: 10_000 };
  const entered = { personId: kept.personId, source: 'PAPER', periods: [period], words: '' };
  expect(await codeOf(county.act('TOWNSHIP_CLERK', 'past.record', entered, scope))).toBe('past/on-a-roster');
});

test('PH2 a township that does not hold the roll-out hears from the centre that the history is signed off', async () => {
  const period = { benefit: 'LIVING', fromMonth: '2019-01', toMonth: '2019-02', amountFen: 10_000 };
  const args = { personId: given.personId, source: 'PAPER', periods: [period], words: '' };
  const phase = (set: object) =>
    county.write(COUNTY, [{ type: 'rollout', id: 800, set: { state: 'COUNTED', ...set } }]);
  await phase({ phase: 'HISTORY_SIGNED_OFF' });
  expect(await codeOf(county.act('TOWNSHIP_CLERK', 'past.record', args, given.scope))).toBe(
    'past/signed-off',
  );
  await phase({ phase: 'HISTORY_ENTRY' });
  expect(await codeOf(county.act('TOWNSHIP_CLERK', 'past.record', args, given.scope))).toBeNull();
});
