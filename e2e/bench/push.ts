/** Rows «push»: 1,000 edits of four fields of a township with 10,000 people, judged by the centre on a real PostgreSQL that waits for its disk,
 *  with accounts, scopes and guards on, in requests of the size that a desk sends. Once as the routes call it; once over HTTP to the centre's
 *  own process, with the reading of the request, the pull and the writing of the reply; once by four desks of the township at a time. The
 *  acts are those of a desk that has seen everything; every outcome is looked at. What centre, database and desk worked is counted apart.
 *  As the routes call it also in a township of 1,000 and of 100,000 people, with the pull of the same edits by another desk.            */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#shared/base/clock.ts';
import { DEMO_TOWNSHIPS } from '#shared/domain/division.ts';
import { AUDIENCE_CLASSES } from '#shared/records/registry.ts';
import { markOf } from '#shared/sync/chain.ts';
import type {
  CommandFrame,
  CursorFrame,
  OutcomeFrame,
  ScopeFrame,
  SyncRequest,
  SyncResponse,
} from '#shared/sync/frames.ts';
import { PROTOCOL_VERSION, PULL_COMMITS_MAX, PUSH_BATCH_MAX, SCHEMA_VERSION } from '#shared/sync/protocol.ts';
import { httpTransport } from '../../src-main/replica/sync/central-client.ts';
import { type Child, startChild } from '../../scripts/child.ts';
import { root } from '../../scripts/sources.ts';
import { startEmbeddedPostgres } from '../../src-server/store/embedded/embedded-postgres.ts';
import { openPool } from '../../src-server/store/pool.ts';
import { PostgresStore } from '../../src-server/store/postgres-store.ts';
import { urlOf } from '../../src-server/store/test-database.ts';
import { pull } from '../../src-server/sync/pull.ts';
import { push, type SyncSession } from '../../src-server/sync/push.ts';
import { type Caller, enter } from '../harness/centre-calls.ts';
import { CLOCK, makeFolder } from './desk.ts';
import { median, quantile, rounded, type Row, stopwatch } from './figures.ts';
import { type AtSize, type Grown, grownRow, type Measured } from './growth.ts';
import { busyness, commandOf, descendantsOf, workedMs } from './processes.ts';
import { SIZES } from './scale.ts';
import { Township } from './township.ts';

const DESKS = 4;
const READY_WITHIN_MS = 120_000;
const PEOPLE = 10_000;
const EDITS = 1_000;
const ROUNDS = 3;
const COMMANDS_A_SECOND_MIN = 2_500;
const PEOPLE_DEVICE = 7_000_001;
const WARM_DEVICE = 7_000_002;
const OTHER_DEVICE = 7_000_003;

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
  edits(township: Township, first: number, count: number): CommandFrame[] {
    const from = this.made;
    this.made += count;
    return township.edits({ first, count, from, actor: this.accountId });
  }
}

/** The cursor after what a reply says of its scope. Where none of the desk's own acts is among it, there is no hash to go by, and it is asked for
 *  again. */
function reached(cursor: CursorFrame, { scope, epoch, to, chain }: ScopeFrame): CursorFrame {
  return scope === cursor.scope && chain !== null
    ? { scope, commit: to, mark: markOf(epoch, chain) }
    : cursor;
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
  readonly township: Township;
  readonly url: string;
  /** The centre's process. */
  readonly pid: number;
}

/** A desk whose acts are judged in this process, as the routes call it; and another one that then asks for what is new. */
class RoutesDesk {
  private readonly caller: Caller;
  private readonly ports: { store: PostgresStore; clock: Clock; note: () => void };
  /** Acts. */
  private made = 0;

  constructor(store: PostgresStore, caller: Caller, clock: Clock) {
    this.caller = caller;
    this.ports = { store, clock, note: () => {} };
  }

  async send(township: Township, first: number): Promise<Round> {
    const { accountId, device } = this.caller;
    const { scopes } = township;
    const session: SyncSession = {
      ...{ device, scopes, classes: AUDIENCE_CLASSES },
      actors: new Map([[accountId, { accountId, role: 'TOWNSHIP_CLERK', scopes }]]),
    };
    const frames = township.edits({ first, count: EDITS, from: this.made, actor: accountId });
    this.made += EDITS;
    return counted(null, () => sendAll(frames, (batch) => push(this.ports, session, batch)));
  }

