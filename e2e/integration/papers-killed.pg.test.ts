/** kill -9 of the desk's process and of the centre's, in the middle of a photo on a thin line: it goes on at the byte where it was, and arrives
 *  once, whole. Real processes, PostgreSQL, HTTP.                                                                              */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { seededRandom } from '#shared/base/chance.ts';
import { madeUpJpeg } from '#shared/domain/made-up-papers.ts';
import { demoPerson, intakeArgs } from '../../src-main/replica/test-desk.ts';
import { DEMO_PASSWORD } from '../../src-server/accounts/demo-accounts.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';
import { ShapedLine } from '../harness/shaped-line.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
const ROOT = join(import.meta.dirname, '..', '..');
const START_AT = '2026-11-02T02:00:00.000Z';
const PART_BYTES = 1024 * 1024;
const KIB = 1024;
/** 1 Mbit/s. A piece is what two seconds carry, and a line is taken for faster than it is by its first pieces. What was sent and not heard when
 *  a desk dies is counted too: a piece a kill. */
const THIN = { bytesPerSecond: 125 * KIB };
const PIECE_MAX = 3 * THIN.bytesPerSecond;
/** Of a start: signed in, synced, asked where the upload stands. */
const BESIDE = 64 * KIB;

let database: TestDatabase;
let centre: Process;
let line: ShapedLine;
let port = 0;
const folders: string[] = [];
const started: Process[] = [];

/** A child process that answers lines with lines. */
class Process {
  readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private readonly ended: Promise<unknown>;

  constructor(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, [join(ROOT, file), ...args], {
      ...{ env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] },
    });
    const input = this.child.stdout as NodeJS.ReadableStream;
    this.lines = createInterface({ input })[Symbol.asyncIterator]();
    this.ended = new Promise((resolve) => this.child.once('exit', resolve));
    started.push(this);
  }

  async says(): Promise<string> {
    const { value, done } = await this.lines.next();
    if (done) throw new Error('the process has ended');
    return value as string;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

async function startCentre(): Promise<void> {
  const args = ['--port', String(port), '--world', 'demo', '--start-at', START_AT];
  centre = new Process('src-server/main.ts', args, { DATABASE_URL: database.url });
  port = Number(new URL((await centre.says()).replace('READY ', '')).port);
}

/** One computer, over all its lives. */
class TestDesk {
  readonly profile = mkdtempSync(join(tmpdir(), 'sumu-killed-'));
  private readonly account: string;
  private process!: Process;

  constructor(account: string) {
    this.account = account;
    folders.push(this.profile);
  }

  async ask<T>(call: string, input: unknown = {}): Promise<T> {
    this.process.child.stdin?.write(`${JSON.stringify({ call, input })}\n`);
    const answer = JSON.parse(await this.process.says()) as { ok: T; error?: string };
    if (answer.error) throw new Error(`${call}: ${answer.error}`);
    return answer.ok;
  }

  /** Asks for what may be refused, and must not be. */
  private async must(call: string, input: unknown): Promise<void> {
    const { ok, code } = await this.ask<{ ok: boolean; code?: string }>(call, input);
    if (!ok) throw new Error(`${call}: ${code}`);
  }

  async start(): Promise<void> {
    this.process = new Process('e2e/integration/fixtures/desk-process.ts', [
      this.profile,
      line.url,
      START_AT,
    ]);
    await this.must('session.signIn', { account: this.account, password: DEMO_PASSWORD });
    await until(
      'the first sync',
      async () => (await this.ask<{ complete: boolean }>('session.status')).complete,
    );
  }

  kill(): Promise<void> {
    return this.process.kill();
  }

  async newCase(index: number): Promise<number> {
    const input = {
      name: 'application.submit',
      args: intakeArgs(demoPerson(index)),
      formId: `killed-${index}`,
    };
    await this.must('command.issue', input);
    const { idNumber } = demoPerson(index);
    return (await this.ask<{ personId: number }>('cases.byIdNumber', { idNumber })).personId;
  }

  async add(personId: number, bytes: Buffer): Promise<void> {
    const formId = `killed-${randomBytes(8).toString('hex')}`;
    for (let at = 0; at < bytes.length; at += PART_BYTES)
      await this.ask('papers.send', {
        formId,
        at,
        contentBase64: bytes.toString('base64', at, at + PART_BYTES),
      });
    const rest = { applicationId: null, fileName: 'a.jpg', thumbnailBase64: null, formId };
    await this.must('papers.add', { personId, material: 'ID_COPY', ...rest });
  }

  async state(personId: number): Promise<string | undefined> {
    await this.ask('link.tryNow');
    return (await this.ask<{ state: string }[]>('papers.list', { personId }))[0]?.state;
  }
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tried = 0; tried < 1_200; tried++) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error(`${what} never came`);
}

