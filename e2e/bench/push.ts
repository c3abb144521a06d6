/** Rows «push»: 1,000 edits of four fields of a township with 10,000 people, judged by the centre on a real PostgreSQL that waits for its disk,
 *  with accounts, scopes and guards on, in requests of the size that a desk sends. Once as the routes call it; once over HTTP to the centre's
 *  own process, with the reading of the request, the pull and the writing of the reply; once by four desks of the township at a time. The
 *  acts are those of a desk that has seen everything; every outcome is looked at. What centre, database and desk worked is counted apart. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '#shared/base/chance.ts';
import { type Clock, instantText } from '#shared/base/clock.ts';
import { makeId } from '#shared/base/id.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_TOWNSHIPS, DEMO_VILLAGES } from '#shared/domain/division.ts';
import { DEMO_PACK } from '#shared/domain/pack.ts';
import { personClaim } from '#shared/domain/person.ts';
import { AUDIENCE_CLASSES, REFERENCE_SCOPE } from '#shared/records/registry.ts';
import { historyMark, markOf } from '#shared/sync/chain.ts';
import type {
  CommandFrame,
  CursorFrame,
  OutcomeFrame,
  ScopeFrame,
  SyncRequest,
  SyncResponse,
} from '#shared/sync/frames.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import { PROTOCOL_VERSION, PUSH_BATCH_MAX, SCHEMA_VERSION } from '#shared/sync/protocol.ts';
import { httpTransport } from '../../src-main/replica/sync/central-client.ts';
import { type Child, startChild } from '../../scripts/child.ts';
import { root } from '../../scripts/sources.ts';
import { startEmbeddedPostgres } from '../../src-server/store/embedded/embedded-postgres.ts';
import { openPool } from '../../src-server/store/pool.ts';
import { PostgresStore } from '../../src-server/store/postgres-store.ts';
import { urlOf } from '../../src-server/store/test-database.ts';
import { appendRecords } from '../../src-server/sync/append.ts';
import { push, type SyncSession } from '../../src-server/sync/push.ts';
import { type Caller, enter } from '../harness/centre-calls.ts';
import { CLOCK, makeFolder, NOW_MS } from './desk.ts';
import { commandOf, descendantsOf, workedMs } from './processes.ts';
import { median, quantile, rounded, type Row, stopwatch } from './figures.ts';

const DESKS = 4;
const READY_WITHIN_MS = 120_000;
const PEOPLE = 10_000;
const EDITS = 1_000;
const ROUNDS = 3;
const COMMANDS_A_SECOND_MIN = 2_500;
const TOWNSHIP = DEMO_TOWNSHIPS[0]?.code as number;
const PEOPLE_DEVICE = 7_000_001;

type Person = ReturnType<typeof makeDemoPerson>;

function people(): { id: number; person: Person }[] {
  const random = seededRandom(20261122).next;
  const villages = DEMO_VILLAGES.filter(({ parent }) => parent === TOWNSHIP);
  return Array.from({ length: PEOPLE }, (_, at) => {
    const village = villages[at % villages.length]?.code as number;
    return { id: makeId(PEOPLE_DEVICE, at + 1), person: makeDemoPerson(random, village, 20_000 + at) };
  });
}

async function layDown(store: PostgresStore, made: ReturnType<typeof people>): Promise<void> {
  const at = instantText(NOW_MS);
  const meta = { device: 1, actNumber: 0, actor: 0, body: 'CIVIL_AFFAIRS', madeAt: at, receivedAt: at };
  const records = made.map(
    ({ id, person }): WrittenRecord => ({
      ...{ type: 'person', id },
      set: {
        ...person,
        certificateStatus: 'VALID',
        needsLongTermCare: false,
        contactStatedOn: null,
        origin: 'IMPORT',
      },
    }),
  );
  const claims = made.map(({ id, person }) => personClaim(person.idNumber, id));
  await appendRecords(store, TOWNSHIP, meta, records, claims);
}

interface Wanted {
  /** Of the people. */
  readonly first: number;
  readonly count: number;
  /** Number of the act before the first one. */
  readonly from: number;
  readonly actor: number;
}

/** Edits of phone and household, of each as the desk that sends them has seen it. There are more people than edits in all rounds: nobody is
 *  edited twice. */
function edits(made: ReturnType<typeof people>, { first, count, from, actor }: Wanted): CommandFrame[] {
  return Array.from({ length: count }, (_, at) => {
    const { id, person } = made[(first + at) % PEOPLE] as { id: number; person: Person };
    const { phone, residenceAddress, householdCategory, householdFrom } = person;
    const args = {
      personId: id,
      contact: {
        phone: `139${String(first + at).padStart(8, '0')}`,
        residenceAddress: '某路 9 号',
        statedOn: '2026-11-01',
      },
      household: { householdCategory: 'LOW_INCOME', householdFrom, needsLongTermCare: true },
      reason: '本人来电',
    };
    return {
      ...{ number: from + at + 1, name: 'person.edit', version: 1, actor, scope: TOWNSHIP },
      ...{ madeAt: instantText(NOW_MS), pack: DEMO_PACK.version, args },
      groups: [
        ['person', id, 'household', 1, 'w'],
        ['person', id, 'contact', 1, 'w'],
      ],
      before: [
        ['person', id, 'household', { householdCategory, householdFrom, needsLongTermCare: false }],
        ['person', id, 'contact', { phone, residenceAddress, contactStatedOn: null }],
      ],
      after: [],
      together: null,
    };
  });
}

