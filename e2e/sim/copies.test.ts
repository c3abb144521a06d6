/** Desks and a centre that lose their past: a centre set back to a backup, a desk put back from a copy, copies and copies of copies in any order
 *  of contacts. Real SQLite files, the centre's own code on its store in memory; between them stands one function call.             */
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instantText } from '#shared/base/clock.ts';
import { DEMO_PACK } from '#shared/domain/pack.ts';
import { AUDIENCE_CLASSES } from '#shared/records/registry.ts';
import type { SyncRequest, SyncResponse } from '#shared/sync/frames.ts';
import { type Issued, issueActs } from '../../src-main/replica/executor.ts';
import { currentDevice, incarnations, noticePlace, writeMeta } from '../../src-main/replica/identity.ts';
import { migrateReplica } from '../../src-main/replica/store/migrate.ts';
import { openReplicaFile } from '../../src-main/replica/store/open.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import type { Identity } from '../../src-main/replica/sync/agree.ts';
import { syncUntilQuiet } from '../../src-main/replica/sync/exchange.ts';
import { actorOf, demoPerson, intakeArgs, NAREN, NORTH, TEST_KEY } from '../../src-main/replica/test-desk.ts';
import { MemoryStore } from '../../src-server/store/memory-store.ts';
import { appendRecords } from '../../src-server/sync/append.ts';
import { exchange } from '../../src-server/sync/exchange.ts';

const START = Date.parse('2026-11-02T02:00:00Z');
const QUIET = { changed: () => {}, sending: () => {}, firstSync: () => {} };
const HERE = { machine: 'counter', born: 1 };
const ELSEWHERE = { machine: 'back room', born: 2 };
let folder: string;
let centre: Centre;
let files = 0;

/** The line broke. */
class Cut extends Error {}

class Centre {
  readonly store = new MemoryStore((scope) => `epoch-of-${scope}`);
  readonly clock = { nowMs: START, now: () => (this.clock.nowMs += 1_000) };
  /** Device that a token speaks for. */
  readonly tokens = new Map<string, number>([['first', 21]]);
  private next = 30;
  private kept: unknown;
  /** Devices that the centre knows, which a backup knows too or not. */
  known = new Set([21]);
  private knownThen = new Set<number>();

  async start(): Promise<void> {
    const at = instantText(START);
    const meta = { device: 1, actNumber: 0, actor: 0, body: 'CIVIL_AFFAIRS', madeAt: at, receivedAt: at };
    const { accountId, account, personName, role, unitName, unitScope } = NAREN;
    const set = { accountName: account, personName, role, unitName, unitScope };
    await appendRecords(this.store, 0, meta, [{ type: 'colleague', id: accountId, set }]);
  }

  async sync(token: string, request: SyncRequest): Promise<SyncResponse> {
    const device = this.tokens.get(token);
    if (device !== request.device || !this.known.has(device))
      throw Object.assign(new Error('device/not-yours'), { code: 'device/not-yours' });
    const { accountId, role, scopes } = NAREN;
    const actors = new Map([[accountId, { accountId, role, scopes }]]);
    const session = { device, scopes, classes: AUDIENCE_CLASSES, actors };
    return structuredClone(await exchange(this.store, this.clock, session, request));
  }

  incarnate(token: string): Identity['incarnate'] {
    return async ({ device, wanted, spent, computerName }) => {
      const numbers = spent.flatMap(([from, to]) =>
        Array.from({ length: to - from + 1 }, (_, at) => from + at),
      );
      const taken = this.tokens.get(token) === device ? await this.store.spend(device, numbers) : [];
      const isKnown = wanted === 'token' && this.known.has(device);
      const given = isKnown ? device : this.next++;
      this.known.add(given);
      const fresh = `token-${this.tokens.size}`;
      this.tokens.set(fresh, given);
      return { device: given, computerName: `${computerName}（副本）`, token: fresh, taken };
    };
  }

  backUp(): void {
    this.kept = this.store.keep();
    this.knownThen = new Set(this.known);
  }

