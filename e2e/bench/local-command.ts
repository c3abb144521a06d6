/** Row «local command»: an intake issued through the executor on an encrypted file with synchronous=FULL, against the very same rows
 *  written by one bare transaction of prepared statements on an equally encrypted file. The two take turns, so that a slow disk is slow
 *  for both. Measured again where a sync costs nothing, because there the ratio is the program's alone.                          */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '#shared/base/chance.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import { issueActs } from '../../src-main/replica/executor.ts';
import type { ReplicaDatabase } from '../../src-main/replica/store/open.ts';
import {
  CLERK,
  executorOn,
  intakeOf,
  makeFolder,
  openMigrated,
  RecordingStatements,
  type Write,
} from './desk.ts';
import { median, quantile, ratioOf, rounded, type Row } from './figures.ts';

const WARM_UP = 60;
const MEASURED = 300;
const MEMORY_FOLDER = '/dev/shm';
const RATIO_MAX = 3;

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