  /** A thousand edits, as a desk pulls them that has seen everything before them. */
  async pull(township: Township): Promise<Round> {
    const { store, clock } = this.ports;
    const to = (await township.cursors()).at(-1)?.commit ?? 0;
    const starts: CursorFrame[][] = [];
    for (let at = to - EDITS; at < to; at += PULL_COMMITS_MAX) starts.push(await township.cursors(at));
    const asking = { scopes: township.scopes, classes: AUDIENCE_CLASSES, device: OTHER_DEVICE };
    return counted(null, async () => {
      const requests: number[] = [];
      for (const cursors of starts) {
        const took = stopwatch();
        const input = { ...asking, cursors, whole: [], bytesMax: 0 };
        const [frame] = await pull(store, input, { nowMs: clock.now() });
        if (frame?.commits.length !== PULL_COMMITS_MAX) throw new Error('not all came of what is new');
        requests.push(rounded(took().ms));
      }
      return requests;
    });
  }
}

/** So many desks at a time, a thousand acts among them a round. */
async function overHttp({ township, url, pid }: World, count: number, begin: number): Promise<Round[]> {
  const desks: HttpDesk[] = [];
  for (let at = 0; at < count; at++)
    desks.push(new HttpDesk(url, await enter(url, 'naren', `bench-${count}-${at}`)));
  const rounds: Round[] = [];
  const each = EDITS / count;
  for (let round = 0; round < ROUNDS; round++) {
    const cursors = await township.cursors();
    const first = begin + round * EDITS;
    const work = desks.map((desk, at) => ({ desk, frames: desk.edits(township, first + at * each, each) }));
    rounds.push(
      await counted(pid, async () => {
        const sent = await Promise.all(work.map(({ desk, frames }) => desk.send(frames, cursors)));
        return sent.flat();
      }),
    );
  }
  return rounds;
}

const sizeOf = (size: number, rounds: readonly Round[]): AtSize => ({
  ...{ size, values: rounds.map(({ ms }) => ms) },
  worked: rounds.flatMap(({ worked: { centreMs, databaseMs } }) =>
    centreMs === null || databaseMs === null ? [] : centreMs + databaseMs,
  ),
});

/** Everything, as the township grows: over HTTP at 10,000 people, as the routes call it at each size. */
async function measureAll(world: World, clock: Clock): Promise<{ rows: Row[]; grown: Grown[] }> {
  const { store, township, url } = world;
  const desk = new RoutesDesk(store, await enter(url, 'naren', 'bench'), clock);
  const warm = new Township(store, DEMO_TOWNSHIPS[1]?.code as number, WARM_DEVICE);
  await warm.growTo(EDITS);
  await desk.send(warm, 0);
  await desk.pull(warm);
  const [pushed, pulled]: [AtSize[], AtSize[]] = [[], []];
  const rows: Row[] = [];
  let edited = 0;
  for (const size of SIZES) {
    await township.growTo(size);
    const [sent, asked]: [Round[], Round[]] = [[], []];
    for (let round = 0; round < ROUNDS && edited < size; round++) {
      sent.push(await desk.send(township, edited));
      asked.push(await desk.pull(township));
      edited += EDITS;
    }
    pushed.push(sizeOf(size, sent));
    pulled.push(sizeOf(size, asked));
    if (size !== PEOPLE) continue;
    rows.push(rowOf('push: 1,000 edits judged through PostgreSQL', sent));
    rows.push(rowOf('push: the same over HTTP', await overHttp(world, 1, edited)));
    edited += ROUNDS * EDITS;
    rows.push(rowOf(`push: the same by ${DESKS} desks at a time`, await overHttp(world, DESKS, edited)));
    edited += ROUNDS * EDITS;
  }
  const most = (EDITS / COMMANDS_A_SECOND_MIN) * 1_000;
  const grown: Grown[] = [
    { name: 'push of 1,000 edits, people of the township', unit: 'ms', most, sizes: pushed },
    { name: 'pull of 1,000 edits at the centre, people', unit: 'ms', most: null, sizes: pulled },
  ];
  return { rows, grown };
}

/** The rows of `--only push`. */
export async function measurePush(clock: Clock = CLOCK): Promise<Measured> {
  const folder = makeFolder();
  chmodSync(folder, 0o711);
  const before = busyness();
  const postgres = await startEmbeddedPostgres({ dataFolder: join(folder, 'data') });
  const centre = startCentre(urlOf(postgres.connection), folder);
  const pool = openPool(postgres.connection);
  try {
    const url = await centre.ready;
    const store = new PostgresStore(pool);
    const township = new Township(store, DEMO_TOWNSHIPS[0]?.code as number, PEOPLE_DEVICE);
    const { rows, grown } = await measureAll({ store, township, url, pid: centre.pid as number }, clock);
    const busy = Math.max(before, busyness());
    return { rows: [...rows, ...grown.map((each) => grownRow(each, busy))], grown };
  } finally {
    await pool.end();
    await centre.stop();
    await postgres.stop();
  }
}
