/** Row «local command»: an intake issued through the executor on an encrypted file with synchronous=FULL, against the very same rows
 *  written by one bare transaction of prepared statements on an equally encrypted file. The two take turns, so that a slow disk is slow
 *  for both. Measured again where a sync costs nothing, because there the ratio is the program's alone.
 *  Rows «apart from the sync»: the 99th percentile of thousands of acts one after the other on a file in memory that is synced in the same way,
 *  which there costs nothing; with every pause of the garbage collector. After each fifty, as after each fifty of fsync-child.ts, the desk has the
 *  quiet moment in which it does what is put off (checkpoint.ts); that is not an act's time.                                        */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '#shared/base/chance.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import { issueActs, type IssueInput } from '../../src-main/replica/executor.ts';
import { Checkpoints } from '../../src-main/replica/store/checkpoint.ts';
import type { ReplicaDatabase } from '../../src-main/replica/store/open.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import {
  CLERK,
  executorOn,
  intakeOf,
  makeFolder,
  openMigrated,
  RecordingStatements,
  type Write,
} from './desk.ts';
import { isWithin, median, quantile, ratioOf, rounded, type Row, stopwatch } from './figures.ts';
import { busyness } from './processes.ts';

const WARM_UP = 60;
const MEASURED = 300;
const MEMORY_FOLDER = '/dev/shm';
const RATIO_MAX = 3;
const ACTS = 2_000;
const APART_MS_MAX = 1;
const ACTS_BETWEEN_RESTS = 50;

/** One bare transaction, its statements prepared beforehand. */
function writeBare(db: ReplicaDatabase, writes: readonly Write[]): number {
  const statements = new Map(writes.map(({ sql }) => [sql, db.prepare(sql)]));
  const began = performance.now();
  db.exec('BEGIN IMMEDIATE');
  for (const { sql, parameters } of writes) statements.get(sql)?.run(...parameters);
  db.exec('COMMIT');
  return performance.now() - began;
}

export function people(count: number, seed: number) {
  const { next } = seededRandom(seed);
  const village = DEMO_VILLAGES[0]?.code as number;
  return Array.from({ length: count }, (_, index) => makeDemoPerson(next, village, index));
}

interface Turns {
  readonly ours: number[];
  readonly bare: number[];
  readonly rowsAnAct: number;
}

function takeTurns(folder: string): Turns {
  const statements = new RecordingStatements(openMigrated(join(folder, 'ours.db')));
  const bareFile = openMigrated(join(folder, 'bare.db'));
  const settings = executorOn(statements);
  const [ours, bare]: [number[], number[]] = [[], []];
  let written = 0;
  for (const [at, person] of people(WARM_UP + MEASURED, 1).entries()) {
    const input = intakeOf(person, `bench-form-${at}`);
    statements.take();
    const began = performance.now();
    const [issued] = issueActs(settings, CLERK, [input]);
    const took = performance.now() - began;
    if (!issued?.ok) throw new Error(`intake refused: ${JSON.stringify(issued)}`);
    const writes = statements.take();
    const bareTook = writeBare(bareFile, writes);
    if (at < WARM_UP) continue;
    ours.push(took);
    bare.push(bareTook);
    written += writes.length;
  }
  statements.db.close();
  bareFile.close();
  return { ours, bare, rowsAnAct: written / MEASURED };
}

function spread(values: readonly number[]) {
  return {
    p50: rounded(median(values)),
    p95: rounded(quantile(values, 0.95)),
    p99: rounded(quantile(values, 0.99)),
  };
}

/** The row; `where` is the folder of the disk that is measured. */
export function localCommand(where: string = tmpdir()): Row {
  const onDisk = takeTurns(makeFolder(where));
  const inMemory = existsSync(MEMORY_FOLDER) ? takeTurns(makeFolder(MEMORY_FOLDER)) : null;
  const ratio = ratioOf(median(onDisk.ours), median(onDisk.bare));
  return {
    id: 'local command, p50',
    unit: 'ms',
    ours: rounded(median(onDisk.ours)),
    reference: rounded(median(onDisk.bare)),
    referenceName: 'the same rows in a bare transaction',
    ratio,
    target: `≤ ${RATIO_MAX} × reference`,
    met: ratio <= RATIO_MAX,
    raw: {
      acts: MEASURED,
      rowsAnAct: onDisk.rowsAnAct,
      disk: { ours: spread(onDisk.ours), bare: spread(onDisk.bare) },
      memory: inMemory && {
        ours: spread(inMemory.ours),
        bare: spread(inMemory.bare),
        ratio: ratioOf(median(inMemory.ours), median(inMemory.bare)),
      },
    },
  };
}

interface Issued {
  /** Milliseconds that each act took. */
  readonly each: readonly number[];
  /** What they and the quiet moments worked on the average: the system counts a thread's time in ticks that are longer than an act. */
  readonly workedMean: number;
}

/** Issues acts one by one. */
function issueEach(statements: Statements, inputs: readonly IssueInput[]): Issued {
  const settings = executorOn(statements);
  const quiet = new Checkpoints(statements.db);
  const whole = stopwatch();
  const each = inputs.map((input, at) => {
    if (at % ACTS_BETWEEN_RESTS === 0) quiet.run();
    const began = performance.now();
    const [issued] = issueActs(settings, CLERK, [input]);
    const took = performance.now() - began;
    if (!issued?.ok) throw new Error(`not taken: ${JSON.stringify(issued)}`);
    return took;
  });
  return { each, workedMean: whole().cpuMs / inputs.length };
}

/** An edit of four things, as a clerk writes down what somebody says on the telephone. */
function editOf(personId: number, at: number): IssueInput {
  const contact = {
    phone: `139${String(at).padStart(8, '0')}`,
    residenceAddress: `某路 ${at} 号`,
    statedOn: '2026-11-01',
  };
  return {
    name: 'person.edit',
    formId: `bench-edit-${at}`,
    args: { personId, contact, reason: '本人来电' },
  };
}

function apartRow(what: string, { each, workedMean }: Issued, busy: number): Row {
  const took = each.slice(WARM_UP);
  const p99 = quantile(took, 0.99);
  return {
    ...{ id: `${what} apart from the sync, p99`, unit: 'ms', ours: rounded(p99) },
    ...{ reference: null, referenceName: '', ratio: null, target: `≤ ${APART_MS_MAX} ms` },
    met: isWithin(APART_MS_MAX, { ms: p99, cpuMs: workedMean }, busy),
    raw: {
      ...{ acts: took.length, busy, ...spread(took), max: rounded(Math.max(...took)) },
      workedMean: rounded(workedMean),
    },
  };
}

/** Rows of edits and of intakes; none where no folder is kept in memory. */
export function localCommandApart(): Row[] {
  if (!existsSync(MEMORY_FOLDER)) return [];
  const before = busyness();
  const statements = new Statements(openMigrated(join(makeFolder(MEMORY_FOLDER), 'apart.db')));
  const made = people(WARM_UP + ACTS, 3);
  const intakes = issueEach(
    statements,
    made.map((person, at) => intakeOf(person, `bench-apart-${at}`)),
  );
  const ids = statements.pluck<number>('SELECT id FROM person ORDER BY id');
  const edits = issueEach(statements, ids.map(editOf));
  statements.db.close();
  const busy = Math.max(before, busyness());
  return [
    apartRow('local command, an edit of four fields', edits, busy),
    apartRow('local command, an intake', intakes, busy),
  ];
}
