/** A real desk and a real centre, each with its own code and database, over real HTTP: first day, second person, other unit, days without
 *  the centre. The desk's screens are asked through its contract, as a window asks.                                              */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient, EventPublisher, type RouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { DEMO_TOWNSHIPS } from '#shared/domain/division.ts';
import { type ChangePublisher, deskRouter } from '../../src-main/replica/router.ts';
import { Desk } from '../../src-main/replica/session.ts';
import { demoPerson, intakeArgs } from '../../src-main/replica/test-desk.ts';
import { DEMO_PASSWORD } from '../../src-server/accounts/demo-accounts.ts';
import { type Central, startCentral } from '../../src-server/central.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
/** Both begin here; no test reads today's date. */
const START_MS = Date.UTC(2026, 10, 2, 2, 0, 0);
const clock = { nowMs: START_MS, now: (): number => clock.nowMs };
const NORTH = DEMO_TOWNSHIPS[0]?.code as number;

let database: TestDatabase;
let central: Central;
let port = 0;
let computers = 0;
const profiles: string[] = [];
const desks: TestWindow[] = [];

/** One computer with a window open on its desk. */
class TestWindow {
  readonly profile: string;
  readonly desk: Desk;
  readonly call: RouterClient<ReturnType<typeof deskRouter>>;

  constructor(profile: string) {
    this.profile = profile;
    const changes: ChangePublisher = new EventPublisher();
    this.desk = new Desk({
      profile,
      centralUrl: central.url,
      computerName: `查干淖尔-${++computers}号机`,
      clock,
      startAt: new Date(START_MS).toISOString(),
      writerFile: new URL('../../src-main/replica/writer.ts', import.meta.url),
      onChanged: (topics) => changes.publish('changed', { topics: [...topics] }),
      onBroken: (error) => {
        throw error as Error;
      },
    });
    this.call = createRouterClient(deskRouter(this.desk, changes));
    desks.push(this);
  }

  signIn(account: string, password = DEMO_PASSWORD) {
    return this.call.session.signIn({ account, password });
  }

  submit(index: number) {
    const args = intakeArgs(demoPerson(index));
    return this.call.command.issue({ name: 'application.submit', args, formId: `integration-${index}` });
  }

  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    for (let tried = 0; tried < 800; tried++) {
      if (await holds()) return;
      await sleep(25);
    }
    throw new Error(`${what} never came`);
  }

  whole() {
    return this.until('the first sync', async () => (await this.call.session.status()).complete);
  }

  quiet() {
    return this.until('quiet', async () => {
      const { state, waiting } = await this.call.link.status();
      return state === 'online' && waiting === 0;
    });
  }
}

function newProfile(): string {
  const profile = mkdtempSync(join(tmpdir(), 'sumu-integration-'));
  profiles.push(profile);
  return profile;
}

async function openCentral(): Promise<void> {
  central = await startCentral({
    address: database.url,
    host: '127.0.0.1',
    port,
    world: 'demo',
    clock,
    secretBytes: randomBytes,
    passwordCost: { memoryKib: 64, passes: 1 },
    note: () => {},
  });
  port = Number(new URL(central.url).port);
}

beforeAll(async () => {
  database = await openTestDatabase({ isMigrated: false });
  await openCentral();
});
beforeEach(() => {
  clock.nowMs = START_MS;
});
afterEach(async () => {
  for (const { desk } of desks.splice(0)) await desk.signOut();
  await database.pool.query('TRUNCATE access.sign_in_failure');
});
afterAll(async () => {
  await central?.close();
  await database?.close();
  for (const profile of profiles) rmSync(profile, { recursive: true, force: true });
});

test('the first day: signed in, the whole township is here, and an act comes back with its receipt', async () => {
  const window = new TestWindow(newProfile());
  expect(await window.signIn('naren')).toEqual({ ok: true, mode: 'online' });
  await window.whole();
  const all = await window.call.cases.search({ text: '', offset: 0, limit: 1 });
  expect(all.total).toBeGreaterThan(500);
  expect((await window.call.today.overview()).groups.flatMap(({ rows }) => rows).length).toBeGreaterThan(5);
  expect(await window.submit(900)).toMatchObject({ ok: true });
  await window.quiet();
  const { receipts } = await window.call.journal.overview();
  expect(receipts).toMatchObject([{ receipt: expect.stringMatching(/^乌民-20261102-\d{6}$/), acts: 1 }]);
  const [found] = (await window.call.cases.search({ text: demoPerson(900).idNumber, offset: 0, limit: 2 }))
    .rows;
  expect(found).toMatchObject({ place: 'received', state: 'PRELIMINARY_REVIEW' });
});