  setBack(): void {
    this.store.setBack(this.kept);
    this.known = new Set(this.knownThen);
  }

  /** Names of the people who stand in the township, one a record. */
  get people(): string[] {
    const rows = this.store.contents().rows.filter(({ type }) => type === 'person');
    return rows.map(({ values }) => (values as { name: string }).name).sort();
  }
}

/** A computer with a replica. */
class Computer {
  readonly path: string;
  readonly statements: Statements;
  token = 'first';
  device: number;
  /** Requests until the line breaks, before or after the centre has heard them; null while it holds. */
  cutAfter: number | null = null;
  cutsAnswers = false;
  private forms = 0;

  constructor(copyOf?: Computer, place = HERE) {
    this.path = join(folder, `replica-${++files}.db`);
    if (copyOf)
      for (const end of ['', '-wal'])
        if (existsSync(copyOf.path + end)) copyFileSync(copyOf.path + end, this.path + end);
    const db = openReplicaFile({ path: this.path, key: TEST_KEY });
    migrateReplica(db);
    this.statements = new Statements(db);
    if (!copyOf) writeMeta(this.statements, 'device', '21');
    if (copyOf) this.token = copyOf.token;
    noticePlace(this.statements, place);
    this.device = currentDevice(this.statements);
  }

  private async onTheLine<T>(work: () => Promise<T>): Promise<T> {
    const isCut = this.cutAfter !== null && this.cutAfter-- <= 0;
    if (isCut && !this.cutsAnswers) throw new Cut();
    const answer = await work();
    if (isCut) throw new Cut();
    return answer;
  }

  async sync(): Promise<void> {
    const { statements } = this;
    const deviceNow = () => this.device;
    const identity: Identity = {
      account: 'naren',
      computerName: '收件窗口',
      key: TEST_KEY,
      now: () => instantText(START),
      incarnate: (request) => this.onTheLine(() => centre.incarnate(this.token)(request)),
      became: (device, token) => Object.assign(this, { device, token }),
    };
    const target = {
      statements,
      get device() {
        return deviceNow();
      },
      classes: [...AUDIENCE_CLASSES],
      identity,
      pushBatchMax: 3,
    };
    const chunk = async (hash: string, from: number) => {
      const found = await centre.store.readChunk(hash, from);
      if (!found) throw new Cut();
      return found.body;
    };
    const sync = (request: SyncRequest) =>
      this.onTheLine(() => centre.sync(this.token, JSON.parse(JSON.stringify(request)) as SyncRequest));
    await syncUntilQuiet(target, { sync, chunk }, QUIET);
  }

  issue(name: string, args: unknown): Issued {
    const { statements, device } = this;
    const settings = {
      statements,
      clock: { now: () => START },
      device,
      packVersion: () => DEMO_PACK.version,
    };
    const formId = `form-${this.path}-${++this.forms}`;
    const [issued] = issueActs(settings, actorOf(NAREN), [{ name, args, formId }]);
    if (!issued?.ok) throw new Error(JSON.stringify(issued));
    return issued;
  }

  /** Takes people in at the counter, by their index. */
  takeIn(...people: number[]): void {
    for (const index of people) this.issue('application.submit', intakeArgs(demoPerson(index)));
  }

  /** Another address of a person who is on this replica. */
  correct(index: number, residenceAddress: string): void {
    const { idNumber } = demoPerson(index);
    const person = this.statements.get<{ id: number }>('SELECT id FROM person WHERE id_number = ?', idNumber);
    const contact = { phone: '13900000001', residenceAddress, statedOn: '2026-11-01' };
    this.issue('person.edit', { personId: person?.id, contact, reason: '本人说的' });
  }

  get acts() {
    return this.statements.all<{
      number: number;
      device: number;
      outcome: string;
      receipt: string | null;
      past: string | null;
    }>('SELECT number, device, outcome, receipt, past FROM act ORDER BY number');
  }

