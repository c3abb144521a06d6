/** Statistics above the township on a real PostgreSQL: two cities of a province by their real codes, with made-up people (dossier (l)); and who
 *  is told them, over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EMPTY_BOOK, PackBook } from '#shared/domain/pack-book.ts';
import { NATION } from '#shared/domain/division.ts';
import type { RegionFigures, StatisticTable } from '#shared/rpc/statistics-shapes.ts';
import { openTestAccess, type TestAccess } from '../accounts/test-access.ts';
import { accessRoutes } from '../http/access-routes.ts';
import { type HttpServer, startHttpServer } from '../http/server.ts';
import { type RegionPorts, regionFigures } from './figures.ts';
import { regionRoutes } from './routes.ts';

const PROVINCE = 150_000_000_000;
const [ONE, OTHER] = [150_401_101_000, 150_501_101_000];
const MONTH = '2026-11';
let access: TestAccess;
let server: HttpServer;
let ports: RegionPorts;
let nextId = 1;

async function insert(table: string, scope: number, set: Record<string, unknown>): Promise<number> {
  const id = (nextId += 1);
  const names = ['scope', 'id', ...Object.keys(set)];
  const places = names.map((_, at) => `$${at + 1}`).join();
  await access.database.pool.query(`INSERT INTO "${table}" (${names.join()}) VALUES (${places})`, [
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

/** 呼和浩特 sets 108 over the region's 100 (S000), and took grades 3 and 4 in this year. */
const packs = new PackBook([
  {
    ...{
      packId: '15',
      region: '15',
      version: 1,
      documentNo: '一号',
      issuedBy: '区',
      publishedOn: '2016-01-01',
    },
    ...{ validFrom: '2016-01-01', livingScope: [], nursingScope: [], lifts: [] },
    standards: [
      { id: 'l', benefit: 'LIVING', amountFen: 10_000, from: '2016-01' },
      { id: 'n', benefit: 'NURSING', amountFen: 10_000, from: '2016-01' },
    ],
  },
  {
    ...{
      packId: '1505',
      region: '1505',
      version: 1,
      documentNo: '二号',
      issuedBy: '市',
      publishedOn: '2016-01-01',
    },
    ...{ validFrom: '2016-01-01', livingScope: [], lifts: [] },
    nursingScope: [{ from: '2026-03', grades: [3, 4], classes: [5, 6] as const }],
    standards: [{ id: 'l2', benefit: 'LIVING', amountFen: 10_800, from: '2026-02' }],
    procedure: { exchange: { comparisonDay: 21 } },
  },
]);

beforeAll(async () => {
  access = await openTestAccess();
  ports = { pool: access.database.pool, clock: access.ports.clock, packs: async () => packs };
  const routes = [...accessRoutes(access.ports, async () => []), ...regionRoutes(ports)];
  server = await startHttpServer({
    ...{ host: '127.0.0.1', port: 0, routes, access: access.ports, note: () => undefined },
  });
  await people(ONE, 7, 'LIVING');
  await people(ONE, 6, 'NURSING');
  await people(ONE, 5, 'LIVING', 'NURSING');
  await people(OTHER, 8, 'LIVING');
  await people(OTHER, 9, 'NURSING');
  await people(OTHER, 10, 'LIVING', 'NURSING');
  await insert('entitlement', ONE, {
    ...{ person_id: 1, benefit: 'LIVING', state: 'EXITED', entitled_from: '2026-01' },
    ...{ exit_reason: 'HUKOU_OUT', exited_on: '2026-11-02' },
  });
  await insert('rosterRow', ONE, {
    ...{ person_id: 2, benefit: 'LIVING', roster_month: MONTH, month: MONTH, kind: 'CURRENT' },
    ...{ amount_fen: 700, result: 'RETURNED' },
  });
  const county = { month: MONTH, state: 'DONE' };
  await insert('comparison', 150_401_000_000, { ...county, reported_on: '2026-11-21' });
  await insert('comparison', 150_501_000_000, { ...county, reported_on: '2026-11-21' });
  await insert('comparison', 150_502_000_000, county);
  await insert('spotCheck', 150_401_000_000, { body: 'FEDERATION', drawn_on: '2026-05-05' });
  await insert('spotCheck', 150_401_000_000, { body: 'FEDERATION', drawn_on: '2025-05-05' });
  await insert('spotCheck', PROVINCE, {
    ...{ body: 'SUPERVISION', drawn_on: '2026-06-06', population: 9 },
    sample: JSON.stringify([{ place: 150_501_000_000, wrong: 0, words: null }]),
  });
  await insert('rollout', 150_501_000_000, { phase: 'HISTORY_ENTRY' });
  const elsewhere = { to_township: OTHER, forwarded_on: '2026-11-08' };
  await insert('forwarding', ONE, elsewhere);
  await insert('forwarding', 150_501_102_000, elsewhere);
  for (const state of ['OPEN', 'OPEN', 'CLOSED'])
    await insert('finding', ONE, { list: 'SHOULD_RECEIVE', benefit: 'LIVING', state });
});
afterAll(async () => {
  await server?.close();
  await access?.close();
});

