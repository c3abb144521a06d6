/** Papers between two real desks and a real centre, each with its own code, files and database, over real HTTP: up behind the acts, down to the
 *  colleague and the county, not to another township, across a desk that is closed in between.                                  */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient, EventPublisher, type RouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { madeUpJpeg } from '#shared/domain/made-up-papers.ts';
import { type ChangePublisher, deskRouter } from '../../src-main/replica/router.ts';
import { Desk } from '../../src-main/replica/session.ts';
import { demoPerson, intakeArgs } from '../../src-main/replica/test-desk.ts';
import { DEMO_PASSWORD } from '../../src-server/accounts/demo-accounts.ts';
import { type Central, startCentral } from '../../src-server/central.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';
import { startFaultProxy } from '../harness/fault-proxy.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
const START_MS = Date.UTC(2026, 10, 2, 2, 0, 0);
const startedMs = performance.now();
/** Runs on, so that pauses end; begins on a known day. */
const clock = { now: (): number => START_MS + Math.round(performance.now() - startedMs) };
const PART_BYTES = 1024 * 1024;
/** Contents at the centre whose paper was taken away by an earlier test: nobody fetches them. */
const REMOVED = 1;

let database: TestDatabase;
let central: Central;
let port = 0;
const profiles: string[] = [];
const desks: Desk[] = [];

async function openCentral(): Promise<void> {
  central = await startCentral({
    ...{ address: database.url, host: '127.0.0.1', port, world: 'demo', clock, secretBytes: randomBytes },
    passwordCost: { memoryKib: 64, passes: 1 },
    note: () => {},
  });
  port = Number(new URL(central.url).port);
}

function newProfile(): string {
  const profile = mkdtempSync(join(tmpdir(), 'sumu-papers-'));
  profiles.push(profile);
  return profile;
}

/** One computer with a window open on its desk. */
class Seat {
  readonly desk: Desk;
  readonly call: RouterClient<ReturnType<typeof deskRouter>>;

  constructor(profile: string, centralUrl = central.url) {
    const changes: ChangePublisher = new EventPublisher();
    this.desk = new Desk({
      ...{ profile, centralUrl, computerName: `电脑-${desks.length}`, clock },
      startAt: new Date(START_MS).toISOString(),
      writerFile: new URL('../../src-main/replica/writer.ts', import.meta.url),
      onChanged: (topics) => changes.publish('changed', { topics: [...topics] }),
      onBroken: (error) => {
        throw error as Error;
      },
    });
    this.call = createRouterClient(deskRouter(this.desk, changes));
    desks.push(this.desk);
  }

