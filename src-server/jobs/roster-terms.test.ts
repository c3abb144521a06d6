/** Rosters under packs that set other terms than the default, through the real acts and jobs on the store in memory: a first payment that waits
 *  for its public notice (S004 art.6; e.3 ∴), a roster that carries the month before (e.3 ∴).                                           */
import { expect, test } from 'vitest';
import { DEMO_PACK, type PolicyPack } from '#shared/domain/pack.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { type Receiver, TestCounty } from './test-county.ts';

async function countyUnder(pack: PolicyPack): Promise<TestCounty> {
  const county = new TestCounty(new MemoryStore((scope) => `epoch-${scope}`));
  county.packOf = () => pack;
  await county.found();
  return county;
}

const brief = (rows: readonly Row<'rosterRow'>[]) =>
  rows
    .map(({ values: v }) => `${v.benefit} ${v.month} ${v.kind} ${v.result} ${v.heldReason ?? ''}`.trim())
    .sort();
const rowsOf = async (county: TestCounty, month: string) =>
  brief(await county.rows((await county.roster(month)).id));

const GATED: PolicyPack = {
  ...DEMO_PACK,
  publicity: { ...DEMO_PACK.publicity, gate: 'BEFORE_FIRST_PAYMENT' },
};

/** A notice as a township hung it. */
const hang = (
  county: TestCounty,
  id: number,
  { personId, scope }: Receiver,
  notice: { benefits: readonly Benefit[]; preparedOn: string; postedOn: string | null },
) =>
  county.write(scope, [
    {
      ...{ type: 'publicNotice', id },
      set: {
        ...{ preparedOn: notice.preparedOn, postedOn: notice.postedOn, state: 'IN_PUBLICITY' },
        entries: notice.benefits.map((benefit) => ({ personId, benefit, name: '某某', standardFen: 10_000 })),
      },
    },
  ]);

test('RH5 the first payment waits for a notice of that benefit that has ended; what was paid before goes on', async () => {
  const county = await countyUnder(GATED);
  const [north, south] = county.townships as [number, number];
  const [one] = await county.lay(north, [{ index: 1, benefits: ['LIVING', 'NURSING'], from: '2026-01' }]);
  await county.lay(south, [{ index: 2, benefits: ['LIVING'], from: '2020-01' }]);
  // One of before the decision, one that does not hang, one that hangs.
  await hang(county, 700, one as Receiver, {
    benefits: ['NURSING'],
    preparedOn: '2026-01-04',
    postedOn: '2026-01-04',
  });
  await hang(county, 701, one as Receiver, {
    benefits: ['NURSING'],
    preparedOn: '2026-01-06',
    postedOn: null,
  });
  await hang(county, 702, one as Receiver, {
    benefits: ['LIVING'],
    preparedOn: '2026-01-08',
    postedOn: '2026-01-09',
  });
  county.setDay('2026-01-16');
  await county.settle(await county.send('2026-01'));
  expect(await rowsOf(county, '2026-01')).toEqual([
    'LIVING 2026-01 CURRENT HELD NOT_PUBLICISED',
    'LIVING 2026-01 CURRENT PAID',
    'NURSING 2026-01 CURRENT HELD NOT_PUBLICISED',
  ]);
  county.setDay('2026-02-06');
  await county.settle(await county.send('2026-02'));
  expect(await rowsOf(county, '2026-02')).toEqual([
    'LIVING 2026-01 BACK_PAY PAID',
    'LIVING 2026-02 CURRENT PAID',
    'LIVING 2026-02 CURRENT PAID',
    'NURSING 2026-01 BACK_PAY HELD NOT_PUBLICISED',
    'NURSING 2026-02 CURRENT HELD NOT_PUBLICISED',
  ]);
  expect((await county.roster('2026-02')).values.totals).toMatchObject({
    NURSING: { rows: 0, heldRows: 2 },
    identity: { NURSING: { last: 1, current: 1, unexplained: 0 } },
  });
});

test('e.3 by default no payment waits for a notice', async () => {
  const county = await countyUnder(DEMO_PACK);
  await county.lay(county.townships[0] as number, [{ index: 1, benefits: ['LIVING'], from: '2026-01' }]);
  await county.build('2026-01');
  expect(await rowsOf(county, '2026-01')).toEqual(['LIVING 2026-01 CURRENT PENDING']);
});

test('RK4 a roster that carries the month before is made in the month after it: nothing is paid twice or lost', async () => {
  const previous: PolicyPack = { ...DEMO_PACK, roster: { ...DEMO_PACK.roster, covers: 'PREVIOUS_MONTH' } };
  const county = await countyUnder(previous);
  const receive = { benefits: ['LIVING'] as const, from: '2025-11' };
  // Decided in January, in time for the roster of December that was paid the old way; and in February, in time for January's.
  await county.lay(county.townships[0] as number, [{ index: 1, ...receive, decidedOn: '2026-01-20' }]);
  await county.lay(county.townships[1] as number, [{ index: 2, ...receive, decidedOn: '2026-02-03' }]);
  county.setDay('2026-02-06');
  await county.settle(await county.send('2026-01'));
  expect(await rowsOf(county, '2026-01')).toEqual([
    'LIVING 2025-11 BACK_PAY PAID',
    'LIVING 2025-12 BACK_PAY PAID',
    'LIVING 2026-01 CURRENT PAID',
    'LIVING 2026-01 CURRENT PAID',
  ]);
  county.setDay('2026-03-06');
  await county.settle(await county.send('2026-02'));
  expect(await rowsOf(county, '2026-02')).toEqual([
    'LIVING 2026-02 CURRENT PAID',
    'LIVING 2026-02 CURRENT PAID',
  ]);
});
