/** Computers and a centre for copies.test.ts: files that are copied, a centre that is set back, and between them one function call that a test
 *  may cut off.                                                                                                                    */
import assert from 'node:assert/strict';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { instantText } from '#shared/base/clock.ts';
import { AUDIENCE_CLASSES } from '#shared/records/registry.ts';
import type { SyncRequest, SyncResponse } from '#shared/sync/frames.ts';
import { type Issued, issueActs } from '../../src-main/replica/executor.ts';
import { currentDevice, noticePlace, writeMeta } from '../../src-main/replica/identity.ts';
import { migrateReplica } from '../../src-main/replica/store/migrate.ts';
import { openReplicaFile } from '../../src-main/replica/store/open.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import type { Identity } from '../../src-main/replica/sync/agree.ts';
import { syncUntilQuiet } from '../../src-main/replica/sync/exchange.ts';
import { actorOf, demoPerson, intakeArgs, NAREN, NORTH, TEST_KEY } from '../../src-main/replica/test-desk.ts';
import { type Backup, MemoryStore } from '../../src-server/store/memory-store.ts';
import { appendRecords } from '../../src-server/sync/append.ts';
import { exchange } from '../../src-server/sync/exchange.ts';

const START = Date.parse('2026-11-02T02:00:00Z');
const QUIET = { changed: () => {}, sending: () => {}, firstSync: () => {} };
export const HERE = { machine: 'counter', born: 1 };
export const ELSEWHERE = { machine: 'back room', born: 2 };
/** The centre and the folder of the test that runs. */
export const scene = { centre: null as unknown as Centre, folder: '', files: 0 };

/** The line broke. */
export class Cut extends Error {}

export class Centre {
  readonly store = new MemoryStore((scope) => `epoch-of-${scope}`);
  readonly clock = { nowMs: START, now: () => (this.clock.nowMs += 1_000) };
  /** Device that a token speaks for. */
  readonly tokens = new Map<string, number>([['first', 21]]);
  private next = 30;
  private kept: Backup | null = null;
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
    if (this.kept) this.store.setBack(this.kept);
    this.known = new Set(this.knownThen);
  }

  /** Names of the people who stand in the township, one a record. */
  get people(): string[] {
    const rows = this.store.contents().rows.filter(({ type }) => type === 'person');
    return rows.map(({ values }) => (values as { name: string }).name).sort();
  }
}

/** A computer with a replica. */
export class Computer {
  readonly path: string;
  readonly statements: Statements;
  token = 'first';
  device: number;
  /** Requests until the line breaks, before or after the centre has heard them; null while it holds. */
  cutAfter: number | null = null;
  cutsAnswers = false;
  private forms = 0;

  constructor(copyOf?: Computer, place = HERE) {
    this.path = join(scene.folder, `replica-${++scene.files}.db`);
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
      incarnate: (request) => this.onTheLine(() => scene.centre.incarnate(this.token)(request)),
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
      const found = await scene.centre.store.readChunk(hash, from);
      if (!found) throw new Cut();
      return found.body;
    };
    const sync = (request: SyncRequest) =>
      this.onTheLine(() => scene.centre.sync(this.token, JSON.parse(JSON.stringify(request)) as SyncRequest));
    await syncUntilQuiet(target, { sync, chunk }, QUIET);
  }

  issue(name: string, args: unknown): Issued {
    const { statements, device } = this;
    const settings = {
      statements,
      clock: { now: () => START },
      device,
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
