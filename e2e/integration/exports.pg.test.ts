/** What was exported at a township is known to the county: the record goes through the real centre, and the desks of the county list it;
 *  another township does not. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient, EventPublisher, type RouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { deskRouter } from '../../src-main/replica/router.ts';
import { Desk } from '../../src-main/replica/session.ts';
import { DEMO_PASSWORD } from '../../src-server/accounts/demo-accounts.ts';
import { type Central, startCentral } from '../../src-server/central.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });
const START_MS = Date.UTC(2026, 10, 2, 2, 0, 0);
const clock = { now: (): number => START_MS };
const profiles: string[] = [];
const desks: Desk[] = [];
let database: TestDatabase;
let central: Central;

type Window = RouterClient<ReturnType<typeof deskRouter>>;

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tried = 0; tried < 1_600; tried++) {
    if (await holds()) return;
    await sleep(25);
  }
  throw new Error(`${what} never came`);
}

async function openWindow(account: string): Promise<Window> {
  const profile = mkdtempSync(join(tmpdir(), 'sumu-exports-'));
  profiles.push(profile);
  const desk = new Desk({
    ...{ profile, centralUrl: central.url, clock, computerName: `${account}-1号机` },
    startAt: new Date(START_MS).toISOString(),
    writerFile: new URL('../../src-main/replica/writer.ts', import.meta.url),
    onChanged: () => {},
    onBroken: (error) => {
      throw error as Error;
    },
  });
  desks.push(desk);
  const window = createRouterClient(deskRouter(desk, new EventPublisher()));
  expect(await window.session.signIn({ account, password: DEMO_PASSWORD })).toMatchObject({ ok: true });
  await until('the first sync', async () => (await window.session.status()).complete);
  return window;
}

beforeAll(async () => {
  database = await openTestDatabase({ isMigrated: false });
  central = await startCentral({
    ...{ address: database.url, host: '127.0.0.1', port: 0, world: 'demo', clock },
    secretBytes: randomBytes,
    passwordCost: { memoryKib: 64, passes: 1 },
    note: () => {},
  });
});
afterAll(async () => {
  for (const desk of desks) await desk.signOut();
  await central?.close();
  await database?.close();
  for (const profile of profiles) rmSync(profile, { recursive: true, force: true });
});

test('an export of a township stands in the county’s record, not in the neighbour’s; the county’s own stands with the county', async () => {
  const township = await openWindow('naren');
  const county = await openWindow('saren');
  const neighbour = await openWindow('gaomin');
  const result = await township.exports.make({
    ...{ what: { list: 'cases', text: '', state: 'ACTIVE' }, numbers: 'full', reason: '报旗里核对' },
    ...{ language: 'zh-CN', formId: 'integration-export-1' },
  });
  expect(result).toMatchObject({ ok: true });
  const own = await county.exports.make({
    ...{ what: { list: 'review' }, numbers: 'masked', reason: '', language: 'zh-CN' },
    formId: 'integration-export-2',
  });
  const quiet = (window: Window) => async () => {
    const { state, waiting } = await window.link.status();
    return state === 'online' && waiting === 0;
  };
  await until('the township is quiet', quiet(township));
  await until('the county is quiet', quiet(county));
  expect((await township.journal.overview()).needsYou).toBe(0);
  await county.link.tryNow();
  await until('both records', async () => (await county.exports.list({ offset: 0, limit: 9 })).total === 2);
  const { rows } = await county.exports.list({ offset: 0, limit: 9 });
  const serials = [result, own].map((each) => each.ok && each.serialNumber);
  expect(rows.find(({ serialNumber }) => serialNumber === serials[0])).toMatchObject({
    ...{ listName: 'cases', filters: { state: 'ACTIVE' }, numbers: 'full', reason: '报旗里核对' },
    ...{ takenBy: '娜仁', computer: 'naren-1号机', unit: '查干淖尔苏木民政办' },
  });
  expect(rows.find(({ serialNumber }) => serialNumber === serials[1])).toMatchObject({ takenBy: '萨仁' });
  expect((await township.exports.list({ offset: 0, limit: 9 })).total).toBe(1);
  expect((await neighbour.exports.list({ offset: 0, limit: 9 })).total).toBe(0);
});
