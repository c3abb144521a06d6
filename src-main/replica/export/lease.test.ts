/** LE1 through the desk's contract: a list that would leave a computer that has not heard of the county for longer than a lease. Real writer and
 *  exporter threads; the second day begins with the program started again, without a county.                                       */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, EventPublisher } from '@orpc/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LEASE_DAYS } from '#shared/domain/lease.ts';
import { type ChangePublisher, deskRouter } from '../router.ts';
import { Desk } from '../session.ts';
import { TEST_PASSWORD, TestCentral } from '../test-central.ts';
import { demoPerson, intakeArgs, NAREN, TEST_NOW_MS } from '../test-desk.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const DAY_MS = 86_400_000;
let profile: string;
let central: TestCentral;
let desk: Desk | null = null;
let forms = 0;

beforeEach(async () => {
  profile = mkdtempSync(join(tmpdir(), 'sumu-lease-'));
  central = new TestCentral([NAREN]);
  await central.start();
});
afterEach(async () => {
  await desk?.signOut();
  await central.stop();
  rmSync(profile, { recursive: true, force: true });
});

/** The program is started on a day, and somebody signs in. */
async function startOn(days: number) {
  await desk?.signOut();
  const nowMs = TEST_NOW_MS + days * DAY_MS;
  const changes: ChangePublisher = new EventPublisher();
  desk = new Desk({
    ...{ profile, centralUrl: central.url, computerName: '查干淖尔-1号机', clock: { now: () => nowMs } },
    startAt: new Date(nowMs).toISOString(),
    writerFile: new URL('../writer.ts', import.meta.url),
    onChanged: (topics) => changes.publish('changed', { topics: [...topics] }),
    onBroken: (error) => {
      throw error as Error;
    },
  });
  const window = createRouterClient(deskRouter(desk, changes));
  await window.session.signIn({ account: 'naren', password: TEST_PASSWORD });
  const submit = (index: number) =>
    window.command.issue({
      name: 'application.submit',
      args: intakeArgs(demoPerson(index)),
      formId: `lease-intake-${index}`,
    });
  const make = () =>
    window.exports.make({
      ...{ what: { list: 'cases', text: '' }, numbers: 'masked', reason: '', language: 'zh-CN' },
      formId: `lease-export-${++forms}`,
    });
  const lastReceivedAt = async () => (await window.link.status()).lastReceivedAt;
  return { submit, make, lastReceivedAt };
}

test('LE1 within the lease a list leaves, after it none does; an intake goes on', async () => {
  const first = await startOn(0);
  await vi.waitFor(async () => expect(await first.lastReceivedAt()).not.toBe(null), { timeout: 10_000 });
  // The pretended centre sends no rows back: acts of this test stay in the queue.
  central.isBusy = true;
  expect(await first.submit(1)).toMatchObject({ ok: true });
  expect(await first.make()).toMatchObject({ ok: true });
  await central.stop();
  expect(await (await startOn(LEASE_DAYS - 1)).make()).toMatchObject({ ok: true });
  const late = await startOn(LEASE_DAYS + 1);
  const refused = await late.make();
  expect(refused).toMatchObject({ ok: false, code: 'lease/over' });
  expect(refused).not.toHaveProperty('contentBase64');
  expect(await late.submit(2)).toMatchObject({ ok: true });
});
