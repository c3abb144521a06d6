/** A raise that is dated back: what the preview says before the roster is built is what the roster then holds, benefit by benefit, to the fen, with
 *  the differences of paid months as rows of their own (dossier e.5; policy-packs §2.7; RO3, RZ1–RZ3). */
import { expect, test } from 'vitest';
import { DEMO_PACK, type PolicyPack } from '#shared/domain/pack.ts';
import type { PlanInput } from '#shared/domain/roster-plan.ts';
import { addRaises, NO_RAISE, raiseOf } from '#shared/domain/roster-raise.ts';
import type { RosterPart } from '#shared/domain/roster-figures.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { type Receiver, TestCounty } from './test-county.ts';

const RAISED_ON = '2026-04-01';
const [national] = DEMO_PACK.divisions;
function packWith(version: string, standards: readonly { from: string; amountFen: number }[]): PolicyPack {
  const of = (benefit: Benefit, more: object) =>
    standards.map((standard) => ({ id: `${benefit}-${standard.from}`, benefit, ...standard, ...more }));
  const own = {
    packId: '159999',
    region: '159999',
    version: 1,
    livingScope: [],
    nursingScope: [],
    lifts: [],
  };
  const set = [...of('LIVING', { households: ['DIBAO'] }), ...of('NURSING', { grades: [1, 2] })];
  return { ...DEMO_PACK, version, divisions: [national as never, { ...own, standards: set }] };
}
const BEFORE = packWith(DEMO_PACK.version, [{ from: '2016-01', amountFen: 10_000 }]);
const AFTER = packWith('raised', [
  { from: '2016-01', amountFen: 10_000 },
  { from: '2026-02', amountFen: 11_500 },
]);

async function all<T extends RecordTypeName>(county: TestCounty, scope: number, type: T): Promise<Row<T>[]> {
  return county.store.snapshot((at) => at.readPage(scope, type, 0, 1_000)) as Promise<Row<T>[]>;
}

async function inputsOf(county: TestCounty, scope: number, month: string): Promise<Omit<PlanInput, 'by'>[]> {
  const people = await all(county, scope, 'person');
  // Rows stay where they were paid.
  const rows = (await Promise.all(county.townships.map((each) => all(county, each, 'rosterRow')))).flat();
  return (await all(county, scope, 'entitlement')).map((entitlement) => ({
    ...{ entitlement, rows: rows.filter(({ values }) => values.entitlementId === entitlement.id) },
    person: people.find(({ id }) => id === entitlement.values.personId) as Row<'person'>,
    ...{
      isConflictOpen: false,
      findings: [],
      isAccountShared: false,
      awaitsNotice: false,
      past: [],
      others: [],
      lastRosterId: null,
      terms: DEMO_PACK.roster,
    },
    roster: { id: 0, month, firstMonth: month, sinceMonth: '2026-01' },
  }));
}

test('RZ1 RZ2 RO3 what was foreseen is what stands on the roster', async () => {
  const county = new TestCounty(new MemoryStore((scope) => `epoch-${scope}`));
  county.packOf = (date) => (date < RAISED_ON ? BEFORE : AFTER);
  await county.found();
  const [north, south] = county.townships as [number, number];
  const one = (index: number) => ({ index, benefits: BENEFITS, from: '2026-01' });
  const people = await county.lay(north, [1, 2, 3, 4].map(one));
  await county.lay(south, [{ index: 5, benefits: ['LIVING'], from: '2026-01' }]);
  for (const month of ['2026-01', '2026-02', '2026-03']) {
    county.setDay(`${month}-06`);
    await county.settle(await county.send(month));
  }
  county.setDay('2026-04-03');
  const [gone, moved, doubted] = people as [Receiver, Receiver, Receiver];
  const ofBoth = (receiver: Receiver, set: object) =>
    county.write(
      receiver.scope,
      BENEFITS.map((benefit) => ({
        type: 'entitlement',
        id: receiver.entitlements[benefit] as number,
        set: set as never,
      })),
    );
  await ofBoth(gone, { state: 'EXITED', exitReason: 'DEATH', lastPayableMonth: '2026-02' });
  await county.move(moved, south);
  const suspensions = [{ from: '2026-03', to: null, outcome: 'OPEN' }];
  await ofBoth(doubted, { state: 'SUSPENDED', suspensions });
  const packs = { before: BEFORE, after: AFTER };
  const parts = [];
  for (const scope of county.townships) parts.push(raiseOf(await inputsOf(county, scope, '2026-04'), packs));
  const foreseen = addRaises([NO_RAISE, ...parts]);
  // gone: February; doubted: February; the other two: February and March, and April itself.
  expect(foreseen).toEqual({
    LIVING: { persons: 3, monthlyFen: 4_500, backPersons: 5, backMonths: 8, backFen: 12_000 },
    NURSING: { persons: 2, monthlyFen: 3_000, backPersons: 4, backMonths: 6, backFen: 9_000 },
    persons: 5,
  });
  const april = await county.settle(await county.send('2026-04'));
  const totals = april.values.totals as unknown as RosterPart;
  const march = (await county.roster('2026-03')).values.totals as unknown as RosterPart;
  for (const benefit of BENEFITS) {
    const { adjustFen, currentFen, persons } = totals[benefit];
    expect(adjustFen).toBe(foreseen[benefit].backFen);
    const stayed = foreseen[benefit].persons;
    expect(currentFen).toBe(
      (march[benefit].currentFen * stayed) / march[benefit].persons + foreseen[benefit].monthlyFen,
    );
    expect(persons).toBe(foreseen[benefit].backPersons);
  }
  const adjusted = (await county.rows(april.id)).filter(({ values }) => values.kind === 'ADJUST');
  expect(adjusted.map(({ values }) => `${values.month} ${values.amountFen} ${values.result}`).sort()).toEqual(
    [
      ...Array.from({ length: 9 }, () => '2026-02 1500 PAID'),
      ...Array.from({ length: 5 }, () => '2026-03 1500 PAID'),
    ],
  );
  // Once it is made by them there is nothing left to pay for.
  const next = await inputsOf(county, north, '2026-05');
  expect(raiseOf(next, { before: AFTER, after: AFTER })).toEqual(NO_RAISE);
});