test('a second person of the unit opens the same replica after signing in once with the centre, then without', async () => {
  const window = new TestWindow(newProfile());
  await window.signIn('naren');
  await window.whole();
  const issued = await window.submit(901);
  expect(issued).toMatchObject({ ok: true });
  expect(await window.signIn('wangjianguo')).toEqual({ ok: true, mode: 'online' });
  expect((await window.call.session.status()).complete).toBe(true);
  await window.quiet();
  const applicationId = issued.ok ? (issued.ids[0] as number) : 0;
  const file = await window.call.review.file({ applicationId });
  const args = { applicationId, judged: file?.judged, words: '入户看过，情况属实。' };
  const passed = await window.call.command.issue({
    name: 'review.passPreliminary',
    args,
    formId: 'second-person',
  });
  expect(passed).toMatchObject({ ok: true });
  await window.quiet();
  expect(await window.call.journal.overview()).toMatchObject({ made: 2, received: 2, needsYou: 0 });
  expect(readdirSync(window.profile).filter((name) => name.endsWith('.db'))).toHaveLength(1);
  await window.desk.signOut();
  await central.close();
  const later = new TestWindow(window.profile);
  expect(await later.signIn('wangjianguo')).toEqual({ ok: true, mode: 'offline' });
  expect(await later.call.session.status()).toMatchObject({
    complete: true,
    me: { role: 'TOWNSHIP_REVIEWER' },
  });
  expect(await later.signIn('gaomin')).toEqual({ ok: false, code: 'unknown-here-offline' });
  await openCentral();
});

test('SE3 a person of another unit is refused on this computer and gets nothing of it', async () => {
  const window = new TestWindow(newProfile());
  await window.signIn('naren');
  await window.whole();
  for (const stranger of ['gaomin', 'saren'])
    expect(await window.signIn(stranger)).toEqual({ ok: false, code: 'other-unit' });
  expect(await window.call.session.status()).toMatchObject({ state: 'open', me: { account: 'naren' } });
  expect((await window.call.session.status()).known.map(({ account }) => account)).toEqual(['naren']);
});

test('days without the centre: signed in, locked out, at work, and everything goes up when it is back', async () => {
  const window = new TestWindow(newProfile());
  await window.signIn('naren');
  await window.whole();
  await window.desk.signOut();
  await central.close();
  const offline = new TestWindow(window.profile);
  for (let tried = 0; tried < 5; tried++)
    expect(await offline.signIn('naren', 'wrong-password')).toMatchObject({ code: 'wrong-password' });
  expect(await offline.signIn('naren')).toEqual({ ok: false, code: 'locked-out', minutes: 1 });
  clock.nowMs += 60_000;
  expect(await offline.signIn('naren')).toEqual({ ok: true, mode: 'offline' });
  for (const index of [902, 903, 904]) expect(await offline.submit(index)).toMatchObject({ ok: true });
  expect(await offline.call.journal.overview()).toMatchObject({ made: 3, waiting: 3, received: 0 });
  await openCentral();
  await offline.call.link.tryNow();
  await offline.quiet();
  expect(await offline.call.journal.overview()).toMatchObject({ made: 3, waiting: 0, received: 3 });
});

/** A computer's disk, copied while nobody works at it. */
function copyOf({ profile }: TestWindow): TestWindow {
  const copy = newProfile();
  cpSync(profile, copy, { recursive: true });
  return new TestWindow(copy);
}

