/** The demo's banner on a real PostgreSQL: it seeds, and a clerk meets a file in every state of the ordinary way. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseIdNumber } from '#shared/domain/id-number.ts';
import { APPLICATION_STATES } from '#shared/domain/state.ts';
import { DEMO_BANNER_CODE, DEMO_TOWNSHIPS } from '#shared/domain/division.ts';
import { demoColleagues } from '../accounts/demo-accounts.ts';
import { openTestAccess, type TestAccess } from '../accounts/test-access.ts';
import { PostgresStore } from '../store/postgres-store.ts';
import { seedDemoWorld } from './demo.ts';

/** Ends that no made-up file has: they come of what happens. */
const BESIDE_THE_WAY: readonly string[] = ['MERGED', 'NOT_ACCEPTED', 'WITHDRAWN', 'FORWARDED_TO_HUKOU_PLACE'];

const SEEDING_MS = 110_000;
let access: TestAccess;
const rows = async (sql: string) =>
  (await access.database.pool.query(sql)).rows as Record<string, string | number | null>[];

beforeAll(async () => {
  access = await openTestAccess();
  await seedDemoWorld(
    new PostgresStore(access.database.pool),
    access.ports.clock,
    await demoColleagues(access.ports),
  );
}, SEEDING_MS);
afterAll(() => access?.close());

test('every township has files in every state', async () => {
  for (const { code, name } of DEMO_TOWNSHIPS) {
    const states = await rows(`SELECT DISTINCT state FROM application WHERE scope = ${code}`);
    expect([name, states.map(({ state }) => String(state)).sort()]).toEqual([
      name,
      APPLICATION_STATES.filter((state) => !BESIDE_THE_WAY.includes(state)).sort(),
    ]);
  }
});

test('about four thousand people, each once, each with an ID number of region 159999 that is right', async () => {
  const people = await rows('SELECT id_number, name FROM person');
  expect(people.length).toBeGreaterThan(4_000);
  expect(people.length).toBeLessThan(4_500);
  expect(new Set(people.map(({ id_number }) => id_number)).size).toBe(people.length);
  const wrong = people.filter(({ id_number }) => {
    const parsed = parseIdNumber(String(id_number), { today: '2026-11-02' });
    return !parsed.valid || !String(id_number).startsWith('159999');
  });
  expect(wrong).toEqual([]);
});

test('some receive, each benefit once', async () => {
  const [active] = await rows("SELECT count(*) AS n FROM entitlement WHERE state = 'ACTIVE'");
  expect(Number(active?.n)).toBeGreaterThan(1_000);
  expect(
    await rows('SELECT person_id FROM entitlement GROUP BY person_id, benefit HAVING count(*) > 1'),
  ).toEqual([]);
});

test('commits are without a gap, and whoever stands in a history is a colleague that everybody knows', async () => {
  const gaps = await rows(
    'SELECT s.scope FROM scope s WHERE s.head <> (SELECT count(*) FROM commit c WHERE c.scope = s.scope)',
  );
  expect(gaps).toEqual([]);
  expect(await rows('SELECT DISTINCT actor FROM history EXCEPT SELECT id FROM colleague')).toEqual([]);
  expect(await rows('SELECT DISTINCT device FROM history EXCEPT SELECT id FROM computer')).toEqual([]);
  const heads = await rows(`SELECT scope FROM scope WHERE scope = ${DEMO_BANNER_CODE}`);
  expect(heads).toHaveLength(1);
});

test('DW1 nothing is dated after the clock', async () => {
  const late = await rows(
    `SELECT id FROM application WHERE greatest(state_since::text, submitted_on::text, accepted_on::text) > '2026-11-02'`,
  );
  expect(late).toEqual([]);
  expect(await rows("SELECT id FROM history WHERE made_at > '2026-11-02T01:00:00.000Z'")).toEqual([]);
});

test('every file that is not at its end has somebody of its township and no more than one open file a benefit', async () => {
  const doubled = await rows(
    `SELECT person_id FROM application WHERE state NOT IN ('APPROVED', 'REFUSED') GROUP BY person_id HAVING count(*) > 1`,
  );
  expect(doubled).toEqual([]);
  const strangers = await rows(
    'SELECT a.id FROM application a LEFT JOIN person p ON p.scope = a.scope AND p.id = a.person_id WHERE p.id IS NULL',
  );
  expect(strangers).toEqual([]);
});
