/** Posts that change: what a session holds afterwards, which rights an act is judged by, what becomes of a closed account. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LEASE_DAYS } from '#shared/domain/lease.ts';
import { actorAt } from '../sync/actors.ts';
import { enrol, readDeviceAccounts } from './enrolment.ts';
import { changePost } from './posts.ts';
import { readSession, signIn } from './session.ts';
import { openTestAccess, TEST_NOW_MS, type TestAccess } from './test-access.ts';
import { DEMO_PASSWORD } from './demo-accounts.ts';

const NORTH = 159_999_101_000;
const SOUTH = 159_999_102_000;
const DAY_MS = 86_400_000;
let access: TestAccess;
beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.close());

async function unitOf(scope: number): Promise<string> {
  const { rows } = await access.database.pool.query<{ name: string }>(
    "SELECT name FROM access.unit WHERE scope = $1 AND kind = 'TOWNSHIP'",
    [scope],
  );
  return rows[0]?.name as string;
}

test('PO1 PO2 PO3 a clerk goes to another township: the old computer brings up, and gets nothing more', async () => {
  const naren = await access.signIn('naren');
  const made = await enrol(access.ports, naren.token, { computerName: '查干淖尔-01' });
  if ('refused' in made) throw new Error('refused');
  access.advance(DAY_MS);
  const to = { role: 'TOWNSHIP_CLERK' as const, unit: await unitOf(SOUTH) };
  expect(await changePost(access.ports, { account: 'naren', to })).toMatchObject({
    role: 'TOWNSHIP_CLERK',
    unitScope: SOUTH,
  });
  expect((await readSession(access.ports, naren.token))?.scopes).toEqual([0]);
  const [account] = await readDeviceAccounts(access.ports.db, made.device);
  if (!account) throw new Error('no account');
  expect(account).toMatchObject({ scopes: [0, SOUTH], isElsewhere: true, isClosed: false });
  const now = TEST_NOW_MS + DAY_MS;
  const at = (ms: number) => new Date(ms).toISOString();
  expect(actorAt(account, at(now - 1), now).scopes).toEqual([0, NORTH]);
  expect(actorAt(account, at(now), now).scopes).toEqual([0, SOUTH]);
  // A clock that was set back helps no longer than a lease.
  expect(actorAt(account, at(now - 1), now + LEASE_DAYS * DAY_MS + 1).scopes).toEqual([0, SOUTH]);
  const again = await access.signIn('naren');
  expect(again.session.scopes).toEqual([0, SOUTH]);
  const request = { computerName: 'x', device: made.device };
  expect(await enrol(access.ports, again.token, request)).toEqual({ refused: 'device/other-unit' });
});

test('PO1 PO2 a closed account: its session ends, what it did before counts, what it does later does not; it can be opened again', async () => {
  const wang = await access.signIn('wangjianguo');
  const made = await enrol(access.ports, wang.token, { computerName: '查干淖尔-02' });
  if ('refused' in made) throw new Error('refused');
  access.advance(DAY_MS);
  const closedAt = access.ports.clock.now();
  expect(await changePost(access.ports, { account: 'wangjianguo', to: 'closed' })).toMatchObject({
    role: null,
  });
  expect(await readSession(access.ports, wang.token)).toBe(undefined);
  expect(await signIn(access.ports, 'wangjianguo', DEMO_PASSWORD)).toEqual({ refused: 'sign-in/refused' });
  const read = async () => {
    const [account] = await readDeviceAccounts(access.ports.db, made.device);
    if (!account) throw new Error('no account');
    return account;
  };
  const at = (ms: number) => new Date(ms).toISOString();
  expect(actorAt(await read(), at(closedAt - 1), closedAt)).toMatchObject({ scopes: [0, NORTH] });
  expect(actorAt(await read(), at(closedAt - 1), closedAt).isClosed).toBe(undefined);
  expect(actorAt(await read(), at(closedAt), closedAt).isClosed).toBe(true);
  access.advance(DAY_MS);
  expect(await changePost(access.ports, { account: 'wangjianguo', to: 'open' })).toMatchObject({
    role: 'TOWNSHIP_REVIEWER',
  });
  const openedAt = access.ports.clock.now();
  expect(actorAt(await read(), at(closedAt + 1), openedAt).isClosed).toBe(true);
  expect(actorAt(await read(), at(openedAt), openedAt).isClosed).toBe(false);
  expect(await changePost(access.ports, { account: 'wangjianguo', to: 'open' })).toEqual({
    refused: 'account/no-change',
  });
});

test('AU2 a post fits its unit, and what is not there is said', async () => {
  const to = { role: 'COUNTY_FEDERATION_REVIEWER' as const, unit: await unitOf(NORTH) };
  expect(await changePost(access.ports, { account: 'gaomin', to })).toEqual({
    refused: 'account/role-of-other-unit',
  });
  expect(await changePost(access.ports, { account: 'gaomin', to: { ...to, unit: '月球' } })).toEqual({
    refused: 'unit/unknown',
  });
  expect(await changePost(access.ports, { account: 'nobody', to: 'closed' })).toEqual({
    refused: 'account/unknown',
  });
});