  async signIn(account: string): Promise<void> {
    const { ok } = await this.call.session.signIn({ account, password: DEMO_PASSWORD });
    if (!ok) throw new Error(`${account} was not let in`);
    await this.until('the first sync', async () => (await this.call.session.status()).complete);
  }

  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    for (let tried = 0; tried < 1_200; tried++) {
      if (await holds()) return;
      await sleep(25);
    }
    throw new Error(`${what} never came`);
  }

  /** Until the paper of a material is in this state. */
  untilState(personId: number, material: string, state: string): Promise<void> {
    return this.until(`${material} ${state}`, async () => {
      await this.call.link.tryNow();
      const papers = await this.call.papers.list({ personId });
      return papers.some((paper) => paper.material === material && paper.state === state);
    });
  }

  async add(
    personId: number,
    material: string,
    bytes: Buffer,
    applicationId: number | null = null,
  ): Promise<{ ok: boolean; code?: string }> {
    const formId = `papers-${randomBytes(8).toString('hex')}`;
    for (let at = 0; at < bytes.length; at += PART_BYTES)
      await this.call.papers.send({
        formId,
        at,
        contentBase64: bytes.toString('base64', at, at + PART_BYTES),
      });
    const rest = { applicationId, fileName: 'a.jpg', thumbnailBase64: null, formId };
    return this.call.papers.add({ personId, material, ...rest });
  }

  /** Until every act is judged, and what the centre has is here. */
  async synced(): Promise<void> {
    for (let round = 0; round < 2; round++) {
      const { lastReceivedAt: before } = await this.call.link.status();
      await this.call.link.tryNow();
      await this.until('a sync', async () => {
        const { lastReceivedAt, waiting } = await this.call.link.status();
        return lastReceivedAt !== before && waiting === 0;
      });
    }
  }

  issue(name: string, args: unknown) {
    return this.call.command.issue({ name, args, formId: `papers-${randomBytes(8).toString('hex')}` });
  }

  untilFile(applicationId: number): Promise<void> {
    return this.until('the file', async () => (await this.call.review.file({ applicationId })) !== null);
  }

  /** Judges a file as it stands on this desk. */
  async judge(name: string, applicationId: number, more: Record<string, unknown> = {}) {
    await this.untilFile(applicationId);
    const file = await this.call.review.file({ applicationId });
    return this.issue(name, { applicationId, judged: file?.judged, ...more });
  }

  /** The bytes of a paper, or why they cannot be had. */
  async content(personId: number, material: string): Promise<Buffer | string> {
    const paper = (await this.call.papers.list({ personId })).find((each) => each.material === material);
    const parts: Buffer[] = [];
    for await (const step of await this.call.papers.content({
      paperId: paper?.paperId ?? 0,
      purpose: 'look',
    })) {
      if (step.state === 'part') parts.push(Buffer.from(step.contentBase64, 'base64'));
      else if (step.state !== 'here') return step.state;
    }
    return Buffer.concat(parts);
  }
}

/** Somebody new in the township; the person's id. */
async function newCase(seat: Seat, index: number): Promise<number> {
  const args = intakeArgs(demoPerson(index));
  const issued = await seat.call.command.issue({
    name: 'application.submit',
    args,
    formId: `papers-${index}-case`,
  });
  expect(issued).toMatchObject({ ok: true });
  const brief = await seat.call.cases.byIdNumber({ idNumber: demoPerson(index).idNumber });
  return brief?.personId ?? 0;
}

/** A photo of some length: coded data may be as long as it likes. */
function photo(number: number, length = 0): Buffer {
  const whole = Buffer.from(madeUpJpeg(800 + number, 600));
  return Buffer.concat([whole.subarray(0, -2), Buffer.alloc(length), whole.subarray(-2)]);
}

const storedAtCentre = async () =>
  (await database.pool.query('SELECT sha256 FROM paper_content')).rows.length as number;

beforeAll(async () => {
  database = await openTestDatabase({ isMigrated: false });
  await openCentral();
});
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.signOut();
});
afterAll(async () => {
  await central?.close();
  await database?.close();
  for (const profile of profiles) rmSync(profile, { recursive: true, force: true });
});

test('a photo goes to the colleague and to the county by itself; a bank card stays with those who see money', async () => {
  const naren = new Seat(newProfile());
  await naren.signIn('naren');
  const personId = await newCase(naren, 940);
  const [certificate, card] = [photo(1, 1_500_000), photo(2)];
  expect(await naren.add(personId, 'CERT_COPY', certificate)).toMatchObject({ ok: true });
  expect(await naren.add(personId, 'BANK_ACCOUNT', card)).toMatchObject({ ok: true });
  await naren.untilState(personId, 'CERT_COPY', 'uploaded');
  await naren.untilState(personId, 'BANK_ACCOUNT', 'uploaded');

  const wang = new Seat(newProfile());
  await wang.signIn('wangjianguo');
  await wang.untilState(personId, 'BANK_ACCOUNT', 'uploaded');
  expect(await wang.content(personId, 'BANK_ACCOUNT')).toEqual(card);
  expect(await wang.content(personId, 'CERT_COPY')).toEqual(certificate);

  const chen = new Seat(newProfile());
  await chen.signIn('chenliqun');
  await chen.untilState(personId, 'CERT_COPY', 'uploaded');
  expect(await chen.content(personId, 'CERT_COPY')).toEqual(certificate);
  expect(await chen.content(personId, 'BANK_ACCOUNT')).toBe('closed');
});

