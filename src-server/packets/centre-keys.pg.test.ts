/** CK: the centre's keys come, go and are told, on a real database. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import { publicKeysOf } from '#shared/sync/seal.ts';
import { PostgresStore } from '../store/postgres-store.ts';
import { openTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { type CentreKeys, keysSealedTo, OLD_KEY_DAYS, openCentreKeys } from './centre-keys.ts';

const DAY_MS = 86_400_000;
let database: TestDatabase;
let made = 0;
const clock = { nowMs: Date.UTC(2026, 10, 2), now: (): number => clock.nowMs };

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

const ports = () => ({
  ...{ pool: database.pool, store: new PostgresStore(database.pool), clock },
  secretBytes: (length: number) => Buffer.alloc(length, ++made),
});
const sealOf = ({ secret }: CentreKeys) => publicKeysOf(secret).seal;
const found = async (keys: CentreKeys) => (await keysSealedTo(ports(), sealOf(keys)))?.id ?? null;
const told = async () =>
  (
    await database.pool.query('SELECT id, seal_key FROM centre WHERE scope = $1 ORDER BY id', [
      REFERENCE_SCOPE,
    ])
  ).rows.map(({ id, seal_key }) => [Number(id), seal_key]);

test('CK1–CK4 made once, made new when wished, told before used; the old one opens packets for half a year, then it is gone', async () => {
  const [first, same] = await Promise.all([openCentreKeys(ports()), openCentreKeys(ports())]);
  expect([first.id, same.id, sealOf(first)]).toEqual([1, 1, sealOf(same)]);
  clock.nowMs += 30 * DAY_MS;
  const second = await openCentreKeys(ports(), true);
  expect([second.id, (await openCentreKeys(ports())).id]).toEqual([2, 2]);
  expect(await told()).toEqual([
    [1, sealOf(first)],
    [2, sealOf(second)],
  ]);
  expect([await found(first), await found(second)]).toEqual([1, 2]);
  expect(await keysSealedTo(ports(), 'ab'.repeat(32))).toBeNull();

  clock.nowMs += OLD_KEY_DAYS * DAY_MS;
  expect(await found(first)).toBe(1);
  clock.nowMs += 1;
  expect([await found(first), await found(second)]).toEqual([null, 2]);
  const { rows } = await database.pool.query('SELECT id FROM centre_secret');
  expect(rows).toEqual([{ id: 2 }]);
  // What it signed is still proved: its public half stays.
  expect(await told()).toHaveLength(2);
  // However old the newest is, it is in use.
  clock.nowMs += 10 * OLD_KEY_DAYS * DAY_MS;
  expect((await openCentreKeys(ports())).id).toBe(2);
});
