/** Whether a paper's bytes are at the centre, written into its record by the centre itself, so that every desk hears of it from the log: awaited
 *  (neither), arrived, erased. Bytes and records are two things; this keeps them in step, whatever dies between.
 *  AR1 a record says arrived only while the bytes are here; what a crash left between is found by the next upload or the next round.  AR2 bytes
 *  go only when no standing record of any scope names them, 30 days after the last was taken away, and then the records say erased.  AR3 keeping,
 *  telling and erasing happen one at a time, over all server processes: what is being named again is not erased under it. */
import type pg from 'pg';
import { type Clock, instantText } from '#shared/base/clock.ts';
import { CENTRE_DEVICE } from '#shared/base/id.ts';
import type { Row } from '#shared/records/rows.ts';
import type { CentralStore } from '../store/central-store.ts';
import { LOCKS, oneAtATime } from '../store/one-at-a-time.ts';
import { writeCommit } from '../sync/append.ts';
import { UPLOAD_KEPT_DAYS, type UploadStore } from './upload-store.ts';

export const ERASED_AFTER_DAYS = 30;
const DAY_MS = 86_400_000;

export interface ArrivalPorts {
  readonly pool: pg.Pool;
  readonly store: CentralStore;
  readonly uploads: UploadStore;
  readonly clock: Clock;
}

/** Records whose words and bytes differ; $1 names one content, null all. */
const OUT_OF_STEP = `SELECT p.scope, p.id, c.sha256 IS NOT NULL AS is_here FROM paper p LEFT JOIN paper_content c ON c.sha256 = p.sha256
  WHERE p.scope = ANY(ARRAY(SELECT scope FROM scope)) AND ($1::text IS NULL OR p.sha256 = $1) AND CASE
    WHEN c.sha256 IS NOT NULL THEN p.removed_at IS NULL AND p.arrived_at IS NULL
    ELSE p.arrived_at IS NOT NULL AND p.erased_at IS NULL END
  ORDER BY p.scope, p.id`;

/** Contents that no standing record names and whose last record was taken away before $1. */
const UNNAMED = `DELETE FROM paper_content c
  WHERE NOT EXISTS (SELECT 1 FROM paper p WHERE p.sha256 = c.sha256 AND (p.removed_at IS NULL OR p.removed_at > $1))`;

interface Difference {
  readonly scope: string;
  readonly id: string;
  readonly is_here: boolean;
}

/** What the record is to say. A standing record whose bytes are gone awaits them again: a database may have been put back in parts. */
function told(row: Row<'paper'>, isHere: boolean, now: string) {
  const { removedAt, arrivedAt, erasedAt } = row.values;
  if (isHere) return removedAt === null && arrivedAt === null ? { arrivedAt: now, erasedAt: null } : null;
  if (arrivedAt === null || erasedAt !== null) return null;
  return removedAt === null ? { arrivedAt: null, erasedAt: null } : { arrivedAt, erasedAt: now };
}

export class PaperArrivals {
  private readonly ports: ArrivalPorts;
  private last: Promise<unknown> = Promise.resolve();
  constructor(ports: ArrivalPorts) {
    this.ports = ports;
  }

  /** AR3. Within this process too, so that those who wait hold no connection. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(() => oneAtATime(this.ports.pool, LOCKS.papers, work));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** Tells the records of one content, or of all, what is so. Call within `inTurn`. */
  async tell(sha256: string | null): Promise<number> {
    const { pool, store, clock } = this.ports;
    const { rows } = await pool.query<Difference>(OUT_OF_STEP, [sha256]);
    const at = instantText(clock.now());
    const meta = {
      ...{ device: CENTRE_DEVICE, actNumber: 0, actor: 0, body: 'CIVIL_AFFAIRS' },
      ...{ madeAt: at, receivedAt: at },
    };
    for (const [scope, differing] of Map.groupBy(rows, (row) => Number(row.scope))) {
      await store.transaction([scope], async (tx) => {
        const records = [];
        for (const { id, is_here } of differing) {
          // Read under the scope's lock: it may have been taken away, or have moved, meanwhile.
          const [row] = await tx.read(scope, { type: 'paper', id: Number(id) });
          const set = row && told(row as Row<'paper'>, is_here, at);
          if (set) records.push({ type: 'paper' as const, id: Number(id), set });
        }
        if (records.length) await writeCommit(tx, scope, meta, records);
      });
    }
    return rows.length;
  }

  /** One round of keeping house (AR1, AR2, UP3). How many contents were erased. */
  keepHouse(): Promise<number> {
    const { pool, uploads, clock } = this.ports;
    const before = (days: number) => instantText(clock.now() - days * DAY_MS);
    return this.inTurn(async () => {
      await uploads.dropStale(before(UPLOAD_KEPT_DAYS));
      const { rowCount } = await pool.query(UNNAMED, [before(ERASED_AFTER_DAYS)]);
      await this.tell(null);
      return rowCount ?? 0;
    });
  }
}

const FIRST_ROUND_MS = 5_000;
const ROUND_MS = 3_600_000;

/** Keeps house soon after the start and then hourly; returns what ends it. */
export function keepHouseHourly(arrivals: PaperArrivals, note: (line: string) => void): () => Promise<void> {
  let round: Promise<unknown> = Promise.resolve();
  const run = (): void => {
    round = arrivals.keepHouse().catch((error: unknown) => note(`papers: ${String(error)}`));
  };
  const first = setTimeout(run, FIRST_ROUND_MS).unref();
  const hourly = setInterval(run, ROUND_MS).unref();
  return async () => {
    clearTimeout(first);
    clearInterval(hourly);
    await round;
  };
}
