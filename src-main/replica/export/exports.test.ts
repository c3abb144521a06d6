/** Exporting through the desk's contract, over the real writer and exporter threads: the record is on the disk before the window has the
 *  file, and goes to the county like every act. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient, EventPublisher, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ExportInput } from '#shared/rpc/export-shapes.ts';
import { type ChangePublisher, deskRouter } from '../router.ts';
import { Desk } from '../session.ts';
import { TEST_PASSWORD, TestCentral } from '../test-central.ts';
import { CHEN, demoPerson, intakeArgs, NAREN, TEST_NOW_MS } from '../test-desk.ts';
import { rawRows, unzip } from './raw-workbook.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
/** This desk's township never comes: the list says that it is not complete (ML2). */
const NOT_ALL = 1;
const TABLE = 5;
let profile: string;
let central: TestCentral;
let desk: Desk;
let window: RouterClient<ReturnType<typeof deskRouter>>;
let forms = 0;

beforeEach(async () => {
  profile = mkdtempSync(join(tmpdir(), 'sumu-export-'));
  central = new TestCentral([NAREN, CHEN]);
  await central.start();
  const changes: ChangePublisher = new EventPublisher();
  desk = new Desk({
    profile,
    centralUrl: central.url,
    computerName: '查干淖尔-1号机',
    clock: { now: () => TEST_NOW_MS },
    startAt: '2026-11-02T02:00:00.000Z',
    writerFile: new URL('../writer.ts', import.meta.url),
    onChanged: (topics) => changes.publish('changed', { topics: [...topics] }),
    onBroken: (error) => {
      throw error as Error;
    },
  });
  window = createRouterClient(deskRouter(desk, changes));
});
afterEach(async () => {
  await desk.signOut();
  await central.stop();
  rmSync(profile, { recursive: true, force: true });
});

const signIn = (account = 'naren') => window.session.signIn({ account, password: TEST_PASSWORD });
/** Acts of this test stay in the queue: the pretended centre sends no rows back. */
async function signInBusy(): Promise<void> {
  central.isBusy = true;
  await signIn();
}
const submit = (index: number) =>
  window.command.issue({
    name: 'application.submit',
    args: intakeArgs(demoPerson(index)),
    formId: `export-intake-${index}`,
  });

function make(more: Partial<ExportInput> = {}) {
  return window.exports.make({
    ...{ what: { list: 'cases', text: '' }, numbers: 'masked', reason: '', language: 'zh-CN' },
    formId: `export-form-${++forms}`,
    ...more,
  });
}

async function made(more: Partial<ExportInput> = {}) {
  const result = await make(more);
  if (!result.ok) throw new Error(result.code);
  return { ...result, bytes: Buffer.from(result.contentBase64, 'base64') };
}

const stored = () =>
  desk.open?.reader.all<Record<string, unknown>>('SELECT * FROM disclosure ORDER BY id') ?? [];
const lastAct = () => desk.open?.reader.get('SELECT name, outcome FROM act ORDER BY number DESC LIMIT 1');

test('EX1 the file comes with its record: waiting on the disk, true of the file, on top of the list of records', async () => {
  await signInBusy();
  for (const index of [1, 2, 3]) await submit(index);
  const { bytes, serialNumber, rowCount, fileName } = await made();
  expect([rowCount, rawRows(bytes).length - TABLE - NOT_ALL]).toEqual([3, 3]);
  expect(lastAct()).toEqual({ name: 'disclosure.record', outcome: 'pending' });
  expect(stored()).toMatchObject([
    {
      list_name: 'cases',
      row_count: 3,
      numbers: 'masked',
      reason: null,
      serial_number: serialNumber,
      file_hash: createHash('sha256').update(bytes).digest('hex'),
      taken_by: NAREN.accountId,
      device: 21,
      scope: NAREN.unitScope,
    },
  ]);
  expect(serialNumber).toMatch(/^21-20261102-[0-9A-F]{6}$/);
  expect(fileName).toBe(`案件 ${serialNumber}.xlsx`);
  expect(unzip(bytes).get('docProps/custom.xml')).toContain(serialNumber);
  const { total, rows } = await window.exports.list({ offset: 0, limit: 9 });
  expect(total).toBe(1);
  expect(rows).toMatchObject([{ listName: 'cases', rowCount: 3, numbers: 'masked', serialNumber }]);
});

test('the record goes up like every act, and the next export has a number of its own', async () => {
  await signInBusy();
  await submit(1);
  const [one, two] = await Promise.all([made(), made()]);
  central.isBusy = false;
  await window.link.tryNow();
  expect(one.serialNumber).not.toBe(two.serialNumber);
  for (let tried = 0; tried < 400 && central.received.length < 3; tried++) await sleep(25);
  expect(central.received.map(({ name }) => name)).toEqual([
    'application.submit',
    'disclosure.record',
    'disclosure.record',
  ]);
});

describe('EX4 whole numbers', () => {
  test('without a reason: no file, no record', async () => {
    await signInBusy();
    await submit(1);
    expect(await make({ numbers: 'full', reason: ' ' })).toEqual({
      ok: false,
      code: 'disclosure/reason-needed',
      path: ['reason'],
    });
    expect(stored()).toEqual([]);
  });

  test('with one stand in the file, and the reason in the record', async () => {
    await signInBusy();
    await submit(1);
    const { bytes } = await made({ numbers: 'full', reason: '报旗里核对' });
    const { idNumber, accountNumber } = demoPerson(1);
    const texts = rawRows(bytes).flat();
    for (const number of [idNumber, accountNumber])
      expect(texts.find(({ value }) => value === number)).toMatchObject({ type: 'inlineStr' });
    expect(stored()).toMatchObject([{ numbers: 'full', reason: '报旗里核对' }]);
  });
});

describe('EX1 no record, no file', () => {
  test('the same form again is told so', async () => {
    await signInBusy();
    await submit(1);
    await made({ formId: 'the-same-form' });
    await submit(2);
    expect(await make({ formId: 'the-same-form' })).toMatchObject({
      ok: false,
      code: 'command/form-already-saved',
    });
    expect(stored()).toHaveLength(1);
  });

  test('nobody in the list: neither', async () => {
    await signIn();
    expect(await make()).toEqual({ ok: false, code: 'export/empty' });
    expect(await make({ what: { list: 'import-rows', importId: 'gone', show: 'all' } })).toEqual({
      ok: false,
      code: 'export/gone',
    });
    expect(stored()).toEqual([]);
  });
});

test('EX3 nothing of a list is left on the disk beside the replica', async () => {
  await signInBusy();
  await submit(1);
  const before = readdirSync(profile).sort();
  await made();
  expect(readdirSync(profile).sort()).toEqual(before);
});

test('a locked desk exports nothing', async () => {
  await expect(make()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
