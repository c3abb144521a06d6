/** Rows «push»: 1,000 edits of four fields of a township with 10,000 people, judged by the centre on a real PostgreSQL that waits for its disk,
 *  with accounts, scopes and guards on, in requests of the size that a desk sends. Once as the routes call it, once over HTTP with the
 *  reading of the request, the pull and the writing of the reply. The acts are those of a desk that has seen everything; every outcome is
 *  looked at. Centre and sender share one process here, and the sender's part over HTTP is counted too.                          */
import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '#shared/base/chance.ts';
import { type Clock, instantText } from '#shared/base/clock.ts';
import { makeId } from '#shared/base/id.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_TOWNSHIPS, DEMO_VILLAGES } from '#shared/domain/division.ts';
import { DEMO_PACK } from '#shared/domain/pack.ts';
import { personClaim } from '#shared/domain/person.ts';
import { AUDIENCE_CLASSES } from '#shared/records/registry.ts';
import { historyMark } from '#shared/sync/chain.ts';
import type { CommandFrame, OutcomeFrame, SyncRequest, SyncResponse } from '#shared/sync/frames.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import { PROTOCOL_VERSION, PUSH_BATCH_MAX, SCHEMA_VERSION } from '#shared/sync/protocol.ts';
import { httpTransport } from '../../src-main/replica/sync/central-client.ts';
import { startCentral } from '../../src-server/central.ts';
import { startEmbeddedPostgres } from '../../src-server/store/embedded/embedded-postgres.ts';
import { openPool } from '../../src-server/store/pool.ts';
import { PostgresStore } from '../../src-server/store/postgres-store.ts';
import { appendRecords } from '../../src-server/sync/append.ts';
import { push, type SyncSession } from '../../src-server/sync/push.ts';
import { enter } from '../harness/centre-calls.ts';
import { CLOCK, makeFolder, NOW_MS } from './desk.ts';
import { commandOf, descendantsOf, workedMs } from './processes.ts';
import { median, quantile, rounded, type Row, stopwatch, type Took } from './figures.ts';

const PEOPLE = 10_000;
const EDITS = 1_000;
const ROUNDS = 5;
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

