/** The stick: a desk without a line, a colleague's desk at the county that has one, a real centre. The three-trip case, lost and repeated
 *  sticks, sticks in the wrong order, and what is not taken.                                                                     */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient, EventPublisher, type RouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { PacketRead } from '#shared/rpc/packet-shapes.ts';
import { readPacketHeader } from '#shared/sync/seal.ts';
import { currentDevice } from '../../src-main/replica/identity.ts';
import { type ChangePublisher, deskRouter } from '../../src-main/replica/router.ts';
import { Desk } from '../../src-main/replica/session.ts';
import type { Statements } from '../../src-main/replica/store/statements.ts';
import { demoPerson, intakeArgs } from '../../src-main/replica/test-desk.ts';
import { DEMO_PASSWORD } from '../../src-server/accounts/demo-accounts.ts';
import { type Central, startCentral } from '../../src-server/central.ts';
import { OLD_KEY_DAYS } from '../../src-server/packets/centre-keys.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';
import { type FaultProxy, startFaultProxy } from '../harness/fault-proxy.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
const START_MS = Date.UTC(2026, 10, 2, 2, 0, 0);
const startedMs = performance.now();
let passedMs = 0;
const clock = { now: (): number => START_MS + passedMs + Math.round(performance.now() - startedMs) };

let database: TestDatabase;
let central: Central;
let line: FaultProxy;
let village: Seat;
let county: Seat;
let people = 300;
const profiles: string[] = [];

/** One computer with a window open on its desk. */
class Seat {
  readonly desk: Desk;
  readonly call: RouterClient<ReturnType<typeof deskRouter>>;

  constructor(centralUrl: string, computerName: string) {
    const profile = mkdtempSync(join(tmpdir(), 'sumu-packets-'));
    profiles.push(profile);
    const changes: ChangePublisher = new EventPublisher();
    this.desk = new Desk({
      ...{ profile, centralUrl, computerName, clock, startAt: new Date(START_MS).toISOString() },
      writerFile: new URL('../../src-main/replica/writer.ts', import.meta.url),
      onChanged: (topics) => changes.publish('changed', { topics: [...topics] }),
      onBroken: (error) => {
        throw error as Error;
      },
    });
    this.call = createRouterClient(deskRouter(this.desk, changes));
  }

  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    for (let tried = 0; tried < 1200; tried++) {
      if (await holds()) return;
      await sleep(25);
    }
    throw new Error(`${what} never came`);
  }

  async signIn(account: string): Promise<void> {
    const signedIn = await this.call.session.signIn({ account, password: DEMO_PASSWORD });
    if (!signedIn.ok) throw new Error(signedIn.code);
    await this.until('the first sync', async () => (await this.call.session.status()).complete);
  }

  quiet(): Promise<void> {
    return this.until('quiet', async () => {
      const { state, waiting } = await this.call.link.status();
      return state === 'online' && waiting === 0;
    });
  }

  /** Takes so many applications in. */
  async takeIn(count: number): Promise<void> {
    for (let one = 0; one < count; one++) {
      const args = intakeArgs(demoPerson(++people));
      const issued = await this.call.command.issue({
        ...{ name: 'application.submit', args, formId: `packet-form-${people}` },
      });
      if (!issued.ok) throw new Error(issued.code);
    }
  }

  async write(): Promise<string> {
    const written = await this.call.packets.write();
    if (!written.ok) throw new Error(written.code);
    return written.file.contentBase64;
  }

  read(contentBase64: string): Promise<PacketRead> {
    return this.call.packets.read({ contentBase64 });
  }

  /** Hands somebody's packet to the county; its answer. */
  async carry(contentBase64: string): Promise<string> {
    const read = await this.read(contentBase64);
    if (read.kind !== 'carried') throw new Error(JSON.stringify(read));
    return read.file.contentBase64;
  }

  async numbers() {
    const { made, waiting, received, needsYou } = await this.call.journal.overview();
    return { made, waiting, received, needsYou };
  }

  receipts() {
    const acts = this.desk.open?.reader.all<{ number: number; receipt: string | null }>(
      'SELECT number, receipt FROM act ORDER BY number',
    );
    return new Map((acts ?? []).map(({ number, receipt }) => [number, receipt]));
  }
}

let port = 0;
async function openCentral(isNewKeyWished = false): Promise<void> {
  central = await startCentral({
    ...{ address: database.url, host: '127.0.0.1', port, world: 'demo', clock, secretBytes: randomBytes },
    passwordCost: { memoryKib: 64, passes: 1 },
    note: () => {},
    isNewKeyWished,
  });
  port = Number(new URL(central.url).port);
}

beforeAll(async () => {
  database = await openTestDatabase({ isMigrated: false });
  await openCentral();
});
beforeEach(async () => {
  line = await startFaultProxy(central.url);
  village = new Seat(line.url, '下乡笔记本');
  county = new Seat(central.url, '旗里电脑');
  await village.signIn('naren');
  await county.signIn('saren');
  line.cut();
});
afterEach(async () => {
  await village.desk.signOut();
  await county.desk.signOut();
  await line.close();
});
afterAll(async () => {
  await central?.close();
  await database?.close();
  for (const profile of profiles) rmSync(profile, { recursive: true, force: true });
});