test('another township has no such record and no such bytes; what was taken away is nobody’s', async () => {
  const naren = new Seat(newProfile());
  await naren.signIn('naren');
  const personId = await newCase(naren, 941);
  await naren.add(personId, 'ID_COPY', photo(3));
  await naren.untilState(personId, 'ID_COPY', 'uploaded');
  const gao = new Seat(newProfile());
  await gao.signIn('gaomin');
  expect(await gao.call.papers.list({ personId })).toEqual([]);
  const [paper] = await naren.call.papers.list({ personId });
  const steps = [];
  for await (const step of await gao.call.papers.content({ paperId: paper?.paperId ?? 0, purpose: 'look' }))
    steps.push(step);
  expect(steps).toEqual([{ state: 'gone' }]);

  const args = { paperId: paper?.paperId, reason: '拍成别人的了' };
  await naren.call.command.issue({ name: 'paper.remove', args, formId: 'papers-remove-1' });
  expect(await naren.content(personId, 'ID_COPY')).toBe('gone');
  const wang = new Seat(newProfile());
  await wang.signIn('wangjianguo');
  await wang.until('the removal', async () => {
    await naren.call.link.tryNow();
    await wang.call.link.tryNow();
    return (await wang.call.papers.list({ personId })).every(({ removed }) => removed !== null);
  });
  expect(await wang.content(personId, 'ID_COPY')).toBe('gone');
});