function batches(frames: readonly CommandFrame[]): CommandFrame[][] {
  const all: CommandFrame[][] = [];
  for (let at = 0; at < frames.length; at += PUSH_BATCH_MAX) all.push(frames.slice(at, at + PUSH_BATCH_MAX));
  return all;
}

function assertApplied(outcomes: readonly Pick<OutcomeFrame, 'outcome' | 'code'>[], count: number): void {
  const wrong = outcomes.find(({ outcome }) => outcome !== 'applied');
  if (wrong || outcomes.length !== count)
    throw new Error(`an edit was not applied: ${wrong?.outcome} ${wrong?.code}`);
}

/** Milliseconds that each part worked, wall time apart. */
interface Worked {
  /** Null where nobody can tell of other processes. */
  readonly centreMs: number | null;
  readonly databaseMs: number | null;
  readonly deskMs: number;
}

interface Round {
  readonly ms: number;
  readonly worked: Worked;
  readonly requests: readonly number[];
}

/** What the processes of the embedded database, which are this one's, have worked. */
function databaseWorkedMs(): number | null {
  const all = descendantsOf(process.pid)
    .filter((pid) => commandOf(pid).includes('postgres'))
    .map(workedMs);
  return all.length && all.every((ms) => ms !== null)
    ? all.reduce((sum: number, ms) => sum + (ms ?? 0), 0)
    : null;
}

const less = (after: number | null, before: number | null) =>
  after === null || before === null ? null : after - before;

/** Counts what everybody works for something; `centre` is the centre's process, null where it is this one. */
async function counted(centre: number | null, work: () => Promise<number[]>): Promise<Round> {
  const at = () => ({ centre: centre === null ? null : workedMs(centre), database: databaseWorkedMs() });
  const before = at();
  const took = stopwatch();
  const requests = await work();
  const { ms, cpuMs } = took();
  const after = at();
  const databaseMs = less(after.database, before.database);
  const worked =
    centre === null
      ? { centreMs: cpuMs, databaseMs, deskMs: 0 }
      : { centreMs: less(after.centre, before.centre), databaseMs, deskMs: cpuMs };
  return { ms, worked, requests };
}

/** Sends batch by batch; what each request took. */
async function sendAll(
  frames: readonly CommandFrame[],
  send: (batch: CommandFrame[]) => Promise<OutcomeFrame[]>,
): Promise<number[]> {
  const requests: number[] = [];
  const outcomes: OutcomeFrame[] = [];
  for (const batch of batches(frames)) {
    const took = stopwatch();
    outcomes.push(...(await send(batch)));
    requests.push(rounded(took().ms));
  }
  assertApplied(outcomes, frames.length);
  return requests;
}

function rowOf(id: string, rounds: readonly Round[]): Row {
  const perSecond = rounds.map(({ ms }) => (EDITS / ms) * 1_000);
  const ours = rounded(median(perSecond));
  const requests = rounds.flatMap((round) => round.requests);
  const aCommand = (key: keyof Worked) =>
    rounded(median(rounds.map(({ worked }) => worked[key] ?? 0)) / EDITS);
  return {
    ...{ id, unit: 'commands/s', ours, reference: null, referenceName: '', ratio: null },
    ...{ target: `≥ ${COMMANDS_A_SECOND_MIN} commands/s`, met: ours >= COMMANDS_A_SECOND_MIN },
    raw: {
      ...{ people: PEOPLE, edits: EDITS, actsARequest: PUSH_BATCH_MAX, perSecond: perSecond.map(rounded) },
      // On a machine that others use too this says more than the clock: what a command costs when nobody is in the way.
      cpuMsACommand: {
        ...{ centre: aCommand('centreMs'), database: aCommand('databaseMs'), desk: aCommand('deskMs') },
      },
      requestMs: { median: median(requests), p95: quantile(requests, 0.95) },
      rounds,
    },
  };
}

/** A desk that has seen everything, at the end of its line. It keeps where it stands, as a desk does. */
class HttpDesk {
  private readonly line: ReturnType<typeof httpTransport>;
  private readonly device: number;
  private readonly accountId: number;
  /** Acts. */
  private made = 0;

  constructor(url: string, { token, device, accountId }: Caller) {
    this.device = device;
    this.accountId = accountId;
    this.line = httpTransport(url, token);
  }

