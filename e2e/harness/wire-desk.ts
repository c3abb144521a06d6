/** A township's desk and the whole centre with a line between them that is counted and shaped: the desk's own files on an encrypted file,
 *  HTTP, sessions, scopes, guards, PostgreSQL. For the bench of the wire and the tests of thin lines.                             */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Chance, seededRandom } from '#shared/base/chance.ts';
import { CENTRE_DEVICE, type Id, IDS_PER_COMMAND, makeId } from '#shared/base/id.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_TOWNSHIPS, DEMO_VILLAGES, isWithin } from '#shared/domain/division.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import type { SessionFrame } from '#shared/sync/access-frames.ts';
import { issueActs, type IssuedActor } from '../../src-main/replica/executor.ts';
import { migrateReplica } from '../../src-main/replica/store/migrate.ts';
import { openReplicaFile } from '../../src-main/replica/store/open.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import { enrolAtCentre, httpTransport, signInAtCentre } from '../../src-main/replica/sync/central-client.ts';
import { syncUntilQuiet } from '../../src-main/replica/sync/exchange.ts';
import type { SyncTarget, Transport } from '../../src-main/replica/sync/ports.ts';
import { Pace } from '../../src-main/replica/sync/pace.ts';
import { Wire } from '../../src-main/replica/sync/wire-call.ts';
import { DEMO_PASSWORD } from '../../src-server/accounts/demo-accounts.ts';
import { type Central, startCentral } from '../../src-server/central.ts';
import { PostgresStore } from '../../src-server/store/postgres-store.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';
import { appendRecords } from '../../src-server/sync/append.ts';
import { type Counted, ShapedLine } from './shaped-line.ts';

const FIRST_DEVICE = 300;
const PEOPLE_A_COMMIT = 50;
const KEY = new Uint8Array(32).fill(41);
export const NORTH = DEMO_TOWNSHIPS[0]?.code as number;
const NOW_MS = Date.UTC(2026, 10, 2, 2, 0, 0);
const NOTES = ['本人来窗口说的', '入户时核对', '村里报上来的', '电话打不通，家属给了新号', '低保年审时更正'];
const QUIET = { changed: () => {}, sending: () => {}, firstSync: () => {} };

/** The clock of centre and desks alike; work moves it. */
const clock = { nowMs: NOW_MS, now: (): number => clock.nowMs };

const idOf = (at: number): Id => makeId(FIRST_DEVICE, (at + 1) * IDS_PER_COMMAND);
const mobile = ({ next }: Chance) =>
  `1${3 + Math.floor(next() * 7)}${String(Math.floor(next() * 1e9)).padStart(9, '0')}`;

/** The whole caseload of one township, as the centre would have it after years. */
async function fill(database: TestDatabase, people: number): Promise<void> {
  const store = new PostgresStore(database.pool);
  const chance = seededRandom(9);
  const villages = DEMO_VILLAGES.filter(({ code }) => isWithin(NORTH, code));
  const at = new Date(NOW_MS - 86_400_000).toISOString();
  const meta = {
    device: CENTRE_DEVICE,
    actNumber: 0,
    actor: 0,
    body: 'CIVIL_AFFAIRS',
    madeAt: at,
    receivedAt: at,
  };
  for (let from = 0; from < people; from += PEOPLE_A_COMMIT) {
    const records = Array.from({ length: Math.min(PEOPLE_A_COMMIT, people - from) }, (_, index) => {
      const id = idOf(from + index);
      const village = villages[Math.floor(chance.next() * villages.length)]?.code as number;
      const made = { ...makeDemoPerson(chance.next, village, from + index), phone: mobile(chance) };
      const set = { ...made, certificateStatus: 'VALID', needsLongTermCare: made.grade <= 2 };
      return { type: 'person' as const, id, set: set as Record<string, FieldValue> };
    });
    await appendRecords(store, NORTH, meta, records);
  }
}

/** A desk of the township on an encrypted file, its line, and what went over it. */
export class WireDesk {
  readonly line: ShapedLine;
  readonly statements: Statements;
  readonly target: SyncTarget;
  private readonly folder = mkdtempSync(join(tmpdir(), 'sumu-wire-'));
  private readonly actor: IssuedActor;
  transport: Transport;
  private readonly token: string;
  private wire!: Wire;
  private forms = 0;
  trips = 0;