/** One round of edits: everybody's phone and household as the desk that sends them has seen them, set to something else. */
function edits(made: ReturnType<typeof people>, round: number, actor: number): CommandFrame[] {
  const first = round * EDITS;
  return Array.from({ length: EDITS }, (_, at) => {
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
      ...{ number: first + at + 1, name: 'person.edit', version: 1, actor, scope: TOWNSHIP },
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

interface Round {
  readonly took: Took;
  /** How long the database's processes worked; null where nobody can tell. */
  readonly databaseMs: number | null;
  readonly requests: number[];
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

/** Sends batch by batch; what `prepare` does for a batch is not counted. */
async function timed<Prepared>(
  frames: readonly CommandFrame[],
  prepare: (batch: CommandFrame[]) => Promise<Prepared>,
  send: (prepared: Prepared) => Promise<OutcomeFrame[]>,
): Promise<Round> {
  const requests: Took[] = [];
  const outcomes: OutcomeFrame[] = [];
  let databaseMs: number | null = 0;
  for (const batch of batches(frames)) {
    const prepared = await prepare(batch);
    const before = databaseWorkedMs();
    const took = stopwatch();
    const answer = await send(prepared);
    requests.push(took());
    const after = databaseWorkedMs();
    databaseMs =
      databaseMs === null || before === null || after === null ? null : databaseMs + after - before;
    outcomes.push(...answer);
  }
  assertApplied(outcomes, frames.length);
  const sum = (key: keyof Took) => requests.reduce((all, each) => all + each[key], 0);
  return {
    took: { ms: sum('ms'), cpuMs: sum('cpuMs') },
    databaseMs,
    requests: requests.map(({ ms }) => rounded(ms)),
  };
}

function requestOf(device: number, commands: CommandFrame[], chain: SyncRequest['cursors']): SyncRequest {
  const last = commands.at(-1)?.number ?? 0;
  return {
    ...{ protocol: PROTOCOL_VERSION, schema: SCHEMA_VERSION, device, checks: [], last },
    ...{ commands, cursors: chain, whole: [], bytesMax: 0 },
  };
}

function rowOf(id: string, rounds: readonly Round[], raw: object): Row {
  const perSecond = rounds.map(({ took }) => (EDITS / took.ms) * 1_000);
  const ours = rounded(median(perSecond));
  return {
    ...{ id, unit: 'commands/s', ours, reference: null, referenceName: '', ratio: null },
    ...{ target: `≥ ${COMMANDS_A_SECOND_MIN} commands/s`, met: ours >= COMMANDS_A_SECOND_MIN },
    raw: {
      ...{ people: PEOPLE, edits: EDITS, actsARequest: PUSH_BATCH_MAX, perSecond: perSecond.map(rounded) },
      // On a machine that others use too this says more than the clock: what a command costs when nobody is in the way.
      cpuMsACommand: {
        centre: rounded(median(rounds.map(({ took }) => took.cpuMs)) / EDITS),
        database: rounded(median(rounds.map(({ databaseMs }) => databaseMs ?? 0)) / EDITS),
      },
      requestMs: {
        median: median(rounds.flatMap(({ requests }) => requests)),
        p95: quantile(
          rounds.flatMap(({ requests }) => requests),
          0.95,
        ),
      },
      ...{ rounds, ...raw },
    },
  };
}

/** Where a desk stands that has everything. */
async function cursorsOf(store: PostgresStore): Promise<SyncRequest['cursors']> {
  return store.snapshot(async (snapshot) => {
    const cursors: SyncRequest['cursors'] = [];
    for (const scope of [0, TOWNSHIP]) {
      const { epoch, head } = (await snapshot.head(scope)) ?? { epoch: '', head: 0 };
      const chains = await snapshot.chainsAt(scope, AUDIENCE_CLASSES, head);
      cursors.push({ scope, commit: head, mark: historyMark(epoch, chains, AUDIENCE_CLASSES) });
    }
    return cursors;
  });
}

interface HttpDesk {
  readonly url: string;
  readonly token: string;
  readonly device: number;
  readonly store: PostgresStore;
}

/** By the desk's own line: packed, sent, judged, pulled, answered, unpacked. */
async function overHttp(
  { url, token, device, store }: HttpDesk,
  frames: readonly CommandFrame[],
): Promise<Round> {
  const line = httpTransport(url, token);
  return timed(
    frames,
    async (commands) => requestOf(device, commands, await cursorsOf(store)),
    async (request) => ((await line.sync(request)) as SyncResponse).outcomes,
  );
}

/** The rows of `--only push`. */
export async function measurePush(clock: Clock = CLOCK): Promise<Row[]> {
  const folder = makeFolder();
  chmodSync(folder, 0o711);
  const postgres = await startEmbeddedPostgres({ dataFolder: join(folder, 'data') });
  const options = { clock, secretBytes: randomBytes, note: () => {}, world: 'demo' as const };
  const central = await startCentral({
    ...options,
    address: postgres.connection,
    host: '127.0.0.1',
    port: 0,
  });
  const pool = openPool(postgres.connection);
  try {
    const store = new PostgresStore(pool);
    const made = people();
    await layDown(store, made);
    const caller = await enter(central.url, 'naren', 'bench');
    const scopes = [0, TOWNSHIP];
    const actor = { accountId: caller.accountId, role: 'TOWNSHIP_CLERK' as const, scopes };
    const session: SyncSession = {
      ...{ device: caller.device, scopes, classes: AUDIENCE_CLASSES },
      actors: new Map([[caller.accountId, actor]]),
    };
    const judged: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const ports = { store, clock, note: () => {} };
      const send = (batch: CommandFrame[]) => push(ports, session, batch);
      const frames = edits(made, round, caller.accountId);
      judged.push(await timed(frames, (batch) => Promise.resolve(batch), send));
    }
    const desk: HttpDesk = { ...caller, url: central.url, store };
    const http: Round[] = [];
    for (let round = ROUNDS; round < 2 * ROUNDS; round++)
      http.push(await overHttp(desk, edits(made, round, caller.accountId)));
    return [
      rowOf('push: 1,000 edits judged through PostgreSQL', judged, {}),
      rowOf('push: the same over HTTP', http, {}),
    ];
  } finally {
    await pool.end();
    await central.close();
    await postgres.stop();
  }
}