  /** By the desk's own line: packed, sent, judged, pulled, answered, unpacked. */
  async send(frames: readonly CommandFrame[], cursors: readonly CursorFrame[]): Promise<number[]> {
    let at = [...cursors];
    return sendAll(frames, async (commands) => {
      const request: SyncRequest = {
        ...{ protocol: PROTOCOL_VERSION, schema: SCHEMA_VERSION, device: this.device, checks: [] },
        ...{ last: commands.at(-1)?.number ?? 0, commands, cursors: at, whole: [], bytesMax: 0 },
      };
      const { outcomes, scopes } = (await this.line.sync(request)) as SyncResponse;
      at = at.map((cursor) => scopes.reduce(reached, cursor));
      return outcomes;
    });
  }

  /** The numbers of a desk begin at 1 and go on. */
  edits(of: ReturnType<typeof people>, first: number, count: number): CommandFrame[] {
    const from = this.made;
    this.made += count;
    return edits(of, { first, count, from, actor: this.accountId });
  }
}

/** The cursor after what a reply says of its scope. Where none of the desk's own acts is among it, there is no hash to go by, and it is asked for
 *  again. */
function reached(cursor: CursorFrame, { scope, epoch, to, chain }: ScopeFrame): CursorFrame {
  return scope === cursor.scope && chain !== null
    ? { scope, commit: to, mark: markOf(epoch, chain) }
    : cursor;
}

/** Where a desk stands that has everything. */
async function cursorsOf(store: PostgresStore): Promise<CursorFrame[]> {
  return store.snapshot(async (snapshot) => {
    const cursors: CursorFrame[] = [];
    for (const scope of [REFERENCE_SCOPE, TOWNSHIP]) {
      const { epoch, head } = (await snapshot.head(scope)) ?? { epoch: '', head: 0 };
      const chains = await snapshot.chainsAt(scope, AUDIENCE_CLASSES, head);
      cursors.push({ scope, commit: head, mark: historyMark(epoch, chains, AUDIENCE_CLASSES) });
    }
    return cursors;
  });
}

/** The centre's process, as a county runs it, on a database that this process has started. */
function startCentre(databaseUrl: string, folder: string): Child {
  return startChild({
    name: 'the central server',
    command: process.execPath,
    args: [join(root, 'src-server', 'main.ts'), '--port', '0', '--world', 'demo'],
    env: { ...process.env, DATABASE_URL: databaseUrl },
    logFile: join(folder, 'central.log'),
    readyWithinMs: READY_WITHIN_MS,
  });
}

interface World {
  readonly store: PostgresStore;
  readonly made: ReturnType<typeof people>;
  readonly url: string;
  /** The centre's process. */
  readonly pid: number;
}

/** As the routes call it, in this process. */
async function asTheRoutes({ store, made, url }: World, clock: Clock): Promise<Round[]> {
  const { accountId, device } = await enter(url, 'naren', 'bench');
  const scopes = [REFERENCE_SCOPE, TOWNSHIP];
  const session: SyncSession = {
    ...{ device, scopes, classes: AUDIENCE_CLASSES },
    actors: new Map([[accountId, { accountId, role: 'TOWNSHIP_CLERK', scopes }]]),
  };
  const ports = { store, clock, note: () => {} };
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const first = round * EDITS;
    const frames = edits(made, { first, count: EDITS, from: first, actor: accountId });
    rounds.push(await counted(null, () => sendAll(frames, (batch) => push(ports, session, batch))));
  }
  return rounds;
}

/** So many desks at a time, a thousand acts among them a round. */
async function overHttp({ store, made, url, pid }: World, count: number, begin: number): Promise<Round[]> {
  const desks: HttpDesk[] = [];
  for (let at = 0; at < count; at++)
    desks.push(new HttpDesk(url, await enter(url, 'naren', `bench-${count}-${at}`)));
  const rounds: Round[] = [];
  const each = EDITS / count;
  for (let round = 0; round < ROUNDS; round++) {
    const cursors = await cursorsOf(store);
    const first = begin + round * EDITS;
    const work = desks.map((desk, at) => ({ desk, frames: desk.edits(made, first + at * each, each) }));
    rounds.push(
      await counted(pid, async () => {
        const sent = await Promise.all(work.map(({ desk, frames }) => desk.send(frames, cursors)));
        return sent.flat();
      }),
    );
  }
  return rounds;
}

/** The rows of `--only push`. */
export async function measurePush(clock: Clock = CLOCK): Promise<Row[]> {
  const folder = makeFolder();
  chmodSync(folder, 0o711);
  const postgres = await startEmbeddedPostgres({ dataFolder: join(folder, 'data') });
  const centre = startCentre(urlOf(postgres.connection), folder);
  const pool = openPool(postgres.connection);
  try {
    const url = await centre.ready;
    const store = new PostgresStore(pool);
    const made = people();
    await layDown(store, made);
    const world: World = { store, made, url, pid: centre.pid as number };
    return [
      rowOf('push: 1,000 edits judged through PostgreSQL', await asTheRoutes(world, clock)),
      rowOf('push: the same over HTTP', await overHttp(world, 1, ROUNDS * EDITS)),
      rowOf(`push: the same by ${DESKS} desks at a time`, await overHttp(world, DESKS, 2 * ROUNDS * EDITS)),
    ];
  } finally {
    await pool.end();
    await centre.stop();
    await postgres.stop();
  }
}
