/** The disk is full, on a disk that really is: what was saved stays, what cannot be saved is said so, nothing is half there, and when there
 *  is room again everything goes on by itself. Needs a small disk of its own (test-disk.ts). */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync } from 'node:zlib';
import { createRouterClient, EventPublisher, type RouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEMO_DIVISIONS } from '#shared/domain/division.ts';
import { idCheckDigit } from '#shared/domain/id-number.ts';
import { chunkName, chunkText } from '#shared/sync/chunk.ts';
import type { SyncResponse } from '#shared/sync/frames.ts';
import { readSlots } from './keys/slots.ts';
import { type ChangePublisher, deskRouter } from './router.ts';
import { Desk } from './session.ts';
import { TEST_PASSWORD, TestCentral } from './test-central.ts';
import { demoPerson, intakeArgs, NAREN, NORTH, TEST_NOW_MS, WANG } from './test-desk.ts';
import { makeSmallDisk, type SmallDisk } from './test-disk.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });
const made = makeSmallDisk(24);
if (typeof made === 'string') console.info(made);
const disk = made as SmallDisk;
/** Then all are skipped, and why has been said. */
const isWithoutDisk = typeof made === 'string';
const DISK_FULL = { ok: false, code: 'desk/disk-full' };
let profile: string;
let profiles = 0;
let central: TestCentral;
let desk: Desk;
let window: RouterClient<ReturnType<typeof deskRouter>>;
let broken: unknown[];

function openDesk(): void {
  const changes: ChangePublisher = new EventPublisher();
  desk = new Desk({
    profile,
    centralUrl: central.url,
    computerName: '查干淖尔-1号机',
    clock: { now: () => TEST_NOW_MS },
    startAt: '2026-11-02T02:00:00.000Z',
    writerFile: new URL('./writer.ts', import.meta.url),
    onChanged: (topics) => changes.publish('changed', { topics: [...topics] }),
    onBroken: (error) => broken.push(error),
  });
  window = createRouterClient(deskRouter(desk, changes));
}

beforeAll(async () => {
  central = new TestCentral([NAREN, WANG]);
  for (const { code, name, parent } of DEMO_DIVISIONS)
    central.reference.push(['division', code, 'profile', { divisionName: name, parent }]);
  await central.start();
});
beforeEach(() => {
  if (isWithoutDisk) return;
  profile = join(disk.folder, `profile-${++profiles}`);
  mkdirSync(profile);
  Object.assign(central, { isAway: false, isBusy: false, meddle: null });
  broken = [];
  openDesk();
});
afterEach(async () => {
  if (isWithoutDisk) return;
  await desk.signOut();
  rmSync(join(disk.folder, 'filler'), { force: true });
  rmSync(profile, { recursive: true, force: true });
  if (broken.length) throw new Error('the writer broke', { cause: broken[0] });
});
afterAll(async () => {
  await central.stop();
  if (!isWithoutDisk) disk.remove();
});

const signIn = (account = 'naren') => window.session.signIn({ account, password: TEST_PASSWORD });
const submit = (index: number, formId = `disk-form-${index}`) =>
  window.command.issue({ name: 'application.submit', args: intakeArgs(demoPerson(index)), formId });

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tried = 0; tried < 800; tried++) {
    if (await holds()) return;
    await sleep(25);
  }
  throw new Error(`${what} never came`);
}

/** A desk at work whose acts stay in its queue. */
async function atWork(): Promise<void> {
  central.isBusy = true;
  expect(await signIn()).toMatchObject({ ok: true });
  expect(await submit(1)).toMatchObject({ ok: true });
}

/** Fills the disk, then saves until nothing more fits into what the log had already taken. Gives the acts that were saved on the way. */
async function saveUntilFull(from: number): Promise<{ saved: number[]; refused: number }> {
  disk.fill();
  const saved: number[] = [];
  for (let index = from; index < from + 300; index++) {
    const result = await submit(index);
    if (!result.ok) {
      expect(result).toMatchObject(DISK_FULL);
      return { saved, refused: index };
    }
    saved.push(index);
  }
  throw new Error('the disk never filled');
}

