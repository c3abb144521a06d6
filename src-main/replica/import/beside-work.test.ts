/** An import beside a clerk's own work, over the real writer thread: it can be left, gives way to saves, and what it leaves behind holds up
 *  nothing on its way to the county. */
import { PUSH_BATCH_MAX } from '#shared/sync/protocol.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient, EventPublisher, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEMO_DIVISIONS } from '#shared/domain/division.ts';
import { idCheckDigit } from '#shared/domain/id-number.ts';
import { deskRouter } from '../router.ts';
import { Desk } from '../session.ts';
import { TEST_PASSWORD, TestCentral } from '../test-central.ts';
import { demoPerson, intakeArgs, NAREN, TEST_NOW_MS } from '../test-desk.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 20_000 });
let profile: string;
let central: TestCentral;
let desk: Desk;
let window: RouterClient<ReturnType<typeof deskRouter>>;

beforeEach(async () => {
  profile = mkdtempSync(join(tmpdir(), 'sumu-import-'));
  central = new TestCentral([NAREN]);
  for (const { code, name, parent } of DEMO_DIVISIONS)
    central.reference.push(['division', code, 'profile', { divisionName: name, parent }]);
  await central.start();
  desk = new Desk({
    profile,
    centralUrl: central.url,
    computerName: '查干淖尔-1号机',
    clock: { now: () => TEST_NOW_MS },
    startAt: '2026-11-02T02:00:00.000Z',
    writerFile: new URL('../writer.ts', import.meta.url),
    onChanged: () => undefined,
    onBroken: (error) => {
      throw error as Error;
    },
  });
  window = createRouterClient(deskRouter(desk, new EventPublisher()));
  await window.session.signIn({ account: 'naren', password: TEST_PASSWORD });
  await until(async () => (await window.link.status()).state === 'online');
});
afterEach(async () => {
  await desk.signOut();
  await central.stop();
  rmSync(profile, { recursive: true, force: true });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tried = 0; tried < 1_000; tried += 1) {
    if (await holds()) return;
    await sleep(20);
  }
  throw new Error('it never came');
}

/** A roster of so many people. */
function roster(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const first17 = `1599991980${String(1 + (at % 12)).padStart(2, '0')}${String(1 + (Math.floor(at / 12) % 28)).padStart(2, '0')}${String(1 + Math.floor(at / 336)).padStart(3, '0')}`;
    return `其木格,${first17}${idCheckDigit(first17)},敖包图嘎查`;
  });
  return Buffer.from(['姓名,身份证号,嘎查村', ...lines].join('\r\n')).toString('base64');
}

async function look(count: number): Promise<string> {
  const input = { fileName: '一.csv', contentBase64: roster(count), language: 'zh-CN' as const };
  for await (const step of await window.imports.preview(input))
    if (step.kind === 'looked') {
      expect(step.preview.counts).toMatchObject({ total: count, ready: count });
      return step.preview.importId;
    }
  throw new Error('no preview');
}

const submit = (index: number) =>
  window.command.issue({
    name: 'application.submit',
    args: intakeArgs(demoPerson(9_000 + index)),
    formId: `beside-form-${index}`,
  });
const made = async () => (await window.journal.overview()).made;

test('IR3 a run that its window leaves ends between two batches: what is written stays, nothing more comes', async () => {
  const importId = await look(1_500);
  const leaving = new AbortController();
  let done = 0;
  const follow = async () => {
    for await (const step of await window.imports.run(
      { importId, seen: 'all' },
      { signal: leaving.signal },
    )) {
      done = step.done;
      if (done >= 100) leaving.abort();
    }
  };
  await follow().catch(() => undefined);
  await sleep(500);
  const written = await made();
  expect(written).toBeGreaterThanOrEqual(100);
  expect(written).toBeLessThan(1_500);
  await sleep(500);
  expect(await made()).toBe(written);
  expect((await window.imports.look({ importId }))?.counts).toMatchObject({
    ready: 1_500 - written,
    before: written,
  });
});

test('IR5 a clerk saves again and again while an import runs', async () => {
  const importId = await look(1_500);
  let isOver = false;
  const running = (async () => {
    for await (const _ of await window.imports.run({ importId, seen: 'all' })) continue;
    isOver = true;
  })();
  let saved = 0;
  while (!isOver) {
    expect(await submit(saved)).toMatchObject({ ok: true });
    if (!isOver) saved += 1;
  }
  await running;
  expect(saved).toBeGreaterThanOrEqual(5);
});

test('OB1 an act made while the rows of an import wait reaches the county with the next request but one', async () => {
  central.isAway = true;
  const importId = await look(1_500);
  for await (const _ of await window.imports.run({ importId, seen: 'all' })) continue;
  central.isAway = false;
  const before = central.received.length;
  await window.link.tryNow();
  await until(async () => central.received.length > before);
  const own = await submit(1);
  if (!own.ok) throw new Error(own.code);
  const sentBefore = central.received.length;
  await until(async () => central.received.some(({ number }) => number === own.number));
  const place = central.received.findIndex(({ number }) => number === own.number);
  expect(place - sentBefore).toBeLessThan(2 * PUSH_BATCH_MAX);
  await until(async () => (await window.link.status()).waiting === 0);
  const sent = central.received.map(({ number }) => number);
  expect(new Set(sent).size).toBe(1_501);
});