  get outcomes(): string[] {
    return this.acts.map(({ device, outcome }) => `${device} ${outcome}`);
  }

  get people(): string[] {
    return this.statements.pluck<string>('SELECT name FROM person WHERE scope = ? ORDER BY name', NORTH);
  }

  /** Nothing lies over the confirmed rows, nothing waits. */
  expectQuiet(): void {
    assert.deepEqual(
      this.acts.filter(({ outcome }) => outcome === 'pending'),
      [],
    );
    assert.deepEqual(this.statements.all('SELECT * FROM shadow'), []);
    assert.deepEqual(this.statements.all('SELECT * FROM act_touch'), []);
  }
}

const names = (...people: number[]) => people.map((index) => demoPerson(index).name).sort();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-copies-'));
  centre = new Centre();
  await centre.start();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('IN9 a centre set back to a backup', () => {
  test('gets what it lost again, in order, under the same numbers; the old receipts are kept', async () => {
    const desk = new Computer();
    desk.takeIn(0, 1);
    await desk.sync();
    centre.backUp();
    desk.takeIn(2, 3);
    desk.correct(2, '团结村12号');
    await desk.sync();
    const before = desk.acts;
    centre.setBack();
    expect(centre.people).toEqual(names(0, 1));
    desk.takeIn(4);
    await desk.sync();
    expect(centre.people).toEqual(names(0, 1, 2, 3, 4));
    expect(desk.outcomes).toEqual(Array(6).fill('21 applied'));
    expect(
      desk.acts.map(({ past }) => past && (JSON.parse(past) as { receipt: string }[])[0]?.receipt),
    ).toEqual([null, null, ...before.slice(2).map(({ receipt }) => receipt), null]);
    desk.expectQuiet();
  });
  test('is found where the answer to the last acts had been lost too', async () => {
    const desk = new Computer();
    centre.backUp();
    desk.takeIn(0, 1, 2);
    await desk.sync();
    desk.takeIn(3);
    Object.assign(desk, { cutAfter: 0, cutsAnswers: true });
    await expect(desk.sync()).rejects.toThrow(Cut);
    desk.cutAfter = null;
    centre.setBack();
    await desk.sync();
    expect(centre.people).toEqual(names(0, 1, 2, 3));
    desk.expectQuiet();
  });
  test('a refused act that was put aside is not offered again', async () => {
    const desk = new Computer();
    centre.backUp();
    desk.takeIn(0);
    await desk.sync();
    desk.statements.run(
      "UPDATE act SET outcome = 'refused', code = 'x', is_dismissed = 1, commit_number = NULL",
    );
    centre.setBack();
    await desk.sync();
    expect(centre.people).toEqual([]);
    expect(desk.acts).toMatchObject([{ outcome: 'refused', receipt: null }]);
    await desk.sync();
  });
  test('a computer enrolled after the backup gets another number and loses nothing', async () => {
    const desk = new Computer();
    centre.known = new Set();
    centre.backUp();
    centre.known = new Set([21]);
    desk.takeIn(0, 1);
    await desk.sync();
    desk.takeIn(2);
    centre.setBack();
    await desk.sync();
    expect(centre.people).toEqual(names(0, 1, 2));
    expect(desk.outcomes).toEqual(Array(3).fill('30 applied'));
    expect(incarnations(desk.statements)).toMatchObject([{ before: 21, device: 30, why: 'unknown' }]);
    desk.expectQuiet();
  });
  test('IN11 a line that breaks at any moment of it: nothing is lost and nothing is done twice', async () => {
    for (let cut = 0; cut < 8; cut++) {
      for (const cutsAnswers of [false, true]) {
        centre = new Centre();
        await centre.start();
        const desk = new Computer();
        desk.takeIn(0);
        await desk.sync();
        centre.backUp();
        desk.takeIn(1, 2, 3, 4);
        await desk.sync();
        centre.setBack();
        Object.assign(desk, { cutAfter: cut, cutsAnswers });
        await desk.sync().catch(() => undefined);
        desk.cutAfter = null;
        await desk.sync();
        expect([cut, centre.people]).toEqual([cut, names(0, 1, 2, 3, 4)]);
        desk.expectQuiet();
      }
    }
  });
});

