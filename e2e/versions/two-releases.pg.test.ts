/** V: a client two releases old works a month offline and loses nothing. Today's desk against a centre two releases on, over real HTTP and
 *  PostgreSQL, each release in processes of its own; then the desk is brought up to date over the same file.                      */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Row } from '#shared/records/rows.ts';
import { demoPerson, intakeArgs, NORTH } from '../../src-main/replica/test-desk.ts';
import { DEMO_PASSWORD } from '../../src-server/accounts/demo-accounts.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';
import { LATER_RELEASE } from './later-release.ts';
import { CHECKOUT, makeOverlay, type Overlay } from './overlay.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const FIRST_DAY = '2026-11-02T02:00:00.000Z';
const A_MONTH_LATER = '2026-12-02T02:00:00.000Z';
const DAY_MS = 86_400_000;

interface Dump {
  readonly rows: readonly Row[];
  readonly acts: readonly { number: number; name: string; outcome: string; code: string | null }[];
  readonly kept: readonly { type: string; id: number; name: string; value: string }[];
  readonly cursors: readonly { scope: number; commit_number: number }[];
}

const children: ChildProcess[] = [];
const files = mkdtempSync(join(tmpdir(), 'sumu-versions-'));
let later: Overlay;
let database: TestDatabase;
let desks = 0;
let forms = 0;

function start(folder: string, file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(folder, file), ...args], {
    ...{ cwd: folder, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] },
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  return { child, lines };
}

async function startCentre(folder: string, startAt: string) {
  const args = ['--port', '0', '--world', 'demo', '--start-at', startAt];
  const { child, lines } = start(folder, 'src-server/main.ts', args, { DATABASE_URL: database.url });
  const { value } = (await lines.next()) as { value: string };
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    url: value.replace('READY ', ''),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

class TestDesk {
  readonly name = `${++desks}号机`;
  private driver!: ReturnType<typeof start>;
  private device: number | undefined;

  async ask<T>(line: Record<string, unknown>): Promise<T> {
    this.driver.child.stdin?.write(`${JSON.stringify(line)}\n`);
    const { value } = (await this.driver.lines.next()) as { value: string };
    const answer = JSON.parse(value) as { ok?: T; error?: { message: string } };
    if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error);
    return answer.ok as T;
  }

  /** Starts, or starts again with another release over the same file. */
  async begin(folder: string, url: string, account = 'naren'): Promise<void> {
    this.driver = start(folder, 'e2e/versions/desk-driver.ts', []);
    const asked = { url, account, password: DEMO_PASSWORD, computerName: this.name, device: this.device };
    const { device, key } = await this.ask<{ device: number; key: string }>({ do: 'sign-in', ...asked });
    this.device = device;
    await this.ask({ do: 'open', path: join(files, `${this.name}.db`), key });
  }

  async signInAgain(url: string, account = 'naren'): Promise<void> {
    const asked = { url, account, password: DEMO_PASSWORD, computerName: this.name, device: this.device };
    await this.ask({ do: 'sign-in', ...asked });
  }

  async end(): Promise<void> {
    await this.ask({ do: 'close' });
    const ended = new Promise((resolve) => this.driver.child.once('exit', resolve));
    this.driver.child.stdin?.end();
    await ended;
  }

  async act(at: string, name: string, args: unknown): Promise<void> {
    const acts = [{ name, args, formId: `form-of-${this.name}-${++forms}` }];
    const [issued] = await this.ask<{ ok: boolean; code?: string }[]>({ do: 'issue', at, acts });
    if (!issued?.ok) throw new Error(`${name}: ${issued?.code}`);
  }

  dump(): Promise<Dump> {
    return this.ask({ do: 'dump' });
  }

  sync(): Promise<{ putOff: number }> {
    return this.ask({ do: 'sync' });
  }
}

const day = (number: number) => new Date(Date.parse(FIRST_DAY) + number * DAY_MS).toISOString();
const dateOf = (at: string) => at.slice(0, 10);
const bank = (accountNumber: string) => ({
  ...{ accountHolder: '户主', bankName: '农信社', accountNumber, accountKind: 'SOCIAL_CARD' },
});
const personOf = ({ rows }: Dump, id: number) =>
  rows.find((row) => row.type === 'person' && row.id === id)?.values as Record<string, unknown>;

beforeAll(async () => {
  later = makeOverlay(LATER_RELEASE);
  database = await openTestDatabase({ isMigrated: false });
});
afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  await database?.close();
  later?.remove();
  rmSync(files, { recursive: true, force: true });
});

/** A month of a clerk's work: two intakes a day and corrections of people who are known, all under today's program. */
async function month(desk: TestDesk, people: readonly number[]): Promise<number> {
  let acts = 0;
  for (let number = 1; number <= 30; number++) {
    const at = day(number);
    const submitted = { submittedOn: dateOf(at) };
    for (const each of [0, 1])
      await desk.act(at, 'application.submit', intakeArgs(demoPerson(500 + 2 * number + each), submitted));
    const personId = people[number % people.length] as number;
    const contact = { phone: `139000${String(10_000 + number)}`, statedOn: dateOf(at) };
    await desk.act(at, 'person.edit', { personId, contact, reason: `第${number}天来电` });
    acts += 3;
  }
  return acts;
}

