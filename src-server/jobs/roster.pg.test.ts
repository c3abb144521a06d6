/** Building a roster on a real PostgreSQL: several servers at once, one that dies in the middle of a page, and a process that is killed (-9)
 *  again and again. Each month stands once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '#shared/base/chance.ts';
import type { Row } from '#shared/records/rows.ts';
import type { CentralStore, CentralTransaction } from '../store/central-store.ts';
import { PostgresStore } from '../store/postgres-store.ts';
import { openTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { RosterBuild } from './roster-build.ts';
import { COUNTY, TestCounty } from './test-county.ts';

const PEOPLE = 700;
let database: TestDatabase;
let county: TestCounty;

beforeAll(async () => {
  database = await openTestDatabase();
  county = new TestCounty(new PostgresStore(database.pool), { townships: 2 });
  await county.found();
  for (const [at, scope] of county.townships.entries())
    await county.lay(
      scope,
      Array.from({ length: PEOPLE }, (_, index) => ({
        index: at * PEOPLE + index,
        benefits: ['LIVING', 'NURSING'] as const,
        from: '2026-01',
      })),
    );
}, 120_000);
afterAll(() => database?.close());

/** A store whose transactions die before they end, every third one. */
function dying(store: CentralStore): CentralStore {
  let count = 0;
  const transaction = <T>(scopes: readonly number[], work: (tx: CentralTransaction) => Promise<T>) =>
    store.transaction(scopes, async (tx) => {
      const done = await work(tx);
      if (scopes.length && count++ % 3 === 0) throw new Error('killed');
      return done;
    });
  return new Proxy(store, {
    get: (target, name) =>
      name === 'transaction' ? transaction : (Reflect.get(target, name) as () => unknown)?.bind?.(target),
  });
}

async function server(store: CentralStore, rosterId: number): Promise<number> {
  const kind = new RosterBuild({ store, clock: { now: () => county.nowMs } });
  let deaths = 0;
  for (;;) {
    try {
      if (!(await kind.step({ scope: COUNTY, id: rosterId }))) return deaths;
    } catch {
      deaths++;
    }
  }
}

test('JB2 JB3 RB1 three servers, of which one dies again and again, make every row once', async () => {
  await county.done('COUNTY_CIVIL_AFFAIRS_APPROVER', 'roster.build', { month: '2026-01' });
  const { id } = await county.roster('2026-01');
  const [, , deaths] = await Promise.all([
    server(new PostgresStore(database.pool), id),
    server(new PostgresStore(database.pool), id),
    server(dying(new PostgresStore(database.pool)), id),
  ]);
  const roster: Row<'roster'> = await county.roster('2026-01');
  expect(roster.values).toMatchObject({ state: 'DRAFT', job: null });
  const rows = await county.rows(id);
  const slots = new Set(rows.map(({ values }) => `${values.entitlementId} ${values.month}`));
  expect([rows.length, slots.size]).toEqual([2 * 2 * PEOPLE, 2 * 2 * PEOPLE]);
  expect(roster.values.totals).toMatchObject({
    persons: 2 * PEOPLE,
    LIVING: { payFen: 2 * PEOPLE * 10_000 },
  });
  const { rows: held } = await database.pool.query<{ n: string }>(
    "SELECT count(*) AS n FROM claim WHERE claim_key LIKE 'paid:%'",
  );
  expect(Number(held[0]?.n)).toBe(rows.length);
  expect(deaths).toBeGreaterThan(0);
}, 120_000);

/** A process that works until it is through, or is killed a while after its first step; whether it was. */
async function killedAfter(ms: number): Promise<boolean> {
  const file = join(import.meta.dirname, 'fixtures/working-child.ts');
  const child = spawn(process.execPath, [file, database.url, '2', '2026-02-05'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  await once(child.stdout, 'data');
  await Promise.race([sleep(ms), ended]);
  child.kill('SIGKILL');
  const [code, signal] = await ended;
  if (signal === null && code !== 0) throw new Error(`the server ended with ${code}`);
  return signal === 'SIGKILL';
}

test('kill -9 of the server again and again while it builds: every month stands once, and what is owed balances', async () => {
  county.setDay('2026-02-05');
  const january = await county.roster('2026-01');
  await county.settle(await county.sign(january));
  await county.done('COUNTY_CIVIL_AFFAIRS_APPROVER', 'roster.build', { month: '2026-02' });
  const chance = seededRandom(9);
  let kills = 0;
  for (let ms = 20; await killedAfter(ms + chance.next() * 60); ms += 60) kills++;
  expect(kills).toBeGreaterThan(2);
  const roster = await county.roster('2026-02');
  expect(roster.values).toMatchObject({ state: 'DRAFT', job: null });
  const rows = await county.rows(roster.id);
  const slots = new Set(rows.map(({ values }) => `${values.entitlementId} ${values.month}`));
  expect([rows.length, slots.size]).toEqual([2 * 2 * PEOPLE, 2 * 2 * PEOPLE]);
  expect(rows.every(({ values }) => values.month === '2026-02' && values.kind === 'CURRENT')).toBe(true);
  expect(roster.values.totals).toMatchObject({
    ...{ persons: 2 * PEOPLE, LIVING: { payFen: 2 * PEOPLE * 10_000 } },
  });
  // last + new + resumed − exited − suspended = this (e.3): nobody came or went.
  await county.sign(roster);
}, 120_000);