describe('IN10 a desk put back from an older copy', () => {
  test('finds that its number went on, takes another, and what waits goes up under that', async () => {
    const desk = new Computer();
    desk.takeIn(0);
    await desk.sync();
    const older = new Computer(desk);
    desk.takeIn(1);
    await desk.sync();
    older.takeIn(2);
    older.correct(2, '东街社区7号');
    await older.sync();
    expect(older.outcomes).toEqual(['21 applied', '30 applied', '30 applied']);
    expect(centre.people).toEqual(names(0, 1, 2));
    expect(older.people).toEqual(names(0, 1, 2));
    older.expectQuiet();
  });
  test('what waited in the copy and had gone up since is known by its words, not done again', async () => {
    const desk = new Computer();
    desk.takeIn(0, 1);
    const older = new Computer(desk);
    desk.takeIn(2);
    await desk.sync();
    await older.sync();
    expect(older.outcomes).toEqual(['21 applied', '21 applied']);
    expect(centre.people).toEqual(names(0, 1, 2));
    older.takeIn(3);
    await older.sync();
    expect(older.outcomes.at(-1)).toBe('30 applied');
    older.expectQuiet();
  });
  test('drafts and papers speak of the records under their new ids', async () => {
    const desk = new Computer();
    const older = new Computer(desk);
    desk.takeIn(0);
    await desk.sync();
    older.takeIn(1);
    const id = () =>
      older.statements.get<{ id: number }>(
        'SELECT id FROM person WHERE id_number = ?',
        demoPerson(1).idNumber,
      )?.id as number;
    const before = id();
    older.statements.run(
      "INSERT INTO draft (account, kind, draft_key, body, saved_at) VALUES (1, 'intake', ?, ?, 'x')",
      `person-${before}`,
      JSON.stringify({ personId: before, phone: '13900000001', idNumber: demoPerson(1).idNumber }),
    );
    await older.sync();
    expect(id()).not.toBe(before);
    expect(older.statements.all('SELECT draft_key, body FROM draft')).toEqual([
      {
        draft_key: `person-${id()}`,
        body: JSON.stringify({ personId: id(), phone: '13900000001', idNumber: demoPerson(1).idNumber }),
      },
    ]);
  });
});

