/** The desk's contract over the real writer thread: what a window may ask when, what it is told, what survives. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient, EventPublisher, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ChangePublisher, deskRouter } from './router.ts';
import { Desk } from './session.ts';
import { TEST_PASSWORD, TestCentral } from './test-central.ts';
import { demoPerson, intakeArgs, NAREN, TEST_NOW_MS, WANG } from './test-desk.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 });
let profile: string;
let central: TestCentral;
let desk: Desk;
let window: RouterClient<ReturnType<typeof deskRouter>>;
let changes: ChangePublisher;

function openDesk(): void {
  changes = new EventPublisher();
  desk = new Desk({
    profile,
    centralUrl: central.url,
    computerName: '查干淖尔-1号机',
    clock: { now: () => TEST_NOW_MS },
    startAt: '2026-11-02T02:00:00.000Z',
    writerFile: new URL('./writer.ts', import.meta.url),
    onChanged: (topics) => changes.publish('changed', { topics: [...topics] }),
    onBroken: (error) => {
      throw error as Error;
    },
  });
  window = createRouterClient(deskRouter(desk, changes));
}

beforeEach(async () => {
  profile = mkdtempSync(join(tmpdir(), 'sumu-router-'));
  central = new TestCentral([NAREN, WANG]);
  await central.start();
  openDesk();
});
afterEach(async () => {
  await desk.signOut();
  await central.stop();
  rmSync(profile, { recursive: true, force: true });
});

const signIn = (account = 'naren') => window.session.signIn({ account, password: TEST_PASSWORD });
const submit = (index: number, formId = `router-form-${index}`) =>
  window.command.issue({ name: 'application.submit', args: intakeArgs(demoPerson(index)), formId });

/** Waits until the desk says so. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tried = 0; tried < 400; tried++) {
    if (await holds()) return;
    await sleep(25);
  }
  throw new Error('it never came');
}

test('a locked desk says who is known and answers nothing else', async () => {
  const status = await window.session.status();
  expect(status).toMatchObject({
    state: 'locked',
    me: null,
    known: [],
    complete: false,
    today: '2026-11-02',
  });
  for (const call of [
    () => window.link.status(),
    () => window.today.overview(),
    () => window.cases.search({ text: '', offset: 0, limit: 1 }),
    () => window.journal.overview(),
    () => window.draft.save({ kind: 'intake', key: 'a', body: '{}' }),
    () => submit(1),
  ]) {
    await expect(call()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  }
});

test('after signing out a second window is refused too', async () => {
  await signIn();
  expect(await window.session.status()).toMatchObject({ state: 'open', me: { account: 'naren' } });
  await window.session.signOut();
  await expect(window.today.overview()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

describe('a draft', () => {
  const key = { kind: 'intake', key: 'walk-in-1' };

  test('is there again after the process ended without a word', async () => {
    await signIn();
    await window.draft.save({ ...key, body: '{"name":"娜仁花"}' });
    const { savedAt } = await window.draft.save({ ...key, body: '{"name":"娜仁花","phone":"139"}' });
    // The thread is cut off where it stands, as by a kill.
    await desk.signOut();
    openDesk();
    await signIn();
    expect(await window.draft.read(key)).toEqual({
      ...key,
      body: '{"name":"娜仁花","phone":"139"}',
      savedAt,
    });
    expect(await window.draft.list({ kind: 'intake' })).toHaveLength(1);
  });

  test('is one person’s own', async () => {
    await signIn();
    await window.draft.save({ ...key, body: '{}' });
    await signIn('wangjianguo');
    expect(await window.draft.read(key)).toBeNull();
    expect(await window.draft.list({ kind: 'intake' })).toEqual([]);
  });

  test('goes when its act is saved, and stays when the act is refused', async () => {
    await signIn();
    await window.draft.save({ ...key, body: '{}' });
    const input = {
      name: 'application.submit',
      args: intakeArgs(demoPerson(1)),
      formId: 'form-with-draft',
      draft: key,
    };
    const refused = await window.command.issue({
      ...input,
      args: { nonsense: true },
      formId: 'form-refused-1',
    });
    expect(refused).toMatchObject({ ok: false, code: 'command/arguments' });
    expect(await window.draft.read(key)).not.toBeNull();
    expect(await window.command.issue(input)).toMatchObject({ ok: true });
    expect(await window.draft.read(key)).toBeNull();
  });

  test('is removed when asked', async () => {
    await signIn();
    await window.draft.save({ ...key, body: '{}' });
    await window.draft.remove(key);
    expect(await window.draft.read(key)).toBeNull();
  });
});

test('a window hears what changed', async () => {
  const watch = await window.watch();
  const heard: string[] = [];
  const listening = (async () => {
    for await (const { topics } of watch) {
      heard.push(...topics);
      if (heard.includes('cases')) return;
    }
  })();
  await signIn();
  await submit(1);
  await listening;
  expect(heard).toEqual(expect.arrayContaining(['session', 'cases', 'journal']));
});

test('a view of the full numbers is recorded with its reason', async () => {
  await signIn();
  central.isBusy = true;
  const issued = await submit(1);
  const personId = issued.ok ? (issued.ids[1] as number) : 0;
  const { idNumber, accountNumber } = demoPerson(1);
  expect(await window.cases.reveal({ personId, reason: '核对身份证' })).toMatchObject({
    idNumber,
    accountNumber,
  });
  expect(await window.cases.reveal({ personId: 99, reason: 'x' })).toBeNull();
  expect(desk.open?.reader.all('SELECT account, person_id, reason FROM reveal')).toEqual([
    { account: NAREN.accountId, person_id: personId, reason: '核对身份证' },
  ]);
});

describe('the four numbers', () => {
  test('add up wherever the acts are', async () => {
    await signIn();
    central.isBusy = true;
    for (const index of [1, 2, 3, 4]) expect(await submit(index)).toMatchObject({ ok: true });
    expect(await window.journal.overview()).toMatchObject({ made: 4, waiting: 4, received: 0, needsYou: 0 });
    central.judge = (number) =>
      number === 2
        ? { outcome: 'refused', code: 'duplicate/open' }
        : number === 3
          ? { outcome: 'parked' }
          : {};
    central.isBusy = false;
    await window.link.tryNow();
    await until(async () => (await window.journal.overview()).waiting === 0);
    const after = await window.journal.overview();
    expect(after).toMatchObject({ made: 4, waiting: 0, received: 2, needsYou: 2 });
    expect(central.received.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    const listed = await window.journal.acts({ place: 'needs-you', offset: 0, limit: 9 });
    expect(listed.rows.map(({ number, code, outcome }) => [number, outcome, code])).toEqual([
      [3, 'parked', null],
      [2, 'refused', 'duplicate/open'],
    ]);
    expect(listed.rows[1]?.personName).toBe(demoPerson(2).name);
    await window.journal.dismiss({ number: 2 });
    expect(await window.journal.overview()).toMatchObject({ made: 4, received: 3, needsYou: 1 });
    expect(await window.link.status()).toMatchObject({ needsYou: 1, waiting: 0 });
  });
});

test('offline: what was made is saved, shown, and goes up by itself when the centre is back', async () => {
  await signIn();
  await until(async () => (await window.link.status()).state === 'online');
  central.isAway = true;
  await until(async () => (await window.link.status()).state === 'offline');
  const issued = await submit(1);
  expect(issued).toMatchObject({ ok: true, savedAt: expect.stringMatching(/^2026-11-02T/) });
  const rows = (await window.cases.search({ text: demoPerson(1).name, offset: 0, limit: 9 })).rows;
  expect(rows).toMatchObject([{ place: 'saved', pendingHere: true, state: 'PRELIMINARY_REVIEW' }]);
  expect(await window.journal.overview()).toMatchObject({ made: 1, waiting: 1 });
  central.isAway = false;
  await until(async () => (await window.journal.overview()).received === 1);
  expect((await window.journal.overview()).receipts).toHaveLength(1);
});

test('who may see what: the four digits in the middle of a number never leave unasked', async () => {
  await signIn();
  central.isBusy = true;
  const issued = await submit(1);
  const personId = issued.ok ? (issued.ids[1] as number) : 0;
  const shown = JSON.stringify([
    await window.cases.open({ personId }),
    await window.cases.search({ text: '', offset: 0, limit: 9 }),
    await window.review.queue(),
    await window.today.overview(),
    await window.cases.byIdNumber({ idNumber: demoPerson(1).idNumber }),
  ]);
  const { idNumber, accountNumber, phone, certificateNumber } = demoPerson(1);
  for (const number of [idNumber, accountNumber, phone, certificateNumber])
    expect(shown).not.toContain(number);
});

test('statistics above the township are the centre’s; without it the last answer to the same question stands (m.2)', async () => {
  const asked = { region: 159_900_000_000, month: '2026-11', forOutside: false };
  const counted = {
    ...{ region: asked.region, month: asked.month, name: null, countedAt: '2026-11-02T02:00:00.000Z' },
    ...{ isSuppressed: false, isOnlyOutside: false, parts: [], tables: [] },
  };
  let answer: [number, object] = [403, { code: 'statistics/not-yours', message: '' }];
  central.meddle = (request, response) => {
    if (request.url !== '/api/statistics') return false;
    response.writeHead(answer[0], { 'content-type': 'application/json' }).end(JSON.stringify(answer[1]));
    return true;
  };
  await signIn();
  expect(await window.regionStatistics(asked)).toEqual({ figures: null, trouble: 'refused' });
  answer = [200, counted];
  expect(await window.regionStatistics(asked)).toMatchObject({ figures: counted, trouble: null });
  central.isAway = true;
  expect(await window.regionStatistics(asked)).toMatchObject({ figures: counted, trouble: 'no-line' });
  const otherMonth = await window.regionStatistics({ ...asked, month: '2026-10' });
  expect(otherMonth).toEqual({ figures: null, trouble: 'no-line' });
  central.isAway = false;
  answer = [200, { tables: 'none' }];
  expect(await window.regionStatistics(asked)).toMatchObject({ figures: counted, trouble: 'no-line' });
});