test('added while the centre was away, the desk closed and opened again: all go up, each once', async () => {
  const profile = newProfile();
  const naren = new Seat(profile);
  await naren.signIn('naren');
  const personId = await newCase(naren, 942);
  await naren.until('quiet', async () => (await naren.call.link.status()).waiting === 0);
  const before = await storedAtCentre();
  await central.close();
  const same = photo(4);
  for (const [material, bytes] of [
    ['ID_COPY', same],
    ['HUKOU_PAGE', photo(5)],
  ] as const)
    expect(await naren.add(personId, material, bytes)).toMatchObject({ ok: true });
  expect(await naren.add(personId, 'OTHER', same)).toMatchObject({ ok: false, code: 'paper/already-there' });
  expect(await naren.content(personId, 'ID_COPY')).toEqual(same);
  await naren.desk.signOut();
  await openCentral();

  const again = new Seat(profile);
  await again.signIn('naren');
  for (const material of ['ID_COPY', 'HUKOU_PAGE']) await again.untilState(personId, material, 'uploaded');
  expect(await storedAtCentre()).toBe(before + 2);
  // The colleague's papers come down meanwhile: counted when nothing is awaited.
  const files = () =>
    readdirSync(join(profile, 'papers'), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
  await again.until('the others', async () => files().length === (await storedAtCentre()) - REMOVED);
  const other = await newCase(again, 943);
  expect(await again.add(other, 'ID_COPY', same)).toMatchObject({ ok: true });
  await again.untilState(other, 'ID_COPY', 'uploaded');
  expect(await storedAtCentre()).toBe(before + 2);
  expect(files()).toHaveLength((await storedAtCentre()) - REMOVED);
});

test('nothing stands in the profile that a bystander could read', async () => {
  const profile = newProfile();
  const naren = new Seat(profile);
  await naren.signIn('naren');
  const personId = await newCase(naren, 944);
  const bytes = photo(6, 300_000);
  await naren.add(personId, 'ID_COPY', bytes);
  await naren.untilState(personId, 'ID_COPY', 'uploaded');
  await naren.desk.signOut();
  const files = readdirSync(profile, { recursive: true, encoding: 'utf8' })
    .map((name) => join(profile, name))
    .filter((path) => statSync(path).isFile());
  expect(files.some((path) => statSync(path).size > 300_000)).toBe(true);
  for (const path of files)
    for (const needle of [
      bytes.subarray(0, 16),
      bytes.subarray(20, 60),
      Buffer.alloc(200),
      Buffer.from('a.jpg'),
    ])
      expect([path, readFileSync(path).includes(needle)]).toEqual([path, false]);
});

function taken(issued: { readonly ok: boolean; readonly code?: string }): void {
  if (!issued.ok) throw new Error(JSON.stringify(issued));
}

/** A file at the county's desk, before its determination: its person and itself. */
async function fileAtCounty(
  naren: Seat,
  index: number,
): Promise<{ personId: number; applicationId: number }> {
  const issued = await naren.issue('application.submit', intakeArgs(demoPerson(index)));
  taken(issued);
  const applicationId = (issued.ok ? issued.ids[0] : 0) as number;
  const [wang, chen] = [new Seat(newProfile()), new Seat(newProfile())];
  await naren.synced();
  await wang.signIn('wangjianguo');
  taken(await wang.judge('review.passPreliminary', applicationId));
  await wang.synced();
  await naren.synced();
  taken(await naren.issue('application.enter', { applicationId }));
  taken(await naren.issue('application.sendToFederation', { applicationId }));
  await naren.synced();
  await chen.signIn('chenliqun');
  taken(await chen.judge('review.passFederation', applicationId));
  await chen.synced();
  const brief = await naren.call.cases.byIdNumber({ idNumber: demoPerson(index).idNumber });
  return { personId: brief?.personId ?? 0, applicationId };
}

/** Acts go on meanwhile. */
async function whileNoUploadBegins(work: () => Promise<void>): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN; LOCK TABLE paper_upload IN EXCLUSIVE MODE');
    await work();
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

test('PA3 a determination waits for the papers of its file: refused at the centre, refused on the desk, taken once they are here', {
  timeout: 150_000,
}, async () => {
  const naren = new Seat(newProfile());
  await naren.signIn('naren');
  const { personId, applicationId } = await fileAtCounty(naren, 946);
  const proxy = await startFaultProxy(central.url);
  const saren = new Seat(newProfile(), proxy.url);
  await saren.signIn('saren');
  await saren.untilFile(applicationId);
  const determine = () => saren.judge('review.determine', applicationId, { approved: ['NURSING'] });

  await whileNoUploadBegins(async () => {
    proxy.cut();
    expect(await naren.add(personId, 'CERT_COPY', photo(8), applicationId)).toMatchObject({ ok: true });
    await naren.synced();
    // She has not heard of the paper; the centre has.
    expect(await determine()).toMatchObject({ ok: true });
    proxy.restore();
    await saren.synced();
    const { needsYou } = await saren.call.journal.overview();
    expect(needsYou).toBe(1);
    expect(await saren.call.journal.act({ number: 1 })).toMatchObject({
      outcome: 'refused',
      code: 'paper/not-arrived',
    });
    // Now she knows: her own desk says so before the act is made.
    expect(await determine()).toMatchObject({ ok: false, code: 'paper/not-arrived' });
    expect((await saren.call.journal.overview()).made).toBe(1);
  });
  await naren.untilState(personId, 'CERT_COPY', 'uploaded');
  await saren.synced();
  expect(await determine()).toMatchObject({ ok: true });
  await saren.synced();
  const { rows } = await database.pool.query('SELECT state FROM application WHERE id = $1', [applicationId]);
  expect(rows).toEqual([{ state: 'APPROVED' }]);
  await proxy.close();
});

test('TR5 when papers give way is set on the computer and stays set', async () => {
  const profile = newProfile();
  const naren = new Seat(profile);
  await naren.signIn('naren');
  expect((await naren.call.papers.line()).mode).toBe('auto');
  for (const mode of ['always', 'never'] as const) {
    await naren.call.papers.setLine({ mode });
    expect((await naren.call.papers.line()).mode).toBe(mode);
  }
  await expect(naren.call.papers.setLine({ mode: 'sometimes' as never })).rejects.toThrow();
  await naren.desk.signOut();
  const again = new Seat(profile);
  await again.signIn('naren');
  expect((await again.call.papers.line()).mode).toBe('never');
});
