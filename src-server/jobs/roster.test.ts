/** A county's rosters through the real acts and jobs, on the store in memory: built, signed, paid, returned, issued again (dossier (e)). */
import { beforeEach, describe, expect, test } from 'vitest';
import {
  rosterHash,
  type RosterPart,
  type TownshipPart,
  townshipPart,
} from '#shared/domain/roster-figures.ts';
import type { Row } from '#shared/records/rows.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { COUNTY, madeUpReceiver, type Receiver, TestCounty } from './test-county.ts';

let county: TestCounty;
let north: Receiver[];
let south: Receiver[];
const CIVIL = 'COUNTY_CIVIL_AFFAIRS_APPROVER';
const FEDERATION = 'COUNTY_FEDERATION_REVIEWER';

beforeEach(async () => {
  county = new TestCounty(new MemoryStore((scope) => `epoch-${scope}`));
  await county.found();
  const both = ['LIVING', 'NURSING'] as const;
  north = await county.lay(county.townships[0] as number, [
    { index: 1, benefits: both, from: '2026-01' },
    { index: 2, benefits: ['NURSING'], from: '2025-11', decidedOn: '2026-01-04' },
  ]);
  south = await county.lay(county.townships[1] as number, [
    { index: 3, benefits: ['LIVING'], from: '2026-01' },
  ]);
});

const totalsOf = (roster: Row<'roster'>) => roster.values.totals as unknown as RosterPart;
const brief = (rows: readonly Row<'rosterRow'>[]) =>
  rows
    .map(({ values: v }) =>
      `${v.benefit} ${v.month} ${v.kind} ${v.amountFen} ${v.result} ${v.heldReason ?? ''}`.trim(),
    )
    .sort();
const codeOf = async (acted: ReturnType<TestCounty['act']>) => (await acted).code;
const build = (month: string) => county.done(CIVIL, 'roster.build', { month });

