/** The centre that the bench first syncs from: the demo banner of 8 townships and some 4,000 people, its files played through the real
 *  commands, kept in memory; pages are made by the centre's own pull.                                                         */
import { AUDIENCE_CLASSES } from '#shared/records/registry.ts';
import type { SyncRequest } from '#shared/sync/frames.ts';
import { CENTRE_DEVICE, makeId } from '#shared/base/id.ts';
import { DEMO_BANNER_CODE, DEMO_TOWNSHIPS } from '#shared/domain/division.ts';
import type { Transport } from '../../src-main/replica/sync/ports.ts';
import { MemoryStore } from '../../src-server/store/memory-store.ts';
import { exchange } from '../../src-server/sync/exchange.ts';
import type { SyncSession } from '../../src-server/sync/push.ts';
import { type DemoColleague, seedDemoWorld } from '../../src-server/world/demo.ts';
import { APPROVER, CLOCK, DEVICE } from './desk.ts';

function colleagues(): DemoColleague[] {
  const county = { unitScope: DEMO_BANNER_CODE };
  const townships = DEMO_TOWNSHIPS.flatMap(({ code, name }, at) =>
    (['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const).map((role, which) => ({
      accountId: makeId(CENTRE_DEVICE, 100 + at * 2 + which),
      accountName: '',
      personName: `${name}${which + 1}`,
      role,
      unitName: `${name}民政办`,
      unitScope: code,
    })),
  );
  const federation: DemoColleague = {
    ...county,
    accountId: makeId(CENTRE_DEVICE, 3),
    accountName: 'chenliqun',
    personName: '陈立群',
    role: 'COUNTY_FEDERATION_REVIEWER',
    unitName: '乌兰淖尔旗残联',
  };
  const { accountId, account, personName, role, unitName } = APPROVER;
  return [
    ...townships,
    federation,
    { ...county, accountId, accountName: account, personName, role, unitName },
  ];
}

/** A seeded centre. */
export async function seededCentre(): Promise<MemoryStore> {
  const store = new MemoryStore((scope) => `epoch-of-${scope}`);
  await seedDemoWorld(store, CLOCK, colleagues());
  return store;
}

/** The wire without a wire: texts go across, nothing else. */
export function transportTo(store: MemoryStore, counted: { bytes: number }): Transport {
  const session: SyncSession = {
    device: DEVICE,
    scopes: APPROVER.scopes,
    classes: AUDIENCE_CLASSES,
    actors: new Map(),
  };
  return {
    async sync(request: SyncRequest) {
      const text = JSON.stringify(await exchange(store, CLOCK, session, request));
      return JSON.parse(text) as unknown;
    },
    async chunk(hash, from) {
      const chunk = await store.readChunk(hash, from);
      if (!chunk) throw new Error(`no chunk ${hash}`);
      counted.bytes += chunk.body.length;
      return chunk.body;
    },
  };
}
