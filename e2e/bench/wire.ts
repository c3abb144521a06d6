/** Rows of the wire: what a push, a pull, a question for news and a day's work cost in bytes and round trips, counted on the socket with all
 *  headers, between a desk's own files and the whole centre: HTTP, sessions, scopes, guards, PostgreSQL; and how long a day's work takes over
 *  20 kbit/s with 800 ms there and back. Workload: 10,000 people, edits of four things each — phone, the day it was said, a reason, and who
 *  wrote it when.                                                                                                                */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Chance, seededRandom } from '#shared/base/chance.ts';
import { CENTRE_DEVICE, type Id, IDS_PER_COMMAND, makeId } from '#shared/base/id.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_TOWNSHIPS, DEMO_VILLAGES, isWithin } from '#shared/domain/division.ts';
import { DEMO_PACK } from '#shared/domain/pack.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import type { SessionFrame } from '#shared/sync/access-frames.ts';
import { issueActs, type IssuedActor } from '../../src-main/replica/executor.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import { enrolAtCentre, httpTransport, signInAtCentre } from '../../src-main/replica/sync/central-client.ts';
import { type SyncTarget, syncUntilQuiet, type Transport } from '../../src-main/replica/sync/exchange.ts';
import { DEMO_PASSWORD } from '../../src-server/accounts/demo-accounts.ts';
import { type Central, startCentral } from '../../src-server/central.ts';
import { PostgresStore } from '../../src-server/store/postgres-store.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';
import { appendRecords } from '../../src-server/sync/append.ts';
import { type Counted, type LineShape, ShapedLine } from '../harness/shaped-line.ts';
import { makeFolder, NOW_MS, openMigrated } from './desk.ts';
import { rounded, type Row } from './figures.ts';

const PEOPLE = 10_000;
const FIRST_DEVICE = 300;
const PEOPLE_A_COMMIT = 50;
const NORTH = DEMO_TOWNSHIPS[0]?.code as number;
const EDITS = 1_000;
const DAY = 200;
/** 20 kbit/s, 800 ms there and back. */
const THIN: LineShape = { bytesPerSecond: 2_500, delayMs: 400 };
const NOTES = ['本人来窗口说的', '入户时核对', '村里报上来的', '电话打不通，家属给了新号', '低保年审时更正'];
const QUIET = { changed: () => {}, sending: () => {}, firstSync: () => {} };
const clock = { nowMs: NOW_MS, now: (): number => clock.nowMs };

const ids = Array.from({ length: PEOPLE }, (_, at): Id => makeId(FIRST_DEVICE, (at + 1) * IDS_PER_COMMAND));
const mobile = ({ next }: Chance) =>
  `1${3 + Math.floor(next() * 7)}${String(Math.floor(next() * 1e9)).padStart(9, '0')}`;

/** The whole caseload of one township, as the centre would have it after years. */
async function fill(database: TestDatabase): Promise<void> {
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
  for (let from = 0; from < PEOPLE; from += PEOPLE_A_COMMIT) {
    const records = ids.slice(from, from + PEOPLE_A_COMMIT).map((id, index) => {
      const village = villages[Math.floor(chance.next() * villages.length)]?.code as number;
      const made = { ...makeDemoPerson(chance.next, village, from + index), phone: mobile(chance) };
      const set = { ...made, certificateStatus: 'VALID', needsLongTermCare: made.grade <= 2 };
      return { type: 'person' as const, id, set: set as Record<string, FieldValue> };
    });
    await appendRecords(store, NORTH, meta, records);
  }
}

/** A desk of the township on an encrypted file, its line, and what went over it. */
class WireDesk {
  readonly line: ShapedLine;
  private readonly statements: Statements;
  private readonly actor: IssuedActor;
  private readonly target: SyncTarget;
  private transport: Transport;
  private readonly token: string;
  private forms = 0;
  trips = 0;

  constructor(line: ShapedLine, device: number, token: string, session: SessionFrame) {
    this.line = line;
    this.token = token;
    this.statements = new Statements(openMigrated(join(makeFolder(), 'wire.db')));
    this.actor = { accountId: session.accountId, role: session.role, unitScope: session.unitScope };
    this.target = { statements: this.statements, device, classes: session.classes };
    this.transport = this.counting();
  }