const storedActs = () =>
  desk.open?.reader.all<{ form_id: string }>('SELECT form_id FROM act ORDER BY number');

describe.skipIf(isWithoutDisk)('saving', () => {
  test('an act: refused in words, nothing of it there, the ones before stay; with room again the same form is saved', async () => {
    await atWork();
    const { saved, refused } = await saveUntilFull(2);
    const forms = [1, ...saved].map((index) => `disk-form-${index}`);
    expect(storedActs()?.map(({ form_id }) => form_id)).toEqual(forms);
    expect((await window.cases.search({ text: demoPerson(refused).name, offset: 0, limit: 9 })).rows).toEqual(
      [],
    );
    expect(await window.journal.overview()).toMatchObject({ made: forms.length, waiting: forms.length });
    disk.free();
    expect(await submit(refused)).toMatchObject({ ok: true });
    expect(storedActs()).toHaveLength(forms.length + 1);
    expect(desk.open?.reader.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
  });

  test('everything survives a restart on the full disk, and all of it goes up', async () => {
    await atWork();
    const { saved } = await saveUntilFull(2);
    await desk.signOut();
    disk.free();
    openDesk();
    expect(await signIn()).toMatchObject({ ok: true });
    expect(storedActs()).toHaveLength(saved.length + 1);
    const before = central.received.length;
    central.isBusy = false;
    await window.link.tryNow();
    await until('the queue is empty', async () => (await window.journal.overview()).waiting === 0);
    expect(central.received.length - before).toBe(saved.length + 1);
  });

  test('a draft: refused as what it is, the last one stays', async () => {
    await atWork();
    const key = { kind: 'intake', key: 'walk-in' };
    await window.draft.save({ ...key, body: '{"name":"娜仁花"}' });
    await saveUntilFull(2);
    const long = JSON.stringify({ words: 'x'.repeat(90_000) });
    await expect(window.draft.save({ ...key, body: long })).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect((await window.draft.read(key))?.body).toBe('{"name":"娜仁花"}');
    disk.free();
    await window.draft.save({ ...key, body: long });
    expect((await window.draft.read(key))?.body).toBe(long);
  });

  test('whole numbers are not shown when the look cannot be recorded', async () => {
    await atWork();
    await saveUntilFull(2);
    const personId = desk.open?.reader.get<{ id: number }>('SELECT min(id) AS id FROM person')?.id ?? 0;
    // Small records fit into what is left of a page; at some point none does.
    const look = async () => {
      for (let tried = 0; tried < 400; tried++)
        await window.cases.reveal({ personId, reason: '核对'.repeat(40) });
    };
    await expect(look()).rejects.toMatchObject({ code: 'DISK_FULL' });
    const looks = desk.open?.reader.get<{ n: number }>('SELECT count(*) AS n FROM reveal')?.n ?? 0;
    await expect(window.cases.reveal({ personId, reason: '再看' })).rejects.toMatchObject({
      code: 'DISK_FULL',
    });
    expect(desk.open?.reader.get('SELECT count(*) AS n FROM reveal')).toEqual({ n: looks });
  });

  test('an export: no record, no file', async () => {
    await atWork();
    await saveUntilFull(2);
    const make = (formId: string) =>
      window.exports.make({
        ...{ what: { list: 'cases' as const, text: '' }, numbers: 'masked' as const, reason: '' },
        ...{ language: 'zh-CN' as const, formId },
      });
    expect(await make('export-on-full-disk')).toEqual(DISK_FULL);
    expect((await window.exports.list({ offset: 0, limit: 9 })).total).toBe(0);
    disk.free();
    expect(await make('export-with-room')).toMatchObject({ ok: true });
  });

  test('a quiet moment, in which the log would be taken in, ends nothing', async () => {
    await atWork();
    for (let index = 400; index < 480; index++) await submit(index);
    disk.fill();
    await submit(500);
    await sleep(2_500);
    expect(await window.journal.overview()).toMatchObject({ needsYou: 0 });
    disk.free();
    expect(await submit(501)).toMatchObject({ ok: true });
  });
});

function roster(rows: number): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const first17 = `1599991980${String((at % 12) + 1).padStart(2, '0')}${String((at % 28) + 1).padStart(2, '0')}${String(at % 1000).padStart(3, '0')}`;
    return `其木格,${first17}${idCheckDigit(first17)},哈日根台嘎查,,低保`;
  });
  return Buffer.from(['姓名,身份证号,嘎查村,电话,家庭类别', ...lines].join('\r\n')).toString('base64');
}

