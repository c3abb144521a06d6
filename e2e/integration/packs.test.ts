/** A pack's way at the centre, on real records: a file is taken in or refused, a county's offer is answered, and the county's cases are judged
 *  again, page by page, once (PKI1–PKI4, TP1, TP2, RE1–RE4). */
import { beforeEach, describe, expect, test } from 'vitest';
import { demoPerson, NAREN, NORTH, personFields, SAREN, SOUTH } from '../../src-main/replica/test-desk.ts';
import { DEMO_BANNER_CODE, DEMO_DIVISIONS } from '#shared/domain/division.ts';
import type { IssuedPack } from '#shared/domain/pack-book.ts';
import type { Row } from '#shared/records/rows.ts';
import { packFileOf, packPublicKey, signPack, vouchFor } from '#shared/sync/signed-pack.ts';
import { jobKinds } from '../../src-server/jobs/kinds.ts';
import { JobRunner } from '../../src-server/jobs/runner.ts';
import { centreMeta } from '../../src-server/jobs/work.ts';
import { MemoryStore } from '../../src-server/store/memory-store.ts';
import { appendRecords } from '../../src-server/sync/append.ts';
import { push } from '../../src-server/sync/push.ts';
import { readPackBook } from '../../src-server/sync/packs.ts';
import {
  DEMO_FIRST_SECRET,
  DEMO_PACK_SECRET,
  demoPack,
  seedDemoPack,
} from '../../src-server/packs/demo-pack.ts';
import { enterPackKey, takePack } from '../../src-server/packs/take-pack.ts';

const COUNTY = DEMO_BANNER_CODE;
const clock = { nowMs: Date.UTC(2026, 10, 2, 2), now: (): number => clock.nowMs };
const notes: string[] = [];
let store: MemoryStore;

const people = (at: number, more: object) => ({ ...personFields(demoPerson(at)), ...severe(at), ...more });
const severe = (at: number) => ({
  ...{ disabilityClass: 4, grade: 2, certificateExpiresOn: '2035-01-01', certificateStatus: 'VALID' },
  ...{ certificateNumber: `${String(personFields(demoPerson(at)).idNumber)}42`, needsLongTermCare: true },
});

beforeEach(async () => {
  clock.nowMs = Date.UTC(2026, 10, 2, 2);
  store = new MemoryStore((scope) => `epoch-of-${scope}`);
  await seedDemoPack({ store, clock });
  const divisions = DEMO_DIVISIONS.map(({ code, name, parent }) => ({
    ...{ type: 'division' as const, id: code, set: { divisionName: name, parent } },
  }));
  await appendRecords(store, 0, centreMeta(clock.nowMs), divisions);
  await appendRecords(store, COUNTY, centreMeta(clock.nowMs), []);
  await appendRecords(store, NORTH, centreMeta(clock.nowMs), [
    { type: 'person', id: 100, set: people(0, { householdCategory: 'DIBAO', householdFrom: '2020-01' }) },
    {
      type: 'entitlement',
      id: 200,
      set: { personId: 100, benefit: 'NURSING', state: 'ACTIVE', entitledFrom: '2025-03' },
    },
    {
      type: 'person',
      id: 101,
      set: people(1, { householdCategory: 'DIBAO_EDGE', householdFrom: '2020-01' }),
    },
    {
      type: 'application',
      id: 201,
      set: {
        personId: 101,
        appliedLiving: true,
        appliedNursing: false,
        state: 'DETERMINING',
        submittedOn: '2026-10-20',
      },
    },
    { type: 'person', id: 102, set: people(2, { householdCategory: 'NONE', grade: 4 }) },
  ]);
  await appendRecords(store, SOUTH, centreMeta(clock.nowMs), [
    { type: 'person', id: 300, set: people(3, { householdCategory: 'NONE' }) },
    {
      type: 'entitlement',
      id: 301,
      set: { personId: 300, benefit: 'NURSING', state: 'EXITED', entitledFrom: '2025-03' },
    },
  ]);
});

/** From 2026-10 NURSING is 130 yuan, and LIVING is for dibao-edge households too. */
const raise: IssuedPack = {
  ...demoPack(),
  ...{
    version: 2,
    documentNo: '乌民发〔2026〕40号（虚构）',
    publishedOn: '2026-10-20',
    validFrom: '2026-11-01',
  },
  standards: [
    ...demoPack().standards,
    { id: 'N-2026-10', benefit: 'NURSING', amountFen: 13_000, from: '2026-10', grades: [1, 2] },
    { id: 'L-EDGE', benefit: 'LIVING', amountFen: 8_000, from: '2026-10', households: ['DIBAO_EDGE'] },
  ],
  livingScope: [{ from: '2026-10', households: ['DIBAO', 'DIBAO_EDGE'] }],
};
const signed = (pack: IssuedPack = raise, secret = DEMO_PACK_SECRET) => signPack(pack, secret);
const file = (...args: Parameters<typeof signed>) => packFileOf(signed(...args));

