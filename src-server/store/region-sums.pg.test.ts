/** Sums above the county on a real PostgreSQL: two cities of a made-up province (dossier (l)). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { regionSums } from './region-sums.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

const PROVINCE = 150_000_000_000;
const [ONE, OTHER] = [150_401_101_000, 150_501_101_000];
const MONTH = '2026-11';
let database: TestDatabase;
let nextId = 1;

async function insert(table: string, scope: number, set: Record<string, unknown>): Promise<number> {
  const id = (nextId += 1);
  const names = ['scope', 'id', ...Object.keys(set)];
  const places = names.map((_, at) => `$${at + 1}`).join();
  await database.pool.query(`INSERT INTO "${table}" (${names.join()}) VALUES (${places})`, [
    scope,
    id,
    ...Object.values(set),
  ]);
  return id;
}

/** So many people who draw these, each paid 100 yuan a benefit. */
async function people(scope: number, count: number, ...benefits: string[]): Promise<void> {
  for (let nth = 0; nth < count; nth += 1) {
    const person = await insert('person', scope, { name: '某人' });
    for (const benefit of benefits) {
      await insert('entitlement', scope, {
        ...{ person_id: person, benefit, state: 'ACTIVE', entitled_from: '2026-01' },
      });
      await insert('rosterRow', scope, {
        ...{ person_id: person, benefit, roster_month: MONTH, month: MONTH, kind: 'CURRENT' },
        ...{ amount_fen: 10_000, result: 'PAID' },
      });
    }
  }
}

beforeAll(async () => {
  database = await openTestDatabase();
  await people(ONE, 7, 'LIVING');
  await people(ONE, 6, 'NURSING');
  await people(ONE, 5, 'LIVING', 'NURSING');
  await people(OTHER, 8, 'LIVING');
  await people(OTHER, 9, 'NURSING');
  await people(OTHER, 10, 'LIVING', 'NURSING');
  await insert('entitlement', ONE, {
    person_id: 1,
    benefit: 'LIVING',
    state: 'EXITED',
    entitled_from: '2026-01',
  });
  const county = { month: MONTH, state: 'DONE' };
  await insert('comparison', 150_401_000_000, { ...county, reported_on: '2026-11-20' });
  await insert('comparison', 150_501_000_000, { ...county, reported_on: '2026-11-21' });
});
afterAll(() => database?.close());

const ask = (region: number) => regionSums(database.pool, { region, month: MONTH, reportDay: 20 });

test('RU1 a province by cities: people once, money to the fen, reports that came in time', async () => {
  const sums = await ask(PROVINCE);
  expect(sums.rows).toMatchObject([
    {
      place: 150_400_000_000,
      people: [7, 6, 5],
      persons: 18,
      paidFen: [120_000, 110_000],
      counties: 1,
      reported: 1,
    },
    {
      place: 150_500_000_000,
      people: [8, 9, 10],
      persons: 27,
      paidFen: [180_000, 190_000],
      counties: 1,
      reported: 0,
    },
  ]);
  expect(sums.sum).toEqual({ people: [15, 15, 15], persons: 45, paidFen: [300_000, 300_000] });
  expect(JSON.stringify(sums)).not.toContain('某人');
});

test('RU1 a city by counties; nothing else is counted', async () => {
  expect((await ask(150_500_000_000)).rows).toMatchObject([{ place: 150_501_000_000, persons: 27 }]);
  await expect(ask(150_501_000_000)).rejects.toThrow(RangeError);
});

test('RU2 fewer than five people are left out, and what would give them away', async () => {
  await people(150_601_101_000, 3, 'LIVING');
  const { rows, sum } = await ask(PROVINCE);
  const small = rows.find(({ place }) => place === 150_600_000_000);
  expect([small?.people[0], small?.persons, small?.paidFen[0]]).toEqual([null, null, null]);
  const others = rows.filter((row) => row !== small).map(({ people: of }) => of[0]);
  expect([...others, sum.people[0]]).toContain(null);
});
