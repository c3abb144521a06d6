/** People who change posts and accounts that are closed, over real HTTP with real desks and a real database: what waits goes up, who is out stays
 *  out, colleagues notice nothing. The lease, by a clock that only the test moves.                                                  */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient, EventPublisher } from '@orpc/server';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { DEMO_TOWNSHIPS } from '#shared/domain/division.ts';
import { type ChangePublisher, deskRouter } from '../../src-main/replica/router.ts';
import { Desk } from '../../src-main/replica/session.ts';
import { demoPerson, intakeArgs } from '../../src-main/replica/test-desk.ts';
import { DEMO_PASSWORD } from '../../src-server/accounts/demo-accounts.ts';
import { type Central, startCentral } from '../../src-server/central.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
const START_MS = Date.UTC(2026, 10, 2, 2, 0, 0);
const clock = { nowMs: START_MS, now: (): number => clock.nowMs };
const SOUTH = DEMO_TOWNSHIPS[1];
let database: TestDatabase;
let central: Central;
const profiles: string[] = [];
const desks: Desk[] = [];

function open(profile = mkdtempSync(join(tmpdir(), 'sumu-posts-'))) {
  profiles.push(profile);
  const changes: ChangePublisher = new EventPublisher();
  const desk = new Desk({
    ...{ profile, centralUrl: central.url, computerName: '查干淖尔-1号机', clock },
    startAt: new Date(START_MS).toISOString(),
    writerFile: new URL('../../src-main/replica/writer.ts', import.meta.url),
    onChanged: (topics) => changes.publish('changed', { topics: [...topics] }),
    onBroken: (error) => {
      throw error as Error;
    },
  });
  desks.push(desk);
  const call = createRouterClient(deskRouter(desk, changes));
  return {
    profile,
    desk,
    call,
    signIn: (account: string) => call.session.signIn({ account, password: DEMO_PASSWORD }),
  };
}

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let tried = 0; tried < 800; tried++) {
    if (await holds()) return;
    await sleep(25);
  }
  throw new Error(`${what} never came`);
}

beforeAll(async () => {
  database = await openTestDatabase();
  central = await startCentral({
    clock,
    secretBytes: randomBytes,
    note: () => {},
    address: database.url,
    host: '127.0.0.1',
    port: 0,
    world: 'demo',
    passwordCost: { memoryKib: 64, passes: 1 },
  });
});
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.signOut();
});
afterAll(async () => {
  await central?.close();
  await database?.close();
  for (const profile of profiles) rmSync(profile, { recursive: true, force: true });
});

test('PO1 PO3 SC3 a clerk goes to another township while an intake waits: it is taken, and the old computer is closed to them alone', async () => {
  const one = open();
  await one.signIn('naren');
  await until('the first sync', async () => (await one.call.session.status()).complete);
  await one.desk.signOut();
  await one.signIn('wangjianguo');
  await until('quiet', async () => (await one.call.link.status()).state === 'online');
  await one.desk.signOut();
  await one.signIn('naren');
  const people = () => one.desk.open?.reader.pluck<number>('SELECT count(*) FROM person')[0] ?? 0;
  const before = people();
  const args = intakeArgs(demoPerson(1));
  const issued = await one.call.command.issue({ name: 'application.submit', args, formId: 'posts-00000001' });
  expect(issued.ok).toBe(true);
  await until('quiet', async () => (await one.call.link.status()).waiting === 0);
  expect(people()).toBe(before + 1);
  clock.nowMs += 60_000;
  const unit = await database.pool.query<{ name: string }>(
    "SELECT name FROM access.unit WHERE scope = $1 AND kind = 'TOWNSHIP'",
    [SOUTH?.code],
  );
  const to = { role: 'TOWNSHIP_CLERK' as const, unit: unit.rows[0]?.name as string };
  expect(await central.changePost({ account: 'naren', to })).toMatchObject({ unitScope: SOUTH?.code });
  // What they still write there is theirs no longer; they are out as soon as the county is heard.
  await until('out', () => one.desk.open === null);
  expect(one.desk.known().map(({ account }) => account)).toEqual(['wangjianguo']);
  expect(await one.signIn('naren')).toMatchObject({ ok: false, code: 'other-unit' });
  expect(await one.signIn('wangjianguo')).toMatchObject({ ok: true });
  expect(people()).toBe(before + 1);
});

test('PO2 SC3 a closed account is out at its next contact, and a colleague carries on', async () => {
  const one = open();
  await one.signIn('gaomin');
  await until('the first sync', async () => (await one.call.session.status()).complete);
  await central.changePost({ account: 'gaomin', to: 'closed' });
  // Asked a moment later, the desk is shut already and says so.
  const isOut = () =>
    one.call.link.status().then(
      ({ state }) => state === 'sign-in-needed',
      (error: Error) => error.message === 'desk is locked',
    );
  await until('an end of the session', isOut);
  expect(await one.signIn('gaomin')).toMatchObject({ ok: false, code: 'wrong-password' });
  await central.changePost({ account: 'gaomin', to: 'open' });
  expect(await one.signIn('gaomin')).toMatchObject({ ok: true });
});