test('IN10 EN6 EN7 a disk that was copied: the copy gets a number and a name of its own, both go on, nothing is lost', async () => {
  const window = new TestWindow(newProfile());
  await window.signIn('naren');
  await window.whole();
  await window.submit(930);
  await window.quiet();
  await window.desk.signOut();
  await central.close();
  const copy = copyOf(window);
  for (const [each, index] of [
    [window, 931],
    [copy, 932],
  ] as const) {
    expect(await each.signIn('naren')).toEqual({ ok: true, mode: 'offline' });
    expect(await each.submit(index)).toMatchObject({ ok: true });
  }
  // Where a disk does not say when a file came into being, the one that sends later is the copy.
  await copy.desk.signOut();
  await openCentral();
  await window.call.link.tryNow();
  await window.quiet();
  expect(await copy.signIn('naren')).toEqual({ ok: true, mode: 'online' });
  for (const each of [window, copy]) {
    await each.quiet();
    expect(await each.call.journal.overview()).toMatchObject({ made: 2, received: 2, waiting: 0 });
  }
  const [first, second] = await Promise.all([window.call.session.status(), copy.call.session.status()]);
  expect(second.me?.deviceNumber).not.toBe(first.me?.deviceNumber);
  const { rows } = await database.pool.query<{ computer_name: string; copy_of: number }>(
    'SELECT computer_name, copy_of FROM access.device WHERE number = $1',
    [second.me?.deviceNumber],
  );
  expect(rows).toEqual([
    { computer_name: expect.stringContaining('（副本）'), copy_of: first.me?.deviceNumber },
  ]);
  expect((await copy.call.journal.overview()).renamed).toMatchObject({ why: 'copy', renumbered: 1 });
  expect((await window.call.journal.overview()).renamed).toBeNull();
  await copy.desk.signOut();
  expect(await copy.signIn('wangjianguo')).toEqual({ ok: true, mode: 'online' });
  await copy.quiet();
  expect(await copy.submit(933)).toMatchObject({ ok: true });
  await copy.quiet();
  expect(await copy.call.journal.overview()).toMatchObject({ made: 3, received: 3 });
});

test('IN9 EN9 a centre set back to before a computer was enrolled: signed in as ever, everything goes up again', async () => {
  const { pool } = database;
  const window = new TestWindow(newProfile());
  await window.signIn('naren');
  await window.whole();
  await window.submit(940);
  await window.quiet();
  const { me } = await window.call.session.status();
  await window.desk.signOut();
  // As a backup of the hour before would have it, as far as this computer is concerned.
  await pool.query('UPDATE access.session SET device_number = NULL WHERE device_number = $1', [
    me?.deviceNumber,
  ]);
  await pool.query('DELETE FROM access.device_account WHERE device_number = $1', [me?.deviceNumber]);
  await pool.query('DELETE FROM access.device WHERE number = $1', [me?.deviceNumber]);
  await pool.query('DELETE FROM outcome WHERE device = $1', [me?.deviceNumber]);
  expect(await window.signIn('naren')).toEqual({ ok: true, mode: 'online' });
  await window.quiet();
  const now = (await window.call.session.status()).me?.deviceNumber;
  expect(now).not.toBe(me?.deviceNumber);
  const { rows } = await pool.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM outcome WHERE device = $1',
    [now],
  );
  expect(rows).toEqual([{ n: 1 }]);
});

test('I10 the county’s desks hold every township; the federation’s file holds no money', async () => {
  const county = new TestWindow(newProfile());
  await county.signIn('saren');
  await county.whole();
  expect((await county.call.cases.search({ text: '', offset: 0, limit: 1 })).total).toBeGreaterThan(4_000);
  const federation = new TestWindow(newProfile());
  await federation.signIn('chenliqun');
  await federation.whole();
  const reader = federation.desk.open?.reader;
  expect(
    reader?.all('SELECT id FROM person WHERE account_number IS NOT NULL OR bank_name IS NOT NULL'),
  ).toEqual([]);
  expect(reader?.all('SELECT id FROM person WHERE certificate_number IS NOT NULL').length).toBeGreaterThan(
    4_000,
  );
  const scopes = reader
    ?.all<{ scope: number }>('SELECT DISTINCT scope FROM person')
    .map(({ scope }) => scope);
  expect(scopes).toHaveLength(DEMO_TOWNSHIPS.length);
});

test('I4 after all this the township’s desk holds exactly the centre’s rows', async () => {
  const window = new TestWindow(newProfile());
  await window.signIn('naren');
  await window.whole();
  await window.quiet();
  for (const table of ['person', 'application', 'history', 'entitlement']) {
    const sql = `SELECT id, scope FROM "${table}" WHERE scope = ${NORTH} ORDER BY id`;
    const there = (await database.pool.query(sql)).rows;
    expect([table, window.desk.open?.reader.all(sql)]).toEqual([table, there]);
  }
});