/** Bytes that no packing makes shorter. */
function photo(number: number, length: number): Buffer {
  const whole = Buffer.from(madeUpJpeg(700 + number, 500));
  // No marker may stand in coded data.
  const coded = randomBytes(length).map((byte) => (byte === 0xff ? 0 : byte));
  return Buffer.concat([whole.subarray(0, -2), coded, whole.subarray(-2)]);
}

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const rows = async (sql: string, ...values: unknown[]) => (await database.pool.query(sql, values)).rows;
/** How much of an upload stands at the centre. */
const standing = async (bytes: Buffer): Promise<number> =>
  (await rows('SELECT at FROM paper_upload WHERE sha256 = $1', sha256Of(bytes)))[0]?.at ?? 0;

/** It is there once, under its own hash; no half is left; the log tells of it once. */
async function expectArrivedOnce(bytes: Buffer): Promise<void> {
  const sha256 = sha256Of(bytes);
  expect(
    await rows("SELECT encode(sha256(body), 'hex') AS hash FROM paper_content WHERE sha256 = $1", sha256),
  ).toEqual([{ hash: sha256 }]);
  expect(await rows('SELECT 1 FROM paper_upload WHERE sha256 = $1', sha256)).toEqual([]);
  const papers = await rows('SELECT id, arrived_at FROM paper WHERE sha256 = $1', sha256);
  expect(papers).toEqual([{ id: expect.anything(), arrived_at: expect.any(String) }]);
  const told = await rows(
    "SELECT 1 FROM log WHERE payload LIKE '%arrivedAt%' AND payload LIKE $1",
    `%${papers[0]?.id}%`,
  );
  expect(told).toHaveLength(1);
}