describe.skipIf(isWithoutDisk)('an import', () => {
  test('stops with what it wrote, says why, and the same file goes on from there', async () => {
    central.isBusy = true;
    await signIn();
    central.isBusy = false;
    await until(
      'the divisions',
      async () =>
        (await window.session.status()).state === 'open' && !!desk.open?.reader.get('SELECT 1 FROM division'),
    );
    central.isBusy = true;
    const look = async () => {
      for await (const step of await window.imports.preview({
        ...{ fileName: '花名册.csv', contentBase64: roster(800), language: 'zh-CN' as const },
      }))
        if (step.kind === 'looked') return step.preview;
      throw new Error('not looked');
    };
    const preview = await look();
    expect(preview.counts).toMatchObject({ total: 800, wrong: 0 });
    const run = async (importId: string) => {
      let last = { done: 0, imported: 0, total: 0 };
      for await (const progress of await window.imports.run({ importId, seen: 'all' })) last = progress;
      return last;
    };
    disk.fill(1_500_000);
    await expect(run(preview.importId)).rejects.toMatchObject({ code: 'DISK_FULL' });
    const written = storedActs()?.length ?? 0;
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(800);
    expect(desk.open?.reader.get('SELECT count(*) AS n FROM import_row')).toEqual({ n: written });
    disk.free();
    const again = await look();
    expect(await run(again.importId)).toMatchObject({ imported: 800 - written });
    expect(storedActs()).toHaveLength(800);
  });
});

const PAGE_ROWS = 500;

function snapshotOf(pages: number): { reply: SyncResponse; chunks: Map<string, Buffer> } {
  const chunks = new Map<string, Buffer>();
  const listed = Array.from({ length: pages }, (_, page) => {
    const ids = Array.from({ length: PAGE_ROWS }, (_each, at) => 1_000_000 + page * PAGE_ROWS + at);
    const text = chunkText({
      ...{ scope: NORTH, type: 'person' },
      audience: 'identity',
      ids,
      columns: {
        name: ids.map((id) => `其木格${id}`),
        residenceAddress: ids.map((id) => `团结村${id}号`.repeat(8)),
      },
      versions: { identity: ids.map(() => 1), contact: ids.map(() => 1) },
    });
    const hash = chunkName(text);
    chunks.set(hash, brotliCompressSync(text));
    const first = page === 0 ? 0 : (ids[0] as number);
    const next = page + 1 < pages ? (ids[0] as number) + PAGE_ROWS : null;
    return { type: 'person', first, next, rows: PAGE_ROWS, parts: [{ audience: 'identity', hash }] };
  });
  const snapshot = { commit: 1, chains: {}, rows: pages * PAGE_ROWS, pages: listed, empty: [] };
  const scope = { scope: NORTH, epoch: 'e', from: 0, to: 1, head: 1, commits: [], chain: null, snapshot };
  return {
    reply: {
      ...{
        protocol: 1,
        serverTime: '2026-11-02T02:00:00.000Z',
        outcomes: [],
        ...{ signed: null, later: [], acts: null },
        withdrawn: [],
      },
      scopes: [scope],
    },
    chunks,
  };
}