/** A first sync by an old program; then both are brought up to date over their files, one with acts that wait. */
async function bringUpToDate(old: TestDesk, newer: TestDesk, url: string, there: number): Promise<void> {
  const fresh = new TestDesk();
  await fresh.begin(CHECKOUT, url);
  await fresh.sync();
  expect((await fresh.dump()).kept.length).toBeGreaterThan(0);
  await old.act(day(30), 'person.edit', {
    ...{ personId: there, contact: { phone: '13966660000', statedOn: '2026-12-02' }, reason: '更新前写的' },
  });
  for (const desk of [old, fresh]) {
    await desk.end();
    await desk.begin(later.folder, url);
    expect((await desk.dump()).kept).toEqual([]);
    expect(await desk.sync()).toEqual({ putOff: 0 });
  }
  await newer.sync();
  await fresh.sync();
  const whole = await newer.dump();
  expect(personOf(whole, there)).toMatchObject({ phone: '13966660000', householdCategory: 'RETURNING' });
  for (const desk of [old, fresh]) expect((await desk.dump()).rows).toEqual(whole.rows);
  const ended = await old.dump();
  for (const { acts: made } of [ended, whole])
    expect(made.filter(({ outcome }) => outcome === 'pending')).toEqual([]);
}

test('V1–V7 a client two releases old works a month offline and loses nothing', async () => {
  const today = await startCentre(CHECKOUT, FIRST_DAY);
  const old = new TestDesk();
  await old.begin(CHECKOUT, today.url);
  await old.sync();
  const first = await old.dump();
  const people = first.rows
    .filter(({ type, scope }) => type === 'person' && scope === NORTH)
    .map(({ id }) => id);
  const [here, there, disputed] = people as [number, number, number];
  // A desk that was brought up to date before the county is told so, and its work waits.
  const newer = new TestDesk();
  await newer.begin(later.folder, today.url, 'wangjianguo');
  await newer.act(FIRST_DAY, 'application.submit', intakeArgs(demoPerson(480)));
  await expect(newer.sync()).rejects.toMatchObject({ message: 'request/newer-protocol', isOlder: true });
  await today.stop();

  // A month without a line; the county moves on by two releases meanwhile.
  let acts = await month(old, [here]);
  await old.act(day(29), 'person.edit', { personId: disputed, bank: bank('6217999900000000101') });
  acts++;
  const centre = await startCentre(later.folder, A_MONTH_LATER);
  await newer.signInAgain(centre.url, 'wangjianguo');
  expect(await newer.sync()).toEqual({ putOff: 0 });
  const rest = { companion: null, words: '' };
  const companion = { companionName: '托娅', companionPhone: '13911110000' };
  const contact = { phone: '13955550000', statedOn: '2026-11-01', wechat: 'dmd' };
  await newer.act(day(10), 'person.edit', { ...rest, personId: here, contact, companion });
  const household = { householdCategory: 'RETURNING', householdFrom: null, needsLongTermCare: false };
  await newer.act(day(10), 'person.edit', { ...rest, personId: there, household });
  await newer.act(day(10), 'person.edit', { ...rest, personId: disputed, bank: bank('6217999900000000218') });
  await newer.act(day(10), 'visit.record', { personId: here, visitedOn: '2026-11-12', found: '在家' });
  await newer.sync();

  // The old desk comes back: every act is received, nothing is refused, what it does not know is kept.
  await old.signInAgain(centre.url);
  expect(await old.sync()).toEqual({ putOff: 0 });
  const back = await old.dump();
  expect(back.acts).toHaveLength(acts);
  const notTaken = back.acts.filter(({ outcome }) => !outcome.startsWith('applied'));
  expect(notTaken.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['in-conflict', 'conflict/needs-person'],
  ]);
  expect(back.kept.map(({ type, name }) => `${type} ${name}`)).toEqual(
    expect.arrayContaining(['person companionName', 'person companion', 'person wechat', 'visit found']),
  );
  expect(personOf(back, here).phone).toBe('13900010030');
  expect(personOf(back, there).householdCategory).toBe('RETURNING');

  // It works on; nothing that it does not know gives way.
  await old.act(day(30), 'person.edit', {
    ...{ personId: here, contact: { phone: '13977770000', statedOn: '2026-12-02' }, reason: '换号' },
  });
  await old.sync();
  await newer.sync();
  const seen = await newer.dump();
  expect(personOf(seen, here)).toMatchObject({ phone: '13977770000', wechat: 'dmd', ...companion });
  expect(
    seen.rows.some(
      ({ type, values }) => type === 'history' && 'words' in values && values.words === '第7天来电',
    ),
  ).toBe(true);

  await bringUpToDate(old, newer, centre.url, there);
  await centre.stop();
});
