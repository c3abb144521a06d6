/** Servers that work at one roster, one of them long held up: what it had read is of another building of the roster, however far that is (JB3). */
import { expect, test } from 'vitest';
import { CENTRE_DEVICE, makeId } from '#shared/base/id.ts';
import type { CentralStore } from '../store/central-store.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { RosterBuild } from './roster-build.ts';
import { COUNTY, madeUpReceiver, TestCounty } from './test-county.ts';

const CIVIL = 'COUNTY_CIVIL_AFFAIRS_APPROVER';

test('JB3 a server that was held up until the roster is made again does not go on with what it had read', async () => {
  const county = new TestCounty(new MemoryStore((scope) => `epoch-${scope}`));
  await county.found();
  await county.lay(county.townships[0] as number, [{ index: 1, benefits: ['LIVING'], from: '2026-01' }]);
  await county.done(CIVIL, 'roster.build', { month: '2026-01' });
  await county.work(1);
  const { id } = await county.roster('2026-01');
  let go = (): void => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const snapshot: CentralStore['snapshot'] = async (work) => {
    const read = await county.store.snapshot(work);
    await held;
    return read;
  };
  const transaction: CentralStore['transaction'] = (scopes, work) => county.store.transaction(scopes, work);
  const store = { ...county.store, transaction, snapshot } as CentralStore;
  const late = new RosterBuild({ store, clock: { now: () => county.nowMs } });
  const step = late.step({ scope: COUNTY, id });
  await county.work();
  const scope = county.townships[0] as number;
  const [person, entitlement] = [makeId(CENTRE_DEVICE, 900), makeId(CENTRE_DEVICE, 901)];
  await county.write(scope, [
    { type: 'person', id: person, set: madeUpReceiver(77, scope + 1) },
    {
      type: 'entitlement',
      id: entitlement,
      set: {
        personId: person,
        benefit: 'LIVING',
        state: 'ACTIVE',
        entitledFrom: '2026-01',
        decidedOn: '2026-01-05',
      },
    },
  ]);
  await county.done(CIVIL, 'roster.build', { month: '2026-01' });
  // To begin it, and to see that in no township anybody has left.
  await county.work(4);
  go();
  await step;
  await county.work();
  const rows = (await county.rows(id)).filter(({ values }) => values.entitlementId === entitlement);
  expect(rows.map(({ values }) => values.result)).toEqual(['PENDING']);
});
