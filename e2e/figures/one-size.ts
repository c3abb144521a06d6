/** One size of the figures in a process and a database of its own, so that the most memory and the bytes on disk are its own: `node one-size.ts SHARE
 *  [five]`. Lines for people go to standard output; the last one, after the mark, is the result as JSON.                                */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import '../../src-server/native-sha256.ts';
import { startEmbeddedPostgres } from '../../src-server/store/embedded/embedded-postgres.ts';
import { migrate } from '../../src-server/store/migrate.ts';
import { openPool } from '../../src-server/store/pool.ts';
import { urlOf } from '../../src-server/store/test-database.ts';
import { busyness } from '../bench/processes.ts';
import { askBank } from './bank.ts';
import { bytesBelow, centreWorkedMs, databaseWorkedMs } from './measure.ts';
import type { Recount, StandardFrom } from './recount.ts';
import { type Figures, runFigures } from './run.ts';

/** What stands before the result. */
export const RESULT = 'RESULT ';
const RECOUNT = fileURLToPath(new URL('./recount.ts', import.meta.url));
const ANSWER_BYTES_MAX = 64 * 2 ** 20;
const MIB = 2 ** 20;

export interface Size {
  readonly share: number;
  readonly measuredOn: string;
  readonly figures: Figures;
  readonly seconds: number;
  /** Seconds that the centre's process and PostgreSQL's processes worked. */
  readonly centreWorked: number;
  readonly databaseWorked: number | null;
  /** The most that the centre's process held, in MiB. */
  readonly peak: number;
  /** PostgreSQL's folder at the end, in MiB, and the log's rows and bytes in it. */
  readonly folder: number;
  readonly logRows: number;
  readonly logMib: number;
  /** By how much the machine kept this process waiting, at the beginning and at the end: 1 when it is alone. */
  readonly busy: readonly [number, number];
}

async function recountBeside(
  url: string,
  until: string,
  standards: readonly StandardFrom[],
): Promise<Recount> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [RECOUNT, url, until, JSON.stringify(standards)],
    { maxBuffer: ANSWER_BYTES_MAX },
  );
  return JSON.parse(stdout) as Recount;
}

async function measured(share: number, withYear: boolean): Promise<Size> {
  const folder = mkdtempSync(join(tmpdir(), 'sumu-figures-'));
  // Root's PostgreSQL runs as another user, who has to get through.
  chmodSync(folder, 0o711);
  // As a county's trial has it: what is committed is on the disk.
  const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'data') });
  const url = urlOf(server.connection);
  const pool = openPool(url);
  try {
    await migrate(pool);
    const busy = busyness();
    const from = performance.now();
    const figures = await runFigures({
      ...{ pool, url, share, withYear, note: console.log, bank: askBank },
      recount: (until, standards) => recountBeside(url, until, standards),
    });
    const seconds = (performance.now() - from) / 1_000;
    const [log] = (
      await pool.query<{ rows: number; bytes: number }>(
        'SELECT count(*) AS rows, COALESCE(sum(octet_length(payload)), 0)::bigint AS bytes FROM log',
      )
    ).rows;
    return {
      ...{ share, measuredOn: new Date().toISOString().slice(0, 10), figures, seconds },
      busy: [busy, busyness()],
      centreWorked: centreWorkedMs() / 1_000,
      databaseWorked: (databaseWorkedMs() ?? Number.NaN) / 1_000,
      peak: process.resourceUsage().maxRSS / 1_024,
      folder: bytesBelow(folder) / MIB,
      ...{ logRows: log?.rows ?? 0, logMib: (log?.bytes ?? 0) / MIB },
    };
  } finally {
    await pool.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const [share, what] = process.argv.slice(2);
  console.log(`${RESULT}${JSON.stringify(await measured(Number(share), what !== 'five'))}`);
}