describe('building', () => {
  test('EN-M2 the first roster pays what is owed from before, month by month', async () => {
    await build('2026-01');
    await county.work();
    const roster = await county.roster('2026-01');
    expect(roster.values).toMatchObject({ state: 'DRAFT', job: null, packVersion: '2026-07' });
    expect(brief(await county.rows(roster.id))).toEqual([
      'LIVING 2026-01 CURRENT 10000 PENDING',
      'LIVING 2026-01 CURRENT 10000 PENDING',
      'NURSING 2025-11 BACK_PAY 10000 PENDING',
      'NURSING 2025-12 BACK_PAY 10000 PENDING',
      'NURSING 2026-01 CURRENT 10000 PENDING',
      'NURSING 2026-01 CURRENT 10000 PENDING',
    ]);
    expect(totalsOf(roster)).toMatchObject({
      persons: 3,
      NURSING: { persons: 2, rows: 4, payFen: 40_000, backFen: 20_000 },
      identity: { NURSING: { last: 0, added: 2, current: 2, unexplained: 0 } },
    });
  });

  test('RP4 what was paid before these rosters began is not paid again, in the first month nor later', async () => {
    await county.lay(county.townships[1] as number, [{ index: 9, benefits: ['LIVING'], from: '2020-01' }]);
    const months = async (month: string) =>
      (await county.rows((await county.send(month)).id))
        .filter(({ values }) => values.payeeIdNumber === madeUpReceiver(9, 0).idNumber)
        .map(({ values }) => values.month);
    expect(await months('2026-01')).toEqual(['2026-01']);
    county.setDay('2026-02-05');
    expect(await months('2026-02')).toEqual(['2026-02']);
  });

  test('RF3 whoever holds the rows adds them up to the same hash', async () => {
    await build('2026-01');
    await county.work();
    const roster = await county.roster('2026-01');
    const rows = await county.rows(roster.id);
    const parts = (roster.values.townships as unknown as TownshipPart[]).map((part) =>
      townshipPart(
        part.scope,
        rows.filter(({ scope }) => scope === part.scope),
        part.identity,
      ),
    );
    expect(parts).toEqual(roster.values.townships);
    expect(rosterHash(parts)).toBe(roster.values.rowHash);
  });

  test('JB2 killed after any page, the rows are the same and each is there once', async () => {
    await build('2026-01');
    for (let killed = 0; (await county.work(1)) > 0; killed++) expect(killed).toBeLessThan(50);
    const roster = await county.roster('2026-01');
    expect(roster.values.job).toBeNull();
    expect(await county.rows(roster.id)).toHaveLength(6);
  });

  test('RB2 built again, what is no longer due is dropped and nothing is doubled', async () => {
    await build('2026-01');
    await county.work();
    const [, second] = north as [Receiver, Receiver];
    await county.write(second.scope, [
      {
        type: 'entitlement',
        id: second.entitlements.NURSING as number,
        set: { state: 'EXITED', lastPayableMonth: '2025-12', exitReason: 'DEATH' },
      },
    ]);
    await build('2026-01');
    await county.work();
    const roster = await county.roster('2026-01');
    expect(roster.values.pass).toBe(2);
    const rows = await county.rows(roster.id);
    expect(rows).toHaveLength(6);
    expect(brief(rows).filter((row) => row.includes('DROPPED'))).toEqual([
      'NURSING 2026-01 CURRENT 10000 DROPPED',
    ]);
    expect(totalsOf(roster).NURSING).toMatchObject({ rows: 3, payFen: 30_000 });
    // Who was dropped was not on it: next month they are not counted as leaving.
    await county.settle(await county.send('2026-01'));
    county.setDay('2026-02-05');
    const next = totalsOf(await county.send('2026-02')).identity.NURSING;
    expect(next).toMatchObject({ last: 1, exited: 0, current: 1, unexplained: 0 });
  });

  test('RP1 an open conflict, a missing account and a lost condition are held; the rest goes on', async () => {
    const [first, second] = north as [Receiver, Receiver];
    const [third] = south as [Receiver];
    await county.write(first.scope, [
      { type: 'conflict', id: 900, set: { personId: first.personId, kind: 'duplicate', state: 'OPEN' } },
      { type: 'person', id: second.personId, set: { accountNumber: null } },
    ]);
    await county.write(third.scope, [
      { type: 'person', id: third.personId, set: { householdCategory: 'NONE' } },
    ]);
    await build('2026-01');
    await county.work();
    const rows = await county.rows((await county.roster('2026-01')).id);
    expect(brief(rows)).toEqual([
      'LIVING 2026-01 CURRENT 0 HELD NOT_ELIGIBLE',
      'LIVING 2026-01 CURRENT 10000 HELD CONFLICT_OPEN',
      'NURSING 2025-11 BACK_PAY 10000 HELD ACCOUNT_MISSING',
      'NURSING 2025-12 BACK_PAY 10000 HELD ACCOUNT_MISSING',
      'NURSING 2026-01 CURRENT 10000 HELD ACCOUNT_MISSING',
      'NURSING 2026-01 CURRENT 10000 HELD CONFLICT_OPEN',
    ]);
    expect(rows.find(({ values }) => values.heldReason === 'NOT_ELIGIBLE')?.values.heldDetail).toEqual([
      'LIVING_HOUSEHOLD_NOT_COVERED',
    ]);
  });

  test('RB1 a month that another record of the same person was paid for is held', async () => {
    const [first] = north as [Receiver];
    await county.lay(county.townships[1] as number, [{ index: 1, benefits: ['LIVING'], from: '2026-01' }]);
    await build('2026-01');
    await county.work();
    const rows = await county.rows((await county.roster('2026-01')).id);
    const held = rows.filter(({ values }) => values.heldReason === 'PAID_ELSEWHERE');
    expect(held.map(({ values }) => [values.month, values.personId === first.personId])).toEqual([
      ['2026-01', false],
    ]);
  });

  test('RA1 one month once, one roster at a time, none of a month that has not come', async () => {
    await build('2026-01');
    expect(await codeOf(county.act(CIVIL, 'roster.build', { month: '2026-02' }))).toBe('roster/future-month');
    expect(await codeOf(county.act(CIVIL, 'roster.build', { month: '2026-01' }))).toBe('roster/centre-works');
    await county.work();
    county.setDay('2026-02-05');
    expect(await codeOf(county.act(CIVIL, 'roster.build', { month: '2026-02' }))).toBe('roster/earlier-open');
    expect(await codeOf(county.act(FEDERATION, 'roster.build', { month: '2026-01' }))).toBe(
      'command/not-your-role',
    );
  });

  test('RA6 a month that was missed is built late; none below a later one, none before the county began', async () => {
    await county.settle(await county.send('2026-01'));
    county.setDay('2026-06-10');
    await county.settle(await county.send('2026-03'));
    expect(await codeOf(county.act(CIVIL, 'roster.build', { month: '2026-02' }))).toBe('roster/later-exists');
    expect(await codeOf(county.act(CIVIL, 'roster.build', { month: '2026-03' }))).toBe('roster/month-done');
    const march = await county.rows((await county.roster('2026-03')).id);
    expect(march.filter(({ values }) => values.month === '2026-02').map(({ values }) => values.kind)).toEqual(
      Array.from({ length: 4 }, () => 'BACK_PAY'),
    );
    await county.settle(await county.send('2026-05'));
    expect(await codeOf(county.act(CIVIL, 'roster.build', { month: '2025-07' }))).toBe('roster/later-exists');
    const late = new TestCounty(new MemoryStore((scope) => `epoch-${scope}`), { today: '2026-06-10' });
    await late.found();
    const rollout = { type: 'rollout', id: 800, set: { targetMonth: '2026-05', state: 'COUNTED' } } as const;
    await late.write(COUNTY, [rollout]);
    const code = async (month: string) => (await late.act(CIVIL, 'roster.build', { month })).code;
    expect(await code('2026-04')).toBe('roster/before-start');
    expect(await code('2015-12')).toBe('roster/before-start');
    expect(await code('2026-05')).toBe('roster/before-start');
    expect(await code('2026-06')).toBeNull();
  });

  test('e.4 a quarter holds its three months as its own', async () => {
    county.setDay('2026-03-10');
    expect(await codeOf(county.act(CIVIL, 'roster.build', { month: '2026-02', cycle: 'QUARTERLY' }))).toBe(
      'roster/not-a-quarter',
    );
    await county.done(CIVIL, 'roster.build', { month: '2026-03', cycle: 'QUARTERLY' });
    await county.work();
    const rows = await county.rows((await county.roster('2026-03')).id);
    const third = rows.filter(({ values }) => values.personId === south[0]?.personId);
    expect(brief(third)).toEqual([
      'LIVING 2026-01 CURRENT 10000 PENDING',
      'LIVING 2026-02 CURRENT 10000 PENDING',
      'LIVING 2026-03 CURRENT 10000 PENDING',
    ]);
  });
});