  private counting(): Transport {
    const transport = httpTransport(this.line.url, this.token);
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
      packVersion: () => DEMO_PACK.version,
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

  close(): void {
    this.statements.db.close();
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

interface Figure {
  readonly id: string;
  readonly unit: string;
  readonly ours: number;
  readonly most: number;
  readonly raw: Readonly<Record<string, unknown>>;
}

function rowOf({ id, unit, ours, most, raw }: Figure): Row {
  const target = unit.endsWith('/s') ? `≥ ${most} ${unit}` : `≤ ${most} ${unit}`;
  const met = unit.endsWith('/s') ? ours >= most : ours <= most;
  return { id, unit, ours: rounded(ours), reference: null, referenceName: '', ratio: null, target, met, raw };
}

const both = ({ up, down }: Counted): number => up + down;

/** `count` people in no order, none of them twice. */
function draw(chance: Chance, count: number): Id[] {
  const left = [...ids];
  return Array.from(
    { length: count },
    () => left.splice(Math.floor(chance.next() * left.length), 1)[0] as Id,
  );
}

async function pushAndPull(mine: WireDesk, theirs: WireDesk): Promise<Figure[]> {
  const chance = seededRandom(21);
  const people = draw(chance, 2 * EDITS);
  mine.edit(people.slice(0, EDITS), chance);
  const push = await mine.sync();
  await theirs.sync();
  theirs.edit(people.slice(EDITS), chance);
  const others = await theirs.sync();
  const pull = await mine.sync();
  if (mine.phones() !== theirs.phones()) throw new Error('the two desks do not hold the same');
  const rate = (EDITS / push.ms) * 1_000;
  return [
    { id: `push of ${EDITS} edits`, unit: 'B', ours: both(push), most: 35_000, raw: { push, others } },
    { id: 'commands pushed into one township', unit: 'commands/s', ours: rate, most: 2_500, raw: { push } },
    { id: `pull of ${EDITS} edits of others`, unit: 'B', ours: both(pull), most: 35_000, raw: { pull } },
  ];
}

async function idle(desk: WireDesk): Promise<Figure[]> {
  await desk.sync();
  const quiet = await desk.sync();
  return [
    { id: 'question for news, nothing new', unit: 'B', ours: both(quiet), most: 300, raw: { quiet } },
    { id: 'question for news, round trips', unit: 'trips', ours: quiet.trips, most: 1, raw: { quiet } },
  ];
}

async function day(mine: WireDesk, theirs: WireDesk): Promise<Figure[]> {
  const chance = seededRandom(22);
  const work = async (shape: LineShape) => {
    const people = draw(chance, 2 * DAY);
    theirs.edit(people.slice(DAY), chance);
    await theirs.sync();
    mine.edit(people.slice(0, DAY), chance);
    mine.hangUp();
    mine.line.become(shape);
    const took = await mine.sync();
    mine.line.become({});
    await theirs.sync();
    return took;
  };
  const good = await work({});
  const thin = await work(THIN);
  if (mine.phones() !== theirs.phones()) throw new Error('the two desks do not hold the same');
  const name = `a day's work (${DAY} commands, ${DAY} changes)`;
  return [
    { id: `${name}, round trips`, unit: 'trips', ours: good.trips, most: 2, raw: { good } },
    {
      id: `${name}, 20 kbit/s and 800 ms`,
      unit: 's',
      ours: thin.ms / 1_000,
      most: 15,
      raw: { thin, shape: THIN },
    },
  ];
}

/** All rows of the wire. */
export async function measureWire(): Promise<Row[]> {
  const database = await openTestDatabase({ isMigrated: false });
  const central = await startCentral({
    ...{ address: database.url, host: '127.0.0.1', port: 0, world: 'demo', clock, note: () => {} },
    ...{ secretBytes: randomBytes, passwordCost: { memoryKib: 64, passes: 1 } },
  });
  const desks: WireDesk[] = [];
  try {
    await fill(database);
    for (const account of ['naren', 'wangjianguo']) desks.push(await openDesk(central, account));
    const [mine, theirs] = desks as [WireDesk, WireDesk];
    const figures = [
      ...(await pushAndPull(mine, theirs)),
      ...(await idle(mine)),
      ...(await day(mine, theirs)),
    ];
    return figures.map(rowOf);
  } finally {
    for (const desk of desks) {
      desk.close();
      await desk.line.close();
    }
    await central.close();
    await database.close();
  }
}
