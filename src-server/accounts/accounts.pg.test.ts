/** Sign-in, sessions and enrolment on a real database. */
import { DEMO_BANNER_CODE, DEMO_TOWNSHIPS } from '#shared/domain/division.ts';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAccount, readAccounts, type Unit } from './account.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, seedDemoAccounts } from './demo-accounts.ts';
import { LEASE_DAYS } from '#shared/domain/lease.ts';
import { enrol, readDeviceAccounts } from './enrolment.ts';
import { readSession, signIn, signOut } from './session.ts';
import { openTestAccess, type TestAccess } from './test-access.ts';

const dayMs = 24 * 3_600_000;
let access: TestAccess;

beforeAll(async () => {
  access = await openTestAccess();
});

beforeEach(async () => {
  const tables = 'session, access.device_account, access.device, access.sign_in_failure';
  await access.database.pool.query(`TRUNCATE access.${tables} CASCADE`);
});

afterAll(() => access?.close());

function wrong(name: string) {
  return signIn(access.ports, name, 'Wrong-password-1');
}

test('DA1 the demo is seeded once, by however many servers at once', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => seedDemoAccounts(access.ports)));
  expect(answers).toEqual([false, false, false]);
  const accounts = await readAccounts(access.ports.db);
  expect(accounts.map((each) => each.name)).toEqual(DEMO_ACCOUNTS.map((each) => each.name));
  expect(accounts.every((each) => each.id > 2 ** 30 && each.id < 2 ** 31)).toBe(true);
});

test('SE1 each account gets person, role, scopes and classes from its rows', async () => {
  const townships = DEMO_TOWNSHIPS.map((each) => each.code);
  const naren = await access.signIn('naren');
  expect(naren.session).toMatchObject({
    personName: '娜仁',
    role: 'TOWNSHIP_CLERK',
    unitName: '查干淖尔苏木民政办',
    scopes: [0, 159_999_101_000],
    classes: ['case', 'money', 'health', 'identity'],
  });
  expect(naren.session.deviceNumber).toBe(undefined);
  const chen = await access.signIn('chenliqun');
  expect(chen.session.scopes).toEqual([0, DEMO_BANNER_CODE, ...townships]);
  expect(chen.session.classes).not.toContain('money');
  const saren = await access.signIn('saren');
  expect(saren.session.scopes).toEqual([0, DEMO_BANNER_CODE, ...townships]);
  expect(saren.session.classes).toContain('money');
});

test('SE1 a changed role counts at the next request; a closed account has no session and no sign-in', async () => {
  const { token, session } = await access.signIn('naren');
  const { pool } = access.database;
  await pool.query(`UPDATE access.account SET role = 'TOWNSHIP_REVIEWER' WHERE name = 'naren'`);
  expect((await readSession(access.ports, token))?.role).toBe('TOWNSHIP_REVIEWER');
  await pool.query(`UPDATE access.account SET role = 'TOWNSHIP_CLERK', disabled_at = 1 WHERE id = $1`, [
    session.accountId,
  ]);
  expect(await readSession(access.ports, token)).toBe(undefined);
  expect(await signIn(access.ports, 'naren', DEMO_PASSWORD)).toEqual({ refused: 'sign-in/refused' });
  await pool.query('UPDATE access.account SET disabled_at = NULL');
});

test('SE2 the database holds no token', async () => {
  const { token } = await access.signIn('naren');
  const rows = (await access.database.pool.query('SELECT s::text AS all FROM access.session s')).rows;
  expect(rows).toHaveLength(1);
  expect(rows[0].all).not.toContain(token);
  expect(rows[0].all).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
});

test('SE3 an unknown name answers like a wrong password, locks included', async () => {
  const known = [];
  const unknown = [];
  for (let attempt = 0; attempt < 6; attempt++) {
    known.push(await wrong('naren'));
    unknown.push(await wrong('nobody'));
  }
  expect(known).toEqual(unknown);
  expect(known[0]).toEqual({ refused: 'sign-in/refused' });
  expect(known[5]).toEqual({ refused: 'sign-in/locked', retryAfterMs: 15 * 60_000 });
});

test('SL1 SL4 while locked the right password does not help; after it does, and clears the count', async () => {
  for (let attempt = 0; attempt < 5; attempt++) await wrong('gaomin');
  expect(await signIn(access.ports, 'gaomin', DEMO_PASSWORD)).toMatchObject({ refused: 'sign-in/locked' });
  access.advance(15 * 60_000);
  expect((await access.signIn('gaomin')).session.personName).toBe('高敏');
  for (let attempt = 0; attempt < 4; attempt++) await wrong('gaomin');
  expect((await access.signIn(' GaoMin ')).session.personName).toBe('高敏');
});

test('SL2 many guesses at once are no more guesses than one after the other', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, () => wrong('liuzhigang')));
  const looked = answers.filter((answer) => 'refused' in answer && answer.refused === 'sign-in/refused');
  expect(looked).toHaveLength(5);
});

test('SL3 counts of old names are forgotten', async () => {
  for (let n = 0; n < 10; n++) await wrong(`made-up-${n}`);
  access.advance(3 * dayMs);
  await wrong('one-more');
  const rows = (await access.database.pool.query('SELECT name FROM access.sign_in_failure')).rows;
  expect(rows).toEqual([{ name: 'one-more' }]);
});