async function rows<T extends 'rejudgement' | 'history' | 'reevaluation' | 'packOffer'>(
  scope: number,
  type: T,
) {
  return (await store.snapshot((snapshot) => snapshot.readPage(scope, type, 0, 500))) as Row<T>[];
}
async function work(): Promise<void> {
  const runner = new JobRunner({ kinds: jobKinds({ store, clock }), note: (line) => notes.push(line) });
  await runner.idle();
  await runner.close();
}
const versionOn = async (date: string) => (await readPackBook(store)).forDivision(date, NORTH).version;

test('the demo has its pack like everybody else', async () => {
  expect(await versionOn('2026-11-02')).toBe('CN.1+159999.1');
  await seedDemoPack({ store, clock });
  expect(await versionOn('2026-11-02')).toBe('CN.1+159999.1');
});

test('TP2 a pack of a level above is judged beside what its counties have: their own amounts go on, and nothing is said to change', async () => {
  const secret = new Uint8Array(32).fill(6);
  const key = { region: '15', unitName: '民政厅', publicKey: packPublicKey(secret) };
  await enterPackKey({ store, clock }, { ...key, voucher: vouchFor(key, DEMO_FIRST_SECRET) });
  const floor = { id: 'N-15', benefit: 'NURSING' as const, amountFen: 20_000, from: '2026-11' };
  const province = { ...raise, packId: '15', region: '15', version: 1, livingScope: [], standards: [floor] };
  const taken = await takePack({ store, clock }, packFileOf(signPack(province, secret)));
  expect(taken).toEqual({ name: '15.1', faults: [] });
  const [order] = (await rows(COUNTY, 'reevaluation')).filter(({ values }) => values.packName === '15.1');
  expect(order?.values).toMatchObject({
    ...{ beforeVersion: 'CN.1+159999.1', afterVersion: 'CN.1+15.1+159999.1' },
  });
  await work();
  expect(await rows(NORTH, 'rejudgement')).toEqual([]);
});

describe('PKI3 a file at the centre', () => {
  test('is taken in once, and an act names the set from then on', async () => {
    expect(await takePack({ store, clock }, file())).toEqual({ name: '159999.2', faults: [] });
    expect(await versionOn('2026-10-31')).toBe('CN.1+159999.1');
    expect(await versionOn('2026-11-01')).toBe('CN.1+159999.2');
    expect((await takePack({ store, clock }, file())).faults[0]?.code).toBe('PACK_ALREADY_IN');
  });
  test('of a province whose key is entered', async () => {
    const secret = new Uint8Array(32).fill(5);
    const province = {
      ...raise,
      packId: '15',
      region: '15',
      version: 1,
      livingScope: [],
      standards: raise.standards.slice(0, 4),
    };
    const text = packFileOf(signPack(province, secret));
    expect((await takePack({ store, clock }, text)).faults.map(({ code }) => code)).toEqual([
      'PACK_KEY_UNKNOWN',
    ]);
    const key = { region: '15', unitName: '民政厅', publicKey: packPublicKey(secret) };
    const before = JSON.stringify(store.keep().state);
    // The county vouches for nobody above it; nobody vouches for a key that is signed in another name.
    for (const [entered, refused] of [
      [key, 'PACK_KEY_NOT_SIGNED'],
      [{ ...key, voucher: vouchFor(key, DEMO_PACK_SECRET) }, 'PACK_KEY_SIGNATURE_WRONG'],
      [
        { ...key, voucher: vouchFor({ ...key, unitName: '别的厅' }, DEMO_FIRST_SECRET) },
        'PACK_KEY_SIGNATURE_WRONG',
      ],
    ] as const)
      expect(await enterPackKey({ store, clock }, entered)).toEqual({ refused });
    expect(JSON.stringify(store.keep().state)).toBe(before);
    await enterPackKey({ store, clock }, { ...key, voucher: vouchFor(key, DEMO_FIRST_SECRET) });
    expect(await takePack({ store, clock }, text)).toMatchObject({ name: '15.1', faults: [] });
    expect(await versionOn('2026-11-01')).toBe('CN.1+15.1+159999.1');
  });
  test('that is not right changes nothing', async () => {
    const before = store.keep().state;
    const less = {
      ...raise,
      lifts: [
        { exclusion: 'TEKUN_EXCLUDED', benefits: ['LIVING' as const], from: '2026-11', documentNo: '' },
      ],
    };
    for (const text of ['{', file(raise, new Uint8Array(32).fill(3)), file(less)]) {
      const { faults } = await takePack({ store, clock }, text);
      expect(faults).not.toEqual([]);
    }
    expect(JSON.stringify(store.keep().state)).toBe(JSON.stringify(before));
  });
});