describe('I13 two disks with one number', () => {
  test('both went on, and nobody noticed: neither is written over', async () => {
    const desk = new Computer();
    desk.takeIn(0);
    await desk.sync();
    const copy = new Computer(desk);
    desk.takeIn(1);
    copy.takeIn(2);
    copy.correct(2, '胜利村3号');
    await desk.sync();
    await copy.sync();
    desk.takeIn(3);
    await desk.sync();
    // The copy was not noticed and gave up the numbers that it had used: where the other comes to one of them, it gets another too.
    expect(desk.outcomes).toEqual(['21 applied', '21 applied', '31 applied']);
    expect(copy.outcomes).toEqual(['21 applied', '30 applied', '30 applied']);
    await copy.sync();
    for (const each of [desk, copy]) expect(each.people).toEqual(names(0, 1, 2, 3));
    expect(centre.people).toEqual(names(0, 1, 2, 3));
  });
  test('IN4 a copy noticed when it is opened leaves the number to the first one, whoever comes up first', async () => {
    for (const isCopyFirst of [true, false]) {
      centre = new Centre();
      await centre.start();
      const desk = new Computer();
      desk.takeIn(0);
      await desk.sync();
      desk.takeIn(1);
      const copy = new Computer(desk, ELSEWHERE);
      copy.takeIn(2, 4);
      desk.takeIn(3);
      for (const each of isCopyFirst ? [copy, desk] : [desk, copy]) await each.sync();
      for (const each of [desk, copy]) await each.sync();
      expect(desk.outcomes).toEqual(Array(3).fill('21 applied'));
      expect(copy.outcomes).toEqual(['21 applied', '21 applied', '30 applied', '30 applied']);
      expect(centre.people).toEqual(names(0, 1, 2, 3, 4));
      for (const each of [desk, copy]) {
        expect(each.people).toEqual(names(0, 1, 2, 3, 4));
        each.expectQuiet();
      }
    }
  });
  test('copied twice, and the copy copied: every order of contacts keeps everybody’s work once', async () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const place of [HERE, ELSEWHERE]) {
      for (const order of orders) {
        centre = new Centre();
        await centre.start();
        const desk = new Computer();
        desk.takeIn(0);
        await desk.sync();
        const copy = new Computer(desk, place);
        const copyOfCopy = new Computer(copy, { machine: 'third', born: 3 });
        const all = [desk, copy, copyOfCopy];
        all.forEach((each, at) => each.takeIn(1 + at));
        for (const at of order) await all[at]?.sync();
        all.forEach((each, at) => each.takeIn(4 + at));
        for (const at of order) await all[at]?.sync();
        for (const each of all) await each.sync();
        expect([order, centre.people]).toEqual([order, names(0, 1, 2, 3, 4, 5, 6)]);
        expect(new Set(all.map(({ device }) => device)).size).toBe(3);
        for (const each of all) {
          expect(each.people).toEqual(names(0, 1, 2, 3, 4, 5, 6));
          each.expectQuiet();
        }
      }
    }
  });
  test('IN11 a line that breaks at any moment of taking a number: nothing is lost and nothing is done twice', async () => {
    for (let cut = 0; cut < 10; cut++) {
      for (const cutsAnswers of [false, true]) {
        centre = new Centre();
        await centre.start();
        const desk = new Computer();
        desk.takeIn(0);
        await desk.sync();
        const copy = new Computer(desk);
        desk.takeIn(1);
        await desk.sync();
        copy.takeIn(2, 3, 4, 5);
        Object.assign(copy, { cutAfter: cut, cutsAnswers });
        await copy.sync().catch(() => undefined);
        copy.cutAfter = null;
        await copy.sync();
        expect([cut, centre.people]).toEqual([cut, names(0, 1, 2, 3, 4, 5)]);
        copy.expectQuiet();
      }
    }
  });
  test('a request that was on its way when the number was given up is judged no more', async () => {
    const desk = new Computer();
    desk.takeIn(0);
    await desk.sync();
    const copy = new Computer(desk);
    copy.takeIn(1);
    const { statements } = copy;
    const frame = JSON.parse(
      statements.get<{ frame: string }>('SELECT frame FROM act WHERE number = 2')?.frame as string,
    );
    desk.takeIn(2);
    await desk.sync();
    await copy.sync();
    const late = {
      protocol: 1,
      schema: 1,
      device: 21,
      last: 2,
      checks: [],
      commands: [frame],
      cursors: [],
      whole: [],
      bytesMax: 0,
    };
    expect((await centre.sync('first', late as SyncRequest)).acts).toMatchObject({ forked: [2] });
    expect(centre.people).toEqual(names(0, 1, 2));
  });
});

describe('both at once', () => {
  test('I12 a centre set back, a desk and its copy: no desk goes by an outcome that the centre has not', async () => {
    const desk = new Computer();
    desk.takeIn(0);
    await desk.sync();
    centre.backUp();
    desk.takeIn(1);
    await desk.sync();
    const copy = new Computer(desk);
    centre.setBack();
    copy.takeIn(2);
    await copy.sync();
    desk.takeIn(3);
    await desk.sync();
    await copy.sync();
    await desk.sync();
    expect(new Set(centre.people)).toEqual(new Set(names(0, 1, 2, 3)));
    const { outcomes } = centre.store.contents();
    for (const each of [desk, copy]) {
      each.expectQuiet();
      for (const { device, number, receipt } of each.acts)
        expect(outcomes.get(`${device}/${number}`)?.frame.receipt).toBe(receipt);
    }
  });
});