describe.skipIf(isWithoutDisk)('a first sync', () => {
  test('stops, says so, does not say that it is whole, and ends by itself when there is room', async () => {
    const pages = 12;
    const { reply, chunks } = snapshotOf(pages);
    let isWhole = false;
    // The pages come after the sign-in: it is the first sync that is to meet the full disk.
    let letPagesCome = (): void => undefined;
    const isSignedIn = new Promise<void>((resolve) => {
      letPagesCome = resolve;
    });
    central.meddle = (request: IncomingMessage, response: ServerResponse): boolean => {
      const chunk = chunks.get((request.url ?? '').replace('/api/chunk/', ''));
      if (chunk) response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(chunk);
      else if (request.url === '/api/sync' && !isWhole)
        void isSignedIn.then(() =>
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply)),
        );
      else return false;
      return true;
    };
    disk.fill(1_200_000);
    expect(await signIn()).toMatchObject({ ok: true });
    letPagesCome();
    await until('the trouble', async () => (await window.link.status()).trouble?.kind === 'disk-full');
    expect((await window.session.status()).complete).toBe(false);
    expect(desk.open?.reader.all('SELECT scope FROM cursor WHERE scope = ?', NORTH)).toEqual([]);
    disk.free();
    await window.link.tryNow();
    await until(
      'the whole of it',
      async () => desk.open?.reader.get('SELECT 1 FROM cursor WHERE scope = ?', NORTH) !== undefined,
    );
    isWhole = true;
    expect(desk.open?.reader.get('SELECT count(*) AS n FROM person')).toEqual({ n: pages * PAGE_ROWS });
    await until('the end of the trouble', async () => (await window.link.status()).trouble === null);
  });
});

describe.skipIf(isWithoutDisk)('signing in', () => {
  const hashes = () =>
    Object.fromEntries(
      readdirSync(profile)
        .filter((name) => statSync(join(profile, name)).isFile() && !/-(wal|shm)$/.test(name))
        .map((name) => [
          name,
          createHash('sha256')
            .update(readFileSync(join(profile, name)))
            .digest('hex'),
        ]),
    );

  test('on a new computer: said so, nothing is left behind; with room again it works', async () => {
    disk.fill();
    expect(await signIn()).toEqual({ ok: false, code: 'disk-full' });
    expect(desk.open).toBeNull();
    expect(readSlots(profile)).toBeNull();
    expect(readdirSync(profile).filter((name) => name.endsWith('.db') || name.startsWith('slots'))).toEqual(
      [],
    );
    disk.free();
    expect(await signIn()).toEqual({ ok: true, mode: 'online' });
  });

  test.each([8, 40, 120, 200])(
    'on a new computer with only %i kB left: whole or not at all',
    async (kilobytes) => {
      disk.fill(kilobytes * 1_024);
      const result = await signIn();
      if (result.ok) {
        expect(readSlots(profile)?.slots).toHaveLength(1);
        expect(desk.open).not.toBeNull();
      } else {
        expect(result).toEqual({ ok: false, code: 'disk-full' });
        expect(readSlots(profile)).toBeNull();
      }
      await desk.signOut();
      disk.free();
      expect(await signIn()).toEqual({ ok: true, mode: 'online' });
    },
  );

  test('where somebody has worked: in, or told why not, with and without the centre; what is there stays', async () => {
    await atWork();
    await desk.signOut();
    disk.fill();
    const before = hashes();
    for (const isAway of [false, true]) {
      central.isAway = isAway;
      openDesk();
      const result = await signIn();
      if (result.ok) expect(storedActs()).toHaveLength(1);
      else expect(result).toEqual({ ok: false, code: 'disk-full' });
      await desk.signOut();
      expect(hashes()['slots.json']).toBe(before['slots.json']);
    }
    disk.free();
    openDesk();
    expect(await signIn()).toMatchObject({ ok: true });
    expect(storedActs()).toHaveLength(1);
  });

  test('a second person who was never here gets no half slot', async () => {
    await atWork();
    await desk.signOut();
    disk.fill();
    central.isBusy = false;
    const before = readSlots(profile);
    expect(await signIn('wangjianguo')).toEqual({ ok: false, code: 'disk-full' });
    expect(readSlots(profile)).toEqual(before);
    expect(readdirSync(profile).filter((name) => name.includes('.new'))).toEqual([]);
    disk.free();
    expect(await signIn('wangjianguo')).toEqual({ ok: true, mode: 'online' });
    expect(readSlots(profile)?.slots).toHaveLength(2);
  });
});