describe('signing', () => {
  const named = async () => {
    const { id, values } = await county.roster('2026-01');
    return { rosterId: id, hash: values.rowHash };
  };

  test('RS1–RS3 both bodies sign the hash they saw; opened again, both are void', async () => {
    await build('2026-01');
    await county.work();
    const roster = await named();
    expect(await codeOf(county.act(CIVIL, 'roster.lock', roster))).toBe('roster/not-checked');
    expect(await codeOf(county.act(CIVIL, 'roster.check', { ...roster, hash: '0'.repeat(64) }))).toBe(
      'roster/rows-changed',
    );
    await county.done(CIVIL, 'roster.check', roster);
    await county.done(CIVIL, 'roster.lock', roster);
    await county.done(CIVIL, 'roster.sign', roster);
    expect(await codeOf(county.act(CIVIL, 'roster.sign', roster))).toBe('roster/already-signed');
    const { rosterId } = roster;
    expect(await codeOf(county.act(CIVIL, 'roster.submit', { rosterId }))).toBe(
      'roster/second-signature-missing',
    );
    expect(await codeOf(county.act(FEDERATION, 'roster.sign', { ...roster, hash: '0'.repeat(64) }))).toBe(
      'roster/rows-changed',
    );
    await county.done(FEDERATION, 'roster.sign', roster);
    expect((await county.roster('2026-01')).values.state).toBe('SIGNED_BOTH');
    await county.done(CIVIL, 'roster.reopen', { rosterId, reason: '一户要更正' });
    expect((await county.roster('2026-01')).values).toMatchObject({
      ...{ state: 'DRAFT', lockedHash: null, signatures: [] },
    });
    await county.done(CIVIL, 'roster.check', roster);
    await county.done(CIVIL, 'roster.lock', roster);
    await county.done(CIVIL, 'roster.sign', roster);
    await county.done(FEDERATION, 'roster.sign', roster);
    await county.done(CIVIL, 'roster.submit', { rosterId });
    expect(await codeOf(county.act(CIVIL, 'roster.reopen', { rosterId, reason: '迟了' }))).toBe(
      'roster/with-finance',
    );
  });

  test('RA4 who disappears unexplained keeps it from being locked; an exit explains it', async () => {
    await county.settle(await county.send('2026-01'));
    county.setDay('2026-02-05');
    const [third] = south as [Receiver];
    const id = third.entitlements.LIVING as number;
    // A record that says it begins later: nothing says why the person is gone.
    await county.write(third.scope, [{ type: 'entitlement', id, set: { entitledFrom: '2026-03' } }]);
    await build('2026-02');
    await county.work();
    let roster = await county.roster('2026-02');
    expect(totalsOf(roster).identity.LIVING).toMatchObject({ last: 2, current: 1, unexplained: 1 });
    const hash = roster.values.rowHash;
    await county.done(CIVIL, 'roster.check', { rosterId: roster.id, hash });
    expect(await codeOf(county.act(CIVIL, 'roster.lock', { rosterId: roster.id, hash }))).toBe(
      'roster/does-not-balance',
    );
    const set = {
      entitledFrom: '2026-01',
      state: 'EXITED',
      lastPayableMonth: '2026-01',
      exitReason: 'DEATH',
    };
    await county.write(third.scope, [{ type: 'entitlement', id, set }]);
    await build('2026-02');
    await county.work();
    roster = await county.roster('2026-02');
    expect(totalsOf(roster).identity.LIVING).toMatchObject({
      last: 2,
      exited: 1,
      current: 1,
      unexplained: 0,
    });
  });
});