describe('RE1 a pack that came judges again', () => {
  test('what changes, and nothing else: old, new, month, rule, document', async () => {
    await takePack({ store, clock }, file());
    await work();
    const found = (await rows(NORTH, 'rejudgement')).map(({ values }) => values);
    expect(found).toHaveLength(2);
    const [edge, nursing] = found.toSorted((a, b) =>
      (a.benefit as string).localeCompare(b.benefit as string),
    );
    expect(edge).toMatchObject({
      personId: 101,
      applicationId: 201,
      fromMonth: '2026-10',
      beforeFen: 0,
      afterFen: 8_000,
    });
    expect(edge).toMatchObject({
      beforeReasons: ['LIVING_HOUSEHOLD_NOT_COVERED'],
      afterReasons: [],
      ruleName: 'LIVING_SCOPE',
    });
    expect(nursing).toMatchObject({
      personId: 100,
      entitlementId: 200,
      fromMonth: '2026-10',
      beforeFen: 11_000,
      afterFen: 13_000,
    });
    expect(nursing).toMatchObject({
      ruleName: 'AMOUNT',
      documentNo: '乌民发〔2026〕40号（虚构）',
      state: 'OPEN',
    });
    expect((await rows(NORTH, 'history')).map(({ values }) => values.action)).toEqual([
      'pack.reevaluate',
      'pack.reevaluate',
    ]);
    expect(await rows(SOUTH, 'rejudgement')).toEqual([]);
    const [order] = await rows(COUNTY, 'reevaluation');
    expect(order?.values).toMatchObject({
      state: 'DONE',
      judged: 4,
      changed: 2,
      beforeVersion: 'CN.1+159999.1',
      afterVersion: 'CN.1+159999.2',
    });
  });
  test('RE3 done again it leaves one line; RE4 it waits for the first day', async () => {
    const later = { ...raise, validFrom: '2026-12-01' };
    await takePack({ store, clock }, file(later));
    await work();
    expect(await rows(NORTH, 'rejudgement')).toEqual([]);
    clock.nowMs = Date.UTC(2026, 11, 1, 2);
    await work();
    await work();
    expect(await rows(NORTH, 'rejudgement')).toHaveLength(2);
    expect(notes).toEqual([]);
  });
});

describe('PKI4 a county issues its own pack at a desk', () => {
  async function issue(pack: IssuedPack) {
    const { content, keyId, signature } = signed(pack);
    const args = { kind: 'sumu-pack/1', content, keyId, signature };
    const actor = { accountId: SAREN.accountId, role: SAREN.role, scopes: [0, COUNTY, NORTH, SOUTH] };
    const session = {
      device: 31,
      scopes: actor.scopes,
      classes: [],
      actors: new Map([[actor.accountId, actor]]),
    };
    const number = 1;
    const frame = {
      number,
      name: 'pack.issue',
      version: 1,
      actor: actor.accountId,
      scope: COUNTY,
      pack: 'CN.1+159999.1',
    };
    const rest = {
      args: args as never,
      groups: [],
      before: [],
      after: [],
      together: null,
      madeAt: '2026-11-02T01:00:00.000Z',
    };
    const [outcome] = await push({ store, clock, note: () => {} }, session, [{ ...frame, ...rest }]);
    return outcome;
  }
  test('it is taken in, and everybody’s cases are judged', async () => {
    expect(await issue(raise)).toMatchObject({ outcome: 'applied' });
    await work();
    expect((await rows(COUNTY, 'packOffer'))[0]?.values).toMatchObject({ state: 'TAKEN', faults: [] });
    expect(await versionOn('2026-11-02')).toBe('CN.1+159999.2');
    expect(await rows(NORTH, 'rejudgement')).toHaveLength(2);
  });
  test('or answered with its faults', async () => {
    expect(await issue({ ...raise, version: 1 })).toMatchObject({ outcome: 'applied' });
    await work();
    const [offer] = await rows(COUNTY, 'packOffer');
    expect(offer?.values.state).toBe('REFUSED');
    expect(((offer?.values.faults ?? []) as { code: string }[]).map(({ code }) => code)).toEqual([
      'PACK_VERSION_KNOWN',
    ]);
    expect(await versionOn('2026-11-02')).toBe('CN.1+159999.1');
  });
  test('not for another division', async () => {
    expect(await issue({ ...raise, region: '150426', packId: '150426' })).toMatchObject({
      outcome: 'refused',
      code: 'pack/not-your-county',
    });
  });
});

test('an act under a pack that nobody here knows is refused', async () => {
  const actor = { accountId: NAREN.accountId, role: NAREN.role, scopes: [0, NORTH] };
  const session = {
    device: 21,
    scopes: actor.scopes,
    classes: [],
    actors: new Map([[actor.accountId, actor]]),
  };
  const frame = {
    number: 1,
    name: 'rejudgement.answer',
    version: 1,
    actor: actor.accountId,
    scope: NORTH,
    pack: 'CN.1+159999.9',
  };
  const rest = {
    args: { rejudgementId: 1 },
    groups: [],
    before: [],
    after: [],
    together: null,
    madeAt: '2026-11-02T01:00:00.000Z',
  };
  const [outcome] = await push({ store, clock, note: () => {} }, session, [{ ...frame, ...rest }]);
  expect(outcome).toMatchObject({ outcome: 'refused', code: 'pack/unknown' });
});