  constructor(line: ShapedLine, device: number, token: string, session: SessionFrame) {
    this.line = line;
    this.token = token;
    this.statements = new Statements(openMigrated(join(this.folder, 'wire.db')));
    this.actor = { accountId: session.accountId, role: session.role, unitScope: session.unitScope };
    const wall = { now: () => performance.now() };
    this.target = {
      ...{ statements: this.statements, device, classes: session.classes },
      line: { pace: new Pace(), clock: wall },
    };
    this.transport = this.counting();
  }

  private counting(): Transport {
    this.wire = new Wire();
    const transport = httpTransport(this.line.url, this.token, undefined, this.wire);
    return {
      ...transport,
      sync: (request, onBytes) => {
        this.trips++;
        return transport.sync(request, onBytes);
      },
    };
  }

  /** Phone, the day it was said, a reason, and a line of history of each of these people. */
  edit(people: readonly Id[], chance: Chance): void {
    const settings = {
      statements: this.statements,
      clock,
      device: this.target.device,
    };
    for (const personId of people) {
      clock.nowMs += 20_000 + Math.floor(chance.next() * 100_000);
      const note = NOTES[Math.floor(chance.next() * NOTES.length)] as string;
      const statedOn = `2026-10-${String(10 + Math.floor(chance.next() * 20))}`;
      const args = { personId, contact: { phone: mobile(chance), statedOn }, reason: note };
      const formId = `wire-${++this.forms}`;
      const [issued] = issueActs(settings, this.actor, [{ name: 'person.edit', args, formId }]);
      if (!issued?.ok) throw new Error(`edit refused: ${JSON.stringify(issued)}`);
    }
  }

  async sync(): Promise<Counted & { ms: number; trips: number }> {
    this.line.take();
    this.trips = 0;
    const began = performance.now();
    await syncUntilQuiet(this.target, this.transport, QUIET);
    return { ms: performance.now() - began, trips: this.trips, ...this.line.take() };
  }

  /** One sync by somebody who waits no longer than this for anything to move. */
  async syncWithin(ms: number): Promise<void> {
    const limits = { accessTimeoutMs: ms, syncTimeoutMs: 3 * ms };
    const impatient = httpTransport(this.line.url, this.token, limits, this.wire);
    await syncUntilQuiet(this.target, impatient, QUIET);
  }

  /** As after a night: the connection is gone. */
  hangUp(): void {
    this.line.cut();
    this.transport = this.counting();
  }

  /** Rows of the township, to hold one desk against another. */
  phones(): string {
    return JSON.stringify(
      this.statements.all('SELECT id, phone, v_contact FROM person WHERE scope = ? ORDER BY id', NORTH),
    );
  }

  async close(): Promise<void> {
    this.statements.db.close();
    rmSync(this.folder, { recursive: true, force: true });
    await this.line.close();
  }
}

async function openDesk(central: Central, account: string): Promise<WireDesk> {
  const line = await new ShapedLine(central.url, seededRandom(3)).start();
  const { token, session } = await signInAtCentre(line.url, account, DEMO_PASSWORD);
  const { device } = await enrolAtCentre(line.url, token, { computerName: `${account}-1` });
  const desk = new WireDesk(line, device, token, session);
  await desk.sync();
  return desk;
}

export interface WireWorld {
  readonly central: Central;
  openDesk(account: string): Promise<WireDesk>;
  /** `count` people in no order, none of them twice. */
  draw(chance: Chance, count: number): Id[];
  close(): Promise<void>;
}

function openMigrated(path: string) {
  const db = openReplicaFile({ path, key: KEY });
  migrateReplica(db);
  return db;
}

/** The made-up banner, and so many people more in one township. */
export async function startWireWorld(people: number): Promise<WireWorld> {
  const database = await openTestDatabase({ isMigrated: false });
  const central = await startCentral({
    ...{ address: database.url, host: '127.0.0.1', port: 0, world: 'demo', clock, note: () => {} },
    ...{ secretBytes: randomBytes, passwordCost: { memoryKib: 64, passes: 1 } },
  });
  const desks: WireDesk[] = [];
  await fill(database, people);
  return {
    central,
    openDesk: async (account) => {
      const desk = await openDesk(central, account);
      desks.push(desk);
      return desk;
    },
    draw: ({ next }, count) => {
      const left = Array.from({ length: people }, (_, at) => idOf(at));
      return Array.from({ length: count }, () => left.splice(Math.floor(next() * left.length), 1)[0] as Id);
    },
    close: async () => {
      for (const desk of desks) await desk.close();
      await central.close();
      await database.close();
    },
  };
}