describe('paying', () => {
  test('RA5 the bank’s result adds up to what was handed over, or is refused', async () => {
    const roster = await county.send('2026-01');
    const said = { rosterId: roster.id, paidOn: '2026-01-05', bankFileHash: 'a'.repeat(64) };
    const short = { ...said, paidRows: 5, paidFen: 50_000, returnedFen: 0, returned: [] };
    expect(await codeOf(county.act('COUNTY_FINANCE', 'roster.settle', short))).toBe('roster/result-differs');
    expect(await codeOf(county.act(CIVIL, 'roster.settle', short))).toBe('command/not-your-role');
    const settled = await county.settle(roster);
    expect(settled.values).toMatchObject({
      state: 'SETTLED',
      job: null,
      settled: { rows: 6, fen: 60_000, returnedRows: 0, unknownRows: 0, differs: false },
    });
    expect(brief(await county.rows(roster.id)).every((row) => row.includes('PAID'))).toBe(true);
  });

  test('e.10 returned, held until the account is corrected, then issued again beside the month’s own row', async () => {
    const [third] = south as [Receiver];
    const january = await county.send('2026-01');
    const rows = await county.rows(january.id);
    const back = rows.filter(({ values }) => values.personId === third.personId);
    expect((await county.settle(january, back)).values.state).toBe('PARTLY_RETURNED');
    county.setDay('2026-02-05');
    await county.settle(await county.send('2026-02'));
    const mine = async (month: string) =>
      brief(
        (await county.rows((await county.roster(month)).id)).filter(
          ({ values }) => values.personId === third.personId,
        ),
      );
    expect(await mine('2026-02')).toEqual([
      'LIVING 2026-01 REISSUE 10000 HELD ACCOUNT_RETURNED',
      'LIVING 2026-02 CURRENT 10000 HELD ACCOUNT_RETURNED',
    ]);
    county.setDay('2026-03-05');
    const accountNumber = madeUpReceiver(777, 0).accountNumber;
    await county.write(third.scope, [{ type: 'person', id: third.personId, set: { accountNumber } }]);
    await county.settle(await county.send('2026-03'));
    expect(await mine('2026-03')).toEqual([
      'LIVING 2026-01 REISSUE 10000 PAID',
      'LIVING 2026-02 BACK_PAY 10000 PAID',
      'LIVING 2026-03 CURRENT 10000 PAID',
    ]);
  });

  test('e.10 the bank opened the account again: the township says so, and that is enough', async () => {
    const [third] = south as [Receiver];
    const january = await county.send('2026-01');
    const back = (await county.rows(january.id)).filter(({ values }) => values.personId === third.personId);
    await county.settle(january, back);
    const entitlementId = third.entitlements.LIVING as number;
    county.setDay('2026-02-05');
    const act = () =>
      county.act(
        'TOWNSHIP_CLERK',
        'payment.accountCorrected',
        { entitlementId, words: '已解冻' },
        third.scope,
      );
    expect((await act()).outcome).toBe('applied');
    expect((await act()).code).toBe('payment/nothing-returned');
    const february = await county.send('2026-02');
    const kinds = (await county.rows(february.id))
      .filter(({ values }) => values.personId === third.personId)
      .map(({ values }) => `${values.kind} ${values.result}`);
    expect(kinds.sort()).toEqual(['CURRENT PENDING', 'REISSUE PENDING']);
  });

  test('RB1 who moved within the county is paid where they are now, and no month twice', async () => {
    await county.settle(await county.send('2026-01'));
    county.setDay('2026-02-05');
    const [first] = north as [Receiver];
    const to = county.townships[1] as number;
    await county.move(first, to);
    const february = await county.settle(await county.send('2026-02'));
    const rows = (await county.rows(february.id)).filter(({ values }) => values.personId === first.personId);
    expect(rows.map(({ scope }) => scope)).toEqual([to, to]);
    expect(brief(rows)).toEqual(['LIVING 2026-02 CURRENT 10000 PAID', 'NURSING 2026-02 CURRENT 10000 PAID']);
    expect(totalsOf(february).identity.NURSING).toMatchObject({ last: 2, added: 0, exited: 0, current: 2 });
    const january = await county.rows((await county.roster('2026-01')).id);
    expect(january.filter(({ values }) => values.personId === first.personId)[0]?.scope).toBe(first.scope);
  });

  test('RB6 built again, who has moved since is looked at where they live: what is owed is there, what ended is nowhere', async () => {
    const [stays, ends] = north as [Receiver, Receiver];
    await county.build('2026-01');
    const to = county.townships[1] as number;
    for (const each of [stays, ends]) await county.move(each, to);
    const set = { state: 'EXITED', lastPayableMonth: '2025-12' };
    await county.write(to, [{ type: 'entitlement', id: ends.entitlements.NURSING as number, set }]);
    const { id } = await county.settle(await county.send('2026-01'));
    const of = async (who: Receiver) =>
      (await county.rows(id)).filter(
        ({ values }) => values.personId === who.personId && values.result === 'PAID',
      );
    expect(brief(await of(stays))).toEqual([
      'LIVING 2026-01 CURRENT 10000 PAID',
      'NURSING 2026-01 CURRENT 10000 PAID',
    ]);
    expect((await of(stays)).map(({ scope }) => scope)).toEqual([to, to]);
    expect(brief(await of(ends))).toEqual([
      'NURSING 2025-11 BACK_PAY 10000 PAID',
      'NURSING 2025-12 BACK_PAY 10000 PAID',
    ]);
  });
});