test('a week by stick: out with twelve acts, back with twelve receipts, and the county has them', async () => {
  await village.takeIn(12);
  const stick = await village.write();
  expect(await village.numbers()).toMatchObject({ made: 12, waiting: 12 });
  const answer = await county.carry(stick);
  expect(await village.read(answer)).toMatchObject({ kind: 'answer', outcomes: 12, fresh: 12 });
  expect(await village.numbers()).toMatchObject({ made: 12, waiting: 0, received: 12 });
  expect(await village.call.packets.list()).toMatchObject([{ serial: 1, acts: 12, waiting: 0 }]);
  const text = demoPerson(people).idNumber;
  await county.until('what the stick brought', async () => {
    const { total } = await county.call.cases.search({ text, offset: 0, limit: 2 });
    return total === 1;
  });
});

test('three trips: the stick arrives, its answer is lost, the line comes back; then the answer turns up', async () => {
  await village.takeIn(5);
  const answer = await county.carry(await village.write());
  await village.takeIn(2);
  line.restore();
  await village.call.link.tryNow();
  await village.quiet();
  const numbers = await village.numbers();
  expect(numbers).toMatchObject({ made: 7, waiting: 0, received: 7 });
  const receipts = village.receipts();
  expect(await village.read(answer)).toMatchObject({ kind: 'answer', outcomes: 5, fresh: 0, commits: 0 });
  expect(village.receipts()).toEqual(receipts);
  expect(await village.numbers()).toEqual(numbers);
});

test('sticks in the wrong order, one of them twice: each act counts once', async () => {
  await village.takeIn(3);
  const first = await village.write();
  await village.takeIn(2);
  const second = await village.write();
  const answers = [await county.carry(second), await county.carry(first), await county.carry(second)];
  for (const answer of answers.reverse())
    expect(await village.read(answer)).toMatchObject({ kind: 'answer' });
  expect(await village.numbers()).toMatchObject({ made: 5, waiting: 0, received: 5 });
  const { rows } = await database.pool.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM outcome WHERE device = $1',
    [currentDevice(village.desk.open?.reader as Statements)],
  );
  expect(rows[0]?.n).toBe(5);
  line.restore();
  await village.call.link.tryNow();
  await village.quiet();
  expect(await village.numbers()).toMatchObject({ made: 5, received: 5 });
});

test('a damaged stick, a file of another kind and an answer to somebody else change nothing', async () => {
  await village.takeIn(1);
  const stick = await village.write();
  const bytes = Buffer.from(stick, 'base64');
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
  expect(await county.read(bytes.toString('base64'))).toEqual({ kind: 'refused', code: 'packet/damaged' });
  const text = Buffer.from('一封信').toString('base64');
  expect(await county.read(text)).toEqual({ kind: 'refused', code: 'packet/not-a-packet' });
  const answer = await county.carry(stick);
  expect(await county.read(answer)).toEqual({ kind: 'refused', code: 'packet/not-for-us' });
  const changed = Buffer.from(answer, 'base64');
  changed[changed.length - 1] = (changed.at(-1) as number) ^ 1;
  expect(await village.read(changed.toString('base64'))).toEqual({ kind: 'refused', code: 'packet/damaged' });
  expect(await village.numbers()).toMatchObject({ made: 1, waiting: 1 });
  expect(await village.read(answer)).toMatchObject({ kind: 'answer', fresh: 1 });
});

test('a computer without a line says so when it is asked to hand a packet on', async () => {
  const stick = await county.write();
  expect(await village.read(stick)).toEqual({ kind: 'refused', code: 'packet/no-line' });
});

/** The key that a packet is sealed to. */
const sealedTo = (stick: string) => readPacketHeader(Buffer.from(stick, 'base64')).receiver;

test('CK3 CK4 the centre takes new keys while a stick is on its way: it is taken, its answer too, and the next one is sealed to the new', async () => {
  await village.takeIn(2);
  const stick = await village.write();
  await central.close();
  await openCentral(true);
  await county.call.link.tryNow();
  await county.quiet();
  const answer = await county.carry(stick);
  expect(await village.read(answer)).toMatchObject({ kind: 'answer', outcomes: 2, fresh: 2 });
  expect(await village.numbers()).toMatchObject({ made: 2, waiting: 0, received: 2 });
  await village.takeIn(1);
  const next = await village.write();
  expect(sealedTo(next)).not.toBe(sealedTo(stick));
  // The county hears of them by its sync.
  const ofCounty = async () => {
    await county.call.link.tryNow();
    return sealedTo(await county.write());
  };
  await expect.poll(ofCounty, { timeout: 30_000, interval: 200 }).toBe(sealedTo(next));
  expect(await village.read(await county.carry(next))).toMatchObject({ kind: 'answer', fresh: 1 });
  // Each receipt by the key that signed it.
  for (const number of [1, 3])
    expect(await village.call.journal.act({ number })).toMatchObject({ proof: 'proved' });
  // Half a year on.
  passedMs += (OLD_KEY_DAYS + 1) * 86_400_000;
  await county.signIn('saren');
  expect(await county.read(stick)).toEqual({ kind: 'refused', code: 'packet/not-for-us' });
});