beforeAll(async () => {
  database = await openTestDatabase({ isMigrated: false });
  await startCentre();
  line = await new ShapedLine(`http://127.0.0.1:${port}`, seededRandom(4)).start();
});
afterEach(async () => {
  line.become({});
  for (const each of started.filter((one) => one !== centre)) await each.kill();
});
afterAll(async () => {
  await line?.close();
  for (const each of started) await each.kill();
  await database?.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test('PA5 kill -9 of desk and centre by turns, five times in a photo: it goes on at the byte where it was and arrives once', async () => {
  const desk = new TestDesk('naren');
  await desk.start();
  const personId = await desk.newCase(950);
  await until('quiet', async () => (await desk.ask<{ waiting: number }>('link.status')).waiting === 0);
  line.become(THIN);
  line.take();
  const bytes = photo(1, 1_700_000);
  await desk.add(personId, bytes);
  const stood: number[] = [];
  for (const [round, share] of [0.1, 0.25, 0.4, 0.55, 0.7].entries()) {
    await until(`${share} of the photo`, async () => {
      if (round) await desk.ask('link.tryNow');
      return (await standing(bytes)) >= share * bytes.length;
    });
    if (round % 2) {
      await centre.kill();
      stood.push(await standing(bytes));
      await startCentre();
    } else {
      await desk.kill();
      await sleep(200);
      stood.push(await standing(bytes));
      await desk.start();
    }
    expect(await standing(bytes)).toBeGreaterThanOrEqual(stood.at(-1) as number);
  }
  await until('the photo', async () => (await desk.state(personId)) === 'uploaded');
  await expectArrivedOnce(bytes);
  expect(stood).toEqual(stood.toSorted((a, b) => a - b));
  // It was cut where no piece ends.
  expect(stood.some((at) => at % KIB !== 0)).toBe(true);
  const { up } = line.take();
  expect(up).toBeLessThan(bytes.length + stood.length * (PIECE_MAX + BESIDE));
  expect(up).toBeGreaterThan(bytes.length);
});

/** Holds back writes to a table, until the centre waits for one; then the centre dies, and what it waited for is not done. */
async function dieBefore(table: string, ready: () => Promise<boolean>): Promise<void> {
  const client = await database.pool.connect();
  try {
    await until('the moment before', ready);
    await client.query(`BEGIN; LOCK TABLE ${table} IN EXCLUSIVE MODE`);
    const waiting = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%${table}%'`;
    await until(`a write to ${table}`, async () => (await rows(`SELECT 1 ${waiting}`)).length > 0);
    await centre.kill();
    await rows(`SELECT pg_terminate_backend(pid) ${waiting}`);
    await client.query('ROLLBACK');
  } finally {
    client.release();
  }
}

test.each([
  ['before the whole is kept', 'paper_content', 960],
  ['when it is kept and its record does not say so', 'log', 961],
])(
  'PA5 AR1 the centre dies at the last piece, %s: once it is back the photo arrives, once',
  async (_when, table, index) => {
    const desk = new TestDesk('naren');
    await desk.start();
    const personId = await desk.newCase(index);
    await until('quiet', async () => (await desk.ask<{ waiting: number }>('link.status')).waiting === 0);
    const bytes = photo(index, 300_000);
    line.become(THIN);
    await desk.add(personId, bytes);
    await dieBefore(table, async () => (await standing(bytes)) > 0);
    expect(await rows('SELECT arrived_at FROM paper WHERE sha256 = $1', sha256Of(bytes))).toEqual([
      { arrived_at: null },
    ]);
    expect(await rows('SELECT 1 FROM paper_content WHERE sha256 = $1', sha256Of(bytes))).toHaveLength(
      table === 'log' ? 1 : 0,
    );
    await startCentre();
    await until('the photo', async () => (await desk.state(personId)) === 'uploaded');
    await until(
      'its record',
      async () =>
        (await rows('SELECT 1 FROM paper WHERE sha256 = $1 AND arrived_at IS NOT NULL', sha256Of(bytes)))
          .length > 0,
    );
    await expectArrivedOnce(bytes);
  },
);

test('PA8 kill -9 of a colleague’s desk, twice while a photo comes down: what had come is not fetched again', async () => {
  const [naren, wang] = [new TestDesk('naren'), new TestDesk('wangjianguo')];
  await naren.start();
  await wang.start();
  const personId = await naren.newCase(970);
  await until('the others', async () => {
    await wang.ask('link.tryNow');
    const { down } = await wang.ask<{ down: { count: number } }>('papers.line');
    return down.count === 0;
  });
  await wang.kill();
  const bytes = photo(7, 1_100_000);
  await naren.add(personId, bytes);
  await until('the photo up', async () => (await naren.state(personId)) === 'uploaded');
  await naren.kill();
  line.become(THIN);
  let down = 0;
  line.take();
  for (let killed = 0; killed < 2; killed++) {
    await wang.start();
    const before = down;
    await until('a part of the photo', async () => {
      await wang.ask('link.tryNow');
      down += line.take().down;
      return down - before > 450_000;
    });
    await wang.kill();
  }
  await wang.start();
  await until('the photo down', async () => (await wang.state(personId)) === 'uploaded');
  down += line.take().down;
  expect(down).toBeGreaterThan(bytes.length);
  expect(down).toBeLessThan(bytes.length + 2 * (PIECE_MAX + BESIDE));
});