const ask = (region: number, forOutside = false) =>
  regionFigures(ports, { region, month: MONTH, forOutside });
const tablesOf = ({ tables }: RegionFigures) => new Map(tables.map((table) => [table.key, table]));
/** Rows by name with their sums, and the line of sums. */
const briefly = (table: StatisticTable | undefined) => [
  ...(table?.rows ?? []).map(({ cells, sum }) => (sum === undefined ? cells : [...cells, sum])),
  ...(table?.sums ? [table.sums.cells] : []),
];

test.each<[string, string, string, unknown]>([
  [
    'people once',
    'region.people',
    'PERSONS',
    [
      [7, 6, 5, 18],
      [8, 9, 10, 27],
      [15, 15, 15],
    ],
  ],
  [
    'money to the fen',
    'region.money',
    'MONEY',
    [
      [120_000, 110_000, 230_000],
      [180_000, 190_000, 370_000],
      [300_000, 300_000],
    ],
  ],
  [
    'person-months',
    'region.times',
    'PERSON_TIMES',
    [
      [12, 11, 23],
      [18, 19, 37],
      [30, 30],
    ],
  ],
  [
    'RU3 the ranking, by those who are missing',
    'region.rank',
    'RATE',
    [
      [1, 100, null],
      [2, 92, 33.3],
    ],
  ],
  [
    'RU4 reports by the day of each county’s packs',
    'region.reports',
    'COUNTIES',
    [
      [1, 0, 1, 0],
      [2, 1, 0, 1],
      [3, 1, 1, 1],
    ],
  ],
  [
    'checks of the year',
    'region.checks',
    'TIMES',
    [
      [0, 1, 0, 1],
      [0, 0, 1, 1],
      [0, 1, 1],
    ],
  ],
  [
    'RU5 standards',
    'region.standards',
    'STANDARD',
    [
      [10_000, 10_000, 10_000, 10_000, 10_000, 10_000],
      [10_800, 10_800, 10_800, 10_000, 10_000, 10_000],
      [10_000, 10_800, 10_533, 10_000, 10_000, 10_000],
    ],
  ],
  [
    'RU6 raises and extensions, a county each',
    'region.changes',
    'TIMES',
    [
      [0, 0, 0, 0],
      [2, 0, 0, 2],
      [2, 0, 0, 2],
    ],
  ],
  [
    'roll-out',
    'region.rollout',
    'COUNTIES',
    [
      [1, 0],
      [1, 1],
      [2, 1],
    ],
  ],
  [
    'across regions, not within a part',
    'region.across',
    'PERSON_TIMES',
    [
      [1, 0, 1],
      [0, 1, 0],
      [1, 1, 1],
    ],
  ],
])('RU1 a province by cities: %s', async (_what, key, unit, rows) => {
  const figures = await ask(PROVINCE);
  const table = tablesOf(figures).get(key);
  expect(table?.unit).toBe(unit);
  expect(briefly(table)).toEqual(rows);
  expect(JSON.stringify(figures)).not.toContain('某人');
});

test('RU1 funds by what became of them', async () => {
  const table = tablesOf(await ask(PROVINCE)).get('region.funds');
  expect(table?.columns.map((column, at) => [column, table.rows[0]?.cells[at]])).toEqual([
    ...[
      ['CURRENT', 230_000],
      ['BACK_PAY', 0],
      ['REISSUE', 0],
      ['ADJUST', 0],
      ['PENDING', 0],
      ['HELD', 0],
    ],
    ...[
      ['RETURNED', 700],
      ['RECOVERED', 0],
    ],
  ]);
});

