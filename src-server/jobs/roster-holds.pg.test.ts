/** Rows that are held, on a real PostgreSQL: a body's hold, a finding, an account of too many, an open conflict. Everybody else is paid; who was held
 *  is paid late, with the next roster after the reason is gone, and no month twice (dossier e.3, (h), m.3; RH1–RH4, RO1, RO2). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALERT_RULE } from '#shared/domain/alert.ts';
import type { Row } from '#shared/records/rows.ts';
import { PostgresStore } from '../store/postgres-store.ts';
import { openTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { readSharedAccounts } from './shared-accounts.ts';
import { madeUpReceiver, type Receiver, TestCounty } from './test-county.ts';

const SHARED = '6217999900000000777';
let database: TestDatabase;
let county: TestCounty;
let people: Receiver[];

beforeAll(async () => {
  database = await openTestDatabase();
  county = new TestCounty(new PostgresStore(database.pool), { townships: 2 });
  await county.found();
  const [north, south] = county.townships as [number, number];
  const one = (index: number) => ({ index, benefits: ['LIVING', 'NURSING'] as const, from: '2026-01' });
  people = [
    ...(await county.lay(north, [1, 2, 3, 4, 5].map(one))),
    ...(await county.lay(south, [6, 7, 8, 9].map(one))),
  ];
}, 120_000);
afterAll(() => database?.close());

const nameOf = (row: Row<'rosterRow'>) =>
  people.findIndex(({ personId }) => personId === row.values.personId) + 1;
async function rowsOf(month: string): Promise<Row<'rosterRow'>[]> {
  return county.rows((await county.roster(month)).id);
}
const heldOf = (rows: readonly Row<'rosterRow'>[]) =>
  rows
    .filter(({ values }) => values.result === 'HELD')
    .map(
      (row) =>
        `${nameOf(row)} ${row.values.benefit} ${row.values.heldReason} ${JSON.stringify(row.values.heldDetail)}`,
    )
    .sort();

const at = (person: number) => people[person - 1] as Receiver;
async function findings(person: number): Promise<Row<'finding'>[]> {
  const { scope, personId } = at(person);
  const by = { type: 'finding', by: 'personId', value: personId, limit: 10 } as const;
  return county.store.transaction([], (tx) => tx.read(scope, by)) as Promise<Row<'finding'>[]>;
}
const setAccount = (person: number, accountNumber: string) =>
  county.write(at(person).scope, [{ type: 'person', id: at(person).personId, set: { accountNumber } }]);

async function putInQuestion(): Promise<void> {
  const [held, found, , conflicted] = people as [Receiver, Receiver, Receiver, Receiver];
  const hold = { personId: held.personId, reason: '证件在核' };
  await county.done('COUNTY_FEDERATION_REVIEWER', 'person.hold', hold, held.scope);
  const alert = { code: 'NURSING_GRADE_NOT_COVERED', benefit: 'NURSING', list: 'SHOULD_STOP', points: [] };
  const raise = { personId: found.personId, comparisonId: null, month: '2026-01', alerts: [alert] };
  await county.done('COUNTY_CIVIL_AFFAIRS_APPROVER', 'finding.raise', raise, found.scope);
  await county.write(conflicted.scope, [
    { type: 'conflict', id: 900, set: { personId: conflicted.personId, kind: 'duplicate', state: 'OPEN' } },
  ]);
  // Four people of two townships draw into one account.
  for (const person of [5, 6, 7, 8]) await setAccount(person, SHARED);
}

async function putRight(): Promise<void> {
  const [held, , , conflicted] = people as [Receiver, Receiver, Receiver, Receiver];
  const lift = { personId: held.personId, reason: '核过了' };
  await county.done('COUNTY_FEDERATION_REVIEWER', 'person.liftHold', lift, held.scope);
  const [finding] = await findings(2);
  await county.write(at(2).scope, [{ type: 'finding', id: finding?.id as number, set: { state: 'CLOSED' } }]);
  await county.write(conflicted.scope, [{ type: 'conflict', id: 900, set: { state: 'SETTLED' } }]);
  for (const person of [5, 6, 7]) await setAccount(person, madeUpReceiver(500 + person, 0).accountNumber);
}

test('held in January with the reason in words, paid in February once, and March pays March alone', async () => {
  await putInQuestion();
  const shared = (accountPersons: number) =>
    readSharedAccounts(county.store, county.townships, { ...ALERT_RULE, accountPersons });
  expect(await shared(4)).toEqual(new Set());
  await county.settle(await county.send('2026-01'));
  const january = await rowsOf('2026-01');
  const both = (person: number, why: string) => [`${person} LIVING ${why}`, `${person} NURSING ${why}`];
  expect(heldOf(january)).toEqual(
    [
      ...both(1, 'HOLD ["证件在核"]'),
      '2 NURSING FINDING_OPEN ["NURSING_GRADE_NOT_COVERED"]',
      ...both(4, 'CONFLICT_OPEN null'),
      ...[5, 6, 7, 8].flatMap((person) => both(person, 'ACCOUNT_SHARED null')),
    ].sort(),
  );
  expect((await county.roster('2026-01')).values).toMatchObject({
    state: 'SETTLED',
    totals: { LIVING: { rows: 3, heldRows: 6 }, NURSING: { rows: 2, heldRows: 7 } },
  });
  await putRight();
  county.setDay('2026-02-06');
  await county.settle(await county.send('2026-02'));
  county.setDay('2026-03-06');
  await county.settle(await county.send('2026-03'));
  const months = ['2026-01', '2026-02', '2026-03'];
  const rows = (await Promise.all(months.map(rowsOf))).flat();
  expect(heldOf(await rowsOf('2026-02'))).toEqual([]);
  const paid = rows.filter(({ values }) => values.result === 'PAID');
  const slots = paid.map((row) => `${row.values.entitlementId} ${row.values.month}`);
  expect([slots.length, new Set(slots).size]).toEqual([people.length * 2 * 3, people.length * 2 * 3]);
  expect((await rowsOf('2026-03')).map(({ values }) => values.kind)).toEqual(
    Array.from({ length: people.length * 2 }, () => 'CURRENT'),
  );
  const { rows: claims } = await database.pool.query<{ n: string }>(
    "SELECT count(*) AS n FROM claim WHERE claim_key LIKE 'paid:%'",
  );
  expect(Number(claims[0]?.n)).toBe(slots.length);
}, 120_000);