test('SE4 a session ends by signing out and after 45 days', async () => {
  const first = await access.signIn('naren');
  await signOut(access.ports, first.token);
  await signOut(access.ports, first.token);
  expect(await readSession(access.ports, first.token)).toBe(undefined);
  const second = await access.signIn('naren');
  access.advance(LEASE_DAYS * dayMs - 1);
  expect(await readSession(access.ports, second.token)).toBeDefined();
  access.advance(1);
  expect(await readSession(access.ports, second.token)).toBe(undefined);
  expect(await readSession(access.ports, 'made-up')).toBe(undefined);
});

test('EN1 EN3 a computer gets a number from 2 on; asking again in the same session gives the same answer', async () => {
  const naren = await access.signIn('naren');
  const request = { computerName: '查干淖尔-01' };
  const answers = await Promise.all([1, 2, 3].map(() => enrol(access.ports, naren.token, request)));
  const [first] = answers;
  if (!first || 'refused' in first) throw new Error('refused');
  expect(answers).toEqual([first, first, first]);
  expect(first.device).toBeGreaterThanOrEqual(2);
  expect(Buffer.from(first.replicaKey, 'base64')).toHaveLength(32);
  expect((await readSession(access.ports, naren.token))?.deviceNumber).toBe(first.device);
  const again = await enrol(access.ports, (await access.signIn('naren')).token, request);
  if ('refused' in again) throw new Error('refused');
  expect(again.device).not.toBe(first.device);
  expect(again.replicaKey).not.toBe(first.replicaKey);
});

test('EN9 a number is drawn by lot from what belongs to computers, and drawn again where one has it', async () => {
  const lots = [0, 2 ** 22 - 3, 2 ** 22 - 2, 2 ** 32 - 1];
  const secretBytes = (length: number) => {
    const bytes = randomBytes(length);
    if (length === 4) bytes.writeUInt32BE(lots.shift() as number);
    return bytes;
  };
  const numbers: number[] = [];
  for (let at = 0; at < 3; at++) {
    const { token } = await access.signIn('naren');
    const given = await enrol({ ...access.ports, secretBytes }, token, { computerName: '查干淖尔-01' });
    numbers.push('refused' in given ? 0 : given.device);
  }
  expect(numbers).toEqual([2, 2 ** 22 - 1, 2049]);
});

test('EN2 EN4 EN5 a second person of the unit gets the same key; one of another unit is refused', async () => {
  const naren = await access.signIn('naren');
  const made = await enrol(access.ports, naren.token, { computerName: '查干淖尔-01' });
  if ('refused' in made) throw new Error('refused');
  const request = { computerName: 'whatever', device: made.device };
  const wang = await access.signIn('wangjianguo');
  expect(await enrol(access.ports, wang.token, request)).toEqual(made);
  const gao = await access.signIn('gaomin');
  expect(await enrol(access.ports, gao.token, request)).toEqual({ refused: 'device/other-unit' });
  expect(await enrol(access.ports, gao.token, { ...request, device: 99_999 })).toEqual({
    refused: 'device/unknown',
  });
  expect((await readSession(access.ports, gao.token))?.deviceNumber).toBe(undefined);
  const accounts = await readDeviceAccounts(access.ports.db, made.device);
  expect(accounts.map((each) => [each.accountName, each.role, each.scopes])).toEqual([
    ['naren', 'TOWNSHIP_CLERK', [0, 159_999_101_000]],
    ['wangjianguo', 'TOWNSHIP_REVIEWER', [0, 159_999_101_000]],
  ]);
});

test('EN1 a session stays with its device, and one that has ended enrols nothing', async () => {
  const naren = await access.signIn('naren');
  const one = await enrol(access.ports, naren.token, { computerName: 'one' });
  const other = await enrol(access.ports, (await access.signIn('naren')).token, { computerName: 'two' });
  if ('refused' in one || 'refused' in other) throw new Error('refused');
  const move = { computerName: 'one', device: other.device };
  expect(await enrol(access.ports, naren.token, move)).toEqual({ refused: 'device/already-bound' });
  await signOut(access.ports, naren.token);
  expect(await enrol(access.ports, naren.token, { computerName: 'one' })).toEqual({
    refused: 'session/ended',
  });
});

test('AU2 AU3 an account fits its unit and has a password that is good enough', async () => {
  const row = (await access.database.pool.query(`SELECT * FROM access.unit WHERE kind = 'FEDERATION'`))
    .rows[0];
  const unit = row as Unit;
  const account = { name: 'test', personName: '测试', unit, password: DEMO_PASSWORD };
  const asClerk = await createAccount(access.ports, { ...account, role: 'TOWNSHIP_CLERK' });
  expect(asClerk).toEqual({ refused: 'account/role-of-other-unit' });
  const weak = { ...account, role: 'COUNTY_FEDERATION_REVIEWER' as const, password: 'short' };
  expect(await createAccount(access.ports, weak)).toEqual({ refused: 'password/too-short' });
});