test('RU1 a city by counties, a county by townships, the country by provinces; a township has no parts', async () => {
  const persons = async (region: number) => briefly(tablesOf(await ask(region)).get('region.people'));
  expect(await persons(150_500_000_000)).toEqual([
    [8, 9, 10, 27],
    [0, 0, 0, 0],
    [8, 9, 10],
  ]);
  expect(await persons(150_501_000_000)).toEqual([
    [8, 9, 10, 27],
    [8, 9, 10],
  ]);
  expect(await persons(NATION)).toEqual([
    [15, 15, 15, 45],
    [15, 15, 15],
  ]);
  expect([...tablesOf(await ask(150_501_000_000)).keys()]).toEqual([
    ...['region.people', 'region.money', 'region.times', 'region.funds', 'region.rank', 'region.across'],
  ]);
  await expect(ask(OTHER)).rejects.toThrow(RangeError);
});

describe('RU2 outside', () => {
  test('fewer than five people are left out, and what would give them away; work is not told (RU8)', async () => {
    await people(150_601_101_000, 3, 'LIVING');
    const tables = tablesOf(await ask(PROVINCE, true));
    const table = tables.get('region.people');
    const small = table?.rows.at(-1);
    expect([small?.cells[0], small?.sum]).toEqual([null, null]);
    const others = table?.rows.slice(0, -1).map(({ cells }) => cells[0]) ?? [];
    expect([...others, table?.sums?.cells[0]]).toContain(null);
    expect(tables.get('region.money')?.rows.at(-1)?.cells[0]).toBeNull();
    expect([...tables.keys()]).not.toContain('region.rank');
    expect(briefly(tables.get('region.across')).flat()).not.toContain(1);
  });

  test('SC8 two more than the month before are left out too', async () => {
    await insert('roster', 150_401_000_000, { month: '2026-10' });
    const person = await insert('person', ONE, { name: '某人' });
    await insert('entitlement', ONE, {
      ...{ person_id: person, benefit: 'NURSING', state: 'ACTIVE', entitled_from: MONTH },
    });
    const inside = tablesOf(await ask(150_400_000_000)).get('region.people');
    expect(inside?.rows[0]?.cells).toEqual([7, 7, 5]);
    const outside = tablesOf(await ask(150_400_000_000, true)).get('region.people');
    expect([outside?.rows[0]?.cells[1], outside?.rows[0]?.sum]).toEqual([null, null]);
    expect(outside?.rows[0]?.cells[0]).toBe(7);
  });
});

describe('who is told', () => {
  const CITY = 159_900_000_000;
  const COUNTY = 159_999_000_000;

  async function told(account: string, region: number): Promise<[number, unknown]> {
    const { token } = await access.signIn(account);
    const post = (path: string, body: object) =>
      fetch(server.url + path, {
        ...{ method: 'POST', body: JSON.stringify(body) },
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      });
    const asked = { region, month: MONTH, forOutside: false };
    const bare = await post('/api/statistics', asked);
    expect(bare.status).toBe(403);
    await post('/api/enrol', { computerName: '统计-1' });
    const answer = await post('/api/statistics', asked);
    const json = (await answer.json()) as { code?: string; isOnlyOutside?: boolean };
    return [answer.status, json.code ?? json.isOnlyOutside];
  }

  test.each<[string, string, number, [number, unknown]]>([
    ['a city its own', 'hasi', CITY, [200, false]],
    ['a city its county', 'hasi', COUNTY, [200, false]],
    ['a city no other city', 'hasi', 150_400_000_000, [403, 'statistics/not-yours']],
    ['a city not its province', 'hasi', PROVINCE, [403, 'statistics/not-yours']],
    ['a city not the country', 'hasi', NATION, [403, 'statistics/not-yours']],
    ['a city no township: it has no parts', 'hasi', 159_999_101_000, [400, 'request/invalid']],
    ['a county its own', 'saren', COUNTY, [200, false]],
    ['a county not its city', 'saren', CITY, [403, 'statistics/not-yours']],
    ['a county no township of it', 'chenliqun', 159_999_101_000, [403, 'statistics/not-yours']],
    ['RR2 finance as outside', 'batu', COUNTY, [200, true]],
    ['a township nothing', 'naren', COUNTY, [403, 'statistics/not-yours']],
  ])('RR1 %s', async (_what, account, region, answer) => {
    expect(await told(account, region)).toEqual(answer);
  });
});

test('without any pack no amount is known', async () => {
  const figures = await regionFigures(
    { ...ports, packs: async () => EMPTY_BOOK },
    { region: PROVINCE, month: MONTH, forOutside: false },
  );
  expect(tablesOf(figures).get('region.standards')?.sums?.cells).toEqual(
    Array.from({ length: 6 }, () => null),
  );
});
